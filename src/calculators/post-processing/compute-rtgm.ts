/**
 * `compute_rtgm.main`: risk-targeted ground motions and maximum considered earthquakes after ASCE 7, from mean hazard curves of the
 * geometric mean component.
 *
 * The probabilistic motion of a measure is risk-targeted (of the maximum component), for PGA uniform hazard. The
 * deterministic motion is the largest 84th percentile among the scenarios of the relevant sources, and not below the standard's
 * lower limit; the smaller of both governs.
 */
import type { IntensityMeasure } from "../../hazard/intensity-measure.ts";
import {
  type AsceEdition,
  deterministicLowerLimit,
  LONGEST_PERIOD,
  maximumComponentFactor,
} from "../../hazard/spectra/asce-7.ts";
import { riskTargetedMotion } from "../../hazard/spectra/risk-targeted-motion.ts";
import { InputError, type ProblemList } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import { type DisaggregationBins, disaggregationBins } from "../stages/disaggregation/disaggregation-bins.ts";
import { storeAsceParameters } from "./asce-parameters.ts";
import { disaggregateSite } from "./disaggregate-relevant-sources.ts";
import { type Considered, type ScenarioRow, storeConsidered } from "./maximum-considered.ts";
import { meanScenario } from "./mean-source-scenario.ts";
import { checkFewSites, type PostProcessing, type PostProcessor } from "./post-processor.ts";

export const computeRtgm: PostProcessor = { check, run };

/** Mean annual rate below which a motion is not needed. */
const SMALLEST_RATE = 1 / 2475;

/** Motions (g) at 0.2 s and 1 s below which only the probabilistic motion is given. */
const SMALLEST_SHORT = 0.11;
const SMALLEST_LONG = 0.04;

const NEEDED = ["PGA", "SA(0.2)", "SA(1.0)"];

function check(job: Job, problems: ProblemList): void {
  const names = job.measures.map(({ name }) => name);
  for (const name of NEEDED)
    if (!names.includes(name))
      problems.add(`compute_rtgm needs the measure ${name}`, {
        parameter: "intensity_measure_types_and_levels",
        allowed: `${NEEDED.join(", ")} and other SA`,
      });
  const other = job.measures.find(({ kind, period }) => (kind !== "PGA" && kind !== "SA") || period > LONGEST_PERIOD);
  if (other !== undefined)
    problems.add(`compute_rtgm is for PGA and SA of at most ${LONGEST_PERIOD} s, not for ${other.name}`, {
      parameter: "intensity_measure_types_and_levels",
    });
  if (!job.parameters.mean) problems.add("compute_rtgm starts from the mean hazard", { parameter: "mean" });
  if (!job.parameters.disagg_by_src)
    problems.add("compute_rtgm needs the rates by source", { parameter: "disagg_by_src", allowed: "true" });
  checkFewSites(job, problems);
}

/** Risk-targeted motions of a site, by measure. */
export interface RiskTargeted {
  /** Of the geometric mean, 2 % in 50 years. */
  readonly uniformHazard: number;
  /** Of the maximum component. */
  readonly motion: number;
  /** Probabilistic maximum considered motion: of the geometric mean for PGA, of the maximum component for SA. */
  readonly probabilistic: number;
  readonly riskCoefficient: number;
  readonly lowerLimit: number;
  readonly factor: number;
}

function run(input: PostProcessing): void {
  const { job, setup, writer, reporter } = input;
  const edition: AsceEdition = job.parameters.asce_version;
  const considered: Considered[] = [];
  const targeted: { site: number; values: readonly RiskTargeted[] }[] = [];
  let bins: DisaggregationBins | undefined;
  for (let site = 0; site < setup.sites.count; site++) {
    const limits = setup.measures.map((measure) => deterministicLowerLimit(periodOf(measure), vs30Of(input, site)));
    const rates = siteRates(input, site);
    const hazard = rates.every((curve) => curve[0]! < SMALLEST_RATE);
    if (hazard) {
      reporter.log("WARNING", `site ${site}: the hazard is too low for the parameters of ASCE 7`);
      considered.push({ site, limits, probabilistic: undefined, deterministic: undefined, scenarios: [] });
      continue;
    }
    const values = targetSite(input, edition, rates, limits, site);
    if (values === undefined) continue;
    targeted.push({ site, values });
    const probabilistic = values.map((value) => value.probabilistic);
    if (onlyProbabilistic(setup.measures, values)) {
      reporter.log(
        "INFO",
        `site ${site}: the motion is low, the maximum considered earthquake is the probabilistic one`,
      );
      considered.push({ site, limits, probabilistic, deterministic: undefined, scenarios: [] });
      continue;
    }
    bins ??= disaggregationBins(job, setup);
    const scenarios = sourceScenarios(input, bins, site, values);
    if (scenarios === undefined) continue;
    const deterministic = setup.measures.map(({ name }, m) =>
      scenarios
        .filter((row) => row.measure === name)
        .reduce(
          (most, { sigma, eps }) => Math.max(most, probabilistic[m]! * Math.exp(sigma - eps * sigma)),
          limits[m]!,
        ),
    );
    considered.push({ site, limits, probabilistic, deterministic, scenarios });
  }
  if (targeted.length > 0) storeTargeted(input, targeted);
  if (considered.length === 0) return;
  const { rows, governing } = storeConsidered(writer, setup, considered);
  storeAsceParameters(input, rows, governing);
}

/** Undefined for PGA, which the tables of the standard list apart from SA at 0 s. */
function periodOf({ kind, period }: IntensityMeasure): number | undefined {
  return kind === "PGA" ? undefined : period;
}

function vs30Of({ setup }: PostProcessing, site: number): number {
  const vs30 = setup.sites.parameters.get("vs30")?.[site];
  if (vs30 === undefined) throw new InputError("compute_rtgm needs vs30", { parameter: "reference_vs30_value" });
  return vs30;
}

/** Annual rates of exceedance of the mean curves, by measure. */
function siteRates({ job, setup, results }: PostProcessing, site: number): readonly Float64Array[] {
  const mean = setup.statistics.findIndex(({ kind }) => kind === "mean");
  return setup.measures.map((_, m) => {
    const count = job.levels[m]!.length;
    const start = ((site * setup.statistics.length + mean) * setup.measures.length + m) * count;
    return Float64Array.from(results.statistics.subarray(start, start + count), (poe) => {
      const rate = -Math.log(poe === 1 ? 1e-45 : 1 - poe) / setup.settings.investigationTime;
      return rate < 1e-12 ? 1e-12 : Math.min(rate, 100);
    });
  });
}

/** @returns undefined, with a warning, where the levels do not reach far enough */
function targetSite(
  { job, setup, reporter }: PostProcessing,
  edition: AsceEdition,
  rates: readonly Float64Array[],
  limits: readonly number[],
  site: number,
): readonly RiskTargeted[] | undefined {
  const out: RiskTargeted[] = [];
  for (const [m, measure] of setup.measures.entries()) {
    const isPga = measure.kind === "PGA";
    const factor = isPga ? 1 : maximumComponentFactor(measure.period, edition);
    const curve = rates[m]!;
    const common = { lowerLimit: limits[m]!, factor };
    if (curve[0]! < SMALLEST_RATE) {
      out.push({ uniformHazard: 0, motion: 0, probabilistic: 0, riskCoefficient: 0, ...common });
      continue;
    }
    const found =
      curve.at(-1)! > SMALLEST_RATE
        ? undefined
        : riskTargetedMotion(
            job.levels[m]!.map((level) => level * factor),
            curve,
          );
    if (found === undefined) {
      reporter.log(
        "WARNING",
        `site ${site}: no risk-targeted motion of ${measure.name}, its levels do not reach far enough; the site is left out`,
      );
      return undefined;
    }
    const uniformHazard = found.uniformHazard / factor;
    out.push({
      uniformHazard,
      motion: found.motion,
      probabilistic: isPga ? uniformHazard : found.motion,
      riskCoefficient: found.riskCoefficient,
      ...common,
    });
  }
  return out;
}

function onlyProbabilistic(measures: readonly IntensityMeasure[], values: readonly RiskTargeted[]): boolean {
  const at = (name: string): number => values[measures.findIndex((measure) => measure.name === name)]!.probabilistic;
  return (
    at("SA(0.2)") < SMALLEST_SHORT ||
    at("SA(1.0)") < SMALLEST_LONG ||
    values.every(({ probabilistic, lowerLimit }) => probabilistic < lowerLimit)
  );
}

/** @returns undefined, with a warning, for sources and models that cannot be disaggregated */
function sourceScenarios(
  input: PostProcessing,
  bins: DisaggregationBins,
  site: number,
  values: readonly RiskTargeted[],
): readonly ScenarioRow[] | undefined {
  const measures = input.setup.measures.map(({ name }) => name);
  const levels = values.map(({ probabilistic, factor }) => probabilistic / factor);
  try {
    const { sources, relevant, disaggregations } = disaggregateSite(input, bins, site, measures, levels);
    return measures.flatMap((measure, m) =>
      relevant[m]!.flatMap((source): ScenarioRow[] => {
        const scenario = meanScenario(disaggregations[sources.indexOf(source)]!, bins, measures.length, m);
        return scenario === undefined ? [] : [{ measure, source, ...scenario }];
      }),
    );
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    input.reporter.log("WARNING", `site ${site}: no maximum considered earthquake: ${error.message}`);
    return undefined;
  }
}

/** `SA(0.2)` is `SA0P2` here. */
function normalizedName(name: string): string {
  return name.replace(/[()]/g, "").replace(".", "P");
}

function storeTargeted(
  { setup, writer }: PostProcessing,
  targeted: readonly { readonly site: number; readonly values: readonly RiskTargeted[] }[],
): void {
  const rows = targeted.flatMap(({ site, values }) =>
    values.map((value, m) => ({ site, name: normalizedName(setup.measures[m]!.name), ...value })),
  );
  writer.putTable("rtgm", [
    { name: "IMT", texts: rows.map(({ name }) => name) },
    {
      name: "UHGM_2475yr-GM",
      data: Float64Array.from(rows, (row) => row.uniformHazard),
      unit: "g",
      meaning: "geometric mean exceeded with 2 % in 50 years",
    },
    { name: "RTGM", data: Float64Array.from(rows, (row) => row.motion), unit: "g", meaning: "maximum component" },
    { name: "ProbMCE", data: Float64Array.from(rows, (row) => row.probabilistic), unit: "g" },
    { name: "RiskCoeff", data: Float64Array.from(rows, (row) => row.riskCoefficient) },
    { name: "DLL", data: Float64Array.from(rows, (row) => row.lowerLimit), unit: "g" },
    { name: "fact", data: Float64Array.from(rows, (row) => row.factor), meaning: "maximum component / geometric mean" },
    { name: "sid", data: Uint32Array.from(rows, (row) => row.site) },
  ]);
}
