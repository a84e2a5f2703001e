/** `disagg_by_rel_sources.main`: the relevant sources for given levels at given sites, by magnitude, distance and epsilon. */
import type { ProblemList } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import { disaggregateSource, type SourceDisaggregation } from "../stages/disaggregation/disaggregate-source.ts";
import {
  centresOf,
  type DisaggregationBins,
  disaggregationBins,
} from "../stages/disaggregation/disaggregation-bins.ts";
import { relevantSources } from "../stages/disaggregation/relevant-sources.ts";
import { ratesBySource } from "../stages/store-sources.ts";
import { tectonicRegionMotions } from "../stages/tectonic-region-motions.ts";
import { checkFewSites, type PostProcessing, type PostProcessor } from "./post-processor.ts";

export const disaggregateRelevantSources: PostProcessor = { check, run };

/** `postproc_args`. */
interface Wanted {
  readonly imts: readonly string[];
  /** By site: a level for each of `imts`. */
  readonly levels: ReadonlyMap<number, readonly number[]>;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] | undefined {
  return typeof value === "object" && value !== null && !isList(value) ? Object.entries(value) : undefined;
}

function wantedOf(job: Job, problems?: ProblemList): Wanted {
  const place = {
    parameter: "postproc_args",
    allowed: "a dictionary as {'imts': ['PGA'], 'imls_by_sid': {0: [0.1]}}",
  };
  const args = new Map(entriesOf(job.parameters.postproc_args));
  for (const name of args.keys())
    if (name !== "imts" && name !== "imls_by_sid") problems?.add(`unknown argument "${name}"`, place);
  const imts = args.get("imts");
  if (!isList(imts) || imts.length === 0) problems?.add("imts is not a list of measures", place);
  const names = isList(imts) ? imts.map(String) : [];
  for (const name of names)
    if (!job.measures.some((measure) => measure.name === name))
      problems?.add(`${name} is not a measure of the job`, {
        ...place,
        allowed: job.measures.map((measure) => measure.name).join(", "),
      });
  const bySite = entriesOf(args.get("imls_by_sid"));
  const levels = new Map<number, readonly number[]>();
  if (bySite === undefined) problems?.add("imls_by_sid is not a dictionary", place);
  else
    for (const [key, list] of bySite) {
      const site = Number(key);
      const values = isList(list) ? list.map(Number) : [];
      if (!Number.isInteger(site) || site < 0 || site >= job.sites.count)
        problems?.add(`there is no site ${key}: the job has ${job.sites.count}`, place);
      if (values.length !== names.length || values.some((value) => !(value > 0)))
        problems?.add(`imls_by_sid of site ${key} does not have one positive level for each of imts`, place);
      levels.set(site, values);
    }
  return { imts: names, levels };
}

function check(job: Job, problems: ProblemList): void {
  if (!job.parameters.disagg_by_src)
    problems.add("disagg_by_rel_sources needs the rates by source", { parameter: "disagg_by_src", allowed: "true" });
  wantedOf(job, problems);
  checkFewSites(job, problems);
}

function run(input: PostProcessing): void {
  const { imts, levels } = wantedOf(input.job);
  const bins = disaggregationBins(input.job, input.setup);
  for (const [site, ofSite] of levels) disaggregateSite(input, bins, site, imts, ofSite);
}

/** What a site's relevant sources are for each measure, and their disaggregation. */
export interface SiteDisaggregation {
  /** Sorted. */
  readonly sources: readonly string[];
  readonly disaggregations: readonly SourceDisaggregation[];
  /** By measure. */
  readonly relevant: readonly (readonly string[])[];
}

/** Computes and stores the disaggregation of one site. */
export function disaggregateSite(
  { job, setup, results, writer, reporter }: PostProcessing,
  bins: DisaggregationBins,
  site: number,
  imts: readonly string[],
  levels: readonly number[],
): SiteDisaggregation {
  const bySource = ratesBySource(setup, results.rates ?? []);
  const measures = imts.map((imt) => setup.measures.findIndex(({ name }) => name === imt));
  const relevant = measures.map((measure, m) => relevantSources(job, bySource, site, measure, levels[m]!));
  for (const [m, sources] of relevant.entries())
    reporter.log("INFO", `site ${site}, ${imts[m]} = ${levels[m]}: relevant sources ${sources.join(" ") || "none"}`);
  const sources = [...new Set(relevant.flat())].sort();
  const tectonicRegions = tectonicRegionMotions(setup);
  const disaggregations = sources.map((source) =>
    disaggregateSource(setup, tectonicRegions, site, source, measures, levels, bins, job.parameters.epsilon_star),
  );
  const centres = centresOf(bins);
  const [mags, dists, epsilons] = [centres.mag.length, centres.dist.length, centres.eps.length];
  const attributes = {
    source_id: [...sources],
    imt: [...imts],
    mag: Array.from(centres.mag),
    dist: Array.from(centres.dist),
  };
  writer.putArray(`mean_disagg_by_src/${site}`, joined(disaggregations.map(({ rates }) => rates)), {
    shape: [sources.length, mags, dists, epsilons, imts.length],
    dimensions: ["source", "mag", "dist", "eps", "imt"],
    attributes: { ...attributes, eps: Array.from(centres.eps), iml: [...levels] },
  });
  writer.putArray(`sigma_by_src/${site}`, joined(disaggregations.map(({ sigma }) => sigma)), {
    shape: [sources.length, mags, dists, imts.length],
    dimensions: ["source", "mag", "dist", "imt"],
    attributes,
  });
  return { sources, disaggregations, relevant };
}

function joined(arrays: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  const out = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    out.set(array, at);
    at += array.length;
  }
  return out;
}
