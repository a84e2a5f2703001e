/** Sites as points in space: what distances ask of them. */
import { EARTH_RADIUS, RADIANS_PER_DEGREE } from "../../geo/sphere.ts";
import type { SiteCollection } from "./site-collection.ts";

/** Sites as distance functions read them: what does not change from rupture to rupture, worked out once. */
export interface SitePoints {
  readonly count: number;
  /** Degrees. */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** km, positive down. */
  readonly depth: Float64Array;
  /** Cartesian km at the site's own depth. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  /** The same direction as a unit vector; uz is the sine of the latitude. */
  readonly ux: Float64Array;
  readonly uy: Float64Array;
  readonly uz: Float64Array;
}

/** Prepares the sites of a calculation, in the same order: site indices of distance functions point here. */
export function prepareSites(sites: Pick<SiteCollection, "count" | "lon" | "lat" | "depth">): SitePoints {
  const { count, lon, lat, depth } = sites;
  const column = () => new Float64Array(count);
  const points: SitePoints = {
    count,
    lon,
    lat,
    depth,
    x: column(),
    y: column(),
    z: column(),
    ux: column(),
    uy: column(),
    uz: column(),
  };
  for (let i = 0; i < count; i++) {
    const phi = lat[i]! * RADIANS_PER_DEGREE;
    const lambda = lon[i]! * RADIANS_PER_DEGREE;
    const radius = EARTH_RADIUS - depth[i]!;
    points.ux[i] = Math.cos(phi) * Math.cos(lambda);
    points.uy[i] = Math.cos(phi) * Math.sin(lambda);
    points.uz[i] = Math.sin(phi);
    points.x[i] = radius * points.ux[i]!;
    points.y[i] = radius * points.uy[i]!;
    points.z[i] = radius * points.uz[i]!;
  }
  return points;
}
