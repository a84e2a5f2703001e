/**
 * What a ground-motion model is to the rest of the program: its declaration and one function over a block of columns.
 *
 * A model is data and a function, never a class hierarchy: a family file builds its variants from options. To use
 * one, ask `forMeasure(imt)` once per intensity measure (it fetches and interpolates coefficients, and refuses measures it does
 * not support), then call the evaluator for every block.
 */
import type { ContextBlock, DistanceColumn, RuptureColumn, SiteColumn, TextColumn } from "../context-block.ts";
import type { IntensityMeasure } from "../intensity-measure.ts";
import type { TectonicRegionType } from "../tectonics.ts";

/** Results for one intensity measure and one block: natural-log units (MMI and JMA: intensity units). */
export interface GroundMotionBlock {
  /** Mean of the logarithm of the ground motion (g, cm/s ...). */
  readonly mean: Float64Array;
  /** Total, between-event and within-event standard deviations. tau and phi stay 0 for total-only models. */
  readonly sigma: Float64Array;
  readonly tau: Float64Array;
  readonly phi: Float64Array;
}

/** Fills rows 0..ctx.length-1 of `out`, all four arrays, overwriting what they held. */
export interface GroundMotionEvaluator {
  (ctx: ContextBlock, out: GroundMotionBlock): void;
  /** Present when the standard deviations are the same on every row of any block. */
  readonly constant?: ConstantDeviations;
}

export interface ConstantDeviations {
  /** Total, as on the rows. */
  readonly sigma: number;
  /** Fills `mean` only. */
  readonly means: (ctx: ContextBlock, out: GroundMotionBlock) => void;
}

export type StandardDeviationType = "Total" | "Inter event" | "Intra event";

export type HorizontalComponent = string;

/** Ranges (both ends included) that a publication gives for its model; ends that are not known are left out. */
export interface Validity {
  readonly magnitude?: readonly [lowest: number, highest: number];
  /** Longest distance in km, of the kind that the model takes. */
  readonly distance?: number;
  /** m/s. */
  readonly vs30?: readonly [lowest: number, highest: number];
  /** Of the hypocentre, km. */
  readonly depth?: readonly [lowest: number, highest: number];
}

/** The declaration of a model: everything about it but its numbers. */
export interface ModelFacts {
  /** Class name in the reference engine, e.g. `BooreAtkinson2008`. */
  readonly name: string;
  readonly tectonicRegionType: TectonicRegionType;
  readonly component: HorizontalComponent;
  readonly standardDeviations: readonly StandardDeviationType[];
  readonly ruptureColumns: readonly RuptureColumn[];
  readonly distanceColumns: readonly DistanceColumn[];
  readonly siteColumns: readonly (SiteColumn | TextColumn)[];
  /** Kinds of measure it accepts: `PGA`, `SA`, ... */
  readonly measures: readonly string[];
  /** vs30 (m/s) of the rock the medians are given for, where the model states one. */
  readonly referenceVelocity?: number;
  /** Digital object identifier of the publication, where it is known for certain. */
  readonly doi?: string;
  /** What the publication says the model is for; unknown where it is not stated here. */
  readonly validity?: Validity;
  /** What is wrong with the reference's numbers for a measure, which `numerics = exact` mends. */
  readonly defect?: (imt: IntensityMeasure) => string | undefined;
}

/** Predictions of another model that a conditional model starts from, by canonical name of the measure. */
export type BasePredictions = { readonly [measure: string]: GroundMotionBlock };

/**
 * A model that gives ground motions from those another model predicts for the same block. It cannot run alone: `forMeasure`
 * refuses, and `ModifiableGMPE` asks it here.
 */
export interface ConditionalPart {
  readonly requires: readonly IntensityMeasure[];
  /** Columns it reads; the reference declares more than it uses. */
  readonly columns: Partial<Pick<ModelFacts, "ruptureColumns" | "distanceColumns" | "siteColumns">>;
  readonly evaluate: (ctx: ContextBlock, base: BasePredictions, out: GroundMotionBlock) => void;
}

/** A part of a model whose distribution is a mixture of normal ones. The weights of its parts add up to 1. */
export interface MixtureComponent {
  readonly weight: number;
  readonly model: GroundMotionModel;
}

export interface GroundMotionModel extends ModelFacts {
  /**
   * Present when exceedance is not that of one normal distribution: the probability of exceedance is then the
   * weighted sum of those of the components (which may be mixtures themselves), and whoever computes probabilities must evaluate
   * the components instead of this model. Columns and measures declared here cover those of the components.
   */
  readonly mixture?: readonly MixtureComponent[];
  readonly conditional?: ConditionalPart;
  /**
   * Coefficients for one measure, ready to run.
   * @throws InputError naming the model and what it supports, for a measure or period it does not.
   */
  readonly forMeasure: (imt: IntensityMeasure) => GroundMotionEvaluator;
}

/** A keyword argument of a logic-tree branch (TOML value or attribute text). */
export type ModelArgument =
  | string
  | number
  | boolean
  | readonly ModelArgument[]
  | { readonly [key: string]: ModelArgument };

export type ModelArguments = { readonly [name: string]: ModelArgument };

/** Where files named by arguments (`gmpe_table = "x.hdf5"`) are found, and what wrappers need to know of the job. */
export interface ModelEnvironment {
  /** Absolute folder against which `*_table` and `*_file` arguments are resolved. */
  readonly folder?: string;
  /** All measures of the job: a few models interpolate between values computed for a common set of periods. */
  readonly measures?: readonly IntensityMeasure[];
  /** Does what is right where the reference's numbers come from a plain defect (`numerics = exact`). */
  readonly exact?: boolean;
}

/** What a factory gets: the environment, and the registry for models made of others. */
export interface FactoryEnvironment extends ModelEnvironment {
  readonly build: (name: string, args: ModelArguments) => GroundMotionModel;
}

export type ModelFactory = (args: ModelArguments, environment: FactoryEnvironment) => GroundMotionModel;

/** The models of one publication (or of a few that share a formula), as the registry lists them. */
export interface ModelFamily {
  readonly models: { readonly [className: string]: ModelFactory };
  /** Other names: the class and the arguments each stands for. */
  readonly aliases?: { readonly [alias: string]: readonly [className: string, args: ModelArguments] };
}

export function makeGroundMotionBlock(capacity: number): GroundMotionBlock {
  return {
    mean: new Float64Array(capacity),
    sigma: new Float64Array(capacity),
    tau: new Float64Array(capacity),
    phi: new Float64Array(capacity),
  };
}
