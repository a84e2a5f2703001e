/**
 * Ruptures as columns. A source yields its ruptures as sets that share one kind of geometry; nothing is an object
 * per rupture. Row order is the reference's iteration order (method-sources section 8).
 */
import type { Mesh } from "../surfaces/mesh.ts";

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

/** Rectangular planes, as made by point-like sources and planar surfaces. */
export interface PlanarRuptures extends CommonColumns {
  readonly kind: "planar";
  /** Corners in the order top left, top right, bottom left, bottom right: 4 per rupture. */
  readonly cornerLon: Float64Array;
  readonly cornerLat: Float64Array;
  readonly cornerDepth: Float64Array;
  /**
   * Local frame in Cartesian km, 12 numbers a rupture: top-left corner, u1 along strike, u2 down dip, normal
   * (method-sources 4.2), and the extents along u1 and u2.
   */
  readonly frame: Float64Array;
  readonly length: Float64Array;
  /** Extent along u2; equal to `width` for planes. */
  readonly downDipExtent: Float64Array;
}

/** Rectangular windows of one mesh: floating ruptures of simple and complex faults, whole surfaces of characteristic ones. */
export interface MeshRuptures extends CommonColumns {
  readonly kind: "mesh";
  readonly mesh: Mesh;
  /** Window of nodes: rows rowStart..rowStop-1, columns columnStart..columnStop-1. */
  readonly rowStart: Int32Array;
  readonly rowStop: Int32Array;
  readonly columnStart: Int32Array;
  readonly columnStop: Int32Array;
}

export type RuptureSet = PlanarRuptures | MeshRuptures;
