/** Event sets drawn from sources, or taken from the calculation that a job continues, and their ground-motion fields. */
import type { DatastoreWriter } from "../../../datastore/index.ts";
import { distanceAt } from "../../../hazard/contexts/maximum-distance.ts";
import { statisticName } from "../../../hazard/curves/statistics.ts";
import { affectedSites } from "../../../hazard/events/close-ruptures.ts";
import type { EventRupture } from "../../../hazard/events/event-ruptures.ts";
import type { Realizations } from "../../../hazard/logic-tree/realizations.ts";
import { InputError } from "../../../input-error.ts";
import type { Job } from "../../../inputs/job.ts";
import { nearestSearch } from "../../../inputs/sites/nearest.ts";
import { inline } from "../../../parallel/inline.ts";
import { threads } from "../../../parallel/threads.ts";
import { workerUrl } from "../../../parallel/worker-url.ts";
import type { CalculatorOptions, ParentCalculation } from "../../calculator.ts";
import { refuseTooBig } from "../../estimate.ts";
import { openCurveStore, realizationNames } from "../curves/curve-store.ts";
import { fieldAverages } from "../fields/average-fields.ts";
import { allBetween, type BetweenRows, betweenOfBlocks } from "../fields/between-blocks.ts";
import { exceedanceCounts } from "../fields/curves-of-fields.ts";
import { makeFieldComputer, refuseUncorrelatable } from "../fields/field-computer.ts";
import { fieldPerils, perilSetup } from "../fields/field-perils.ts";
import { type FieldSetup, makeFieldSetup } from "../fields/field-setup.ts";
import { openFieldStore } from "../fields/field-store.ts";
import { type EventsOfRupture, type FieldTaskSetup, makeFieldTaskRunner } from "../fields/field-tasks.ts";
import { perilRows, storePerilCurves } from "../fields/peril-curves.ts";
import type { HazardSetup } from "../hazard-setup.ts";
import { makeHazardSetup } from "../make-hazard-setup.ts";
import { storeInputs } from "../store-inputs.ts";
import { storeEventSources } from "../store-sources.ts";
import { refuseWhileDrawn, sizeOfEvents } from "./estimate-events.ts";
import { type EventSet, makeEventSet, realizationsByModel } from "./event-set.ts";
import { fieldTasks, secondsOfFields } from "./field-plan.ts";
import { givenEventSet, withoutSources } from "./given-event-set.ts";
import { CONCURRENT_TASKS, referenceBlocks } from "./reference-blocks.ts";
import { readEventSet, storeEventSet } from "./store-event-set.ts";

export function refuseEventSets(job: Job): void {
  const { parameters } = job;
  const [file] = job.files.get("rupture_model") ?? [];
  if (file !== undefined && job.givenRuptures === undefined)
    throw new InputError(`event sets take given ruptures from csv, not from ${file}`, {
      parameter: "rupture_model_file",
      allowed: "a file whose name ends in .csv; a single rupture belongs to calculation_mode = scenario",
    });
  if (parameters.hazard_curves_from_gmfs && job.levels.every(({ length }) => length === 0))
    throw new InputError("hazard curves need levels", {
      parameter: "intensity_measure_types_and_levels",
      allowed: '{"PGA": [0.1, 0.2]} and the like',
    });
  if (!parameters.ground_motion_fields || job.sites.count === 0) return;
  if (parameters.mosaic_model !== undefined)
    throw new InputError(
      `fields are computed of all ruptures: choosing those inside the model ${parameters.mosaic_model} is not supported`,
      { parameter: "mosaic_model", allowed: "ground_motion_fields = false, or no mosaic_model" },
    );
  if (job.sites.count > parameters.max_sites_disagg && Object.keys(parameters.minimum_intensity).length === 0)
    throw new InputError("minimum_intensity is missing, as 0.05", {
      parameter: "minimum_intensity",
      allowed: "with more than max_sites_disagg sites, the motion below which fields are not kept",
    });
  const setup = makeFieldSetup(job);
  refuseUncorrelatable(setup, makeFieldComputer(setup));
  fieldPerils(job);
}

export async function computeEventSets(given: Job, writer: DatastoreWriter, options: CalculatorOptions): Promise<void> {
  const job = withoutSources(given);
  const { reporter } = options;
  reporter.progress(0, "preparing sources");
  const { setup, realizations } = makeHazardSetup(job, "events");
  storeInputs(writer, job, setup, realizations);
  const inherited = job.givenRuptures === undefined ? await inheritedEvents(options.parent) : undefined;
  reporter.progress(0, inherited === undefined ? "sampling ruptures" : "reading ruptures");
  const sampled = () =>
    job.givenRuptures === undefined
      ? makeEventSet(job, setup, realizations, refuseWhileDrawn(job, realizations.count, options.memoryBytes))
      : givenEventSet(job, realizations);
  const set = inherited ?? sampled();
  reporter.log(
    "INFO",
    `${set.events.count} events of ${set.ruptures.length} ruptures; the sources could make ${set.possible}`,
  );
  refuseTooBig(sizeOfEvents(job, set, realizations.count), options.memoryBytes);
  const affected = affectedOf(job, set.ruptures);
  const tectonicRegionTypes = setup.tectonicRegions.map(({ tectonicRegionType }) => tectonicRegionType);
  if (inherited === undefined) storeEventSet(writer, set, tectonicRegionTypes, affected, setup.settings.exact);
  if (set.sources !== undefined) storeEventSources(writer, setup, set.sources);
  if (job.parameters.ground_motion_fields && job.sites.count > 0)
    await computeFields(job, writer, options, { setup, realizations, set, affected });
}

async function inheritedEvents(parent: ParentCalculation | undefined): Promise<EventSet | undefined> {
  if (parent === undefined) return undefined;
  const reader = parent.openResults();
  try {
    return await readEventSet(reader);
  } finally {
    await reader.close();
  }
}

interface Sampled {
  readonly setup: HazardSetup;
  readonly realizations: Realizations;
  readonly set: EventSet;
  readonly affected: ArrayLike<number>;
}

const SITES_OF_A_TILE = 64;
/** Fewer are computed sooner than threads load their code. */
const MOTIONS_FOR_THREADS = 5e6;

async function computeFields(
  job: Job,
  writer: DatastoreWriter,
  { workers, executor = threads(workers), reporter }: CalculatorOptions,
  sampled: Sampled,
): Promise<void> {
  const { setup, realizations, set } = sampled;
  const { parameters, sites } = job;
  const taskSetup = fieldTaskSetup(job, sampled);
  const { fields } = taskSetup.setup;
  const perils = fieldPerils(job);
  const measures = fields.measures.map(({ name }) => name);
  const names = [...measures, ...perils.names];
  const store = openFieldStore(writer, measures, perils.names);
  const averages = fieldAverages(
    names,
    sites.count,
    Float64Array.from(names, (_, c) => fields.minimum[c] ?? 0),
  );
  const curves = parameters.hazard_curves_from_gmfs
    ? exceedanceCounts({ ...setup, keepRealizations: setup.settings.keepRealizations }, sites.count, job.levels)
    : undefined;
  const ofPerils =
    curves === undefined || perils.names.length === 0
      ? undefined
      : perilRows({
          names: perils.names,
          measures: measures.length,
          sites: sites.count,
          levels: job.levels[0]!.length,
          curves: { ...setup, keepRealizations: setup.settings.keepRealizations },
          weights: realizations.weights,
        });
  const tasks = fieldTasks(taskSetup.ruptures, sites.count);
  const realizationOf = (event: number): number => set.events.realization[event]!;
  const motions = set.events.count * sites.count * names.length;
  const appendBetween = (rows: BetweenRows): void => store.appendBetweenRows(rows, realizationOf);
  const addBetween = fields.exact
    ? allBetween(appendBetween)
    : betweenOfBlocks(
        taskSetup.ruptures.map(({ block }) => block),
        appendBetween,
      );
  await (motions < MOTIONS_FOR_THREADS ? inline : executor)({
    setup: taskSetup.setup,
    tasks,
    workerUrl: workerUrl("calculators/stages/fields/field-worker.ts"),
    makeRunner: makeFieldTaskRunner,
    onResult: (result) => {
      store.appendRows(result.rows);
      addBetween(result.between);
      if (result.averages !== undefined) averages.merge(result.averages);
      curves?.add(result.rows, realizationOf);
      ofPerils?.add(result.rows);
    },
    onProgress: (done) => reporter.progress(done / tasks.length, "computing fields"),
    seconds: () => tasks.map((task) => secondsOfFields(task, sites.count, names.length)),
    reads: [fields.modelFolder],
  });
  const { investigationTime } = setup.settings;
  const eventSets = parameters.ses_per_logic_tree_path;
  store.finish({
    events: set.events.count,
    effectiveTime: investigationTime * eventSets * realizations.count,
    investigationTime,
  });
  if (store.rows() === 0)
    throw new InputError("there are no fields: no motion is above minimum_intensity", {
      parameter: "minimum_intensity",
      allowed: "a motion that some event exceeds at some site",
    });
  if (store.rows() * (8 + 4 * names.length) <= parameters.gmf_max_gb * 2 ** 30) {
    let totalWeight = 0;
    for (const r of set.events.realization) totalWeight += realizations.weights[r]!;
    averages.store(writer, sites.count, totalWeight);
  } else reporter.log("WARNING", `There are more than ${parameters.gmf_max_gb} GB of fields: no averages (gmf_max_gb)`);
  if (curves === undefined) return;
  const curveStore = openCurveStore(writer, job, setup);
  for (let from = 0; from < sites.count; from += SITES_OF_A_TILE)
    curveStore.append(curves.finish(from, Math.min(from + SITES_OF_A_TILE, sites.count), eventSets));
  if (ofPerils !== undefined)
    storePerilCurves(writer, ofPerils.finish(realizationOf, eventSets), {
      names: perils.names,
      statistics: setup.statistics.map(statisticName),
      realizations: realizationNames(setup),
      poes: parameters.hazard_maps ? parameters.poes : [],
    });
}

/** What the tasks share, and the ruptures that may have fields with their events. */
function fieldTaskSetup(
  job: Job,
  { realizations, set, affected }: Sampled,
): { readonly setup: FieldTaskSetup; readonly ruptures: readonly EventsOfRupture[] } {
  const fields = makeFieldSetup(job);
  const choices = realizationsByModel(realizations);
  const places = new Map<string, number>();
  const lists: Uint16Array[][] = [];
  const choiceOf = ({ trt, path }: EventRupture): number => {
    const key = `${trt} ${path}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, lists.length);
    lists.push(choices(trt, path).map((list) => Uint16Array.from(list)));
    return lists.length - 1;
  };
  const blocks = blocksOf(job, fields, set, affected);
  const ruptures: EventsOfRupture[] = [];
  let firstEvent = 0;
  for (const [r, rupture] of set.ruptures.entries()) {
    const realization = set.events.realization.slice(firstEvent, firstEvent + rupture.occurrences);
    const { trt } = rupture;
    if (isConsidered(job, fields, rupture, affected[r]!) && hasFields(fields, rupture))
      ruptures.push({ rupture, trt, firstEvent, realization, choice: choiceOf(rupture), block: blocks[r]! });
    firstEvent += rupture.occurrences;
  }
  const setup = { fields, choices: lists, weights: realizations.weights, averages: true, perils: perilSetup(job) };
  return { setup, ruptures };
}

/** Block of each rupture; all are one with `numerics = exact`, which drops no between-event terms. */
function blocksOf(job: Job, fields: FieldSetup, { ruptures }: EventSet, affected: ArrayLike<number>): Uint32Array {
  const blocks = new Uint32Array(ruptures.length);
  if (fields.exact) return blocks;
  const { assets, sites, parameters } = job;
  const many = sites.count > parameters.max_sites_disagg;
  const loads = many && assets !== undefined ? affectedOf(job, ruptures, assetsBySite(assets, sites)) : affected;
  const considered = Array.from(ruptures.keys()).filter((r) => isConsidered(job, fields, ruptures[r]!, affected[r]!));
  const found = referenceBlocks(
    considered.map((r) => {
      const { trt, path, mag, occurrences } = ruptures[r]!;
      return { group: `${trt} ${path}`, mag, events: occurrences, affected: loads[r]! };
    }),
    parameters.concurrent_tasks ?? CONCURRENT_TASKS,
    many,
  );
  for (const [i, r] of considered.entries()) blocks[r] = found[i]!;
  return blocks;
}

/** Assets at the sites nearest to them; sites without assets count as one. */
function assetsBySite({ lon, lat }: NonNullable<Job["assets"]>, sites: Job["sites"]): Float64Array {
  const nearest = nearestSearch(sites);
  const counts = new Float64Array(sites.count);
  for (let a = 0; a < lon.length; a++) counts[nearest(lon[a]!, lat[a]!).index]!++;
  return counts.map((count) => Math.max(count, 1));
}

/** What each rupture affects; where the sites are few every rupture counts as one. */
function affectedOf(
  { sites, parameters }: Job,
  ruptures: readonly EventRupture[],
  weights: Float64Array = new Float64Array(sites.count).fill(1),
): ArrayLike<number> {
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
    weights,
  );
}

/** Near sites and not too deep. */
function isConsidered(
  { parameters }: Job,
  { tectonicRegions }: FieldSetup,
  { hypocentre, trt }: EventRupture,
  affected: number,
): boolean {
  const { tectonicRegionType } = tectonicRegions[trt]!;
  const depths = parameters.maximum_rupture_depth as { readonly [tectonicRegionType: string]: number };
  const deepest = depths[tectonicRegionType] ?? depths["default"] ?? Number.POSITIVE_INFINITY;
  return affected > 0 && Math.fround(hypocentre[2]) <= deepest;
}

function hasFields({ tectonicRegions, exact }: FieldSetup, { mag, trt, withoutBox }: EventRupture): boolean {
  const { minimumMagnitude, maximumDistance } = tectonicRegions[trt]!;
  if (withoutBox === true && !exact) return false;
  return Math.fround(mag) >= minimumMagnitude && distanceAt(maximumDistance, Math.fround(mag)) > 0;
}
