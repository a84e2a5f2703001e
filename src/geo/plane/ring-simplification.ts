/**
 * Douglas-Peucker simplification of one closed line that never lets it touch itself (the topology-preserving variant of
 * GEOS 3.14 and JTS 1.20, for a single ring of few vertices, where every vertex kept decides a distance).
 */
import { orientation } from "../orientation.ts";
import type { PlaneColumns } from "../orthographic.ts";

/** A closed line needs this many coordinates, the closing one included. */
const MINIMUM_SIZE = 4;

interface Simplification {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly tolerance: number;
  /** Per input segment: 1 while no flattened section has replaced it. */
  readonly alive: Uint8Array;
  /** Vertices kept so far. */
  readonly kept: number[];
  /** Segments made by flattening, as pairs of vertices. */
  readonly flattened: number[];
}

/**
 * Indices of the vertices to keep of a closed line whose last vertex repeats the first; the repetition is included.
 *
 * @param tolerance largest distance of a dropped vertex to the line
 * @param dropStart whether the start may be dropped as well, as from the rings of polygons
 */
export function simplifyClosedLine(line: PlaneColumns, tolerance: number, dropStart: boolean): number[] {
  const { x, y } = line;
  const last = x.length - 1;
  const state: Simplification = {
    x,
    y,
    tolerance,
    alive: new Uint8Array(last).fill(1),
    kept: [0],
    flattened: [],
  };
  simplifySection(state, 0, last, 0);
  const { kept } = state;
  if (!dropStart || kept.length <= MINIMUM_SIZE) return kept;
  const second = kept[1]!;
  const beforeLast = kept[kept.length - 2]!;
  if (!(distanceToSegment(line, beforeLast, second, 0) <= tolerance)) return kept;
  const straight = orientation(x[beforeLast]!, y[beforeLast]!, x[second]!, y[second]!, x[0]!, y[0]!) === 0;
  if (!straight && crossesAnything(state, beforeLast, second, -1, -1)) return kept;
  return [beforeLast, ...kept.slice(1, -1)];
}

function simplifySection(state: Simplification, start: number, end: number, depthAbove: number): void {
  const depth = depthAbove + 1;
  const { kept, flattened, alive } = state;
  if (start + 1 === end) {
    kept.push(end);
    return;
  }
  const tooFew = kept.length < MINIMUM_SIZE && depth + 1 < MINIMUM_SIZE;
  let farthest = start;
  let distance = -1;
  for (let k = start + 1; k < end; k++) {
    const d = distanceToSegment(state, start, end, k);
    if (d > distance) {
      distance = d;
      farthest = k;
    }
  }
  if (!tooFew && distance <= state.tolerance && !crossesAnything(state, start, end, start, end)) {
    flattened.push(start, end);
    alive.fill(0, start, end);
    kept.push(end);
    return;
  }
  simplifySection(state, start, farthest, depth);
  simplifySection(state, farthest, end, depth);
}

/** Whether the straight way from vertex a to b touches the line elsewhere than at common ends. */
function crossesAnything(
  state: Simplification,
  a: number,
  b: number,
  sectionStart: number,
  sectionEnd: number,
): boolean {
  const { flattened, alive } = state;
  for (let k = 0; k < flattened.length; k += 2) {
    if (meetsBadly(state, flattened[k]!, flattened[k + 1]!, a, b)) return true;
  }
  for (let k = 0; k < alive.length; k++) {
    if (alive[k] === 0 || (k >= sectionStart && k < sectionEnd)) continue;
    if (meetsBadly(state, k, k + 1, a, b)) return true;
  }
  return false;
}

/** Whether two segments, given by vertices, are the same or meet in a point that is not an end of both. */
function meetsBadly(line: PlaneColumns, a: number, b: number, c: number, d: number): boolean {
  const ac = same(line, a, c);
  const ad = same(line, a, d);
  const bc = same(line, b, c);
  const bd = same(line, b, d);
  if ((ac && bd) || (ad && bc)) return true;
  const { x, y } = line;
  if (
    Math.max(x[a]!, x[b]!) < Math.min(x[c]!, x[d]!) ||
    Math.max(x[c]!, x[d]!) < Math.min(x[a]!, x[b]!) ||
    Math.max(y[a]!, y[b]!) < Math.min(y[c]!, y[d]!) ||
    Math.max(y[c]!, y[d]!) < Math.min(y[a]!, y[b]!)
  )
    return false;
  const abc = turn(line, a, b, c);
  const abd = turn(line, a, b, d);
  const cda = turn(line, c, d, a);
  const cdb = turn(line, c, d, b);
  if (abc * abd < 0 && cda * cdb < 0) return true;
  if (abc === 0 && abd === 0) {
    return (
      (!ac && !bc && within(line, a, b, c)) ||
      (!ad && !bd && within(line, a, b, d)) ||
      (!ac && !ad && within(line, c, d, a)) ||
      (!bc && !bd && within(line, c, d, b))
    );
  }
  return (
    (abc === 0 && !ac && !bc && cda * cdb <= 0) ||
    (abd === 0 && !ad && !bd && cda * cdb <= 0) ||
    (cda === 0 && !ac && !ad && abc * abd <= 0) ||
    (cdb === 0 && !bc && !bd && abc * abd <= 0)
  );
}

function same({ x, y }: PlaneColumns, a: number, b: number): boolean {
  return x[a] === x[b] && y[a] === y[b];
}

function turn({ x, y }: PlaneColumns, a: number, b: number, c: number): number {
  return orientation(x[a]!, y[a]!, x[b]!, y[b]!, x[c]!, y[c]!);
}

/** For collinear points: whether p lies between a and b. */
function within({ x, y }: PlaneColumns, a: number, b: number, p: number): boolean {
  return (
    x[p]! >= Math.min(x[a]!, x[b]!) &&
    x[p]! <= Math.max(x[a]!, x[b]!) &&
    y[p]! >= Math.min(y[a]!, y[b]!) &&
    y[p]! <= Math.max(y[a]!, y[b]!)
  );
}

/** Distance of vertex p to the segment a-b. */
function distanceToSegment({ x, y }: PlaneColumns, a: number, b: number, p: number): number {
  const dx = x[b]! - x[a]!;
  const dy = y[b]! - y[a]!;
  const px = x[p]! - x[a]!;
  const py = y[p]! - y[a]!;
  const square = dx * dx + dy * dy;
  if (square === 0) return Math.sqrt(px * px + py * py);
  const r = (px * dx + py * dy) / square;
  if (r <= 0) return Math.sqrt(px * px + py * py);
  if (r >= 1) return Math.sqrt((x[p]! - x[b]!) ** 2 + (y[p]! - y[b]!) ** 2);
  // In the order of GEOS: vertices of equal distance are told apart by rounding.
  return Math.abs((px * dy - py * dx) / square) * Math.sqrt(square);
}
