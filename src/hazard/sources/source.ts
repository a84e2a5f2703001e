/**
 * Seismic sources as typed values: what `inputs` builds from NRML and the rest of the program reads.
 * Coordinates in degrees (interleaved lon, lat or lon, lat, depth), depths and lengths in km, angles in degrees.
 */
import type { MagnitudeFrequencyDistribution } from "../mfd/mfd.ts";
import type { AspectRatio } from "../ruptures/aspect-ratio.ts";
import type { HypocentralDepth, NodalPlane } from "../ruptures/point-distributions.ts";
import type {
  ComplexFaultGeometry,
  KiteGeometry,
  PlanarGeometry,
  SimpleFaultGeometry,
  SurfaceGeometry,
} from "../surfaces/surface-geometry.ts";
import type { TectonicRegionType } from "../tectonics.ts";

export type Source =
  | PointSource
  | MultiPointSource
  | AreaSource
  | SimpleFaultSource
  | ComplexFaultSource
  | CharacteristicFaultSource
  | KiteFaultSource
  | NonParametricSource
  | MultiFaultSource;

export type SourceKind = Source["kind"];

interface CommonToAllSources {
  readonly id: string;
  readonly name: string;
  readonly tectonicRegionType: TectonicRegionType;
  /** Where the source differs from its group. */
  readonly occurrence?: TemporalOccurrence;
  /** Where it was read, for messages. */
  readonly origin?: { readonly file: string; readonly line: number };
}

/** Name of a magnitude-area relation, with its constant where it has one (`CScalingMSR.C`). */
export interface ScalingRelationName {
  readonly name: string;
  readonly constant?: number;
}

/** What parametric sources share. */
interface Parametric extends CommonToAllSources {
  readonly mfd: MagnitudeFrequencyDistribution;
  readonly scaling: ScalingRelationName;
  readonly aspectRatio: AspectRatio;
}

interface PointLike extends Parametric {
  readonly upperSeismogenicDepth: number;
  readonly lowerSeismogenicDepth: number;
  readonly nodalPlanes: readonly NodalPlane[];
  readonly hypocentralDepths: readonly HypocentralDepth[];
}

export interface PointSource extends PointLike {
  readonly kind: "point";
  readonly lon: number;
  readonly lat: number;
}

export interface MultiPointSource extends PointLike {
  readonly kind: "multiPoint";
  /** lon, lat pairs. */
  readonly points: Float64Array;
}

export interface AreaSource extends PointLike {
  readonly kind: "area";
  /** lon, lat pairs of the ring, not closed. */
  readonly polygon: Float64Array;
  /** km; undefined: the job's `area_source_discretization`. */
  readonly discretization?: number;
}

export interface HypocentrePosition {
  readonly alongStrike: number;
  readonly downDip: number;
  readonly weight: number;
}

export interface SlipDirection {
  readonly slip: number;
  readonly weight: number;
}

/** Sources whose ruptures float around points. */
export type PointLikeSource = PointSource | MultiPointSource | AreaSource;

export function isPointLike(source: Source): source is PointLikeSource {
  return source.kind === "point" || source.kind === "multiPoint" || source.kind === "area";
}

export interface SimpleFaultSource extends Parametric {
  readonly kind: "simpleFault";
  readonly geometry: SimpleFaultGeometry;
  readonly rake: number;
  readonly hypocentres?: readonly HypocentrePosition[];
  readonly slips?: readonly SlipDirection[];
  readonly hypocentralDepths?: readonly HypocentralDepth[];
}

export interface ComplexFaultSource extends Parametric {
  readonly kind: "complexFault";
  readonly geometry: ComplexFaultGeometry;
  readonly rake: number;
}

export interface CharacteristicFaultSource extends CommonToAllSources {
  readonly kind: "characteristicFault";
  readonly mfd: MagnitudeFrequencyDistribution;
  readonly surface: SurfaceGeometry;
  readonly rake: number;
}

export interface KiteFaultSource extends Parametric {
  readonly kind: "kiteFault";
  readonly geometry: KiteGeometry | SimpleFaultGeometry;
  readonly rake: number;
}

export interface NonParametricRupture {
  readonly mag: number;
  readonly rake: number;
  readonly hypocentre: readonly [number, number, number];
  readonly surface: SurfaceGeometry;
  /** Probabilities of 0, 1, 2 ... occurrences in the investigation time. */
  readonly occurrenceProbabilities: Float64Array;
  readonly weight?: number;
}

export interface NonParametricSource extends CommonToAllSources {
  readonly kind: "nonParametric";
  readonly ruptures: readonly NonParametricRupture[];
}

export interface MultiFaultRupture {
  readonly mag: number;
  readonly rake: number;
  readonly sections: readonly string[];
  readonly occurrenceProbabilities: Float64Array;
}

export interface MultiFaultSource extends CommonToAllSources {
  readonly kind: "multiFault";
  readonly ruptures: readonly MultiFaultRupture[];
  /** From the geometry models of the same branch. */
  readonly sections: ReadonlyMap<string, PlanarGeometry | KiteGeometry>;
  /** Fault tags for splitting, if the file gives them. */
  readonly faults?: ReadonlyMap<string, readonly number[]>;
}

/** How the earthquakes of a group follow each other in time. */
export type TemporalOccurrence =
  | { readonly kind: "poisson" }
  | { readonly kind: "clusterPoisson"; readonly occurrenceRate: number }
  | { readonly kind: "negativeBinomial"; readonly alpha: number; readonly mu: number }
  | { readonly kind: "fated" };

/** Sources of one tectonic region that are to be treated together. */
export interface SourceGroup {
  readonly tectonicRegionType: TectonicRegionType;
  readonly name: string;
  readonly sources: readonly Source[];
  /** "none": a cluster whose file says nothing of it. All its sources happen together. */
  readonly sourceInterdependence: "indep" | "mutex" | "none";
  readonly ruptureInterdependence: "indep" | "mutex";
  /** Weights of mutually exclusive sources, parallel to `sources`. */
  readonly sourceWeights?: readonly number[];
  readonly probability: number;
  readonly cluster: boolean;
  readonly occurrence: TemporalOccurrence;
}

export interface SourceModel {
  readonly name: string;
  readonly groups: readonly SourceGroup[];
  /** Years; given by models with non-parametric sources. */
  readonly investigationTime?: number;
  readonly startTime?: number;
}
