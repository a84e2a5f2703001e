import { expect, test } from "bun:test";
import {
  nearestOf,
  selectSites,
  writeAzimuth,
  writeClosest,
  writeLines,
  writeRjb,
} from "../../../src/hazard/distances/multi-fault-distances.ts";
import { completeSection, makeSectionDistances } from "../../../src/hazard/distances/multi-fault-sections.ts";
import { selectNone } from "../../../src/hazard/sites/selected-sites.ts";
import { faultSection } from "../../../src/hazard/surfaces/fault-section.ts";
import { setTraces } from "../../../src/hazard/surfaces/section-sets.ts";
import { expectAllClose, expectClose, expectSameAngle } from "../../geo/closeness.ts";
import { km, NEXT_WALL, WALL } from "../small-geometries.ts";
import { blockOf, pointsAt } from "../small-sites.ts";

const SECTIONS = [faultSection(WALL, 2), faultSection(NEXT_WALL, 2)];
const SETS = { sections: SECTIONS, first: Int32Array.of(0, 2), members: Int32Array.of(0, 1) };
const WANTS = { rjb: true, lines: true, closest: true };

test("ruptures put together the distances of their sections", () => {
  const points = pointsAt([10, 3], [35, -4], [900, 0]);
  const distances = makeSectionDistances(SECTIONS, points, WANTS);
  const selected = selectNone(points);
  const block = blockOf(3, "rrup", "rjb", "rx", "ry0", "azimuth", "clon", "clat", "azimuthcp");
  expectClose(nearestOf(SETS, 0, 200, distances), Math.hypot(3, 2), "nearest", 2e-3, 0);
  expect(selectSites(SETS, 0, 100, distances, selected, block.rrup)).toBe(2);
  for (const section of [0, 1]) completeSection(distances, section);
  writeRjb(SETS, 0, distances, selected, block.rjb);
  writeLines(setTraces(SETS, 0), distances, 40, selected, block.rx, block.ry0);
  writeAzimuth([km(10), 0, 7], 90, distances, selected, block.azimuth);
  writeClosest(SETS, 0, distances, selected, block);
  const two = (column: Float64Array) => column.subarray(0, 2);
  expectAllClose(two(block.rrup), [Math.hypot(3, 2), Math.hypot(4, 2)], "rrup", 2e-3, 0);
  expectAllClose(two(block.rjb), [3, 4], "rjb", 1e-3, 0);
  expectAllClose(two(block.rx), [-3, 4], "rx", 0.05, 0);
  expectAllClose(two(block.clon), [km(10), km(35)], "clon", 2e-3, 0);
  expectSameAngle(block.azimuth[0]!, 270, "azimuth", 0.01);
});
