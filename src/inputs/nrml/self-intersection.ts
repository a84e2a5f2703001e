/** Whether a line in the plane touches or crosses itself. */
import { orientation } from "../../geo/orientation.ts";
import { InputError } from "../../input-error.ts";

/** Comparisons after which a line counts as too tangled to check: two seconds. */
const MAX_COMPARISONS = 50_000_000;

/**
 * True when two parts of the line that are not neighbours meet, or neighbours fold back on each other. A closed line also
 * has the segment from its last point to the first. Segments are swept by x, so long smooth lines take n log n.
 * @throws InputError for lines too tangled to check.
 */
export function linesCross(x: Float64Array, y: Float64Array, closed: boolean): boolean {
  const n = x.length;
  const count = closed ? n : n - 1;
  const order = Array.from({ length: count }, (_, i) => i);
  const low = (i: number) => Math.min(x[i]!, x[(i + 1) % n]!);
  const high = (i: number) => Math.max(x[i]!, x[(i + 1) % n]!);
  order.sort((a, b) => low(a) - low(b));
  let active: number[] = [];
  let comparisons = 0;
  for (const i of order) {
    const start = low(i);
    active = active.filter((k) => high(k) >= start);
    comparisons += active.length;
    if (comparisons > MAX_COMPARISONS) throw new InputError(`a line of ${n} points is too tangled to be checked`);
    for (const k of active) if (meet(x, y, n, i, k, closed)) return true;
    active.push(i);
  }
  return false;
}

function meet(x: Float64Array, y: Float64Array, n: number, i: number, k: number, closed: boolean): boolean {
  const i2 = (i + 1) % n;
  const k2 = (k + 1) % n;
  if (i2 === k && (closed || i2 !== 0)) return foldsBack(x, y, i, i2, k2);
  if (k2 === i && (closed || k2 !== 0)) return foldsBack(x, y, k, k2, i2);
  const side = (a: number, b: number, c: number) => orientation(x[a]!, y[a]!, x[b]!, y[b]!, x[c]!, y[c]!);
  const s1 = side(i, i2, k);
  const s2 = side(i, i2, k2);
  const s3 = side(k, k2, i);
  const s4 = side(k, k2, i2);
  if (s1 !== s2 && s3 !== s4) return true;
  const within = (a: number, b: number, c: number) =>
    Math.min(x[a]!, x[b]!) <= x[c]! &&
    x[c]! <= Math.max(x[a]!, x[b]!) &&
    Math.min(y[a]!, y[b]!) <= y[c]! &&
    y[c]! <= Math.max(y[a]!, y[b]!);
  return (
    (s1 === 0 && within(i, i2, k)) ||
    (s2 === 0 && within(i, i2, k2)) ||
    (s3 === 0 && within(k, k2, i)) ||
    (s4 === 0 && within(k, k2, i2))
  );
}

/** Three points on one line, the third on the side of the first. */
function foldsBack(x: Float64Array, y: Float64Array, a: number, b: number, c: number): boolean {
  if (orientation(x[a]!, y[a]!, x[b]!, y[b]!, x[c]!, y[c]!) !== 0) return false;
  return (x[a]! - x[b]!) * (x[c]! - x[b]!) + (y[a]! - y[b]!) * (y[c]! - y[b]!) > 0;
}
