import { expect, test } from "bun:test";
import { outerOffset } from "../../../src/geo/plane/ring-offset.ts";
import { signedArea } from "../../../src/geo/plane/signed-area.ts";
import { expectClose } from "../closeness.ts";

test("a clockwise square of side 2, 1 km outwards: strips and quarter circles", () => {
  const square = { x: Float64Array.of(0, 0, 2, 2, 0), y: Float64Array.of(0, 2, 2, 0, 0) };
  const grown = outerOffset(square, 1, 8)!;
  // 32 chords of a circle: pi is 32 sin(2 pi / 32) / 2.
  const circle = 16 * Math.sin(Math.PI / 16);
  expectClose(Math.abs(signedArea(grown)), 4 + 4 * 2 + circle, "area", 1e-9, 0);
  expect(Math.min(...grown.x)).toBeCloseTo(-1, 12);
});

test("lines that cross themselves need more than an offset", () => {
  const eight = { x: Float64Array.of(0, 1, 1, 0, 0), y: Float64Array.of(0, 1, 0, 1, 0) };
  expect(outerOffset(eight, 0.1, 2)).toBeUndefined();
});
