/**
 * Cholesky factors of symmetric positive definite matrices, stored row by row. Columns are taken in panels; what a panel takes off
 * the rest of the matrix, nearly all of the work, runs on vector registers in WebAssembly.
 */
import { assemble } from "../wasm/assemble.ts";
import { PAGE, TILE, type TileKernel, tileKernel } from "./tile-kernel.ts";

/** Columns of a panel. */
const PANEL = 32;
const BYTES = 8;
/** Larger matrices do not fit beside others into the memory of a module. */
const LARGEST = 15_000;

let compiled: WebAssembly.Module | undefined;

/**
 * The lower triangular L with L L' = A, in place: zeros above the diagonal.
 *
 * @param matrix n x n; only the lower triangle is read.
 * @returns the first row whose pivot is not above 0, where the matrix turns out not to be positive definite; -1 for success.
 * @throws RangeError for more than 15,000 rows
 * @example choleskyInPlace(Float64Array.of(4, 2, 2, 5), 2) = -1
 */
export function choleskyInPlace(matrix: Float64Array, n: number): number {
  if (n <= PANEL) return finish(matrix, n, factorPanel(matrix, n, n, 0, n));
  if (n > LARGEST) throw new RangeError(`a matrix of ${n} rows is too large to decompose`);
  // Room for whole tiles: what stands beyond the matrix is never read.
  const width = Math.ceil(n / TILE) * TILE;
  const packedStart = BYTES * width * width;
  const pages = Math.ceil((packedStart + BYTES * width * PANEL) / PAGE);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  compiled ??= assemble(tileKernel("sub"));
  const instance = new WebAssembly.Instance(compiled, { host: { memory } });
  const { tiles } = instance.exports as unknown as { readonly tiles: TileKernel };
  const work = new Float64Array(memory.buffer, 0, width * width);
  const packed = new Float64Array(memory.buffer, packedStart, width * PANEL);
  for (let i = 0; i < n; i++) work.set(matrix.subarray(i * n, i * n + i + 1), i * width);
  for (let start = 0; start < n; start += PANEL) {
    const stop = Math.min(start + PANEL, n);
    const failed = factorPanel(work, n, width, start, stop);
    if (failed >= 0) return failed;
    if (stop === n) break;
    packPanel(work, width, start, stop, packed);
    const tileBytes = BYTES * TILE * (stop - start);
    for (let first = stop; first < width; first += TILE) {
      const tile = (first - stop) / TILE;
      const out = BYTES * (first * width + stop);
      tiles(packedStart + tile * tileBytes, packedStart, out, BYTES * width, stop - start, tile + 1);
    }
  }
  for (let i = 0; i < n; i++) matrix.set(work.subarray(i * width, i * width + i + 1), i * n);
  return finish(matrix, n, -1);
}

/** Zeros above the diagonal. */
function finish(matrix: Float64Array, n: number, failed: number): number {
  if (failed < 0) for (let i = 0; i < n; i++) matrix.fill(0, i * n + i + 1, (i + 1) * n);
  return failed;
}

/** Factors columns start..stop-1 of the rows from start on, which earlier columns have been taken off. */
function factorPanel(matrix: Float64Array, n: number, width: number, start: number, stop: number): number {
  for (let i = start; i < n; i++) {
    const row = i * width;
    const last = Math.min(i, stop - 1);
    for (let j = start; j <= last; j++) {
      const other = j * width;
      let sum = matrix[row + j]!;
      for (let k = start; k < j; k++) sum -= matrix[row + k]! * matrix[other + k]!;
      if (i === j) {
        if (!(sum > 0)) return i;
        matrix[row + j] = Math.sqrt(sum);
      } else matrix[row + j] = sum / matrix[other + j]!;
    }
  }
  return -1;
}

/** The panel below its square, four rows side by side, column after column. */
function packPanel(work: Float64Array, width: number, start: number, stop: number, packed: Float64Array): void {
  let at = 0;
  for (let first = stop; first < width; first += TILE)
    for (let k = start; k < stop; k++) for (let r = 0; r < TILE; r++) packed[at++] = work[(first + r) * width + k]!;
}
