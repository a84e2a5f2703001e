/**
 * `median_spectrum.main`: the mean of ln motion over all ruptures and models, weighted by how much each adds to the rate of
 * exceeding the mean uniform hazard spectrum, by group of sources.
 *
 * The weight of a rupture under a model for a measure and a probability p is (annual rate) x P(exceedance of the spectrum) x
 * (weight of the model) / p; over all ruptures and models the weights add up to 1 (deaggregation of the mean hazard as in
 * Lin et al. 2013). Where models have weights by measure these count; the reference takes plain ones, and fails where they differ. For one site and one probability every rupture's part is kept.
 */

import { levelAtPoe } from "../../hazard/curves/hazard-map.ts";
import { makeSurvivalTable, survival } from "../../hazard/curves/survival-table.ts";
import { baseSourceName, familyName } from "../../hazard/logic-tree/composite-model.ts";
import { InputError, type ProblemList } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import type { HazardSetup } from "../stages/hazard-setup.ts";
import { modelWeights } from "../stages/model-weights.ts";
import { type ReferenceGroups, referenceGroups } from "../stages/reference-groups.ts";
import { evaluateMotions, makeMotions, tectonicRegionMotions } from "../stages/tectonic-region-motions.ts";
import { BLOCK_ROWS, type ContextBatch, walkContexts } from "../stages/walk-contexts.ts";
import { checkFewSites, type PostProcessing, type PostProcessor } from "./post-processor.ts";
import { makeRuptureParts } from "./rupture-parts.ts";

export const medianSpectrum: PostProcessor = { check, run };

/** Weighted mean, weighted deviation, total weight. */
const KINDS = 3;

/** How far from 1 the sum of the weights may be. */
const WEIGHT_TOLERANCE = 0.01;

function check(job: Job, problems: ProblemList): void {
  const { investigation_time, mean } = job.parameters;
  if (investigation_time !== 1)
    problems.add(`median spectra need investigation_time = 1, not ${investigation_time}`, {
      parameter: "investigation_time",
      allowed: "1",
    });
  const other = job.measures.find(({ kind }) => kind !== "PGA" && kind !== "SA");
  if (other !== undefined)
    problems.add(`median spectra are of PGA and SA, not of ${other.name}`, {
      parameter: "intensity_measure_types_and_levels",
    });
  if (!mean) problems.add("median spectra start from the mean hazard", { parameter: "mean", allowed: "true" });
  if (job.parameters.poes.length === 0) problems.add("median spectra need poes", { parameter: "poes" });
  checkFewSites(job, problems);
}

function run({ job, setup, results, writer, reporter }: PostProcessing): void {
  const poes = job.parameters.poes;
  const sites = setup.sites.count;
  const measures = setup.measures.length;
  const cells = measures * poes.length;
  const lnLevels = meanSpectra(job, setup, results.statistics, poes).map(Math.log);
  const groups = referenceGroups(setup.composite);
  const weightsOfModels = setup.composite.groups.map((_, group) =>
    setup.measures.map((_imt, m) => modelWeights(setup, group, setup.realizations.weights[m])),
  );
  const tectonicRegions = tectonicRegionMotions(setup, true);
  const motions = makeMotions(tectonicRegions, BLOCK_ROWS);
  const survivalTable = makeSurvivalTable(setup.settings.truncationLevel);
  const sums = new Float64Array(groups.count * sites * KINDS * cells);
  const parts = sites === 1 && poes.length === 1 ? makeRuptureParts(setup, groups) : undefined;

  const places = placesInGroups(setup, groups);
  // Every variant of a family has ruptures of its own, numbered behind those of the variant before.
  let present = -1;
  let first = 0;
  const next = new Map<string, number>();

  const onBatch = ({ family, trt, block, site, weight, shares, ruptures, numbers }: ContextBatch): void => {
    if (family !== present) {
      present = family;
      const block = `${groups.ofVariant[family]![0]} ${places[family]}`;
      first = next.get(block) ?? places[family]!;
      next.set(block, first + ruptures * groups.ofVariant[family]!.length);
    }
    evaluateMotions(tectonicRegions[trt]!, block, motions[trt]!);
    for (const { variant, group, factor } of shares) {
      const out = groups.ofVariant[family]![variant]!;
      const ofModels = weightsOfModels[group]!;
      for (let row = 0; row < block.length; row++) {
        const rate = (weight[row]! * factor) / setup.settings.investigationTime;
        const start = (out * sites + site[row]!) * KINDS * cells;
        const number = first + variant * ruptures + numbers[row]!;
        parts?.startRupture(out, number, block.mag[row]!, block.rrup[row]!, rate, motions[trt]!, row);
        for (const [model, byMeasure] of motions[trt]!.entries())
          for (let m = 0; m < measures; m++) {
            const mean = byMeasure[m]!.mean[row]!;
            const sigma = byMeasure[m]!.sigma[row]!;
            for (let p = 0; p < poes.length; p++) {
              const z = (lnLevels[(site[row]! * measures + m) * poes.length + p]! - mean) / sigma;
              const w = ((rate * survival(survivalTable, z)) / poes[p]!) * ofModels[m]![model]!;
              const i = start + m * poes.length + p;
              sums[i]! += w * mean;
              sums[i + cells]! += w * sigma;
              sums[i + 2 * cells]! += w;
              parts?.setWeight(out, model, m, w);
            }
          }
        parts?.endRupture(out);
      }
    }
  };
  walkContexts({
    setup,
    motions: tectonicRegions,
    siteStart: 0,
    siteStop: sites,
    distances: ["rrup"],
    numbered: parts !== undefined,
    onBatch,
  });

  checkWeights(setup, sums, groups.count, poes, reporter.log);
  writer.putArray("median_spectra", Float32Array.from(sums), {
    shape: [groups.count, sites, KINDS, measures, poes.length],
    dimensions: ["group", "site", "kind", "period", "poe"],
    attributes: { kinds: ["mea", "sig", "wei"], periods: setup.measures.map(({ period }) => period), poes: [...poes] },
  });
  parts?.store(writer);
}

/** Ruptures a source can have at most: where the numbers of the next source of a group begin. */
const MOST_RUPTURES = 2 ** 30;

/** Where the rupture numbers of each family begin: sources of one name have one block in their group. */
function placesInGroups({ composite }: HazardSetup, { ofVariant }: ReferenceGroups): readonly number[] {
  const namesOfGroup = new Map<number, string[]>();
  return composite.families.map((family, f) => {
    const group = ofVariant[f]![0]!;
    const name = baseSourceName(familyName(family));
    const names = namesOfGroup.get(group) ?? [];
    namesOfGroup.set(group, names);
    if (!names.includes(name)) names.push(name);
    return names.indexOf(name) * MOST_RUPTURES;
  });
}

/** Uniform hazard spectra of the mean, sites x measures x poes; in single precision, as they are stored. */
function meanSpectra(
  job: Job,
  setup: HazardSetup,
  statistics: Float32Array,
  poes: readonly number[],
): Float32Array<ArrayBuffer> {
  const mean = setup.statistics.findIndex(({ kind }) => kind === "mean");
  const measures = setup.measures.length;
  const out = new Float32Array(setup.sites.count * measures * poes.length);
  let at = 0;
  for (let site = 0; site < setup.sites.count; site++)
    for (let m = 0; m < measures; m++) {
      const levels = job.levels[m]!;
      const start = ((site * setup.statistics.length + mean) * measures + m) * levels.length;
      for (const poe of poes) out[at++] = levelAtPoe(statistics, start, levels, poe);
    }
  return out;
}

/** @throws InputError where the weights do not add up to 1: the curve could not be inverted */
function checkWeights(
  setup: HazardSetup,
  sums: Float64Array,
  groups: number,
  poes: readonly number[],
  log: (level: "INFO", message: string) => void,
): void {
  const sites = setup.sites.count;
  const measures = setup.measures.length;
  for (const [p, poe] of poes.entries()) {
    let largest = 0;
    for (let site = 0; site < sites; site++)
      for (let m = 0; m < measures; m++) {
        let total = 0;
        for (let group = 0; group < groups; group++)
          total += sums[(((group * sites + site) * KINDS + 2) * measures + m) * poes.length + p]!;
        largest = Math.max(largest, total);
        if (!(Math.abs(total - 1) <= WEIGHT_TOLERANCE))
          throw new InputError(
            `the weights of the median spectrum of site ${site}, ${setup.measures[m]!.name}, poe ${poe}, add up to ${total.toFixed(3)} instead of 1: the hazard curve cannot be inverted there`,
            { parameter: "poes", allowed: "probabilities that the levels of all measures cover finely" },
          );
      }
    log("INFO", `weights of the median spectrum for poe ${poe} add up to at most ${largest.toFixed(4)}`);
  }
}
