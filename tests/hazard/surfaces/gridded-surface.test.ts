import { expect, test } from "bun:test";
import { cloudCentroid, cloudParameters, griddedMesh } from "../../../src/hazard/surfaces/gridded-surface.ts";
import { InputError } from "../../../src/input-error.ts";

test("a cloud is one row; its middle is the point nearest to the mean, its depths those of its points", () => {
  const mesh = griddedMesh({
    kind: "griddedSurface",
    points: Float64Array.of(0, 0, 5, 0.1, 0, 6, 0.2, 0.01, 9, 0.3, 0, 7),
  });
  expect([mesh.rows, mesh.columns]).toEqual([1, 4]);
  expect(cloudCentroid(mesh)).toEqual([0.1, 0, 6]);
  expect(cloudParameters(mesh)).toMatchObject({ ztor: 5, zbot: 9, width: Number.NaN });
});

test("one point is no surface", () => {
  expect(() => griddedMesh({ kind: "griddedSurface", points: Float64Array.of(0, 0, 5) })).toThrow(InputError);
});
