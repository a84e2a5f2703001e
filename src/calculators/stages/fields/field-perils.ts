/** The secondary perils of a job, computed beside its fields. */
import type { PerilSettings } from "../../../hazard/perils/peril.ts";
import { choosePerils, type PerilColumns, preparePerils } from "../../../hazard/perils/select-perils.ts";
import type { Job } from "../../../inputs/job.ts";

export interface FieldPerils extends PerilColumns {
  /** Of each column: rows below are not stored (`minimum_intensity`). */
  readonly minimum: Float64Array;
}

/** @throws InputError for perils that cannot be computed for the job */
export function fieldPerils({ parameters, measures, sites }: Job): FieldPerils {
  const { secondary_perils: names, sec_peril_params: settings, minimum_intensity } = parameters;
  const chosen = choosePerils(names, settings as readonly PerilSettings[], measures, sites);
  const columns = preparePerils(chosen, measures, sites);
  const least = (name: string) => minimum_intensity[name.slice(name.indexOf("_") + 1)] ?? Number.NEGATIVE_INFINITY;
  return { ...columns, minimum: Float64Array.from(columns.names, least) };
}
