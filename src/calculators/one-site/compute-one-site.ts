/** What is asked of one place of a calculation, computed into a datastore of its own. */
import type { DatastoreWriter } from "../../datastore/index.ts";
import { InputError } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import type { CalculatorOptions } from "../calculator.ts";
import { disaggregateOneSite } from "./disaggregate-one-site.ts";
import { hazardOfOneSite } from "./hazard-of-one-site.ts";
import type { OneSiteRequest } from "./one-site-request.ts";

/** @throws InputError for jobs without sources, models or levels, and for requests that cannot be met. */
export async function computeOneSite(
  job: Job,
  request: OneSiteRequest,
  writer: DatastoreWriter,
  options: CalculatorOptions,
): Promise<void> {
  if (job.sourceModelTree === undefined || job.gmmTree === undefined)
    throw new InputError("the calculation has no sources and models to compute the hazard of a place from", {
      parameter: "source_model_logic_tree_file",
    });
  if (job.levels.length === 0 || job.levels.some(({ length }) => length === 0))
    throw new InputError("the calculation has no levels of intensity measures", {
      parameter: "intensity_measure_types_and_levels",
    });
  if (request.kind === "disaggregation") await disaggregateOneSite(job, request, writer, options);
  else await hazardOfOneSite(job, request, writer, options);
}
