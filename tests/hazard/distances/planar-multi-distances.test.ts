import { expect, test } from "bun:test";
import { multiPlanarDistances, multiPlanarRrup } from "../../../src/hazard/distances/planar-multi-distances.ts";
import { planarMultiSurface } from "../../../src/hazard/surfaces/planar-multi-surface.ts";
import { expectAllClose, expectSameAngle } from "../../geo/closeness.ts";
import { km, NEXT_WALL, WALL } from "../small-geometries.ts";
import { blockOf, sitesAt } from "../small-sites.ts";

const surface = planarMultiSurface([WALL, NEXT_WALL]);
const ruptures = {
  kind: "multiPlanar",
  surface,
  hypoLon: Float64Array.of(km(10)),
  hypoLat: Float64Array.of(0),
  hypoDepth: Float64Array.of(7),
} as const;
const SITES = sitesAt([10, 3], [35, -4]);

test("the smallest of the planes' distances, each", () => {
  const block = blockOf(2, "rrup", "rjb");
  multiPlanarRrup(surface, SITES, block.rrup);
  expectAllClose(block.rrup, [Math.hypot(3, 2), Math.hypot(4, 2)], "rrup", 2e-3, 0);
  multiPlanarDistances(ruptures, 0, SITES, block);
  expectAllClose(block.rjb, [3, 4], "rjb", 1e-3, 0);
});

test("the nearest corner, the azimuth from the middle, coordinates along both", () => {
  const block = blockOf(2, "clon", "clat", "azimuth", "rx", "ry0", "rhypo");
  multiPlanarDistances(ruptures, 0, SITES, block);
  expectAllClose([block.clon[1]! % km(10)], [0], "a corner", 0, 1e-9);
  expectAllClose(block.rx, [-3, 4], "rx", 0.05, 0);
  expectAllClose(block.ry0, [0, 0], "ry0", 0, 1e-6);
  expectSameAngle(block.azimuth[0]!, 270, "azimuth", 0.1);
  expectAllClose([block.rhypo[0]!], [Math.hypot(3, 7)], "rhypo", 1e-3, 0);
});

test("centred directivity is refused", () => {
  expect(() => multiPlanarDistances(ruptures, 0, SITES, blockOf(2, "rcdpp"))).toThrow("planes");
});
