import { expect, test } from "bun:test";
import { MeshRuptureColumns } from "../../../src/hazard/ruptures/mesh-ruptures.ts";
import { faultMesh } from "../../../src/hazard/surfaces/surface-mesh.ts";
import { rampMesh } from "../small-geometries.ts";

const WINDOW = { rowStart: 0, rowStop: 2, columnStart: 1, columnStop: 4 };

test("windows with parameters, magnitude, rate and hypocentre; a count that is not met is a defect", () => {
  const columns = new MeshRuptureColumns(faultMesh(rampMesh(3, 5), true), 90, 2, true);
  columns.add(WINDOW, 6, 0.1, [1, 2, 3], 45);
  expect(() => columns.ruptures()).toThrow("1 of 2");
  columns.add(WINDOW, 7, 0.2, [4, 5, 6], 135);
  const set = columns.ruptures();
  expect(set).toMatchObject({ kind: "mesh", surface: "fault", count: 2 });
  expect(Array.from(set.mag)).toEqual([6, 7]);
  expect([set.hypoLon[1], set.hypoLat[1], set.hypoDepth[1]]).toEqual([4, 5, 6]);
  expect(Array.from(set.columnStop)).toEqual([4, 4]);
  expect(Array.from(set.slipDirection!)).toEqual([45, 135]);
  expect([set.ztor[0], set.zbot[0], set.rake[1]]).toEqual([0, 2, 90]);
});
