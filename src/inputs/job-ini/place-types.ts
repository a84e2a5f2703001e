/** Places in job files: degrees, rounded to 5 decimals (1 m). */
import { InputError } from "../../input-error.ts";
import { parseFinite, pythonFloat, pythonText } from "../python-float.ts";
import { valueType } from "./value-type.ts";

/** Rounded to 5 decimals (1 m), as everywhere. */
export function parseLongitude(value: string): number {
  const lon = round5(parseFinite(value));
  if (lon > 180) throw new InputError(`longitude ${pythonFloat(lon)} > 180`);
  if (lon < -180) throw new InputError(`longitude ${pythonFloat(lon)} < -180`);
  return lon;
}

export function parseLatitude(value: string): number {
  const lat = round5(parseFinite(value));
  if (lat > 90) throw new InputError(`latitude ${pythonFloat(lat)} > 90`);
  if (lat < -90) throw new InputError(`latitude ${pythonFloat(lat)} < -90`);
  return lat;
}

/**
 * Decimal rounding to five places of the exact value, halves to even (Python's round). Exact halves are the odd
 * multiples of 1/64.
 */
export function round5(value: number): number {
  const scaled = value * 64;
  if (Number.isInteger(scaled) && scaled % 2 !== 0) {
    const below = Math.floor(value * 1e5);
    return (below % 2 === 0 ? below : below + 1) / 1e5;
  }
  return Number(value.toFixed(5));
}

/** lon, lat in degrees, depth in km. */
export type Coordinate = readonly [lon: number, lat: number, depth: number];

export const coordinates = valueType(
  "coordinates",
  "lon lat [depth], with commas between the points; no point twice",
  (value): readonly Coordinate[] => {
    if (value.trim() === "") throw new InputError(`Empty list of coordinates: ${pythonText(value)}`);
    const seen = new Set<string>();
    return value.split(",").map((item, index) => {
      const words = item.split(/\s+/).filter(Boolean);
      const [lonText, latText, depthText] = words;
      if (lonText === undefined || latText === undefined || words.length > 3)
        throw new InputError(`Invalid point format: ${item}`);
      const point: Coordinate = [
        parseLongitude(lonText),
        parseLatitude(latText),
        depthText === undefined ? 0 : parseFinite(depthText),
      ];
      const key = `${point[0]} ${point[1]}`;
      if (seen.has(key)) throw new InputError(`site ${index + 1} stands where another does: ${item}`);
      seen.add(key);
      return point;
    });
  },
);

/** Ring of the region, not closed. */
export const ring = valueType(
  "wkt_polygon",
  "lon lat, with commas between the vertices; not closed",
  (value): readonly Coordinate[] => {
    const points = coordinates.parse(value);
    if (points.length < 3) throw new InputError(`A region needs at least 3 vertices, got ${points.length}`);
    return points;
  },
);
