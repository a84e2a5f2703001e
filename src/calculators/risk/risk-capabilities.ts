/** What modes of risk read of a job beside its hazard. */
import type { Capabilities } from "../../inputs/capabilities.ts";
import type { ParameterName } from "../../inputs/job-ini/table.ts";
import {
  ALL_SOURCES,
  GROUND_MOTION_PARAMETERS,
  HAZARD_INPUTS,
  IGNORED_PARAMETERS,
  JOB_PARAMETERS,
  LOGIC_TREE_PARAMETERS,
  RUPTURE_PARAMETERS,
  SITE_PARAMETERS,
  STATISTICS_PARAMETERS,
} from "../stages/hazard-capabilities.ts";

/** Which assets there are and where. */
const ASSET_PARAMETERS: readonly ParameterName[] = [
  ...(["asset_hazard_distance", "discard_assets", "ignore_missing_costs", "aggregate_exposure"] as const),
];

const IGNORED: Capabilities["ignored"] = {
  mea_tau_phi: "means and standard deviations of the models are no output",
  ...IGNORED_PARAMETERS,
  assets_per_site_limit: "there is no limit",
  risk_imtls: "the levels are those of the risk functions",
};

/** Modes that start from hazard curves. */
export const CLASSICAL_RISK_MODES: Capabilities = {
  modes: ["classical_risk", "classical_damage", "classical_bcr"],
  parameters: [
    ...JOB_PARAMETERS,
    ...SITE_PARAMETERS,
    ...LOGIC_TREE_PARAMETERS,
    ...RUPTURE_PARAMETERS,
    ...GROUND_MOTION_PARAMETERS,
    ...STATISTICS_PARAMETERS,
    ...ASSET_PARAMETERS,
    ...(["use_rates", "amplification_method", "soil_intensities", "vs30_tolerance"] as const),
    ...(["poes", "hazard_maps", "uniform_hazard_spectra"] as const),
    ...(["risk_investigation_time", "lrem_steps_per_interval", "conditional_loss_poes"] as const),
    ...(["steps_per_interval", "continuous_fragility_discretization", "interest_rate"] as const),
    ...(["asset_life_expectancy", "modal_damage_state"] as const),
  ],
  ignored: {
    ...IGNORED,
    aggregate_by: "the reference sums nothing here either",
    reaggregate_by: "the reference sums nothing here either",
    time_event: "people are those of the average day",
    total_losses: "the reference adds no loss types here either",
    return_periods: "loss curves are by loss ratio",
    master_seed: "nothing is sampled",
    avg_losses: "average losses are always stored",
  },
  inputs: [
    ...HAZARD_INPUTS,
    ...["amplification", "delta_rates", "hazard_curves", "taxonomy_mapping", "fragility"],
    ...["structural", "nonstructural", "contents", "business_interruption", "occupants", "embodied_carbon"].flatMap(
      (loss) => [`${loss}_vulnerability`, `${loss}_vulnerability_retrofitted`, `${loss}_fragility`],
    ),
    ...["residents", "area", "number", "affectedpop", "injured"].map((loss) => `${loss}_vulnerability`),
  ],
  ignoredInputs: /^(.+_)?(vulnerability|fragility)(_retrofitted)?$|^consequence$/,
  ...ALL_SOURCES,
};

/** What losses and damage from fields of events read. */
const EVENT_PARAMETERS: readonly ParameterName[] = [
  ...LOGIC_TREE_PARAMETERS,
  ...RUPTURE_PARAMETERS,
  ...GROUND_MOTION_PARAMETERS,
  ...(["rupture_dict", "rupture_id", "truncation_level_within", "truncation_level_between", "truncated_mvn"] as const),
  ...(["ses_seed", "ground_motion_fields", "ground_motion_correlation_model"] as const),
  ...(["ground_motion_correlation_params", "cross_correlation", "correlation_cutoff"] as const),
  ...(["maximum_distance_stations", "minimum_intensity", "extreme_gmv", "gmf_max_gb"] as const),
  ...(["secondary_perils", "sec_peril_params", "with_betw_ratio"] as const),
  ...(["master_seed", "time_event", "aggregate_by", "risk_investigation_time", "return_periods"] as const),
  ...(["collect_rlzs", "ses_per_logic_tree_path", "number_of_ground_motion_fields"] as const),
  ...(["intensity_measure_types", "maximum_rupture_depth", "hazard_curves_from_gmfs", "disagg_by_src"] as const),
  ...(["poes", "hazard_maps", "uniform_hazard_spectra"] as const),
  ...(["shakemap_uri", "spatial_correlation", "cholesky_limit"] as const),
  ...(["amplification_method", "soil_intensities", "vs30_tolerance"] as const),
];

/** Losses of events. */
export const EVENT_RISK_MODES: Capabilities = {
  modes: ["scenario_risk", "event_based_risk"],
  parameters: [
    ...JOB_PARAMETERS,
    ...SITE_PARAMETERS,
    ...STATISTICS_PARAMETERS,
    ...ASSET_PARAMETERS,
    ...EVENT_PARAMETERS,
    ...(["ignore_covs", "ignore_master_seed", "asset_correlation", "minimum_asset_loss", "total_losses"] as const),
    ...(["avg_losses", "aggregate_loss_curves_types", "reaggregate_by"] as const),
  ],
  ignored: IGNORED,
  inputs: [
    ...HAZARD_INPUTS,
    ...[
      "rupture_model",
      "station_data",
      "gmfs",
      "amplification",
      "shakemap",
      "taxonomy_mapping",
      "insurance",
      "reinsurance",
      "post_loss_amplification",
    ],
    ...["structural", "nonstructural", "contents", "business_interruption", "occupants", "embodied_carbon"].map(
      (loss) => `${loss}_vulnerability`,
    ),
    ...["residents", "area", "number", "affectedpop", "injured"].map((loss) => `${loss}_vulnerability`),
  ],
  ignoredInputs: /^(.+_)?(vulnerability_retrofitted|fragility|consequence)$/,
  ...ALL_SOURCES,
};

/** Damage of events. */
export const EVENT_DAMAGE_MODES: Capabilities = {
  modes: ["scenario_damage", "event_based_damage"],
  parameters: [
    ...JOB_PARAMETERS,
    ...SITE_PARAMETERS,
    ...STATISTICS_PARAMETERS,
    ...ASSET_PARAMETERS,
    ...EVENT_PARAMETERS,
    ...(["discrete_damage_distribution", "modal_damage_state", "aggregate_loss_curves_types"] as const),
    ...(["infrastructure_connectivity_analysis", "max_nodes_network"] as const),
  ],
  ignored: {
    ...IGNORED,
    reaggregate_by: "only losses are summed once more, in the reference as well",
    steps_per_interval: "fragility functions are taken at the motions themselves",
    continuous_fragility_discretization: "fragility functions are taken at the motions themselves",
  },
  inputs: [
    ...HAZARD_INPUTS,
    ...[
      "rupture_model",
      "station_data",
      "gmfs",
      "amplification",
      "shakemap",
      "taxonomy_mapping",
      "fragility",
      "consequence",
      "liquefaction_fragility",
      "landslide_fragility",
    ],
    ...["structural", "nonstructural", "contents", "business_interruption", "groundshaking"].map(
      (loss) => `${loss}_fragility`,
    ),
  ],
  ignoredInputs: /^(.+_)?vulnerability(_retrofitted)?$|^.+_consequence$/,
  ...ALL_SOURCES,
};

/** Risk of volcanic perils. */
export const VOLCANIC_MODE: Capabilities = {
  modes: ["multi_risk"],
  parameters: [
    ...JOB_PARAMETERS,
    ...SITE_PARAMETERS,
    ...ASSET_PARAMETERS,
    ...(["ash_wet_amplification_factor", "time_event"] as const),
  ],
  ignored: {
    ...IGNORED,
    secondary_perils: "the perils are those of multi_peril_file",
    sec_peril_params: "the perils have no parameters",
    asset_correlation: "nothing is sampled",
    master_seed: "nothing is sampled",
    aggregate_by: "the reference sums over all assets only",
  },
  inputs: [
    ...["multi_peril", "exposure", "site_model", "taxonomy_mapping", "consequence", "fragility"],
    ...["structural", "nonstructural", "contents", "business_interruption"].map((loss) => `${loss}_fragility`),
  ],
  ignoredInputs: /^(.+_)?vulnerability(_retrofitted)?$/,
  ...ALL_SOURCES,
};
