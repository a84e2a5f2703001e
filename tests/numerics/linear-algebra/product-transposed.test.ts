import { expect, test } from "bun:test";
import fc from "fast-check";
import { productTransposed } from "../../../src/numerics/linear-algebra/product-transposed.ts";

function matrix(rows: number, columns: number, seed: number): Float64Array {
  return Float64Array.from({ length: rows * columns }, (_, i) => Math.sin(seed + 1.7 * i));
}

function sumOf(a: Float64Array, b: Float64Array, i: number, j: number, inner: number): number {
  let sum = 0;
  for (let k = 0; k < inner; k++) sum += a[i * inner + k]! * b[j * inner + k]!;
  return sum;
}

test("every cell is the product of a row and a row, for any sizes", () => {
  // Beyond the blocks of 256 terms, 256 rows and 64 columns.
  const size = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(63, 65, 257, 300));
  fc.assert(
    fc.property(size, size, size, (rows, columns, inner) => {
      const [a, b] = [matrix(rows, inner, 1), matrix(columns, inner, 2)];
      const out = productTransposed(a, b, rows, columns, inner);
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < columns; j++)
          expect(Math.abs(out[i * columns + j]! - sumOf(a, b, i, j, inner))).toBeLessThan(1e-14 * inner + 1e-15);
    }),
    { numRuns: 20 },
  );
});

test("of a symmetric product the lower triangle is that of the whole, bit for bit", () => {
  const [n, inner] = [330, 70];
  const a = matrix(n, inner, 3);
  const whole = productTransposed(a, a, n, n, inner);
  const half = productTransposed(a, a, n, n, inner, true);
  for (let i = 0; i < n; i++) expect(half.subarray(i * n, i * n + i + 1)).toEqual(whole.subarray(i * n, i * n + i + 1));
});

test("nothing gives zeros", () => {
  expect(productTransposed(new Float64Array(0), new Float64Array(0), 2, 1, 0)).toEqual(Float64Array.of(0, 0));
});
