/** What event-based hazard will take: the event set is drawn, which is quick, and its events are counted. */
import type { Job } from "../../../inputs/job.ts";
import { type CalculationEstimate, type CalculationSize, refuseTooBig, timed } from "../../estimate.ts";
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
/** Measured calculations took between a third and three times as long. */
const SPREAD = 3;
/** Share of sites that a rupture reaches, guessed. */
const REACHED = 0.5;

/** What ruptures and events alone take. */
interface EventCounts {
  readonly sourceNames: readonly string[] | undefined;
  readonly ruptures: number;
  readonly events: number;
}

/**
 * For `makeEventSet`: refuses while ruptures are drawn.
 * @throws InputError when those there are already take more than is allowed
 */
export function refuseWhileDrawn(job: Job, realizations: number, allowed: number | undefined) {
  return (ruptures: number, events: number): void =>
    refuseTooBig(sizeOfCounts(job, { sourceNames: undefined, ruptures, events }, realizations), allowed);
}

export function sizeOfEvents(
  job: Job,
  { sourceNames, ruptures, events }: EventSet,
  realizations: number,
): CalculationSize {
  return sizeOfCounts(job, { sourceNames, ruptures: ruptures.length, events: events.count }, realizations);
}

function sizeOfCounts(job: Job, set: EventCounts, realizations: number): CalculationSize {
  const sites = job.sites.count;
  const measures = job.measures.length;
  const rows = job.parameters.ground_motion_fields ? set.events * sites * REACHED : 0;
  const levels = job.levels[0]?.length ?? 0;
  const counts = job.parameters.hazard_curves_from_gmfs ? 4 * sites * realizations * measures * levels : 0;
  const factors = job.parameters.ground_motion_correlation_model === undefined ? 0 : 12 * sites * sites * measures;
  return {
    sites,
    sources: set.sourceNames?.length ?? 0,
    ruptures: set.ruptures,
    realizations,
    measures,
    levels,
    tasks: 1,
    threads: 1,
    memoryBytes: PROGRAM_BYTES + set.ruptures * RUPTURE_BYTES + set.events * EVENT_BYTES + counts + factors,
    outputBytes: rows * (KEY_BYTES + 4 * measures) + set.events * EVENT_BYTES,
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
  return { estimate: timed(size, seconds, SPREAD), events: set.events.count };
}
