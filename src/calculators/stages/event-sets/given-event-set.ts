/** The event set of ruptures given as csv (docs/method/events.md 4.7). */
import type { EventRupture } from "../../../hazard/events/event-ruptures.ts";
import { makeEvents } from "../../../hazard/events/events.ts";
import type { Realizations } from "../../../hazard/logic-tree/realizations.ts";
import { InputError } from "../../../input-error.ts";
import type { Job } from "../../../inputs/job.ts";
import { NO_SOURCES } from "../no-sources.ts";
import { type EventSet, effectiveYears, realizationsByModel } from "./event-set.ts";

/** The job of given ruptures as one whose tree has no sources; the paths of the ground-motion tree are enumerated. Other jobs as they are. */
export function withoutSources(job: Job): Job {
  if (job.givenRuptures === undefined) return job;
  return {
    ...job,
    sourceModelTree: NO_SOURCES,
    sourceModels: new Map(),
    parameters: { ...job.parameters, number_of_logic_tree_samples: 0 },
  };
}

/**
 * Every rupture has one event, or `number_of_ground_motion_fields` a realization, whatever its multiplicity.
 * @throws InputError for tectonic region types that the ground-motion tree does not have
 */
export function givenEventSet(
  { parameters, givenRuptures = [], gmmTree, files }: Job,
  realizations: Realizations,
): EventSet {
  const tectonicRegionTypes = gmmTree!.branchSets.map(({ tectonicRegionType }) => tectonicRegionType);
  const occurrences = Math.max(1, (parameters.number_of_ground_motion_fields ?? 0) * realizations.count);
  const ruptures = givenRuptures
    .map(({ seed, mag, rake, hypocentre, surface, tectonicRegionType, rate, withoutBox, line }, id): EventRupture => {
      const trt = tectonicRegionTypes.length === 1 ? 0 : tectonicRegionTypes.indexOf(tectonicRegionType);
      if (trt < 0)
        throw new InputError(`the ground-motion logic tree has no branch set for "${tectonicRegionType}"`, {
          ...{ file: files.get("rupture_model")?.[0], line, parameter: "trt" },
          allowed: tectonicRegionTypes.join(", "),
        });
      return {
        ...{ id, seed, mag, rake, rate, hypocentre, surface, occurrences, trt },
        ...{ source: 0, path: 0, origin: "given", withoutBox },
      };
    })
    .sort((a, b) => a.trt - b.trt || a.id - b.id);
  const choices = realizationsByModel(realizations);
  const events = makeEvents(
    {
      occurrences: ruptures.map((rupture) => rupture.occurrences),
      seed: ruptures.map(({ seed }) => seed),
      realizationsOf: (r) => choices(ruptures[r]!.trt, ruptures[r]!.path).flat(),
    },
    {
      years: effectiveYears(parameters.investigation_time!, parameters.ses_per_logic_tree_path),
      eventSets: parameters.ses_per_logic_tree_path,
      realizations: realizations.count,
      seed: parameters.ses_seed,
    },
  );
  return { ruptures, events, sourceNames: undefined, possible: ruptures.length };
}
