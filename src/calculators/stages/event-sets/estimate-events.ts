/** What event-based hazard will take: the event set is drawn, which is quick, and its events are counted. */
import type { Job } from "../../../inputs/job.ts";
import { type CalculationEstimate, type CalculationSize, timeClassOf } from "../../estimate.ts";
import { makeHazardSetup } from "../make-hazard-setup.ts";
import { type EventSet, makeEventSet } from "./event-set.ts";
import { givenEventSet, withoutSources } from "./given-event-set.ts";

/** Bytes of a row of fields besides its motions. */
const KEY_BYTES = 8;
/** Measured: the program with its code, a stored rupture, an event, motions a second on one thread. */
const PROGRAM_BYTES = 150 * 2 ** 20;
const RUPTURE_BYTES = 1500;
const EVENT_BYTES = 40;
const MOTIONS_PER_SECOND = 5e6;
/** Share of sites that a rupture reaches, guessed. */
const REACHED = 0.5;

export function sizeOfEvents(job: Job, set: EventSet, realizations: number): CalculationSize {
  const sites = job.sites.count;
  const measures = job.measures.length;
  const rows = job.parameters.ground_motion_fields ? set.events.count * sites * REACHED : 0;
  const levels = job.levels[0]?.length ?? 0;
  const counts = job.parameters.hazard_curves_from_gmfs ? 4 * sites * realizations * measures * levels : 0;
  const factors = job.parameters.ground_motion_correlation_model === undefined ? 0 : 12 * sites * sites * measures;
  return {
    sites,
    sources: set.sourceNames?.length ?? 0,
    ruptures: set.ruptures.length,
    realizations,
    measures,
    levels,
    tasks: 1,
    threads: 1,
    memoryBytes:
      PROGRAM_BYTES + set.ruptures.length * RUPTURE_BYTES + set.events.count * EVENT_BYTES + counts + factors,
    outputBytes: rows * (KEY_BYTES + 4 * measures) + set.events.count * EVENT_BYTES,
  };
}

export function estimateEvents(job: Job): CalculationEstimate {
  return estimateDrawnEvents(job).estimate;
}

/** The same, with the number of events that were drawn. */
export function estimateDrawnEvents(job: Job): { readonly estimate: CalculationEstimate; readonly events: number } {
  const { setup, realizations } = makeHazardSetup(withoutSources(job), "events");
  const set =
    job.givenRuptures === undefined ? makeEventSet(job, setup, realizations) : givenEventSet(job, realizations);
  const size = sizeOfEvents(job, set, realizations.count);
  const motions = job.parameters.ground_motion_fields
    ? set.events.count * job.sites.count * REACHED * job.measures.length
    : 0;
  const seconds = 0.3 + motions / MOTIONS_PER_SECOND + set.ruptures.length * 2e-4;
  const estimate = {
    ...size,
    seconds,
    secondsLow: seconds / 3,
    secondsHigh: seconds * 3,
    timeClass: timeClassOf(seconds),
  };
  return { estimate, events: set.events.count };
}
