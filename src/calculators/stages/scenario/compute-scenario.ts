/** Ground-motion fields of given ruptures (docs/method/events.md 4). */
import type { DatastoreWriter } from "../../../datastore/index.ts";
import { distanceAt } from "../../../hazard/contexts/maximum-distance.ts";
import { statisticsOf } from "../../../hazard/curves/statistics.ts";
import { ruptureCode } from "../../../hazard/events/rupture-code.ts";
import { distancesFrom } from "../../../hazard/events/rupture-distance.ts";
import type { FieldRun } from "../../../hazard/fields/rupture-fields.ts";
import { InputError } from "../../../input-error.ts";
import type { Job } from "../../../inputs/job.ts";
import type { CalculatorOptions } from "../../calculator.ts";
import { type CalculationEstimate, type CalculationSize, refuseTooBig, timed } from "../../estimate.ts";
import { fieldAverages } from "../fields/average-fields.ts";
import { eventsByModel } from "../fields/events-by-model.ts";
import { type FieldComputer, makeFieldComputer, refuseUncorrelatable } from "../fields/field-computer.ts";
import { fieldPerils } from "../fields/field-perils.ts";
import { openFieldStore } from "../fields/field-store.ts";
import { NO_SOURCES } from "../no-sources.ts";
import { storeInputs } from "../store-inputs.ts";
import { storeRuptures } from "../store-ruptures.ts";
import { computeConditioned, refuseUnconditionable, usedStations } from "./conditioned-scenario.ts";
import { storeGivenFields } from "./given-fields.ts";
import { countScenarioEvents, type PlacedRupture } from "./scenario-events.ts";
import { makeScenarioSetup, type ScenarioSetup, scenarioRealizations } from "./scenario-setup.ts";
import { refuseShakeMap, shakeMapGiven } from "./shake-map-given.ts";

export function refuseScenario(job: Job): void {
  if (job.scenario?.fields !== undefined) return;
  if (job.scenario?.shakeMap !== undefined) {
    refuseShakeMap(job);
    return;
  }
  const setup = makeScenarioSetup(job, 1);
  const computer = makeFieldComputer(setup.fields);
  refuseUncorrelatable(setup.fields, computer);
  fieldPerils(job);
  refuseUnconditionable(job, setup.fields, computer);
  refuseFar(job, setup);
}

/** Beyond so many pairs of a rupture and a site the calculation itself finds out. */
const MOST_PAIRS = 20_000;

/** @throws InputError when no rupture reaches any site: checking a job tells what computing it would */
function refuseFar({ sites, parameters }: Job, { events, fields }: ScenarioSetup): void {
  const { ruptures } = events;
  if (!parameters.ground_motion_fields || ruptures.length * sites.count > MOST_PAIRS || sites.count === 0) return;
  let nearest = Number.POSITIVE_INFINITY;
  for (const { rupture, trt } of ruptures) {
    const reach = distanceAt(fields.tectonicRegions[trt]!.maximumDistance, Math.fround(rupture.mag));
    if (reach === 0) continue;
    const distance = distancesFrom(rupture, sites.lon, sites.lat).reduce((least, km) => Math.min(least, km));
    // Distances are in single precision where fields are computed.
    if (distance <= reach * (1 + 1e-4)) return;
    nearest = Math.min(nearest, distance);
  }
  const [first] = ruptures;
  if (first === undefined) return;
  throw new InputError(
    nearest === Number.POSITIVE_INFINITY
      ? `maximum_distance has no distance for a rupture of magnitude ${first.rupture.mag}`
      : `no site lies within maximum_distance of a rupture: the nearest is ${nearest.toFixed(0)} km away`,
    { parameter: "maximum_distance", reference: "There are no sites within the maximum_distance from the rupture" },
  );
}

export async function computeScenario(job: Job, writer: DatastoreWriter, options: CalculatorOptions): Promise<void> {
  const given = job.scenario?.fields ?? shakeMapGiven(job, options.reporter);
  if (given !== undefined) {
    storeScenarioInputs(writer, job, undefined);
    storeGivenFields(writer, job, given);
    return;
  }
  refuseTooBig(sizeOf(job).size, options.memoryBytes);
  const { reporter } = options;
  const setup = makeScenarioSetup(job);
  storeScenarioInputs(writer, job, setup);
  storeEvents(writer, setup);
  if (!job.parameters.ground_motion_fields) return;
  const computer = makeFieldComputer(setup.fields);
  storeFields(writer, job, setup, computer, reporter);
}

function storeScenarioInputs(writer: DatastoreWriter, job: Job, setup: ScenarioSetup | undefined): void {
  const { mean, std, quantiles, max } = job.parameters;
  const realizations = setup?.realizations ?? (job.gmmTree === undefined ? undefined : scenarioRealizations(job));
  const weights = realizations?.weights ?? Float64Array.of(1);
  storeInputs(
    writer,
    { ...job, sourceModelTree: NO_SOURCES },
    {
      measures: job.measures,
      statistics: statisticsOf({ mean, std, quantiles, max }),
      settings: { investigationTime: undefined },
      realizations: { weights: job.measures.map(({ name }) => realizations?.weightsFor(name) ?? weights) },
    },
    realizations ?? {
      sourcePaths: [],
      branchSets: [],
      count: 1,
      sourcePath: new Uint32Array(1),
      models: new Uint16Array(0),
      weights,
      weightsFor: () => weights,
      branchPaths: ["[FromFile]"],
    },
  );
}

function storeEvents(writer: DatastoreWriter, { events, fields }: ScenarioSetup): void {
  const { count, ruptures, ruptureOf, realization, eventSet } = events;
  storeRuptures(
    writer,
    ruptures.map(({ rupture, trt, firstEvent, realization: own }) => ({
      rupture,
      sourceId: 0,
      trtSmr: trt * 2 ** 24,
      code: ruptureCode(rupture.surface.kind, rupture.origin ?? "given"),
      occurrences: own.length,
      occurrenceRate: rupture.rate ?? Number.NaN,
      firstEvent,
    })),
    fields.tectonicRegions.map(({ tectonicRegionType }) => tectonicRegionType),
    fields.exact,
  );
  writer.putTable("events", [
    { name: "id", data: Uint32Array.from({ length: count }, (_, e) => e) },
    { name: "rup_id", data: BigInt64Array.from(ruptureOf, (row) => BigInt(ruptures[row]!.rupture.id)) },
    { name: "rlz_id", data: realization },
    { name: "year", data: new Uint32Array(count) },
    { name: "ses_id", data: eventSet },
  ]);
}

/** Bytes of a row of fields besides its motions, and of an event's between-event terms. */
const KEY_BYTES = 8;

function storeFields(
  writer: DatastoreWriter,
  job: Job,
  { events, realizations, byModel, fields: setup }: ScenarioSetup,
  computer: FieldComputer,
  reporter: CalculatorOptions["reporter"],
): void {
  const perils = fieldPerils(job);
  const measures = setup.measures.map(({ name }) => name);
  const names = [...measures, ...perils.names];
  const store = openFieldStore(writer, measures, perils.names, perils.minimum);
  // Where the tree is to be sampled, all its paths are here, with the same weight.
  const isSampled = job.parameters.number_of_logic_tree_samples > 0;
  const weights = isSampled ? new Float64Array(realizations.count).fill(1) : realizations.weights;
  const weightOf = (event: number): number => weights[events.realization[event]!]!;
  let totalWeight = 0;
  for (let e = 0; e < events.count; e++) totalWeight += weightOf(e);
  const minimum = Float64Array.from(names, (_, c) => setup.minimum[c] ?? 0);
  const averages = fieldAverages(names, setup.sites.count, minimum, perils.minimum);
  const limit = job.parameters.gmf_max_gb * 2 ** 30;
  const bytes = (): number => store.rows() * (KEY_BYTES + 4 * names.length);
  let done = 0;
  let mag = 0;
  const onFields = (run: FieldRun): void => {
    const columns = perils.compute(mag, run.sites, run.events.length, run.values);
    store.append(run, columns);
    if (bytes() <= limit) averages.add(run, weightOf, columns);
    done += run.events.length;
    reporter.progress(done / events.count, "computing fields");
  };
  for (const placed of events.ruptures) {
    if (placed.rupture.withoutBox === true && job.parameters.numerics !== "exact") {
      reporter.log(
        "WARNING",
        `the mesh of rupture ${placed.rupture.id} has gaps: it has no fields, as in the reference (numerics = exact computes them)`,
      );
      continue;
    }
    mag = Math.fround(placed.rupture.mag);
    const own = eventsByModel(placed.firstEvent, placed.realization, byModel[placed.trt]!);
    const stations = usedStations(job, setup, computer, placed, reporter);
    const found =
      stations === undefined
        ? computer.compute(placed.rupture, placed.trt, own, {
            onFields,
            onBetween: (terms) => store.appendBetween(terms, (event) => events.realization[event]!),
          })
        : computeConditioned(job, setup, computer, placed, own, stations, { onFields }, reporter);
    if (found === undefined) tooFar(placed, events.ruptures.length, reporter);
  }
  if (writer.describe("gmf_data/sigma_epsilon") === undefined) store.withoutBetween();
  storeStations(writer, job);
  store.finish({ events: events.count, effectiveTime: 0 });
  if (store.rows() === 0)
    throw new InputError("there are no fields: no motion is above minimum_intensity", {
      parameter: "maximum_distance",
      allowed: "a distance within which the rupture passes some site",
    });
  if (bytes() <= limit) averages.store(writer, job.scenario!.ownSites, totalWeight);
  else
    reporter.log("WARNING", `There are more than ${job.parameters.gmf_max_gb} GB of fields: no averages (gmf_max_gb)`);
}

/** Recordings by the reference's names, and the sites of the stations. */
function storeStations(writer: DatastoreWriter, job: Job): void {
  const stations = job.scenario?.stations;
  if (stations === undefined) return;
  writer.putTable("station_data", [
    ...stations.recorded.recordings.flatMap(({ imt, values, sigmas }) => [
      { name: `${imt.name}_mean`, data: values },
      { name: `${imt.name}_std`, data: sigmas },
    ]),
    { name: "site_id", data: stations.siteOf },
  ]);
}

/** @throws InputError for the only rupture */
function tooFar({ rupture }: PlacedRupture, ruptures: number, { log }: CalculatorOptions["reporter"]): void {
  const message = `rupture ${rupture.id} of magnitude ${rupture.mag} reaches no site within maximum_distance`;
  if (ruptures > 1) {
    log("WARNING", message);
    return;
  }
  throw new InputError(message, {
    parameter: "maximum_distance",
    reference: "There are no sites within the maximum_distance from the rupture",
  });
}

/** Measured: values a second, and bytes of the program with its code. */
const VALUES_PER_SECOND = 5e6;
const PROGRAM_BYTES = 150 * 2 ** 20;
/** Measured calculations took between a third and three times as long. */
const SPREAD = 3;
/** Rupture, realization and event set of an event, and what is stored of it. */
const EVENT_BYTES = 40;

interface ScenarioSize {
  readonly size: CalculationSize;
  /** Events whose fields are computed. */
  readonly events: number;
}

function sizeOf(job: Job): ScenarioSize {
  const sites = job.sites.count;
  const measures = job.measures.length;
  const setup = job.scenario?.fields === undefined ? makeScenarioSetup(job, 1) : undefined;
  const events =
    setup === undefined
      ? 0
      : countScenarioEvents(
          job.scenario!.ruptures,
          setup.realizations.count,
          job.parameters.number_of_ground_motion_fields,
        );
  const rows = setup === undefined ? (job.scenario?.fields?.events.length ?? 0) : events * sites;
  const conditioned = job.scenario?.stations === undefined ? 0 : 4 * 8 * sites * sites;
  const factors = setup?.fields.spatialCorrelation === undefined ? 0 : 12 * sites * sites * measures;
  const size = {
    sites,
    sources: 0,
    ruptures: job.scenario?.ruptures.length ?? 0,
    realizations: setup?.realizations.count ?? 1,
    measures,
    levels: 0,
    tasks: 1,
    threads: 1,
    memoryBytes: PROGRAM_BYTES + events * EVENT_BYTES + conditioned + factors,
    outputBytes: rows * (KEY_BYTES + 4 * measures),
  };
  return { size, events };
}

export function estimateScenario(job: Job): CalculationEstimate {
  return estimateScenarioEvents(job).estimate;
}

/** The same, with the number of events that are computed. */
export function estimateScenarioEvents(job: Job): { readonly estimate: CalculationEstimate; readonly events: number } {
  const { size, events } = sizeOf(job);
  const seconds = 0.1 + size.outputBytes / 4 / VALUES_PER_SECOND;
  return { estimate: timed(size, seconds, SPREAD), events };
}
