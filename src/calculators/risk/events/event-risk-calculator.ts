/** Losses of events: event loss tables, average losses, aggregate risk and curves (docs/method/risk.md). */
import type { DatastoreWriter } from "../../../datastore/index.ts";
import { statisticName, statisticsOf } from "../../../hazard/curves/statistics.ts";
import { InputError, ProblemList } from "../../../input-error.ts";
import type { Job } from "../../../inputs/job.ts";
import { makeAggregation, mostSums } from "../../../risk/exposure/aggregation.ts";
import { type LocatedAssets, tagTexts, valuesOf } from "../../../risk/exposure/assets.ts";
import { makeEventLosses } from "../../../risk/losses/event-losses.ts";
import type { EventTime } from "../../../risk/losses/event-table.ts";
import { lossIdOf } from "../../../risk/losses/loss-ids.ts";
import type { InsuredType } from "../../../risk/losses/loss-settings.ts";
import { GROUND_SHAKING } from "../../../risk/risk-model.ts";
import type { Calculator, CalculatorOptions, ParentCalculation } from "../../calculator.ts";
import { type CalculationEstimate, timed } from "../../estimate.ts";
import { locateJobAssets } from "../../stages/assets/locate-job-assets.ts";
import { storeAssets } from "../../stages/assets/store-assets.ts";
import { estimateDrawnEvents } from "../../stages/event-sets/estimate-events.ts";
import { estimateScenarioEvents } from "../../stages/scenario/compute-scenario.ts";
import { functionsByTaxonomy } from "../classical-walk.ts";
import { statisticsOverRealizations } from "../realization-statistics.ts";
import { refuseUnknownMeasures } from "../refuse-measures.ts";
import {
  type EventHazard,
  eventCounts,
  eventHazard,
  neededMeasures,
  refuseHazard,
  withFields,
} from "./event-hazard.ts";
import { makeLossAccumulator } from "./loss-accumulator.ts";
import { storeAggregates, storeAggregation, storeOrigins } from "./store-aggregates.ts";
import { refuseReinsurance, storeReinsurance } from "./store-reinsurance.ts";
import { storeSourceLosses } from "./store-source-losses.ts";
import { openFields, ROWS_AT_ONCE } from "./stored-fields.ts";

/** @throws InputError for combinations that have no meaning */
function refuse(job: Job, parent?: ParentCalculation): void {
  refuseHazard(job, parent);
  const problems = new ProblemList();
  const { parameters, risk } = job;
  const { model, postLossAmplification } = risk!;
  const deterministic = parameters.ignore_covs || parameters.ignore_master_seed;
  for (const [lossType, byId] of model.vulnerability.get(GROUND_SHAKING) ?? [])
    for (const { id, distribution } of byId.values())
      if (deterministic && distribution === "PM")
        problems.add(`the ${lossType} function ${id} is a probability mass, which has no mean to take for it`, {
          parameter: parameters.ignore_covs ? "ignore_covs" : "ignore_master_seed",
          allowed: "false",
        });
  const total = parameters.total_losses;
  const missing = total?.split("+").filter((lossType) => !model.lossTypes.includes(lossType)) ?? [];
  if (missing.length > 0)
    problems.add(`total_losses = ${total}, but there are no functions for ${missing.join(", ")}`, {
      parameter: "total_losses",
      allowed: model.lossTypes.join(", "),
    });
  if (postLossAmplification !== undefined && parameters.avg_losses)
    problems.add("you must set avg_losses=false with post_loss_amplification", {
      parameter: "avg_losses",
      allowed: "false",
    });
  problems.throwIfAny();
}

/** Deductibles and limits of the assets by their policies. */
function insuranceOf(job: Job, assets: LocatedAssets): readonly InsuredType[] {
  const { insurance } = job.risk!;
  if (insurance.size === 0) return [];
  const tag = assets.tags.find(({ name }) => name === "policy");
  if (tag === undefined)
    throw new InputError("insurance needs the policies of the assets: the exposure has no tag policy", {
      parameter: "insurance_file",
    });
  const policies = tagTexts(tag);
  return Array.from(insurance, ([lossType, { policies: names, deductibles, limits }]) => {
    const place = new Map(names.map((name, i) => [name, i]));
    const pick = (column: Float64Array) =>
      Float64Array.from(policies, (name) => (place.has(name) ? column[place.get(name)!]! : Number.NaN));
    return { lossType, deductibles: pick(deductibles), limits: pick(limits) };
  });
}

/** Loss below which an asset does not count, by loss type. */
function minimumLossOf({ parameters }: Job): (lossType: string) => number {
  const byType: { readonly [name: string]: number } = parameters.minimum_asset_loss;
  return (lossType) => byType[lossType] ?? byType["default"] ?? 0;
}

async function compute(job: Job, writer: DatastoreWriter, options: CalculatorOptions): Promise<void> {
  const { reporter, parent } = options;
  const { parameters } = job;
  const { model } = job.risk!;
  const scenario = parameters.calculation_mode === "scenario_risk";
  const assets = locateJobAssets(job, parent, reporter, !scenario);
  const hazard = await eventHazard(job, writer, options);
  const fields = openFields(hazard.reader, neededMeasures(model));
  const used = functionsByTaxonomy(model, assets);
  refuseUnknownMeasures(model, new Set([...used.values()].flat().map(({ riskId }) => riskId)), fields.measures);
  refuseMissingPeople(job, assets);
  refuseReinsurance(job, assets);
  storeAssets(writer, assets, parameters.aggregate_by);
  const siteCount = job.sites.count;
  const aggregation = makeAggregation(assets, parameters.aggregate_by, siteCount);
  storeAggregation(writer, assets, aggregation);
  const claims = assets.deductibles?.some((amount) => amount > 0) === true;
  const losses = makeEventLosses(model, assets, fields.measures, {
    masterSeed: parameters.master_seed,
    sampled: !(parameters.ignore_covs || parameters.ignore_master_seed),
    correlated: parameters.asset_correlation === 1,
    minimumLoss: minimumLossOf(job),
    timeEvent: parameters.time_event,
    totalLosses: parameters.total_losses,
    insurance: insuranceOf(job, assets),
    claims,
  });
  const accumulator = makeLossAccumulator(
    aggregation,
    assets.count,
    losses.types.map(lossIdOf),
    hazard.realizations,
    parameters.asset_correlation === 1,
    parameters.avg_losses,
  );
  await fields.visit(
    (event) => {
      const realization = hazard.realizationOf(event.event);
      losses.compute(
        event,
        (type, ordinals, values, variances, count) =>
          accumulator.take(type, ordinals, values, variances, count, realization),
        accumulator.endBlock,
      );
      accumulator.endEvent(event.event);
    },
    (fraction) => reporter.progress(fraction, "computing losses"),
  );
  const time = timeOf(job, hazard);
  const table = accumulator.table();
  writer.putTable(
    "risk_by_event",
    [
      { name: "event_id", data: table.events },
      { name: "agg_id", data: table.keys },
      { name: "loss_id", data: table.lossIds },
      ...Array.from(table.values, ([name, data]) => ({ name, data })),
    ],
    { K: aggregation.keys.length, L: model.lossTypes.length },
  );
  if (accumulator.sums !== undefined) storeAverages(job, writer, hazard, time, assets, losses.types, accumulator.sums);
  storeAggregates(job, writer, { hazard, time, table, lossColumns: ["loss"] });
  storeReinsurance(job, writer, { hazard, time, table, lossColumns: ["loss"] }, aggregation, claims);
  storeAmplification(job, writer, hazard);
  await storeOrigins(job, writer, hazard.reader, { hazard, table }, aggregation.keys.length);
  if (!scenario)
    await storeSourceLosses(writer, hazard.reader, { hazard, table }, aggregation.keys.length, model.lossTypes);
  writer.setAttribute("loss_types", [...losses.types]);
  await hazard.release();
}

/** Factors of post-loss amplification, for the losses of single events. */
function storeAmplification({ risk, parameters }: Job, writer: DatastoreWriter, hazard: EventHazard): void {
  const factors = risk!.postLossAmplification;
  if (factors === undefined || hazard.investigationTime === undefined) return;
  const years = hazard.investigationTime * parameters.ses_per_logic_tree_path * hazard.weights.length;
  writer.putTable(
    "post_loss_amplification",
    [
      { name: "return_period", data: factors.returnPeriods, unit: "years" },
      { name: "pla_factor", data: factors.factors },
    ],
    { effective_time: years },
  );
}

/** Simulated years, what sums are scaled with, and events of the realizations. */
export function timeOf({ parameters }: Job, hazard: EventHazard): EventTime {
  const { years, investigationTime } = hazard;
  const riskTime = parameters.risk_investigation_time ?? investigationTime;
  return {
    years,
    ratio: years === undefined || riskTime === undefined ? undefined : riskTime / years,
    events: eventCounts(hazard),
  };
}

/** @throws InputError for people at a time of day that the exposure does not know */
function refuseMissingPeople(job: Job, assets: LocatedAssets): void {
  const { time_event: timeEvent } = job.parameters;
  const missing = job.risk!.model.lossTypes.filter((lossType) => valuesOf(assets, lossType, timeEvent) === undefined);
  if (missing.length > 0)
    throw new InputError(
      `the exposure does not say the ${missing.join(", ")} of its assets at time_event = ${timeEvent}`,
      {
        parameter: "time_event",
        allowed: [...assets.occupants.keys()].join(", "),
      },
    );
}

/** Average losses of the assets, their statistics, and sums of them by taxonomy. */
function storeAverages(
  job: Job,
  writer: DatastoreWriter,
  { realizations, weights }: EventHazard,
  { ratio, events }: EventTime,
  assets: LocatedAssets,
  types: readonly string[],
  sums: Float64Array,
): void {
  const statistics = statisticsOf(job.parameters);
  const [A, T, R] = [assets.count, types.length, realizations];
  const byTaxonomy: { name: string; data: Float32Array }[] = [];
  for (const [t, type] of types.entries()) {
    const averages = new Float32Array(A * R);
    for (let a = 0; a < A; a++)
      for (let r = 0; r < R; r++) {
        const sum = sums[(a * T + t) * R + r]!;
        averages[a * R + r] = ratio === undefined ? sum / events[r]! : sum * ratio;
      }
    writer.putArray(`avg_losses-rlzs/${type}`, averages, { shape: [A, R] });
    if (R > 1 && statistics.length > 0)
      writer.putArray(`avg_losses-stats/${type}`, statisticsOverRealizations(averages, 1, weights, statistics), {
        shape: [A, statistics.length],
        attributes: { stats: statistics.map(statisticName) },
      });
    if (R > 1) continue;
    const { index, values } = assets.tags[0]!;
    const data = new Float64Array(values.length - 1);
    for (let a = 0; a < A; a++) data[index[a]! - 1]! += averages[a]!;
    byTaxonomy.push({ name: type, data: Float32Array.from(data) });
  }
  byTaxonomy.sort((a, b) => (a.name < b.name ? -1 : 1));
  const taxonomies = assets.tags[0]!.values.slice(1);
  const grouped = job.parameters.aggregate_by.some((names) => names.includes("taxonomy"));
  if (R === 1 && !grouped && byTaxonomy.length > 0)
    writer.putTable("avg_losses_by/taxonomy", [{ name: "taxonomy", texts: taxonomies }, ...byTaxonomy]);
}

function countsOf({ sources, ruptures, realizations, tasks }: CalculationEstimate) {
  return { sources, ruptures, realizations, tasks };
}

/** Events that the calculation itself makes. */
function drawnEvents(job: Job): ReturnType<typeof estimateDrawnEvents> | undefined {
  if (job.scenario === undefined) return job.gmmTree === undefined ? undefined : estimateDrawnEvents(job);
  return job.scenario.shakeMap === undefined ? estimateScenarioEvents(job) : undefined;
}

/** Seconds an asset and event. */
const SECONDS_EACH = 7e-8;
const SPREAD = 3;
const PROGRAM_BYTES = 160 * 2 ** 20;
/** Of a row: event, key, loss type, loss, variance; measured in memory, where columns grow and rows are grouped by key. */
const ROW_BYTES = 17;
const ROW_MEMORY = 64;
/** Of an asset: its texts while they are read, its place in blocks and runs; and of each loss type: its value, twice, and its sum. Measured. */
const ASSET_BYTES = 900;
const ASSET_TYPE_BYTES = 40;
/** Rows of fields as they are read and as they are used. */
const FIELD_COPIES = 3;

export function estimateEventRisk(job: Job, _workers: number, parent?: ParentCalculation): CalculationEstimate {
  const reader = parent?.openResults();
  const entry = reader?.describe("events");
  reader?.close();
  const given = entry?.kind === "table" ? entry.rows : new Set(job.scenario?.fields?.events).size;
  // Neither continued nor given: the events are drawn here, and their fields computed.
  const drawn = given === 0 ? drawnEvents(withFields(job)) : undefined;
  const events = drawn?.events ?? given;
  const assets = job.assets?.count ?? 0;
  const types = Math.max(1, job.risk?.model.lossTypes.length ?? 1);
  const sums = job.assets === undefined ? 1 : mostSums(job.assets, job.parameters.aggregate_by, job.sites.count);
  // Of the table of losses by event, if every event reaches every asset.
  const rows = events * types * sums;
  const losses = assets * events * types * SECONDS_EACH;
  const fieldRows = Math.min(events * job.sites.count, ROWS_AT_ONCE);
  const hazard = drawn?.estimate;
  const seconds = losses + (hazard?.seconds ?? 0);
  const size = {
    ...{ sites: job.sites.count, sources: 0, ruptures: 0, realizations: 1, measures: job.measures.length, levels: 0 },
    ...{ tasks: 1, threads: 1 },
    ...(hazard === undefined ? {} : countsOf(hazard)),
    memoryBytes:
      Math.max(PROGRAM_BYTES, hazard?.memoryBytes ?? 0) +
      assets * (ASSET_BYTES + types * ASSET_TYPE_BYTES) +
      fieldRows * FIELD_COPIES * (8 + 4 * Math.max(1, job.measures.length)) +
      rows * ROW_MEMORY,
    outputBytes: (hazard?.outputBytes ?? 0) + rows * ROW_BYTES + assets * types * 8,
  };
  return timed(size, seconds, SPREAD);
}

export const calculator: Calculator = { refuse, estimate: estimateEventRisk, compute };
