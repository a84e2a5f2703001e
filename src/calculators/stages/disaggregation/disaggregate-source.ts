/** Disaggregation of one source at one site by magnitude, distance and epsilon (docs/method/disaggregation.md 7). */
import { noExceedance } from "../../../hazard/curves/occurrence.ts";
import { makeSurvivalTable } from "../../../hazard/curves/survival-table.ts";
import { makeEpsilonBands, splitByEpsilon } from "../../../hazard/disaggregation/epsilon-bands.ts";
import { magnitudeBin, upperBin } from "../../../hazard/disaggregation/find-bin.ts";
import { isLinearMeasure } from "../../../hazard/intensity-measure.ts";
import { baseSourceName, familyName } from "../../../hazard/logic-tree/composite-model.ts";
import type { HazardSetup } from "../hazard-setup.ts";
import { modelWeights } from "../model-weights.ts";
import { evaluateMotions, makeMotions, type TectonicRegionMotions } from "../tectonic-region-motions.ts";
import { BLOCK_ROWS, type ContextBatch, walkContexts } from "../walk-contexts.ts";
import { countedRate } from "./counted-rate.ts";
import type { DisaggregationBins } from "./disaggregation-bins.ts";

/** One source at one site. */
export interface SourceDisaggregation {
  /** Mean expected numbers of exceedances in the investigation time (a year, with `numerics = exact`): magnitudes x distances x epsilons x measures. */
  readonly rates: Float64Array;
  /** Mean total deviation: magnitudes x distances x measures; where there are no ruptures, that of the first bin with some. */
  readonly sigma: Float64Array;
}

/**
 * Disaggregates what exceeds `levels` (one for each of `measures`, which index the setup's) at a site.
 * Area sources are taken whole here: far points are not averaged.
 */
export function disaggregateSource(
  setup: HazardSetup,
  tectonicRegions: readonly TectonicRegionMotions[],
  site: number,
  source: string,
  measures: readonly number[],
  levels: readonly number[],
  bins: DisaggregationBins,
  epsilonStar: boolean,
): SourceDisaggregation {
  const whole: HazardSetup = { ...setup, settings: { ...setup.settings, splitSources: false } };
  const lnLevels = levels.map((level, m) => (isLinearMeasure(setup.measures[measures[m]!]!) ? level : Math.log(level)));
  const survivalTable = makeSurvivalTable(setup.settings.truncationLevel);
  const bands = makeEpsilonBands(bins.eps, setup.settings.truncationLevel, epsilonStar);
  const [mags, dists, epsilons] = [bins.mag.length - 1, bins.dist.length - 1, bins.eps.length - 1];
  const cells = mags * dists * epsilons * measures.length;
  const motions = makeMotions(tectonicRegions, BLOCK_ROWS);
  const parts = new Float64Array(epsilons);
  const sums = new Map<number, Float64Array[]>();
  const sumsOf = (group: number, models: number): Float64Array[] => {
    const known = sums.get(group) ?? Array.from({ length: models }, () => new Float64Array(cells));
    sums.set(group, known);
    return known;
  };
  const deviations = makeDeviations(mags * dists, measures.length);

  const onBatch = ({ trt, block, weight, occurrenceProbabilities, shares, mag }: ContextBatch): void => {
    const magBin = magnitudeBin(bins.mag, mag);
    if (magBin < 0) return;
    evaluateMotions(tectonicRegions[trt]!, block, motions[trt]!);
    for (const [model, byMeasure] of motions[trt]!.entries())
      for (const [m, measure] of measures.entries()) {
        const { mean, sigma } = byMeasure[measure]!;
        for (let row = 0; row < block.length; row++) {
          const place = magBin * dists + upperBin(bins.dist, block.rrup[row]!);
          deviations.add(model, place, m, sigma[row]!, shares.length);
          if (lnLevels[m] === Number.NEGATIVE_INFINITY) continue;
          splitByEpsilon(bands, survivalTable, (lnLevels[m]! - mean[row]!) / sigma[row]!, parts);
          for (const { group, factor } of shares) {
            const into = sumsOf(group, motions[trt]!.length)[model]!;
            for (let e = 0; e < epsilons; e++)
              into[(place * epsilons + e) * measures.length + m]! +=
                occurrenceProbabilities === undefined
                  ? weight[row]! * factor * parts[e]!
                  : -Math.log(noExceedance(occurrenceProbabilities[row]!, parts[e]!));
          }
        }
      }
  };
  walkContexts({
    setup: whole,
    motions: tectonicRegions,
    siteStart: site,
    siteStop: site + 1,
    wants: (family) => baseSourceName(familyName(family)) === source,
    distances: ["rrup"],
    byMagnitude: true,
    onBatch,
  });

  // The reference gives numbers in the investigation time under the name of annual ones.
  const time = setup.settings.exact ? setup.settings.investigationTime : 1;
  const rates = new Float64Array(cells);
  let weightsOfModels: Float64Array = new Float64Array(0);
  for (const [group, models] of sums) {
    const weights = modelWeights(setup, group);
    weightsOfModels = weights;
    for (const [model, values] of models.entries())
      for (let i = 0; i < cells; i++) {
        const rate = countedRate(values[i]!);
        if (rate > 0) rates[i]! += (weights[model]! * rate) / time;
      }
  }
  const total = weightsOfModels.reduce((sum, weight) => sum + weight, 0);
  return { rates, sigma: deviations.mean(weightsOfModels.map((weight) => weight / total)) };
}

interface Deviations {
  /** `times`: how many sources have the rupture. */
  readonly add: (model: number, place: number, measure: number, sigma: number, times: number) => void;
  /** places x measures, over the models. */
  readonly mean: (weights: Float64Array) => Float64Array;
}

/** Mean deviations of the ruptures of each bin. */
function makeDeviations(places: number, measures: number): Deviations {
  const sums: Float64Array[] = [];
  const counts: Float64Array[] = [];
  const grow = (model: number): void => {
    while (sums.length <= model) {
      sums.push(new Float64Array(places * measures));
      counts.push(new Float64Array(places * measures));
    }
  };
  return {
    add: (model, place, measure, sigma, times) => {
      grow(model);
      sums[model]![place * measures + measure]! += times * sigma;
      counts[model]![place * measures + measure]! += times;
    },
    mean: (weights) => {
      const out = new Float64Array(places * measures);
      for (const [model, sum] of sums.entries())
        for (let m = 0; m < measures; m++) {
          const at = (place: number) => sum[place * measures + m]! / counts[model]![place * measures + m]!;
          let first = 0;
          while (first < places && !(counts[model]![first * measures + m]! > 0)) first++;
          if (first === places) continue;
          for (let place = 0; place < places; place++) {
            const value = counts[model]![place * measures + m]! > 0 ? at(place) : at(first);
            out[place * measures + m]! += (weights[model] ?? 0) * value;
          }
        }
      return out;
    },
  };
}
