/** Worker thread of disaggregations. */
import { serveTasks } from "../../../parallel/plan.ts";
import { makeDisaggregationRunner } from "./disaggregation-runner.ts";

serveTasks(makeDisaggregationRunner);
