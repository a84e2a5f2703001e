/** Length and width of a rectangular rupture within the seismogenic layer. */
import { RADIANS_PER_DEGREE } from "../../geo/sphere.ts";

/** Seismogenic layer, km. */
export interface DepthRange {
  readonly upper: number;
  readonly lower: number;
}

/** Length, and the width's horizontal and vertical parts, km. */
export interface PlanarSize {
  readonly length: number;
  readonly horizontalWidth: number;
  readonly height: number;
}

/**
 * Size of a rectangular rupture of `area` km2 with length / width = `aspectRatio`. Where it would be wider than the
 * seismogenic layer allows, the width is cut and the length grows so that the area stays (docs/method/sources.md 4.1).
 */
export function planarSize(area: number, aspectRatio: number, dip: number, layer: DepthRange): PlanarSize {
  const sine = Math.sin(dip * RADIANS_PER_DEGREE);
  const cosine = Math.cos(dip * RADIANS_PER_DEGREE);
  const widest = (layer.lower - layer.upper) / sine;
  let length = Math.sqrt(area * aspectRatio);
  let width = area / length;
  if (width > widest) {
    width = widest;
    length = area / width;
  }
  return { length, horizontalWidth: width * cosine, height: width * sine };
}

/** Half the diagonal of the rupture's projection on the surface, km. */
export function projectionRadius(size: PlanarSize): number {
  return Math.sqrt(size.length ** 2 + size.horizontalWidth ** 2) / 2;
}
