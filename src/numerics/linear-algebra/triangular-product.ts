/**
 * Products of a lower triangular matrix with many vectors, in single precision on vector registers: what correlates the
 * residuals of a field. Four vectors are multiplied at a time by twelve rows of the matrix, which fills the sixteen
 * registers; sums run over the columns in order, so that a result does not depend on the vectors beside it.
 */
import { assemble } from "../wasm/assemble.ts";

/** Vectors multiplied together. */
export const LANES = 4;
/** Rows of the matrix worked on together. */
const PANEL = 12;
const PAGE = 65536;
/** Columns of the matrix in one turn of the loop; panels have a multiple of it, filled up with zeros. */
const UNROLLED = 4;
const filledUp = (columns: number): number => Math.ceil(columns / UNROLLED) * UNROLLED;

/** A line for each vector and register: `$v2s1 += splat(vector 2 at k) * rows 4..7 of the panel at k`. */
const stepsOf = (column: number): string =>
  Array.from({ length: LANES }, (_, lane) =>
    [
      `(local.set $x (v128.load32_splat offset=${16 * column + 4 * lane} (local.get $a)))`,
      ...[0, 1, 2].map(
        (part) =>
          `(local.set $v${lane}s${part} (f32x4.add (local.get $v${lane}s${part}) (f32x4.mul (local.get $x) (local.get $b${part}))))`,
      ),
    ].join("\n"),
  ).join("\n");

const REGISTERS = Array.from({ length: LANES }, (_, lane) => [0, 1, 2].map((part) => `$v${lane}s${part}`)).flat();

const KERNEL = `
;; out[4][stride] (12 columns of it) = sum over k < count of vectors[k][4] * panel[k][12]
(func $product (export "product")
  (param $a i32) (param $b i32) (param $out i32) (param $count i32) (param $stride i32)
  (local $x v128) (local $b0 v128) (local $b1 v128) (local $b2 v128)
  ${REGISTERS.map((register) => `(local ${register} v128)`).join(" ")}
  (loop $next
    ${Array.from(
      { length: UNROLLED },
      (_, column) => `
    (local.set $b0 (v128.load offset=${48 * column} (local.get $b)))
    (local.set $b1 (v128.load offset=${48 * column + 16} (local.get $b)))
    (local.set $b2 (v128.load offset=${48 * column + 32} (local.get $b)))
    ${stepsOf(column)}`,
    ).join("\n")}
    (local.set $a (i32.add (local.get $a) (i32.const ${16 * UNROLLED})))
    (local.set $b (i32.add (local.get $b) (i32.const ${48 * UNROLLED})))
    (local.set $count (i32.sub (local.get $count) (i32.const ${UNROLLED})))
    (br_if $next (local.get $count)))
  ${[0, 1, 2, 3]
    .map(
      (lane) => `${[0, 1, 2]
        .map((part) => `(v128.store offset=${16 * part} (local.get $out) (local.get $v${lane}s${part}))`)
        .join("\n")}
  (local.set $out (i32.add (local.get $out) (local.get $stride)))`,
    )
    .join("\n")})
`;

interface Kernel {
  readonly product: (vectors: number, panel: number, out: number, count: number, stride: number) => void;
}

let compiled: WebAssembly.Module | undefined;

/** A matrix ready to multiply up to `capacity` vectors at a time. */
export interface TriangularProduct {
  readonly size: number;
  /**
   * Where the vectors are written, component by component and four vectors together: component k of vector v stands at
   * `((v >> 2) * size + k) * 4 + (v & 3)`. Vectors that fill up the last four may hold anything finite.
   */
  readonly vectors: Float32Array;
  /** Where the products are found: component i of vector v stands at `v * stride + i`. */
  readonly products: Float32Array;
  readonly stride: number;
  /** Multiplies the first `count` vectors. */
  readonly multiply: (count: number) => void;
}

/**
 * @param lower size x size row by row; what stands above the diagonal is not read
 * @param capacity vectors, rounded up to a multiple of four
 */
export function triangularProduct(lower: ArrayLike<number>, size: number, capacity: number): TriangularProduct {
  compiled ??= assemble(KERNEL);
  const stride = Math.ceil(size / PANEL) * PANEL;
  const rounded = Math.ceil(capacity / LANES) * LANES;
  const starts: number[] = [];
  let cells = 0;
  for (let row = 0; row < size; row += PANEL) {
    starts.push(cells);
    cells += PANEL * filledUp(Math.min(row + PANEL, size));
  }
  const vectorStart = align(4 * cells);
  // The last columns of a panel that is filled up read beyond the last vectors: finite numbers, times zero.
  const productStart = align(vectorStart + 4 * (rounded * size + LANES * UNROLLED));
  const pages = Math.ceil((productStart + 4 * rounded * stride) / PAGE);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const { product } = new WebAssembly.Instance(compiled, { host: { memory } }).exports as unknown as Kernel;
  packPanels(lower, size, starts, new Float32Array(memory.buffer, 0, cells));
  return {
    size,
    stride,
    vectors: new Float32Array(memory.buffer, vectorStart, rounded * size),
    products: new Float32Array(memory.buffer, productStart, rounded * stride),
    multiply(count) {
      for (const [p, start] of starts.entries()) {
        const columns = filledUp(Math.min((p + 1) * PANEL, size));
        for (let v = 0; v < count; v += LANES)
          product(
            vectorStart + 4 * v * size,
            4 * start,
            productStart + 4 * (v * stride + p * PANEL),
            columns,
            4 * stride,
          );
      }
    },
  };
}

/** Twelve rows side by side, column after column; rows beyond the last and cells above the diagonal are zeros. */
function packPanels(lower: ArrayLike<number>, size: number, starts: readonly number[], out: Float32Array): void {
  for (const [p, start] of starts.entries()) {
    const first = p * PANEL;
    const columns = Math.min(first + PANEL, size);
    for (let lane = 0; lane < PANEL && first + lane < size; lane++) {
      const row = first + lane;
      for (let k = 0; k <= Math.min(row, columns - 1); k++) out[start + k * PANEL + lane] = lower[row * size + k]!;
    }
  }
}

function align(bytes: number): number {
  return Math.ceil(bytes / 16) * 16;
}
