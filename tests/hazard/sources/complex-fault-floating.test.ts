import { expect, test } from "bun:test";
import { floatingWindows } from "../../../src/hazard/sources/complex-fault-floating.ts";
import { meshCells } from "../../../src/hazard/surfaces/mesh-cells.ts";
import { rampMesh } from "../small-geometries.ts";

/** Cells of 2 km by 2.83 km, 5.66 km2: 3 rows of 5. */
const CELLS = meshCells(rampMesh(4, 6));

test("an area of the whole mesh or more is one window", () => {
  expect(floatingWindows(CELLS, 90, 10)).toEqual([{ rowStart: 0, rowStop: 4, columnStart: 0, columnStop: 6 }]);
});

test("two cells along strike and one down: 3 rows x 4 columns of windows", () => {
  const windows = floatingWindows(CELLS, 11, 3.9);
  expect(windows.length).toBe(12);
  for (const { rowStart, rowStop, columnStart, columnStop } of windows)
    expect([rowStop - rowStart, columnStop - columnStart]).toEqual([2, 3]);
});
