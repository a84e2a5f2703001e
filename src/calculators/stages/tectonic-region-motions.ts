/** Ground motions of all models and measures of a tectonic region, for functions that need more than probabilities. */
import type { ContextBlock } from "../../hazard/context-block.ts";
import type { WantedColumns } from "../../hazard/contexts/context-collector.ts";
import { type GroundMotionBlock, type GroundMotionEvaluator, makeGroundMotionBlock } from "../../hazard/gmm/model.ts";
import { InputError } from "../../input-error.ts";
import type { BranchModel, HazardSetup } from "./hazard-setup.ts";
import { readyTectonicRegion } from "./tectonic-region-models.ts";

export interface TectonicRegionMotions {
  readonly wanted: WantedColumns;
  /** By model, then by measure. */
  readonly evaluators: readonly (readonly GroundMotionEvaluator[])[];
}

/**
 * @param weightsByMeasure the function takes them into account itself.
 * @throws InputError for models that are mixtures of several distributions, and for trees with weights by measure: one mean and
 * one deviation are needed for each context
 */
export function tectonicRegionMotions(setup: HazardSetup, weightsByMeasure = false): readonly TectonicRegionMotions[] {
  const { tectonicRegions, measures, modelFolder, settings, realizations } = setup;
  if (!weightsByMeasure && realizations.weights.some((weights) => weights !== realizations.weights[0]))
    throw new InputError("post-processing does not support ground-motion models with weights by measure", {
      parameter: "postproc_func",
    });
  return tectonicRegions.map((tectonicRegion) => {
    const { wanted, components } = readyTectonicRegion(tectonicRegion, measures, modelFolder, settings);
    const evaluators = components.map((byMeasure, model) =>
      byMeasure.map((parts) => {
        const [first, ...others] = parts;
        if (first === undefined || others.length > 0)
          throw new InputError(
            `post-processing does not support ${nameOf(tectonicRegion.models[model]!)}, which has no single mean and deviation`,
            { parameter: "postproc_func" },
          );
        return first.evaluate;
      }),
    );
    return { wanted, evaluators };
  });
}

function nameOf(branch: BranchModel): string {
  return branch.kind === "model" ? branch.spec.className : "the average of a collapsed logic tree";
}

/** Results of one block, reused from block to block: by model, then by measure. */
export type Motions = readonly (readonly GroundMotionBlock[])[];

/** Room for the motions of blocks of `capacity` rows of each tectonic region. */
export function makeMotions(motions: readonly TectonicRegionMotions[], capacity: number): readonly Motions[] {
  return motions.map(({ evaluators }) =>
    evaluators.map((byMeasure) => byMeasure.map(() => makeGroundMotionBlock(capacity))),
  );
}

/** Fills `out` for the rows of a block. */
export function evaluateMotions({ evaluators }: TectonicRegionMotions, block: ContextBlock, out: Motions): void {
  for (const [model, byMeasure] of evaluators.entries())
    for (const [measure, evaluate] of byMeasure.entries()) evaluate(block, out[model]![measure]!);
}
