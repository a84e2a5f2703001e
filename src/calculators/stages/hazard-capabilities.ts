/** What modes that start from sources, logic trees and sites have in common: a mode's capabilities are made of these lists. */
import { SCALING_RELATIONS } from "../../hazard/scaling/relations.ts";
import type { Capabilities } from "../../inputs/capabilities.ts";
import type { ParameterName } from "../../inputs/job-ini/table.ts";
import { UNCERTAINTY_TYPES } from "../../inputs/logic-tree/uncertainties.ts";

const WORK = "how the work is cut does not change the numbers here";
const OUTSIDE = "files are exported when they are asked for";

/** About the job itself; every mode reads them. */
export const JOB_PARAMETERS: readonly ParameterName[] = [
  ...(["description", "minimum_engine_version", "hazard_calculation_id", "random_seed", "numerics"] as const),
];

/** Where the sites are and what the ground is like. */
export const SITE_PARAMETERS: readonly ParameterName[] = [
  ...(["sites", "siteid", "region", "region_grid_spacing", "prefer_global_site_params", "override_vs30"] as const),
  ...([
    "tile_spec",
    "site_labels",
    "reference_vs30_value",
    "reference_vs30_type",
    "reference_depth_to_1pt0km_per_sec",
  ] as const),
  ...(["reference_depth_to_1pt4km_per_sec", "reference_depth_to_2pt5km_per_sec"] as const),
];

/** Which sources and models there are. */
export const LOGIC_TREE_PARAMETERS: readonly ParameterName[] = [
  ...(["source_id", "source_nodes", "discard_trts", "keep_trt", "smlt_branch", "gsim"] as const),
  ...(["number_of_logic_tree_samples", "sampling_method", "oversampling", "max_potential_paths"] as const),
  ...(["collapse_gsim_logic_tree", "reqv_ignore_sources", "infer_occur_rates"] as const),
];

/** How sources become ruptures, and which ruptures count at a site. */
export const RUPTURE_PARAMETERS: readonly ParameterName[] = [
  ...(["rupture_mesh_spacing", "complex_fault_mesh_spacing", "area_source_discretization"] as const),
  ...(["width_of_mfd_bin", "minimum_magnitude", "maximum_distance", "minimum_distance"] as const),
  ...(["pointsource_distance", "ps_grid_spacing", "split_sources", "max_sites_disagg", "shift_hypo"] as const),
  ...(["floating_x_step", "floating_y_step"] as const),
];

/** Ground motion. */
export const GROUND_MOTION_PARAMETERS: readonly ParameterName[] = [
  ...(["intensity_measure_types_and_levels", "investigation_time", "truncation_level"] as const),
  "horiz_comp_to_geom_mean",
];

/** Statistics over realizations. */
export const STATISTICS_PARAMETERS: readonly ParameterName[] = [
  ...(["mean", "std", "max", "quantiles", "individual_rlzs"] as const),
];

/** Without influence on numbers, whatever the mode. */
export const IGNORED_PARAMETERS: Capabilities["ignored"] = {
  base_path: "files are found from the folder of the job file",
  job_id: "the server numbers calculations",
  cache: "every calculation is computed",
  concurrent_tasks: WORK,
  split_by_gsim: WORK,
  split_time: WORK,
  tiling: WORK,
  collapse_level: "has no effect in the reference either",
  export_dir: OUTSIDE,
  exports: OUTSIDE,
  mosaic_model: "takes part in no number",
  strict: "is about limits of the reference that do not exist here",
};

/** Files of sources, models and sites. */
export const HAZARD_INPUTS: readonly string[] = [
  ...["source_model_logic_tree", "source_model", "gsim_logic_tree", "site_model", "exposure", "reqv"],
];

/** Of risk calculations, which often share a job file with the hazard. */
export const RISK_INPUTS = /^(.+_)?(vulnerability|fragility|consequence|taxonomy_mapping)(_retrofitted)?$/;

/** Every kind of source, distribution, relation and uncertainty that is read: all of them become ruptures. */
export const ALL_SOURCES: Omit<Capabilities, "modes" | "parameters" | "ignored" | "inputs" | "ignoredInputs"> = {
  sources: [
    ...(["point", "multiPoint", "area", "simpleFault", "complexFault", "characteristicFault"] as const),
    ...(["kiteFault", "multiFault", "nonParametric"] as const),
  ],
  distributions: [
    ...(["truncatedGR", "taperedGR", "youngsCoppersmith", "alternativeCharacteristic"] as const),
    ...(["incremental", "arbitrary", "multi"] as const),
  ],
  scalingRelations: ["CScalingMSR", ...SCALING_RELATIONS.map(({ name }) => name)],
  uncertainties: UNCERTAINTY_TYPES,
  occurrences: ["poisson", "clusterPoisson", "negativeBinomial"],
  dependentGroups: true,
  aspectRatioFunctions: true,
};
