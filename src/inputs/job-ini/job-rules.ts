/** Rules about the parameters of calculations in general: mode, version, models, time, work. */
import { given, has, type ParameterRule } from "./job-context.ts";
import { CALCULATION_MODES } from "./table.ts";

/** The version of the reference whose job files we read. */
const ENGINE_VERSION = [3, 26, 2] as const;

/** The reference stores the measure of an event in one byte. */
const MAX_EVENT_MEASURES = 256;

/** Post-processing functions of the reference that take part in a job. */
const POST_PROCESSORS = [
  ...["compute_mrd", "compute_rtgm", "conditional_spectrum", "disagg_by_rel_sources", "median_spectrum", "med_gmv"],
  ...["aelo_plots", "plots", "debug", "debug_rupture", "dummy"],
];

export const JOB_RULES: { readonly [name: string]: ParameterRule } = {
  "calculation-mode-given": ({ jobFile, parameters }) =>
    parameters.calculation_mode === undefined && !jobFile.lines.has("calculation_mode")
      ? ["calculation_mode is missing", "calculation_mode", CALCULATION_MODES.join(", "), "Missing calculation_mode"]
      : undefined,
  "at-most-65535-samples": ({ parameters: { number_of_logic_tree_samples: samples } }) =>
    samples >= 2 ** 16
      ? [
          `${samples} samples of the logic tree are too many`,
          "number_of_logic_tree_samples",
          "at most 65535",
          `number_of_logic_tree_samples too big: ${samples}`,
        ]
      : undefined,
  "event-set-parameters": ({ mode, parameters: { ses_per_logic_tree_path: sets, maximum_rupture_depth } }) => {
    if (mode === "workflow") return undefined;
    if (/event_based|damage/.test(mode))
      return sets >= 2 ** 32
        ? [
            `${sets} event sets are too many`,
            "ses_per_logic_tree_path",
            `less than ${2 ** 32}`,
            `ses_per_logic_tree_path too big: ${sets}`,
          ]
        : undefined;
    return Object.keys(maximum_rupture_depth).length > 0
      ? [
          `maximum_rupture_depth has no meaning in ${mode}`,
          "maximum_rupture_depth",
          "it is for event_based calculations",
          "maximum_rupture_depth can be defined only in event_based calculations",
        ]
      : undefined;
  },
  "rtgm-has-its-measures": ({ parameters: { postproc_func, intensity_measure_types_and_levels: levels } }) =>
    postproc_func.includes("rtgm") && levels?.["SA(1.0)"] === undefined
      ? [
          "compute_rtgm needs the measures PGA, SA(0.2) and SA(1.0)",
          "postproc_func",
          undefined,
          "the IMTs PGA, SA(0.2), and SA(1.0) are required to use compute_rtgm",
        ]
      : undefined,
  "known-post-processor": ({ parameters: { postproc_func } }) =>
    postproc_func !== "" && !POST_PROCESSORS.includes(postproc_func.split(".")[0] ?? "")
      ? [
          `there is no post-processing function ${postproc_func}`,
          "postproc_func",
          POST_PROCESSORS.map((name) => `${name}.main`).join(", "),
        ]
      : undefined,
  "no-model-beside-model-tree": (job) =>
    has(job, "gsim_logic_tree") && job.parameters.gsim !== "[FromFile]"
      ? [
          "gsim and gsim_logic_tree_file exclude each other",
          "gsim",
          undefined,
          "if `gsim_logic_tree_file` is set, there must be no `gsim` key",
        ]
      : undefined,
  "model-given": (job) =>
    given(job, "gsim") && job.parameters.gsim.trim() === "" && !has(job, "gsim_logic_tree")
      ? [
          "gsim is empty",
          "gsim",
          "a ground-motion model, or gsim_logic_tree_file",
          "Missing gsim or gsim_logic_tree_file",
        ]
      : undefined,
  "no-time-in-scenarios": ({ mode, parameters: { investigation_time } }) =>
    investigation_time !== undefined && investigation_time > 0 && mode.startsWith("scenario")
      ? [
          `investigation_time has no meaning in ${mode}: the earthquake is given`,
          "investigation_time",
          undefined,
          `there cannot be investigation_time in ${mode}`,
        ]
      : undefined,
  "time-given": (job) =>
    ["classical", "disaggregation", "event_based", "classical_damage", "preclassical"].includes(job.mode) &&
    job.mode !== "preclassical" &&
    !job.parameters.investigation_time &&
    !given(job, "investigation_time") &&
    !job.hasParent &&
    !has(job, "hazard_curves") &&
    !has(job, "gmfs") &&
    !has(job, "multi_peril") &&
    // Ruptures of an event set occur in that time; a scenario has none.
    (job.mode === "event_based" || !has(job, "rupture_model"))
      ? ["investigation_time is missing", "investigation_time", "> 0 years", "missing investigation_time"]
      : undefined,
  "at-most-30000-tasks": ({ parameters: { concurrent_tasks } }) =>
    (concurrent_tasks ?? 0) > 30_000
      ? [
          `${concurrent_tasks} tasks are too many`,
          "concurrent_tasks",
          "at most 30000",
          "At most you can use 30_000 tasks",
        ]
      : undefined,
  "at-most-256-event-measures": (job) => {
    const { intensity_measure_types: names, intensity_measure_types_and_levels: levels } = job.parameters;
    const count = levels === undefined ? names.length : Object.keys(levels).length;
    return job.mode.startsWith("event_based") && count > MAX_EVENT_MEASURES
      ? [
          `${count} measures are too many for event_based`,
          levels === undefined ? "intensity_measure_types" : "intensity_measure_types_and_levels",
          `at most ${MAX_EVENT_MEASURES}`,
          `The event_based calculator is restricted to ${MAX_EVENT_MEASURES} imts, got ${count}`,
        ]
      : undefined;
  },
  "time-above-zero": (job) =>
    job.parameters.investigation_time === 0 && /^(classical|disaggregation|event_based)$/.test(job.mode)
      ? ["investigation_time is 0: no earthquake occurs", "investigation_time", "> 0 years"]
      : job.parameters.risk_investigation_time === 0
        ? ["risk_investigation_time is 0: nothing is lost in no time", "risk_investigation_time", "> 0 years"]
        : undefined,
  "engine-version": ({ parameters: { minimum_engine_version: wanted } }) => {
    if (wanted === undefined) return undefined;
    const differing = wanted.findIndex((number, i) => number !== ENGINE_VERSION[i]);
    return differing >= 0 && wanted[differing]! > ENGINE_VERSION[differing]!
      ? [
          `the job asks for version ${wanted.join(".")} of the engine; this is ${ENGINE_VERSION.join(".")}`,
          "minimum_engine_version",
          `at most ${ENGINE_VERSION.join(".")}`,
          `The engine version must be >= (${wanted.join(", ")})`,
        ]
      : undefined;
  },
  "paths-or-samples": (job) => {
    const { parameters } = job;
    if (job.mode !== "classical" || parameters.calculation_mode === undefined) return undefined;
    return parameters.max_potential_paths === 0 && parameters.number_of_logic_tree_samples === 0
      ? [
          "the logic tree has more paths than max_potential_paths",
          "max_potential_paths",
          "a larger number, or number_of_logic_tree_samples > 0",
          "There are too many potential logic tree paths: raise `max_potential_paths` or use sampling instead of full enumeration",
        ]
      : undefined;
  },
};
