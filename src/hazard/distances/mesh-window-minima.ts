/**
 * Smallest value of a grid within many windows at once.
 *
 * The floating ruptures of a fault are windows of few sizes into one mesh, so the minimum of each over a thousand nodes
 * need not be searched: a table of minima over blocks of 2^a x 2^b nodes, each made of two smaller blocks, answers any
 * window with four overlapping blocks (a sparse table; Bender and Farach-Colton 2000, in two dimensions). Exact: no
 * arithmetic, only comparisons. Cost a site: nodes x (block sizes in use) + 4 look-ups a window.
 */

/** Windows over one grid, with the tables they need; reused from site to site. */
export interface WindowMinima {
  readonly rows: number;
  readonly columns: number;
  /** Input: one value a node, row-major; it is the table of 1 x 1 blocks. */
  readonly values: Float64Array;
  /** Tables after the first, each from two blocks of an earlier one. */
  readonly steps: readonly TableStep[];
  /** All tables, one after the other. */
  readonly tables: Float64Array;
  /** Four indices into `tables` a window: the blocks in its corners. */
  readonly corners: Int32Array;
}

interface TableStep {
  /** Offsets in `tables`. */
  readonly from: number;
  readonly to: number;
  /** Distance, in nodes, of the two blocks. */
  readonly shift: number;
  /** Nodes at which the larger block fits: rows x columns. */
  readonly rows: number;
  readonly columns: number;
}

/** Windows as columns; stops are exclusive. */
export interface GridWindows {
  readonly count: number;
  readonly rowStart: Int32Array;
  readonly rowStop: Int32Array;
  readonly columnStart: Int32Array;
  readonly columnStop: Int32Array;
}

/** Plans the tables for the given windows. */
export function planWindowMinima(rows: number, columns: number, windows: GridWindows): WindowMinima {
  const nodes = rows * columns;
  const steps: TableStep[] = [];
  const offsets = new Map<string, number>([["0,0", 0]]);
  let size = nodes;
  const tableOf = (a: number, b: number): number => {
    const known = offsets.get(`${a},${b}`);
    if (known !== undefined) return known;
    const byColumns = b > 0;
    const from = byColumns ? tableOf(a, b - 1) : tableOf(a - 1, b);
    const to = size;
    size += nodes;
    steps.push({
      from,
      to,
      shift: byColumns ? 2 ** (b - 1) : 2 ** (a - 1) * columns,
      rows: rows - 2 ** a + 1,
      columns: columns - 2 ** b + 1,
    });
    offsets.set(`${a},${b}`, to);
    return to;
  };
  const corners = new Int32Array(4 * windows.count);
  for (let w = 0; w < windows.count; w++) {
    const top = windows.rowStart[w]!;
    const left = windows.columnStart[w]!;
    const a = floorLog2(windows.rowStop[w]! - top);
    const b = floorLog2(windows.columnStop[w]! - left);
    const table = tableOf(a, b);
    const bottom = windows.rowStop[w]! - 2 ** a;
    const right = windows.columnStop[w]! - 2 ** b;
    corners[4 * w] = table + top * columns + left;
    corners[4 * w + 1] = table + top * columns + right;
    corners[4 * w + 2] = table + bottom * columns + left;
    corners[4 * w + 3] = table + bottom * columns + right;
  }
  const tables = new Float64Array(size);
  return { rows, columns, values: tables.subarray(0, nodes), steps, tables, corners };
}

/** Brings the tables up to date after `values` was filled. */
export function updateWindowMinima(minima: WindowMinima): void {
  const { tables, columns: stride, steps } = minima;
  for (let k = 0; k < steps.length; k++) {
    const { from, to, shift, rows, columns } = steps[k]!;
    for (let i = 0; i < rows; i++) {
      const end = i * stride + columns;
      for (let node = i * stride; node < end; node++) {
        const first = tables[from + node]!;
        const second = tables[from + node + shift]!;
        tables[to + node] = Math.min(first, second);
      }
    }
  }
}

/** Smallest value within window `w`. */
export function windowMinimum(minima: WindowMinima, w: number): number {
  const { tables, corners } = minima;
  const a = tables[corners[4 * w]!]!;
  const b = tables[corners[4 * w + 1]!]!;
  const c = tables[corners[4 * w + 2]!]!;
  const d = tables[corners[4 * w + 3]!]!;
  return Math.min(Math.min(a, b), Math.min(c, d));
}

/** Like `updateWindowMinima` for signed values of which the smallest magnitude counts; on ties the first in the row. */
export function updateWindowMagnitudes(minima: WindowMinima): void {
  const { tables, columns: stride, steps } = minima;
  for (let k = 0; k < steps.length; k++) {
    const { from, to, shift, rows, columns } = steps[k]!;
    for (let i = 0; i < rows; i++) {
      const end = i * stride + columns;
      for (let node = i * stride; node < end; node++) {
        const first = tables[from + node]!;
        const second = tables[from + node + shift]!;
        tables[to + node] = Math.abs(second) < Math.abs(first) ? second : first;
      }
    }
  }
}

/** Value of smallest magnitude within window `w` of a single row. */
export function windowMagnitude(minima: WindowMinima, w: number): number {
  const { tables, corners } = minima;
  const first = tables[corners[4 * w]!]!;
  const second = tables[corners[4 * w + 1]!]!;
  return Math.abs(second) < Math.abs(first) ? second : first;
}

function floorLog2(n: number): number {
  return 31 - Math.clz32(n);
}
