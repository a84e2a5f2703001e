/** What disaggregations read of a job. Everything else is refused by name. */
import type { Capabilities } from "../../inputs/capabilities.ts";
import {
  ALL_SOURCES,
  GROUND_MOTION_PARAMETERS,
  HAZARD_INPUTS,
  IGNORED_PARAMETERS,
  JOB_PARAMETERS,
  LOGIC_TREE_PARAMETERS,
  RISK_INPUTS,
  RUPTURE_PARAMETERS,
  SITE_PARAMETERS,
  STATISTICS_PARAMETERS,
} from "../stages/hazard-capabilities.ts";

export const DISAGGREGATION: Capabilities = {
  modes: ["disaggregation"],
  parameters: [
    ...JOB_PARAMETERS,
    ...SITE_PARAMETERS,
    ...LOGIC_TREE_PARAMETERS,
    ...RUPTURE_PARAMETERS,
    ...GROUND_MOTION_PARAMETERS,
    ...STATISTICS_PARAMETERS,
    ...(["use_rates", "disagg_by_src", "poes", "hazard_maps", "uniform_hazard_spectra"] as const),
    ...(["postproc_func", "postproc_args", "imt_ref", "asce_version", "site_class"] as const),
    ...(["poes_disagg", "iml_disagg", "disagg_outputs", "disagg_bin_edges", "mag_bin_width"] as const),
    ...(["distance_bin_width", "coordinate_bin_width", "num_epsilon_bins", "epsilon_star"] as const),
    ...(["num_rlzs_disagg", "rlz_index"] as const),
  ],
  ignored: { ...IGNORED_PARAMETERS, max_data_transfer: "no data are transferred" },
  inputs: [...HAZARD_INPUTS, "delta_rates"],
  ignoredInputs: RISK_INPUTS,
  ...ALL_SOURCES,
};
