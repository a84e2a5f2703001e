import { expect, test } from "bun:test";
import { toCartesian } from "../../../src/geo/cartesian.ts";
import { cloudOutline } from "../../../src/hazard/surfaces/cloud-outline.ts";
import { makeMesh, wholeMesh } from "../../../src/hazard/surfaces/mesh.ts";
import { distanceToOutline } from "../../../src/hazard/surfaces/mesh-outline.ts";
import { expectClose } from "../../geo/closeness.ts";
import { km } from "../small-geometries.ts";

test("small triangles until they touch all points of a square grid: none is farther away than a step", () => {
  const places = Array.from({ length: 16 }, (_, i) => [km(2 * (i % 4)), km(2 * Math.floor(i / 4))] as const);
  const mesh = makeMesh(
    1,
    16,
    Float64Array.from(places, ([lon]) => lon),
    Float64Array.from(places, ([, lat]) => lat),
    new Float64Array(16).fill(5),
  );
  const outline = cloudOutline(mesh, wholeMesh(mesh));
  expect(distanceToOutline(outline, ...toCartesian(km(3.1), km(2.9), 0))).toBeLessThan(2);
  expectClose(distanceToOutline(outline, ...toCartesian(km(9), km(10), 0)), 5, "corner", 1e-3, 0);
});

test("points in one line are the way between the outermost", () => {
  const mesh = makeMesh(1, 3, Float64Array.of(0, km(4), km(8)), new Float64Array(3), new Float64Array(3));
  const outline = cloudOutline(mesh, wholeMesh(mesh));
  expectClose(distanceToOutline(outline, ...toCartesian(km(2), km(3), 0)), 3, "beside", 1e-3, 0);
});
