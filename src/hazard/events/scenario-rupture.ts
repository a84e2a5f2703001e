/** Ruptures given to a scenario by hand: a plane around a hypocentre, and hypocentres that must lie on their surface. */
import { pointAt } from "../../geo/point-at.ts";
import { pointInRing } from "../../geo/point-in-ring.ts";
import { roundEven } from "../../geo/rounding.ts";
import type { Point } from "../../geo/spaced-points.ts";
import { DEGREES_PER_RADIAN, RADIANS_PER_DEGREE } from "../../geo/sphere.ts";
import { scalingRelation } from "../scaling/find-relation.ts";
import type { Mesh } from "../surfaces/mesh.ts";
import { type PlanarSurface, planeOf } from "../surfaces/planar-surface.ts";
import type { RuptureSurface } from "../surfaces/rupture-surface.ts";

export interface RuptureParameters {
  readonly mag: number;
  readonly rake: number;
  readonly strike: number;
  readonly dip: number;
  readonly hypocentre: Point;
  /** Size by a scaling relation instead of Wells and Coppersmith's lengths and widths. */
  readonly scaling?: { readonly name: string; readonly aspectRatio: number };
}

const LONGEST = 1000;

/** @throws InputError for an unknown scaling relation */
export function planeAround(parameters: RuptureParameters): PlanarSurface {
  return parameters.scaling === undefined
    ? planeByRegressions(parameters)
    : planeByArea(parameters, parameters.scaling);
}

/** Down-dip width and subsurface length, km: Wells and Coppersmith (1994), tables 2A, by kind of faulting. */
function widthAndLength(mag: number, rake: number): readonly [number, number] {
  if (Math.abs(rake) <= 45 || Math.abs(rake) >= 135) return [10 ** (-0.76 + 0.27 * mag), 10 ** (-2.57 + 0.62 * mag)];
  if (rake > 0) return [10 ** (-1.61 + 0.41 * mag), 10 ** (-2.42 + 0.58 * mag)];
  return [10 ** (-1.14 + 0.35 * mag), 10 ** (-1.88 + 0.5 * mag)];
}

/** Centred at the hypocentre; moved down dip where it would stand out of the ground. */
function planeByRegressions({ mag, rake, strike, dip, hypocentre }: RuptureParameters): PlanarSurface {
  const [width, length] = widthAndLength(mag, rake);
  const half = Math.min(length, LONGEST) / 2;
  const tilt = dip * RADIANS_PER_DEGREE;
  const height = width * Math.sin(tilt);
  const across = (width * Math.cos(tilt)) / 2;
  let [lon, lat, depth] = hypocentre;
  const lift = height / 2 - depth;
  if (lift > 0) {
    [lon, lat] = pointAt(lon, lat, strike + 90, Math.abs(lift / Math.tan(tilt)));
    depth += lift;
  }
  const angle = Math.atan(across / half) * DEGREES_PER_RADIAN;
  const radius = Math.hypot(half, across);
  const corner = (azimuth: number, down: number): Point => [...pointAt(lon, lat, azimuth, radius), depth + down];
  return planeOf([
    corner(strike + 180 + angle, -height / 2),
    corner(strike - angle, -height / 2),
    corner(strike + 180 - angle, height / 2),
    corner(strike + angle, height / 2),
  ]);
}

/** Centred at the hypocentre with the area of a scaling relation; corners rounded to five decimals. */
function planeByArea(
  { mag, rake, strike, dip, hypocentre: [lon, lat, depth] }: RuptureParameters,
  { name, aspectRatio }: { readonly name: string; readonly aspectRatio: number },
): PlanarSurface {
  const area = scalingRelation({ name }, { parameter: "rupture_dict" }).area(mag, rake);
  const width = Math.sqrt(area / aspectRatio);
  const length = width * aspectRatio;
  const tilt = dip * RADIANS_PER_DEGREE;
  const height = width * Math.sin(tilt);
  const across = (width * Math.cos(tilt)) / 2;
  const corner = (side: number, along: number): Point => {
    const [edgeLon, edgeLat] = pointAt(lon, lat, strike + 90 * side, across);
    const [x, y] = pointAt(edgeLon, edgeLat, along > 0 ? strike : strike + 180, length / 2);
    return [roundEven(x, 5), roundEven(y, 5), roundEven(depth + (side * height) / 2, 5)];
  };
  return planeOf([corner(-1, -1), corner(-1, 1), corner(1, -1), corner(1, 1)]);
}

/**
 * The hypocentre, or the centroid of the surface where it lies outside of the surface's boundary as seen from above
 * (docs/method/events.md 4.7).
 */
export function hypocentreOnSurface(surface: RuptureSurface, hypocentre: Point): Point {
  return covers(boundary(surface), hypocentre[0], hypocentre[1]) ? hypocentre : surface.surface.centroid;
}

function boundary(surface: RuptureSurface): readonly (readonly number[])[] {
  switch (surface.kind) {
    case "planar":
      return planeRing(surface.surface);
    case "multiPlanar":
      return surface.surface.surfaces.flatMap(planeRing);
    case "multiKite":
      return surface.surface.sections.flatMap(meshRing);
    case "mesh":
      return surface.surface.surface === "gridded" ? box(surface.surface.mesh) : meshRing(surface.surface.mesh);
  }
}

function planeRing({ points: [topLeft, topRight, bottomLeft, bottomRight] }: PlanarSurface): readonly Point[] {
  return [topLeft, topRight, bottomRight, bottomLeft, topLeft];
}

/** The nodes around a mesh. */
function meshRing({ rows, columns, lon, lat }: Mesh): readonly (readonly number[])[] {
  const nodes: number[] = [];
  for (let j = 0; j < columns; j++) nodes.push(j);
  for (let i = 1; i < rows; i++) nodes.push((i + 1) * columns - 1);
  for (let j = columns - 2; j >= 0; j--) nodes.push((rows - 1) * columns + j);
  for (let i = rows - 2; i >= 0; i--) nodes.push(i * columns);
  return nodes.filter((node) => !Number.isNaN(lon[node]!)).map((node) => [lon[node]!, lat[node]!]);
}

function box({ lon, lat }: Mesh): readonly (readonly number[])[] {
  const west = lon.reduce((a, b) => Math.min(a, b));
  const east = lon.reduce((a, b) => Math.max(a, b));
  const south = lat.reduce((a, b) => Math.min(a, b));
  const north = lat.reduce((a, b) => Math.max(a, b));
  return [
    [west, south],
    [west, north],
    [east, north],
    [east, south],
  ];
}

function covers(ring: readonly (readonly number[])[], lon: number, lat: number): boolean {
  return (
    pointInRing(lon, lat, ring) || ring.some((start, i) => onSegment(start, ring[(i + 1) % ring.length]!, lon, lat))
  );
}

function onSegment(start: readonly number[], end: readonly number[], lon: number, lat: number): boolean {
  const [x1 = 0, y1 = 0] = start;
  const [x2 = 0, y2 = 0] = end;
  const cross = (x2 - x1) * (lat - y1) - (y2 - y1) * (lon - x1);
  if (cross !== 0) return false;
  return lon >= Math.min(x1, x2) && lon <= Math.max(x1, x2) && lat >= Math.min(y1, y2) && lat <= Math.max(y1, y2);
}
