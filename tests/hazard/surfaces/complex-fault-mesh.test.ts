import { expect, test } from "bun:test";
import { complexFaultArea, complexFaultMesh } from "../../../src/hazard/surfaces/complex-fault-mesh.ts";
import type { ComplexFaultGeometry } from "../../../src/hazard/surfaces/surface-geometry.ts";
import { InputError } from "../../../src/input-error.ts";
import { expectClose } from "../../geo/closeness.ts";
import { km } from "../small-geometries.ts";

const top = Float64Array.of(0, 0, 0, km(20), 0, 0);
const bottom = Float64Array.of(0, -km(10), 10, km(20), -km(10), 10);
const RAMP: ComplexFaultGeometry = { kind: "complexFaultGeometry", edges: [top, bottom] };

test("edges and lines between them get equal numbers of nodes", () => {
  const mesh = complexFaultMesh(RAMP, 2);
  expect([mesh.rows, mesh.columns]).toEqual([8, 11]);
  expectClose(mesh.depth.at(-1)!, 10, "deepest", 1e-6, 0);
  expectClose(complexFaultArea(RAMP), 20 * Math.sqrt(200), "area", 2e-3, 0);
});

test("edges from bottom to top, crossed, or dipping to the left are refused", () => {
  const crossed = Float64Array.of(km(20), -km(10), 10, 0, -km(10), 10);
  const left = Float64Array.of(0, km(10), 10, km(20), km(10), 10);
  for (const edges of [
    [bottom, top],
    [top, crossed],
    [top, left],
  ])
    expect(() => complexFaultMesh({ ...RAMP, edges }, 2)).toThrow(InputError);
});
