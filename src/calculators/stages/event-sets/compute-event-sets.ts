/** Event sets drawn from the sources, their ground-motion fields, and curves of these (reference: method-events). */
import type { DatastoreWriter } from "../../../datastore/index.ts";
import { distanceAt } from "../../../hazard/contexts/maximum-distance.ts";
import { affectedSites } from "../../../hazard/events/close-ruptures.ts";
import type { EventRupture } from "../../../hazard/events/event-ruptures.ts";
import { ruptureCode } from "../../../hazard/events/rupture-code.ts";
import { InputError } from "../../../input-error.ts";
import type { Job } from "../../../inputs/job.ts";
import { runPlan } from "../../../parallel/plan.ts";
import { workerUrl } from "../../../parallel/worker-url.ts";
import type { CalculatorOptions } from "../../calculator.ts";
import { refuseTooBig } from "../../estimate.ts";
import { openCurveStore } from "../curves/curve-store.ts";
import { fieldAverages } from "../fields/average-fields.ts";
import { exceedanceCounts } from "../fields/curves-of-fields.ts";
import { makeFieldComputer, refuseUncorrelatable } from "../fields/field-computer.ts";
import { makeFieldSetup } from "../fields/field-setup.ts";
import { openFieldStore } from "../fields/field-store.ts";
import { type EventsOfRupture, type FieldTaskSetup, makeFieldTaskRunner } from "../fields/field-tasks.ts";
import { makeHazardSetup } from "../make-hazard-setup.ts";
import { storeInputs } from "../store-inputs.ts";
import { storeRuptures } from "../store-ruptures.ts";
import { sizeOfEvents } from "./estimate-events.ts";
import { type EventSet, makeEventSet, realizationsByModel } from "./event-set.ts";
import { fieldTasks } from "./field-plan.ts";

export function refuseEventSets(job: Job): void {
  const { parameters } = job;
  if (parameters.hazard_curves_from_gmfs && job.levels.length === 0)
    throw new InputError("hazard curves need levels", {
      parameter: "intensity_measure_types_and_levels",
      allowed: '{"PGA": [0.1, 0.2]} and the like',
    });
  if (!parameters.ground_motion_fields) return;
  if (job.sites.count > parameters.max_sites_disagg && Object.keys(parameters.minimum_intensity).length === 0)
    throw new InputError("missing minimum_intensity, suggested .05", {
      parameter: "minimum_intensity",
      allowed: "with more than max_sites_disagg sites, the motion below which fields are not kept",
    });
  const setup = makeFieldSetup(job);
  refuseUncorrelatable(setup, makeFieldComputer(setup));
}

export async function computeEventSets(job: Job, writer: DatastoreWriter, options: CalculatorOptions): Promise<void> {
  const { reporter } = options;
  reporter.progress(0, "preparing sources");
  const { setup, realizations } = makeHazardSetup(job, "events");
  storeInputs(writer, job, setup, realizations);
  reporter.progress(0, "sampling ruptures");
  const set = makeEventSet(job, setup, realizations);
  reporter.log(
    "INFO",
    `${set.events.count} events of ${set.ruptures.length} ruptures; the sources could make ${set.possible}`,
  );
  refuseTooBig(sizeOfEvents(job, set, realizations.count), options.memoryBytes);
  const affected = affectedOf(job, set);
  storeEventSet(
    writer,
    set,
    setup.regions.map(({ tectonicRegion }) => tectonicRegion),
    affected,
  );
  if (!job.parameters.ground_motion_fields || job.sites.count === 0) return;

  const fields = makeFieldSetup(job);
  const choices = realizationsByModel(realizations);
  const known = new Map<string, number>();
  const choiceLists: Uint16Array[][] = [];
  const choiceOf = ({ region, path }: EventRupture): number => {
    const key = `${region} ${path}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, choiceLists.length);
    choiceLists.push(choices(region, path).map((list) => Uint16Array.from(list)));
    return choiceLists.length - 1;
  };
  const placed: EventsOfRupture[] = [];
  let firstEvent = 0;
  for (const [r, rupture] of set.ruptures.entries()) {
    const realization = set.events.realization.slice(firstEvent, firstEvent + rupture.occurrences);
    if (hasFields(job, fields, rupture, affected[r]!))
      placed.push({ rupture, region: rupture.region, firstEvent, realization, choice: choiceOf(rupture) });
    firstEvent += rupture.occurrences;
  }
  const taskSetup: FieldTaskSetup = { fields, choices: choiceLists, weights: realizations.weights, averages: true };
  const names = fields.measures.map(({ name }) => name);
  const store = openFieldStore(writer, names);
  const averages = fieldAverages(names, job.sites.count, fields.minimum);
  const curves = job.parameters.hazard_curves_from_gmfs
    ? exceedanceCounts({ ...setup, keepRealizations: setup.settings.keepRealizations }, job.sites.count, job.levels)
    : undefined;
  const tasks = fieldTasks(placed, job.sites.count);
  const realizationOf = (event: number): number => set.events.realization[event]!;
  const motions = set.events.count * job.sites.count * names.length;
  let done = 0;
  await runPlan({
    setup: taskSetup,
    tasks,
    workers: motions < MOTIONS_FOR_THREADS ? 1 : options.workers,
    workerUrl: workerUrl("calculators/stages/fields/field-worker.ts"),
    makeRunner: makeFieldTaskRunner,
    onResult: (result) => {
      store.appendRows(result.rows);
      store.appendBetweenRows(result.between, realizationOf);
      if (result.averages !== undefined) averages.merge(result.averages);
      curves?.add(result.rows, realizationOf);
      done++;
      reporter.progress(done / tasks.length, "computing fields");
    },
  });
  const { investigationTime } = setup.settings;
  const eventSets = job.parameters.ses_per_logic_tree_path;
  store.finish({
    events: set.events.count,
    effectiveTime: investigationTime * eventSets * realizations.count,
    investigationTime,
  });
  if (store.rows() === 0)
    throw new InputError("No GMFs were generated, perhaps they were all below the minimum_intensity threshold", {
      parameter: "minimum_intensity",
      allowed: "a motion that some event exceeds at some site",
    });
  const bytes = store.rows() * (8 + 4 * names.length);
  if (bytes <= job.parameters.gmf_max_gb * 2 ** 30) {
    let totalWeight = 0;
    for (const r of set.events.realization) totalWeight += realizations.weights[r]!;
    averages.store(writer, job.sites.count, totalWeight);
  } else
    reporter.log("WARNING", `There are more than ${job.parameters.gmf_max_gb} GB of fields: no averages (gmf_max_gb)`);
  if (curves !== undefined) {
    const curveStore = openCurveStore(writer, job, setup);
    for (let from = 0; from < job.sites.count; from += SITES_OF_A_TILE)
      curveStore.append(curves.finish(from, Math.min(from + SITES_OF_A_TILE, job.sites.count), eventSets));
  }
}

const SITES_OF_A_TILE = 64;
/** Fewer are computed sooner than threads load their code. */
const MOTIONS_FOR_THREADS = 5e6;

/** What each rupture affects; where the sites are few every rupture counts as one. */
function affectedOf(job: Job, { ruptures }: EventSet): ArrayLike<number> {
  const { sites, parameters } = job;
  if (sites.count <= parameters.max_sites_disagg) return new Float64Array(ruptures.length).fill(1);
  const column = (of: (rupture: EventRupture) => number) => Float32Array.from(ruptures, of);
  return affectedSites(
    {
      mag: column(({ mag }) => mag),
      lon: column(({ hypocentre }) => hypocentre[0]),
      lat: column(({ hypocentre }) => hypocentre[1]),
      depth: column(({ hypocentre }) => hypocentre[2]),
    },
    sites,
    new Float64Array(sites.count).fill(1),
  );
}

function hasFields(
  { parameters }: Job,
  { regions }: ReturnType<typeof makeFieldSetup>,
  { mag, hypocentre, region }: EventRupture,
  affected: number,
): boolean {
  const { tectonicRegion, minimumMagnitude, maximumDistance } = regions[region]!;
  const depths = parameters.maximum_rupture_depth as { readonly [region: string]: number };
  const deepest = depths[tectonicRegion] ?? depths["default"] ?? Number.POSITIVE_INFINITY;
  return (
    affected > 0 &&
    Math.fround(mag) >= minimumMagnitude &&
    Math.fround(hypocentre[2]) <= deepest &&
    distanceAt(maximumDistance, Math.fround(mag)) > 0
  );
}

const PATHS_OF_A_REGION = 2 ** 24;

function storeEventSet(
  writer: DatastoreWriter,
  { ruptures, events, sourceNames }: EventSet,
  regions: readonly string[],
  affected: ArrayLike<number>,
): void {
  let firstEvent = 0;
  const first = ruptures.map(({ occurrences }) => {
    firstEvent += occurrences;
    return firstEvent - occurrences;
  });
  const records = ruptures.map((rupture, r) => ({
    rupture,
    sourceId: rupture.source,
    trtSmr: rupture.region * PATHS_OF_A_REGION + rupture.path,
    code: ruptureCode(rupture.surface.kind, rupture.origin),
    occurrences: rupture.occurrences,
    occurrenceRate: rupture.rate,
    firstEvent: first[r]!,
    affected: Math.max(affected[r]!, 1),
  }));
  storeRuptures(
    writer,
    records.sort((a, b) => a.rupture.id - b.rupture.id),
    regions,
  );
  writer.putTexts("rupture_sources", sourceNames);
  writer.putTable("events", [
    { name: "id", data: Uint32Array.from({ length: events.count }, (_, e) => e) },
    { name: "rup_id", data: BigInt64Array.from(events.rupture, (row) => BigInt(ruptures[row]!.id)) },
    { name: "rlz_id", data: events.realization },
    { name: "year", data: events.year },
    { name: "ses_id", data: events.eventSet },
  ]);
}
