/**
 * Every parameter of a job file: type, default, unit, the calculation modes that use it, meaning. The reader, the typed
 * `JobParameters`, `GET /v1/ini_defaults`, the checks and the reference page all come from this one table.
 *
 * Defaults are the reference engine's (3.26.2). `reference_*` parameters without a value are undefined here where the
 * reference holds not-a-number.
 */
import {
  boolean,
  calculation,
  choice,
  choices,
  coordinates,
  countingNumber,
  DISAGGREGATIONS,
  dictionary,
  disaggregations,
  distanceByRegion,
  exceedances,
  functionName,
  identifier,
  integer,
  integrationDistance,
  labels,
  levels,
  levelsByName,
  listOfObjects,
  localTimestamp,
  measure,
  measures,
  nameGroups,
  names,
  niceText,
  nonEmptyText,
  nonNegative,
  nonNegativeOrSentinel,
  nonNegatives,
  numberByName,
  probabilities,
  ring,
  secondaryPerils,
  shortNames,
  text,
  threeLetters,
  tile,
  truncationLevel,
  type ValueType,
  version,
  wholeNumber,
  wholeNumbers,
  zeroOrOne,
} from "./value-types.ts";

export const CALCULATION_MODES = [
  "classical_risk",
  "classical_damage",
  "classical",
  "custom",
  "event_based",
  "scenario",
  "post_risk",
  "ebrisk",
  "scenario_risk",
  "event_based_risk",
  "disaggregation",
  "multi_risk",
  "classical_bcr",
  "preclassical",
  "event_based_damage",
  "scenario_damage",
  "workflow",
] as const;

export type CalculationMode = (typeof CALCULATION_MODES)[number];

export interface ParameterFacts {
  readonly unit?: string;
  /** Modes that read it; "all" for those without relation to a mode. */
  readonly modes: readonly CalculationMode[] | "all";
  readonly meaning: string;
  /** An empty value leaves the parameter unset. */
  readonly emptyIsUnset?: boolean;
  /** Not meant for users: set by the engine or for its developers. */
  readonly internal?: boolean;
  /** Older names. */
  readonly aliases?: readonly string[];
  /** When it has to be given. */
  readonly requiredBy?: string;
  /** False: not in the answer of /v1/ini_defaults. */
  readonly listed?: boolean;
  /** What /v1/ini_defaults shows if that is not the default itself. */
  readonly wireDefault?: unknown;
}

/** `T` is the type of the parsed value, with undefined where there is no default. */
export interface Parameter<T> extends ParameterFacts {
  readonly type: ValueType<NonNullable<T>>;
  readonly default: T;
}

function withDefault<T extends NonNullable<unknown>>(
  type: ValueType<T>,
  value: T,
  facts: ParameterFacts,
): Parameter<T> {
  return { ...facts, type, default: value };
}

function optional<T extends NonNullable<unknown>>(type: ValueType<T>, facts: ParameterFacts): Parameter<T | undefined> {
  return { ...facts, type, default: undefined };
}

const HAZARD: readonly CalculationMode[] = ["classical", "disaggregation", "event_based"];
const GROUND_MOTION: readonly CalculationMode[] = ["classical", "disaggregation", "event_based", "scenario"];
const EVENTS: readonly CalculationMode[] = ["event_based", "scenario"];
const RISK: readonly CalculationMode[] = [
  "classical_risk",
  "classical_bcr",
  "classical_damage",
  "scenario_risk",
  "scenario_damage",
  "event_based_risk",
  "event_based_damage",
];
const CURVES: readonly CalculationMode[] = ["classical", "disaggregation"];
const DAMAGE: readonly CalculationMode[] = ["classical_damage", "scenario_damage", "event_based_damage"];
const SHAKEMAP: readonly CalculationMode[] = ["scenario_risk", "scenario_damage"];
const EVENT_LOSSES: readonly CalculationMode[] = ["event_based_risk", "scenario_risk"];
const HAZARD_AND_RISK: readonly CalculationMode[] = [
  "classical",
  "event_based",
  "classical_risk",
  "classical_bcr",
  "classical_damage",
  "scenario_risk",
  "scenario_damage",
  "event_based_risk",
  "event_based_damage",
];
const ALL_BUT_SCENARIO: readonly CalculationMode[] = [
  "classical",
  "disaggregation",
  "event_based",
  "classical_risk",
  "classical_bcr",
  "classical_damage",
  "scenario_risk",
  "scenario_damage",
  "event_based_risk",
  "event_based_damage",
];
const EVERY_SITE: readonly CalculationMode[] = [
  "classical",
  "disaggregation",
  "event_based",
  "scenario",
  "classical_risk",
  "classical_bcr",
  "classical_damage",
  "scenario_risk",
  "scenario_damage",
  "event_based_risk",
  "event_based_damage",
];

/** Loss types that can be summed, in the order in which a sum names them. */
const SUMMED_LOSSES = ["structural", "nonstructural", "contents", "business_interruption", "embodied_carbon"];

const totalLosses = choice(
  ...Array.from({ length: 2 ** SUMMED_LOSSES.length - 1 }, (_, i) =>
    SUMMED_LOSSES.filter((_loss, k) => ((i + 1) >> k) & 1).join("+"),
  ),
);

const EXCEEDANCE = ["ep", "aep", "oep"] as const;

/** Any ordering of one to three of ep, aep, oep; the separator is exactly ", ". */
const lossCurveTypes = choice(
  ...EXCEEDANCE,
  ...EXCEEDANCE.flatMap((a) => EXCEEDANCE.filter((b) => b !== a).map((b) => `${a}, ${b}`)),
  ...EXCEEDANCE.flatMap((a) =>
    EXCEEDANCE.filter((b) => b !== a).map((b) => `${a}, ${b}, ${EXCEEDANCE.find((c) => c !== a && c !== b)}`),
  ),
);

export const PARAMETERS = {
  aggregate_by: withDefault(nameGroups, [], {
    unit: "tag names",
    modes: RISK,
    requiredBy: "reinsurance (must contain the single-tag group policy)",
    meaning:
      "exposure tags by which losses are summed; `a,b; c` gives two independent aggregations, {a,b} and {c}; `id` must stand alone; `policy` is needed by reinsurance; `site_id` is generated by the engine",
  }),
  aggregate_exposure: withDefault(boolean, false, {
    modes: RISK,
    meaning: "merge the assets that share hazard site and taxonomy before computing",
  }),
  aggregate_loss_curves_types: withDefault(lossCurveTypes, "ep", {
    modes: ["event_based_risk", "event_based_damage"],
    meaning:
      'which exceedance curves to produce for aggregate losses: ep (all events), oep (largest per year), aep (sum per year); any ordering, separator must be exactly ", "',
  }),
  amplification_method: withDefault(choice("convolution", "kernel"), "convolution", {
    modes: CURVES,
    meaning: "how the amplification table is applied to the curves: convolution (over soil_intensities) or kernel",
  }),
  area_source_discretization: optional(nonNegative, {
    unit: "km",
    modes: HAZARD,
    emptyIsUnset: true,
    requiredBy: "source models with areaSource lacking the discretization attribute",
    meaning:
      "grid step that turns an area source into points; required when an areaSource lacks its own `discretization`",
  }),
  asce_version: withDefault(choice("ASCE7-16", "ASCE7-22"), "ASCE7-16", {
    modes: ["classical"],
    meaning: "edition of the ASCE provisions used by the AELO post-processor",
  }),
  ash_wet_amplification_factor: withDefault(nonNegative, 1.0, {
    unit: "factor",
    modes: ["multi_risk"],
    meaning: "load factor of wet volcanic ash",
  }),
  asset_correlation: withDefault(zeroOrOne, 0, {
    modes: EVENT_LOSSES,
    meaning: "1 draws one epsilon per event shared by all assets, 0 draws independent ones",
  }),
  asset_hazard_distance: withDefault(
    numberByName,
    { default: 15 },
    { unit: "km", modes: RISK, meaning: "largest distance between an asset and its hazard site (scalar or per peril)" },
  ),
  asset_life_expectancy: optional(nonNegative, {
    listed: false,
    unit: "years",
    modes: ["classical_bcr"],
    requiredBy: "classical_bcr",
    meaning: "horizon of the benefit/cost ratio; required by classical_bcr",
  }),
  assets_per_site_limit: withDefault(nonNegative, 1000, {
    unit: "assets",
    modes: RISK,
    meaning: "guard against exposures with too many assets on one site",
  }),
  avg_losses: withDefault(boolean, true, { modes: EVENT_LOSSES, meaning: "store mean losses per asset" }),
  base_path: withDefault(text, ".", {
    modes: "all",
    internal: true,
    meaning: "folder from which *_file values are resolved; filled by the reader, not meant for users",
  }),
  cache: withDefault(boolean, false, { modes: "all", meaning: "reuse a finished calculation with identical checksum" }),
  calculation_mode: optional(choice(...CALCULATION_MODES), {
    listed: false,
    modes: "all",
    requiredBy: "every mode",
    meaning: "which calculator runs; always required",
  }),
  cholesky_limit: withDefault(wholeNumber, 10000, {
    unit: "rows",
    modes: ["scenario"],
    meaning: "upper limit of sites x IMTs for the ShakeMap covariance factorization",
  }),
  collapse_gsim_logic_tree: withDefault(names, [], {
    unit: "branch set ids",
    modes: ["classical"],
    meaning: "replace the listed gsim branch sets by one averaged model",
  }),
  collapse_level: withDefault(integer, -1, {
    modes: ["classical"],
    internal: true,
    meaning: "context collapsing level, internal (negative = off)",
  }),
  collect_rlzs: optional(boolean, {
    modes: ["event_based_risk", "scenario_risk", "event_based_damage"],
    meaning:
      "treat all realizations as one long catalogue; None means: true when sampling with more than one sample, else false",
  }),
  compare_with_classical: withDefault(boolean, false, {
    modes: ["event_based"],
    meaning: "run the classical calculator on the same input and compare the curves",
  }),
  complex_fault_mesh_spacing: optional(nonNegative, {
    unit: "km",
    modes: HAZARD,
    emptyIsUnset: true,
    meaning: "mesh step of complex faults, not below rupture_mesh_spacing; default rupture_mesh_spacing",
  }),
  concurrent_tasks: optional(wholeNumber, {
    unit: "tasks",
    modes: "all",
    meaning: "hint of how many tasks to create (maximum 30000); default depends on the number of cores",
  }),
  conditional_loss_poes: withDefault(exceedances, [], {
    unit: "probability",
    modes: ["classical_risk"],
    meaning: "levels at which loss maps are read from the loss curves; forbidden in classical_damage",
  }),
  continuous_fragility_discretization: withDefault(wholeNumber, 20, {
    unit: "points",
    modes: DAMAGE,
    meaning: "number of levels used to sample continuous fragility functions",
  }),
  coordinate_bin_width: withDefault(nonNegative, 100.0, {
    unit: "degree",
    modes: ["disaggregation"],
    requiredBy: "disaggregation without disagg_bin_edges (must be written although it has a default)",
    meaning: "size of longitude/latitude disaggregation bins; the default 100 means one bin",
  }),
  correlation_cutoff: withDefault(nonNegative, 0.0002, {
    modes: ["scenario"],
    meaning: "eigenvalue threshold of the conditioned covariance",
  }),
  countries: withDefault(names, [], {
    unit: "ISO3 codes",
    modes: ["scenario_risk"],
    meaning: "restrict a global exposure to the listed countries",
  }),
  cross_correlation: withDefault(nonEmptyText, "yes", {
    modes: EVENTS,
    meaning: "name of a between-IMT correlation class, or yes/no/full for ShakeMaps; unknown names silently mean none",
  }),
  description: withDefault(nonEmptyText, "no description", {
    modes: "all",
    meaning: "free title of the job; empty is an error",
  }),
  disagg_bin_edges: withDefault(
    dictionary,
    {},
    {
      modes: ["disaggregation"],
      meaning: "explicit bin edges per key mag/dist/lon/lat/eps; replaces the *_bin_width parameters",
    },
  ),
  disagg_by_src: withDefault(boolean, false, {
    modes: CURVES,
    meaning: "also disaggregate by source; needs ps_grid_spacing = 0",
  }),
  disagg_outputs: withDefault(disaggregations, DISAGGREGATIONS, {
    modes: ["disaggregation"],
    meaning: "subset of disaggregation matrices to produce",
  }),
  discard_assets: withDefault(boolean, false, {
    modes: RISK,
    meaning: "drop assets too far from every hazard site rather than fail",
  }),
  discard_trts: withDefault(text, "", {
    unit: "comma separated",
    modes: HAZARD,
    meaning: "tectonic region types to remove from the model",
  }),
  discrete_damage_distribution: withDefault(boolean, false, {
    modes: ["scenario_damage", "event_based_damage"],
    meaning: "whole-number damage counts (needs whole `number` values)",
  }),
  distance_bin_width: optional(nonNegative, {
    listed: false,
    unit: "km",
    modes: ["disaggregation"],
    requiredBy: "disaggregation without disagg_bin_edges",
    meaning: "width of the distance bins; required unless disagg_bin_edges is set",
  }),
  epsilon_star: withDefault(boolean, false, {
    modes: ["disaggregation"],
    meaning: "disaggregate epsilon* instead of epsilon",
  }),
  export_dir: withDefault(text, ".", {
    unit: "path",
    modes: "all",
    meaning: "where automatic exports go; the web server does not check it",
  }),
  exports: withDefault(choices("", "xml", "geojson", "txt", "csv", "npz", "hdf5"), [], {
    unit: "formats",
    modes: "all",
    meaning: "formats exported at the end of the job, comma separated without blanks",
  }),
  extreme_gmv: withDefault(
    numberByName,
    { default: Number.POSITIVE_INFINITY },
    { unit: "IMT units", modes: EVENTS, meaning: "per-IMT value above which ground motion is considered extreme" },
  ),
  floating_x_step: withDefault(nonNegative, 0, {
    unit: "fraction",
    modes: HAZARD,
    meaning: "along-strike overlap of floating ruptures on kite faults (0 = ordinary floating)",
  }),
  floating_y_step: withDefault(nonNegative, 0, {
    unit: "fraction",
    modes: HAZARD,
    meaning: "down-dip overlap of floating ruptures on kite faults",
  }),
  gmf_max_gb: withDefault(nonNegative, 0.01, {
    unit: "GB",
    modes: EVENTS,
    meaning: "compute avg_gmf only under this size of ground motion data",
  }),
  ground_motion_correlation_model: optional(choice("JB2009", "HM2018"), {
    modes: EVENTS,
    emptyIsUnset: true,
    meaning: "spatial correlation model of within-event residuals",
  }),
  ground_motion_correlation_params: withDefault(
    dictionary,
    {},
    { modes: EVENTS, meaning: 'keyword arguments of the correlation model, e.g. {"vs30_clustering": False}' },
  ),
  ground_motion_fields: withDefault(boolean, true, {
    modes: ["event_based"],
    meaning: "false stops after the ruptures",
  }),
  gsim: withDefault(text, "[FromFile]", {
    unit: "TOML or name",
    modes: ["scenario", "event_based", "classical"],
    meaning:
      'a single ground motion model used for every tectonic region; excludes gsim_logic_tree_file; default "[FromFile]" stands for no model',
  }),
  hazard_calculation_id: optional(calculation, {
    unit: "id or path",
    modes: "all",
    emptyIsUnset: true,
    meaning: "parent calculation whose results are reused; an integer, or a path ending in .ini or .hdf5",
  }),
  hazard_curves_from_gmfs: withDefault(boolean, false, {
    modes: EVENTS,
    meaning: "build hazard curves from the ground motion fields",
  }),
  hazard_maps: withDefault(boolean, false, {
    modes: ["classical", "event_based"],
    meaning: "produce hazard maps at `poes`",
  }),
  horiz_comp_to_geom_mean: withDefault(boolean, false, {
    modes: GROUND_MOTION,
    meaning: "convert the horizontal component to geometric mean where the model allows it",
  }),
  ignore_covs: withDefault(boolean, false, { modes: RISK, meaning: "set all coefficients of variation to zero" }),
  ignore_encoding_errors: withDefault(boolean, false, {
    modes: RISK,
    meaning: "skip bytes that are not UTF-8 in exposure CSV files",
  }),
  ignore_master_seed: withDefault(boolean, false, {
    modes: EVENT_LOSSES,
    meaning:
      "estimate loss uncertainty analytically instead of sampling epsilons (documented as a name, parsed as a boolean)",
  }),
  ignore_missing_costs: withDefault(names, [], {
    unit: "loss types",
    modes: RISK,
    meaning: "accept assets without these costs",
  }),
  iml_disagg: withDefault(
    levelsByName,
    {},
    {
      unit: "dict IMT->level",
      modes: ["disaggregation"],
      meaning: "levels to disaggregate at; excludes poes_disagg and intensity_measure_types_and_levels",
    },
  ),
  imt_ref: withDefault(measure, "", {
    unit: "IMT",
    modes: ["classical"],
    meaning: "reference measure of a conditional spectrum",
  }),
  individual_rlzs: optional(boolean, {
    modes: HAZARD_AND_RISK,
    aliases: ["individual_curves"],
    meaning: "keep results of every realization besides the statistics",
  }),
  infer_occur_rates: withDefault(boolean, false, {
    modes: ["classical", "event_based"],
    meaning: "derive rates from probs_occur of non-parametric sources",
  }),
  infrastructure_connectivity_analysis: withDefault(boolean, false, {
    modes: ["scenario_damage", "event_based_damage"],
    meaning: "run network connectivity after the damage calculation",
  }),
  inputs: withDefault(
    dictionary,
    {},
    {
      modes: "all",
      internal: true,
      meaning: "internal dictionary of input files; writing it in the ini breaks the reader",
    },
  ),
  intensity_measure_types: withDefault(measures, [], {
    wireDefault: "",
    unit: "IMTs",
    modes: EVENTS,
    meaning: "comma separated measures without levels; ignored with a warning if levels are given",
  }),
  intensity_measure_types_and_levels: optional(levels, {
    modes: ALL_BUT_SCENARIO,
    meaning: "measures and their levels; same number of levels for all measures",
  }),
  interest_rate: optional(nonNegative, {
    listed: false,
    unit: "1/year",
    modes: ["classical_bcr"],
    requiredBy: "classical_bcr",
    meaning: "discount rate; required by classical_bcr",
  }),
  investigation_time: optional(nonNegative, {
    unit: "years",
    modes: ALL_BUT_SCENARIO,
    requiredBy:
      "classical, disaggregation, event_based (error only when the sources are read), classical_damage, event_based_damage",
    meaning:
      "time window of the hazard; forbidden in scenario modes; required by classical, disaggregation, event_based",
  }),
  job_id: withDefault(wholeNumber, 0, { modes: "all", internal: true, meaning: "id of the job, 0 for a new one" }),
  keep_trt: withDefault(text, "", {
    modes: ["classical"],
    meaning: "keep only one tectonic region type of the gsim logic tree",
  }),
  limit_states: withDefault(names, [], {
    modes: DAMAGE,
    meaning: "limit states, normally taken from the fragility model",
  }),
  local_timestamp: optional(localTimestamp, {
    unit: "date time zone",
    modes: ["scenario_risk"],
    meaning: "local time of the event, `YYYY-MM-DD hh:mm:ss+hh:mm`",
  }),
  lrem_steps_per_interval: withDefault(wholeNumber, 0, {
    unit: "steps",
    modes: ["classical_risk"],
    meaning: "extra points between loss ratios of the exceedance matrix; 0 lets the engine choose",
  }),
  mag_bin_width: withDefault(nonNegative, 1.0, {
    unit: "magnitude",
    modes: ["disaggregation"],
    requiredBy: "disaggregation without disagg_bin_edges (must be written although it has a default)",
    meaning: "width of the magnitude bins; required (explicitly) unless disagg_bin_edges is set",
  }),
  master_seed: withDefault(wholeNumber, 123456789, {
    unit: "seed",
    modes: ["event_based_risk", "scenario_risk", "scenario_damage", "event_based_damage"],
    meaning: "seed of the risk epsilons and of damage sampling",
  }),
  max: withDefault(boolean, false, {
    modes: ["classical", "event_based"],
    aliases: ["max_hazard_curves"],
    meaning: "also compute the maximum over realizations",
  }),
  max_data_transfer: withDefault(nonNegative, 200000000000.0, {
    unit: "bytes",
    modes: ["disaggregation"],
    internal: true,
    meaning: "internal limit of data moved in disaggregation",
  }),
  max_nodes_network: withDefault(wholeNumber, 1000, {
    unit: "nodes",
    modes: ["scenario_damage", "event_based_damage"],
    meaning: "guard on the size of a network",
  }),
  max_potential_paths: withDefault(wholeNumber, 15000, {
    unit: "paths",
    modes: ["classical"],
    meaning: "guard on the number of logic tree paths of a full enumeration",
  }),
  max_sites_correl: withDefault(wholeNumber, 1200, {
    unit: "sites",
    modes: ["event_based"],
    meaning: "guard on sites with spatial correlation",
  }),
  max_sites_disagg: withDefault(wholeNumber, 10, {
    unit: "sites",
    modes: CURVES,
    meaning: "up to this number of sites rupture data are stored; disaggregation needs at least the number of sites",
  }),
  maximum_distance: optional(integrationDistance, {
    listed: false,
    unit: "km",
    modes: EVERY_SITE,
    requiredBy:
      "classical, disaggregation, event_based and any risk mode that computes its own hazard; checked for every job that has gsim_logic_tree_file",
    meaning:
      "integration distance: scalar, per-region dict, or (magnitude, distance) pairs; the word `magdist` means [(3,0),(6,150),(10,600)]",
  }),
  maximum_distance_stations: optional(nonNegative, {
    unit: "km",
    modes: ["scenario"],
    meaning: "stations farther than this from the rupture are ignored",
  }),
  maximum_rupture_depth: withDefault(
    numberByName,
    {},
    { unit: "km", modes: ["event_based"], meaning: "ruptures deeper than this are dropped (scalar or per region)" },
  ),
  mea_tau_phi: withDefault(boolean, false, {
    modes: EVENTS,
    meaning: "store mean, tau and phi of the ground motion models",
  }),
  mean: withDefault(boolean, true, {
    modes: HAZARD_AND_RISK,
    aliases: ["mean_hazard_curves"],
    meaning: "compute mean results",
  }),
  minimum_asset_loss: withDefault(
    numberByName,
    { default: 0 },
    { unit: "loss unit", modes: EVENT_LOSSES, meaning: "per-loss-type floor under which an asset loss counts as zero" },
  ),
  minimum_distance: withDefault(nonNegative, 0, {
    unit: "km",
    modes: GROUND_MOTION,
    meaning: "distances below this are raised to it",
  }),
  minimum_engine_version: optional(version, {
    unit: "version",
    modes: "all",
    meaning: "refuse to run on older engines; at most three numbers",
  }),
  minimum_intensity: withDefault(
    numberByName,
    {},
    { unit: "IMT units", modes: EVENTS, meaning: "ground motion under this value counts as zero (scalar or per IMT)" },
  ),
  minimum_magnitude: withDefault(
    numberByName,
    { default: 0 },
    { unit: "magnitude", modes: HAZARD, meaning: "ruptures under this magnitude are dropped (scalar or per region)" },
  ),
  modal_damage_state: withDefault(boolean, false, {
    modes: ["scenario_damage"],
    meaning: "export only the most likely damage state",
  }),
  mosaic_model: optional(threeLetters, {
    unit: "3 letters",
    modes: ["classical", "event_based"],
    emptyIsUnset: true,
    meaning: "restrict to a model of the global mosaic; inferred from the path of the ini when missing",
  }),
  num_epsilon_bins: withDefault(wholeNumber, 1, {
    unit: "bins",
    modes: ["disaggregation"],
    requiredBy: "disaggregation without disagg_bin_edges (must be written although it has a default)",
    meaning: "number of epsilon bins",
  }),
  num_rlzs_disagg: withDefault(wholeNumber, 0, {
    unit: "realizations",
    modes: ["disaggregation"],
    meaning: "how many realizations nearest to the mean hazard to disaggregate; 0 means all of them",
  }),
  number_of_ground_motion_fields: optional(wholeNumber, {
    listed: false,
    unit: "fields",
    modes: ["scenario", "scenario_risk", "scenario_damage"],
    meaning: "realizations of ground motion per scenario",
  }),
  numerics: withDefault(choice("reference", "exact"), "reference", {
    listed: false,
    modes: HAZARD,
    meaning:
      "our own: `exact` does the right thing where the reference engine's numbers come from a plain defect (docs/differences.md lists each)",
  }),
  number_of_logic_tree_samples: withDefault(wholeNumber, 0, {
    unit: "samples",
    modes: HAZARD,
    meaning: "0 enumerates the tree, n>0 samples n paths; maximum 65535",
  }),
  override_vs30: withDefault(nonNegatives, [], {
    unit: "m/s",
    modes: ["classical"],
    meaning:
      "one or more Vs30 values used in place of those of the site model; several values run the same sites once per value (Vs30 scan)",
  }),
  oversampling: withDefault(choice("forbid", "tolerate"), "tolerate", {
    modes: ["classical"],
    meaning: "forbid makes it an error to draw at least as many samples as there are paths",
  }),
  poes: withDefault(exceedances, [], {
    unit: "probability",
    modes: HAZARD,
    requiredBy: "hazard_maps or uniform_hazard_spectra; disaggregation (poes or poes_disagg or iml_disagg)",
    meaning: "exceedance probabilities of maps, spectra and disaggregation",
  }),
  poes_disagg: withDefault(exceedances, [], {
    unit: "probability",
    modes: ["disaggregation"],
    meaning: "older name of poes in disaggregation; must equal poes if both are set",
  }),
  pointsource_distance: withDefault(
    distanceByRegion,
    { default: 100.0 },
    { unit: "km", modes: CURVES, meaning: "beyond this distance point ruptures are collapsed (scalar or per region)" },
  ),
  postproc_args: withDefault(dictionary, {}, { modes: CURVES, meaning: "its arguments" }),
  postproc_func: withDefault(functionName, "", {
    unit: "module.function",
    modes: CURVES,
    meaning: "post-processing function of the engine to run after the calculation",
  }),
  postrisk_args: withDefault(dictionary, {}, { modes: RISK, meaning: "its arguments" }),
  postrisk_func: withDefault(functionName, "", {
    unit: "module.function",
    modes: RISK,
    meaning: "post-processing after risk",
  }),
  prefer_global_site_params: optional(boolean, {
    modes: GROUND_MOTION,
    internal: true,
    meaning: "internal: use the reference_* parameters over the site model",
  }),
  ps_grid_spacing: withDefault(nonNegative, 0, {
    unit: "km",
    modes: CURVES,
    meaning: "grid step used to merge distant point sources; sets pointsource_distance to 40 when that one is absent",
  }),
  quantiles: withDefault(probabilities, [], {
    unit: "probability",
    modes: HAZARD_AND_RISK,
    aliases: ["quantile_hazard_curves"],
    meaning: "quantiles over the realizations",
  }),
  random_seed: withDefault(wholeNumber, 42, { unit: "seed", modes: HAZARD, meaning: "seed of logic tree sampling" }),
  reaggregate_by: withDefault(names, [], {
    unit: "tag names",
    modes: RISK,
    meaning: "further sums over a proper subset of the aggregate_by tags",
  }),
  reference_depth_to_1pt0km_per_sec: optional(nonNegativeOrSentinel, {
    listed: false,
    unit: "m",
    modes: GROUND_MOTION,
    meaning: "z1pt0 of all sites when there is no site model; -999 asks the model to estimate it",
  }),
  reference_depth_to_1pt4km_per_sec: optional(nonNegativeOrSentinel, {
    listed: false,
    unit: "m",
    modes: GROUND_MOTION,
    meaning: "z1pt4 of all sites; -999 as above",
  }),
  reference_depth_to_2pt5km_per_sec: optional(nonNegativeOrSentinel, {
    listed: false,
    unit: "km",
    modes: GROUND_MOTION,
    meaning: "z2pt5 of all sites; -999 as above",
  }),
  reference_vs30_type: withDefault(choice("measured", "inferred"), "inferred", {
    modes: GROUND_MOTION,
    meaning: "whether vs30 was measured or inferred",
  }),
  reference_vs30_value: optional(nonNegative, {
    listed: false,
    unit: "m/s",
    modes: GROUND_MOTION,
    meaning: "vs30 of all sites when there is no site model",
  }),
  region: optional(ring, {
    unit: "lon lat list",
    modes: EVERY_SITE,
    meaning: "polygon (not closed, comma between vertices) of the site grid, and filter of the assets",
  }),
  region_grid_spacing: optional(nonNegative, {
    unit: "km",
    modes: GROUND_MOTION,
    meaning: "step of the grid of sites",
  }),
  reqv_ignore_sources: withDefault(names, [], {
    unit: "source ids",
    modes: ["classical"],
    meaning: "sources not to be converted to equivalent distance",
  }),
  return_periods: withDefault(wholeNumbers, [], {
    unit: "years",
    modes: ["event_based_risk", "classical_risk"],
    meaning: "return periods of loss curves; also fills poes when poes is empty",
  }),
  risk_imtls: withDefault(
    levels,
    {},
    { modes: RISK, internal: true, meaning: "internal: levels taken from the risk functions" },
  ),
  risk_investigation_time: optional(nonNegative, {
    unit: "years",
    modes: RISK,
    meaning: "time window of the loss results if different from the hazard",
  }),
  rlz_index: optional(wholeNumbers, {
    unit: "indices",
    modes: ["disaggregation"],
    meaning:
      "realizations to disaggregate; accepted only together with num_rlzs_disagg = 1, although the error text says they exclude each other",
  }),
  rupture_dict: withDefault(
    dictionary,
    {},
    { modes: ["scenario"], meaning: "planar rupture given inline (lon, lat, dep, mag, rake, strike, dip)" },
  ),
  rupture_id: optional(wholeNumber, {
    unit: "id",
    modes: ["scenario"],
    meaning: "rupture picked from a ruptures file",
  }),
  rupture_mesh_spacing: withDefault(nonNegative, 5.0, {
    unit: "km",
    modes: GROUND_MOTION,
    meaning: "step of rupture and fault meshes",
  }),
  sampling_method: withDefault(choice("early_weights", "late_weights", "early_latin", "late_latin"), "early_weights", {
    modes: HAZARD,
    meaning:
      "early_* draws with the branch weights and gives equal weights to samples; late_* draws uniformly and weights afterwards; *_latin uses a latin hypercube",
  }),
  sec_peril_params: withDefault(listOfObjects, [], {
    unit: "JSON list",
    modes: EVENTS,
    meaning: "their parameters, one object per peril",
  }),
  secondary_perils: withDefault(secondaryPerils, [], {
    unit: "class names",
    modes: EVENTS,
    meaning: "landslide and liquefaction models to run on the ground motion",
  }),
  ses_per_logic_tree_path: withDefault(countingNumber, 1, {
    unit: "sets",
    modes: ["event_based"],
    meaning: "stochastic event sets per realization; cannot be zero, below 2^32",
  }),
  ses_seed: withDefault(wholeNumber, 42, {
    unit: "seed",
    modes: EVENTS,
    meaning: "seed of event and ground motion sampling",
  }),
  shakemap_id: optional(niceText, {
    unit: "USGS id",
    modes: SHAKEMAP,
    meaning: "ShakeMap to download; needs hazard_calculation_id",
  }),
  shakemap_uri: withDefault(
    dictionary,
    {},
    { modes: SHAKEMAP, meaning: "where to take a ShakeMap from: key kind plus the arguments of that kind" },
  ),
  shift_hypo: withDefault(boolean, false, {
    modes: ["classical", "event_based"],
    meaning: "move the hypocentre with the floating rupture",
  }),
  site_class: optional(choice("A", "B", "BC", "C", "CD", "D", "DE", "E", "default", "custom"), {
    modes: ["classical"],
    emptyIsUnset: true,
    meaning: "ASCE site class",
  }),
  site_labels: withDefault(
    labels,
    {},
    {
      modes: ["classical"],
      meaning: "label -> number (1..255) choosing a ground motion tree per site (column ilabel)",
    },
  ),
  siteid: withDefault(shortNames, [], {
    unit: "base64 names",
    modes: GROUND_MOTION,
    meaning: "names (at most 8 characters of A-Z a-z 0-9 - _) given one to one to `sites`",
  }),
  sites: withDefault(coordinates, [], {
    unit: "lon lat list",
    modes: EVERY_SITE,
    meaning: "explicit sites, comma between points, optional third number = depth in km",
  }),
  smlt_branch: withDefault(identifier, "", {
    unit: "branch id",
    modes: ["classical", "event_based"],
    meaning: "restrict the source model logic tree to one branch",
  }),
  soil_intensities: optional(nonNegatives, {
    unit: "IMT units",
    modes: CURVES,
    meaning: "output levels of the amplified curves, only with amplification_method=convolution",
  }),
  source_id: withDefault(names, [], {
    unit: "source ids",
    modes: HAZARD,
    meaning: "restrict to sources whose id starts with one of these",
  }),
  source_nodes: withDefault(names, [], {
    unit: "node names",
    modes: ["classical"],
    internal: true,
    meaning: "internal: restrict to these source element names",
  }),
  spatial_correlation: withDefault(choice("yes", "no", "full"), "yes", {
    modes: SHAKEMAP,
    meaning: "spatial correlation of ShakeMap residuals",
  }),
  specific_assets: withDefault(names, [], {
    unit: "asset ids",
    modes: RISK,
    internal: true,
    meaning: "internal list of assets",
  }),
  split_by_gsim: withDefault(wholeNumber, 0, { modes: ["classical"], internal: true, meaning: "internal" }),
  split_sources: withDefault(boolean, true, {
    modes: ["classical", "event_based"],
    internal: true,
    meaning: "split large sources (internal)",
  }),
  split_time: optional(wholeNumber, {
    unit: "seconds",
    modes: ["classical"],
    meaning: "time after which a task is split",
  }),
  std: withDefault(boolean, false, {
    modes: ["classical", "event_based"],
    meaning: "compute the standard deviation over realizations",
  }),
  steps_per_interval: withDefault(wholeNumber, 1, {
    unit: "steps",
    modes: ["classical_damage"],
    meaning: "extra levels between consecutive fragility levels",
  }),
  strict: withDefault(boolean, true, {
    modes: ["classical", "event_based"],
    meaning: "raise instead of warn on duplicated source ids and fault problems",
  }),
  tectonic_region_type: withDefault(text, "*", {
    modes: ["scenario"],
    meaning: "region type given to the scenario rupture, `*` for any",
  }),
  tile_spec: optional(tile, {
    unit: "[i, n]",
    modes: ["classical"],
    internal: true,
    meaning: "internal: run tile i of n",
  }),
  tiling: withDefault(boolean, false, { modes: ["classical"], meaning: "force the tiled algorithm" }),
  time_event: withDefault(choice("avg", "day", "night", "transit"), "avg", {
    modes: ["scenario_risk", "scenario_damage", "event_based_risk"],
    meaning: "occupancy period used for people",
  }),
  total_losses: optional(totalLosses, {
    unit: "loss types joined by +",
    modes: EVENT_LOSSES,
    requiredBy: "reinsurance on a sum of loss types",
    meaning: "extra loss type equal to a sum; the order of the parts is fixed",
  }),
  truncated_mvn: withDefault(boolean, false, {
    modes: EVENTS,
    meaning: "truncate the multivariate normal of correlated residuals",
  }),
  truncation_level: optional(truncationLevel, {
    listed: false,
    unit: "sigma",
    modes: GROUND_MOTION,
    requiredBy:
      "every mode except scenario, unless hazard_curves/gmfs files, a parent calculation or multi_peril are given, or both truncation_level_between/within replace it",
    meaning: "truncation of ground motion residuals; 0 becomes 1E-9 (median); required when nothing replaces it",
  }),
  truncation_level_between: optional(truncationLevel, {
    unit: "sigma",
    modes: EVENTS,
    emptyIsUnset: true,
    meaning: "truncation of between-event residuals, defaults to truncation_level",
  }),
  truncation_level_within: optional(truncationLevel, {
    unit: "sigma",
    modes: EVENTS,
    emptyIsUnset: true,
    meaning: "truncation of within-event residuals, defaults to truncation_level",
  }),
  uniform_hazard_spectra: withDefault(boolean, false, {
    modes: ["classical"],
    meaning: "produce uniform hazard spectra at `poes`; needs PGA or SA",
  }),
  use_rates: withDefault(boolean, false, {
    modes: ["classical"],
    meaning: "average rates instead of probabilities; enables the fast mean",
  }),
  vs30_tolerance: withDefault(integer, 0, {
    unit: "m/s",
    modes: CURVES,
    meaning: "allowed mismatch between the amplification table and the site Vs30",
  }),
  width_of_mfd_bin: optional(nonNegative, {
    unit: "magnitude",
    modes: HAZARD,
    requiredBy: "source models with truncated or tapered Gutenberg-Richter MFDs",
    meaning:
      "bin of truncated Gutenberg-Richter and similar MFDs; needed by truncGutenbergRichterMFD, taperedGutenbergRichterMFD, alternativeCharacteristicMFD",
  }),
  with_betw_ratio: optional(nonNegative, {
    unit: "ratio",
    modes: ["scenario"],
    meaning: "tau/phi used to split a total-only standard deviation",
  }),
};

export type ParameterName = keyof typeof PARAMETERS;

export const PARAMETER_NAMES = Object.keys(PARAMETERS) as ParameterName[];

export function isParameterName(name: string): name is ParameterName {
  return Object.hasOwn(PARAMETERS, name);
}

/** Older name -> name. */
export const PARAMETER_ALIASES: ReadonlyMap<string, ParameterName> = new Map(
  PARAMETER_NAMES.flatMap((name) => {
    const { aliases }: ParameterFacts = PARAMETERS[name];
    return (aliases ?? []).map((alias): [string, ParameterName] => [alias, name]);
  }),
);
