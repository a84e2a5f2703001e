/** Sections of fault systems: planes and kites that multi-fault sources combine into ruptures (docs/method/sources.md 5.5). */

import { type BoundingBox, boundingBox } from "../../geo/bounding-box.ts";
import type { Point } from "../../geo/spaced-points.ts";
import type { LonLatColumns } from "../../geo/sphere.ts";
import type { ProblemPlace } from "../../input-error.ts";
import { type TraceEnds, type TraceFrame, traceEnds, traceFrame } from "./generalized-coordinates.ts";
import { kiteMesh } from "./kite-mesh.ts";
import { type SectionNodes, sectionNodes } from "./kite-multi-surface.ts";
import { type KiteOutline, kiteOutline } from "./kite-outline.ts";
import { kiteArea, kiteCentroid, kiteParameters, kiteTrace } from "./kite-parameters.ts";
import { type Mesh, wholeMesh } from "./mesh.ts";
import type { SurfaceParameters } from "./planar-multi-surface.ts";
import { type PlanarSurface, planarSurface } from "./planar-surface.ts";
import { type Planes, planesOf } from "./planes.ts";
import type { KiteGeometry, PlanarGeometry } from "./surface-geometry.ts";

/** What distances to a section are measured to. */
export type SectionShape =
  | { readonly kind: "planar"; readonly surface: PlanarSurface; readonly planes: Planes }
  | { readonly kind: "kite"; readonly mesh: Mesh; readonly nodes: SectionNodes; readonly outline: KiteOutline };

export interface FaultSection {
  readonly shape: SectionShape;
  /** Nodes, or the corners of a plane. */
  readonly points: LonLatColumns;
  /** A ball around the section, Cartesian km. */
  readonly ball: { readonly x: number; readonly y: number; readonly z: number; readonly radius: number };
  /** As the reference keeps them: single precision. */
  readonly parameters: SurfaceParameters;
  readonly box: BoundingBox;
  readonly centroid: Point;
  /** The top trace as it runs, and turned round. */
  readonly frames: readonly [TraceFrame, TraceFrame];
  readonly ends: TraceEnds;
  /** The straight line between the trace's ends, in single precision: what U_max is taken from. */
  readonly straightEnds: TraceEnds;
}

/** Sections are shared by sources: each is worked out once for a spacing. */
const KNOWN = new WeakMap<PlanarGeometry | KiteGeometry, Map<number, FaultSection>>();

/**
 * @param spacing km, the job's `rupture_mesh_spacing`
 * @throws InputError for a geometry that is no surface
 */
export function faultSection(
  geometry: PlanarGeometry | KiteGeometry,
  spacing: number,
  place: ProblemPlace = {},
): FaultSection {
  const known = KNOWN.get(geometry)?.get(spacing);
  if (known !== undefined) return known;
  const made =
    geometry.kind === "planarSurface" ? planarSection(geometry, place) : kiteSection(geometry, spacing, place);
  const bySpacing = KNOWN.get(geometry) ?? new Map<number, FaultSection>();
  KNOWN.set(geometry, bySpacing.set(spacing, made));
  return made;
}

function planarSection(geometry: PlanarGeometry, place: ProblemPlace): FaultSection {
  const surface = planarSurface(geometry, place);
  const planes = planesOf([surface]);
  const [topLeft, topRight] = surface.points;
  const { corners } = surface;
  return section(
    { kind: "planar", surface, planes },
    {
      lon: Float64Array.from(surface.points, ([lon]) => lon),
      lat: Float64Array.from(surface.points, ([, lat]) => lat),
    },
    {
      x: Float64Array.of(corners[0]!, corners[3]!, corners[6]!, corners[9]!),
      y: Float64Array.of(corners[1]!, corners[4]!, corners[7]!, corners[10]!),
      z: Float64Array.of(corners[2]!, corners[5]!, corners[8]!, corners[11]!),
    },
    surface,
    surface.centroid,
    { lon: Float64Array.of(topLeft[0], topRight[0]), lat: Float64Array.of(topLeft[1], topRight[1]) },
  );
}

function kiteSection(geometry: KiteGeometry, spacing: number, place: ProblemPlace): FaultSection {
  const mesh = kiteMesh(geometry.profiles, spacing, spacing, place);
  const whole = wholeMesh(mesh);
  const nodes = sectionNodes([mesh]);
  return section(
    { kind: "kite", mesh, nodes, outline: kiteOutline(mesh, whole) },
    nodes,
    nodes,
    { ...kiteParameters(mesh, whole), area: kiteArea(mesh, whole) },
    kiteCentroid(mesh, whole),
    kiteTrace(mesh),
  );
}

function section(
  shape: SectionShape,
  points: LonLatColumns,
  cartesian: Pick<SectionNodes, "x" | "y" | "z">,
  { area, strike, dip, width, ztor, zbot }: SurfaceParameters,
  centroid: Point,
  trace: LonLatColumns,
): FaultSection {
  const { fround } = Math;
  const { west, east, north, south } = boundingBox(points);
  const ends = traceEnds(trace);
  return {
    shape,
    points,
    ball: ballAround(cartesian),
    parameters: {
      area: fround(area),
      strike: fround(strike),
      dip: fround(dip),
      width: fround(width),
      ztor: fround(ztor),
      zbot: fround(zbot),
    },
    box: { west: fround(west), east: fround(east), north: fround(north), south: fround(south) },
    centroid,
    frames: [traceFrame(trace, false, "reversed"), traceFrame(trace, true, "reversed")],
    ends,
    straightEnds: traceEnds({
      lon: Float64Array.of(fround(ends.firstLon), fround(ends.lastLon)),
      lat: Float64Array.of(fround(ends.firstLat), fround(ends.lastLat)),
    }),
  };
}

function ballAround({ x, y, z }: Pick<SectionNodes, "x" | "y" | "z">): FaultSection["ball"] {
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [cx, cy, cz] = [mean(x), mean(y), mean(z)];
  let radius = 0;
  for (let i = 0; i < x.length; i++) radius = Math.max(radius, Math.hypot(x[i]! - cx, y[i]! - cy, z[i]! - cz));
  return { x: cx, y: cy, z: cz, radius };
}
