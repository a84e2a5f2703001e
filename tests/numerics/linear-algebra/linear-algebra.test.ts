import { describe, expect, test } from "bun:test";
import { choleskyInPlace } from "../../../src/numerics/linear-algebra/cholesky.ts";
import { pseudoInverse } from "../../../src/numerics/linear-algebra/pseudo-inverse.ts";
import { symmetricEigen, withEigenvalues } from "../../../src/numerics/linear-algebra/symmetric-eigen.ts";
import { triangularProduct } from "../../../src/numerics/linear-algebra/triangular-product.ts";

/** exp(-|i - j| / 7): positive definite. */
function exponential(n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, cell) => Math.exp(-Math.abs(Math.trunc(cell / n) - (cell % n)) / 7));
}

function product(a: ArrayLike<number>, b: ArrayLike<number>, n: number, transposed: boolean): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) out[i * n + j]! += a[i * n + k]! * b[transposed ? j * n + k : k * n + j]!;
  return out;
}

function worst(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a, (value, i) => Math.abs(value - b[i]!)).reduce((most, value) => Math.max(most, value), 0);
}

describe("Cholesky factors", () => {
  for (const n of [1, 2, 31, 32, 33, 65, 100])
    test(`of ${n} rows`, () => {
      const matrix = exponential(n);
      const factor = matrix.slice();
      expect(choleskyInPlace(factor, n)).toBe(-1);
      expect(worst(product(factor, factor, n, true), matrix)).toBeLessThan(1e-13);
      for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) expect(factor[i * n + j]).toBe(0);
    });

  test("say where a matrix is not positive definite", () => {
    expect(choleskyInPlace(Float64Array.of(1, 2, 2, 1), 2)).toBe(1);
  });
});

test("eigenvalues", () => {
  const matrix = Float64Array.of(2, 1, 0, 1, 2, 0, 0, 0, 5);
  const eigen = symmetricEigen(matrix, 3);
  expect([...eigen.values].sort().map((value) => Number(value.toFixed(12)))).toEqual([1, 3, 5]);
  expect(
    worst(
      withEigenvalues(eigen, (value) => value),
      matrix,
    ),
  ).toBeLessThan(1e-14);
});

describe("pseudo-inverses", () => {
  test("are inverses", () => {
    const matrix = exponential(40);
    const identity = Float64Array.from({ length: 1600 }, (_, cell) => (cell % 41 === 0 ? 1 : 0));
    expect(worst(product(matrix, pseudoInverse(matrix, 40), 40, false), identity)).toBeLessThan(1e-11);
  });

  test("of singular matrices", () => {
    const inverse = pseudoInverse(Float64Array.of(1, 1, 1, 1), 2);
    expect(worst(inverse, [0.25, 0.25, 0.25, 0.25])).toBeLessThan(1e-15);
  });
});

describe("triangular products", () => {
  for (const [size, vectors] of [
    [1, 1],
    [5, 3],
    [12, 4],
    [13, 9],
    [50, 8],
  ] as const)
    test(`of ${size} rows and ${vectors} vectors`, () => {
      const lower = exponential(size);
      const ready = triangularProduct(lower, size, vectors);
      const vector = (v: number, k: number) => Math.sin(1 + 7 * v + k);
      for (let v = 0; v < vectors; v++)
        for (let k = 0; k < size; k++) ready.vectors[((v >> 2) * size + k) * 4 + (v & 3)] = vector(v, k);
      ready.multiply(vectors);
      for (let v = 0; v < vectors; v++)
        for (let i = 0; i < size; i++) {
          let sum = 0;
          for (let k = 0; k <= i; k++) sum += lower[i * size + k]! * vector(v, k);
          expect(ready.products[v * ready.stride + i]!).toBeCloseTo(sum, 5);
        }
    });
});
