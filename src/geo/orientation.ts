/** Exact sign of the turn a -> b -> c in a plane. */

const SPLITTER = 134217729; // 2^27 + 1

/** Error bound of the plain determinant in double precision (Shewchuk 1997, "ccwerrboundA", rounded up). */
const SAFE = 3.4e-16;

/**
 * +1 if c lies on the left of the direction a -> b, -1 on the right, 0 on the line. Where the double-precision
 * determinant is too small to be sure of, it is repeated with twice the digits, as GEOS and JTS do.
 */
export function orientation(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): -1 | 0 | 1 {
  const left = (ax - cx) * (by - cy);
  const right = (ay - cy) * (bx - cx);
  const det = left - right;
  if (Math.abs(det) > SAFE * (Math.abs(left) + Math.abs(right))) return det > 0 ? 1 : -1;
  return sign(carefully(ax, ay, bx, by, cx, cy));
}

function sign(x: number): -1 | 0 | 1 {
  return x > 0 ? 1 : x < 0 ? -1 : 0;
}

/** The determinant in double-double arithmetic; differences of doubles are held exactly as a pair. */
function carefully(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  const [p, pLow] = product(difference(ax, cx), difference(by, cy));
  const [q, qLow] = product(difference(ay, cy), difference(bx, cx));
  const [high, low] = difference(p, q);
  return high + (low + (pLow - qLow));
}

/** a - b as a rounded value and its exact error (Knuth 1969). */
function difference(a: number, b: number): readonly [number, number] {
  const high = a - b;
  const back = a - high;
  return [high, a - (high + back) + (back - b)];
}

/** Product of two pairs, to about 106 bits (Dekker 1971). */
function product(a: readonly [number, number], b: readonly [number, number]): readonly [number, number] {
  const high = a[0] * b[0];
  const aSplit = SPLITTER * a[0];
  const aHigh = aSplit - (aSplit - a[0]);
  const aLow = a[0] - aHigh;
  const bSplit = SPLITTER * b[0];
  const bHigh = bSplit - (bSplit - b[0]);
  const bLow = b[0] - bHigh;
  const low = aLow * bLow - (high - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
  return [high, low + (a[0] * b[1] + a[1] * b[0])];
}
