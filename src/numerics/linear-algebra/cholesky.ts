/**
 * Cholesky factors of symmetric positive definite matrices, stored row by row. Columns are taken in panels; what a panel takes off
 * the rest of the matrix, nearly all of the work, runs on vector registers in WebAssembly.
 */
import { assemble } from "../wasm/assemble.ts";

/** Columns of a panel. */
const PANEL = 32;
/** Rows and columns of a tile of the rest. */
const TILE = 4;
const PAGE = 65536;
const BYTES = 8;
/** Larger matrices do not fit beside others into the memory of a module. */
const LARGEST = 15_000;

const rows = [0, 1, 2, 3];
const halves = [0, 1];
const REGISTERS = rows.flatMap((r) => halves.map((h) => `$c${r}h${h}`));

/** Columns of a panel in one turn of the loop. */
const UNROLLED = 4;
const stepOf = (column: number): string => `
      (local.set $b0 (v128.load offset=${32 * column} (local.get $b)))
      (local.set $b1 (v128.load offset=${32 * column + 16} (local.get $b)))
      ${rows
        .map((r) => {
          const sums = halves.map(
            (h) =>
              `(local.set $c${r}h${h} (f64x2.add (local.get $c${r}h${h}) (f64x2.mul (local.get $x) (local.get $b${h}))))`,
          );
          return `(local.set $x (v128.load64_splat offset=${32 * column + 8 * r} (local.get $p))) ${sums.join("\n")}`;
        })
        .join("\n")}`;

const KERNEL = `
;; Takes a[k][4] b[k][4]' off tiles of 4 rows: one after the other along the rows, each with its own b.
(func $reduce (export "reduce")
  (param $a i32) (param $b i32) (param $out i32) (param $stride i32) (param $panel i32) (param $tiles i32)
  (local $k i32) (local $p i32) (local $row i32) (local $x v128) (local $b0 v128) (local $b1 v128)
  ${REGISTERS.map((register) => `(local ${register} v128)`).join(" ")}
  (loop $tile
    (local.set $k (local.get $panel))
    (local.set $p (local.get $a))
    ${REGISTERS.map((register) => `(local.set ${register} (f64x2.splat (f64.const 0)))`).join("\n")}
    (loop $next
      ${Array.from({ length: UNROLLED }, (_, column) => stepOf(column)).join("\n")}
      (local.set $p (i32.add (local.get $p) (i32.const ${32 * UNROLLED})))
      (local.set $b (i32.add (local.get $b) (i32.const ${32 * UNROLLED})))
      (local.set $k (i32.sub (local.get $k) (i32.const ${UNROLLED})))
      (br_if $next (local.get $k)))
    (local.set $row (local.get $out))
    ${rows
      .map(
        (r) => `${halves
          .map(
            (h) =>
              `(v128.store offset=${16 * h} (local.get $row) (f64x2.sub (v128.load offset=${16 * h} (local.get $row)) (local.get $c${r}h${h})))`,
          )
          .join("\n")}
    (local.set $row (i32.add (local.get $row) (local.get $stride)))`,
      )
      .join("\n")}
    (local.set $out (i32.add (local.get $out) (i32.const 32)))
    (local.set $tiles (i32.sub (local.get $tiles) (i32.const 1)))
    (br_if $tile (local.get $tiles))))
`;

interface Kernel {
  readonly reduce: (a: number, b: number, out: number, stride: number, panel: number, tiles: number) => void;
}

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
  compiled ??= assemble(KERNEL);
  const { reduce } = new WebAssembly.Instance(compiled, { host: { memory } }).exports as unknown as Kernel;
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
      reduce(packedStart + tile * tileBytes, packedStart, out, BYTES * width, stop - start, tile + 1);
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
