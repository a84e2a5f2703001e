import { describe, expect, test } from "bun:test";
import { decodeGrid, encodeGrid } from "../../src/numerics/coded-grid.ts";

const ROWS = 40;
const COLUMNS = 30;

function grid(at: (row: number, column: number) => number): Int32Array {
  return Int32Array.from({ length: ROWS * COLUMNS }, (_, k) => Math.round(at(Math.floor(k / COLUMNS), k % COLUMNS)));
}

function decoded(values: Int32Array): Int32Array {
  const { bytes, order } = encodeGrid(values, COLUMNS);
  return decodeGrid(bytes, ROWS, COLUMNS, order);
}

describe("coded grids", () => {
  test("a plane costs next to nothing", () => {
    const plane = grid((row, column) => 1e6 + 317 * row - 41 * column);
    expect(encodeGrid(plane, COLUMNS).bytes.length).toBeLessThan(60);
    expect(decoded(plane)).toEqual(plane);
  });

  test("a smooth field is differenced twice, a rough one once", () => {
    const smooth = grid((row, column) => 1e6 * Math.sin(row / 9) * Math.cos(column / 7));
    const rough = grid((row, column) => ((row * 7919 + column * 104729) % 1000) - 500);
    expect(encodeGrid(smooth, COLUMNS).order).toBe(2);
    expect(encodeGrid(rough, COLUMNS).order).toBe(1);
    expect(decoded(smooth)).toEqual(smooth);
    expect(decoded(rough)).toEqual(rough);
  });
});
