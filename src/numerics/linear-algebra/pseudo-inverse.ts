/** Inverses of symmetric matrices that may be singular. */
import { choleskyInPlace } from "./cholesky.ts";
import { symmetricEigen, withEigenvalues } from "./symmetric-eigen.ts";

/** Eigenvalues below this share of the largest count as zero. */
const NEGLIGIBLE = 1e-15;

/**
 * The Moore-Penrose inverse of a symmetric positive semi-definite matrix: its inverse where it has one.
 *
 * @param matrix n x n row by row; not changed.
 */
export function pseudoInverse(matrix: ArrayLike<number>, n: number): Float64Array {
  const factor = Float64Array.from(matrix);
  if (choleskyInPlace(factor, n) < 0 && wellConditioned(factor, n)) return inverseOf(factor, n);
  const eigen = symmetricEigen(matrix, n);
  const largest = eigen.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return withEigenvalues(eigen, (value) => (Math.abs(value) > NEGLIGIBLE * largest ? 1 / value : 0));
}

function wellConditioned(factor: Float64Array, n: number): boolean {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (let i = 0; i < n; i++) {
    least = Math.min(least, factor[i * n + i]!);
    most = Math.max(most, factor[i * n + i]!);
  }
  return least > 1e-6 * most;
}

/** (L L')^-1 from the inverse of the triangle. */
function inverseOf(factor: Float64Array, n: number): Float64Array {
  const triangle = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    triangle[j * n + j] = 1 / factor[j * n + j]!;
    for (let i = j + 1; i < n; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum -= factor[i * n + k]! * triangle[k * n + j]!;
      triangle[i * n + j] = sum / factor[i * n + i]!;
    }
  }
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < n; k++) sum += triangle[k * n + i]! * triangle[k * n + j]!;
      out[i * n + j] = sum;
      out[j * n + i] = sum;
    }
  return out;
}
