/** Mixtures of normal distributions: models whose probability of exceedance is a weighted sum. */
import { InputError } from "../../input-error.ts";
import type { GroundMotionEvaluator, GroundMotionModel, MixtureComponent, ModelArgument } from "./model.ts";

/**
 * A model whose total sigma is uncertain: `{ factors = [...], weights = [...] }`, as the `mixture_model` argument
 * gives it.
 */
export function readMixture(model: GroundMotionModel, value: ModelArgument): GroundMotionModel {
  const table = typeof value === "object" && !Array.isArray(value) ? (value as { [key: string]: ModelArgument }) : {};
  const factors = numbers(table["factors"]);
  const weights = numbers(table["weights"]);
  if (factors.length === 0 || factors.length !== weights.length)
    throw new InputError(`${model.name}: argument mixture_model is ${JSON.stringify(value)}`, {
      parameter: "mixture_model",
      allowed: "factors and weights, two lists of the same number of numbers",
    });
  return {
    ...model,
    mixture: factors.map((factor, index): MixtureComponent => {
      return { weight: weights[index] ?? 0, model: withScaledSigma(model, factor) };
    }),
  };
}

function numbers(value: ModelArgument | undefined): number[] {
  return Array.isArray(value) ? value.filter((item): item is number => typeof item === "number") : [];
}

function withScaledSigma(model: GroundMotionModel, factor: number): GroundMotionModel {
  return {
    ...model,
    forMeasure(imt): GroundMotionEvaluator {
      const evaluate = model.forMeasure(imt);
      return (ctx, out) => {
        evaluate(ctx, out);
        for (let i = 0; i < ctx.length; i++) out.sigma[i]! *= factor;
      };
    },
  };
}
