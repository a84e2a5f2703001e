/**
 * Which area and multi-point sources the reference looks at: those with a site in the box around their polygon or points,
 * widened by the maximum distance of the region, the size of ruptures left out (docs/method/classical.md 1.3). A rupture of a source
 * further away may still come near a site, so this is a defect of the reference's; single points are filtered with their size.
 */
import { DEGREES_PER_KM, RADIANS_PER_DEGREE } from "../../geo/sphere.ts";
import { cellAt, centreOf } from "../hexagons.ts";
import type { AreaSource, MultiPointSource } from "../sources/source.ts";

export interface Places {
  readonly lon: ArrayLike<number>;
  readonly lat: ArrayLike<number>;
}

/** Hexagons of the H3 grid with edges of about 26 km. */
const RESOLUTION = 4;
/** The reference cuts multi-point sources of more points into blocks of so many. */
const BLOCK_OF_POINTS = 1000;

/** The places a source is looked at from: the sites, and where they are many the centres of the hexagons that hold them, too. */
export function lookoutPlaces(sites: Places, many: boolean): Places {
  if (!many) return { lon: Float64Array.from(sites.lon), lat: Float64Array.from(sites.lat) };
  const cells = new Set<string>();
  for (let s = 0; s < sites.lon.length; s++) cells.add(cellAt(sites.lon[s]!, sites.lat[s]!, RESOLUTION));
  const lon = new Float64Array(sites.lon.length + cells.size);
  const lat = new Float64Array(lon.length);
  lon.set(sites.lon);
  lat.set(sites.lat);
  let s = sites.lon.length;
  for (const cell of cells) {
    const [cellLon, cellLat] = centreOf(cell);
    lon[s] = cellLon;
    lat[s] = cellLat;
    s++;
  }
  return { lon, lat };
}

/**
 * By point of a multi-point source, or for the one polygon of an area: whether it is looked at.
 * @param maximumDistance km, of the largest magnitude
 */
export function withinMaximumDistance(
  source: AreaSource | MultiPointSource,
  places: Places,
  maximumDistance: number,
): (point: number) => boolean {
  const pairs = source.kind === "area" ? source.polygon : source.points;
  if (source.kind === "area") {
    const reached = boxReached(pairs, 0, pairs.length / 2, places, maximumDistance);
    return () => reached;
  }
  const blocks: boolean[] = [];
  for (let first = 0; 2 * first < pairs.length; first += BLOCK_OF_POINTS)
    blocks.push(boxReached(pairs, first, Math.min(first + BLOCK_OF_POINTS, pairs.length / 2), places, maximumDistance));
  return (point) => blocks[Math.floor(point / BLOCK_OF_POINTS)]!;
}

/** True if a place lies in the widened box of the points first..stop-1; boxes across the date line hold everything. */
function boxReached(
  pairs: Float64Array,
  first: number,
  stop: number,
  places: Places,
  maximumDistance: number,
): boolean {
  let west = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  let south = Number.POSITIVE_INFINITY;
  let north = Number.NEGATIVE_INFINITY;
  for (let i = first; i < stop; i++) {
    west = Math.min(west, pairs[2 * i]!);
    east = Math.max(east, pairs[2 * i]!);
    south = Math.min(south, pairs[2 * i + 1]!);
    north = Math.max(north, pairs[2 * i + 1]!);
  }
  const up = Math.min(maximumDistance * DEGREES_PER_KM, 90);
  const steepest = Math.max(Math.abs(south), Math.abs(north));
  const aside = (maximumDistance * DEGREES_PER_KM) / Math.cos(steepest * RADIANS_PER_DEGREE);
  const least = west - aside;
  const greatest = east + aside;
  if (east - west > 180 || greatest - least > 180 || least < -180 || greatest > 180) return true;
  for (let s = 0; s < places.lon.length; s++)
    if (
      places.lon[s]! > least &&
      places.lon[s]! < greatest &&
      places.lat[s]! > south - up &&
      places.lat[s]! < north + up
    )
      return true;
  return false;
}
