import { expect, test } from "bun:test";
import { faultSection } from "../../../src/hazard/surfaces/fault-section.ts";
import { setTraces } from "../../../src/hazard/surfaces/section-sets.ts";
import { NEXT_WALL, WALL } from "../small-geometries.ts";

test("a set of one section has no shift but its own", () => {
  const sections = [faultSection(WALL, 2), faultSection(NEXT_WALL, 2)];
  const sets = { sections, first: Int32Array.of(0, 1, 2), members: Int32Array.of(1, 0) };
  for (const r of [0, 1]) {
    const { section, flipped, shift } = setTraces(sets, r);
    expect(Array.from(section)).toEqual([1 - r]);
    expect(flipped.length).toBe(1);
    expect(Math.abs(shift[0]!)).toBeLessThan(20.1);
  }
});
