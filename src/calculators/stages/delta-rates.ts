/** Rates that a job adds to those of single ruptures (`delta_rates_file`), brought to the contexts of a source. */
import { type AddedRates, addedRates } from "../../hazard/contexts/added-rates.ts";
import type { FamilyContexts } from "../../hazard/contexts/family-contexts.ts";
import { familyName, type SourceFamily } from "../../hazard/logic-tree/composite-model.ts";
import type { Source, TemporalOccurrence } from "../../hazard/sources/source.ts";
import { InputError, ProblemList } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import type { HazardSetup } from "./hazard-setup.ts";

/** What `FamilyContexts` and rates say of the sources of a family. */
export interface SourceRates {
  readonly contexts: FamilyContexts;
  /** Annual rate of each magnitude in each source, magnitudes x sources. */
  readonly rates: Float64Array;
  /** Place of each source's own magnitudes, in its own order, among those of the contexts, by source and unit. */
  readonly ownBins: readonly ((unit: number) => ArrayLike<number>)[];
}

/** Name of a source before it was cut into pieces or lists of alternatives: `a` for `a:1` and `a.2`. */
function nameOfWhole(id: string): string {
  return id.replace(/[.:]\d+/g, "");
}

/**
 * What is added to the sources of a family, which differ in rates only.
 * @throws InputError for ruptures that the sources do not have, and sources whose ruptures have no rates
 */
export function addedTo(
  sources: readonly Source[],
  { contexts, ownBins }: SourceRates,
  occurrence: TemporalOccurrence,
  { deltaRates, settings, sites }: HazardSetup,
): { readonly added?: readonly AddedRates[] } {
  const id = sources[0]!.id;
  const deltas = deltaRates?.get(nameOfWhole(id));
  if (deltas === undefined) return {};
  const { ruptureCounts } = contexts;
  if (ruptureCounts === undefined || contexts.occurrences !== undefined || occurrence.kind === "clusterPoisson")
    throw new InputError(`the ruptures of source ${id} have no rates that could be added to`, {
      parameter: "delta_rates_file",
      allowed: "sources whose ruptures have annual rates",
    });
  // Weights are annual rates where the probabilities of several occurrences are made of them, else expected numbers.
  const factor = occurrence.kind === "negativeBinomial" ? 1 : settings.investigationTime;
  const units = sources[0]!.kind === "multiFault" ? 1 : contexts.units;
  // With many sites the reference forgets the numbers of the ruptures of points.
  const averageSums = settings.exact || sites.count > settings.maxSitesDisagg;
  const layout = { units, ofBin: ruptureCounts };
  return { added: ownBins.map((bins) => addedRates(id, deltas, layout, bins, factor, averageSums)) };
}

/** @throws InputError for sources that the job does not have and for those that were made of several */
export function checkDeltaRates({ deltaRates, files }: Job, families: readonly SourceFamily[]): void {
  if (deltaRates === undefined) return;
  const [file] = files.get("delta_rates") ?? [];
  const ids = new Map<string, Set<string>>();
  for (const family of families)
    for (const id of family.kind === "independent" ? [familyName(family)] : family.members.map((source) => source.id)) {
      const whole = nameOfWhole(id);
      ids.set(whole, (ids.get(whole) ?? new Set()).add(id));
    }
  const problems = new ProblemList();
  for (const id of deltaRates.keys()) {
    const parts = ids.get(id);
    if (parts === undefined) problems.add(`there is no source ${id}`, { file, parameter: "source_id" });
    else if (parts.size > 1)
      problems.add(`source ${id} is made of several: ${[...parts].join(", ")}; deltas for these are not supported`, {
        file,
        parameter: "source_id",
      });
  }
  if (families.some(({ kind }) => kind === "grid"))
    problems.add("deltas cannot be added to the ruptures of merged points", {
      parameter: "ps_grid_spacing",
      allowed: "0 together with delta_rates_file",
    });
  problems.throwIfAny();
}
