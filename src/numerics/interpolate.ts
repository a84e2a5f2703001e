/** Piecewise linear interpolation with constant continuation at both ends. */

/** Value at `x` of the line through (xs, ys); xs increase, neither may be empty. */
export function interpolate(x: number, xs: ArrayLike<number>, ys: ArrayLike<number>): number {
  const last = xs.length - 1;
  if (!(x > xs[0]!)) return ys[0]!;
  if (x >= xs[last]!) return ys[last]!;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle]! <= x) low = middle;
    else high = middle;
  }
  const slope = (ys[high]! - ys[low]!) / (xs[high]! - xs[low]!);
  return slope * (x - xs[low]!) + ys[low]!;
}

/**
 * Points with every interval cut into `steps` equal parts: N points become `steps * (N - 1) + 1`. Fewer than two steps leave
 * them as they are.
 */
export function refine(points: Float64Array, steps: number): Float64Array {
  if (steps < 2 || points.length < 2) return points;
  const out = new Float64Array(steps * (points.length - 1) + 1);
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1]!, points[i]!];
    for (let k = 0; k < steps; k++) out[(i - 1) * steps + k] = from + (k * (to - from)) / steps;
  }
  out[out.length - 1] = points[points.length - 1]!;
  return out;
}
