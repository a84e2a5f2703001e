import { expect, test } from "bun:test";
import { chord } from "../../src/geo/cartesian.ts";
import { geodeticDistance } from "../../src/geo/distance.ts";
import { distanceToArc, distanceToSemiArc, signedDistanceToSegment } from "../../src/geo/great-circle.ts";
import { expectClose } from "./closeness.ts";

const DEGREE = (Math.PI * 6371) / 180;

test("the equator going east: places south of it lie on the right", () => {
  expectClose(distanceToArc(0, 0, 90, 5, -1), DEGREE, "right", 1e-9, 0);
  expectClose(distanceToArc(0, 0, 90, 5, 1), -DEGREE, "left", 1e-9, 0);
  expectClose(distanceToArc(0, 0, 90, -5, -1), DEGREE, "behind, whole circle", 1e-9, 0);
});

test("half a circle: behind its start it is the start that is measured to", () => {
  expectClose(distanceToSemiArc(0, 0, 90, 5, -1), DEGREE, "beside", 1e-9, 0);
  expectClose(distanceToSemiArc(0, 0, 90, -3, -4), geodeticDistance(0, 0, -3, -4), "behind right", 1e-12, 0);
  expectClose(distanceToSemiArc(0, 0, 90, -3, 4), -geodeticDistance(0, 0, -3, 4), "behind left", 1e-12, 0);
});

test("a segment: beside it the arc, beyond its ends the chord", () => {
  expectClose(signedDistanceToSegment(0, 0, 2, 0, 1, -1), DEGREE, "beside", 1e-9, 0);
  expectClose(signedDistanceToSegment(0, 0, 2, 0, 5, -1), chord(2, 0, 5, -1), "beyond", 1e-12, 0);
  expectClose(signedDistanceToSegment(0, 0, 2, 0, -2, 1), -chord(0, 0, -2, 1), "before, left", 1e-12, 0);
  expect(Math.abs(signedDistanceToSegment(0, 0, 2, 0, 1, 0))).toBeLessThan(1e-9);
});
