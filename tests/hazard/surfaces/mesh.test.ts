import { expect, test } from "bun:test";
import { subMesh, wholeMesh } from "../../../src/hazard/surfaces/mesh.ts";
import { rampMesh } from "../small-geometries.ts";

test("a window copied out has the nodes of the window", () => {
  const mesh = rampMesh(3, 4);
  expect(wholeMesh(mesh)).toEqual({ rowStart: 0, rowStop: 3, columnStart: 0, columnStop: 4 });
  const part = subMesh(mesh, { rowStart: 1, rowStop: 3, columnStart: 2, columnStop: 4 });
  expect([part.rows, part.columns]).toEqual([2, 2]);
  expect(part.depth).toEqual(Float64Array.of(2, 2, 4, 4));
  expect(part.x[3]).toBe(mesh.x[11]);
  expect(subMesh(mesh, wholeMesh(mesh))).toEqual(mesh);
});
