/** Tests on plane lines and rings of few vertices. A ring is closed: its last vertex repeats the first. */
import { orientation } from "../orientation.ts";
import type { PlaneColumns } from "../orthographic.ts";

/**
 * Whether segments that are not neighbours have no point in common; touching counts as common. The first and last segment of a ring
 * are neighbours. A square is simple, the figure eight (0, 0), (1, 1), (1, 0), (0, 1) is not.
 */
export function lineIsSimple({ x, y }: PlaneColumns): boolean {
  const n = x.length - 1;
  if (n > MOST_FOR_PAIRS) return sweptIsSimple({ x, y });
  for (let i = 0; i < n; i++) for (let j = i + 2; j < n; j++) if (meet({ x, y }, i, j)) return false;
  return true;
}

/** Longer lines are swept from west to east: all pairs would take the square of their length. */
const MOST_FOR_PAIRS = 200;

function sweptIsSimple(line: PlaneColumns): boolean {
  const { x } = line;
  const count = x.length - 1;
  const low = Float64Array.from({ length: count }, (_, i) => Math.min(x[i]!, x[i + 1]!));
  const order = Array.from({ length: count }, (_, i) => i).sort((a, b) => low[a]! - low[b]!);
  let open: number[] = [];
  for (const i of order) {
    open = open.filter((k) => Math.max(x[k]!, x[k + 1]!) >= low[i]!);
    for (const k of open) if (Math.abs(i - k) > 1 && meet(line, Math.min(i, k), Math.max(i, k))) return false;
    open.push(i);
  }
  return true;
}

/** Whether two segments, i before j and no neighbours, have a point in common. */
function meet({ x, y }: PlaneColumns, i: number, j: number): boolean {
  const n = x.length - 1;
  if (i === 0 && j === n - 1 && x[0] === x[n] && y[0] === y[n]) return false;
  if (boxesApart(x, i, j) || boxesApart(y, i, j)) return false;
  const a = orientation(x[i]!, y[i]!, x[i + 1]!, y[i + 1]!, x[j]!, y[j]!);
  const b = orientation(x[i]!, y[i]!, x[i + 1]!, y[i + 1]!, x[j + 1]!, y[j + 1]!);
  if (a * b > 0) return false;
  const c = orientation(x[j]!, y[j]!, x[j + 1]!, y[j + 1]!, x[i]!, y[i]!);
  const d = orientation(x[j]!, y[j]!, x[j + 1]!, y[j + 1]!, x[i + 1]!, y[i + 1]!);
  return c * d <= 0;
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
