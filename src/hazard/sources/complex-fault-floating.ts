/** Where ruptures of a given area and length fit on a complex fault (docs/method/sources.md 5.2). */
import type { MeshWindow } from "../surfaces/mesh.ts";
import type { MeshCells } from "../surfaces/mesh-cells.ts";

/**
 * The windows of nodes for a rupture of `area` km2 and `length` km, row by row from each possible upper left cell. The
 * length is matched along the window's top row of cells, then the area by adding rows; where even all rows are too few, at
 * the top of the fault, columns are added instead.
 */
export function floatingWindows(cells: MeshCells, area: number, length: number): MeshWindow[] {
  const { rows, columns } = cells;
  let total = 0;
  for (const cell of cells.area) total += cell;
  if (area >= total) return [{ rowStart: 0, rowStop: rows + 1, columnStart: 0, columnStop: columns + 1 }];
  const windows: MeshWindow[] = [];
  const deadEnds = new Uint8Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (deadEnds[column] === 1) continue;
      const along = closest(columns - column, length, (k) => cells.length[row * columns + column + k]!);
      let columnStop = column + along.count;
      if (columnStop === columns && along.sum < length && column !== 0) break;
      const width = columnStop - column;
      const down = closest(rows - row, area, (k) => rowArea(cells, row + k, column, width));
      if (row + down.count === rows && down.sum < area) {
        if (row > 0) deadEnds[column] = 1;
        else {
          if (columnStop === columns) return windows;
          const wider = closest(columns - column, area, (k) => columnArea(cells, column + k));
          columnStop = column + wider.count;
          if (columnStop === columns && wider.sum < area) return windows;
        }
      }
      windows.push({
        rowStart: row,
        rowStop: row + down.count + 1,
        columnStart: column,
        columnStop: columnStop + 1,
      });
    }
  }
  return windows;
}

interface Accumulated {
  /** How many parts, at least 1. */
  readonly count: number;
  readonly sum: number;
}

/** The first running sum of up to `parts` positive parts that comes closest to a target. */
function closest(parts: number, target: number, part: (k: number) => number): Accumulated {
  let sum = 0;
  let best: Accumulated = { count: 1, sum: Number.POSITIVE_INFINITY };
  let distance = Number.POSITIVE_INFINITY;
  for (let k = 0; k < parts; k++) {
    sum += part(k);
    const off = Math.abs(sum - target);
    if (off < distance) {
      distance = off;
      best = { count: k + 1, sum };
    }
    if (sum > target) break;
  }
  return best;
}

function rowArea(cells: MeshCells, row: number, column: number, width: number): number {
  let area = 0;
  for (let cell = row * cells.columns + column; width > 0; width--) area += cells.area[cell++]!;
  return area;
}

function columnArea(cells: MeshCells, column: number): number {
  let area = 0;
  for (let cell = column; cell < cells.area.length; cell += cells.columns) area += cells.area[cell]!;
  return area;
}
