/**
 * Surfaces as they are given: what `inputs` builds from NRML and every kind of source or non-parametric rupture may have.
 * Coordinates in degrees (interleaved lon, lat or lon, lat, depth), depths and lengths in km, angles in degrees.
 */
export interface SimpleFaultGeometry {
  readonly kind: "simpleFaultGeometry";
  /** lon, lat pairs. */
  readonly trace: Float64Array;
  readonly dip: number;
  readonly upperSeismogenicDepth: number;
  readonly lowerSeismogenicDepth: number;
  /** km; given by logic-tree branches only. */
  readonly spacing?: number;
}

export interface ComplexFaultGeometry {
  readonly kind: "complexFaultGeometry";
  /** From top to bottom; lon, lat, depth triplets each. */
  readonly edges: readonly Float64Array[];
  readonly spacing?: number;
}

/** Corners lon, lat, depth. */
export interface PlanarGeometry {
  readonly kind: "planarSurface";
  readonly topLeft: readonly [number, number, number];
  readonly topRight: readonly [number, number, number];
  readonly bottomRight: readonly [number, number, number];
  readonly bottomLeft: readonly [number, number, number];
}

export interface GriddedGeometry {
  readonly kind: "griddedSurface";
  /** lon, lat, depth triplets. */
  readonly points: Float64Array;
}

export interface KiteGeometry {
  readonly kind: "kiteSurface";
  /** lon, lat, depth triplets, each profile from top to bottom. */
  readonly profiles: readonly Float64Array[];
}

export interface MultiGeometry {
  readonly kind: "multiSurface";
  readonly surfaces: readonly (PlanarGeometry | KiteGeometry)[];
}

export type SurfaceGeometry =
  | SimpleFaultGeometry
  | ComplexFaultGeometry
  | PlanarGeometry
  | GriddedGeometry
  | KiteGeometry
  | MultiGeometry;
