/** Every event-based job of the golden data, from its files to its csv exports, by the command line. */
import { describeGoldenJobs } from "./golden-jobs.ts";

/** Cases that do not agree, each with the reason. */
const EXCEPTIONS: { readonly [name: string]: string } = {};

describeGoldenJobs("golden jobs of event sets", ["event_based"], EXCEPTIONS);
