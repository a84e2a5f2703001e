import { expect, test } from "bun:test";
import { collapsedFarRuptures, collapsedNearRuptures } from "../../../src/hazard/sources/collapsed-ruptures.ts";
import { collapsePoints } from "../../../src/hazard/sources/point-grid.ts";
import { planarDefinition } from "../../../src/hazard/sources/point-like.ts";
import { expectAllClose, expectClose } from "../../geo/closeness.ts";
import { POINT } from "../small-sources.ts";

const definition = planarDefinition(POINT, false);
const bins = { mags: Float64Array.of(5.25, 5.75), rates: Float64Array.of(0.02, 0.01) };
const [cell] = collapsePoints(
  [
    { lon: 0, lat: 0, definition, bins },
    { lon: 0.1, lat: 0.1, definition, bins },
  ],
  1000,
);
if (cell?.kind !== "collapsed") throw new Error("the points were not collapsed");

test("far: one average rupture a magnitude with the summed rate", () => {
  const { ruptures, starts, share } = collapsedFarRuptures(cell.point);
  expect(ruptures.count).toBe(2);
  expectAllClose(ruptures.rate.subarray(0, 2), [0.04, 0.02], "rates", 1e-12, 0);
  expect([Array.from(starts), Array.from(share)]).toEqual([
    [0, 1, 2],
    [1, 1],
  ]);
});

test("near: the ruptures of all members, with levelled rates that add up to the same", () => {
  const { ruptures, starts, share } = collapsedNearRuptures(cell.point);
  expect([ruptures.count, Array.from(starts)]).toEqual([8, [0, 4, 8]]);
  expectClose(
    ruptures.rate.subarray(0, 4).reduce((a, b) => a + b),
    0.04,
    "rates",
    1e-12,
    0,
  );
  expectAllClose(share.subarray(0, 4), [0.3, 0.2, 0.3, 0.2], "shares", 1e-12, 0);
});
