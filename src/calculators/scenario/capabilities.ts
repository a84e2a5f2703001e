/** What scenarios read of a job. Everything else is refused by name. */
import type { Capabilities } from "../../inputs/capabilities.ts";
import {
  ALL_SOURCES,
  IGNORED_PARAMETERS,
  JOB_PARAMETERS,
  RISK_INPUTS,
  SITE_PARAMETERS,
  STATISTICS_PARAMETERS,
} from "../stages/hazard-capabilities.ts";

const NO_SOURCES = "scenarios have no sources";

export const SCENARIO: Capabilities = {
  modes: ["scenario"],
  parameters: [
    ...JOB_PARAMETERS,
    ...SITE_PARAMETERS,
    ...STATISTICS_PARAMETERS,
    ...(["gsim", "number_of_logic_tree_samples", "sampling_method", "oversampling", "max_potential_paths"] as const),
    ...(["rupture_dict", "rupture_id", "rupture_mesh_spacing"] as const),
    ...(["maximum_distance", "minimum_distance", "minimum_magnitude", "max_sites_disagg"] as const),
    ...(["intensity_measure_types", "intensity_measure_types_and_levels", "horiz_comp_to_geom_mean"] as const),
    ...(["truncation_level", "truncation_level_within", "truncation_level_between", "truncated_mvn"] as const),
    ...(["number_of_ground_motion_fields", "ses_seed", "ses_per_logic_tree_path", "ground_motion_fields"] as const),
    ...(["ground_motion_correlation_model", "ground_motion_correlation_params", "cross_correlation"] as const),
    ...(["correlation_cutoff", "maximum_distance_stations", "minimum_intensity", "extreme_gmv"] as const),
    ...(["gmf_max_gb", "secondary_perils", "sec_peril_params", "with_betw_ratio"] as const),
    ...(["shakemap_uri", "spatial_correlation", "cholesky_limit"] as const),
    ...(["asset_hazard_distance", "discard_assets"] as const),
    ...(["amplification_method", "soil_intensities", "vs30_tolerance"] as const),
  ],
  ignored: {
    ...IGNORED_PARAMETERS,
    complex_fault_mesh_spacing: "given ruptures have rupture_mesh_spacing, as in the reference",
    width_of_mfd_bin: NO_SOURCES,
    area_source_discretization: NO_SOURCES,
    pointsource_distance: NO_SOURCES,
    ps_grid_spacing: NO_SOURCES,
    mea_tau_phi: "means and standard deviations of the models are no output",
    investigation_time: "one earthquake is given, at no time",
  },
  inputs: [
    "rupture_model",
    "gsim_logic_tree",
    "site_model",
    "exposure",
    "station_data",
    "gmfs",
    "amplification",
    "shakemap",
  ],
  ignoredInputs: RISK_INPUTS,
  ...ALL_SOURCES,
};
