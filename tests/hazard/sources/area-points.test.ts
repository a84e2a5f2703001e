import { expect, test } from "bun:test";
import { areaPoints } from "../../../src/hazard/sources/area-points.ts";
import { InputError } from "../../../src/input-error.ts";
import { POINT } from "../small-sources.ts";

const AREA = { ...POINT, kind: "area", polygon: Float64Array.of(0.5, 0, 1, 0.5, 0.5, 1, 0, 0.5) } as const;

test("the source's own spacing wins over the job's; none at all is refused by name", () => {
  expect(areaPoints(AREA, 30).lon.length).toBe(6);
  expect(areaPoints({ ...AREA, discretization: 30 }, 10).lon.length).toBe(6);
  expect(() => areaPoints(AREA, undefined)).toThrow("area_source_discretization");
  expect(() => areaPoints(AREA, 500)).toThrow(InputError);
});
