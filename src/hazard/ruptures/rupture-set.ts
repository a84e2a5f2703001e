/**
 * Ruptures as columns. A source yields its ruptures as sets that share one kind of geometry; nothing is an object
 * per rupture. Row order is the reference's iteration order (method-sources section 8).
 */
import type { KiteMultiSurface } from "../surfaces/kite-multi-surface.ts";
import type { Mesh } from "../surfaces/mesh.ts";
import type { PlanarMultiSurface } from "../surfaces/planar-multi-surface.ts";

interface CommonColumns {
  readonly count: number;
  /** Unrounded; contexts round to 3 decimals (method-classical 3.3). */
  readonly mag: Float64Array;
  /** Annual rate, all probabilities included. Empty for non-parametric ruptures. */
  readonly rate: Float64Array;
  readonly rake: Float64Array;
  /** As handed to ground-motion models, degrees. */
  readonly strike: Float64Array;
  readonly dip: Float64Array;
  /** km, as handed to ground-motion models. */
  readonly width: Float64Array;
  readonly ztor: Float64Array;
  readonly zbot: Float64Array;
  readonly hypoLon: Float64Array;
  readonly hypoLat: Float64Array;
  readonly hypoDepth: Float64Array;
}

/** Rectangular planes, as made by point-like sources and planar surfaces. `width` is the extent down dip. */
export interface PlanarRuptures extends CommonColumns {
  readonly kind: "planar";
  /**
   * Cartesian km of the corners top left, top right, bottom left, bottom right: 12 numbers a rupture. The top edge lies
   * at `ztor`, the bottom edge at `zbot`.
   */
  readonly corners: Float64Array;
  /** Extent along strike, km. */
  readonly length: Float64Array;
  /**
   * Where azimuths of sites are taken from: the hypocentre for point-like sources in classical calculations, otherwise
   * the middle of the surface.
   */
  readonly azimuthFrom: "hypocentre" | "middle";
}

/**
 * What the nodes of a mesh stand for, which decides rjb, rx and the middle point. A fault mesh has all its nodes; a kite mesh
 * may have gaps (NaN) at its edges; a gridded surface is a cloud of points, kept as one row.
 */
export type MeshSurface = "fault" | "kite" | "gridded";

/** Ruptures of several planes at once, the same ones each time (characteristic sources). */
export interface MultiPlanarRuptures extends CommonColumns {
  readonly kind: "multiPlanar";
  readonly surface: PlanarMultiSurface;
}

/** Ruptures of several kite surfaces at once, the same ones each time (characteristic sources). */
export interface MultiKiteRuptures extends CommonColumns {
  readonly kind: "multiKite";
  readonly surface: KiteMultiSurface;
}

/** Rectangular windows of one mesh: floating ruptures of faults, whole surfaces of characteristic ones. */
export interface MeshRuptures extends CommonColumns {
  readonly kind: "mesh";
  readonly mesh: Mesh;
  readonly surface: MeshSurface;
  /** Window of nodes: rows rowStart..rowStop-1, columns columnStart..columnStop-1. */
  readonly rowStart: Int32Array;
  readonly rowStop: Int32Array;
  readonly columnStart: Int32Array;
  readonly columnStop: Int32Array;
  /** Degrees; only from sources that list slip directions. */
  readonly slipDirection?: Float64Array;
}

export type RuptureSet = PlanarRuptures | MultiPlanarRuptures | MultiKiteRuptures | MeshRuptures;
