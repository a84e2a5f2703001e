import { expect, test } from "bun:test";
import { toCartesian } from "../../../src/geo/cartesian.ts";
import { wholeMesh } from "../../../src/hazard/surfaces/mesh.ts";
import { distanceToOutline, meshOutline, windowPoints } from "../../../src/hazard/surfaces/mesh-outline.ts";
import { expectClose } from "../../geo/closeness.ts";
import { km, rampMesh } from "../small-geometries.ts";

const MESH = rampMesh(4, 6);

test("0 above the surface, elsewhere the way to its border, which is widened by 5 m", () => {
  const outline = meshOutline(MESH, wholeMesh(MESH));
  const to = (lon: number, lat: number) => distanceToOutline(outline, ...toCartesian(lon, lat, 0));
  expect(to(km(5), km(-3))).toBe(0);
  expectClose(to(km(5), km(4)), 4, "north", 0, 0.011);
  expectClose(to(km(13), km(-10)), 5, "beyond the corner", 0, 0.011);
});

test("points of a window", () => {
  const points = windowPoints(MESH, { rowStart: 1, rowStop: 3, columnStart: 2, columnStop: 4 });
  expect(points.lon.length).toBe(4);
});
