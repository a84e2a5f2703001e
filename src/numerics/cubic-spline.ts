/** Cubic splines through points, without boundary conditions: the third derivative is continuous at the outermost inner knots. */

export interface CubicSpline {
  /** Value at `x`; outside the knots the outermost pieces go on. */
  readonly at: (x: number) => number;
}

/** What depends on the knots only, for splines through many sets of values. */
export interface SplineKnots {
  readonly through: (values: ArrayLike<number>) => CubicSpline;
}

/** Prepares knots: at least four, ascending. */
export function splineKnots(knots: ArrayLike<number>): SplineKnots {
  const n = knots.length;
  if (n < 4) throw new Error("a not-a-knot spline needs four knots");
  const step = new Float64Array(n - 1);
  for (let i = 0; i < n - 1; i++) step[i] = knots[i + 1]! - knots[i]!;
  // Rows of the inner knots for the second derivatives, the outer two eliminated by the end conditions.
  const first = step[0]! / step[1]!;
  const last = step[n - 2]! / step[n - 3]!;
  const size = n - 2;
  const lower = new Float64Array(size);
  const diagonal = new Float64Array(size);
  const upper = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    lower[k] = step[k]!;
    diagonal[k] = 2 * (step[k]! + step[k + 1]!);
    upper[k] = step[k + 1]!;
  }
  diagonal[0]! += step[0]! * (1 + first);
  upper[0]! -= step[0]! * first;
  diagonal[size - 1]! += step[n - 2]! * (1 + last);
  lower[size - 1]! -= step[n - 2]! * last;
  const factor = new Float64Array(size);
  for (let k = 1; k < size; k++) {
    factor[k] = lower[k]! / diagonal[k - 1]!;
    diagonal[k]! -= factor[k]! * upper[k - 1]!;
  }

  function secondDerivatives(values: ArrayLike<number>): Float64Array {
    const right = new Float64Array(size);
    for (let k = 0; k < size; k++) {
      const before = (values[k + 1]! - values[k]!) / step[k]!;
      const after = (values[k + 2]! - values[k + 1]!) / step[k + 1]!;
      right[k] = 6 * (after - before) - (k === 0 ? 0 : factor[k]! * right[k - 1]!);
    }
    const m = new Float64Array(n);
    for (let k = size - 1; k >= 0; k--)
      m[k + 1] = (right[k]! - (k === size - 1 ? 0 : upper[k]! * m[k + 2]!)) / diagonal[k]!;
    m[0] = m[1]! * (1 + first) - m[2]! * first;
    m[n - 1] = m[n - 2]! * (1 + last) - m[n - 3]! * last;
    return m;
  }

  return {
    through(values) {
      const m = secondDerivatives(values);
      return {
        at(x) {
          let i = 0;
          while (i < n - 2 && x > knots[i + 1]!) i++;
          const h = step[i]!;
          const a = (knots[i + 1]! - x) / h;
          const b = (x - knots[i]!) / h;
          const bending = ((a * a * a - a) * m[i]! + (b * b * b - b) * m[i + 1]!) * h * h;
          return a * values[i]! + b * values[i + 1]! + bending / 6;
        },
      };
    },
  };
}
