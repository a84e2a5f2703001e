import { expect, test } from "bun:test";
import { kiteMesh } from "../../../src/hazard/surfaces/kite-mesh.ts";
import { nodeOf } from "../../../src/hazard/surfaces/mesh-centroid.ts";
import { wholeOfMesh, wholeSurface } from "../../../src/hazard/surfaces/whole-surface.ts";
import { expectAllClose, expectClose } from "../../geo/closeness.ts";
import { KITE, km, RAMP, rampMesh } from "../small-geometries.ts";

test("a geometry's own spacing wins over the job's", () => {
  const spacings = { rupture: 4, complexFault: 4 };
  expect(wholeSurface(RAMP, spacings).mesh.columns).toBe(6);
  expect(wholeSurface({ ...RAMP, spacing: 2 }, spacings).mesh.columns).toBe(11);
});

test("middle and area by the rules of the mesh", () => {
  const fault = wholeOfMesh(rampMesh(2, 4), "simpleFault");
  expectAllClose(fault.centroid, [km(3), km(-1), 1], "fault", 1e-6, 1e-12);
  expectClose(fault.area!, 3 * 2 * Math.sqrt(8), "area", 1e-3, 0);
  const mesh = kiteMesh(KITE.profiles, 2, 2);
  const kite = wholeOfMesh(mesh, "kite");
  expect(Array.from(mesh.lon.keys()).some((node) => nodeOf(mesh, node).join() === kite.centroid.join())).toBe(true);
  expect(wholeOfMesh(rampMesh(1, 4), "gridded").area).toBeUndefined();
});
