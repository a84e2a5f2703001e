/** Rules about the parameters of a hazard calculation and of calculations in general. */
import { pythonFloat, pythonFloats } from "../python-float.ts";
import { given, has, hasLevels, hasRiskFiles, hasRupture, isRisk, type ParameterRule } from "./job-context.ts";
import { CALCULATION_MODES } from "./table.ts";

/** The version of the reference whose job files we read. */
const ENGINE_VERSION = [3, 26, 2] as const;
const GEOMETRY =
  "It is possible to infer the geometry only if exactly one of sites, sites_csv, hazard_curves_csv, region is set. You did set more than one, or nothing.";

/** The reference stores the measure of an event in one byte. */
const MAX_EVENT_MEASURES = 256;

/** Post-processing functions of the reference that take part in a job. */
const POST_PROCESSORS = [
  ...["compute_mrd", "compute_rtgm", "conditional_spectrum", "disagg_by_rel_sources", "median_spectrum", "med_gmv"],
  ...["aelo_plots", "plots", "debug", "debug_rupture", "dummy"],
];

export const HAZARD_RULES: { readonly [name: string]: ParameterRule } = {
  "calculation-mode-given": ({ jobFile, parameters }) =>
    parameters.calculation_mode === undefined && !jobFile.lines.has("calculation_mode")
      ? ["Missing calculation_mode", "calculation_mode", CALCULATION_MODES.join(", ")]
      : undefined,
  "one-name-a-site": ({ parameters: { siteid, sites } }) =>
    siteid.length > 0 && siteid.length !== sites.length
      ? [`There are ${sites.length} sites but self.siteid=[${siteid.join(", ")}]`, "siteid", "one name a site"]
      : undefined,
  "no-sites-beside-site-model-of-parent": (job) =>
    job.parameters.sites.length > 0 && has(job, "site_model") && job.hasParent
      ? ["You cannot specify both sites and site_model in the presence of a parent calculation", "sites"]
      : undefined,
  "ground-motion-fields-have-sites": (job) => {
    const [file = ""] = job.jobFile.inputs.get("gmfs")?.files ?? [];
    if (file.endsWith(".csv") && !has(job, "site_model") && job.parameters.sites.length === 0)
      return ["You forgot to specify a site_model", "gmfs"];
    return file.endsWith(".xml") ? ["GMFs in XML are not supported anymore", "gmfs", "csv, hdf5"] : undefined;
  },
  "at-most-65535-samples": ({ parameters: { number_of_logic_tree_samples: samples } }) =>
    samples >= 2 ** 16
      ? [`number_of_logic_tree_samples too big: ${samples}`, "number_of_logic_tree_samples", "at most 65535"]
      : undefined,
  "event-set-parameters": ({ mode, parameters: { ses_per_logic_tree_path: sets, maximum_rupture_depth } }) => {
    if (mode === "workflow") return undefined;
    if (/event_based|damage/.test(mode))
      return sets >= 2 ** 32 ? [`ses_per_logic_tree_path too big: ${sets}`, "ses_per_logic_tree_path"] : undefined;
    return Object.keys(maximum_rupture_depth).length > 0
      ? ["maximum_rupture_depth can be defined only in event_based calculations", "maximum_rupture_depth"]
      : undefined;
  },
  "amplified-levels-are-alike": (job) => {
    const levels = Object.entries(job.parameters.intensity_measure_types_and_levels ?? {});
    if (!has(job, "amplification") || levels.length === 0) return undefined;
    if (!["classical", "classical_risk", "disaggregation"].includes(job.mode)) return undefined;
    const other = levels.find(([name]) => name !== "PGA" && !name.startsWith("SA("));
    if (other !== undefined)
      return [`Site amplification works only with PGA and SA, got ${other[0]}`, "intensity_measure_types_and_levels"];
    if (!hasLevels(job))
      return ["You forgot to set intensity_measure_types_and_levels!", "intensity_measure_types_and_levels"];
    const first = pythonFloats(levels[0]![1]);
    return levels.some(([, values]) => pythonFloats(values) !== first)
      ? [
          "Site amplification works only if the levels are the same across all IMTs",
          "intensity_measure_types_and_levels",
        ]
      : undefined;
  },
  "rtgm-has-its-measures": ({ parameters: { postproc_func, intensity_measure_types_and_levels: levels } }) =>
    postproc_func.includes("rtgm") && levels?.["SA(1.0)"] === undefined
      ? ["the IMTs PGA, SA(0.2), and SA(1.0) are required to use compute_rtgm", "postproc_func"]
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
      ? ["if `gsim_logic_tree_file` is set, there must be no `gsim` key", "gsim"]
      : undefined,
  "model-given": (job) =>
    given(job, "gsim") && job.parameters.gsim.trim() === "" && !has(job, "gsim_logic_tree")
      ? ["Missing gsim or gsim_logic_tree_file", "gsim"]
      : undefined,
  "truncation-level-given": (job) => {
    const { truncation_level, truncation_level_between, truncation_level_within } = job.parameters;
    const needed =
      !has(job, "hazard_curves") &&
      !has(job, "gmfs") &&
      !has(job, "multi_peril") &&
      job.mode !== "scenario" &&
      !job.hasParent;
    if (!needed || given(job, "truncation_level")) return undefined;
    return truncation_level === undefined &&
      truncation_level_between === undefined &&
      truncation_level_within === undefined
      ? ["Missing truncation_level or truncation_level_between/truncation_level_within", "truncation_level"]
      : undefined;
  },
  "no-time-in-scenarios": ({ mode, parameters: { investigation_time } }) =>
    investigation_time !== undefined && investigation_time > 0 && mode.startsWith("scenario")
      ? [`there cannot be investigation_time in ${mode}`, "investigation_time"]
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
    !has(job, "rupture_model")
      ? ["missing investigation_time", "investigation_time", "> 0 years"]
      : undefined,
  "sources-given": (job) => {
    const sourceless = [
      "hazard_curves",
      "gmfs",
      "rupture_model",
      "ins_loss",
      "source_model_logic_tree",
      "source_model",
      "multi_peril",
    ];
    return job.mode.includes("scenario") || job.hasParent || job.mode === "" || sourceless.some((key) => has(job, key))
      ? undefined
      : ["Missing source_model_logic_tree or missing --hc option", "source_model_logic_tree_file"];
  },
  "complex-spacing-at-least-simple": ({
    parameters: { complex_fault_mesh_spacing: complex, rupture_mesh_spacing: simple },
  }) =>
    complex !== undefined && complex > 0 && complex < simple
      ? [
          "The `complex_fault_mesh_spacing` parameter must be greater than `rupture_mesh_spacing` (or at most equal).",
          "complex_fault_mesh_spacing",
          `>= ${simple} km`,
        ]
      : undefined,
  "at-most-30000-tasks": ({ parameters: { concurrent_tasks } }) =>
    (concurrent_tasks ?? 0) > 30_000
      ? ["At most you can use 30_000 tasks", "concurrent_tasks", "at most 30000"]
      : undefined,
  "no-grid-of-points-by-source": ({ parameters: { disagg_by_src, ps_grid_spacing } }) =>
    disagg_by_src && ps_grid_spacing !== 0
      ? ["disagg_by_src can be set only if ps_grid_spacing = 0", "disagg_by_src"]
      : undefined,
  "one-geometry": (job) => {
    const { parameters, mode } = job;
    if (mode === "preclassical" || mode === "") return undefined;
    const sites = parameters.sites.length > 0;
    if (has(job, "hazard_curves") && (sites || has(job, "site_model"))) return [GEOMETRY, "sites"];
    if (!sites && !has(job, "site_model") && !parameters.ground_motion_fields) return undefined;
    if (isRisk(mode) || has(job, "exposure") || has(job, "site_model")) return undefined;
    const region =
      parameters.region !== undefined &&
      parameters.region_grid_spacing !== undefined &&
      parameters.region_grid_spacing > 0;
    const ways = [sites, has(job, "hazard_curves"), has(job, "gmfs"), region].filter(Boolean).length;
    return ways === 1 || (ways === 0 && job.hasParent) ? undefined : [GEOMETRY, sites ? "sites" : "region"];
  },
  "levels-given": (job) =>
    !hasLevels(job) &&
    !hasRiskFiles(job) &&
    !job.hasParent &&
    Object.keys(job.parameters.iml_disagg).length === 0 &&
    !has(job, "hazard_curves") &&
    (job.parameters.hazard_curves_from_gmfs || job.mode === "classical" || job.mode === "disaggregation")
      ? [
          "In order to compute hazard curves, `intensity_measure_types_and_levels` must be set or extracted from the risk models.",
          "intensity_measure_types_and_levels",
        ]
      : undefined,
  "at-most-256-event-measures": (job) => {
    const { intensity_measure_types: names, intensity_measure_types_and_levels: levels } = job.parameters;
    const count = levels === undefined ? names.length : Object.keys(levels).length;
    return job.mode.startsWith("event_based") && count > MAX_EVENT_MEASURES
      ? [
          `The event_based calculator is restricted to ${MAX_EVENT_MEASURES} imts, got ${count}`,
          levels === undefined ? "intensity_measure_types" : "intensity_measure_types_and_levels",
        ]
      : undefined;
  },
  "correlated-measures": ({ parameters }) => {
    const model = parameters.ground_motion_correlation_model;
    if (model === undefined) return undefined;
    const names = [
      ...parameters.intensity_measure_types,
      ...Object.keys(parameters.intensity_measure_types_and_levels ?? {}),
    ];
    const other = names.find((name) => !name.startsWith("SA") && name !== "PGA" && name !== "PGV");
    return other === undefined
      ? undefined
      : [`Correlation model ${model} does not accept IMT=${other}`, "ground_motion_correlation_model"];
  },
  "time-above-zero": (job) =>
    job.parameters.investigation_time === 0 && /^(classical|disaggregation|event_based)$/.test(job.mode)
      ? ["investigation_time is 0: no earthquake occurs", "investigation_time", "> 0 years"]
      : undefined,
  "distance-given-with-tree": (job) =>
    has(job, "gsim_logic_tree") &&
    job.parameters.maximum_distance === undefined &&
    !given(job, "maximum_distance") &&
    !job.hasParent
      ? ["maximum_distance is missing", "maximum_distance", "km, as 300"]
      : undefined,
  "distance-above-zero": (job) => {
    const distances = Object.values(job.parameters.maximum_distance ?? {}).flat();
    return distances.length > 0 &&
      distances.every(([, km]) => km === 0) &&
      /^(classical|disaggregation|event_based|scenario)$/.test(job.mode)
      ? [
          "The sites are far from all seismic sources included in the hazard model: maximum_distance is 0",
          "maximum_distance",
          "> 0 km",
        ]
      : undefined;
  },
  "distance-given-with-rupture": (job) =>
    job.mode === "scenario" &&
    hasRupture(job) &&
    job.parameters.maximum_distance === undefined &&
    !given(job, "maximum_distance") &&
    !has(job, "gsim_logic_tree") &&
    !has(job, "gmfs")
      ? ["maximum_distance is missing", "maximum_distance", "km, as 300"]
      : undefined,
  "poes-distinct": ({ parameters: { poes } }) => {
    const twice = poes.find((poe, i) => poes.indexOf(poe) !== i);
    return twice === undefined
      ? undefined
      : [`${pythonFloat(twice)} stands in poes twice: maps and spectra would have two columns of one name`, "poes"];
  },
  "poes-of-maps-given": ({ parameters: { hazard_maps, uniform_hazard_spectra, poes } }) =>
    (hazard_maps || uniform_hazard_spectra) && poes.length === 0
      ? [
          "When computing hazard maps and/or uniform hazard spectra, the poes list must be non-empty.",
          hazard_maps ? "hazard_maps" : "uniform_hazard_spectra",
          "poes, as 0.1 0.02",
        ]
      : undefined,
  "soil-intensities-of-convolution": (job) => {
    const { soil_intensities, amplification_method } = job.parameters;
    const wanted =
      /classical|disaggregation/.test(job.mode) && has(job, "amplification") && amplification_method === "convolution";
    const fine = wanted ? (soil_intensities?.length ?? 0) > 1 : soil_intensities === undefined;
    return fine
      ? undefined
      : [
          "soil_intensities must be defined only in classical calculations with amplification_method=convolution",
          "soil_intensities",
        ];
  },
  "engine-version": ({ parameters: { minimum_engine_version: wanted } }) => {
    if (wanted === undefined) return undefined;
    const differing = wanted.findIndex((number, i) => number !== ENGINE_VERSION[i]);
    return differing >= 0 && wanted[differing]! > ENGINE_VERSION[differing]!
      ? [
          `The engine version must be >= (${wanted.join(", ")})`,
          "minimum_engine_version",
          `at most ${ENGINE_VERSION.join(".")}`,
        ]
      : undefined;
  },
  "paths-or-samples": (job) => {
    const { parameters } = job;
    if (job.mode !== "classical" || parameters.calculation_mode === undefined) return undefined;
    return parameters.max_potential_paths === 0 && parameters.number_of_logic_tree_samples === 0
      ? [
          "There are too many potential logic tree paths: raise `max_potential_paths` or use sampling instead of full enumeration",
          "max_potential_paths",
        ]
      : undefined;
  },
};
