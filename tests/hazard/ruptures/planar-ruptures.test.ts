import { expect, test } from "bun:test";
import {
  appendTemplates,
  makePlanarRuptures,
  placePlanarRuptures,
  planarCorners,
} from "../../../src/hazard/ruptures/planar-ruptures.ts";
import { planarTemplates } from "../../../src/hazard/ruptures/planar-templates.ts";
import { expectAllClose } from "../../geo/closeness.ts";
import { km } from "../small-geometries.ts";

const TEMPLATES = planarTemplates([6], {
  planes: [{ probability: 1, strike: 90, dip: 90, rake: 0 }],
  depths: [{ probability: 1, depth: 5 }],
  layer: { upper: 0, lower: 10 },
  aspectRatio: 4,
  area: () => 100,
  shiftHypocentre: false,
});

test("templates are turned into place: a wall of 20 km along the equator", () => {
  const set = makePlanarRuptures(2);
  expect(appendTemplates(TEMPLATES, 0, 1, set)).toBe(0);
  expect(appendTemplates(TEMPLATES, 0, 1, set)).toBe(1);
  placePlanarRuptures(TEMPLATES, 0, 1, 0, 0, set, 0);
  placePlanarRuptures(TEMPLATES, 0, 1, 100, 0, set, 1);
  const wall = (lon: number) => [
    lon - km(10),
    0,
    2.5,
    lon + km(10),
    0,
    2.5,
    lon - km(10),
    0,
    7.5,
    lon + km(10),
    0,
    7.5,
  ];
  expectAllClose(planarCorners(set, 0), wall(0), "at 0", 1e-3, 1e-9);
  expectAllClose(planarCorners(set, 1), wall(100), "at 100", 1e-9, 1e-9);
  expect([set.hypoLon[1], set.hypoLat[1], set.hypoDepth[1]]).toEqual([100, 0, 5]);
});
