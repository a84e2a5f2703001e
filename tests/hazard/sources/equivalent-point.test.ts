import { expect, test } from "bun:test";
import { equivalentPoint } from "../../../src/hazard/sources/equivalent-point.ts";
import { expectClose } from "../../geo/closeness.ts";
import { FAULT, POINT } from "../small-sources.ts";

test("points get one mean plane and depth and ruptures of no size; faults stay", () => {
  const point = equivalentPoint(POINT);
  if (point.kind !== "point") throw new Error(point.kind);
  expect(point.nodalPlanes.length).toBe(1);
  expectClose(point.nodalPlanes[0]!.strike, 18, "strike", 1e-12, 0);
  expect(point.scaling.name).toBe("PointMSR");
  expect(equivalentPoint(FAULT)).toBe(FAULT);
});
