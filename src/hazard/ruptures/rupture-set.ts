/**
 * Ruptures as columns. A source yields its ruptures as sets that share one kind of geometry; nothing is an object
 * per rupture. Row order is the reference's iteration order (docs/method/sources.md 8).
 */
import type { Hypocentres } from "../distances/hypocentral-distances.ts";
import type { JointSurfaces } from "../distances/multi-surface-distances.ts";
import type { KiteMultiSurface } from "../surfaces/kite-multi-surface.ts";
import type { MeshWindows } from "../surfaces/mesh-windows.ts";
import type { PlanarMultiSurface } from "../surfaces/planar-multi-surface.ts";
import type { Planes } from "../surfaces/planes.ts";

interface CommonColumns extends Hypocentres {
  readonly count: number;
  /** Unrounded; contexts round to 3 decimals (docs/method/classical.md 3.3). */
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
}

/** Rectangular planes, as made by point-like sources and planar surfaces. The top edge lies at `ztor`, the bottom edge at `zbot`. */
export interface PlanarRuptures extends Planes, CommonColumns {
  readonly kind: "planar";
  /**
   * Where azimuths of sites are taken from: the hypocentre for point-like sources in classical calculations, otherwise
   * the centroid of the surface.
   */
  readonly azimuthFrom: "hypocentre" | "centroid";
}

/** Ruptures of several planes at once, the same ones each time (characteristic sources). */
export interface MultiPlanarRuptures extends CommonColumns, JointSurfaces<"multiPlanar", PlanarMultiSurface> {}

/** Ruptures of several kite surfaces at once, the same ones each time (characteristic sources). */
export interface MultiKiteRuptures extends CommonColumns, JointSurfaces<"multiKite", KiteMultiSurface> {}

/** Rectangular windows of one mesh: floating ruptures of faults, whole surfaces of characteristic ones. */
export interface MeshRuptures extends MeshWindows, CommonColumns {
  readonly kind: "mesh";
  /** Degrees; only from sources that list slip directions. */
  readonly slipDirection?: Float64Array;
}

export type RuptureSet = PlanarRuptures | MultiPlanarRuptures | MultiKiteRuptures | MeshRuptures;
