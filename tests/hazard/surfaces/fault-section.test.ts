import { expect, test } from "bun:test";
import { faultSection } from "../../../src/hazard/surfaces/fault-section.ts";
import { sectionNodes } from "../../../src/hazard/surfaces/kite-multi-surface.ts";
import { setTraces } from "../../../src/hazard/surfaces/section-sets.ts";
import { expectClose } from "../../geo/closeness.ts";
import { KITE, NEXT_WALL, WALL } from "../small-geometries.ts";

test("planes and kites as sections, worked out once", () => {
  const wall = faultSection(WALL, 2);
  expect(faultSection(WALL, 2)).toBe(wall);
  expect(wall.shape.kind).toBe("planar");
  expect(wall.parameters.ztor).toBe(2);
  expectClose(wall.parameters.area, 200, "area", 2e-3, 0);
  expectClose(wall.ball.radius, Math.hypot(10, 5), "ball", 2e-3, 0);
  const kite = faultSection(KITE, 2);
  if (kite.shape.kind !== "kite") throw new Error(kite.shape.kind);
  expect(kite.points.lon).toEqual(sectionNodes([kite.shape.mesh]).lon);
});

test("the traces of a set are put in line", () => {
  const sets = {
    sections: [faultSection(NEXT_WALL, 2), faultSection(WALL, 2)],
    first: Int32Array.of(0, 2),
    members: Int32Array.of(0, 1),
  };
  const { section, shift } = setTraces(sets, 0);
  expect(new Set(section)).toEqual(new Set([0, 1]));
  expectClose(Math.abs(shift[1]! - shift[0]!), 30, "apart", 1e-3, 0);
});
