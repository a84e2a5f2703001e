/**
 * `conditional_spectrum.main`: conditional spectra at each site for the mean hazard at the job's `poes`, of every realization and
 * their mean (docs/method/disaggregation.md 9).
 */
import { levelAtPoe } from "../../hazard/curves/hazard-map.ts";
import { negativeBinomialOccurrences } from "../../hazard/curves/occurrence.ts";
import { makeSurvivalTable } from "../../hazard/curves/survival-table.ts";
import type { TemporalOccurrence } from "../../hazard/sources/source.ts";
import { correlationBakerJayaram2008 } from "../../hazard/spectra/baker-jayaram-2008.ts";
import {
  addToSpectra,
  type Conditioning,
  makeSpectrumSums,
  type SpectrumSums,
} from "../../hazard/spectra/conditional-spectrum.ts";
import type { ProblemList } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import type { HazardSetup } from "../stages/hazard-setup.ts";
import { usesOfPaths } from "../stages/model-weights.ts";
import {
  evaluateMotions,
  makeMotions,
  type TectonicRegionMotions,
  tectonicRegionMotions,
} from "../stages/tectonic-region-motions.ts";
import { BLOCK_ROWS, type ContextBatch, walkContexts } from "../stages/walk-contexts.ts";
import { checkFewSites, checkOnlyMean, type PostProcessing, type PostProcessor } from "./post-processor.ts";

const CORRELATIONS: { readonly [name: string]: (a: number, b: number) => number } = {
  BakerJayaram2008: correlationBakerJayaram2008,
};

/** Largest relative difference between the spectrum at the conditioning period and the level it is conditioned on. */
const EXPECTED_AGREEMENT = 0.03;

export const conditionalSpectrum: PostProcessor = { check, run };

function check(job: Job, problems: ProblemList): void {
  const { cross_correlation, imt_ref } = job.parameters;
  if (!Object.hasOwn(CORRELATIONS, cross_correlation))
    problems.add(
      job.given.has("cross_correlation")
        ? `conditional spectra with cross_correlation = ${cross_correlation} are not supported`
        : "conditional spectra need a cross_correlation",
      { parameter: "cross_correlation", allowed: Object.keys(CORRELATIONS).join(", ") },
    );
  const names = job.measures.map(({ name }) => name);
  if (!names.includes(imt_ref))
    problems.add(
      imt_ref === "" ? "conditional spectra need imt_ref" : `imt_ref = ${imt_ref} is not a measure of the job`,
      { parameter: "imt_ref", allowed: names.join(", ") },
    );
  const other = job.measures.find(({ kind }) => kind !== "PGA" && kind !== "SA");
  if (other !== undefined)
    problems.add(`conditional spectra are of PGA and SA, not of ${other.name}`, {
      parameter: "intensity_measure_types_and_levels",
    });
  if (job.parameters.poes.length === 0) problems.add("conditional spectra need poes", { parameter: "poes" });
  checkOnlyMean(job, problems);
  checkFewSites(job, problems);
}

/** Sums of each group and model: sites. */
type GroupSums = readonly (readonly (readonly SpectrumSums[])[])[];

function run({ job, setup, results, writer, reporter }: PostProcessing): void {
  const poes = job.parameters.poes;
  const levels = referenceLevels(job, setup, results.statistics, poes);
  const motions = tectonicRegionMotions(setup);
  const conditioning = siteConditioning(job, setup, levels, poes);
  const sums = newSums(setup, motions, poes.length);
  accumulate(setup, motions, conditioning, undefined, sums);
  const all = new Map(setup.realizations.plainWeights.entries());
  const meanSpectra = combine(setup, sums, all, "mean");
  warnOfDifferences(job, setup, levels, meanSpectra, reporter.log);
  accumulate(setup, motions, conditioning, meanSpectra, sums);

  const measures = setup.measures.length;
  const sites = setup.sites.count;
  const store = (suffix: "rlzs" | "stats", combinations: readonly RealizationWeights[]): void => {
    const spectra = combinations.map((weights) => ({
      mean: combine(setup, sums, weights, "mean"),
      variance: combine(setup, sums, weights, "variance"),
      weight: combine(setup, sums, weights, "weight"),
    }));
    const out = new Float64Array(sites * poes.length * spectra.length * measures * 2);
    let at = 0;
    for (let site = 0; site < sites; site++)
      for (let p = 0; p < poes.length; p++)
        for (const { mean, variance, weight } of spectra)
          for (let m = 0; m < measures; m++) {
            const i = p * measures + m;
            const contributes = weight[site]![p]! > 0;
            out[at++] = contributes ? Math.exp(mean[site]![i]!) : 0;
            out[at++] = Math.sqrt(variance[site]![i]!);
          }
    writer.putArray(`cs-${suffix}`, out, {
      shape: [sites, poes.length, spectra.length, measures, 2],
      dimensions: ["site", "poe", suffix === "rlzs" ? "rlz" : "stat", "period", "value"],
      attributes: {
        poes: [...poes],
        periods: setup.measures.map(({ period }) => period),
        values: ["mea", "std"],
        ...(suffix === "stats" ? { stats: ["mean"] } : {}),
      },
    });
  };
  store(
    "rlzs",
    Array.from({ length: setup.realizations.count }, (_, r) => new Map([[r, 1]])),
  );
  store("stats", [all]);
}

/** Levels of the reference measure with the wanted probabilities, by site; in single precision, as maps are stored. */
function referenceLevels(
  job: Job,
  setup: HazardSetup,
  statistics: Float32Array,
  poes: readonly number[],
): readonly (readonly number[])[] {
  const measure = referenceMeasure(job, setup);
  const levels = job.levels[measure]!;
  return Array.from({ length: setup.sites.count }, (_, site) => {
    const start = (site * setup.measures.length + measure) * levels.length;
    return poes.map((poe) => Math.fround(levelAtPoe(statistics, start, levels, poe)));
  });
}

function referenceMeasure(job: Job, setup: HazardSetup): number {
  return setup.measures.findIndex(({ name }) => name === job.parameters.imt_ref);
}

function siteConditioning(
  job: Job,
  setup: HazardSetup,
  levels: readonly (readonly number[])[],
  poes: readonly number[],
): readonly Conditioning[] {
  const reference = referenceMeasure(job, setup);
  const correlate = CORRELATIONS[job.parameters.cross_correlation]!;
  const correlation = setup.measures.map(({ period }) => correlate(setup.measures[reference]!.period, period));
  const survivalTable = makeSurvivalTable(setup.settings.truncationLevel);
  const exceedances = poes.map((poe) => -Math.log1p(-poe));
  return levels.map((ofSite) => ({
    reference,
    correlation,
    lnLevels: ofSite.map(Math.log),
    exceedances,
    survivalTable,
  }));
}

function newSums(setup: HazardSetup, motions: readonly TectonicRegionMotions[], poes: number): GroupSums {
  return setup.groupTrt.map((trt) =>
    motions[trt]!.evaluators.map(() =>
      Array.from({ length: setup.sites.count }, () => makeSpectrumSums(poes, setup.measures.length)),
    ),
  );
}

/** @param target final mean spectra by site, in the second pass */
function accumulate(
  setup: HazardSetup,
  tectonicRegions: readonly TectonicRegionMotions[],
  conditioning: readonly Conditioning[],
  target: readonly Float64Array[] | undefined,
  sums: GroupSums,
): void {
  const motions = makeMotions(tectonicRegions, BLOCK_ROWS);
  const spectral = motions.map((models) =>
    models.map((byMeasure) => ({
      mean: byMeasure.map(({ mean }) => mean),
      sigma: byMeasure.map(({ sigma }) => sigma),
    })),
  );
  const time = setup.settings.investigationTime;
  const onBatch = ({ trt, block, site, weight, shares, occurrence }: ContextBatch): void => {
    evaluateMotions(tectonicRegions[trt]!, block, motions[trt]!);
    for (const { group, factor } of shares)
      for (const [model, spectra] of spectral[trt]!.entries())
        for (let row = 0; row < block.length; row++) {
          const s = site[row]!;
          const occurrences = expectedOccurrences(occurrence, weight[row]! * factor, time);
          addToSpectra(conditioning[s]!, spectra, row, occurrences, target?.[s], sums[group]![model]![s]!);
        }
  };
  walkContexts({ setup, motions: tectonicRegions, siteStart: 0, siteStop: setup.sites.count, distances: [], onBatch });
}

/** -ln of the probability that a rupture with `expected` occurrences in `time` does not occur. */
function expectedOccurrences(occurrence: TemporalOccurrence, expected: number, time: number): number {
  return occurrence.kind === "negativeBinomial"
    ? -Math.log(negativeBinomialOccurrences(expected / time, occurrence.alpha, time)[0]!)
    : expected;
}

/** Realizations that count, with their weights. */
type RealizationWeights = ReadonlyMap<number, number>;

/** Weighted sums over realizations, by site. A realization adds the groups of its path with the models it chose. */
function combine(
  setup: HazardSetup,
  sums: GroupSums,
  weights: RealizationWeights,
  what: "mean" | "variance" | "weight",
): readonly Float64Array[] {
  const { realizations, tectonicRegions, groupTrt, composite } = setup;
  const out = Array.from(
    { length: setup.sites.count },
    (_, site) => new Float64Array(sums[0]?.[0]?.[site]?.[what].length ?? 0),
  );
  for (const [group, { paths }] of composite.groups.entries()) {
    const uses = usesOfPaths(paths);
    const trt = groupTrt[group]!;
    const total = new Float64Array(sums[group]!.length);
    for (const [r, own] of weights) {
      const weight = own * (uses.get(realizations.sourcePath[r]!) ?? 0);
      if (weight !== 0) total[realizations.models[r * tectonicRegions.length + trt]!]! += weight;
    }
    for (const [model, weight] of total.entries())
      if (weight !== 0)
        for (const [site, into] of out.entries()) {
          const values = sums[group]![model]![site]![what];
          for (let i = 0; i < values.length; i++) into[i]! += weight * values[i]!;
        }
  }
  return out;
}

/** At the conditioning period the mean spectrum has to be the level it was conditioned on. */
function warnOfDifferences(
  job: Job,
  setup: HazardSetup,
  levels: readonly (readonly number[])[],
  meanSpectra: readonly Float64Array[],
  log: (level: "WARNING", message: string) => void,
): void {
  const reference = referenceMeasure(job, setup);
  const measures = setup.measures.length;
  for (const [site, ofSite] of levels.entries())
    for (const [p, level] of ofSite.entries()) {
      const poe = job.parameters.poes[p];
      if (level === 0) {
        log("WARNING", `site ${site} never exceeds a level with probability ${poe}: it has no conditional spectrum`);
        continue;
      }
      const found = Math.exp(meanSpectra[site]![p * measures + reference]!);
      if (Math.abs(1 - level / found) > EXPECTED_AGREEMENT)
        log(
          "WARNING",
          `the conditional spectrum of site ${site}, poe ${poe}, has ${found.toFixed(5)} at ${job.parameters.imt_ref} instead of ${level.toFixed(5)}`,
        );
    }
}
