/**
 * `compute_mrd.main`: the joint annual rates of two measures at each site. The method "direct" takes every rupture by itself;
 * "indirect" first gathers ruptures whose means and deviations fall into the same bins and takes their rate-weighted means.
 */

import { edgesBelow } from "../../hazard/disaggregation/find-bin.ts";
import { correlationBakerJayaram2008 } from "../../hazard/spectra/baker-jayaram-2008.ts";
import { addJointRates, type JointMotion } from "../../hazard/spectra/joint-rates.ts";
import { InputError, type ProblemList } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import { modelWeights } from "../stages/model-weights.ts";
import { referenceGroups } from "../stages/reference-groups.ts";
import { evaluateMotions, makeMotions, tectonicRegionMotions } from "../stages/tectonic-region-motions.ts";
import { BLOCK_ROWS, type ContextBatch, walkContexts } from "../stages/walk-contexts.ts";
import { checkFewSites, type PostProcessing, type PostProcessor } from "./post-processor.ts";

export const meanRateDensity: PostProcessor = { check, run };

/** `postproc_args`. */
interface Wanted {
  readonly measures: readonly [number, number];
  readonly direct: boolean;
  readonly meanEdges: Float64Array;
  readonly sigmaEdges: Float64Array;
}

const ARGUMENTS = ["imt1", "imt2", "cross_correlation", "seed", "meabins", "sigbins", "method"];

function wantedOf(job: Job, problems?: ProblemList): Wanted {
  const place = {
    parameter: "postproc_args",
    allowed:
      "a dictionary with imt1, imt2, cross_correlation 'BakerJayaram2008', seed, meabins, sigbins (lists of edges) and method 'direct' or 'indirect'",
  };
  const args = new Map<string, unknown>(Object.entries(job.parameters.postproc_args));
  for (const name of args.keys()) if (!ARGUMENTS.includes(name)) problems?.add(`unknown argument "${name}"`, place);
  const measure = (name: string): number => {
    const index = job.measures.findIndex((candidate) => candidate.name === args.get(name));
    if (index < 0) problems?.add(`${name} = ${String(args.get(name))} is not a measure of the job`, place);
    return index;
  };
  const edges = (name: string): Float64Array => {
    const list: unknown = args.get(name);
    const values = Array.isArray(list) ? list.map(Number) : [];
    if (values.length === 0 || values.some((value, i) => !(value > (values[i - 1] ?? Number.NEGATIVE_INFINITY))))
      problems?.add(`${name} is not a list of ascending numbers`, place);
    return Float64Array.from(values);
  };
  if (args.get("cross_correlation") !== "BakerJayaram2008")
    problems?.add(`cross_correlation = ${String(args.get("cross_correlation"))} is not supported`, place);
  const method = args.get("method") ?? "indirect";
  if (method !== "direct" && method !== "indirect") problems?.add(`unknown method ${String(method)}`, place);
  return {
    measures: [measure("imt1"), measure("imt2")],
    direct: method === "direct",
    meanEdges: edges("meabins"),
    sigmaEdges: edges("sigbins"),
  };
}

function check(job: Job, problems: ProblemList): void {
  wantedOf(job, problems);
  checkFewSites(job, problems);
}

/** Sums over ruptures of rate, and of rate times means and deviations. */
type Gathered = [rate: number, mean1: number, mean2: number, sigma1: number, sigma2: number];

function run({ job, setup, writer }: PostProcessing): void {
  const wanted = wantedOf(job);
  const [m1, m2] = wanted.measures;
  const sites = setup.sites.count;
  const lnLevels = [setup.levels[m1]!, setup.levels[m2]!] as const;
  // The reference holds the correlation in single precision.
  const correlation = Math.fround(correlationBakerJayaram2008(setup.measures[m1]!.period, setup.measures[m2]!.period));
  const cells = lnLevels[0].length - 1;
  const rates = Array.from({ length: sites }, () => new Float64Array(cells * cells));
  const add = (site: number, weight: number, { rate, mean, sigma }: JointMotion): void =>
    addJointRates({ rate: rate * weight, mean, sigma }, correlation, lnLevels, rates[site]!);

  const groups = referenceGroups(setup.composite);
  const weights = setup.composite.groups.map((_, group) => modelWeights(setup, group));
  const tectonicRegions = tectonicRegionMotions(setup);
  const motions = makeMotions(tectonicRegions, BLOCK_ROWS);
  const gathered = new Map<string, { readonly site: number; readonly weight: number; readonly sums: Gathered }>();

  const onBatch = ({ family, trt, block, site, weight, occurrenceProbabilities, shares }: ContextBatch): void => {
    if (occurrenceProbabilities !== undefined)
      throw new InputError("compute_mrd needs ruptures with rates, not with listed probabilities", {
        parameter: "postproc_func",
      });
    evaluateMotions(tectonicRegions[trt]!, block, motions[trt]!);
    for (const { variant, group, factor } of shares)
      for (const [model, byMeasure] of motions[trt]!.entries()) {
        const [first, second] = [byMeasure[m1]!, byMeasure[m2]!];
        const ofModel = weights[group]![model]!;
        if (ofModel === 0) continue;
        for (let row = 0; row < block.length; row++) {
          const motion: JointMotion = {
            rate: (weight[row]! * factor) / setup.settings.investigationTime,
            mean: [first.mean[row]!, second.mean[row]!],
            sigma: [first.sigma[row]!, second.sigma[row]!],
          };
          if (wanted.direct) {
            add(site[row]!, ofModel, motion);
            continue;
          }
          const bins = [
            ...motion.mean.map((mean) => cappedBin(wanted.meanEdges, mean)),
            ...motion.sigma.map((sigma) => cappedBin(wanted.sigmaEdges, sigma)),
          ];
          const key = `${site[row]}|${groups.ofVariant[family]![variant]}|${model}|${bins.join(",")}`;
          const known = gathered.get(key) ?? { site: site[row]!, weight: ofModel, sums: [0, 0, 0, 0, 0] };
          known.sums[0] += motion.rate;
          for (const [i, value] of [...motion.mean, ...motion.sigma].entries())
            known.sums[i + 1]! += motion.rate * value;
          gathered.set(key, known);
        }
      }
  };
  walkContexts({ setup, motions: tectonicRegions, siteStart: 0, siteStop: sites, distances: [], onBatch });
  for (const { site, weight, sums } of gathered.values()) {
    const [rate, mean1, mean2, sigma1, sigma2] = sums;
    add(site, weight, { rate, mean: [mean1 / rate, mean2 / rate], sigma: [sigma1 / rate, sigma2 / rate] });
  }

  const out = new Float64Array(cells * cells * sites);
  for (const [site, values] of rates.entries())
    for (let i = 0; i < values.length; i++) out[i * sites + site] = values[i]!;
  writer.putArray("mrd", out, {
    shape: [cells, cells, sites],
    dimensions: ["imt2", "imt1", "site"],
    unit: "1/year",
    attributes: { imt1: setup.measures[m1]!.name, imt2: setup.measures[m2]!.name },
  });
}

/** Bin by the edges at or above a value; what lies beyond the last edge belongs to it. */
function cappedBin(edges: Float64Array, value: number): number {
  return Math.min(edgesBelow(edges, value), edges.length - 1);
}
