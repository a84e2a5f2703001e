/** How routes refer to the job parameters: their table is loaded with the OpenAPI description only. */
import { Type } from "@sinclair/typebox";

/** Name of the schema made from the table of parameters. */
export const JOB_PARAMETERS_SCHEMA = "JobParameters";

/** Stands in descriptions of routes for a text made from that table. */
export const JOB_PARAMETERS_TEXT = "{job parameters}";

/** An object of parameters by name. */
export const JobParametersObject = Type.Unsafe<Record<string, unknown>>({
  $ref: `#/components/schemas/${JOB_PARAMETERS_SCHEMA}`,
});
