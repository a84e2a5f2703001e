/** The secondary perils of a job, computed beside its fields. */
import type { PerilSettings } from "../../../hazard/perils/peril.ts";
import { choosePerils, type PerilColumns, preparePerils } from "../../../hazard/perils/select-perils.ts";
import type { Job } from "../../../inputs/job.ts";
import type { FieldSetup } from "./field-setup.ts";

export interface FieldPerils extends PerilColumns {
  /** Of each column: rows below are not stored (`minimum_intensity`). */
  readonly minimum: Float64Array;
}

/** Plain data that threads make the perils of. */
export interface PerilSetup {
  readonly names: readonly string[];
  readonly settings: readonly PerilSettings[];
  readonly minimumIntensity: { readonly [name: string]: number };
}

export function perilSetup({ parameters }: Job): PerilSetup {
  const { secondary_perils, sec_peril_params, minimum_intensity } = parameters;
  return {
    names: secondary_perils,
    settings: sec_peril_params as readonly PerilSettings[],
    minimumIntensity: minimum_intensity,
  };
}

/** @throws InputError for perils that cannot be computed for the job */
export function fieldPerils(job: Job): FieldPerils {
  return makeFieldPerils(perilSetup(job), job);
}

/** @throws InputError for perils that cannot be computed at these sites */
export function makeFieldPerils(
  { names, settings, minimumIntensity }: PerilSetup,
  { measures, sites }: Pick<FieldSetup, "measures" | "sites">,
): FieldPerils {
  const chosen = choosePerils(names, settings, measures, sites);
  const columns = preparePerils(chosen, measures, sites);
  const least = (name: string) => minimumIntensity[name.slice(name.indexOf("_") + 1)] ?? Number.NEGATIVE_INFINITY;
  return { ...columns, minimum: Float64Array.from(columns.names, least) };
}
