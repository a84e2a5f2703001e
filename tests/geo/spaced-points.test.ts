import { expect, test } from "bun:test";
import { intervalsBetween, pointsBetween, pointsTowards } from "../../src/geo/spaced-points.ts";
import { expectAllClose } from "./closeness.ts";

const DEGREE = (Math.PI * 6371) / 180;

test("a number of points, depth linear, both ends exact", () => {
  const points = pointsBetween([0, 0, 2], [1, 0, 12], 3);
  expectAllClose(points.lon, [0, 0.5, 1], "lon", 1e-12, 1e-12);
  expect(points.depth).toEqual(Float64Array.of(2, 7, 12));
  expectAllClose(pointsTowards([0, 0, 0], 0, DEGREE, 4, 2).lat, [0, 1], "north", 1e-12, 0);
});

test("whole intervals nearest to the distance: the last need not be the end", () => {
  const near = intervalsBetween([0, 0, 0], [10.4 / DEGREE, 0, 0], 2);
  expectAllClose(
    near.lon,
    [0, 2, 4, 6, 8, 10].map((km) => km / DEGREE),
    "lon",
    1e-9,
    1e-12,
  );
  expect(intervalsBetween([0, 0, 0], [0.9 / DEGREE, 0, 0], 2).lon.length).toBe(1);
});
