/** What event-based hazard reads of a job. Everything else is refused by name. */
import type { Capabilities } from "../../inputs/capabilities.ts";
import {
  ALL_SOURCES,
  HAZARD_INPUTS,
  IGNORED_PARAMETERS,
  JOB_PARAMETERS,
  LOGIC_TREE_PARAMETERS,
  RISK_INPUTS,
  SITE_PARAMETERS,
  STATISTICS_PARAMETERS,
} from "../stages/hazard-capabilities.ts";

const EVERY_RUPTURE = "event sets take every rupture as it is";

export const EVENT_BASED: Capabilities = {
  modes: ["event_based"],
  parameters: [
    ...JOB_PARAMETERS,
    ...SITE_PARAMETERS,
    ...LOGIC_TREE_PARAMETERS,
    ...STATISTICS_PARAMETERS,
    ...([
      "rupture_mesh_spacing",
      "complex_fault_mesh_spacing",
      "area_source_discretization",
      "width_of_mfd_bin",
    ] as const),
    ...(["minimum_magnitude", "maximum_distance", "minimum_distance", "floating_x_step", "floating_y_step"] as const),
    ...(["max_sites_disagg", "maximum_rupture_depth", "investigation_time"] as const),
    ...(["ses_per_logic_tree_path", "ses_seed", "ground_motion_fields", "minimum_intensity", "extreme_gmv"] as const),
    ...(["intensity_measure_types", "intensity_measure_types_and_levels", "horiz_comp_to_geom_mean"] as const),
    ...(["truncation_level", "truncation_level_within", "truncation_level_between", "gmf_max_gb"] as const),
    ...(["ground_motion_correlation_model", "ground_motion_correlation_params", "cross_correlation"] as const),
    ...(["hazard_curves_from_gmfs", "poes", "hazard_maps", "uniform_hazard_spectra", "disagg_by_src"] as const),
    ...(["secondary_perils", "sec_peril_params", "number_of_ground_motion_fields", "with_betw_ratio"] as const),
    ...(["amplification_method", "soil_intensities", "vs30_tolerance"] as const),
  ],
  ignored: {
    ...IGNORED_PARAMETERS,
    concurrent_tasks: "of the numbers only sigma_epsilon depends on it, as in the reference",
    pointsource_distance: EVERY_RUPTURE,
    ps_grid_spacing: EVERY_RUPTURE,
    split_sources: EVERY_RUPTURE,
    shift_hypo: EVERY_RUPTURE,
    compare_with_classical: "run the job as classical to compare with it",
    mea_tau_phi: "means and deviations of the models are no output",
  },
  inputs: [...HAZARD_INPUTS, "rupture_model", "geometry", "amplification"],
  ignoredInputs: RISK_INPUTS,
  ...ALL_SOURCES,
};
