/** Evaluators for formulas that need nothing kept from one row to the next. */
import type { ContextBlock } from "../context-block.ts";
import type { IntensityMeasure } from "../intensity-measure.ts";
import {
  clearParts,
  LN_GAL_IN_G,
  makeModel,
  thenAdjust,
  withConstantDeviations,
  withConstantTotal,
} from "./make-model.ts";
import type { GroundMotionEvaluator, ModelFactory, ModelFacts } from "./model.ts";
import { refuseArguments } from "./model-arguments.ts";

/** A number for row `i` of a block. */
export type RowFunction = (ctx: ContextBlock, i: number) => number;

/** Standard deviations in ln units: the total only or both parts, the same on every row or not. */
export type RowStandardDeviations =
  | { readonly total: number | RowFunction }
  | { readonly tau: number; readonly phi: number; readonly sigma?: number }
  | { readonly tau: RowFunction; readonly phi: RowFunction };

/** Mean and standard deviations row by row. */
export function rowEvaluator(mean: RowFunction, deviations: RowStandardDeviations): GroundMotionEvaluator {
  const means: GroundMotionEvaluator = (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) out.mean[i] = mean(ctx, i);
  };
  if ("total" in deviations) {
    const { total } = deviations;
    if (typeof total === "number") return withConstantTotal(means, total);
    return thenAdjust(means, (ctx, out) => {
      for (let i = 0; i < ctx.length; i++) out.sigma[i] = total(ctx, i);
      clearParts(out, ctx.length);
    });
  }
  const { tau, phi } = deviations;
  if (typeof tau === "number") {
    const { sigma } = deviations as { sigma?: number };
    return withConstantDeviations(means, tau, phi as number, sigma);
  }
  const phiAt = phi as RowFunction;
  return thenAdjust(means, (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) {
      const between = tau(ctx, i);
      const within = phiAt(ctx, i);
      out.tau[i] = between;
      out.phi[i] = within;
      out.sigma[i] = Math.sqrt(between * between + within * within);
    }
  });
}

/** What turns ln(cm/s2) into ln(g): 0 for measures that are no accelerations. */
export function galShift(imt: IntensityMeasure): number {
  return imt.kind === "PGA" || imt.kind === "SA" ? LN_GAL_IN_G : 0;
}

/** What tells a class of a family from the others: its options, and what its declaration has different. */
export interface ModelVariant<Options> {
  readonly options: Options;
  readonly facts?: Partial<ModelFacts>;
}

/** The factories of classes of one formula, by class name. */
export function modelVariants<Options>(
  facts: ModelFacts,
  evaluatorFor: (imt: IntensityMeasure, options: Options) => GroundMotionEvaluator,
  variants: { readonly [className: string]: ModelVariant<Options> },
): { [className: string]: ModelFactory } {
  const models: { [className: string]: ModelFactory } = {};
  for (const [name, variant] of Object.entries(variants))
    models[name] = (args) => {
      refuseArguments(name, args);
      return makeModel({ ...facts, ...variant.facts, name }, (imt) => evaluatorFor(imt, variant.options));
    };
  return models;
}
