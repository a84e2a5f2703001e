/** Union of two overlapping rings whose borders cross cleanly. */
import { orientation } from "../orientation.ts";
import type { PlaneColumns } from "../orthographic.ts";
import { lineIntersection } from "./ring-predicates.ts";

/** Where the border of the first ring crosses that of the second. */
interface Crossing {
  /** Sides of the rings, and how far along them, 0..1. */
  readonly sideA: number;
  readonly alongA: number;
  readonly sideB: number;
  readonly alongB: number;
  readonly x: number;
  readonly y: number;
  /** Whether the first ring enters the second here. */
  readonly enters: boolean;
}

/**
 * The outer border of the union of two clockwise simple rings. It starts as GEOS' overlay does: with the vertex after the
 * start of `a`, or, if that lies inside `b`, after the point where `a` first leaves `b`.
 * @returns undefined if the rings do not cross, touch at a vertex, or enclose a hole
 */
export function unionOfTwo(a: PlaneColumns, b: PlaneColumns): PlaneColumns | undefined {
  const crossings = crossingsOf(a, b);
  if (crossings === undefined || crossings.length < 2 || crossings.length % 2 === 1) return undefined;
  const byA = crossings.toSorted((p, q) => p.sideA - q.sideA || p.alongA - q.alongA);
  const byB = crossings.toSorted((p, q) => p.sideB - q.sideB || p.alongB - q.alongB);
  for (let k = 0; k < byA.length; k++) {
    const next = (k + 1) % byA.length;
    if (byA[k]!.enters === byA[next]!.enters || byB[k]!.enters === byB[next]!.enters) return undefined;
  }
  const placeInB = new Map(byB.map((crossing, k) => [crossing, k]));
  const x: number[] = [];
  const y: number[] = [];
  const add = (px: number, py: number): void => {
    x.push(px);
    y.push(py);
  };
  const nA = a.x.length - 1;
  const nB = b.x.length - 1;
  const startsOutside = byA[0]!.enters;
  if (startsOutside) add(a.x[0]!, a.y[0]!);
  const first = startsOutside ? 0 : 1;
  if (!startsOutside) add(byA[0]!.x, byA[0]!.y);
  // Along `a` to where it enters `b`, along `b` to where that comes out of `a` again, and so on round.
  let side = startsOutside ? 0 : byA[0]!.sideA;
  let entry = first;
  let visited = startsOutside ? 0 : 1;
  for (;;) {
    const enter = byA[entry]!;
    for (let k = side + 1; k <= enter.sideA; k++) add(a.x[k]!, a.y[k]!);
    add(enter.x, enter.y);
    const exit = byB[(placeInB.get(enter)! + 1) % byB.length]!;
    const wraps = exit.sideB < enter.sideB || (exit.sideB === enter.sideB && exit.alongB < enter.alongB);
    for (let k = enter.sideB + 1; k <= exit.sideB + (wraps ? nB : 0); k++) add(b.x[k % nB]!, b.y[k % nB]!);
    visited += 2;
    const leave = byA.indexOf(exit);
    if (!startsOutside && leave === 0) {
      visited--;
      break;
    }
    add(exit.x, exit.y);
    side = exit.sideA;
    entry = leave + 1;
    if (entry < byA.length) continue;
    if (!startsOutside) return undefined;
    for (let k = side + 1; k < nA; k++) add(a.x[k]!, a.y[k]!);
    break;
  }
  if (visited !== byA.length) return undefined;
  return rotatedByOne(x, y);
}

/** All crossings, or undefined if the borders touch without crossing or run along each other. */
function crossingsOf(a: PlaneColumns, b: PlaneColumns): Crossing[] | undefined {
  const crossings: Crossing[] = [];
  for (let i = 0; i + 1 < a.x.length; i++) {
    const px = a.x[i]!;
    const py = a.y[i]!;
    const qx = a.x[i + 1]!;
    const qy = a.y[i + 1]!;
    const west = Math.min(px, qx);
    const east = Math.max(px, qx);
    const south = Math.min(py, qy);
    const north = Math.max(py, qy);
    for (let j = 0; j + 1 < b.x.length; j++) {
      const rx = b.x[j]!;
      const ry = b.y[j]!;
      const sx = b.x[j + 1]!;
      const sy = b.y[j + 1]!;
      if ((rx < west && sx < west) || (rx > east && sx > east)) continue;
      if ((ry < south && sy < south) || (ry > north && sy > north)) continue;
      const r = orientation(px, py, qx, qy, rx, ry);
      const s = orientation(px, py, qx, qy, sx, sy);
      if (r * s > 0) continue;
      const p = orientation(rx, ry, sx, sy, px, py);
      const q = orientation(rx, ry, sx, sy, qx, qy);
      if (p * q > 0) continue;
      if (r === 0 || s === 0 || p === 0 || q === 0) return undefined;
      const point = lineIntersection(px, py, qx, qy, rx, ry, sx, sy);
      if (point === undefined) return undefined;
      crossings.push({
        sideA: i,
        alongA: Math.hypot(point[0] - px, point[1] - py) / Math.hypot(qx - px, qy - py),
        sideB: j,
        alongB: Math.hypot(point[0] - rx, point[1] - ry) / Math.hypot(sx - rx, sy - ry),
        x: point[0],
        y: point[1],
        // The inside of a clockwise ring is on its right.
        enters: q < 0,
      });
    }
  }
  return crossings;
}

function rotatedByOne(x: readonly number[], y: readonly number[]): PlaneColumns {
  const n = x.length;
  const out = { x: new Float64Array(n + 1), y: new Float64Array(n + 1) };
  for (let i = 0; i <= n; i++) {
    out.x[i] = x[(i + 1) % n]!;
    out.y[i] = y[(i + 1) % n]!;
  }
  return out;
}
