/** Worker thread of disaggregations. */
import { serveTasks } from "../../../parallel/serve-tasks.ts";
import { type DisaggregationSetup, makeDisaggregationRunner } from "./disaggregation-runner.ts";

serveTasks((setup: DisaggregationSetup) => makeDisaggregationRunner(setup));
