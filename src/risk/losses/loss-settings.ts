/** What a job says about the losses of its events. */

export interface LossSettings {
  readonly masterSeed: number;
  /** Whether loss ratios are drawn; else they are their means. */
  readonly sampled: boolean;
  /** Whether assets of a block have one random number an event. */
  readonly correlated: boolean;
  /** Losses up to this count as none, by loss type. */
  readonly minimumLoss: (lossType: string) => number;
  readonly timeEvent: string;
  /** Sum of loss types that is reported, too: `structural+contents`. */
  readonly totalLosses: string | undefined;
  /** Fractions of the value of an asset by its policy, for loss types or sums of them. */
  readonly insurance: readonly InsuredType[];
  /** Whether losses above the deductibles of the assets are reported as claims. */
  readonly claims: boolean;
}

export interface InsuredType {
  readonly lossType: string;
  /** Of each asset, as fractions of its value; NaN: the asset has no policy for it. */
  readonly deductibles: Float64Array;
  readonly limits: Float64Array;
}
