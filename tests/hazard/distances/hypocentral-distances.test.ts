import { expect, test } from "bun:test";
import { fillHypocentral } from "../../../src/hazard/distances/hypocentral-distances.ts";
import { expectAllClose } from "../../geo/closeness.ts";
import { sitesAt } from "../small-sites.ts";

const HYPOCENTRE = { hypoLon: Float64Array.of(0), hypoLat: Float64Array.of(0), hypoDepth: Float64Array.of(4) };

test("repi on the sphere, rhypo with the difference of depths: 3-4-5", () => {
  const repi = new Float64Array(2);
  const rhypo = new Float64Array(2);
  fillHypocentral(HYPOCENTRE, 0, sitesAt([3, 0], [0, 5]), { repi, rhypo });
  expectAllClose(repi, [3, 5], "repi", 1e-9, 0);
  expectAllClose(rhypo, [5, Math.sqrt(41)], "rhypo", 1e-9, 0);
});

test("a column without room is not wanted", () => {
  const rhypo = new Float64Array(1);
  fillHypocentral(HYPOCENTRE, 0, sitesAt([0, 0]), { repi: new Float64Array(0), rhypo });
  expect(rhypo[0]).toBe(4);
});
