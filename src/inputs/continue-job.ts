/**
 * Jobs that continue another one: what they take from it, and whether they fit it. Parameters they do not
 * set are those of the parent. Sources, ground-motion models and sites they do not name are the parent's, as it read them.
 */
import { statisticName, statisticsOf } from "../hazard/curves/statistics.ts";
import { type InputProblem, ProblemList } from "../input-error.ts";
import type { Job } from "./job.ts";
import { effectiveSettings } from "./job-ini/effective-settings.ts";
import { type JobFile, placeOf } from "./job-ini/job-file.ts";
import type { JobParameters } from "./job-ini/parameters.ts";
import { PARAMETER_NAMES, type ParameterName } from "./job-ini/table.ts";
import type { JobMeasures } from "./job-measures.ts";
import { pythonFloat, pythonFloats } from "./python-float.ts";

/** What of a parent's job file is passed on. */
export type ParentParameters = Pick<JobFile, "parameters" | "given">;

/** Said by each job about itself. */
const OWN: ReadonlySet<ParameterName> = new Set([
  ...(["calculation_mode", "description", "hazard_calculation_id", "minimum_engine_version"] as const),
  ...(["exports", "export_dir"] as const),
  // A job that stops after the ruptures is continued to compute the fields.
  "ground_motion_fields",
]);

/** Say where sites are; inputs that do. */
const PLACES = ["sites", "region", "region_grid_spacing", "siteid"] as const;
const PLACE_INPUTS = ["site_model", "exposure"];

/** Count when sites are read. */
const WITH_SITES = [
  ...(["reference_vs30_value", "reference_vs30_type", "override_vs30", "prefer_global_site_params"] as const),
  ...(["reference_depth_to_1pt0km_per_sec", "reference_depth_to_1pt4km_per_sec"] as const),
  ...(["reference_depth_to_2pt5km_per_sec", "site_labels", "tile_spec"] as const),
];

/** Count when sources are read; inputs that are. */
const WITH_SOURCES = ["source_id", "source_nodes", "discard_trts", "smlt_branch"] as const;
const SOURCE_INPUTS = ["source_model_logic_tree", "source_model"];

/** What kinds of calculations each kind can continue, beside its own. */
const PARENT_MODES: { readonly [mode: string]: readonly string[] } = {
  preclassical: [],
  classical: ["preclassical", "classical"],
  disaggregation: ["classical", "disaggregation"],
  event_based: ["event_based", "event_based_risk"],
  scenario: ["event_based", "event_based_risk"],
  classical_risk: ["classical"],
  classical_bcr: ["classical"],
  classical_damage: ["classical"],
  scenario_risk: ["scenario", "event_based", "event_based_risk"],
  event_based_risk: ["scenario", "event_based", "event_based_risk"],
  scenario_damage: ["scenario", "event_based", "event_based_risk", "event_based_damage"],
  event_based_damage: ["scenario", "event_based", "event_based_risk", "event_based_damage"],
};

/** Whether a job says itself where its sites are. */
export function hasOwnSites({ given, inputs }: JobFile): boolean {
  return PLACES.some((name) => given.has(name)) || PLACE_INPUTS.some((key) => inputs.has(key));
}

function hasOwnSources({ inputs }: JobFile): boolean {
  return SOURCE_INPUTS.some((key) => inputs.has(key));
}

/** The job with what it does not set itself as its parent has it. */
export function withParameters(jobFile: JobFile, parent: ParentParameters): JobFile {
  const kept = new Set<string>([...OWN, ...PLACES, "gsim"]);
  const names = PARAMETER_NAMES.filter(
    (name) => parent.given.has(name) && !jobFile.given.has(name) && !kept.has(name) && !isOtherSpelling(name, jobFile),
  );
  const inherited = Object.fromEntries(names.map((name) => [name, parent.parameters[name]]));
  const given = new Set([...jobFile.given, ...names]);
  // All values come out of parameters: the types fit name by name.
  const parameters = { ...jobFile.parameters, ...inherited, ...ownCollection(jobFile) } as JobParameters;
  return { ...jobFile, given, parameters: effectiveSettings(parameters, given) };
}

/** Whether a job of risk collects realizations follows from its own file: samples of its parent do not count. */
function ownCollection({ parameters, given }: JobFile): Partial<JobParameters> {
  const { calculation_mode: mode, number_of_logic_tree_samples: samples } = parameters;
  if (!/risk|damage|bcr/.test(mode ?? "")) return {};
  return { collect_rlzs: given.has("collect_rlzs") ? parameters.collect_rlzs : samples > 1 };
}

/** Return periods and probabilities say the same: a job that gives one does not want the parent's other. */
function isOtherSpelling(name: ParameterName, { given }: JobFile): boolean {
  if (name === "poes") return given.has("return_periods");
  if (name === "return_periods") return given.has("poes");
  if (name === "intensity_measure_types") return given.has("intensity_measure_types_and_levels");
  if (name === "intensity_measure_types_and_levels") return given.has("intensity_measure_types");
  return false;
}

/**
 * What keeps a job from continuing another.
 * @param jobFile with the parent's parameters.
 * @param own names the job sets itself
 */
export function parentProblems(
  jobFile: JobFile,
  own: ReadonlySet<string>,
  { measures, levels }: JobMeasures,
  parent: Job,
): readonly InputProblem[] {
  const problems = new ProblemList();
  const { parameters } = jobFile;
  const mode = parameters.calculation_mode ?? "";
  const parentMode = parent.parameters.calculation_mode ?? "";
  const accepted = PARENT_MODES[mode] ?? [];
  if (mode !== parentMode && !accepted.includes(parentMode)) {
    const kinds = `[${accepted.map((kind) => `'${kind}'`).join(", ")}]`;
    problems.add(
      `In order to run a calculation of kind '${mode}', you need to provide a calculation of kind ${kinds}, but you provided a '${parentMode}' instead`,
      { ...placeOf(jobFile, "calculation_mode"), allowed: [mode, ...accepted].join(", ") },
    );
    return problems.problems;
  }
  const [time, parentTime] = [parameters.investigation_time, parent.parameters.investigation_time];
  if (time !== parentTime)
    problems.add(
      `investigation_time is ${shown(time)}, the continued calculation has ${shown(parentTime)}`,
      placeOf(jobFile, "investigation_time"),
    );
  else if (effectiveTime(parameters) !== effectiveTime(parent.parameters))
    problems.add(
      `the events span ${shown(effectiveTime(parameters))} years, those of the continued calculation ${shown(effectiveTime(parent.parameters))}`,
      placeOf(jobFile, "number_of_logic_tree_samples"),
    );
  const [stats, parentStats] = [statisticNames(parameters), statisticNames(parent.parameters)];
  if (stats !== parentStats)
    problems.add(
      `the statistics are ${stats}, those of the continued calculation ${parentStats}`,
      placeOf(jobFile, "mean"),
    );
  if ((mode === "classical" || mode === "disaggregation") && parent.measures.length > 0)
    for (const [m, { name }] of measures.entries()) {
      const place = placeOf(jobFile, "intensity_measure_types_and_levels");
      const before = parent.measures.findIndex((measure) => measure.name === name);
      if (before < 0) problems.add(`the continued calculation has no ${name}`, place);
      else if (!sameLevels(levels[m]!, parent.levels[before]!))
        problems.add(
          `The intensity measure levels ${pythonFloats(levels[m]!)} are different from the parent levels ${pythonFloats(parent.levels[before]!)} for ${name}`,
          place,
        );
    }
  const refuseUnread = (names: readonly ParameterName[], what: string, remedy: string): void => {
    for (const name of names)
      if (own.has(name) && JSON.stringify(parameters[name]) !== JSON.stringify(parent.parameters[name]))
        problems.add(`${name} has no effect: the ${what} are those of the parent calculation`, {
          ...placeOf(jobFile, name),
          allowed: `the parent's value, or ${remedy}`,
        });
  };
  if (!hasOwnSites(jobFile)) refuseUnread(WITH_SITES, "sites", "sites of the job's own");
  if (!hasOwnSources(jobFile)) refuseUnread(WITH_SOURCES, "sources", "a source_model_logic_tree_file of the job's own");
  return problems.problems;
}

function shown(value: number | undefined): string {
  return value === undefined ? "None" : pythonFloat(value);
}

/** Years times samples; 0 without sampling. */
function effectiveTime({
  investigation_time,
  ses_per_logic_tree_path,
  number_of_logic_tree_samples,
}: JobParameters): number {
  return (investigation_time ?? 0) * ses_per_logic_tree_path * number_of_logic_tree_samples;
}

function statisticNames(parameters: JobParameters): string {
  return `[${statisticsOf(parameters)
    .map((statistic) => `'${statisticName(statistic)}'`)
    .join(", ")}]`;
}

/** In single precision, as they are stored. */
function sameLevels(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((level, i) => Math.fround(level) === Math.fround(b[i]!));
}
