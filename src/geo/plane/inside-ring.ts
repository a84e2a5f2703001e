/** Inside or outside of a ring in the plane, decided exactly, for one point or many. */
import { orientation } from "../orientation.ts";
import type { PlaneColumns } from "../orthographic.ts";

/** Edges of a ring by the strips of y that they touch: a point meets the edges of its strip only. */
export interface EdgeStrips {
  readonly ring: PlaneColumns;
  readonly bottom: number;
  readonly height: number;
  /** Edges (by their second corner) of strip k stand from `starts[k]` to `starts[k + 1]`. */
  readonly starts: Uint32Array;
  readonly edges: Uint32Array;
}

/** Strips may list each edge so many times on average. */
const MOST_MENTIONS = 8;

/** Strictly inside a plane ring (crossing number with exact orientation, so edges are decided exactly). */
export function ringContains(ring: PlaneColumns, x: number, y: number): boolean {
  const n = ring.x.length;
  let inside = false;
  for (let i = 0; i < n; i++) {
    const crossing = crossingOf(ring, i, x, y);
    if (crossing === "on") return false;
    if (crossing) inside = !inside;
  }
  return inside;
}

/** The same of a ring that was cut into strips. */
export function stripsContain({ ring, bottom, height, starts, edges }: EdgeStrips, x: number, y: number): boolean {
  const strip = Math.floor((y - bottom) / height);
  if (!(strip >= 0 && strip + 1 < starts.length)) return false;
  let inside = false;
  for (let k = starts[strip]!; k < starts[strip + 1]!; k++) {
    const crossing = crossingOf(ring, edges[k]!, x, y);
    if (crossing === "on") return false;
    if (crossing) inside = !inside;
  }
  return inside;
}

/** Whether the edge that ends at corner i is crossed by the ray from (x, y), or holds the point. */
function crossingOf(ring: PlaneColumns, i: number, x: number, y: number): boolean | "on" {
  const j = i === 0 ? ring.x.length - 1 : i - 1;
  const y1 = ring.y[j]!;
  const y2 = ring.y[i]!;
  if ((y1 > y && y2 > y) || (y1 < y && y2 < y)) return false;
  const x1 = ring.x[j]!;
  const x2 = ring.x[i]!;
  if (y1 === y && y2 === y) return x >= Math.min(x1, x2) && x <= Math.max(x1, x2) ? "on" : false;
  // Beyond both ends, the side is plain: no point of the edge is there.
  if (x > x1 && x > x2) return false;
  if (x < x1 && x < x2) return y1 > y !== y2 > y;
  const turn = orientation(x1, y1, x2, y2, x, y);
  if (turn === 0) return "on";
  return y1 > y !== y2 > y && turn > 0 === y2 > y1;
}

/** Cuts a ring into strips, so many that the lists keep in proportion to its corners. */
export function edgeStrips(ring: PlaneColumns): EdgeStrips {
  const { y } = ring;
  const n = y.length;
  let [bottom, top, climbs] = [Infinity, -Infinity, 0];
  for (let i = 0; i < n; i++) {
    bottom = Math.min(bottom, y[i]!);
    top = Math.max(top, y[i]!);
    climbs += Math.abs(y[i]! - y[i === 0 ? n - 1 : i - 1]!);
  }
  const count = Math.max(1, Math.min(n, Math.floor((MOST_MENTIONS * n * (top - bottom)) / climbs) || 1));
  const height = (top - bottom) / count || 1;
  const stripOf = (value: number) => Math.min(count, Math.floor((value - bottom) / height));
  // The topmost corner may begin a strip of its own.
  const starts = new Uint32Array(count + 2);
  const eachStrip = (visit: (strip: number, edge: number) => void) => {
    for (let i = 0; i < n; i++) {
      const before = y[i === 0 ? n - 1 : i - 1]!;
      const last = stripOf(Math.max(before, y[i]!));
      for (let strip = stripOf(Math.min(before, y[i]!)); strip <= last; strip++) visit(strip, i);
    }
  };
  eachStrip((strip) => starts[strip + 1]!++);
  for (let strip = 0; strip <= count; strip++) starts[strip + 1]! += starts[strip]!;
  const edges = new Uint32Array(starts[count + 1]!);
  const ends = starts.slice();
  eachStrip((strip, edge) => {
    edges[ends[strip]!++] = edge;
  });
  return { ring, bottom, height, starts, edges };
}
