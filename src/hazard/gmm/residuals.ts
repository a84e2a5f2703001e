/**
 * What ground-motion fields take from a model: a standard deviation between events and one within them, or one for everything.
 */
import { ALL_STANDARD_DEVIATIONS, thenAdjust } from "./make-model.ts";
import type { GroundMotionEvaluator, GroundMotionModel } from "./model.ts";

/**
 * - `parts`: tau and phi. A field is exp(mean + tau eps_between + phi eps_within).
 * - `total`: sigma only; tau and phi are 0. A field is exp(mean + sigma eps), with one standard deviate a site and event; spatial correlation
 *   has nothing to act on.
 * - `mixture`: several distributions at once; there is no single mean to sample around.
 */
export type Residuals = "parts" | "total" | "mixture";

/** By what the model declares, as the reference decides. A few declare the total and give 0: medians only. */
export function residualsOf({
  standardDeviations,
  mixture,
}: Pick<GroundMotionModel, "standardDeviations" | "mixture">): Residuals {
  if (mixture !== undefined) return "mixture";
  return standardDeviations.every((kind) => kind === "Total") ? "total" : "parts";
}

/** tau and phi for a total standard deviation: phi = ratio tau, tau^2 + phi^2 = sigma^2. */
export function splitTotal(ratio: number): GroundMotionEvaluator {
  return (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) {
      out.tau[i] = out.sigma[i]! / Math.sqrt(1 + ratio * ratio);
      out.phi[i] = ratio * out.tau[i]!;
    }
  };
}

/**
 * The job parameter `with_betw_ratio`: models that give the total only get parts in this ratio (phi over tau, 1.7 for instance); others stay as they are.
 * For sigma 0.65 and ratio 1.7: tau 0.3296, phi 0.5603.
 */
export function withBetweenRatio(model: GroundMotionModel, ratio: number): GroundMotionModel {
  const { mixture } = model;
  if (mixture !== undefined)
    return { ...model, mixture: mixture.map((part) => ({ ...part, model: withBetweenRatio(part.model, ratio) })) };
  if (residualsOf(model) !== "total") return model;
  return {
    ...model,
    standardDeviations: ALL_STANDARD_DEVIATIONS,
    forMeasure: (imt) => thenAdjust(model.forMeasure(imt), splitTotal(ratio)),
  };
}
