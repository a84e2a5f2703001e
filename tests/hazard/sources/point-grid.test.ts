import { expect, test } from "bun:test";
import { collapsePoints, gridCells } from "../../../src/hazard/sources/point-grid.ts";
import { planarDefinition } from "../../../src/hazard/sources/point-like.ts";
import { expectClose } from "../../geo/closeness.ts";
import { POINT } from "../small-sources.ts";

test("cells in the order in which they first appear; points on one line are left alone", () => {
  expect(gridCells([0, 1, 0.01, 0.99], [0, 1, 0.02, 0.98], 60)).toEqual([
    [0, 2],
    [1, 3],
  ]);
  expect(gridCells([0, 0, 0], [0, 1, 2], 500)).toEqual([[0], [1], [2]]);
});

test("a collapsed point lies at the mean place by rate, with the rates of all members", () => {
  const definition = planarDefinition(POINT, false);
  const point = (lon: number, rate: number) => ({
    lon,
    lat: lon / 2,
    definition,
    bins: { mags: Float64Array.of(6), rates: Float64Array.of(rate) },
  });
  const [cell] = collapsePoints([point(0, 0.3), point(0.1, 0.1)], 1000);
  if (cell?.kind !== "collapsed") throw new Error("the points were not collapsed");
  expectClose(cell.point.lon, 0.025, "lon", 1e-12, 0);
  expectClose(cell.point.bins.rates[0]!, 0.4, "rate", 1e-12, 0);
  expect(cell.point.average.planes.length).toBe(1);
  expect(cell.indices).toEqual([0, 1]);
});
