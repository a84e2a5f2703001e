/** Sums by cell of a sparse matrix: only the cells that something falls into take room. */

export interface CellSums {
  /** Values of a cell. */
  readonly width: number;
  /** Number of each cell in the whole matrix, in the order in which cells were met. */
  readonly keys: number[];
  /** cells x width; longer than what is in use. */
  values: Float64Array;
  readonly places: Map<number, number>;
}

/** Cells that there is room for at first. */
const FIRST_CELLS = 64;

export function makeCellSums(width: number): CellSums {
  return { width, keys: [], values: new Float64Array(width * FIRST_CELLS), places: new Map() };
}

/** Where the values of a cell begin in `values`, which may be another array after the call. */
export function cellAt(sums: CellSums, key: number): number {
  const known = sums.places.get(key);
  if (known !== undefined) return known;
  const at = sums.keys.length * sums.width;
  if (at + sums.width > sums.values.length) {
    const grown = new Float64Array(2 * sums.values.length);
    grown.set(sums.values);
    sums.values = grown;
  }
  sums.keys.push(key);
  sums.places.set(key, at);
  return at;
}

/** What of the sums crosses threads. */
export interface SentCells {
  readonly width: number;
  readonly keys: Float64Array;
  /** cells x width. */
  readonly values: Float64Array;
}

export function sentCells({ width, keys, values }: CellSums): SentCells {
  return { width, keys: Float64Array.from(keys), values: values.slice(0, keys.length * width) };
}

/** Adds cells to sums of the same width. */
export function addCells({ keys, values, width }: SentCells, into: CellSums): void {
  for (let cell = 0; cell < keys.length; cell++) {
    const at = cellAt(into, keys[cell]!);
    const sums = into.values;
    const from = cell * width;
    for (let i = 0; i < width; i++) sums[at + i]! += values[from + i]!;
  }
}
