import { expect, test } from "bun:test";
import { fillAzimuth, fillClosestPoint } from "../../../src/hazard/distances/planar-point-distances.ts";
import { planarSurface } from "../../../src/hazard/surfaces/planar-surface.ts";
import { planesOf } from "../../../src/hazard/surfaces/planes.ts";
import { expectAllClose, expectSameAngle } from "../../geo/closeness.ts";
import { km, WALL } from "../small-geometries.ts";
import { blockOf, sitesAt } from "../small-sites.ts";

const PLANES = planesOf([planarSurface(WALL)]);

test("azimuths relative to the strike, from the middle or the hypocentre", () => {
  const out = new Float64Array(3);
  const origin = { ...PLANES, hypoLon: Float64Array.of(0), hypoLat: Float64Array.of(0) };
  fillAzimuth({ ...origin, azimuthFrom: "centroid" }, 0, sitesAt([10, -5], [10, 5], [50, 0]), out);
  for (const [i, wanted] of [90, 270, 0].entries()) expectSameAngle(out[i]!, wanted, `site ${i}`, 0.01);
  fillAzimuth({ ...origin, azimuthFrom: "hypocentre" }, 0, sitesAt([5, -5]), out);
  expectSameAngle(out[0]!, 45, "from the hypocentre", 0.01);
  // A site at that very place is taken to lie north of it.
  fillAzimuth({ ...origin, azimuthFrom: "hypocentre" }, 0, sitesAt([0, 0]), out);
  expect(out[0]!).toBeCloseTo(270, 9);
});

test("the nearest point of the wall: beside it the foot, beyond its end the end", () => {
  const block = blockOf(2, "clon", "clat", "azimuthcp");
  fillClosestPoint(PLANES, 0, sitesAt([7, 5], [30, 0]), block);
  expectAllClose(block.clon, [km(7), km(20)], "clon", 2e-3, 0);
  expectAllClose(block.clat, [0, 0], "clat", 0, 1e-4);
  expectSameAngle(block.azimuthcp[0]!, 180, "southwards", 0.1);
  expectSameAngle(block.azimuthcp[1]!, 270, "westwards", 0.1);
});
