/** Hazard curves of every realization, wherever they come from: a file, the calculation that is continued, or this one. */
import { type DatastoreReader, type DatastoreWriter, openDatastore } from "../../datastore/index.ts";
import type { Statistic } from "../../hazard/curves/statistics.ts";
import { statisticsOf } from "../../hazard/curves/statistics.ts";
import type { Job } from "../../inputs/job.ts";
import type { CalculatorOptions, ParentCalculation } from "../calculator.ts";
import { computeCurves } from "../stages/curves/compute-curves.ts";
import { makeHazardSetup, realizationsOf } from "../stages/make-hazard-setup.ts";
import { storeInputs } from "../stages/store-inputs.ts";
import { copyShared } from "./copy-entries.ts";
import { curvesOfRates } from "./curves-of-rates.ts";
import { storeParameters } from "./store-parameters.ts";

export interface RealizationCurves {
  readonly measures: readonly string[];
  /** By measure. */
  readonly levels: readonly Float64Array[];
  /** Time of the probabilities. */
  readonly years: number;
  readonly weights: Float64Array;
  readonly statistics: readonly Statistic[];
  /** Probabilities of sites start..stop-1: sites x realizations x measures x levels. */
  readonly read: (start: number, stop: number) => Promise<ArrayLike<number>>;
  readonly close: () => void;
}

/**
 * Makes the curves available and stores what the calculation has in common with every other: parameters, sites,
 * realizations. Curves are computed only when neither the job nor a parent has them.
 */
export async function realizationCurves(
  job: Job,
  writer: DatastoreWriter,
  options: CalculatorOptions,
): Promise<RealizationCurves> {
  if (job.hazardCurves !== undefined) return givenCurves(job, writer);
  const stored = options.parent === undefined ? undefined : await storedCurves(job, writer, options.parent);
  if (stored !== undefined) return stored;
  if (options.parent !== undefined)
    options.reporter.log(
      "WARNING",
      "The calculation that is continued kept no curves of realizations: computing them again",
    );
  const { setup: asked, realizations } = makeHazardSetup(job);
  const setup = { ...asked, settings: { ...asked.settings, keepRealizations: true } };
  storeInputs(writer, job, setup, realizations);
  await computeCurves(job, setup, writer, options, {
    store: true,
    keepStatistics: false,
    keepRealizations: false,
  });
  await writer.commit();
  return (await curvesOf(job, openDatastore(writer.folder)))!;
}

function givenCurves(job: Job, writer: DatastoreWriter): RealizationCurves {
  const { measures, levels, poes, years, lon, lat, depth } = job.hazardCurves!;
  storeParameters(writer, job, years, 1);
  writer.putTable("sitecol", [
    { name: "sids", data: Uint32Array.from({ length: lon.length }, (_, i) => i), meaning: "site id" },
    { name: "lon", data: lon, unit: "degrees" },
    { name: "lat", data: lat, unit: "degrees" },
    { name: "depth", data: depth, unit: "km" },
  ]);
  writer.putArray("weights", Float64Array.of(1), { shape: [1] });
  return {
    measures: measures.map(({ name }) => name),
    levels,
    years,
    weights: Float64Array.of(1),
    statistics: statisticsOf(job.parameters),
    read: async (start, stop) => {
      const perSite = levels.reduce((sum, { length }) => sum + length, 0);
      const out = new Float64Array((stop - start) * perSite);
      let at = 0;
      for (let site = start; site < stop; site++)
        for (const [m, { length }] of levels.entries()) {
          out.set(poes[m]!.subarray(site * length, (site + 1) * length), at);
          at += length;
        }
      return out;
    },
    close: () => {},
  };
}

async function storedCurves(
  job: Job,
  writer: DatastoreWriter,
  parent: ParentCalculation,
): Promise<RealizationCurves | undefined> {
  const reader = parent.openResults();
  const curves = (await curvesOf(job, reader)) ?? (await fromRates(job, parent, reader));
  if (curves === undefined) {
    reader.close();
    return undefined;
  }
  storeParameters(writer, job, curves.years, curves.weights.length);
  await copyShared(reader, writer);
  return curves;
}

/** Of a parent that the other engine computed, and that keeps rates by group and model. */
async function fromRates(
  job: Job,
  parent: ParentCalculation,
  reader: DatastoreReader,
): Promise<RealizationCurves | undefined> {
  if (reader.describe("_rates") === undefined) return undefined;
  const rates = await curvesOfRates(reader, realizationsOf(parent.job));
  if (rates === undefined) return undefined;
  return {
    measures: rates.measures,
    levels: rates.levels.map((values) => Float64Array.from(values)),
    years: Number(reader.attributes["investigation_time"]),
    weights: await plainWeights(reader),
    statistics: statisticsOf(job.parameters),
    read: async (start, stop) => rates.read(start, stop),
    close: () => reader.close(),
  };
}

async function curvesOf(job: Job, reader: DatastoreReader): Promise<RealizationCurves | undefined> {
  const weights = await plainWeights(reader);
  const stats = reader.describe("hcurves-stats")?.attributes["stats"];
  const single = weights.length === 1 && Array.isArray(stats) ? stats.indexOf("mean") : -1;
  const name = reader.describe("hcurves-rlzs") !== undefined ? "hcurves-rlzs" : "hcurves-stats";
  const entry = reader.describe(name);
  if (entry?.kind !== "array" || (name === "hcurves-stats" && single < 0)) return undefined;
  const [, kinds = 1, measureCount = 0, levelCount = 0] = entry.shape;
  const { imts, levels } = entry.attributes as {
    readonly imts: readonly string[];
    readonly levels: readonly (readonly number[])[];
  };
  const row = measureCount * levelCount;
  return {
    measures: imts,
    levels: levels.map((values) => Float64Array.from(values)),
    years: Number(reader.attributes["investigation_time"]),
    weights,
    statistics: statisticsOf(job.parameters),
    read: async (start, stop) => {
      const all = (await reader.readArray(name, { start, stop })) as Float32Array;
      if (name === "hcurves-rlzs") return all;
      const out = new Float32Array((stop - start) * row);
      for (let site = 0; site < stop - start; site++) {
        const from = (site * kinds + single) * row;
        out.set(all.subarray(from, from + row), site * row);
      }
      return out;
    },
    close: () => reader.close(),
  };
}

/** Weights of the realizations: the first column where there are weights by measure. */
export async function plainWeights(reader: DatastoreReader): Promise<Float64Array> {
  const entry = reader.describe("weights");
  if (entry?.kind !== "array") return Float64Array.of(1);
  const all = (await reader.readArray("weights")) as Float64Array;
  const [, columns = 1] = entry.shape;
  return Float64Array.from({ length: entry.shape[0] ?? 1 }, (_, r) => all[r * columns]!);
}
