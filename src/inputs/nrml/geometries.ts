/** Geometries of sources and ruptures: coordinates, lines, polygons, planes. */
import { toCartesian, type Vector } from "../../geo/cartesian.ts";
import { orthographicOf, projectColumns } from "../../geo/orthographic.ts";
import type {
  ComplexFaultGeometry,
  GriddedGeometry,
  KiteGeometry,
  MultiGeometry,
  PlanarGeometry,
  SimpleFaultGeometry,
  SurfaceGeometry,
} from "../../hazard/surfaces/surface-geometry.ts";
import { InputError } from "../../input-error.ts";
import { round5 } from "../job-ini/value-types.ts";
import { pythonFloat } from "../python-float.ts";
import {
  childrenNamed,
  descend,
  mistake,
  mistakeWithoutLine,
  numberAttribute,
  numberOf,
  numbersOf,
  type Origin,
  requiredChild,
  shortNumber,
  within,
  withinNothing,
} from "./element.ts";
import { linesCross } from "./self-intersection.ts";
import type { XmlElement } from "./xml.ts";

/** Correctly rounded to 5 decimals; the slow exact rounding is needed near halves only. */
function rounded(value: number): number {
  const scaled = value * 1e5;
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  if (Math.abs(rest - 0.5) < 1e-4) return round5(value);
  return (rest > 0.5 ? floor + 1 : floor) / 1e5;
}

/**
 * Rounds and checks the coordinates of a posList. Dimension 2 reads it as pairs (also where a depth was written, as the
 * reference does), 3 as triplets; a rest that makes no point is left out.
 */
function coordinates(at: Origin, blame: XmlElement, values: Float64Array, dimension: 2 | 3): Float64Array {
  const count = Math.floor(values.length / dimension) * dimension;
  const points = new Float64Array(count);
  for (let i = 0; i < count; i += dimension) {
    const lon = rounded(values[i]!);
    const lat = rounded(values[i + 1]!);
    if (lon > 180 || lon < -180)
      throw mistake(at, blame, `longitude ${pythonFloat(lon)} ${lon > 180 ? "> 180" : "< -180"}`);
    if (lat > 90 || lat < -90) throw mistake(at, blame, `latitude ${pythonFloat(lat)} ${lat > 90 ? "> 90" : "< -90"}`);
    points[i] = lon;
    points[i + 1] = lat;
    if (dimension === 3) points[i + 2] = values[i + 2]!;
  }
  return points;
}

/** The points of `<LineString><posList>`. @throws InputError when fewer than two are distinct. */
export function readLine(at: Origin, element: XmlElement, dimension: 2 | 3): Float64Array {
  // What is wrong with an edge in space is told with the line of the edge, with a trace that of its list of points.
  const posList = descend(dimension === 3 ? within(at, element) : withinNothing(at), element, "LineString", "posList");
  const points = coordinates(at, dimension === 3 ? element : posList, numbersOf(at, posList), dimension);
  if (!hasTwoPoints(points, dimension))
    throw mistakeWithoutLine(withinNothing(at), posList, "At least two distinct points are needed for a line!");
  return points;
}

/** lon, lat pairs of the `posList` of a multi-point geometry. */
export function readPairs(at: Origin, geometry: XmlElement): Float64Array {
  const posList = descend(at, geometry, "posList");
  const points = coordinates(at, posList, numbersOf(at, posList), 2);
  if (points.length === 0) throw mistakeWithoutLine(at, posList, "no points");
  return points;
}

function hasTwoPoints(points: Float64Array, dimension: 2 | 3): boolean {
  for (let i = dimension; i < points.length; i += dimension) {
    for (let k = 0; k < dimension; k++) if (points[i + k] !== points[k]) return true;
  }
  return false;
}

/** True when the line of lon, lat pairs crosses itself, in its orthographic plane. */
function selfIntersects(pairs: Float64Array, closed: boolean): boolean {
  if (pairs.length <= 6) return false;
  const lon = pairs.filter((_value, i) => i % 2 === 0);
  const lat = pairs.filter((_value, i) => i % 2 === 1);
  const last = lon.length - 1;
  if (!closed && lon[0] === lon[last] && lat[0] === lat[last]) return selfIntersects(pairs.subarray(0, -2), true);
  const plane = projectColumns(orthographicOf({ lon, lat }), { lon, lat });
  return linesCross(plane.x, plane.y, closed);
}

/** The outer ring of an area source, not closed: lon, lat pairs. */
export function readPolygon(at: Origin, source: XmlElement, geometry: XmlElement): Float64Array {
  const posList = descend(at, geometry, "Polygon", "exterior", "LinearRing", "posList");
  const pairs = coordinates(at, source, numbersOf(at, posList), 2);
  const kept: number[] = [];
  for (let i = 0; i < pairs.length; i += 2) {
    const last = kept.length - 2;
    if (last >= 0 && kept[last] === pairs[i] && kept[last + 1] === pairs[i + 1]) continue;
    kept.push(pairs[i]!, pairs[i + 1]!);
  }
  if (kept.length > 2 && kept[0] === kept[kept.length - 2] && kept[1] === kept[kept.length - 1]) kept.length -= 2;
  if (kept.length < 4) throw mistake(at, source, "At least two distinct points are needed for a line!");
  if (kept.length < 6) throw mistake(at, source, "polygon must have at least 3 unique vertices");
  const ring = Float64Array.from(kept);
  if (attempt(at, source, () => selfIntersects(ring, true)))
    throw mistake(at, source, "polygon perimeter intersects itself");
  return ring;
}

/** Gives the place to what the mathematics below complains about (extent of more than 180 degrees). */
function attempt<T>(at: Origin, element: XmlElement, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof InputError && error.problems[0].line !== undefined) throw error;
    if (error instanceof InputError || error instanceof RangeError)
      throw mistakeWithoutLine(at, element, error.message);
    throw error;
  }
}

export interface SeismogenicDepths {
  readonly upperSeismogenicDepth: number;
  readonly lowerSeismogenicDepth: number;
}

export function readSeismogenicDepths(at: Origin, geometry: XmlElement): SeismogenicDepths {
  return {
    upperSeismogenicDepth: numberOf(at, requiredChild(at, geometry, "upperSeismoDepth", true)),
    lowerSeismogenicDepth: numberOf(at, requiredChild(at, geometry, "lowerSeismoDepth", true)),
  };
}

export function readSimpleFaultGeometry(at: Origin, geometry: XmlElement): SimpleFaultGeometry {
  const trace = readLine(at, geometry, 2);
  const dip = numberOf(at, requiredChild(at, geometry, "dip", true));
  const depths = readSeismogenicDepths(at, geometry);
  if (attempt(at, geometry, () => selfIntersects(trace, false)))
    throw mistakeWithoutLine(at, geometry, "fault trace intersects itself");
  if (!(dip > 0 && dip <= 90))
    throw mistakeWithoutLine(at, geometry, "dip must be between 0.0 and 90.0", { parameter: "dip" });
  if (!(depths.lowerSeismogenicDepth > depths.upperSeismogenicDepth))
    throw mistakeWithoutLine(at, geometry, "lower seismogenic depth must be greater than upper seismogenic depth");
  if (depths.upperSeismogenicDepth < 0)
    throw mistakeWithoutLine(
      at,
      geometry,
      "upper seismogenic depth must be greater than or equal to depth of fault trace",
    );
  return { kind: "simpleFaultGeometry", trace, dip, ...depths };
}

/** Edges are read by order, not by name: from top to bottom. */
export function readComplexFaultGeometry(at: Origin, geometry: XmlElement): ComplexFaultGeometry {
  const edges = geometry.children.map((edge) => readLine(at, edge, 3));
  if (edges.length < 2) throw mistakeWithoutLine(at, geometry, "at least two edges are required");
  if (meanDepth(edges[0]!) > meanDepth(edges[edges.length - 1]!))
    throw mistakeWithoutLine(
      at,
      geometry,
      "Surface does not conform with Aki & Richards convention: the edges do not go from top to bottom",
    );
  return { kind: "complexFaultGeometry", edges };
}

function meanDepth(edge: Float64Array): number {
  let sum = 0;
  for (let i = 2; i < edge.length; i += 3) sum += edge[i]!;
  return sum / (edge.length / 3);
}

export function readKiteGeometry(at: Origin, geometry: XmlElement): KiteGeometry {
  const profiles = geometry.children.map((profile) => readLine(at, profile, 3));
  if (profiles.length < 2)
    throw mistakeWithoutLine(at, geometry, `a kite surface needs at least two profiles, got ${profiles.length}`);
  return { kind: "kiteSurface", profiles };
}

function corner(at: Origin, surface: XmlElement, name: string): readonly [number, number, number] {
  const element = requiredChild(at, surface, name);
  const inSurface = within(at, surface);
  return [
    rounded(numberAttribute(inSurface, element, "lon")),
    rounded(numberAttribute(inSurface, element, "lat")),
    numberAttribute(inSurface, element, "depth"),
  ];
}

/** Tolerance of lengths, a part of the area. */
const IMPERFECT_RECTANGLE = 0.004;

/** Four corners of a rectangle whose top and bottom are horizontal. */
export function readPlane(at: Origin, surface: XmlElement): PlanarGeometry {
  const topLeft = corner(at, surface, "topLeft");
  const topRight = corner(at, surface, "topRight");
  const bottomLeft = corner(at, surface, "bottomLeft");
  const bottomRight = corner(at, surface, "bottomRight");
  if (topLeft[2] !== topRight[2] || bottomLeft[2] !== bottomRight[2])
    throw mistakeWithoutLine(at, surface, "top and bottom edges must be parallel to the earth surface");
  const origin = toCartesian(...topLeft);
  const [right, down, across] = [topRight, bottomLeft, bottomRight].map((point) =>
    minus(toCartesian(...point), origin),
  ) as [Vector, Vector, Vector];
  const along = unit(right);
  const normal = unit(cross(right, down));
  const dipward = cross(normal, along).map((value) => -value) as unknown as Vector;
  const topLength = dot(right, along);
  const bottomLength = dot(across, along) - dot(down, along);
  const width = Math.abs(dot(down, dipward) + (dot(across, dipward) - dot(right, dipward))) / 2;
  if (bottomLength < 0) throw mistakeWithoutLine(at, surface, "corners are in the wrong order");
  if (Math.abs(topLength - bottomLength) > ((topLength + bottomLength) / 2) * width * IMPERFECT_RECTANGLE)
    throw mistakeWithoutLine(
      at,
      surface,
      `top and bottom edges have different lengths (${shortNumber(topLength)} and ${shortNumber(bottomLength)} km)`,
    );
  return { kind: "planarSurface", topLeft, topRight, bottomRight, bottomLeft };
}

function minus(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}
function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
function unit(a: Vector): Vector {
  const size = Math.sqrt(dot(a, a));
  return [a[0] / size, a[1] / size, a[2] / size];
}

function readGridded(at: Origin, surface: XmlElement): GriddedGeometry {
  const posList = descend(at, surface, "posList");
  return { kind: "griddedSurface", points: coordinates(at, surface, numbersOf(at, posList), 3) };
}

const SURFACES = "simpleFaultGeometry, complexFaultGeometry, planarSurface(s), griddedSurface, kiteSurface(s)";

/**
 * The surface made of the children of `parent`: one geometry, or several planes, or several kites.
 * @throws InputError for others.
 */
export function readSurface(at: Origin, parent: XmlElement): SurfaceGeometry {
  const [first] = parent.children;
  if (first === undefined) throw mistakeWithoutLine(at, parent, "a surface is missing", { allowed: SURFACES });
  if (first.name === "simpleFaultGeometry") return readSimpleFaultGeometry(at, first);
  if (first.name === "complexFaultGeometry") return readComplexFaultGeometry(at, first);
  if (first.name === "griddedSurface") return readGridded(at, first);
  if (first.name === "planarSurface" || first.name === "kiteSurface") return readPatches(at, parent, first.name);
  throw mistake(at, first, "unknown kind of surface", { allowed: SURFACES });
}

/** One plane or kite, or several of one kind. */
export function readPatches(
  at: Origin,
  parent: XmlElement,
  kind: "planarSurface" | "kiteSurface",
): PlanarGeometry | KiteGeometry | MultiGeometry {
  const elements = childrenNamed(parent, kind);
  const surfaces = elements.map((element) =>
    kind === "planarSurface" ? readPlane(at, element) : readKiteGeometry(at, element),
  );
  const [only, ...more] = surfaces;
  if (only === undefined) throw mistake(at, parent, `${kind} is missing`);
  return more.length === 0 ? only : { kind: "multiSurface", surfaces };
}
