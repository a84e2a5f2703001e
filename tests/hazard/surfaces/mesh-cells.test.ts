import { expect, test } from "bun:test";
import { wholeMesh } from "../../../src/hazard/surfaces/mesh.ts";
import {
  meshCells,
  rowsGoDown,
  windowArea,
  windowDepthToBottom,
  windowDepthToTop,
  windowOrientation,
  windowWidth,
} from "../../../src/hazard/surfaces/mesh-cells.ts";
import { expectClose, expectSameAngle } from "../../geo/closeness.ts";
import { rampMesh } from "../small-geometries.ts";

const MESH = rampMesh(4, 6);
const CELLS = meshCells(MESH);

test("cells of 2 km by the root of 8: area, width, orientation", () => {
  const whole = wholeMesh(MESH);
  expectClose(windowArea(CELLS, whole), 15 * 2 * Math.sqrt(8), "area", 1e-3, 0);
  expectClose(windowWidth(CELLS, whole), 3 * Math.sqrt(8), "width", 1e-3, 0);
  const { strike, dip } = windowOrientation(MESH, CELLS, whole);
  expectSameAngle(strike, 90, "strike", 0.01);
  expectSameAngle(dip, 45, "dip", 0.1);
});

test("depths of a window, and rows that go down", () => {
  const window = { rowStart: 1, rowStop: 3, columnStart: 0, columnStop: 2 };
  expect([windowDepthToTop(MESH, window), windowDepthToBottom(MESH, window)]).toEqual([2, 4]);
  expect(rowsGoDown(MESH)).toBe(true);
  expect(rowsGoDown({ ...MESH, depth: MESH.depth.toReversed() })).toBe(false);
});
