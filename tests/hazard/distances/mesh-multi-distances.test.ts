import { expect, test } from "bun:test";
import { multiKiteDistances, multiKiteRrup } from "../../../src/hazard/distances/mesh-multi-distances.ts";
import { kiteMultiSurface } from "../../../src/hazard/surfaces/kite-multi-surface.ts";
import { expectAllClose, expectClose } from "../../geo/closeness.ts";
import { KITE, km } from "../small-geometries.ts";
import { blockOf, sitesAt } from "../small-sites.ts";

const surface = kiteMultiSurface([KITE], 2);
const ruptures = {
  kind: "multiKite",
  surface,
  hypoLon: Float64Array.of(0),
  hypoLat: Float64Array.of(0),
  hypoDepth: Float64Array.of(0),
} as const;

test("rrup to the nearest node, rjb to the outline", () => {
  const sites = sitesAt([10, 6], [10, -5]);
  const block = blockOf(2, "rrup", "rjb", "clon", "clat", "azimuthcp", "azimuth", "rvolc");
  multiKiteRrup(surface, sites, block.rrup);
  multiKiteDistances(ruptures, 0, sites, block);
  expectClose(block.rrup[0]!, 6, "rrup", 2e-3, 0);
  expectAllClose(block.rjb, [6, 0], "rjb", 0.02, 0);
  expectAllClose([block.clon[0]!, block.clat[0]!], [km(10), 0], "nearest node", 1e-3, 1e-9);
  expect(Array.from(block.rvolc)).toEqual([0, 0]);
});

test("centred directivity is refused", () => {
  expect(() => multiKiteDistances(ruptures, 0, sitesAt([0, 0]), blockOf(1, "rcdpp"))).toThrow("kites");
});
