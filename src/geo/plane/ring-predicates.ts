/** Tests on plane lines and rings of few vertices. A ring is closed: its last vertex repeats the first. */
import { orientation } from "../orientation.ts";
import type { PlaneColumns } from "../orthographic.ts";

/**
 * Whether segments that are not neighbours have no point in common; touching counts as common. The first and last segment of a ring
 * are neighbours. A square is simple, the figure eight (0, 0), (1, 1), (1, 0), (0, 1) is not.
 */
export function lineIsSimple({ x, y }: PlaneColumns): boolean {
  const n = x.length - 1;
  const closed = x[0] === x[n] && y[0] === y[n];
  for (let i = 0; i < n; i++) {
    for (let j = i + 2; j < n; j++) {
      if (closed && i === 0 && j === n - 1) continue;
      if (boxesApart(x, i, j) || boxesApart(y, i, j)) continue;
      const a = orientation(x[i]!, y[i]!, x[i + 1]!, y[i + 1]!, x[j]!, y[j]!);
      const b = orientation(x[i]!, y[i]!, x[i + 1]!, y[i + 1]!, x[j + 1]!, y[j + 1]!);
      if (a * b > 0) continue;
      const c = orientation(x[j]!, y[j]!, x[j + 1]!, y[j + 1]!, x[i]!, y[i]!);
      const d = orientation(x[j]!, y[j]!, x[j + 1]!, y[j + 1]!, x[i + 1]!, y[i + 1]!);
      if (c * d <= 0) return false;
    }
  }
  return true;
}

function boxesApart(values: Float64Array, i: number, j: number): boolean {
  return (
    Math.max(values[i]!, values[i + 1]!) < Math.min(values[j]!, values[j + 1]!) ||
    Math.max(values[j]!, values[j + 1]!) < Math.min(values[i]!, values[i + 1]!)
  );
}

/** Where two segments cross, or undefined if they do not have one common point inside both. */
export function lineIntersection(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): readonly [x: number, y: number] | undefined {
  const abx = bx - ax;
  const aby = by - ay;
  const cdx = dx - cx;
  const cdy = dy - cy;
  const determinant = abx * cdy - aby * cdx;
  if (determinant === 0) return undefined;
  const t = ((cx - ax) * cdy - (cy - ay) * cdx) / determinant;
  const u = ((cx - ax) * aby - (cy - ay) * abx) / determinant;
  if (!(t > 0 && t < 1 && u > 0 && u < 1)) return undefined;
  return [ax + t * abx, ay + t * aby];
}
