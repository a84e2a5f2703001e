import { expect, test } from "bun:test";
import { fittedOrientation } from "../../../src/hazard/surfaces/plane-fit.ts";
import { expectSameAngle } from "../../geo/closeness.ts";
import { rampMesh } from "../small-geometries.ts";

test("points of a plane of 45 degrees that strikes east", () => {
  const { strike, dip } = fittedOrientation(rampMesh(4, 5));
  expectSameAngle(strike, 90, "strike", 0.05);
  expectSameAngle(dip, 45, "dip", 0.1);
});

test("two points have a strike and no dip, one has neither", () => {
  const two = { lon: Float64Array.of(0, 0.1), lat: Float64Array.of(0, 0), depth: Float64Array.of(1, 2) };
  const { strike, dip } = fittedOrientation(two);
  expectSameAngle(strike, 90, "strike", 1e-6);
  expect(dip).toBeNaN();
  const one = { lon: Float64Array.of(0), lat: Float64Array.of(0), depth: Float64Array.of(1) };
  expect(() => fittedOrientation(one)).toThrow(RangeError);
});
