/** Polygons on the sphere: a ring of vertices, not closed, in degrees; inside is decided in the ring's orthographic plane. */
import { type BoundingBox, boundingBox, longitudinalExtent } from "./bounding-box.ts";
import { geodeticDistanceFloat32 } from "./distance.ts";
import { type Orthographic, orthographicOfBox, type PlaneColumns, project, projectColumns } from "./orthographic.ts";
import { edgeStrips, ringContains, stripsContain } from "./plane/inside-ring.ts";
import { pointAt } from "./point-at.ts";
import { pointsBetween } from "./spaced-points.ts";
import { DEGREES_PER_RADIAN, EARTH_RADIUS, type LonLatColumns, modulo, RADIANS_PER_DEGREE } from "./sphere.ts";

/** Edges are cut into pieces of this length (km). */
const EDGE_STEP_KM = 100;

/** A ring prepared for the inside test. */
export interface PlanePolygon {
  readonly box: BoundingBox;
  readonly projection: Orthographic;
  /** The resampled ring in the plane, km. */
  readonly ring: PlaneColumns;
  /** What is left out of its inside, in the plane. */
  readonly holes?: readonly PlaneColumns[];
}

/** Makes a ring of interleaved lon, lat; a closing vertex and repeated vertices are left out. */
export function ringOf(interleaved: ArrayLike<number>): LonLatColumns {
  const lon: number[] = [];
  const lat: number[] = [];
  for (let i = 0; i + 1 < interleaved.length; i += 2) {
    const x = interleaved[i]!;
    const y = interleaved[i + 1]!;
    if (lon.length > 0 && lon[lon.length - 1] === x && lat[lat.length - 1] === y) continue;
    lon.push(x);
    lat.push(y);
  }
  if (lon.length > 1 && lon[0] === lon[lon.length - 1] && lat[0] === lat[lat.length - 1]) {
    lon.pop();
    lat.pop();
  }
  return { lon: Float64Array.from(lon), lat: Float64Array.from(lat) };
}

/**
 * The ring with inner vertices on edges of 200 km and more. An edge of length d gets floor(d / 100) + 1 points with its
 * ends, so one of 100 to 200 km stays straight (docs/method/sources.md 1).
 */
export function resampleRing(ring: LonLatColumns): LonLatColumns {
  const n = ring.lon.length;
  const lon: number[] = [];
  const lat: number[] = [];
  for (let i = 0; i < n; i++) {
    const next = (i + 1) % n;
    const lon1 = ring.lon[i]!;
    const lat1 = ring.lat[i]!;
    const lon2 = ring.lon[next]!;
    const lat2 = ring.lat[next]!;
    lon.push(lon1);
    lat.push(lat1);
    const count = Math.floor(geodeticDistanceFloat32(lon1, lat1, lon2, lat2) / EDGE_STEP_KM) + 1;
    if (count < 3) continue;
    const points = pointsBetween([lon1, lat1, 0], [lon2, lat2, 0], count);
    for (let k = 1; k + 1 < count; k++) {
      lon.push(points.lon[k]!);
      lat.push(points.lat[k]!);
    }
  }
  return { lon: Float64Array.from(lon), lat: Float64Array.from(lat) };
}

/** Resamples a ring and projects it to the plane around it. */
export function planePolygon(ring: LonLatColumns): PlanePolygon {
  const resampled = resampleRing(ring);
  const box = boundingBox(resampled);
  const projection = orthographicOfBox(box);
  return { box, projection, ring: projectColumns(projection, resampled) };
}

/** Whether (lon, lat) lies strictly inside; points on the edge are outside. */
export function polygonContains(polygon: PlanePolygon, lon: number, lat: number): boolean {
  const [x, y] = project(polygon.projection, lon, lat);
  return ringContains(polygon.ring, x, y) && !(polygon.holes ?? []).some((hole) => ringContains(hole, x, y));
}

/**
 * Points `spacing` km apart strictly inside a ring, from north to south and west to east, starting at the north-west
 * corner of its box: the points of an area source or a region grid (docs/method/sources.md 1).
 * @throws RangeError if no point lies inside: the spacing is too large for the polygon.
 */
export function discretizeRing(ring: LonLatColumns, spacing: number): LonLatColumns {
  return discretizePolygon(planePolygon(ring), spacing);
}

/**
 * The same for a polygon that is prepared, which may have holes.
 * @throws RangeError if no point lies inside.
 */
export function discretizePolygon(polygon: PlanePolygon, spacing: number): LonLatColumns {
  const { west, east, north, south } = polygon.box;
  const outline = edgeStrips(polygon.ring);
  const holes = (polygon.holes ?? []).map(edgeStrips);
  const lon: number[] = [];
  const lat: number[] = [];
  for (let y = north; y > south; y = pointAt(west, y, 180, spacing)[1]) {
    const step = westwardStep(y, spacing);
    for (let x = west; longitudinalExtent(x, east) > 0; x = stepEast(x, step)) {
      const [px, py] = project(polygon.projection, x, y);
      if (!stripsContain(outline, px, py) || holes.some((hole) => stripsContain(hole, px, py))) continue;
      lon.push(x);
      lat.push(y);
    }
  }
  if (lon.length === 0)
    throw new RangeError(
      `no point of a grid of ${spacing} km lies inside the polygon: the discretization is too large`,
    );
  return { lon: Float64Array.from(lon), lat: Float64Array.from(lat) };
}

/**
 * Radians of longitude (negative: to the east) that `pointAt` moves for azimuth 90 at a latitude. It depends on nothing
 * else, so a row of a grid needs it once.
 */
function westwardStep(lat: number, km: number): number {
  const phi = lat * RADIANS_PER_DEGREE;
  const direction = 90 * RADIANS_PER_DEGREE;
  const angle = km / EARTH_RADIUS;
  const sinPhi = Math.sin(phi);
  const cosPhi = Math.cos(phi);
  const sinAngle = Math.sin(angle);
  const cosAngle = Math.cos(angle);
  const sinArrival = sinPhi * cosAngle + cosPhi * sinAngle * Math.cos(direction);
  return Math.atan2(-Math.sin(direction) * sinAngle * cosPhi, cosAngle - sinPhi * sinArrival);
}

function stepEast(lon: number, step: number): number {
  return (modulo(lon * RADIANS_PER_DEGREE - step + Math.PI, 2 * Math.PI) - Math.PI) * DEGREES_PER_RADIAN;
}
