import { expect, test } from "bun:test";
import { distance3d } from "../../../src/geo/distance.ts";
import { kiteMesh } from "../../../src/hazard/surfaces/kite-mesh.ts";
import { nodeOf } from "../../../src/hazard/surfaces/mesh-centroid.ts";
import { InputError } from "../../../src/input-error.ts";
import { expectClose } from "../../geo/closeness.ts";
import { KITE } from "../small-geometries.ts";

test("two equal profiles 20 km apart: complete, nodes 2 km apart both ways", () => {
  const mesh = kiteMesh(KITE.profiles, 2, 2);
  expect([mesh.rows, mesh.columns]).toEqual([8, 11]);
  expect(mesh.lon.some(Number.isNaN)).toBe(false);
  for (let node = 0; node + mesh.columns < mesh.lon.length; node++) {
    expectClose(distance3d(...nodeOf(mesh, node), ...nodeOf(mesh, node + mesh.columns)), 2, "down", 1e-3, 0);
    if ((node + 1) % mesh.columns !== 0)
      expectClose(distance3d(...nodeOf(mesh, node), ...nodeOf(mesh, node + 1)), 2, "along", 1e-3, 0);
  }
});

test("a single profile is refused", () => {
  expect(() => kiteMesh(KITE.profiles.slice(0, 1), 2, 2)).toThrow(InputError);
});
