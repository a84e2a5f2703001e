/** What classical calculations read of a job. Everything else is refused by name. */
import { SCALING_RELATIONS } from "../../hazard/scaling/relations.ts";
import type { Capabilities } from "../../inputs/capabilities.ts";
import { UNCERTAINTY_TYPES } from "../../inputs/logic-tree/uncertainties.ts";

const WORK = "how the work is cut does not change the numbers here";
const OUTSIDE = "files are exported when they are asked for";

export const CLASSICAL: Capabilities = {
  modes: ["classical", "preclassical"],
  parameters: [
    ...(["description", "minimum_engine_version", "hazard_calculation_id"] as const),
    // Sites.
    ...(["sites", "siteid", "region", "region_grid_spacing", "prefer_global_site_params", "override_vs30"] as const),
    "site_labels",
    ...(["reference_vs30_value", "reference_vs30_type", "reference_depth_to_1pt0km_per_sec"] as const),
    ...(["reference_depth_to_1pt4km_per_sec", "reference_depth_to_2pt5km_per_sec"] as const),
    // Sources and logic trees.
    ...(["source_id", "source_nodes", "discard_trts", "keep_trt", "smlt_branch", "gsim"] as const),
    ...(["number_of_logic_tree_samples", "sampling_method", "random_seed", "oversampling"] as const),
    ...(["max_potential_paths", "collapse_gsim_logic_tree", "reqv_ignore_sources", "infer_occur_rates"] as const),
    // Ruptures.
    ...(["rupture_mesh_spacing", "complex_fault_mesh_spacing", "area_source_discretization"] as const),
    ...(["width_of_mfd_bin", "minimum_magnitude", "maximum_distance", "minimum_distance"] as const),
    ...(["pointsource_distance", "ps_grid_spacing", "split_sources", "max_sites_disagg", "shift_hypo"] as const),
    ...(["floating_x_step", "floating_y_step"] as const),
    // Motions and curves.
    ...(["intensity_measure_types_and_levels", "investigation_time", "truncation_level"] as const),
    ...(["horiz_comp_to_geom_mean", "use_rates", "numerics", "disagg_by_src"] as const),
    ...(["amplification_method", "soil_intensities", "vs30_tolerance"] as const),
    // Results.
    ...(["mean", "std", "max", "quantiles", "individual_rlzs", "poes", "hazard_maps"] as const),
    ...(["uniform_hazard_spectra", "postproc_func", "postproc_args", "imt_ref"] as const),
    ...(["asce_version", "site_class"] as const),
  ],
  ignored: {
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
  },
  inputs: [
    ...["source_model_logic_tree", "source_model", "gsim_logic_tree", "site_model", "exposure"],
    ...["reqv", "amplification", "delta_rates"],
  ],
  ignoredInputs: /^(.+_)?(vulnerability|fragility|consequence|taxonomy_mapping)(_retrofitted)?$/,
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
