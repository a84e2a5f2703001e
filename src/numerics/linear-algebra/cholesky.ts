/** Cholesky factors of symmetric positive definite matrices, stored row by row. */

/** Rows and columns of a block: three blocks of doubles stay in the first-level cache. */
const BLOCK = 32;

/**
 * The lower triangular L with L L' = A, in place: zeros above the diagonal.
 *
 * @param matrix n x n; only the lower triangle is read.
 * @returns the first row whose pivot is not above 0, where the matrix turns out not to be positive definite; -1 for success.
 */
export function choleskyInPlace(matrix: Float64Array, n: number): number {
  for (let start = 0; start < n; start += BLOCK) {
    const stop = Math.min(start + BLOCK, n);
    // Columns start..stop-1 of the rows from start on have been reduced by all earlier columns.
    for (let i = start; i < n; i++) {
      const row = i * n;
      const last = Math.min(i, stop - 1);
      for (let j = start; j <= last; j++) {
        const other = j * n;
        let sum = matrix[row + j]!;
        for (let k = start; k < j; k++) sum -= matrix[row + k]! * matrix[other + k]!;
        if (i === j) {
          if (!(sum > 0)) return i;
          matrix[row + j] = Math.sqrt(sum);
        } else matrix[row + j] = sum / matrix[other + j]!;
      }
    }
    reduceRest(matrix, n, start, stop);
  }
  for (let i = 0; i < n; i++) matrix.fill(0, i * n + i + 1, (i + 1) * n);
  return -1;
}

/** Takes the products of columns start..stop-1 off the lower triangle behind them, two by two. */
function reduceRest(matrix: Float64Array, n: number, start: number, stop: number): void {
  for (let i = stop; i < n; i += 2) {
    const first = i * n;
    const second = i + 1 < n ? first + n : first;
    for (let j = stop; j <= Math.min(i + 1, n - 1); j += 2) {
      const left = j * n;
      const right = j + 1 < n ? left + n : left;
      let s00 = 0;
      let s01 = 0;
      let s10 = 0;
      let s11 = 0;
      for (let k = start; k < stop; k++) {
        const a = matrix[first + k]!;
        const b = matrix[second + k]!;
        const c = matrix[left + k]!;
        const d = matrix[right + k]!;
        s00 += a * c;
        s01 += a * d;
        s10 += b * c;
        s11 += b * d;
      }
      matrix[first + j] = matrix[first + j]! - s00;
      if (right !== left) matrix[first + j + 1] = matrix[first + j + 1]! - s01;
      if (second !== first) {
        matrix[second + j] = matrix[second + j]! - s10;
        if (right !== left) matrix[second + j + 1] = matrix[second + j + 1]! - s11;
      }
    }
  }
}
