/** The plane through four corners (docs/method/sources.md 4.2). */

export interface PlaneExtents {
  /** Mean of the top and bottom edges' extents along strike, km. */
  readonly length: number;
  /** Mean of the side edges' extents down dip, km. */
  readonly width: number;
  /** Those of the top and bottom edge, and the farthest corner from the plane: what makes a rectangle imperfect. */
  readonly topLength: number;
  readonly bottomLength: number;
  readonly farthestOffPlane: number;
}

/**
 * Fills u1 (along strike), u2 (down dip) and the normal as 9 numbers, from the 12 Cartesian numbers of the corners top
 * left, top right, bottom left, bottom right at `offset`.
 */
export function planeFrame(corners: Float64Array, offset: number, out: Float64Array): void {
  let ux = corners[offset + 3]! - corners[offset]!;
  let uy = corners[offset + 4]! - corners[offset + 1]!;
  let uz = corners[offset + 5]! - corners[offset + 2]!;
  const vx = corners[offset]! - corners[offset + 6]!;
  const vy = corners[offset + 1]! - corners[offset + 7]!;
  const vz = corners[offset + 2]! - corners[offset + 8]!;
  const along = 1 / Math.sqrt(ux * ux + uy * uy + uz * uz);
  ux *= along;
  uy *= along;
  uz *= along;
  // (TL - TR) x (TL - BL), with TL - TR = -u1 and TL - BL = v.
  let nx = uz * vy - uy * vz;
  let ny = ux * vz - uz * vx;
  let nz = uy * vx - ux * vy;
  const scale = 1 / Math.sqrt(nx * nx + ny * ny + nz * nz);
  nx *= scale;
  ny *= scale;
  nz *= scale;
  out[0] = ux;
  out[1] = uy;
  out[2] = uz;
  out[3] = ny * uz - nz * uy;
  out[4] = nz * ux - nx * uz;
  out[5] = nx * uy - ny * ux;
  out[6] = nx;
  out[7] = ny;
  out[8] = nz;
}

/** Extents of the plane through the corners at `offset`. */
export function planeExtents(corners: Float64Array, offset: number): PlaneExtents {
  const frame = new Float64Array(9);
  planeFrame(corners, offset, frame);
  const seen = (corner: number, axis: number) =>
    (corners[offset + 3 * corner]! - corners[offset]!) * frame[3 * axis]! +
    (corners[offset + 3 * corner + 1]! - corners[offset + 1]!) * frame[3 * axis + 1]! +
    (corners[offset + 3 * corner + 2]! - corners[offset + 2]!) * frame[3 * axis + 2]!;
  const topLength = seen(1, 0);
  const bottomLength = seen(3, 0) - seen(2, 0);
  return {
    topLength,
    bottomLength,
    length: (topLength + bottomLength) / 2,
    width: (seen(2, 1) + (seen(3, 1) - seen(1, 1))) / 2,
    farthestOffPlane: Math.max(Math.abs(seen(1, 2)), Math.abs(seen(2, 2)), Math.abs(seen(3, 2))),
  };
}
