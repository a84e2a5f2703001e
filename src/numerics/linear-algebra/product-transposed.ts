/** Products A B' of large matrices, stored row by row, in double precision on vector registers. */
import { assemble } from "../wasm/assemble.ts";
import { PAGE, TILE, type TileKernel, tileKernel, UNROLLED } from "./tile-kernel.ts";

/** Terms of a sum, columns and rows worked on together: a tile of rows stays in the first cache, the columns in the second. */
const TERMS = 256;
const COLUMNS = 64;
const STRIP = 256;
const BYTES = 8;

let compiled: WebAssembly.Module | undefined;

/**
 * Sums over k of a[i, k] b[j, k], in the order of k within 256 terms and then from block to block, whatever the sizes.
 *
 * @param a rows x inner
 * @param b columns x inner
 * @param symmetric only cells with j <= i are wanted; the others hold anything
 * @returns rows x columns
 * @example productTransposed(Float64Array.of(1, 2), Float64Array.of(3, 4), 1, 1, 2)[0] = 11
 */
export function productTransposed(
  a: Float64Array,
  b: Float64Array,
  rows: number,
  columns: number,
  inner: number,
  symmetric = false,
): Float64Array {
  const out = new Float64Array(rows * columns);
  if (rows === 0 || columns === 0 || inner === 0) return out;
  const width = ceil(columns, TILE);
  const depth = ceil(inner, UNROLLED);
  const stripRows = ceil(Math.min(rows, STRIP), TILE);
  const bStart = BYTES * stripRows * depth;
  const outStart = bStart + BYTES * width * depth;
  const pages = Math.ceil((outStart + BYTES * stripRows * width) / PAGE);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  compiled ??= assemble(tileKernel("add"));
  const instance = new WebAssembly.Instance(compiled, { host: { memory } });
  const { tiles } = instance.exports as unknown as { readonly tiles: TileKernel };
  const strip = new Float64Array(memory.buffer, 0, stripRows * depth);
  const sums = new Float64Array(memory.buffer, outStart, stripRows * width);
  pack(b, 0, columns, inner, width, new Float64Array(memory.buffer, bStart, width * depth));
  for (let first = 0; first < rows; first += STRIP) {
    const count = Math.min(STRIP, rows - first);
    const height = ceil(count, TILE);
    pack(a, first, count, inner, height, strip);
    sums.fill(0);
    const wanted = symmetric ? Math.min(width, ceil(first + count, TILE)) : width;
    for (let k = 0; k < depth; k += TERMS) {
      const terms = Math.min(TERMS, depth - k);
      for (let column = 0; column < wanted; column += COLUMNS) {
        const across = Math.min(COLUMNS, wanted - column) / TILE;
        for (let row = 0; row < height; row += TILE)
          tiles(
            BYTES * (k * height + row * terms),
            bStart + BYTES * (k * width + column * terms),
            outStart + BYTES * (row * width + column),
            BYTES * width,
            terms,
            across,
          );
      }
    }
    for (let i = 0; i < count; i++) out.set(sums.subarray(i * width, i * width + columns), (first + i) * columns);
  }
  return out;
}

/** Blocks of terms; in each, four rows side by side, term after term. Zeros where there is no row or term. */
function pack(
  matrix: Float64Array,
  first: number,
  count: number,
  inner: number,
  height: number,
  out: Float64Array,
): void {
  const depth = ceil(inner, UNROLLED);
  let at = 0;
  for (let start = 0; start < depth; start += TERMS) {
    const stop = Math.min(start + TERMS, depth);
    for (let row = 0; row < height; row += TILE)
      for (let k = start; k < stop; k++)
        for (let r = row; r < row + TILE; r++)
          out[at++] = r < count && k < inner ? matrix[(first + r) * inner + k]! : 0;
  }
}

function ceil(count: number, step: number): number {
  return Math.ceil(count / step) * step;
}
