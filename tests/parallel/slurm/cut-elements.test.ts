import { expect, test } from "bun:test";
import fc from "fast-check";
import { cutElements, elementCount, halves } from "../../../src/parallel/slurm/cut-elements.ts";

test("ranges follow each other from the first task to the last, none empty, as many as wanted at most", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 100, noNaN: true })),
      fc.integer({ min: 1, max: 40 }),
      (seconds, count) => {
        const ranges = cutElements(seconds, count);
        expect(ranges.length).toBeLessThanOrEqual(count);
        expect(ranges.map(({ from }) => from)).toEqual([0, ...ranges.map(({ to }) => to)].slice(0, ranges.length));
        expect(ranges.at(-1)?.to ?? 0).toBe(seconds.length);
        for (const { from, to } of ranges) expect(to).toBeGreaterThan(from);
      },
    ),
  );
});

test("ranges take about the same time", () => {
  const seconds = Float64Array.from({ length: 1000 }, (_, i) => 1 + Math.abs(Math.sin(i)));
  const total = seconds.reduce((sum, one) => sum + one, 0);
  const times = cutElements(seconds, 16).map(({ from, to }) =>
    seconds.slice(from, to).reduce((sum, one) => sum + one, 0),
  );
  expect(times).toHaveLength(16);
  for (const time of times) expect(Math.abs(time - total / 16)).toBeLessThan(4);
});

test("elements are few enough that what one costs is a tenth of it", () => {
  // 1000 s, 3 s an element: elements of 27 s and more.
  expect(elementCount(1000, 3, 256)).toBe(37);
  expect(elementCount(1e6, 3, 256)).toBe(256);
  // All that are allowed when a fifth is lost at most: 22 s an element.
  expect(elementCount(5775, 3.3, 256)).toBe(256);
  expect(elementCount(3000, 3.3, 256)).toBe(101);
  // Not worth two elements: computed here.
  expect(elementCount(50, 3, 256)).toBe(0);
  expect(elementCount(60, 3, 256)).toBe(2);
});

test("a range that takes too long is cut in two, a single task is not", () => {
  expect(halves({ from: 3, to: 8 })).toEqual([
    { from: 3, to: 5 },
    { from: 5, to: 8 },
  ]);
  expect(halves({ from: 3, to: 4 })).toEqual([{ from: 3, to: 4 }]);
});
