import { expect, test } from "bun:test";
import { planarSize, projectionRadius } from "../../../src/hazard/ruptures/planar-size.ts";
import { expectAllClose, expectClose } from "../../geo/closeness.ts";

const LAYER = { upper: 0, lower: 10 };

test("100 km2 at aspect ratio 4, vertical: 20 by 5 km", () => {
  expectAllClose(Object.values(planarSize(100, 4, 90, LAYER)), [20, 0, 5], "size", 1e-12, 1e-12);
});

test("wider than the layer: the width is cut, the area stays", () => {
  const { length, horizontalWidth, height } = planarSize(400, 1, 90, LAYER);
  expectAllClose([length, horizontalWidth, height], [40, 0, 10], "size", 1e-12, 1e-9);
});

test("half the diagonal of the projection: 3-4-5", () => {
  expect(projectionRadius({ length: 6, horizontalWidth: 8, height: 1 })).toBe(5);
  expectClose(planarSize(100, 4, 60, LAYER).horizontalWidth, 2.5, "horizontal", 1e-12, 0);
});
