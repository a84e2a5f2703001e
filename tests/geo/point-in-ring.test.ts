import { expect, test } from "bun:test";
import { onRing, pointInRing, strictlyInRing } from "../../src/geo/point-in-ring.ts";

const L = [
  [0, 0],
  [2, 0],
  [2, 1],
  [1, 1],
  [1, 2],
  [0, 2],
];

test("a bent ring: inside, in the notch, outside", () => {
  expect(pointInRing(0.5, 1.5, L)).toBe(true);
  expect(pointInRing(1.5, 1.5, L)).toBe(false);
  expect(pointInRing(3, 0.5, L)).toBe(false);
});

test("places on the border are not strictly inside", () => {
  expect(strictlyInRing(0.5, 0.5, L)).toBe(true);
  expect(strictlyInRing(0, 1, L)).toBe(false);
  expect(strictlyInRing(0.5, 0, L)).toBe(false);
});

test("borders have their corners and all sides", () => {
  for (const [lon, lat] of [
    [0, 0],
    [2, 0.5],
    [1.5, 1],
    [0.5, 2],
  ] as const)
    expect(onRing(lon, lat, L)).toBe(true);
  expect(onRing(0.5, 1, L)).toBe(false);
});
