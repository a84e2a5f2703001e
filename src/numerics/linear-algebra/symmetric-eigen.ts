/** Eigenvalues and eigenvectors of small symmetric matrices by Jacobi rotations (Golub and Van Loan, section 8.5). */

export interface SymmetricEigen {
  readonly values: Float64Array;
  /** n x n row by row; column k belongs to value k. */
  readonly vectors: Float64Array;
}

const SWEEPS = 60;

/** @param matrix n x n row by row, symmetric; not changed. For n up to some hundreds. */
export function symmetricEigen(matrix: ArrayLike<number>, n: number): SymmetricEigen {
  const a = Float64Array.from(matrix);
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  for (let sweep = 0; sweep < SWEEPS && offDiagonal(a, n) > 0; sweep++)
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors, n, p, q);
  return { values: Float64Array.from({ length: n }, (_, i) => a[i * n + i]!), vectors };
}

/** Sum of squares above the diagonal, as far as it matters beside the diagonal. */
function offDiagonal(a: Float64Array, n: number): number {
  let off = 0;
  let all = 0;
  for (let i = 0; i < n; i++)
    for (let j = i; j < n; j++) {
      const square = a[i * n + j]! ** 2;
      all += square;
      if (j > i) off += square;
    }
  return off > 1e-34 * all ? off : 0;
}

function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!;
  if (apq === 0) return;
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < n; k++) {
    const left = a[k * n + p]!;
    const right = a[k * n + q]!;
    a[k * n + p] = c * left - s * right;
    a[k * n + q] = s * left + c * right;
  }
  for (let k = 0; k < n; k++) {
    const upper = a[p * n + k]!;
    const lower = a[q * n + k]!;
    a[p * n + k] = c * upper - s * lower;
    a[q * n + k] = s * upper + c * lower;
    const left = vectors[k * n + p]!;
    const right = vectors[k * n + q]!;
    vectors[k * n + p] = c * left - s * right;
    vectors[k * n + q] = s * left + c * right;
  }
}

/** V f(values) V': the matrix with its eigenvalues changed. */
export function withEigenvalues({ values, vectors }: SymmetricEigen, change: (value: number) => number): Float64Array {
  const n = values.length;
  const changed = values.map(change);
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += vectors[i * n + k]! * changed[k]! * vectors[j * n + k]!;
      out[i * n + j] = sum;
      out[j * n + i] = sum;
    }
  return out;
}
