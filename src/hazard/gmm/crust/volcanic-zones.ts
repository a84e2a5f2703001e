/**
 * Length of paths in volcanic zones: a GeoJSON file with a feature collection of polygons, degrees, as the partially ergodic version of Zhao et
 * al. (2016) takes it.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { geodeticDistance } from "../../../geo/distance.ts";
import { type PlanePolygon, planePolygon, polygonContains, ringOf } from "../../../geo/polygon.ts";
import { pointsBetween } from "../../../geo/spaced-points.ts";
import { InputError } from "../../../input-error.ts";

/** Points every path is cut into. */
const POINTS = 100;
/** Lengths (km) the paper bounds the path by, where it has any. */
const SHORTEST = 12;
const LONGEST = 80;

/** @throws InputError for a file that is missing or holds something else than polygons. */
export function readVolcanicZones(name: string, folder: string): readonly PlanePolygon[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(resolve(folder, name), "utf8"));
  } catch {
    throw new InputError("the file of volcanic zones cannot be read as GeoJSON", { file: name });
  }
  const features = (parsed as { features?: unknown } | null)?.features;
  if (!Array.isArray(features)) throw new InputError("a file of volcanic zones needs features", { file: name });
  return features.map((feature: { geometry?: { type?: unknown; coordinates?: unknown } } | null, index) => {
    const geometry = feature?.geometry;
    const rings = geometry?.coordinates;
    const outer: unknown = Array.isArray(rings) ? rings[0] : undefined;
    if (geometry?.type !== "Polygon" || !Array.isArray(outer) || !outer.every(isPosition))
      throw new InputError(`feature ${index + 1} of the volcanic zones is no polygon`, { file: name });
    return planePolygon(ringOf(outer.flatMap((position) => [position[0], position[1]])));
  });
}

function isPosition(value: unknown): value is readonly [number, number] {
  return Array.isArray(value) && typeof value[0] === "number" && typeof value[1] === "number";
}

/** Length (km) in the zones of the path from a site to the point of the rupture nearest to it. */
export function pathInZones(
  zones: readonly PlanePolygon[],
  lon: number,
  lat: number,
  ruptureLon: number,
  ruptureLat: number,
): number {
  const path = pointsBetween([lon, lat, 0], [ruptureLon, ruptureLat, 0], POINTS);
  const spacing = geodeticDistance(path.lon[0]!, path.lat[0]!, path.lon[1]!, path.lat[1]!);
  let length = 0;
  for (const zone of zones)
    for (let k = 0; k < POINTS; k++) if (polygonContains(zone, path.lon[k]!, path.lat[k]!)) length += spacing;
  return length > 0 ? Math.min(Math.max(length, SHORTEST), LONGEST) : 0;
}
