/** How routes refer to the job parameters: their table is loaded with the OpenAPI description only. */
import { Type } from "@sinclair/typebox";

/** Name of the schema made from the table of parameters. */
export const JOB_PARAMETERS_SCHEMA = "JobParameters";

/** Stands in descriptions of routes for a text made from that table. */
export const JOB_PARAMETERS_TEXT = "{job parameters}";

/** An object of parameters by name. Not `Type.Ref`: the schema it names exists in the description only, so nothing can be checked against it. */
export const JobParametersObject = Type.Unknown({ $ref: `#/components/schemas/${JOB_PARAMETERS_SCHEMA}` });
