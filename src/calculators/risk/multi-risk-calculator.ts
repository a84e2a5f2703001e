/** Volcanic risk: damage by ash, and what lava, mud and gas reach (docs/method/risk.md 9). */
import type { ColumnData, DatastoreWriter } from "../../datastore/index.ts";
import { ProblemList } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import { nearestSearch } from "../../inputs/sites/nearest.ts";
import { makeAggregation } from "../../risk/exposure/aggregation.ts";
import { type LocatedAssets, tagTexts } from "../../risk/exposure/assets.ts";
import { damageStates } from "../../risk/risk-model.ts";
import { functionsOf } from "../../risk/taxonomy-mapping.ts";
import { intensitiesAt, type VolcanicHazard, type VolcanicPeril } from "../../risk/volcanic/volcanic-perils.ts";
import { type VolcanicRisk, volcanicRisk } from "../../risk/volcanic/volcanic-risk.ts";
import type { Calculator, CalculatorOptions } from "../calculator.ts";
import { timed } from "../estimate.ts";
import { locateJobAssets } from "../stages/assets/locate-job-assets.ts";
import { storeAssets } from "../stages/assets/store-assets.ts";
import { storeSites } from "../stages/store-inputs.ts";
import { storeGivenRealization } from "./events/given-realization.ts";
import { storeAggregation } from "./events/store-aggregates.ts";
import { storeParameters } from "./store-parameters.ts";

/** @throws InputError for ash without functions, losses or a single function a taxonomy, and for values the exposure lacks */
function refuse({ volcanicHazard, risk, assets, parameters, files }: Job): void {
  const problems = new ProblemList();
  const place = { parameter: "multi_peril_file" };
  if (volcanicHazard === undefined)
    problems.add("multi_risk needs the intensities of volcanic perils", { ...place, allowed: '{"ASH": "ash.csv"}' });
  const model = risk?.model;
  const lossTypes = model === undefined || model.lossTypes.length === 0 ? ["structural"] : model.lossTypes;
  if (volcanicHazard?.has("ASH") === true) {
    if (model === undefined || model.fragility.size === 0)
      problems.add("ASH needs fragility functions", { parameter: "structural_fragility_file" });
    else {
      const measures = new Set(
        [...model.fragility.values()].flatMap((byType) =>
          [...byType.values()].flatMap((byId) => Array.from(byId.values(), ({ measure }) => measure)),
        ),
      );
      if (measures.size > 1)
        problems.add(`the fragility functions are of several measures: ${[...measures].join(", ")}`, {
          file: files.get("structural_fragility")?.[0],
          parameter: "imt",
          allowed: "ASH",
        });
      if (!model.consequences.some(({ kind }) => kind === "losses"))
        problems.add("ASH needs consequences of kind losses", { parameter: "consequence_file", allowed: "losses" });
      for (const taxonomy of new Set(assets === undefined ? [] : tagTexts(assets.tags[0]!))) {
        const count = functionsOf(model.mapping, taxonomy, model.perils, "?").length;
        if (count !== 1)
          problems.add(`multi_risk needs one function a taxonomy, ${taxonomy} has ${count}`, {
            parameter: "taxonomy_mapping_file",
            allowed: "one risk_id a taxonomy",
          });
      }
    }
  }
  for (const lossType of lossTypes)
    if (assets !== undefined && !assets.values.has(lossType))
      problems.add(`the exposure does not say the ${lossType} of its assets`, {
        parameter: lossType,
        allowed: [...assets.values.keys()].join(", "),
      });
  const people = model?.consequences.some(({ kind }) => kind === "injured" || kind === "fatalities");
  if (people === true && assets !== undefined && !assets.occupants.has(parameters.time_event))
    problems.add(`the exposure does not say the occupants of its assets at time_event = ${parameters.time_event}`, {
      parameter: "time_event",
      allowed: [...assets.occupants.keys()].join(", "),
    });
  problems.throwIfAny();
}

async function compute(job: Job, writer: DatastoreWriter, { reporter, parent }: CalculatorOptions): Promise<void> {
  const { parameters, sites } = job;
  const { model } = job.risk!;
  const assets = locateJobAssets(job, parent, reporter, true);
  const limits: { readonly [peril: string]: number } = parameters.asset_hazard_distance;
  const intensities = new Map<VolcanicPeril, Float64Array>();
  for (const [peril, extent] of job.volcanicHazard!) {
    const limit = limits[peril] ?? limits["default"] ?? 0;
    const found = intensitiesAt(extent, sites, limit, nearestSearch);
    if (found.every((intensity) => intensity === 0)) reporter.log("WARNING", `No sites were affected by ${peril}`);
    intensities.set(peril, found);
  }
  storeSites(writer, sites);
  storeAssets(writer, assets);
  storeAggregation(writer, assets, makeAggregation(assets, [], sites.count));
  storeParameters(writer, job, undefined, 1);
  storeHazard(writer, job.volcanicHazard!, intensities, sites.count);
  const { ash_wet_amplification_factor: wetFactor, time_event: timeEvent, numerics } = parameters;
  const risk = volcanicRisk(model, assets, intensities, wetFactor, timeEvent, numerics === "exact");
  storeAssetRisk(writer, assets, risk);
  storeTotals(writer, assets, risk, damageStates(model));
}

/** The intensities as the field of one event. */
function storeHazard(
  writer: DatastoreWriter,
  hazard: VolcanicHazard,
  intensities: ReadonlyMap<VolcanicPeril, Float64Array>,
  sites: number,
): void {
  const columns: ColumnData[] = Array.from(hazard.keys(), (peril) => ({
    name: `Volcanic_${peril}`,
    data: intensities.get(peril)!,
  }));
  writer.putTable(
    "gmf_data",
    [
      { name: "sid", data: Uint32Array.from({ length: sites }, (_, i) => i) },
      { name: "eid", data: new Uint32Array(sites) },
      ...columns,
    ],
    { effective_time: 0, imts: "", num_events: 1 },
  );
  writer.putTable("events", [
    { name: "id", data: new Uint32Array(1) },
    { name: "rup_id", data: BigInt64Array.of(0n) },
    { name: "rlz_id", data: new Uint16Array(1) },
  ]);
  storeGivenRealization(writer);
}

/** `asset_risk`: names and values of the assets sorted by name, then damage and losses. */
function storeAssetRisk(writer: DatastoreWriter, assets: LocatedAssets, { columns }: VolcanicRisk): void {
  const own: ColumnData[] = [
    { name: "lon", data: Float32Array.from(assets.lon), unit: "degrees" },
    { name: "lat", data: Float32Array.from(assets.lat), unit: "degrees" },
    { name: "site_id", data: assets.sites },
    ...Array.from(assets.values, ([name, data]): ColumnData => ({ name: `value-${name}`, data })),
    ...[...assets.occupants]
      .filter(([period]) => period !== "avg")
      .map(([period, data]): ColumnData => ({ name: `occupants_${period}`, data })),
    ...(assets.retrofitting === undefined ? [] : [{ name: "retrofitted", data: assets.retrofitting }]),
    ...assets.tags.map((tag): ColumnData => ({ name: tag.name, texts: tagTexts(tag) })),
  ];
  own.sort((a, b) => (a.name < b.name ? -1 : 1));
  writer.putTable("asset_risk", [{ name: "id", texts: assets.ids }, ...own, ...columns]);
}

/** `agg_risk`: sums over the assets, a row a peril; NaN where a peril has no such number. */
function storeTotals(
  writer: DatastoreWriter,
  assets: LocatedAssets,
  { perils, columns }: VolcanicRisk,
  states: readonly string[],
): void {
  const sums = new Map(columns.map(({ name, data }) => [name, data.reduce((sum, value) => sum + value, 0)]));
  const kinds = [
    ...Array.from(assets.values.keys(), (name) => `loss-${name}`),
    ...[...assets.occupants.keys()].filter((period) => period !== "avg").map((period) => `occupants_${period}`),
    ...states.map((state) => `${state}-structural`),
  ];
  const totals = kinds
    .map((name) => ({
      name,
      data: Float64Array.from(perils, (peril) => sums.get(`${name}-${peril}`) ?? Number.NaN),
    }))
    .filter(({ data }) => data.some((value) => !Number.isNaN(value)));
  writer.putTable("agg_risk", [{ name: "peril", texts: perils }, ...totals]);
}

export const calculator: Calculator = {
  refuse,
  estimate: ({ sites, assets, volcanicHazard }) => {
    const seconds = 0.05 + (assets?.count ?? 0) * 1e-5;
    const size = {
      ...{ sites: sites.count, sources: 0, ruptures: 0, realizations: 1, levels: 0, tasks: 1, threads: 1 },
      measures: volcanicHazard?.size ?? 0,
      memoryBytes: 120 * 2 ** 20 + (assets?.count ?? 0) * 1000,
      outputBytes: (assets?.count ?? 0) * 200,
    };
    return timed(size, seconds, 3);
  },
  compute,
};
