/** Damage of events: average damage of assets, damage and consequences of events and of the portfolio (docs/method/risk.md). */
import type { ColumnData, DatastoreWriter } from "../../../datastore/index.ts";
import { statisticsOf, weightedMean } from "../../../hazard/curves/statistics.ts";
import { InputError, ProblemList } from "../../../input-error.ts";
import type { Job } from "../../../inputs/job.ts";
import { type EventDamage, makeEventDamage } from "../../../risk/damage/event-damage.ts";
import { type Aggregation, makeAggregation, sumByKey } from "../../../risk/exposure/aggregation.ts";
import type { LocatedAssets } from "../../../risk/exposure/assets.ts";
import {
  averageOver,
  type EventGroup,
  type EventTable,
  type EventTime,
  groupEvents,
} from "../../../risk/losses/event-table.ts";
import { lossIdOf } from "../../../risk/losses/loss-ids.ts";
import { damageStates, GROUND_SHAKING, type RiskModel } from "../../../risk/risk-model.ts";
import type { Calculator, CalculatorOptions, ParentCalculation } from "../../calculator.ts";
import { locateJobAssets } from "../../stages/assets/locate-job-assets.ts";
import { storeAssets } from "../../stages/assets/store-assets.ts";
import { functionsByTaxonomy } from "../classical-walk.ts";
import { columnOfPeril, type EventHazard, eventHazard, refuseHazard } from "./event-hazard.ts";
import { estimateEventRisk, timeOf } from "./event-risk-calculator.ts";
import { storeAggregation, storeCurvesOf, storeOrigins } from "./store-aggregates.ts";
import { refuseConnectivity, storeConnectivity } from "./store-connectivity.ts";
import { openFields } from "./stored-fields.ts";

/** @throws InputError for numbers of buildings that cannot be drawn one by one, and consequences the exposure says nothing about */
function refuse(job: Job, parent?: ParentCalculation): void {
  refuseHazard(job, parent);
  const { parameters, risk, assets } = job;
  const problems = new ProblemList();
  const numbers = assets?.values.get("number");
  const broken = numbers?.filter((number) => number !== Math.trunc(number)).length ?? 0;
  if (parameters.discrete_damage_distribution && broken > 0)
    problems.add(
      `The exposure contains ${broken} non-integer asset numbers: you cannot use discrete_damage_distribution=true`,
      { parameter: "discrete_damage_distribution", allowed: "false" },
    );
  const kinds = new Set(risk!.model.consequences.map(({ kind }) => kind));
  if (assets !== undefined) {
    const people = kinds.has("injured") || kinds.has("fatalities");
    if (people && !assets.occupants.has(parameters.time_event))
      problems.add(`the exposure does not say the occupants of its assets at time_event = ${parameters.time_event}`, {
        parameter: "time_event",
        allowed: [...assets.occupants.keys()].join(", "),
      });
    if (kinds.has("homeless") && !assets.values.has("residents"))
      problems.add("homeless people need the residents of the assets, which the exposure does not say", {
        parameter: "consequence_file",
      });
  }
  problems.throwIfAny();
}

/** @throws InputError for functions whose measure the fields lack */
function refuseUnknown(model: RiskModel, used: ReadonlySet<string>, columns: readonly string[]): void {
  const problems = new ProblemList();
  for (const [peril, byType] of model.fragility)
    for (const [lossType, byId] of byType)
      for (const { id, measure } of byId.values())
        if (used.has(id) && columnOfPeril(columns, peril, measure) < 0)
          problems.add(`Missing ${measure} in gmf_data for ${peril}: the ${lossType} function ${id} needs it`, {
            parameter: "imt",
            allowed: columns.join(", "),
          });
  problems.throwIfAny();
}

/** Sums of the damage of events: by asset, and by event and aggregation key. */
interface DamageSums {
  /**
   * Assets x realizations x (perils x loss types x columns), summed event by event in single precision as the reference does: where nearly
   * all buildings are damaged it decides how many are not.
   */
  readonly assets: Float32Array;
  readonly table: EventTable;
}

async function compute(job: Job, writer: DatastoreWriter, options: CalculatorOptions): Promise<void> {
  const { reporter, parent } = options;
  const { parameters } = job;
  const { model } = job.risk!;
  const scenario = parameters.calculation_mode === "scenario_damage";
  const assets = locateJobAssets(job, parent, reporter, !scenario);
  const hazard = await eventHazard(job, writer, options);
  const fields = openFields(hazard.reader);
  const used = functionsByTaxonomy(model, assets);
  refuseUnknown(model, new Set([...used.values()].flat().map(({ riskId }) => riskId)), fields.measures);
  refuseConnectivity(job, assets);
  storeAssets(writer, assets, parameters.aggregate_by);
  const aggregation = makeAggregation(assets, parameters.aggregate_by, job.sites.count);
  storeAggregation(writer, assets, aggregation);
  const columnOf = (peril: string, measure: string): number => columnOfPeril(fields.measures, peril, measure);
  const damage = makeEventDamage(model, assets, columnOf, {
    masterSeed: parameters.master_seed,
    discrete: parameters.discrete_damage_distribution,
    timeEvent: parameters.time_event,
  });
  writer.setAttribute("limit_states", [...model.limitStates]);
  writer.setAttribute("loss_types", [...model.lossTypes]);
  const sums = makeSums(model, damage, aggregation, assets.count, hazard.realizations);
  await fields.visit(
    (event) => {
      const realization = hazard.realizationOf(event.event);
      damage.compute(event, (asset, byPeril, composed) => sums.take(asset, byPeril, composed, realization));
      sums.endEvent(event.event);
    },
    (fraction) => reporter.progress(fraction, "computing damage"),
  );
  const time = timeOf(job, hazard);
  const { assets: byAsset, table } = sums.finish();
  writer.putTable(
    "risk_by_event",
    [
      { name: "event_id", data: table.events },
      { name: "agg_id", data: table.keys },
      { name: "loss_id", data: table.lossIds },
      ...Array.from(table.values, ([name, data]) => ({ name, data })),
    ],
    { K: aggregation.keys.length, L: model.lossTypes.length, limit_states: model.limitStates.join(" ") },
  );
  if (!someDamage(byAsset, damage)) {
    reporter.log("WARNING", "There is no damage, perhaps the hazard is too small?");
    await hazard.release();
    return;
  }
  storeRisk(job, writer, assets, aggregation, damage, hazard, time, table);
  await storeOrigins(job, writer, hazard.reader, { hazard, table }, aggregation.keys.length);
  storeAverages(job, writer, assets, damage, hazard, time, byAsset);
  storeConnectivity(job, writer, assets, aggregation, table, simulatedYears(job, hazard));
  await hazard.release();
}

/** Of all realizations together. */
function simulatedYears({ parameters }: Job, { investigationTime, weights }: EventHazard): number | undefined {
  return investigationTime === undefined
    ? undefined
    : investigationTime * parameters.ses_per_logic_tree_path * weights.length;
}

function someDamage(sums: Float32Array, { columns }: EventDamage): boolean {
  return sums.some((sum, i) => i % columns > 0 && sum !== 0);
}

interface Sums {
  readonly take: (asset: number, byPeril: Float32Array, composed: Float64Array, realization: number) => void;
  readonly endEvent: (event: number) => void;
  readonly finish: () => DamageSums;
}

function makeSums(
  model: RiskModel,
  damage: EventDamage,
  aggregation: Aggregation,
  assetCount: number,
  realizations: number,
): Sums {
  const [L, C] = [model.lossTypes.length, damage.columns];
  const width = model.perils.length * L * C;
  const sums = new Float32Array(assetCount * realizations * width);
  const total = aggregation.keys.length;
  const ofEvent = new Float64Array((total + 1) * L * C);
  const touched = new Set<number>();
  const names = [...model.limitStates.map((_, s) => `dmg_${s + 1}`), ...damage.consequences];
  const rows: { events: number[]; keys: number[]; lossIds: number[]; values: number[][] } = {
    ...{ events: [], keys: [], lossIds: [] },
    values: names.map(() => []),
  };
  const lossIds = model.lossTypes.map(lossIdOf);
  const add = (key: number, composed: Float64Array): void => {
    touched.add(key);
    const at = key * L * C;
    for (let i = 0; i < L * C; i++) ofEvent[at + i]! += composed[i]!;
  };
  return {
    take(asset, byPeril, composed, realization) {
      const at = (asset * realizations + realization) * width;
      for (let i = 0; i < width; i++) sums[at + i]! += byPeril[i]!;
      add(total, composed);
      for (const keyOf of aggregation.keyOfAsset) add(keyOf[asset]!, composed);
    },
    endEvent(event) {
      for (const key of [...touched].sort((a, b) => a - b)) {
        for (let l = 0; l < L; l++) {
          rows.events.push(event);
          rows.keys.push(key);
          rows.lossIds.push(lossIds[l]!);
          const at = (key * L + l) * C;
          for (let c = 1; c < C; c++) rows.values[c - 1]!.push(ofEvent[at + c]!);
        }
        ofEvent.fill(0, key * L * C, (key + 1) * L * C);
      }
      touched.clear();
    },
    finish: () => ({
      assets: sums,
      table: {
        events: Uint32Array.from(rows.events),
        keys: Uint32Array.from(rows.keys),
        lossIds: Uint8Array.from(rows.lossIds),
        values: new Map(names.map((name, n) => [name, Float32Array.from(rows.values[n]!)])),
      },
    }),
  };
}

/** Aggregate risk with the buildings without damage; curves of consequences. */
function storeRisk(
  job: Job,
  writer: DatastoreWriter,
  assets: LocatedAssets,
  aggregation: Aggregation,
  damage: EventDamage,
  hazard: EventHazard,
  time: EventTime,
  table: EventTable,
): void {
  const all = time.years === undefined ? undefined : time.years * hazard.realizations;
  const { return_periods: asked } = job.parameters;
  if (table.events.length === 0 || (all !== undefined && all < 2 && !(asked.length === 1 && asked[0] === 0))) return;
  const groups = groupEvents(table, hazard.realizationOf);
  const numbers = sumByKey(aggregation, assets.values.get("number")!);
  const L = job.risk!.model.lossTypes.length;
  const sumOf = (name: string, rows: Uint32Array): number => {
    const values = table.values.get(name)!;
    let sum = 0;
    for (const row of rows) sum += values[row]!;
    return sum;
  };
  const states = [...table.values.keys()].filter((name) => name.startsWith("dmg_"));
  const undamaged = groups.map(({ key, realization, rows }) => {
    const damaged = states.reduce((sum, name) => sum + sumOf(name, rows), 0);
    return numbers[key]! - damaged / (time.events[realization]! * L);
  });
  refuseTwiceDamaged(job.risk!.model.perils, undamaged, numbers, groups);
  const columns: ColumnData[] = [
    { name: "agg_id", data: Uint32Array.from(groups, ({ key }) => key) },
    { name: "rlz_id", data: Uint16Array.from(groups, ({ realization }) => realization) },
    { name: "loss_id", data: Uint8Array.from(groups, ({ lossId }) => lossId) },
    { name: "dmg_0", data: Float32Array.from(undamaged) },
    ...Array.from(
      table.values.keys(),
      (name): ColumnData => ({
        name,
        data: Float32Array.from(groups, ({ rows, realization }) => averageOver(time, sumOf(name, rows), realization)),
      }),
    ),
  ];
  writer.putTable("aggrisk", columns);
  storeCurvesOf(job, writer, groups, { hazard, time, table, lossColumns: damage.consequences });
}

/** Beyond rounding. */
const LACKING = 1e-3;

/**
 * Aggregate tables count a building once for each peril that damages it.
 * @throws InputError where these are more than there are, as the reference fails
 */
function refuseTwiceDamaged(
  perils: readonly string[],
  undamaged: readonly number[],
  numbers: Float32Array,
  groups: readonly EventGroup[],
): void {
  const worst = undamaged.findIndex((number, g) => number < -LACKING * numbers[groups[g]!.key]!);
  if (worst < 0) return;
  const all = numbers[groups[worst]!.key]!;
  throw new InputError(
    `${perils.join(", ")} together damage ${(all - undamaged[worst]!).toPrecision(5)} of ${all.toPrecision(5)} buildings: what is summed over assets counts a building once for each peril`,
    { parameter: "secondary_perils", allowed: "perils that damage fewer, or a calculation for each peril" },
  );
}

/** Average damage of each asset over the events of a realization; buildings without damage are the rest. */
function storeAverages(
  job: Job,
  writer: DatastoreWriter,
  assets: LocatedAssets,
  { states: D, columns: C, consequences }: EventDamage,
  { realizations: R, weights, investigationTime, events }: EventHazard,
  time: EventTime,
  sums: Float32Array,
): void {
  const { model } = job.risk!;
  const cells = model.perils.length * model.lossTypes.length;
  const width = cells * C;
  const numbers = assets.values.get("number")!;
  const averages = new Float32Array(sums.length);
  for (let asset = 0; asset < assets.count; asset++)
    for (let r = 0; r < R; r++) {
      const at = (asset * R + r) * width;
      for (let cell = 0; cell < cells; cell++) {
        const from = at + cell * C;
        let damaged = 0;
        for (let c = 1; c < C; c++) {
          averages[from + c] = Math.max(sums[from + c]! / time.events[r]!, 0);
          if (c < D) damaged = Math.fround(damaged + averages[from + c]!);
        }
        averages[from] = Math.max(numbers[asset]! - damaged, 0);
      }
    }
  const names = model.perils.flatMap((peril) =>
    model.lossTypes.flatMap((lossType) =>
      [...damageStates(model), ...consequences].map((column) =>
        peril === GROUND_SHAKING ? `${lossType}-${column}` : `${peril}-${lossType}-${column}`,
      ),
    ),
  );
  const { risk_investigation_time: riskTime, ses_per_logic_tree_path: sets } = job.parameters;
  const paths = job.parameters.number_of_logic_tree_samples || weights.length;
  const attributes = {
    columns: names,
    damage_states: [...damageStates(model)],
    consequences: [...consequences],
    ...(investigationTime === undefined
      ? {}
      : {
          consequence_rate: (events.count * (riskTime ?? investigationTime)) / (investigationTime * sets) / paths,
        }),
  };
  writer.putArray("damages-rlzs", averages, {
    shape: [assets.count, R, width],
    dimensions: ["asset", "rlz", "column"],
    attributes,
  });
  if (R === 1 || statisticsOf(job.parameters).length === 0) return;
  const means = new Float32Array(assets.count * width);
  const values = new Float64Array(R);
  for (let asset = 0; asset < assets.count; asset++)
    for (let i = 0; i < width; i++) {
      for (let r = 0; r < R; r++) values[r] = averages[(asset * R + r) * width + i]!;
      means[asset * width + i] = weightedMean(values, weights);
    }
  writer.putArray("damages-stats", means, {
    shape: [assets.count, 1, width],
    dimensions: ["asset", "stat", "column"],
    attributes: { ...attributes, stats: ["mean"] },
  });
}

export const calculator: Calculator = { refuse, estimate: estimateEventRisk, compute };
