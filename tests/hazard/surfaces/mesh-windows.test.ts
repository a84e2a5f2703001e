import { expect, test } from "bun:test";
import { windowOf } from "../../../src/hazard/surfaces/mesh-windows.ts";
import { rampMesh } from "../small-geometries.ts";

test("windows as columns", () => {
  const windows = {
    count: 1,
    mesh: rampMesh(3, 4),
    surface: "fault",
    rowStart: Int32Array.of(1),
    rowStop: Int32Array.of(3),
    columnStart: Int32Array.of(0),
    columnStop: Int32Array.of(2),
    strike: Float64Array.of(90),
  } as const;
  expect(windowOf(windows, 0)).toEqual({ rowStart: 1, rowStop: 3, columnStart: 0, columnStop: 2 });
});
