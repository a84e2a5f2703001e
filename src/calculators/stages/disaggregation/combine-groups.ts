/**
 * From sums by group of sources and model to expected numbers of exceedances of realizations and of their mean, cell by cell
 * (docs/method/disaggregation.md 5).
 */
import { type CellSums, cellAt, makeCellSums } from "../../../hazard/disaggregation/cell-sums.ts";
import { cellsOfSite, type MatrixShape, siteOfKey } from "../../../hazard/disaggregation/matrix-shape.ts";
import type { HazardSetup } from "../hazard-setup.ts";
import { usesOfPaths } from "../model-weights.ts";
import { countedRate } from "./counted-rate.ts";
import type { GroupSums } from "./disaggregation-runner.ts";
import { type CombinedGroup, combineExclusive } from "./exclusive-sources.ts";
import { type DisaggregationRequest, matrixShape } from "./matrix.ts";

/** The matrix of one site: cells that something falls into, sorted by their numbers. */
export interface SiteMatrix {
  readonly site: number;
  /** Number of each cell within the site (`cellOfKey`). */
  readonly cells: Float64Array;
  /** Expected numbers in the investigation time: cells x measures x levels x realizations x epsilons. */
  readonly realizations: Float64Array;
  /** Mean of the realizations with their weights: cells x measures x levels x epsilons; empty unless wanted. */
  readonly mean: Float64Array;
}

export interface CombineOptions {
  /** Realizations of each site, in the order of the outputs. */
  readonly realizations: readonly ArrayLike<number>[];
  /** Which realizations the mean is over: those, all; or no mean. */
  readonly mean: "chosen" | "all" | "none";
}

/** Numbers of a cell and values of it that belong together. */
interface Layout {
  readonly measures: number;
  readonly levels: number;
  readonly epsilons: number;
  readonly exact: boolean;
}

/** The matrices of the sites that something falls into, in the order of the sites. */
export function combineGroups(
  setup: HazardSetup,
  request: DisaggregationRequest,
  groups: readonly GroupSums[],
  options: CombineOptions,
): readonly SiteMatrix[] {
  const shape = matrixShape(request.bins);
  const layout: Layout = {
    measures: setup.measures.length,
    levels: request.levelCount,
    epsilons: shape.eps,
    exact: setup.settings.exact,
  };
  const width = layout.measures * layout.levels * layout.epsilons;
  const chosen = options.realizations[0]?.length ?? 0;
  const realizations = makeCellSums(width * chosen);
  const mean = makeCellSums(options.mean === "none" ? 0 : width);
  const every = Uint32Array.from({ length: setup.realizations.count }, (_, r) => r);

  for (const combined of combineExclusive(setup, shape, groups)) {
    const choice = choicesOf(setup, combined.group);
    const weights = new Map<number, readonly Float64Array[]>();
    for (const key of combined.sums.keys) {
      const site = siteOfKey(shape, key);
      const own = options.realizations[site] ?? [];
      if (chosen > 0) addRealizations(combined, key, own, choice, layout, realizations);
      if (options.mean === "none") continue;
      const known = weights.get(site) ?? weightsOf(setup, choice, options.mean === "all" ? every : own);
      weights.set(site, known);
      addMean(combined, key, known, layout, mean);
    }
  }
  return splitBySite(shape, realizations, mean, options.mean !== "none");
}

/** What each realization makes of a group. */
interface Choices {
  readonly models: number;
  /** Model it chooses for the group's tectonic region. */
  readonly model: Uint16Array;
  /** How often its source path uses the group. */
  readonly uses: Uint32Array;
}

function choicesOf({ composite, groupTrt, realizations, tectonicRegions }: HazardSetup, group: number): Choices {
  const trt = groupTrt[group]!;
  const ofPaths = usesOfPaths(composite.groups[group]!.paths);
  const model = new Uint16Array(realizations.count);
  const uses = new Uint32Array(realizations.count);
  for (let r = 0; r < realizations.count; r++) {
    model[r] = realizations.models[r * tectonicRegions.length + trt]!;
    uses[r] = ofPaths.get(realizations.sourcePath[r]!) ?? 0;
  }
  return { models: tectonicRegions[trt]!.models.length, model, uses };
}

/** By model and measure: summed weight of the realizations that choose it. */
function weightsOf(
  { realizations, measures }: HazardSetup,
  { models, model, uses }: Choices,
  chosen: ArrayLike<number>,
): readonly Float64Array[] {
  const out = Array.from({ length: models }, () => new Float64Array(measures.length));
  for (let i = 0; i < chosen.length; i++) {
    const r = chosen[i]!;
    for (let m = 0; m < measures.length; m++) out[model[r]!]![m]! += uses[r]! * realizations.weights[m]![r]!;
  }
  return out;
}

function addRealizations(
  { sums }: CombinedGroup,
  key: number,
  chosen: ArrayLike<number>,
  { model, uses }: Choices,
  { measures, levels, epsilons, exact }: Layout,
  into: CellSums,
): void {
  const from = sums.places.get(key)!;
  const to = cellAt(into, key);
  const { values } = into;
  const blocks = measures * levels;
  for (let z = 0; z < chosen.length; z++) {
    const r = chosen[z]!;
    if (uses[r] === 0) continue;
    const ofModel = from + model[r]! * blocks * epsilons;
    for (let block = 0; block < blocks; block++)
      for (let e = 0; e < epsilons; e++) {
        const rate = sums.values[ofModel + block * epsilons + e]!;
        values[to + (block * chosen.length + z) * epsilons + e]! += uses[r]! * (exact ? rate : countedRate(rate));
      }
  }
}

/**
 * The mean of rates; of exclusive sources the mean of probabilities, which the reference multiplies with the summed weights of the
 * sources once more.
 */
function addMean(
  { sums, weightsAt }: CombinedGroup,
  key: number,
  weights: readonly Float64Array[],
  { measures, levels, epsilons, exact }: Layout,
  into: CellSums,
): void {
  const from = sums.places.get(key)!;
  const to = cellAt(into, key);
  const { values } = into;
  const ofMeasure = levels * epsilons;
  const width = measures * ofMeasure;
  for (let i = 0; i < width; i++) {
    const measure = Math.floor(i / ofMeasure);
    let sum = 0;
    for (const [model, byMeasure] of weights.entries()) {
      const weight = byMeasure[measure]!;
      const rate = sums.values[from + model * width + i]!;
      if (weight === 0 || rate === 0) continue;
      if (exact) sum += weight * rate;
      else sum += weight * (weightsAt === undefined ? countedRate(rate) : -Math.expm1(-rate) * weightsAt(key));
    }
    values[to + i]! += weightsAt === undefined || exact ? sum : countedRate(-Math.log1p(-sum));
  }
}

function splitBySite(
  shape: MatrixShape,
  realizations: CellSums,
  mean: CellSums,
  withMean: boolean,
): readonly SiteMatrix[] {
  const any = realizations.width > 0 ? realizations : mean;
  const perSite = cellsOfSite(shape);
  const keys = Float64Array.from(any.keys).sort();
  const out: SiteMatrix[] = [];
  for (let start = 0; start < keys.length; ) {
    const site = siteOfKey(shape, keys[start]!);
    let stop = start;
    while (stop < keys.length && siteOfKey(shape, keys[stop]!) === site) stop++;
    const own = keys.subarray(start, stop);
    out.push({
      site,
      cells: own.map((key) => key - site * perSite),
      realizations: valuesOf(realizations, own),
      mean: withMean ? valuesOf(mean, own) : new Float64Array(0),
    });
    start = stop;
  }
  return out;
}

function valuesOf({ width, places, values }: CellSums, keys: Float64Array): Float64Array {
  const out = new Float64Array(keys.length * width);
  for (const [cell, key] of keys.entries()) {
    const at = places.get(key);
    if (at !== undefined) out.set(values.subarray(at, at + width), cell * width);
  }
  return out;
}
