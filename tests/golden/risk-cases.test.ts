/** Golden jobs of risk, from their files to their csv exports, by the command line. */
import { describeGoldenJobs } from "./golden-jobs.ts";

/** Cases that do not agree, each with the reason (docs/differences.md). */
const EXCEPTIONS: { readonly [name: string]: string } = {};

const MODES = [
  ...["classical_risk", "classical_damage", "classical_bcr"],
  ...["scenario_risk", "event_based_risk", "scenario_damage", "event_based_damage", "multi_risk"],
];
describeGoldenJobs("golden jobs of risk", MODES, EXCEPTIONS);
