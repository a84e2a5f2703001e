import { expect, test } from "bun:test";
import { neededComplexSpacing, ruptureSurface, surfaceArea } from "../../../src/hazard/surfaces/rupture-surface.ts";
import { InputError } from "../../../src/input-error.ts";
import { expectClose } from "../../geo/closeness.ts";
import { KITE, NEXT_WALL, RAMP, WALL } from "../small-geometries.ts";

const SPACINGS = { ruptureMesh: 2, complexFaultMesh: undefined };

test("every geometry becomes a surface of its kind, with its area", () => {
  const area = (geometry: Parameters<typeof ruptureSurface>[0]) => surfaceArea(ruptureSurface(geometry, SPACINGS))!;
  expectClose(area(WALL), 200, "plane", 2e-3, 0);
  expectClose(area({ kind: "multiSurface", surfaces: [WALL, NEXT_WALL] }), 300, "two planes", 2e-3, 0);
  expectClose(area(RAMP), 20 * 14, "simple fault", 2e-3, 0);
  expectClose(area(KITE), 20 * 14, "kite", 2e-3, 0);
  expectClose(area({ kind: "multiSurface", surfaces: [KITE] }), 20 * 14, "kites", 2e-3, 0);
  const cloud = { kind: "griddedSurface", points: Float64Array.of(0, 0, 5, 0.1, 0, 5, 0.1, 0.1, 6) } as const;
  expect(surfaceArea(ruptureSurface(cloud, SPACINGS))).toBeUndefined();
});

test("mixed parts and a missing spacing are refused", () => {
  expect(() => ruptureSurface({ kind: "multiSurface", surfaces: [WALL, KITE] }, SPACINGS)).toThrow(InputError);
  expect(() => neededComplexSpacing(undefined, {})).toThrow("complex_fault_mesh_spacing");
  expect(neededComplexSpacing(5, {})).toBe(5);
});
