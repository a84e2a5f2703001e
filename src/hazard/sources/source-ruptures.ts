/**
 * The ruptures of a source of any kind, numbered as the reference numbers them for event sets (docs/method/sources.md 8, docs/method/events.md 3):
 * one contract for whatever samples, stores or lists ruptures.
 *
 *     const ruptures = sourceRuptures(source, settings);
 *     const occurrences = draw(ruptures.occurrence);            // one draw a rupture, in this order
 *     for (const r of indices) store(ruptures.rupture(r));      // only those that occur are built
 *
 * Nothing is averaged, collapsed or left out here: `pointsource_distance`, `ps_grid_spacing`, `shift_hypo`, splitting and the
 * merging of repeated magnitudes belong to classical hazard. Rupture `r` of a source has the serial number offset + `r`.
 */
import type { Point } from "../../geo/spaced-points.ts";
import { InputError } from "../../input-error.ts";
import { planarCorners } from "../ruptures/planar-ruptures.ts";
import type { RuptureSet } from "../ruptures/rupture-set.ts";
import { singleRupture } from "../ruptures/whole-ruptures.ts";
import type { FaultSection } from "../surfaces/fault-section.ts";
import { joinedKites } from "../surfaces/kite-multi-surface.ts";
import { type Mesh, type MeshWindow, wholeMesh } from "../surfaces/mesh.ts";
import { windowOf } from "../surfaces/mesh-windows.ts";
import { joinedPlanes } from "../surfaces/planar-multi-surface.ts";
import type { PlanarSurface } from "../surfaces/planar-surface.ts";
import { ruptureSurface } from "../surfaces/rupture-surface.ts";
import type { SurfaceGeometry } from "../surfaces/surface-geometry.ts";
import type { MeshKind } from "../surfaces/whole-surface.ts";
import { type FaultSettings, type FaultSource, faultRuptures } from "./fault-ruptures.ts";
import { inferredRates, type MultiFault, prepareMultiFault } from "./multi-fault.ts";
import {
  countPointRuptures,
  familyOf,
  makePointRuptureSet,
  placePoint,
  pointRates,
  preparePoints,
} from "./point-like.ts";
import { prepareSimpleFault, simpleFaultRuptures } from "./simple-fault.ts";
import type { MultiFaultSource, NonParametricSource, Source } from "./source.ts";
import { isPointLike, type PointLikeSource } from "./source.ts";
import { type BinSettings, sourceBins } from "./source-bins.ts";

/** Parameters of the job that decide which ruptures a source has. */
export interface RuptureSettings extends FaultSettings, BinSettings {
  /** km: `area_source_discretization`. */
  readonly areaSourceDiscretization?: number | undefined;
  /** `infer_occur_rates`: multi-fault ruptures are Poissonian, with annual rates from their probabilities of no occurrence. */
  readonly inferOccurRates: boolean;
}

/** How often the ruptures of a source occur, by rupture. */
export type RuptureOccurrence =
  /**
   * Poissonian, expected occurrences a year. This is what the reference samples; for simple faults with lists of hypocentres
   * and slips it is not `SourceRupture.rate`, which has their weights.
   */
  | { readonly kind: "rates"; readonly rates: Float64Array }
  /** Probabilities of 0, 1, 2 ... occurrences in the investigation time. */
  | { readonly kind: "probabilities"; readonly ofRupture: readonly Float64Array[] };

/** The geometry of one rupture. */
export type SourceRuptureSurface =
  /** Corners top left, top right, bottom left, bottom right. */
  | { readonly kind: "planar"; readonly corners: readonly [Point, Point, Point, Point] }
  /** A window of a mesh that all ruptures of the source share. */
  | { readonly kind: "mesh"; readonly meshKind: MeshKind; readonly mesh: Mesh; readonly window: MeshWindow }
  | { readonly kind: "multiPlanar"; readonly parts: readonly PlanarSurface[] }
  | { readonly kind: "multiKite"; readonly parts: readonly Mesh[] };

export interface SourceRupture {
  /** Position in the source, from 0. */
  readonly index: number;
  /** Unrounded. */
  readonly mag: number;
  /** Degrees. */
  readonly rake: number;
  /** Annual, all probabilities and weights included; NaN for ruptures that list probabilities. */
  readonly rate: number;
  readonly hypocentre: Point;
  readonly surface: SourceRuptureSurface;
}

export interface SourceRuptures {
  readonly count: number;
  readonly occurrence: RuptureOccurrence;
  /** Weights of ruptures that exclude each other (non-parametric sources of such groups); 0 where none is given. */
  readonly weights?: Float64Array;
  /** Rupture `index` of 0..count-1. Ascending indices are cheapest: points are turned into place one after the other. */
  readonly rupture: (index: number) => SourceRupture;
}

/**
 * @param source as modified by the logic tree
 * @throws InputError for a geometry that is no surface, a missing spacing or bin width, magnitudes that do not fit, a multi-fault
 * rupture of planes and kites
 */
export function sourceRuptures(source: Source, settings: RuptureSettings): SourceRuptures {
  if (isPointLike(source)) return pointLikeRuptures(source, settings);
  switch (source.kind) {
    case "nonParametric":
      return nonParametricRuptures(source, settings);
    case "multiFault":
      return multiFaultRuptures(source, settings);
    default:
      return ofFault(source, settings);
  }
}

/** The number of ruptures, what offsets of the sources that share a name grow by. */
export function countRuptures(source: Source, settings: RuptureSettings): number {
  return source.kind === "nonParametric" || source.kind === "multiFault"
    ? source.ruptures.length
    : sourceRuptures(source, settings).count;
}

/** All ruptures in order. */
export function* walkRuptures(ruptures: SourceRuptures): Generator<SourceRupture> {
  for (let r = 0; r < ruptures.count; r++) yield ruptures.rupture(r);
}

/** Points, in each magnitudes, planes, depths. */
function pointLikeRuptures(source: PointLikeSource, settings: RuptureSettings): SourceRuptures {
  const prepared = preparePoints(source, { ...settings, shiftHypocentre: false, repeatedMagnitudes: "kept" });
  const { points } = prepared;
  const count = countPointRuptures(prepared);
  const rates = new Float64Array(count);
  /** First rupture of each point. */
  const first = new Float64Array(points.lon.length + 1);
  for (let i = 0; i < points.lon.length; i++) {
    const family = familyOf(prepared, i);
    first[i + 1] = first[i]! + family.templates.count;
    pointRates(family, rates.subarray(first[i]!, first[i + 1]!));
  }
  const placed = makePointRuptureSet(prepared);
  let present = -1;
  return {
    count,
    occurrence: { kind: "rates", rates },
    rupture: (index) => {
      const point = rangeOf(first, index, present);
      if (point !== present) placePoint(prepared, point, placed);
      present = point;
      return columnsOf(placed.ruptures, index - first[point]!, index);
    },
  };
}

/** Which range of ascending starts an index lies in. @param guess looked at first, with the one after it */
function rangeOf(starts: Float64Array, index: number, guess: number): number {
  for (let i = Math.max(0, guess); i < guess + 2 && i + 1 < starts.length; i++)
    if (starts[i]! <= index && index < starts[i + 1]!) return i;
  let low = 0;
  let high = starts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= index) low = middle;
    else high = middle;
  }
  return low;
}

function ofFault(source: FaultSource, settings: RuptureSettings): SourceRuptures {
  const bins = sourceBins(source, settings);
  const set = faultRuptures(source, bins, settings);
  const meshKind = meshKindOf(source);
  // The reference draws with the full rate of a position for every combination of its lists.
  const rates =
    source.kind === "simpleFault" && source.slips !== undefined && source.slips.length > 0
      ? simpleFaultRuptures(prepareSimpleFault(source, bins, settings.ruptureMesh), bins, "ignored").rate
      : set.rate;
  return {
    count: set.count,
    occurrence: { kind: "rates", rates },
    rupture: (index) => columnsOf(set, index, index, meshKind),
  };
}

function meshKindOf(source: FaultSource): MeshKind {
  switch (source.kind) {
    case "characteristicFault":
      return meshKindOfGeometry(source.surface);
    case "kiteFault":
      return "kite";
    default:
      return source.kind;
  }
}

/** Planes and multi-surfaces are no mesh: what is said of them is not used. */
function meshKindOfGeometry(geometry: SurfaceGeometry): MeshKind {
  switch (geometry.kind) {
    case "simpleFaultGeometry":
      return "simpleFault";
    case "complexFaultGeometry":
      return "complexFault";
    case "griddedSurface":
      return "gridded";
    default:
      return "kite";
  }
}

/** In the order of the file. Complex surfaces are meshed with the spacing of all others, as in the reference. */
function nonParametricRuptures(source: NonParametricSource, settings: RuptureSettings): SourceRuptures {
  const { ruptures } = source;
  const spacings = { ruptureMesh: settings.ruptureMesh, complexFaultMesh: settings.ruptureMesh };
  return {
    count: ruptures.length,
    occurrence: { kind: "probabilities", ofRupture: ruptures.map((rupture) => rupture.occurrenceProbabilities) },
    weights: Float64Array.from(ruptures, ({ weight }) => weight ?? 0),
    rupture: (index) => {
      const { surface, mag, rake, hypocentre } = ruptures[index]!;
      const set = singleRupture(ruptureSurface(surface, spacings, source.origin), mag, rake, hypocentre);
      return { ...columnsOf(set, 0, index, meshKindOfGeometry(surface)), rate: Number.NaN };
    },
  };
}

/**
 * In the order of the file. Hypocentres lie in the centroid of the first section where rates are inferred, else in the centroid of the
 * multi-surface: two ways of the reference.
 */
function multiFaultRuptures(source: MultiFaultSource, settings: RuptureSettings): SourceRuptures {
  const fault = prepareMultiFault(source, settings.ruptureMesh);
  const rates = settings.inferOccurRates ? inferredRates(source) : undefined;
  return {
    count: fault.count,
    occurrence:
      rates === undefined
        ? { kind: "probabilities", ofRupture: source.ruptures.map((rupture) => rupture.occurrenceProbabilities) }
        : { kind: "rates", rates },
    rupture: (index) => {
      const sections = sectionsOf(fault, index);
      const surface = joinedSections(sections, source);
      return {
        index,
        mag: fault.mag[index]!,
        rake: fault.rake[index]!,
        rate: rates?.[index] ?? Number.NaN,
        hypocentre: rates === undefined ? centroidOf(surface, sections) : sections[0]!.centroid,
        surface,
      };
    },
  };
}

function sectionsOf({ first, members, sections }: MultiFault, r: number): readonly FaultSection[] {
  return Array.from(members.subarray(first[r]!, first[r + 1]!), (member) => sections[member]!);
}

function joinedSections(sections: readonly FaultSection[], source: MultiFaultSource): SourceRuptureSurface {
  const planes: PlanarSurface[] = [];
  const meshes: Mesh[] = [];
  for (const { shape } of sections)
    if (shape.kind === "planar") planes.push(shape.surface);
    else meshes.push(shape.mesh);
  if (planes.length > 0 && meshes.length > 0)
    throw new InputError(`source "${source.id}": a rupture has planes and kites among its sections`, source.origin);
  if (planes.length === 1) return { kind: "planar", corners: planes[0]!.points };
  if (planes.length > 1) return { kind: "multiPlanar", parts: planes };
  if (meshes.length > 1) return { kind: "multiKite", parts: meshes };
  const mesh = meshes[0]!;
  return { kind: "mesh", meshKind: "kite", mesh, window: wholeMesh(mesh) };
}

function centroidOf(surface: SourceRuptureSurface, sections: readonly FaultSection[]): Point {
  if (surface.kind === "multiPlanar") return joinedPlanes(surface.parts).centroid;
  if (surface.kind === "multiKite") return joinedKites(surface.parts).centroid;
  return sections[0]!.centroid;
}

/** Row `row` of a set as rupture `index`. */
function columnsOf(set: RuptureSet, row: number, index: number, meshKind: MeshKind = "kite"): SourceRupture {
  return {
    index,
    mag: set.mag[row]!,
    rake: set.rake[row]!,
    rate: set.rate[row]!,
    hypocentre: [set.hypoLon[row]!, set.hypoLat[row]!, set.hypoDepth[row]!],
    surface: surfaceOf(set, row, meshKind),
  };
}

function surfaceOf(set: RuptureSet, row: number, meshKind: MeshKind): SourceRuptureSurface {
  switch (set.kind) {
    case "planar": {
      const c = planarCorners(set, row);
      const corner = (k: number): Point => [c[3 * k]!, c[3 * k + 1]!, c[3 * k + 2]!];
      return { kind: "planar", corners: [corner(0), corner(1), corner(2), corner(3)] };
    }
    case "mesh":
      return { kind: "mesh", meshKind, mesh: set.mesh, window: windowOf(set, row) };
    case "multiPlanar":
      return { kind: "multiPlanar", parts: set.surface.surfaces };
    case "multiKite":
      return { kind: "multiKite", parts: set.surface.sections };
  }
}
