/** Leaving out the corners of a ring that its border at a distance hardly feels: narrow notches and all but straight runs. */
import type { PlaneColumns } from "../orthographic.ts";
import { signedArea } from "./signed-area.ts";

/** So many corners back a notch may begin; more would make the pass slower than in proportion to the corners. */
const NOTCH_CORNERS = 32;

/**
 * The ring without its notches whose mouth is narrower than `width`: corners between two that are so close, all on the inner side of their
 * chord, with nothing of the ring's inside between chord and corners. What is left out lies behind a chord of at most `width`
 * between two corners that stay, so a border at a distance d around the ring moves outwards by at most width^2 / (8 d), the
 * sagitta of the chord, and nowhere inwards. Notches that are somewhere wider than `bay` stay.
 *
 * One pass over the corners with a stack. Where another part of the ring stands in a notch, the result goes round it twice in the
 * same sense, so that it stays inside.
 * @param ring plane coordinates, not closed.
 * @param stays corners that must stay, by index.
 * @returns the indices of the corners that stay.
 */
export function outsideNotches(ring: PlaneColumns, width: number, bay: number, stays: Uint8Array): Uint32Array {
  const { x, y } = ring;
  const n = x.length;
  const side = signedArea(ring) >= 0 ? 1 : -1;
  const stack = new Uint32Array(n);
  let height = 0;
  for (let v = 0; v < n; v++) {
    for (let from = height - 2; from >= 0 && from >= height - NOTCH_CORNERS; from--) {
      if (stays[stack[from + 1]!] === 1) break;
      const a = stack[from]!;
      const [dx, dy] = [x[v]! - x[a]!, y[v]! - y[a]!];
      if (dx * dx + dy * dy > width * width) continue;
      stack[height] = v;
      if (isNotch(ring, stack.subarray(from, height + 1), bay, side)) height = from + 1;
    }
    stack[height++] = v;
  }
  return stack.slice(0, height);
}

/**
 * Whether the corners between the first and the last lie on the inner side of their chord, in a strip narrower than `bay` towards
 * the farthest of them, and the space between is outside.
 */
function isNotch({ x, y }: PlaneColumns, corners: Uint32Array, bay: number, side: 1 | -1): boolean {
  const a = corners[0]!;
  const v = corners[corners.length - 1]!;
  const [dx, dy] = [x[v]! - x[a]!, y[v]! - y[a]!];
  let [deepX, deepY, deepest] = [0, 0, 0];
  for (const b of corners) {
    const [bx, by] = [x[b]! - x[a]!, y[b]! - y[a]!];
    if ((dx * by - dy * bx) * side < 0 && b !== v) return false;
    const depth = Math.hypot(bx, by);
    if (depth > deepest) [deepX, deepY, deepest] = [bx / depth, by / depth, depth];
  }
  let [low, high] = [0, 0];
  for (const b of corners) {
    const offset = (x[b]! - x[a]!) * deepY - (y[b]! - y[a]!) * deepX;
    [low, high] = [Math.min(low, offset), Math.max(high, offset)];
  }
  return high - low < bay && signedArea({ x, y }, corners) * side <= 0;
}

/**
 * The corners without those of all but straight runs: what is left out lies within `tolerance` of the straight line from corner to
 * corner. One pass: from each corner that stays, the sleeve of directions that pass within the tolerance of all corners since.
 * @param corners indices into the ring.
 * @param stays corners that must stay, by index into the ring.
 */
export function withoutStraightRuns(
  { x, y }: PlaneColumns,
  corners: Uint32Array,
  tolerance: number,
  stays: Uint8Array,
): Uint32Array {
  const kept = new Uint32Array(corners.length);
  let count = 0;
  for (let i = 0; i < corners.length; ) {
    const a = corners[i]!;
    kept[count++] = a;
    let [low, high, middle, farthest] = [-Infinity, Infinity, 0, 0];
    let next = i + 1;
    for (let k = i + 1; k < corners.length; k++) {
      const b = corners[k]!;
      const [dx, dy] = [x[b]! - x[a]!, y[b]! - y[a]!];
      const length = Math.hypot(dx, dy);
      if (length < farthest) break;
      farthest = length;
      if (length > tolerance) {
        if (low === -Infinity) middle = Math.atan2(dy, dx);
        const direction = turned(Math.atan2(dy, dx) - middle);
        if (direction < low || direction > high) break;
        const opening = Math.asin(tolerance / length);
        low = Math.max(low, direction - opening);
        high = Math.min(high, direction + opening);
      }
      next = k;
      if (stays[b] === 1) break;
    }
    i = next;
  }
  return kept.slice(0, count);
}

const turned = (angle: number) => angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
