import { expect, test } from "bun:test";
import { toCartesian } from "../../../src/geo/cartesian.ts";
import { kiteMesh } from "../../../src/hazard/surfaces/kite-mesh.ts";
import { distanceToKite, kiteOutline } from "../../../src/hazard/surfaces/kite-outline.ts";
import { wholeMesh } from "../../../src/hazard/surfaces/mesh.ts";
import { expectClose } from "../../geo/closeness.ts";
import { KITE, km } from "../small-geometries.ts";

test("0 above the surface, near it the way to the outline, far from it to the nearest boundary point", () => {
  const mesh = kiteMesh(KITE.profiles, 2, 2);
  const outline = kiteOutline(mesh, wholeMesh(mesh));
  const to = (lon: number, lat: number) => distanceToKite(outline, ...toCartesian(lon, lat, 0));
  expect(to(km(10), km(-5))).toBe(0);
  expectClose(to(km(11), km(8)), 8, "north", 0, 0.05);
  expectClose(to(km(10), km(100)), 100, "far", 1e-3, 0);
});
