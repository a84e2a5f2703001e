import { expect, test } from "bun:test";
import { compared, pairs } from "../../src/web/pages/pairs.ts";

const side = (lon: number[], values: number[]) => ({
  lon: Float64Array.from(lon),
  lat: new Float64Array(lon.length),
  values: Float64Array.from(values),
});

test("places that both have are compared, whatever their order", () => {
  const found = pairs(side([10, 11, 12], [1, 2, 4]), side([12, 10, 13], [6, 1.5, 9]));
  expect([...found.lon]).toEqual([10, 12]);
  expect([...found.rowsB]).toEqual([1, 0]);
  expect([...compared(found, "difference").values]).toEqual([0.5, 2]);
  expect([...compared(found, "ratio").values]).toEqual([1.5, 1.5]);
});

test("a ratio to nothing is no value", () => {
  expect([...compared(pairs(side([1], [0]), side([1], [2])), "ratio").values]).toEqual([Number.NaN]);
});
