/** Putting a model together from its declaration and its numbers. */
import { InputError } from "../../input-error.ts";
import type { ContextBlock } from "../context-block.ts";
import type { IntensityMeasure } from "../intensity-measure.ts";
import type {
  ConstantDeviations,
  GroundMotionBlock,
  GroundMotionEvaluator,
  GroundMotionModel,
  ModelFactory,
  ModelFacts,
  StandardDeviationType,
} from "./model.ts";
import { refuseArguments } from "./model-arguments.ts";

export const ALL_STANDARD_DEVIATIONS: readonly StandardDeviationType[] = ["Total", "Inter event", "Intra event"];
export const TOTAL_STANDARD_DEVIATION: readonly StandardDeviationType[] = ["Total"];

/** Standard gravity, m/s2. */
export const GRAVITY = 9.80665;
/** ln of 1 cm/s2 in g: what is added to ln(cm/s2) to get ln(g). */
export const LN_GAL_IN_G = Math.log(0.01 / GRAVITY);
export const LN10 = Math.LN10;

/**
 * A model from its declaration and its evaluator for one measure. Measures it does not declare, and periods its tables do not
 * reach, are refused with the model's name.
 */
export function makeModel(
  facts: ModelFacts,
  evaluatorFor: (imt: IntensityMeasure) => GroundMotionEvaluator,
): GroundMotionModel {
  return {
    ...facts,
    forMeasure(imt) {
      if (!facts.measures.includes(imt.kind))
        throw new InputError(`${facts.name} does not give ${imt.name}`, { allowed: facts.measures.join(", ") });
      try {
        return evaluatorFor(imt);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        const [problem] = error.problems;
        if (problem.message.startsWith(`${facts.name}: `)) throw error;
        throw new InputError([{ ...problem, message: `${facts.name}: ${problem.message}` }]);
      }
    },
  };
}

/** The declaration of a model, without what only belongs to its numbers (a mixture, a conditional part). */
export function factsOf(model: GroundMotionModel): ModelFacts {
  const { mixture: _mixture, conditional: _conditional, forMeasure: _forMeasure, ...facts } = model;
  return facts;
}

/** The factory of a model without arguments. */
export function plainModel(
  facts: ModelFacts,
  evaluatorFor: (imt: IntensityMeasure) => GroundMotionEvaluator,
): ModelFactory {
  return (args) => {
    refuseArguments(facts.name, args);
    return makeModel(facts, evaluatorFor);
  };
}

/** Total from within and between standard deviations that do not vary over the block. */
export function fillStandardDeviations(
  out: GroundMotionBlock,
  rows: number,
  tau: number,
  phi: number,
  sigma?: number,
): void {
  out.tau.fill(tau, 0, rows);
  out.phi.fill(phi, 0, rows);
  out.sigma.fill(sigma ?? Math.sqrt(tau * tau + phi * phi), 0, rows);
}

/** For models of the total standard deviation only: tau and phi are 0. */
export function fillTotal(out: GroundMotionBlock, rows: number, sigma: number): void {
  out.tau.fill(0, 0, rows);
  out.phi.fill(0, 0, rows);
  out.sigma.fill(sigma, 0, rows);
}

/**
 * An evaluator from one that fills the means only. Whoever needs no more than the total can then leave the rows of the standard
 * deviations alone.
 */
export function withConstantDeviations(
  means: ConstantDeviations["means"],
  tau: number,
  phi: number,
  sigma: number = Math.sqrt(tau * tau + phi * phi),
): GroundMotionEvaluator {
  const evaluate = (ctx: ContextBlock, out: GroundMotionBlock): void => {
    means(ctx, out);
    fillStandardDeviations(out, ctx.length, tau, phi, sigma);
  };
  return Object.assign(evaluate, { constant: { sigma, means } });
}

/** The same for models of the total standard deviation only. */
export function withConstantTotal(means: ConstantDeviations["means"], sigma: number): GroundMotionEvaluator {
  return withConstantDeviations(means, 0, 0, sigma);
}

/** Clears the between and within standard deviations of total-only models whose sigma varies from row to row. */
export function clearParts(out: GroundMotionBlock, rows: number): void {
  out.tau.fill(0, 0, rows);
  out.phi.fill(0, 0, rows);
}

/** Runs `first`, then `adjust` on its results. */
export function thenAdjust(first: GroundMotionEvaluator, adjust: GroundMotionEvaluator): GroundMotionEvaluator {
  return (ctx, out) => {
    first(ctx, out);
    adjust(ctx, out);
  };
}

/** Adds a constant to the mean of `evaluator`. Returns it unchanged for 0. */
export function shiftMean(evaluator: GroundMotionEvaluator, shift: number): GroundMotionEvaluator {
  if (shift === 0) return evaluator;
  return thenAdjust(evaluator, (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) out.mean[i]! += shift;
  });
}

/**
 * Evaluates with some columns replaced. `replace` is asked once a block for the columns to use instead; it should reuse its
 * arrays. One shallow object is made a block.
 */
export function withColumns(
  evaluator: GroundMotionEvaluator,
  replace: (ctx: ContextBlock) => Partial<ContextBlock>,
): GroundMotionEvaluator {
  return (ctx, out) => evaluator({ ...ctx, ...replace(ctx) }, out);
}

/** A buffer that grows with the blocks it is asked for. */
export function growingBuffer(): (length: number) => Float64Array {
  let buffer = new Float64Array(0);
  return (length) => {
    if (buffer.length < length) buffer = new Float64Array(length);
    return buffer;
  };
}

/** A column holding one value on every row. */
export function constantColumn(value: number): (ctx: ContextBlock) => Float64Array {
  let buffer = new Float64Array(0);
  return (ctx) => {
    if (buffer.length < ctx.length) buffer = new Float64Array(ctx.capacity).fill(value);
    return buffer;
  };
}
