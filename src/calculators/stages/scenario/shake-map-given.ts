/** Fields of the ShakeMap of a job, as if a file had given them. */
import { type ShakeMapCorrelation, shakeMapFields } from "../../../hazard/fields/shake-map-fields.ts";
import type { IntensityMeasure } from "../../../hazard/intensity-measure.ts";
import { InputError } from "../../../input-error.ts";
import type { GroundMotionFields } from "../../../inputs/ground-motion-fields.ts";
import { parseIntensityMeasure, sortByPeriod } from "../../../inputs/intensity-measures.ts";
import type { Job } from "../../../inputs/job.ts";
import { byCodePoint } from "../../../risk/exposure/assets.ts";
import { GROUND_SHAKING } from "../../../risk/risk-model.ts";
import { functionsOf } from "../../../risk/taxonomy-mapping.ts";
import type { CalculationReporter } from "../../calculator.ts";

const CORRELATIONS: readonly ShakeMapCorrelation[] = ["no", "yes", "full"];
const NO_TRUNCATION = 99;
/** Above these motions are suspicious: g; cm/s; intensity. */
const MOST_G = 5;
const MOST: { readonly [kind: string]: number | undefined } = { PGV: 500, MMI: 12 };

/** @throws InputError for what fields of a ShakeMap cannot be made of, before any is */
export function refuseShakeMap(job: Job): void {
  const { parameters, scenario } = job;
  const measures = shakenMeasures(job);
  const shaken = scenario?.shakeMap;
  if (shaken === undefined) return;
  if (!parameters.number_of_ground_motion_fields)
    throw new InputError("number_of_ground_motion_fields is missing or 0", {
      parameter: "number_of_ground_motion_fields",
      allowed: "an integer > 0",
    });
  const missing = measures.filter(({ name }) => !shaken.medians.has(name)).map(({ name }) => name);
  if (missing.length > 0)
    throw new InputError(
      `the ShakeMap has no ${missing.join(", ")}, which the job needs: losses of those functions would be 0`,
      { parameter: shakeMapParameter(job), allowed: [...shaken.medians.keys()].join(", ") },
    );
  for (const { name } of measures)
    if (name === "SA(0.6)" && shaken.medians.get(name)!.every((value) => value === 0))
      throw new InputError("SA(0.6) is 0 everywhere in the ShakeMap", { parameter: shakeMapParameter(job) });
  if (measures.length > 1 && measures.some(({ kind }) => kind === "MMI"))
    throw new InputError(`MMI is not mixed with ${measures.map(({ name }) => name).join(", ")}`, {
      parameter: shakeMapParameter(job),
      allowed: "functions of MMI alone, or of the others",
    });
  if (parameters.secondary_perils.length > 0)
    throw new InputError("secondary perils need a rupture, and a ShakeMap names none", {
      parameter: "secondary_perils",
      allowed: "no secondary perils with a ShakeMap",
    });
  crossOf(job);
}

/** Of the job; or of the risk functions that its assets use, where these are those of the calculation it continues; by period. */
function shakenMeasures(job: Job): readonly IntensityMeasure[] {
  return sortByPeriod(job.measures.length > 0 ? job.measures : measuresOfAssets(job), (imt) => imt);
}

function measuresOfAssets({ risk, assets }: Job): readonly IntensityMeasure[] {
  const [taxonomies] = assets?.tags ?? [];
  if (risk === undefined || taxonomies === undefined) return [];
  const { mapping, perils, vulnerability, fragility } = risk.model;
  const present = Array.from(new Set(taxonomies.index), (index) => taxonomies.values[index]!);
  const used = new Set(present.flatMap((name) => functionsOf(mapping, name, perils).map(({ riskId }) => riskId)));
  const names = new Set<string>();
  // Vulnerability is narrowed to the assets behind the draws, in the reference: all its measures are drawn.
  for (const functions of [vulnerability, fragility])
    for (const byId of functions.get(GROUND_SHAKING)?.values() ?? [])
      for (const { id, measure } of byId.values()) if (functions === vulnerability || used.has(id)) names.add(measure);
  // Names decide between measures of one period, as in the reference.
  return Array.from([...names].sort(byCodePoint), parseIntensityMeasure);
}

export function shakeMapParameter({ files }: Pick<Job, "files">): string {
  return files.has("shakemap") ? "shakemap_file" : "shakemap_uri";
}

/** Undefined for jobs without a ShakeMap; warns of what counts for nothing and of motions beyond belief. @throws InputError where {@link refuseShakeMap} does */
export function shakeMapGiven(job: Job, { log }: Pick<CalculationReporter, "log">): GroundMotionFields | undefined {
  const shaken = job.scenario?.shakeMap;
  if (shaken === undefined) return undefined;
  refuseShakeMap(job);
  const { parameters } = job;
  const measures = shakenMeasures(job);
  const events = parameters.number_of_ground_motion_fields!;
  const sites = shaken.kept.length;
  const { spatial_correlation: spatial, cross_correlation: cross } = parameters;
  if (measures.some(({ kind }) => kind === "MMI") && (spatial !== "no" || cross !== "no"))
    log("WARNING", "Intensities (MMI) are not correlated: spatial_correlation and cross_correlation have no effect");
  const motions = shakeMapFields(
    measures.map((imt) => ({
      imt,
      medians: shaken.medians.get(imt.name)!,
      deviations: shaken.deviations.get(imt.name)!,
    })),
    shaken,
    {
      seed: parameters.random_seed,
      truncation: parameters.truncation_level ?? NO_TRUNCATION,
      events,
      spatial: parameters.spatial_correlation,
      cross: crossOf(job),
      choleskyLimit: parameters.cholesky_limit,
    },
  );
  for (const [m, { name, kind }] of measures.entries()) {
    const limit = MOST[kind] ?? MOST_G;
    const most = motions[m]!.reduce((a, b) => Math.max(a, b), 0);
    if (most > limit)
      log("WARNING", `Motions of ${name} reach ${most.toPrecision(3)}: more than ${limit} is beyond belief`);
  }
  return {
    events: Float64Array.from({ length: events * sites }, (_, row) => Math.trunc(row / sites)),
    sites: Array.from({ length: events * sites }, (_, row) => String(row % sites)),
    byNumber: true,
    motions: new Map(measures.map(({ name }, m) => [name, Float64Array.from(motions[m]!)])),
    count: events,
  };
}

function crossOf({ parameters }: Job): ShakeMapCorrelation {
  const known = CORRELATIONS.find((name) => name === parameters.cross_correlation);
  if (known === undefined)
    throw new InputError(`${parameters.cross_correlation} does not correlate the measures of a ShakeMap`, {
      parameter: "cross_correlation",
      allowed: CORRELATIONS.join(", "),
    });
  return known;
}
