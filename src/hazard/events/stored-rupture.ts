/**
 * Ruptures as they are stored and read back: single precision, as in the reference's datastore, so that ground-motion
 * models see magnitudes, hypocentres and surfaces that went through it (docs/method/events.md 3.5).
 */
import type { Point } from "../../geo/spaced-points.ts";
import { roundedMagnitude } from "../contexts/family-contexts.ts";
import type { RuptureSet } from "../ruptures/rupture-set.ts";
import { singleRupture, wholeRuptures } from "../ruptures/whole-ruptures.ts";
import { joinedKites } from "../surfaces/kite-multi-surface.ts";
import { type Mesh, type MeshWindow, makeMesh, makeSingleMesh, subMesh } from "../surfaces/mesh.ts";
import { joinedPlanes } from "../surfaces/planar-multi-surface.ts";
import { type PlanarSurface, planeOf } from "../surfaces/planar-surface.ts";
import type { RuptureSurface } from "../surfaces/rupture-surface.ts";
import { type MeshKind, wholeOfMesh } from "../surfaces/whole-surface.ts";

/** Rows and columns of nodes. A plane is one row: top left, top right, bottom left, bottom right. */
export interface StoredMesh {
  readonly rows: number;
  readonly columns: number;
  readonly lon: Float32Array;
  readonly lat: Float32Array;
  readonly depth: Float32Array;
}

export type StoredSurfaceKind = MeshKind | "planar" | "multiPlanar" | "multiKite";

/** One mesh, or one a part of a multi-surface. */
export interface StoredSurface {
  readonly kind: StoredSurfaceKind;
  readonly meshes: readonly StoredMesh[];
}

export interface StoredRupture {
  /** Below 2^53. */
  readonly id: number;
  readonly seed: number;
  readonly mag: number;
  readonly rake: number;
  readonly hypocentre: Point;
  readonly surface: StoredSurface;
  /** Number of events, all realizations together. */
  readonly occurrences: number;
}

/** Extent of a surface in degrees. */
export interface SurfaceExtent {
  readonly minLon: number;
  readonly minLat: number;
  readonly maxLon: number;
  readonly maxLat: number;
}

/** A surface that ruptures as a whole, rounded. @param meshKind of surfaces that are one mesh */
export function storeSurface(surface: RuptureSurface, meshKind: MeshKind): StoredSurface {
  switch (surface.kind) {
    case "planar":
      return { kind: "planar", meshes: [storePlane(surface.surface)] };
    case "mesh":
      return { kind: meshKind, meshes: [storeMesh(surface.surface.mesh)] };
    case "multiPlanar":
      return { kind: "multiPlanar", meshes: surface.surface.surfaces.map(storePlane) };
    case "multiKite":
      return { kind: "multiKite", meshes: surface.surface.sections.map((mesh) => storeMesh(mesh)) };
  }
}

/** @param window part of the mesh; all of it unless given */
export function storeMesh(mesh: Mesh, window?: MeshWindow): StoredMesh {
  const { rows, columns, lon, lat, depth } = window === undefined ? mesh : subMesh(mesh, window);
  return { rows, columns, lon: Float32Array.from(lon), lat: Float32Array.from(lat), depth: Float32Array.from(depth) };
}

function storePlane({ points }: PlanarSurface): StoredMesh {
  return planeMesh(points);
}

/** @param corners top left, top right, bottom left, bottom right */
export function planeMesh(corners: readonly Point[]): StoredMesh {
  return {
    rows: 1,
    columns: corners.length,
    lon: Float32Array.from(corners, ([lon]) => lon),
    lat: Float32Array.from(corners, ([, lat]) => lat),
    depth: Float32Array.from(corners, ([, , depth]) => depth),
  };
}

/**
 * The rupture as models and distances see it.
 * @param exact computes with the stored nodes in double precision, where the reference does so in single
 */
export function restoreRupture({ mag, rake, hypocentre, surface }: StoredRupture, exact: boolean): RuptureSet {
  const [lon, lat, depth] = hypocentre.map(Math.fround) as [number, number, number];
  return singleRupture(restoreSurface(surface, exact), modelMagnitude(mag), Math.fround(rake), [lon, lat, depth]);
}

/**
 * Magnitudes are rounded to three decimals in single precision.
 * @example modelMagnitude(6.456) = 6.456
 */
export function modelMagnitude(mag: number): number {
  return Math.fround(roundedMagnitude(Math.fround(mag)));
}

/** What is told of a surface as read back. */
export interface SurfaceFacts {
  /** Degrees. */
  readonly strike: number;
  readonly dip: number;
  /** Degrees and km. */
  readonly centroid: Point;
}

/** @param exact see `restoreRupture` */
export function surfaceFacts({ surface, mag, rake }: StoredRupture, exact: boolean): SurfaceFacts {
  const set = wholeRuptures(restoreSurface(surface, exact), Math.fround(rake), {
    mags: Float64Array.of(modelMagnitude(mag)),
    rates: Float64Array.of(0),
  });
  const { strike, dip, hypoLon, hypoLat, hypoDepth } = set;
  return { strike: strike[0]!, dip: dip[0]!, centroid: [hypoLon[0]!, hypoLat[0]!, hypoDepth[0]!] };
}

function restoreSurface({ kind, meshes }: StoredSurface, exact: boolean): RuptureSurface {
  const restoreMesh = ({ rows, columns, lon, lat, depth }: StoredMesh): Mesh =>
    (exact ? makeMesh : makeSingleMesh)(
      rows,
      columns,
      Float64Array.from(lon),
      Float64Array.from(lat),
      Float64Array.from(depth),
    );
  const [first] = meshes;
  if (first === undefined) throw new Error("a stored rupture has no surface");
  switch (kind) {
    case "planar":
      return { kind, surface: restorePlane(first) };
    case "multiPlanar":
      return { kind, surface: joinedPlanes(meshes.map(restorePlane)) };
    case "multiKite":
      return { kind, surface: joinedKites(meshes.map(restoreMesh)) };
    default:
      return { kind: "mesh", surface: wholeOfMesh(restoreMesh(first), kind) };
  }
}

function restorePlane({ lon, lat, depth }: StoredMesh): PlanarSurface {
  const corner = (i: number): Point => [lon[i]!, lat[i]!, depth[i]!];
  return planeOf([corner(0), corner(1), corner(2), corner(3)]);
}

/** Box around all nodes that have coordinates. */
export function surfaceExtent({ meshes }: StoredSurface): SurfaceExtent {
  let minLon = Number.POSITIVE_INFINITY;
  let minLat = Number.POSITIVE_INFINITY;
  let maxLon = Number.NEGATIVE_INFINITY;
  let maxLat = Number.NEGATIVE_INFINITY;
  for (const { lon, lat } of meshes)
    for (let i = 0; i < lon.length; i++) {
      if (Number.isNaN(lon[i]!)) continue;
      minLon = Math.min(minLon, lon[i]!);
      maxLon = Math.max(maxLon, lon[i]!);
      minLat = Math.min(minLat, lat[i]!);
      maxLat = Math.max(maxLat, lat[i]!);
    }
  return { minLon, minLat, maxLon, maxLat };
}
