/** What classical calculations read of a job. Everything else is refused by name. */
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

export const CLASSICAL: Capabilities = {
  modes: ["classical", "preclassical"],
  parameters: [
    ...JOB_PARAMETERS,
    ...SITE_PARAMETERS,
    ...LOGIC_TREE_PARAMETERS,
    ...RUPTURE_PARAMETERS,
    ...GROUND_MOTION_PARAMETERS,
    ...STATISTICS_PARAMETERS,
    ...(["use_rates", "disagg_by_src", "amplification_method", "soil_intensities", "vs30_tolerance"] as const),
    ...(["poes", "hazard_maps", "uniform_hazard_spectra", "postproc_func", "postproc_args", "imt_ref"] as const),
    ...(["asce_version", "site_class"] as const),
  ],
  ignored: IGNORED_PARAMETERS,
  inputs: [...HAZARD_INPUTS, "amplification", "delta_rates"],
  ignoredInputs: RISK_INPUTS,
  ...ALL_SOURCES,
};
