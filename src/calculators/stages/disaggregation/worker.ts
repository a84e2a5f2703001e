/** Worker thread of disaggregations. */
import { serveTasks } from "../../../parallel/plan.ts";
import { type DisaggregationSetup, makeDisaggregationRunner } from "./disaggregation-runner.ts";

serveTasks((setup: DisaggregationSetup) => makeDisaggregationRunner(setup));
