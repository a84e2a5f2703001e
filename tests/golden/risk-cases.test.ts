/** Golden jobs of risk, from their files to their csv exports, by the command line. */
import { describeGoldenJobs } from "./golden-jobs.ts";

const STRIKE = "strikes of a vertical fault turn by rounding noise";
const SINGLE = "distances of a vertical fault in single precision";
const BETWEEN = "sigma_epsilon depends on how the reference cuts its tasks";

/** Cases that do not agree, each with the reason (docs/differences.md). */
const EXCEPTIONS: { readonly [name: string]: string } = {
  "event_based_risk/event_based_risk_case_03": BETWEEN,
  "event_based_risk/event_based_risk_case_05": BETWEEN,
  "event_based_risk/event_based_risk_case_6c-eb": SINGLE,
  "event_based_risk/event_based_risk_case_6c-minimum_asset_loss": SINGLE,
  "event_based_risk/event_based_risk_case_master": "a motion at the edge of a level falls on the other side; strikes",
  "event_based_risk/event_based_risk_occupants": SINGLE,
  "event_based_risk/event_based_risk_reinsurance_1-2":
    "rounding noise ceded to a treaty; no sigma_epsilon of given fields",
  "event_based_risk/event_based_risk_reinsurance_1-reinsurance_np": "no sigma_epsilon of given fields",
  "event_based_risk/event_based_risk_reinsurance_1-reinsurance_prop": "no sigma_epsilon of given fields",
  "event_based_risk/event_based_risk_reinsurance_2": SINGLE,
  "event_based_risk/event_based_risk_reinsurance_3": SINGLE,
  "event_based_risk/event_based_risk_reinsurance_4": STRIKE,
  "event_based_risk/event_based_risk_reinsurance_5-1": SINGLE,
  "event_based_risk/event_based_risk_reinsurance_5-2": SINGLE,
  "event_based_damage/event_based_damage_case_15": BETWEEN,
  "event_based_damage/event_based_damage_case_16": SINGLE,
  "scenario_risk/scenario_risk_case_8": "site_model holds all rows of the site model",
  "scenario_risk/scenario_risk_case_shapefile": "ruptures in shapefiles are not read",
  "scenario_risk/scenario_risk_case_shapefile-zipped": "ruptures in shapefiles are not read",
  "scenario_damage/demo_ScenarioDamage": "a draw of one of 100 events at one site differs by 0.1 %",
  "scenario_damage/infrastructure_risk_case_2": "site_model lacks columns of secondary perils",
  "scenario_damage/scenario_damage_case_8": "ShakeMaps are not read",
};

const MODES = [
  ...["classical_risk", "classical_damage", "classical_bcr"],
  ...["scenario_risk", "event_based_risk", "scenario_damage", "event_based_damage", "multi_risk"],
];
describeGoldenJobs("golden jobs of risk", MODES, EXCEPTIONS);
