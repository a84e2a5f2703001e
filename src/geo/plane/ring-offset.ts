/**
 * The outer side of a closed line widened by a small distance: the offset curve of JTS and GEOS (round joins) for rings
 * that keep their shape.
 */
import { orientation } from "../orientation.ts";
import type { PlaneColumns } from "../orthographic.ts";
import { cornerSine } from "./line-buffer.ts";
import { lineIntersection, lineIsSimple } from "./ring-predicates.ts";
import { signedArea } from "./signed-area.ts";

/** Shares of the distance: offset corners nearer than the first are one point, curve points nearer than the second repeat. */
const CORNER_SNAP = 1e-3;
const VERTEX_SNAP = 1e-6;

/** Share of the distance within which a concave vertex is shallow and would be left out. */
const SHALLOW = 0.01;

/**
 * The ring at `distance` outside a closed line (last vertex = first), clockwise, with arcs of `quadrantSegments` a quarter
 * around convex corners; it starts where the line starts.
 * @returns undefined where more than an offset of each side is needed: lines that touch themselves, shallow or narrow
 *   concave corners, offset sides that cross
 */
export function outerOffset(line: PlaneColumns, distance: number, quadrantSegments: number): PlaneColumns | undefined {
  const { x, y } = line;
  const n = x.length - 1;
  if (n < 3 || !lineIsSimple(line)) return undefined;
  const clockwise = signedArea(line) < 0;
  // The outside is on the left of a clockwise ring.
  const side = clockwise ? distance : -distance;
  const quantum = Math.PI / 2 / quadrantSegments;
  const curve = new Curve(distance * VERTEX_SNAP);
  for (let i = 0; i < n; i++) {
    const before = (i + n - 1) % n;
    const turn = orientation(x[before]!, y[before]!, x[i]!, y[i]!, x[i + 1]!, y[i + 1]!);
    if (turn === 0) {
      if ((x[i]! - x[before]!) * (x[i + 1]! - x[i]!) + (y[i]! - y[before]!) * (y[i + 1]! - y[i]!) < 0) return undefined;
      continue;
    }
    const a = shift(x[before]!, y[before]!, x[i]!, y[i]!, side);
    const b = shift(x[i]!, y[i]!, x[i + 1]!, y[i + 1]!, side);
    const endX = x[i]! + a[0];
    const endY = y[i]! + a[1];
    const startX = x[i]! + b[0];
    const startY = y[i]! + b[1];
    const convex = clockwise ? turn < 0 : turn > 0;
    if (convex) {
      if (Math.hypot(endX - startX, endY - startY) < distance * CORNER_SNAP) {
        curve.add(endX, endY);
        continue;
      }
      curve.add(endX, endY);
      addArc(curve, x[i]!, y[i]!, Math.atan2(a[1], a[0]), Math.atan2(b[1], b[0]), clockwise, distance, quantum);
      curve.add(startX, startY);
    } else {
      if (isShallow(line, before, i, distance * SHALLOW)) return undefined;
      const meeting = lineIntersection(
        x[before]! + a[0],
        y[before]! + a[1],
        endX,
        endY,
        startX,
        startY,
        x[i + 1]! + b[0],
        y[i + 1]! + b[1],
      );
      if (meeting === undefined) return undefined;
      curve.add(meeting[0], meeting[1]);
    }
  }
  const ring = curve.closed(!clockwise);
  return ring !== undefined && lineIsSimple(ring) ? ring : undefined;
}

/** Vector from a side to its offset: `side` km to the left of its direction. */
function shift(x0: number, y0: number, x1: number, y1: number, side: number): readonly [number, number] {
  const dx = x1 - x0;
  const dy = y1 - y0;
  const length = Math.sqrt(dx * dx + dy * dy);
  return [(-side * dy) / length, (side * dx) / length];
}

function addArc(
  curve: Curve,
  x: number,
  y: number,
  from: number,
  to: number,
  clockwise: boolean,
  radius: number,
  quantum: number,
): void {
  let start = from;
  if (clockwise && start <= to) start += 2 * Math.PI;
  if (!clockwise && start >= to) start -= 2 * Math.PI;
  const total = Math.abs(start - to);
  const segments = Math.trunc(total / quantum + 0.5);
  const step = (clockwise ? -total : total) / segments;
  for (let i = 0; i < segments; i++) {
    const angle = start + i * step;
    curve.add(x + radius * cornerSine(Math.cos(angle)), y + radius * cornerSine(Math.sin(angle)));
  }
}

/** Whether vertex i lies within `limit` of the line between its neighbours. */
function isShallow({ x, y }: PlaneColumns, before: number, i: number, limit: number): boolean {
  const dx = x[i + 1]! - x[before]!;
  const dy = y[i + 1]! - y[before]!;
  const across = (x[i]! - x[before]!) * dy - (y[i]! - y[before]!) * dx;
  return Math.abs(across) < limit * Math.sqrt(dx * dx + dy * dy);
}

/** Points of a curve; one that repeats the last is left out. */
class Curve {
  private readonly x: number[] = [];
  private readonly y: number[] = [];

  constructor(private readonly snap: number) {}

  add(x: number, y: number): void {
    const last = this.x.length - 1;
    if (last >= 0 && Math.hypot(x - this.x[last]!, y - this.y[last]!) < this.snap) return;
    this.x.push(x);
    this.y.push(y);
  }

  /** As a closed ring, the other way round if asked for; undefined if it closes with a repetition. */
  closed(reversed: boolean): PlaneColumns | undefined {
    const last = this.x.length - 1;
    if (last < 2 || Math.hypot(this.x[0]! - this.x[last]!, this.y[0]! - this.y[last]!) < this.snap) return undefined;
    this.x.push(this.x[0]!);
    this.y.push(this.y[0]!);
    if (reversed) {
      this.x.reverse();
      this.y.reverse();
    }
    return { x: Float64Array.from(this.x), y: Float64Array.from(this.y) };
  }
}
