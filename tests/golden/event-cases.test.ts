/** Every event-based job of the golden data, from its files to its csv exports, by the command line. */
import { describeGoldenJobs } from "./golden-jobs.ts";

/** Cases that do not agree, each with the reason. */
const EXCEPTIONS: { readonly [name: string]: string } = {
  "event_based/demo_EventBasedLiquefaction":
    "between-event terms of tasks without motion, which the reference drops task by task",
  "event_based/event_based_case_26-land": "between-event terms; columns of secondary perils of site_model",
  "event_based/event_based_case_26-liq": "between-event terms, maps of secondary perils",
  "event_based/event_based_case_34": "between-event terms; columns of secondary perils of site_model",
  "event_based/event_based_case_10-cfms":
    "between-event terms of tasks without motion, which the reference drops task by task",
  "event_based/event_based_case_16": "amplification of fields",
  "event_based/event_based_case_32": "ruptures inside a geometry file",
};

describeGoldenJobs("golden jobs of event sets", ["event_based"], EXCEPTIONS);
