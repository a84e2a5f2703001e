import { expect, test } from "bun:test";
import { fillGeneralizedDistances } from "../../../src/hazard/distances/generalized-distances.ts";
import { generalizedCoordinates } from "../../../src/hazard/surfaces/generalized-coordinates.ts";
import { expectAllClose } from "../../geo/closeness.ts";
import { km } from "../small-geometries.ts";
import { sitesAt } from "../small-sites.ts";

const COORDINATES = generalizedCoordinates([{ lon: Float64Array.of(0, km(20)), lat: new Float64Array(2) }]);

test("a trace of 20 km to the east: rx to the right, ry0 beyond its ends", () => {
  const rx = new Float64Array(3);
  const ry0 = new Float64Array(3);
  fillGeneralizedDistances(COORDINATES, sitesAt([5, -3], [10, 4], [10, -1]), rx, ry0);
  expectAllClose(rx, [3, -4, 1], "rx", 1e-4, 0);
  expectAllClose(ry0, [0, 0, 0], "ry0", 0, 1e-6);
});

test("columns without room are not filled", () => {
  const ry0 = new Float64Array(1);
  fillGeneralizedDistances(COORDINATES, sitesAt([23, 0]), new Float64Array(0), ry0);
  expectAllClose(ry0, [3], "ry0", 1e-3, 0);
  expect(ry0.length).toBe(1);
});
