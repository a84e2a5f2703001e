/** Magnitude-frequency distributions as a source model states them. Rates are annual numbers of earthquakes. */
export type MagnitudeFrequencyDistribution =
  | TruncatedGutenbergRichter
  | IncrementalMfd
  | ArbitraryMfd
  | YoungsCoppersmith1985
  | TaperedGutenbergRichter
  | AlternativeCharacteristic
  | MultiMfd;

export interface TruncatedGutenbergRichter {
  readonly kind: "truncatedGR";
  readonly minMag: number;
  readonly maxMag: number;
  readonly bValue: number;
  /** log10 of the annual number of earthquakes with M >= 0; absent when the rate comes from `slipRate`. */
  readonly aValue?: number;
  /** mm/yr, with `rigidity` in GPa: the a-value follows from the area of the fault. */
  readonly slipRate?: number;
  readonly rigidity?: number;
  /** Given by multi-point distributions only; otherwise the job's `width_of_mfd_bin`. */
  readonly binWidth?: number;
}

/** Evenly discretised: rates of bins centred on minMag + i * binWidth. */
export interface IncrementalMfd {
  readonly kind: "incremental";
  readonly minMag: number;
  readonly binWidth: number;
  readonly rates: Float64Array;
}

export interface ArbitraryMfd {
  readonly kind: "arbitrary";
  readonly mags: Float64Array;
  readonly rates: Float64Array;
}

export interface YoungsCoppersmith1985 {
  readonly kind: "youngsCoppersmith";
  readonly minMag: number;
  readonly bValue: number;
  readonly characteristicMag: number;
  readonly binWidth: number;
  readonly characteristicRate?: number;
  /** N m / yr. */
  readonly totalMomentRate?: number;
}

export interface TaperedGutenbergRichter {
  readonly kind: "taperedGR";
  readonly minMag: number;
  readonly maxMag: number;
  readonly cornerMag: number;
  readonly aValue: number;
  readonly bValue: number;
}

export interface AlternativeCharacteristic {
  readonly kind: "alternativeCharacteristic";
  readonly minMag: number;
  readonly maxMag: number;
  readonly bGR: number;
  readonly bAC: number;
  readonly deltaMag: number;
  readonly rate:
    | { readonly gamma: number; readonly totalRate: number }
    | {
        readonly refMagGR: number;
        readonly rateRefGR: number;
        readonly refMagAC: number;
        readonly rateRefAC: number;
      };
}

/** One distribution a point of a multi-point source. */
export interface MultiMfd {
  readonly kind: "multi";
  readonly members: readonly MagnitudeFrequencyDistribution[];
}

/** Bins of a distribution, as the reference makes them; bins of rate 0 are dropped. */
export interface MfdBins {
  /** Bin centres. */
  readonly mags: Float64Array;
  /** Annual rates. */
  readonly rates: Float64Array;
}
