/**
 * From the rates of groups to hazard curves of realizations and their statistics, for one tile of sites
 * (docs/method/classical.md 5.5 and 7.1).
 */
import { computeStatistic, type Statistic } from "../../../hazard/curves/statistics.ts";
import type { CompositeModel } from "../../../hazard/logic-tree/composite-model.ts";
import { type HazardSetup, levelCount, type RealizationTable } from "../hazard-setup.ts";
import { keepsGroupRates } from "./group-rates-store.ts";
import { type SoilCurves, soilCurves } from "./soil-curves.ts";

/** Expected numbers of exceedances in the investigation time: per group and model, tile sites x measures x levels. */
export type GroupRates = readonly (readonly Float64Array[])[];

export interface FinishedTile {
  /** Probabilities: sites x statistics x measures x levels. */
  readonly statistics: Float32Array;
  /** sites x realizations x measures x levels; empty unless kept. */
  readonly realizations: Float32Array;
  /** Expected numbers of exceedances: sites x (groups and their models) x measures x levels; absent unless kept. */
  readonly groupRates?: Float32Array;
}

export interface FinishOptions {
  readonly sites: number;
  readonly measures: number;
  readonly levels: number;
  readonly composite: CompositeModel;
  readonly groupTrt: readonly number[];
  /** Number of models of each tectonic region. */
  readonly modelCounts: readonly number[];
  readonly realizations: RealizationTable;
  readonly statistics: readonly Statistic[];
  readonly useRates: boolean;
  readonly keepRealizations: boolean;
  readonly keepGroupRates: boolean;
  /** Turns curves on rock into curves on soil; undefined: they stay. */
  readonly toSoil: SoilCurves | undefined;
  /** Label of each site's ground-motion tree, for jobs with `site_labels`. */
  readonly siteLabels: Float64Array | undefined;
}

/** Options for the sites from `siteStart` on. */
export function finishOptions(setup: HazardSetup, siteStart: number, siteStop: number): FinishOptions {
  return {
    sites: siteStop - siteStart,
    measures: setup.measures.length,
    levels: levelCount(setup),
    composite: setup.composite,
    groupTrt: setup.groupTrt,
    modelCounts: setup.tectonicRegions.map(({ models }) => models.length),
    realizations: setup.realizations,
    statistics: setup.statistics,
    useRates: setup.settings.useRates,
    keepRealizations: setup.settings.keepRealizations,
    keepGroupRates: keepsGroupRates(setup),
    toSoil: soilCurves(setup, siteStart),
    siteLabels: setup.sites.parameters.get("ilabel")?.subarray(siteStart, siteStop),
  };
}

/**
 * The rate of a realization is the sum over the groups of its source path of the rates under the model it chose for the
 * group's tectonic region. It is looked up through (path, tectonic region, model) sums, which many realizations share.
 */
export function finishTile(rates: GroupRates, options: FinishOptions): FinishedTile {
  const { sites, measures, levels, realizations, statistics, useRates, keepRealizations, toSoil, siteLabels } = options;
  const { count } = realizations;
  const soilLevels = toSoil?.levels ?? levels;
  const cells = measures * soilLevels;
  const out = new Float32Array(sites * statistics.length * cells);
  const kept = new Float32Array(keepRealizations ? sites * count * cells : 0);
  const sums = planPathSums(options);
  const sumValues = new Float64Array(sums.count * levels);
  const rockCurves = new Float64Array(levels * count);
  const order = new Uint32Array(count);
  for (let site = 0; site < sites; site++)
    for (let measure = 0; measure < measures; measure++) {
      const start = (site * measures + measure) * levels;
      if (!fillPathSums(rates, sums, start, levels, sumValues)) continue;
      fillCurves(realizations, sums, sumValues, levels, rockCurves);
      const curves = toSoil === undefined ? rockCurves : toSoil.amplify(rockCurves, count, site, measure);
      if (keepRealizations)
        for (let r = 0; r < count; r++)
          for (let level = 0; level < soilLevels; level++)
            kept[(site * count + r) * cells + measure * soilLevels + level] = curves[level * count + r]!;
      const weights = (realizations.weightsByLabel.get(siteLabels?.[site] ?? -1) ?? realizations.weights)[measure]!;
      for (let level = 0; level < soilLevels; level++) {
        const values = curves.subarray(level * count, (level + 1) * count);
        if (useRates) for (let r = 0; r < count; r++) values[r] = rateOf(values[r]!);
        for (let s = 0; s < statistics.length; s++) {
          const value =
            count === 1 ? single(statistics[s]!, values[0]!) : computeStatistic(statistics[s]!, values, weights, order);
          out[(site * statistics.length + s) * cells + measure * soilLevels + level] = useRates
            ? -Math.expm1(-value)
            : value;
        }
      }
    }
  return {
    statistics: out,
    realizations: kept,
    ...(options.keepGroupRates ? { groupRates: weaveGroupRates(rates, sites, measures * levels) } : {}),
  };
}

/** Site by site, what lies group by group. */
function weaveGroupRates(rates: GroupRates, sites: number, cells: number): Float32Array {
  const columns = rates.flat();
  const out = new Float32Array(sites * columns.length * cells);
  for (const [c, values] of columns.entries())
    for (let site = 0; site < sites; site++)
      out.set(values.subarray(site * cells, (site + 1) * cells), (site * columns.length + c) * cells);
  return out;
}

/** With one realization mean, quantiles and maximum are the curve itself. */
function single(statistic: Statistic, value: number): number {
  return statistic.kind === "std" ? 0 : value;
}

/** Expected number behind a probability, with the reference's limits. */
function rateOf(poe: number): number {
  const rate = -Math.log(poe === 1 ? 1e-45 : 1 - poe);
  return rate < 1e-12 ? 0 : Math.min(rate, 100);
}

interface PathSums {
  readonly count: number;
  /** First sum of each (path, tectonic region): the sum of model b is at + b. */
  readonly first: Int32Array;
  readonly trtCount: number;
  /** Groups of each (path, tectonic region), repeated where a path uses a group twice. */
  readonly groups: readonly (readonly number[])[];
  readonly models: readonly number[];
}

function planPathSums({ composite, groupTrt, modelCounts, realizations }: FinishOptions): PathSums {
  const trtCount = modelCounts.length;
  const groups: number[][] = Array.from({ length: realizations.paths * trtCount }, () => []);
  for (const [g, group] of composite.groups.entries())
    for (const path of group.paths) groups[path * trtCount + groupTrt[g]!]!.push(g);
  const first = new Int32Array(groups.length);
  const models: number[] = [];
  let count = 0;
  for (let i = 0; i < groups.length; i++) {
    first[i] = count;
    models.push(modelCounts[i % trtCount]!);
    count += modelCounts[i % trtCount]!;
  }
  return { count, first, trtCount, groups, models };
}

/** @returns false when nothing reaches this site and measure */
function fillPathSums(
  rates: GroupRates,
  { groups, first, models }: PathSums,
  start: number,
  levels: number,
  out: Float64Array,
): boolean {
  out.fill(0);
  let any = false;
  for (let i = 0; i < groups.length; i++)
    for (const group of groups[i]!)
      for (let model = 0; model < models[i]!; model++) {
        const values = rates[group]![model]!;
        const to = (first[i]! + model) * levels;
        for (let level = 0; level < levels; level++) {
          const value = values[start + level]!;
          if (value === 0) continue;
          out[to + level]! += value;
          any = true;
        }
      }
  return any;
}

function fillCurves(
  { count, sourcePath, models }: RealizationTable,
  { first, trtCount }: PathSums,
  sumValues: Float64Array,
  levels: number,
  out: Float64Array,
): void {
  for (let r = 0; r < count; r++)
    for (let level = 0; level < levels; level++) {
      let rate = 0;
      for (let trt = 0; trt < trtCount; trt++)
        rate += sumValues[(first[sourcePath[r]! * trtCount + trt]! + models[r * trtCount + trt]!) * levels + level]!;
      out[level * count + r] = rate === 0 ? 0 : -Math.expm1(-rate);
    }
}
