import { expect, test } from "bun:test";
import fc from "fast-check";
import { orientation } from "../../src/geo/orientation.ts";

test("left, right, on the line", () => {
  expect(orientation(0, 0, 1, 0, 0.5, 1)).toBe(1);
  expect(orientation(0, 0, 1, 0, 0.5, -1)).toBe(-1);
  expect(orientation(0, 0, 3, 3, 1, 1)).toBe(0);
});

test("decides where plain doubles cannot: one unit in the last place off a line", () => {
  const next = 12 + 2 ** -49;
  expect(orientation(0.5, 0.5, 12, 12, 24, 24)).toBe(0);
  expect(orientation(0.5, 0.5, 12, next, 24, 24)).toBe(-1);
  expect(orientation(0.5, 0.5, next, 12, 24, 24)).toBe(1);
});

test("turning the corners round changes the sign", () => {
  const number = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 7);
  fc.assert(
    fc.property(number, number, number, number, number, number, (ax, ay, bx, by, cx, cy) => {
      const turn = orientation(ax, ay, bx, by, cx, cy);
      expect(orientation(bx, by, ax, ay, cx, cy) + turn).toBe(0);
    }),
  );
});
