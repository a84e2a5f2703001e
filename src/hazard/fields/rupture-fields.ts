/**
 * Ground-motion fields of one rupture (docs/method/events.md 4): medians and residuals to motions, event by event, model
 * by model. Fields are handed to whoever wants them in runs of events and are not kept.
 */

import { Pcg64 } from "../../numerics/random/pcg64.ts";
import { type IntensityMeasure, isLinearMeasure } from "../intensity-measure.ts";
import { betweenResiduals, TRUNCATION_THRESHOLD } from "./between-residuals.ts";
import type { CrossCorrelation } from "./cross-correlation.ts";
import type { ResidualCorrelation } from "./residual-correlation.ts";
import { type AmplifyRun, type SoilFunctions, soilFactors } from "./soil-factors.ts";
import { residualIndex, withinDraws } from "./within-draws.ts";

/** Logarithms of what a model predicts at the sites a rupture reaches, for one measure; single precision. */
export interface PredictedMotion {
  readonly mean: Float32Array;
  readonly sigma: Float32Array;
  readonly tau: Float32Array;
  readonly phi: Float32Array;
}

/** A model and the events it makes fields for. */
export interface ModelEvents {
  /** By measure. */
  readonly motions: readonly PredictedMotion[];
  /** It gives the total standard deviation only. */
  readonly totalOnly: boolean;
  /**
   * Numbers of the events in the order in which fields are labelled: realization by realization, ascending inside
   * (docs/method/events.md 4.4).
   */
  readonly events: Uint32Array;
  /** The same ascending: `sigma_epsilon` has this order. */
  readonly ascending: Uint32Array;
}

export interface FieldSettings {
  readonly measures: readonly IntensityMeasure[];
  readonly truncationWithin: number;
  readonly truncationBetween: number;
  readonly crossCorrelation: CrossCorrelation;
  readonly correlation?: ResidualCorrelation | undefined;
  /** By site of the job; undefined: motions are those of the models. */
  readonly soil?: SoilFunctions | undefined;
  /** By measure: motions above are replaced by the median (`extreme_gmv`). */
  readonly maximum: Float64Array;
  /** By measure: where all motions are below theirs, all become zero. */
  readonly minimum: Float64Array;
}

/** Fields of one model and a run of its events. */
export interface FieldRun {
  readonly model: number;
  /** Numbers of the events, one a field. */
  readonly events: Uint32Array;
  /** Numbers of the sites. */
  readonly sites: Int32Array;
  /** By measure: the motion at site s in event e stands at `e * sites.length + s`. Valid until the next run. */
  readonly values: readonly Float32Array[];
}

/** Between-event terms of a model's events: what `sigma_epsilon` holds. */
export interface BetweenTerms {
  readonly model: number;
  /** Ascending. */
  readonly events: Uint32Array;
  /** By measure: largest tau of the sites, NaN for models that give the total only. */
  readonly tau: Float32Array;
  /** Measures x events. */
  readonly residuals: Float32Array;
}

export interface RuptureEvents {
  readonly seed: number;
  /** Sorted by the text of the model. */
  readonly models: readonly ModelEvents[];
  /** Numbers of the sites reached, ascending. */
  readonly sites: Int32Array;
}

/** Values of a run, so that it stays in the second-level cache; a multiple of four events. */
const RUN_VALUES = 1 << 19;

/**
 * Makes the fields of a rupture. Runs of events come in order: models, then events.
 *
 * @param onFields called with every run; must be done with it before it returns
 */
export function ruptureFields(
  rupture: RuptureEvents,
  settings: FieldSettings,
  onFields: (run: FieldRun) => void,
  onBetween: (terms: BetweenTerms) => void = () => {},
): void {
  const generator = new Pcg64(rupture.seed);
  for (const [model, events] of rupture.models.entries())
    if (events.events.length > 0) modelFields(model, events, rupture.sites, generator, settings, onFields, onBetween);
}

/**
 * Events of a run.
 * @example runLength(1000, 500) = 500
 */
export function runLength(sites: number, events: number): number {
  return Math.min(events, Math.max(4, Math.floor(RUN_VALUES / Math.max(sites, 1) / 4) * 4));
}

function modelFields(
  model: number,
  { motions, totalOnly, events, ascending }: ModelEvents,
  sites: Int32Array,
  generator: Pcg64,
  settings: FieldSettings,
  onFields: (run: FieldRun) => void,
  onBetween: (terms: BetweenTerms) => void,
): void {
  const { measures, truncationWithin, truncationBetween, crossCorrelation, correlation } = settings;
  const run = runLength(sites.length, events.length);
  const shape = { measures: measures.length, sites: sites.length, events: events.length };
  const within = withinDraws(generator, shape, truncationWithin, run);
  const between = betweenResiduals(generator, crossCorrelation, measures, events.length, truncationBetween);
  const amplify =
    settings.soil === undefined ? undefined : soilFactors(generator, settings.soil, measures, sites, events.length);
  const median = Math.max(truncationWithin, truncationBetween) <= TRUNCATION_THRESHOLD;
  onBetween({
    model,
    events: ascending,
    tau: Float32Array.from(motions, ({ tau }) =>
      median ? 0 : totalOnly ? Number.NaN : tau.reduce((most, value) => Math.max(most, value), 0),
    ),
    residuals: between,
  });
  const values = measures.map(() => new Float32Array(run * sites.length));
  const drawn = new Float32Array(Math.ceil(run / 4) * 4 * sites.length);
  for (let first = 0; first < events.length; first += run) {
    const count = Math.min(run, events.length - first);
    for (const [m, imt] of measures.entries()) {
      const motion = motions[m]!;
      const terms = between.subarray(m * events.length + first, m * events.length + first + count);
      const out = values[m]!;
      if (correlation === undefined || totalOnly || median) {
        within.next(m, count, drawn);
        independent(motion, totalOnly, drawn, terms, out);
      } else {
        const product = correlation.at(imt, sites, run);
        within.next(m, count, product.vectors);
        if (correlation.model.kind === "JB2009") scale(product.vectors, motion.phi, count);
        product.multiply(count);
        correlated(motion, product.products, product.stride, correlation.model.kind === "HM2018", terms, out);
      }
      finishMotions(imt, motion.mean, count, settings.maximum[m]!, out, amplify && { amplify, m, first });
    }
    zeroWhereSmall(values, settings.minimum, count * sites.length);
    onFields({
      model,
      events: events.subarray(first, first + count),
      sites,
      values: values.map((column) => column.subarray(0, count * sites.length)),
    });
  }
}

/** ln of the motions where sites do not know of each other. */
function independent(
  { mean, sigma, tau, phi }: PredictedMotion,
  totalOnly: boolean,
  drawn: Float32Array,
  between: Float32Array,
  out: Float32Array,
): void {
  const sites = mean.length;
  const deviation = totalOnly ? sigma : phi;
  for (let e = 0; e < between.length; e++) {
    const term = totalOnly ? 0 : between[e]!;
    for (let s = 0; s < sites; s++)
      out[e * sites + s] =
        mean[s]! + Math.fround(deviation[s]! * drawn[residualIndex(e, s, sites)]!) + Math.fround(tau[s]! * term);
  }
}

/** ln of the motions from correlated residuals. */
function correlated(
  { mean, tau, phi }: PredictedMotion,
  products: Float32Array,
  stride: number,
  normalized: boolean,
  between: Float32Array,
  out: Float32Array,
): void {
  const sites = mean.length;
  for (let e = 0; e < between.length; e++) {
    const term = between[e]!;
    for (let s = 0; s < sites; s++) {
      const residual = products[e * stride + s]!;
      out[e * sites + s] = mean[s]! + (normalized ? phi[s]! * residual : residual) + tau[s]! * term;
    }
  }
}

/** Gives residuals their standard deviation. */
function scale(vectors: Float32Array, phi: Float32Array, count: number): void {
  const sites = phi.length;
  const groups = Math.ceil(count / 4);
  for (let group = 0; group < groups; group++)
    for (let s = 0; s < sites; s++) {
      const start = (group * sites + s) * 4;
      for (let lane = 0; lane < 4; lane++) vectors[start + lane]! *= phi[s]!;
    }
}

/** Logarithms to motions, on soil, and medians (of rock) for those that are too large. */
export function finishMotions(
  imt: IntensityMeasure,
  mean: Float32Array,
  count: number,
  maximum: number,
  out: Float32Array,
  soil?: { readonly amplify: AmplifyRun; readonly m: number; readonly first: number },
): void {
  const sites = mean.length;
  const linear = isLinearMeasure(imt);
  const cells = count * sites;
  if (!linear) for (let i = 0; i < cells; i++) out[i] = Math.exp(out[i]!);
  soil?.amplify(soil.m, soil.first, count, out);
  if (maximum === Number.POSITIVE_INFINITY) return;
  for (let i = 0; i < cells; i++)
    if (out[i]! > maximum) out[i] = linear ? mean[i % sites]! : Math.exp(mean[i % sites]!);
}

/** Zeros where all motions are below theirs. */
export function zeroWhereSmall(values: readonly Float32Array[], minimum: Float64Array, cells: number): void {
  for (let i = 0; i < cells; i++) {
    let small = true;
    for (let m = 0; m < values.length && small; m++) small = values[m]![i]! < minimum[m]!;
    if (small) for (const column of values) column[i] = 0;
  }
}
