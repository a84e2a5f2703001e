/** The state of a tile for one tectonic region, and what happens to a full block of contexts. */
import type { ContextCollector } from "../../../hazard/contexts/context-collector.ts";
import { addContexts, addContextsOf, type RateSums } from "../../../hazard/curves/rate-accumulator.ts";
import type { SurvivalTable } from "../../../hazard/curves/survival-table.ts";
import { addProbabilities, addTransformed, type Contribution } from "../../../hazard/curves/transformed-sums.ts";
import type { GroundMotionBlock } from "../../../hazard/gmm/model.ts";
import { addSoilExceedances } from "../../../hazard/site-response/kernel.ts";
import type { HazardSetup } from "../hazard-setup.ts";
import type { Component, ReadyTectonicRegion } from "../tectonic-region-models.ts";
import type { SoilKernels } from "./soil-kernels.ts";

export interface TileState {
  readonly setup: HazardSetup;
  readonly survivalTable: SurvivalTable;
  readonly tectonicRegion: ReadyTectonicRegion;
  readonly motion: GroundMotionBlock;
  readonly weights: Float64Array;
  /** Where the present block goes: one sum a model. */
  targets: readonly RateSums[];
  /** How contexts count; undefined: in proportion to their weight, as Poissonian ruptures do. */
  contribution: Contribution | undefined;
  /** Amplification of each context by itself; undefined on rock. */
  readonly soil: SoilKernels;
}

/** Of one block, contexts x levels; kept for the next. */
let probabilities = new Float64Array(0);

/** Ground motions and exceedances of one block, for every model and measure. */
export function addBlock(collector: ContextCollector, state: TileState): void {
  const { components } = state.tectonicRegion;
  for (let model = 0; model < components.length; model++)
    for (let measure = 0; measure < components[model]!.length; measure++) {
      const parts = components[model]![measure]!;
      if (parts.length === 0) continue;
      if (state.contribution === undefined && state.soil === undefined)
        addPoissonian(collector, state, parts, model, measure);
      else
        addOthers(
          collector,
          state,
          parts,
          state.contribution ?? ((p, row) => collector.weight[row]! * p),
          model,
          measure,
        );
    }
}

function addPoissonian(
  { block, site, weight }: ContextCollector,
  state: TileState,
  parts: readonly Component[],
  model: number,
  measure: number,
): void {
  const { motion, setup, survivalTable, targets, weights } = state;
  for (const part of parts) {
    const { constant } = part.evaluate;
    if (constant === undefined) part.evaluate(block, motion);
    else constant.means(block, motion);
    let rowWeights = weight;
    if (part.weight !== 1) {
      rowWeights = weights;
      for (let row = 0; row < block.length; row++) weights[row] = weight[row]! * part.weight;
    }
    const { mean, sigma } = motion;
    const levels = setup.levels[measure]!;
    const sums = targets[model]!;
    if (constant === undefined)
      addContexts(survivalTable, block.length, mean, sigma, site, rowWeights, levels, sums, measure);
    else
      addContextsOf(constant.sigma, survivalTable, block.length, mean, sigma, site, rowWeights, levels, sums, measure);
  }
}

function addOthers(
  { block, site }: ContextCollector,
  state: TileState,
  parts: readonly Component[],
  contribution: Contribution,
  model: number,
  measure: number,
): void {
  const { motion, setup, survivalTable, targets, soil } = state;
  const levels = setup.levels[measure]!;
  const cells = block.length * levels.length;
  if (probabilities.length < cells) probabilities = new Float64Array(cells);
  else probabilities.fill(0, 0, cells);
  const kernels = soil?.[measure];
  for (const part of parts) {
    part.evaluate(block, motion);
    const { mean, sigma } = motion;
    if (kernels === undefined)
      addProbabilities(survivalTable, block.length, mean, sigma, levels, part.weight, probabilities);
    else
      for (let row = 0; row < block.length; row++) {
        const kernel = kernels[site[row]!]!;
        const offset = row * levels.length;
        addSoilExceedances(kernel, survivalTable, mean[row]!, sigma[row]!, part.weight, probabilities, offset);
      }
  }
  addTransformed(block.length, probabilities, site, contribution, targets[model]!, measure);
}
