/** Rectangular planes as columns: the geometry of planar ruptures, without what makes them ruptures. */
import type { PlanarSurface } from "./planar-surface.ts";
import { planeFrame } from "./plane-frame.ts";

export interface Planes {
  readonly count: number;
  /** Cartesian km of the corners top left, top right, bottom left, bottom right: 12 numbers a plane. */
  readonly corners: Float64Array;
  /** Extents along strike and down dip, km. */
  readonly length: Float64Array;
  readonly width: Float64Array;
  /** Degrees. */
  readonly strike: Float64Array;
}

/** Surfaces as columns, in the given order. */
export function planesOf(surfaces: readonly PlanarSurface[]): Planes {
  const corners = new Float64Array(12 * surfaces.length);
  for (const [plane, surface] of surfaces.entries()) corners.set(surface.corners, 12 * plane);
  return {
    count: surfaces.length,
    corners,
    length: Float64Array.from(surfaces, ({ length }) => length),
    width: Float64Array.from(surfaces, ({ width }) => width),
    strike: Float64Array.from(surfaces, ({ strike }) => strike),
  };
}

const FRAME = new Float64Array(9);

/** Straight distance, km, from a point (Cartesian km) to plane `p`. A point 5 km above the middle of a level plane: 5. */
export function distanceToPlane(
  { corners, length, width }: Planes,
  p: number,
  x: number,
  y: number,
  z: number,
): number {
  planeFrame(corners, 12 * p, FRAME);
  const mx = x - corners[12 * p]!;
  const my = y - corners[12 * p + 1]!;
  const mz = z - corners[12 * p + 2]!;
  const off = mx * FRAME[6]! + my * FRAME[7]! + mz * FRAME[8]!;
  let along = mx * FRAME[0]! + my * FRAME[1]! + mz * FRAME[2]!;
  let down = mx * FRAME[3]! + my * FRAME[4]! + mz * FRAME[5]!;
  along -= Math.max(0, Math.min(along, length[p]!));
  down -= Math.max(0, Math.min(down, width[p]!));
  return Math.sqrt(off * off + along * along + down * down);
}
