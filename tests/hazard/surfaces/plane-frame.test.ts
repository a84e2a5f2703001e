import { expect, test } from "bun:test";
import { planeExtents, planeFrame } from "../../../src/hazard/surfaces/plane-frame.ts";
import { expectAllClose } from "../../geo/closeness.ts";

/** A rectangle of 4 x 3 in the plane z = 1, its corners top left, top right, bottom left, bottom right. */
const CORNERS = Float64Array.of(0, 0, 1, 4, 0, 1, 0, -3, 1, 4, -3, 1);

test("unit vectors along strike, down dip and off the plane", () => {
  const frame = new Float64Array(9);
  planeFrame(CORNERS, 0, frame);
  expectAllClose(frame, [1, 0, 0, 0, -1, 0, 0, 0, -1], "frame", 0, 1e-15);
});

test("extents of a rectangle, and of a trapezium whose bottom is shorter", () => {
  expect(planeExtents(CORNERS, 0)).toEqual({
    length: 4,
    width: 3,
    topLength: 4,
    bottomLength: 4,
    farthestOffPlane: 0,
  });
  const shorter = CORNERS.with(9, 3);
  expect(planeExtents(shorter, 0)).toMatchObject({ topLength: 4, bottomLength: 3, length: 3.5 });
});
