import { expect, test } from "bun:test";
import { squares } from "../../../src/web/charts/disaggregation-chart.ts";

test("areas of squares are as the shares of the bins, places as their middles", () => {
  const axes = { mag: { edges: [5, 6, 7] }, dist: { edges: [0, 10, 20, 30, 40] } };
  const found = squares({
    axes,
    bins: [
      { mag: 5.5, dist: 5, fraction: 0.4 },
      { mag: 6.5, dist: 25, fraction: 0.1 },
      { mag: 6.5, dist: 35, fraction: 0 },
    ],
  });
  expect(found.map(({ x, y, side }) => [x, y, side])).toEqual([
    [0.125, 0.25, 1],
    [0.625, 0.75, 0.5],
  ]);
  expect(found[0]!.label).toBe("M 5.5 at 5 km: 40 %");
});
