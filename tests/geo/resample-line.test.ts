import { expect, test } from "bun:test";
import { distance3d } from "../../src/geo/distance.ts";
import { lineLength, lineOf } from "../../src/geo/line.ts";
import { resampleLine, resampleToCount } from "../../src/geo/resample-line.ts";
import { expectClose } from "./closeness.ts";

const LINE = lineOf([0, 0, 0, 0.2, 0, 0, 0.2, 0, 8], 3);

function step({ lon, lat, depth }: typeof LINE, i: number): number {
  return distance3d(lon[i]!, lat[i]!, depth[i]!, lon[i + 1]!, lat[i + 1]!, depth[i + 1]!);
}

test("points of equal distance, measured around corners as the crow flies", () => {
  const points = resampleLine(LINE, 3, false);
  expect(points.lon.length).toBe(11);
  for (let i = 0; i + 1 < points.lon.length; i++) expectClose(step(points, i), 3, `step ${i}`, 1e-5, 0);
});

test("the last vertex closes the line where it is kept", () => {
  const points = resampleLine(LINE, 3, true);
  expect([points.lon.at(-1), points.depth.at(-1)]).toEqual([0.2, 8]);
});

test("a number of points at equal distances along the line", () => {
  const points = resampleToCount(LINE, 4);
  const third = lineLength(LINE) / 3;
  expectClose(step(points, 0), third, "first", 1e-6, 0);
  expectClose(step(points, 1), third, "second", 1e-6, 0);
  expectClose(points.depth[3]!, 8, "end", 0, 1e-5);
});

test("lines without coordinates are refused", () => {
  const bad = lineOf([0, 0, 1, 0], 2);
  bad.depth[1] = Number.NaN;
  expect(() => resampleLine(bad, 1, false)).toThrow(RangeError);
});
