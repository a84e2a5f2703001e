import { expect, test } from "bun:test";
import { type Disaggregation, drawDisaggregation, summaryOf } from "../../src/drawing/disaggregation-chart.ts";

const FOUND: Disaggregation = {
  imt: "PGA",
  iml: 0.2,
  poe: 0.1,
  mean: { mag: 5.9, dist: 12, eps: 0.7 },
  mode: { mag: 5.5, dist: 5, fraction: 0.4 },
  by: ["mag", "dist"],
  axes: { mag: { edges: [5, 6, 7] }, dist: { edges: [0, 10, 20, 30, 40] } },
  bins: [
    { mag: 5.5, dist: 5, fraction: 0.4 },
    { mag: 6.5, dist: 25, fraction: 0.1 },
    { mag: 6.5, dist: 35, fraction: 0 },
  ],
};

/** Heights of bars in front, by what their title says. */
function heights(svg: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const [, points = "", title = ""] of svg.matchAll(/<polygon points="([^"]*)"[^>]*><title>([^<]*)<\/title>/g)) {
    const ys = points.split(" ").map((point) => Number(point.split(",")[1]));
    if (!found.has(title)) found.set(title, Math.max(...ys) - Math.min(...ys));
  }
  return found;
}

test("bars are as high as the shares of their bins; empty bins have none", () => {
  const bars = heights(drawDisaggregation(FOUND).svg);
  expect([...bars.keys()].sort()).toEqual([
    "magnitude 5.5, distance (km) 5: 40 %",
    "magnitude 6.5, distance (km) 25: 10 %",
  ]);
  const [tall, low] = [...bars].sort(([, a], [, b]) => b - a).map(([, height]) => height);
  expect(tall! / low!).toBeCloseTo(4, 1);
});

test("over one axis the shares of all bins are added up", () => {
  const { svg } = drawDisaggregation({ ...FOUND, by: ["dist"] });
  expect(svg).toContain("<title>5: 40</title>");
  expect(svg).toContain("<title>25: 10</title>");
});

test("the summary tells the level, mean and modal values", () => {
  expect(summaryOf(FOUND)).toBe(
    "PGA of 0.2: mean magnitude 5.9, distance 12 km, epsilon 0.7; most from magnitude 5.5, distance 5 km (40 %)",
  );
});
