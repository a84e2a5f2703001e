/** Attributes of a calculation of risk that computes no hazard itself. */
import type { DatastoreWriter } from "../../datastore/index.ts";
import { statisticName, statisticsOf } from "../../hazard/curves/statistics.ts";
import type { Job } from "../../inputs/job.ts";
import { jobParametersAsJson } from "../job-parameters-json.ts";

/** @param years of the hazard; undefined in scenarios */
export function storeParameters(
  writer: DatastoreWriter,
  job: Job,
  years: number | undefined,
  realizations: number,
): void {
  const { parameters } = job;
  const attributes = {
    oqparam: jobParametersAsJson(job),
    calculation_mode: parameters.calculation_mode ?? "",
    description: parameters.description,
    ...(years === undefined ? {} : { investigation_time: years }),
    num_rlzs: realizations,
    stats: statisticsOf(parameters).map(statisticName),
    imts: job.measures.map(({ name }) => name),
    levels: job.levels.map((levels) => Array.from(levels)),
    poes: parameters.poes,
    hazard_maps: false,
    uniform_hazard_spectra: false,
    individual_rlzs: parameters.individual_rlzs === true,
  };
  for (const [name, value] of Object.entries(attributes)) writer.setAttribute(name, value);
}
