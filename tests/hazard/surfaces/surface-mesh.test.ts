import { expect, test } from "bun:test";
import { wholeMesh } from "../../../src/hazard/surfaces/mesh.ts";
import { faultMesh } from "../../../src/hazard/surfaces/surface-mesh.ts";
import { expectAllClose } from "../../geo/closeness.ts";
import { rampMesh } from "../small-geometries.ts";

test("a uniform mesh says the same of a window from its first two rows and columns as from all", () => {
  const mesh = rampMesh(4, 6);
  const uniform = faultMesh(mesh, true).parameters(wholeMesh(mesh));
  const { strike, dip, width, ztor, zbot } = faultMesh(mesh, false).parameters(wholeMesh(mesh));
  expectAllClose([uniform.strike, uniform.dip, uniform.width], [strike, dip, width], "parameters", 1e-3, 0);
  expect([ztor, zbot, uniform.ztor, uniform.zbot]).toEqual([0, 6, 0, 6]);
});
