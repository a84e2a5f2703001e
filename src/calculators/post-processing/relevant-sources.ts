/** Sources that matter for a level of shaking, and their disaggregation by magnitude, distance and epsilon (method-risk 11.7). */
import { noExceedance } from "../../hazard/curves/occurrence.ts";
import { makeSurvivalTable } from "../../hazard/curves/survival-table.ts";
import { binCentres, distanceEdges, epsilonEdges, magnitudeEdges } from "../../hazard/disaggregation/bin-edges.ts";
import { makeEpsilonBands, splitByEpsilon } from "../../hazard/disaggregation/epsilon-bands.ts";
import { magnitudeBin, upperBin } from "../../hazard/disaggregation/find-bin.ts";
import { isLinearMeasure } from "../../hazard/intensity-measure.ts";
import {
  baseSourceName,
  familyName,
  leadingGroup,
  leadingSource,
  type SourceFamily,
} from "../../hazard/logic-tree/composite-model.ts";
import { mfdBins } from "../../hazard/mfd/bins.ts";
import type { Job } from "../../inputs/job.ts";
import type { HazardSetup, RegionSettings } from "../stages/hazard-setup.ts";
import { modelWeights } from "../stages/model-weights.ts";
import { prepareFamily } from "../stages/prepare-family.ts";
import { evaluateMotions, makeMotions, type RegionMotions } from "../stages/region-motions.ts";
import type { RatesBySource } from "../stages/store-sources.ts";
import { BLOCK_ROWS, type ContextBatch, walkContexts } from "../stages/walk-contexts.ts";

/** Share of the largest rate of a source above which a source is relevant. */
const RELEVANT = 0.1;

/** Rates of a cell below this count as 0, rates above the other as it: limits of the reference. */
const SMALLEST_RATE = 1e-12;
const LARGEST_RATE = 100;

/** Edges of the bins common to all sites and sources. */
export interface DisaggregationBins {
  readonly mag: Float64Array;
  readonly dist: Float64Array;
  readonly eps: Float64Array;
}

/** Bins of a job: its own edges, or those its widths ask for. */
export function disaggregationBins(job: Job, setup: HazardSetup): DisaggregationBins {
  const { disagg_bin_edges, mag_bin_width, distance_bin_width, num_epsilon_bins } = job.parameters;
  const own = (axis: string): Float64Array | undefined => {
    const edges = new Map<string, unknown>(Object.entries(disagg_bin_edges)).get(axis);
    return Array.isArray(edges) ? Float64Array.from(edges, Number) : undefined;
  };
  const farthest = Object.values(job.parameters.maximum_distance ?? {}).reduce(
    (most, pairs) => Math.max(most, pairs.at(-1)?.[1] ?? 0),
    0,
  );
  return {
    mag: own("mag") ?? magnitudeEdges(sourceMagnitudes(setup), mag_bin_width),
    dist: own("dist") ?? distanceEdges(farthest, distance_bin_width),
    eps: own("eps") ?? epsilonEdges(setup.settings.truncationLevel, num_epsilon_bins),
  };
}

/**
 * Magnitudes of all sources, to two decimals, from the first of the maximum distance's table on. Of multi-point sources whose points
 * have distributions of their own only those of the first point, a quirk of the reference: larger ones fall out of the bins.
 */
function sourceMagnitudes(setup: HazardSetup): ReadonlySet<number> {
  const mags = new Set<number>();
  for (const family of setup.composite.families) {
    const settings = setup.groupSettings[leadingGroup(family)]!;
    for (const mag of familyMagnitudes(family, settings, setup)) {
      const rounded = Number(mag.toFixed(2));
      if (rounded >= settings.maximumDistance.mags[0]!) mags.add(rounded);
    }
  }
  return mags;
}

function familyMagnitudes(
  family: SourceFamily,
  settings: RegionSettings,
  setup: HazardSetup,
): readonly number[] | Float64Array {
  const source = leadingSource(family);
  const { widthOfMfdBin: binWidth, exact } = setup.settings;
  if (!exact && source.kind === "multiPoint" && source.mfd.kind === "multi" && source.mfd.members[0] !== undefined)
    return mfdBins(source.mfd.members[0], { binWidth }).mags;
  const prepared = prepareFamily(family, settings, setup);
  if (prepared.kind !== "atomic") return prepared.contexts.mags;
  return prepared.members.flatMap(({ contexts }) => Array.from(contexts.mags));
}

/** Sources, by name, whose mean rate of exceeding the level is more than a tenth of the largest. */
export function relevantSources(
  job: Job,
  { ids, values }: RatesBySource,
  site: number,
  measure: number,
  level: number,
): readonly string[] {
  const levels = job.levels[measure]!;
  const first = (site * job.measures.length + measure) * levels.length;
  const rates = ids.map((_, s) => interpolate(level, levels, (l) => values[(first + l) * ids.length + s]!));
  const largest = Math.max(...rates);
  return ids.filter((_, s) => rates[s]! > RELEVANT * largest);
}

/** Linear, constant outside. */
function interpolate(x: number, grid: Float64Array, value: (index: number) => number): number {
  const last = grid.length - 1;
  if (x <= grid[0]!) return value(0);
  if (x >= grid[last]!) return value(last);
  const right = grid.findIndex((level) => level >= x);
  const t = (x - grid[right - 1]!) / (grid[right]! - grid[right - 1]!);
  return value(right - 1) + t * (value(right) - value(right - 1));
}

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
  regions: readonly RegionMotions[],
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
  const motions = makeMotions(regions, BLOCK_ROWS);
  const parts = new Float64Array(epsilons);
  const sums = new Map<number, Float64Array[]>();
  const sumsOf = (group: number, models: number): Float64Array[] => {
    const known = sums.get(group) ?? Array.from({ length: models }, () => new Float64Array(cells));
    sums.set(group, known);
    return known;
  };
  const deviations = makeDeviations(mags * dists, measures.length);

  const onBatch = ({ region, block, weight, listed, shares, mag }: ContextBatch): void => {
    const magBin = magnitudeBin(bins.mag, mag);
    if (magBin < 0) return;
    evaluateMotions(regions[region]!, block, motions[region]!);
    for (const [model, byMeasure] of motions[region]!.entries())
      for (const [m, measure] of measures.entries()) {
        const { mean, sigma } = byMeasure[measure]!;
        for (let row = 0; row < block.length; row++) {
          const place = magBin * dists + upperBin(bins.dist, block.rrup[row]!);
          deviations.add(model, place, m, sigma[row]!, shares.length);
          if (lnLevels[m] === Number.NEGATIVE_INFINITY) continue;
          splitByEpsilon(bands, survivalTable, (lnLevels[m]! - mean[row]!) / sigma[row]!, parts);
          for (const { group, factor } of shares) {
            const into = sumsOf(group, motions[region]!.length)[model]!;
            for (let e = 0; e < epsilons; e++)
              into[(place * epsilons + e) * measures.length + m]! +=
                listed === undefined
                  ? weight[row]! * factor * parts[e]!
                  : -Math.log(noExceedance(listed[row]!, parts[e]!));
          }
        }
      }
  };
  walkContexts({
    setup: whole,
    motions: regions,
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
        const rate = values[i]!;
        if (rate >= SMALLEST_RATE) rates[i]! += (weights[model]! * Math.min(rate, LARGEST_RATE)) / time;
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

/** Centres of the bins, as they are shown. */
export function centresOf(bins: DisaggregationBins): {
  readonly mag: Float64Array;
  readonly dist: Float64Array;
  readonly eps: Float64Array;
} {
  return { mag: binCentres(bins.mag), dist: binCentres(bins.dist), eps: binCentres(bins.eps) };
}
