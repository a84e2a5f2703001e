import { expect, test } from "bun:test";
import { delaunayTriangles } from "../../../src/geo/plane/delaunay.ts";

test("a square with a point in its middle has four triangles that fill it", () => {
  const x = Float64Array.of(0, 2, 2, 0, 1);
  const y = Float64Array.of(0, 0, 2, 2, 1);
  const corners = delaunayTriangles(x, y);
  expect(corners.length).toBe(12);
  let area = 0;
  for (let t = 0; t < 12; t += 3) {
    const [a, b, c] = [corners[t]!, corners[t + 1]!, corners[t + 2]!];
    expect([a, b, c]).toContain(4);
    area += Math.abs((x[b]! - x[a]!) * (y[c]! - y[a]!) - (x[c]! - x[a]!) * (y[b]! - y[a]!)) / 2;
  }
  expect(area).toBe(4);
});

test("points in one line or at two places make none", () => {
  expect(delaunayTriangles(Float64Array.of(0, 1), Float64Array.of(0, 1)).length).toBe(0);
  expect(delaunayTriangles(Float64Array.of(0, 1, 0), Float64Array.of(0, 1, 0)).length).toBe(0);
});
