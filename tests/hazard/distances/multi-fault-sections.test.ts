import { expect, test } from "bun:test";
import {
  completeSection,
  makeSectionDistances,
  nearestSite,
  sectionRrup,
} from "../../../src/hazard/distances/multi-fault-sections.ts";
import { faultSection } from "../../../src/hazard/surfaces/fault-section.ts";
import { expectAllClose, expectClose } from "../../geo/closeness.ts";
import { KITE, km, NEXT_WALL, WALL } from "../small-geometries.ts";
import { pointsAt, sitesAt } from "../small-sites.ts";

const SECTIONS = [faultSection(WALL, 2), faultSection(NEXT_WALL, 2)];
const WANTS = { rjb: true, lines: true, closest: true };

test("rrup of planes and kites; sections out of reach are not looked at", () => {
  const out = new Float64Array(1);
  sectionRrup(SECTIONS[0]!.shape, sitesAt([10, 0]), out);
  expectClose(out[0]!, 2, "plane", 5e-3, 0);
  sectionRrup(faultSection(KITE, 2).shape, sitesAt([10, 4]), out);
  expectClose(out[0]!, 4, "kite", 1e-3, 0);
  const distances = makeSectionDistances(SECTIONS, pointsAt([500, 0]), WANTS);
  expect(nearestSite(distances, 0, 100)).toBe(Number.POSITIVE_INFINITY);
});

test("all other distances of a section, worked out once", () => {
  const points = pointsAt([10, 3]);
  const distances = makeSectionDistances(SECTIONS, points, WANTS);
  nearestSite(distances, 0, 100);
  completeSection(distances, 0);
  expectClose(distances.rjb[0]!, 3, "rjb", 1e-3, 0);
  // T and U of the trace as it runs, then turned round.
  expectAllClose(distances.lines.subarray(0, 2), [-3, 10], "as it runs", 1e-3, 0);
  expectAllClose(distances.lines.subarray(3, 5), [3, 10], "turned round", 1e-3, 0);
  expectClose(distances.clon[0]!, km(10), "clon", 2e-3, 0);
  distances.rjb[0] = 99;
  completeSection(distances, 0);
  expect(distances.rjb[0]).toBe(99);
});
