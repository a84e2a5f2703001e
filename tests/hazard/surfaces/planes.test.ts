import { expect, test } from "bun:test";
import { toCartesian } from "../../../src/geo/cartesian.ts";
import { planarSurface } from "../../../src/hazard/surfaces/planar-surface.ts";
import { distanceToPlane, planesOf } from "../../../src/hazard/surfaces/planes.ts";
import { expectClose } from "../../geo/closeness.ts";
import { km, NEXT_WALL, WALL } from "../small-geometries.ts";

const PLANES = planesOf([planarSurface(WALL), planarSurface(NEXT_WALL)]);

test("surfaces become columns in their order", () => {
  expect(PLANES.count).toBe(2);
  expectClose(PLANES.length[0]!, 20, "first length", 2e-3, 0);
  expectClose(PLANES.length[1]!, 10, "second length", 2e-3, 0);
  expectClose(PLANES.strike[1]!, 90, "strike", 1e-9, 0);
});

test("straight distances: above the top edge, beside the plane, beyond its end", () => {
  const to = (plane: number, lon: number, lat: number, depth: number) =>
    distanceToPlane(PLANES, plane, ...toCartesian(lon, lat, depth));
  expectClose(to(0, km(10), 0, 0), 2, "above", 1e-2, 0);
  expectClose(to(0, km(10), km(3), 7), 3, "beside", 1e-2, 0);
  expectClose(to(0, km(24), 0, 0), Math.sqrt(20), "beyond", 1e-2, 0);
  expectClose(to(1, km(10), 0, 7), 20, "the other", 1e-2, 0);
});
