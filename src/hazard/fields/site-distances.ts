/**
 * Distances between sites for spatial correlation: great circles on a sphere of 6371 km, depths ignored. Coordinates
 * and arithmetic are single precision as in the reference, which is what neighbouring sites notice.
 */
import { EARTH_RADIUS, RADIANS_PER_DEGREE } from "../../geo/sphere.ts";

export interface SitePlaces {
  /** Degrees. */
  readonly lon: ArrayLike<number>;
  readonly lat: ArrayLike<number>;
}

const { fround } = Math;

/** km, row by row: `rows.length` x `columns.length`. */
export function siteDistances(rows: SitePlaces, columns: SitePlaces): Float32Array {
  const a = radians(rows);
  const b = radians(columns);
  const height = a.lon.length;
  const width = b.lon.length;
  const out = new Float32Array(height * width);
  const symmetric = rows === columns;
  for (let i = 0; i < height; i++)
    for (let j = symmetric ? i + 1 : 0; j < width; j++) {
      const half = fround(Math.sin(fround(fround(a.lat[i]! - b.lat[j]!) / 2)));
      const turn = fround(Math.sin(fround(fround(a.lon[i]! - b.lon[j]!) / 2)));
      const cosines = fround(a.cosine[i]! * b.cosine[j]!);
      const square = fround(fround(half * half) + fround(cosines * fround(turn * turn)));
      const km = 2 * EARTH_RADIUS * fround(Math.asin(fround(Math.sqrt(square))));
      out[i * width + j] = km;
      if (symmetric) out[j * width + i] = km;
    }
  return out;
}

function radians({ lon, lat }: SitePlaces) {
  const toRadians = (degrees: number) => degrees * RADIANS_PER_DEGREE;
  const latitudes = Float32Array.from(lat, toRadians);
  return { lon: Float32Array.from(lon, toRadians), lat: latitudes, cosine: latitudes.map((phi) => Math.cos(phi)) };
}
