/** Putting templates at a point. */
import { fromCartesian } from "../../geo/cartesian.ts";
import { RADIANS_PER_DEGREE } from "../../geo/sphere.ts";
import type { PlanarTemplates } from "./planar-templates.ts";
import type { PlanarRuptures } from "./rupture-set.ts";

/** A set that is filled again and again, from point to point. */
export type PlanarRuptureBuffer = { -readonly [key in keyof PlanarRuptures]: PlanarRuptures[key] };

/** An empty set with room for `capacity` ruptures. */
export function makePlanarRuptures(
  capacity: number,
  azimuthFrom: PlanarRuptures["azimuthFrom"] = "hypocentre",
): PlanarRuptureBuffer {
  const column = () => new Float64Array(capacity);
  return {
    kind: "planar",
    count: 0,
    mag: column(),
    rate: column(),
    rake: column(),
    strike: column(),
    dip: column(),
    width: column(),
    length: column(),
    ztor: column(),
    zbot: column(),
    hypoLon: column(),
    hypoLat: column(),
    hypoDepth: column(),
    corners: new Float64Array(12 * capacity),
    azimuthFrom,
  };
}

/**
 * Copies templates `from`..`to`-1 behind the ruptures that `out` holds, without place and rate, and returns the row of the
 * first. Points that share templates need this once; `placePlanarRuptures` then moves them.
 */
export function appendTemplates(
  templates: PlanarTemplates,
  from: number,
  to: number,
  out: PlanarRuptureBuffer,
): number {
  const first = out.count;
  for (const name of ["mag", "rake", "strike", "dip", "width", "length", "ztor", "zbot", "hypoDepth"] as const)
    out[name].set(templates[name].subarray(from, to), first);
  out.count = first + to - from;
  return first;
}

/**
 * Moves ruptures to an epicentre: fills the corners and hypocentres of rows `first`.. of `out` from templates `from`..`to`-1
 * that were copied there. No trigonometry but that of the epicentre: a template is turned into place.
 */
export function placePlanarRuptures(
  templates: PlanarTemplates,
  from: number,
  to: number,
  lon: number,
  lat: number,
  out: PlanarRuptureBuffer,
  first: number,
): void {
  const lambda = lon * RADIANS_PER_DEGREE;
  const phi = lat * RADIANS_PER_DEGREE;
  const sinPhi = Math.sin(phi);
  const cosPhi = Math.cos(phi);
  const sinLambda = Math.sin(lambda);
  const cosLambda = Math.cos(lambda);
  const { moved, move, corners: local } = templates;
  const { corners, hypoLon, hypoLat } = out;
  for (let k = from, row = first; k < to; k++, row++) {
    // Unit vectors at the rupture's centre: up, east, north.
    let ux = cosPhi * cosLambda;
    let uy = cosPhi * sinLambda;
    let uz = sinPhi;
    let ex = -sinLambda;
    let ey = cosLambda;
    let nx = -sinPhi * cosLambda;
    let ny = -sinPhi * sinLambda;
    let nz = cosPhi;
    if (moved[k] === 1) {
      const sinAngle = move[4 * k]!;
      const cosAngle = move[4 * k + 1]!;
      const sinDirection = move[4 * k + 2]!;
      const cosDirection = move[4 * k + 3]!;
      ux = ux * cosAngle + (nx * cosDirection + ex * sinDirection) * sinAngle;
      uy = uy * cosAngle + (ny * cosDirection + ey * sinDirection) * sinAngle;
      uz = uz * cosAngle + nz * cosDirection * sinAngle;
      const horizontal = Math.sqrt(ux * ux + uy * uy);
      if (horizontal > 0) {
        ex = -uy / horizontal;
        ey = ux / horizontal;
      }
      nx = -uz * ey;
      ny = uz * ex;
      nz = horizontal;
    }
    const end = 12 * k + 12;
    for (let i = 12 * k, o = 12 * row; i < end; i += 3, o += 3) {
      const east = local[i]!;
      const north = local[i + 1]!;
      const up = local[i + 2]!;
      corners[o] = east * ex + north * nx + up * ux;
      corners[o + 1] = east * ey + north * ny + up * uy;
      corners[o + 2] = north * nz + up * uz;
    }
    hypoLon[row] = lon;
    hypoLat[row] = lat;
  }
}

/** Longitude, latitude and depth of the corners top left, top right, bottom left, bottom right: 12 numbers. */
export function planarCorners(set: PlanarRuptures, row: number): Float64Array {
  const out = new Float64Array(12);
  for (let corner = 0; corner < 4; corner++) {
    const at = 12 * row + 3 * corner;
    const [lon, lat] = fromCartesian(set.corners[at]!, set.corners[at + 1]!, set.corners[at + 2]!);
    out[3 * corner] = lon;
    out[3 * corner + 1] = lat;
    out[3 * corner + 2] = corner < 2 ? set.ztor[row]! : set.zbot[row]!;
  }
  return out;
}
