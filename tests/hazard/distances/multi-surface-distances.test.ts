import { expect, test } from "bun:test";
import { fillGeneralizedDistances } from "../../../src/hazard/distances/generalized-distances.ts";
import { fillJointDistances } from "../../../src/hazard/distances/multi-surface-distances.ts";
import { generalizedCoordinates } from "../../../src/hazard/surfaces/generalized-coordinates.ts";
import { km } from "../small-geometries.ts";
import { blockOf, sitesAt } from "../small-sites.ts";

test("rx and ry0 are those of the traces, whatever the surfaces", () => {
  const coordinates = generalizedCoordinates([{ lon: Float64Array.of(0, km(20)), lat: new Float64Array(2) }]);
  const sites = sitesAt([5, -3], [25, 1]);
  const [rx, ry0] = [new Float64Array(2), new Float64Array(2)];
  fillGeneralizedDistances(coordinates, sites, rx, ry0);
  const block = blockOf(2, "rx", "ry0");
  const hypocentre = { hypoLon: Float64Array.of(0), hypoLat: Float64Array.of(0), hypoDepth: Float64Array.of(0) };
  fillJointDistances({ kind: "multiPlanar", surface: { coordinates }, ...hypocentre }, 0, sites, block);
  expect([block.rx, block.ry0]).toEqual([rx, ry0]);
});
