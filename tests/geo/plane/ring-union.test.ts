import { expect, test } from "bun:test";
import { unionOfTwo } from "../../../src/geo/plane/ring-union.ts";
import { signedArea } from "../../../src/geo/plane/signed-area.ts";

const square = (x: number, y: number, side: number) => ({
  x: Float64Array.of(x, x, x + side, x + side, x),
  y: Float64Array.of(y, y + side, y + side, y, y),
});

test("two squares that overlap in a quarter cover seven quarters", () => {
  const union = unionOfTwo(square(0, 0, 2), square(1, 1, 2))!;
  expect(Math.abs(signedArea({ x: union.x.slice(0, -1), y: union.y.slice(0, -1) }))).toBeCloseTo(7, 12);
  expect([union.x[0], union.y[0]]).toEqual([union.x.at(-1), union.y.at(-1)]);
});

test("squares apart from each other have no common border", () => {
  expect(unionOfTwo(square(0, 0, 1), square(5, 5, 1))).toBeUndefined();
});
