/** A finished calculation as its outputs see it: the datastore and the few parameters they depend on, typed. */
import type { Attributes, DatastoreReader, JsonValue, NumericArray } from "../datastore/index.ts";
import { notFound } from "./output-error.ts";

export interface Results {
  readonly reader: DatastoreReader;
  readonly calculationMode: string;
  readonly description: string;
  /** Years; undefined for scenarios. */
  readonly investigationTime: number | undefined;
  /** Names of the intensity measures in the job's order, with the levels of each. */
  readonly measures: readonly string[];
  readonly levels: readonly (readonly number[])[];
  readonly poes: readonly number[];
  /** Names of the statistics in the job's order: mean, std, quantile-0.15, max. */
  readonly stats: readonly string[];
  readonly realizationCount: number;
  readonly individualRealizations: boolean;
  readonly hazardMaps: boolean;
  readonly uniformHazardSpectra: boolean;
  /** The job's parameters by the reference's names, as JSON. */
  readonly parameters: { readonly [name: string]: JsonValue };
}

const isRecord = (value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const numbers = (value: JsonValue | undefined): number[] | undefined =>
  Array.isArray(value) && value.every((item) => typeof item === "number") ? [...value] : undefined;

const texts = (value: JsonValue | undefined): string[] | undefined =>
  Array.isArray(value) && value.every((item) => typeof item === "string") ? [...value] : undefined;

/** Reads the parameters once; array data stay on disk until asked for. */
export function readResults(reader: DatastoreReader): Results {
  const { attributes } = reader;
  const oqparam = attributes["oqparam"];
  const parameters = isRecord(oqparam) ? oqparam : {};
  const either = (name: string): JsonValue | undefined => attributes[name] ?? parameters[name];
  const curves = (attributesOf(reader, "hcurves-stats") ?? attributesOf(reader, "hcurves-rlzs") ?? {}) as Attributes;
  const imtls = parameters["hazard_imtls"];
  const measures = texts(curves["imts"]) ?? texts(attributes["imts"]) ?? (isRecord(imtls) ? Object.keys(imtls) : []);
  const stored = curves["levels"] ?? attributes["levels"];
  const levels = Array.isArray(stored)
    ? stored.map((row) => numbers(row) ?? [])
    : measures.map((measure) => (isRecord(imtls) ? (numbers(imtls[measure]) ?? []) : []));
  const time = either("investigation_time");
  return {
    reader,
    calculationMode: String(either("calculation_mode") ?? ""),
    description: String(either("description") ?? ""),
    investigationTime: typeof time === "number" ? time : undefined,
    measures,
    levels,
    poes:
      numbers(attributesOf(reader, "hmaps-stats")?.["poes"]) ??
      numbers(attributesOf(reader, "hmaps-rlzs")?.["poes"]) ??
      numbers(either("poes")) ??
      [],
    stats: texts(attributesOf(reader, "hcurves-stats")?.["stats"]) ?? texts(attributes["stats"]) ?? [],
    realizationCount: countRealizations(reader),
    individualRealizations: either("individual_rlzs") === true,
    hazardMaps: either("hazard_maps") === true,
    uniformHazardSpectra: either("uniform_hazard_spectra") === true,
    parameters,
  };
}

function attributesOf(reader: DatastoreReader, name: string): Attributes | undefined {
  return reader.describe(name)?.attributes;
}

function countRealizations(reader: DatastoreReader): number {
  const weights = reader.describe("weights");
  if (weights?.kind === "array") return weights.shape[0] ?? 1;
  const table = reader.describe("realizations");
  if (table?.kind === "table") return table.rows;
  const count = reader.attributes["num_rlzs"];
  return typeof count === "number" ? count : 1;
}

/** Whether the calculation's own datastore (not that of the one it continues) holds something of that name or below it. */
export function isStored({ reader }: Results, key: string): boolean {
  return reader.names().some((name) => name === key || name.startsWith(`${key}/`));
}

/** Whether it, or the calculation it continues, holds an array or table of that name. */
export function isKnown({ reader }: Results, key: string): boolean {
  return reader.describe(key) !== undefined;
}

/** `rlz-007` for 7. */
export function realizationName(index: number): string {
  return `rlz-${String(index).padStart(3, "0")}`;
}

/** The kinds a curve or map is exported for: realizations when asked for or when there are no statistics, then statistics. */
export function exportedKinds(results: Results): string[] {
  const { stats, realizationCount, individualRealizations } = results;
  const wanted = (realizationCount > 1 && individualRealizations) || stats.length === 0;
  return [...(wanted ? Array.from({ length: realizationCount }, (_, r) => realizationName(r)) : []), ...stats];
}

/** Array and index on its second dimension that hold one kind of `hcurves` or `hmaps`. */
export interface KindPlace {
  readonly array: string;
  readonly index: number;
  /** Length of the second dimension. */
  readonly count: number;
}

/**
 * Where `mean`, `quantile-0.15` or `rlz-3` of `hcurves` or `hmaps` lies. With one realization it stands for the statistics
 * that were not stored.
 * @throws OutputError when the calculation did not store it.
 */
export function placeOfKind(results: Results, output: "hcurves" | "hmaps", kind: string): KindPlace {
  const { reader } = results;
  const size = (array: string): number | undefined => {
    const entry = reader.describe(array);
    return entry?.kind === "array" ? entry.shape[1] : undefined;
  };
  const rlzs = size(`${output}-rlzs`);
  const stats = size(`${output}-stats`);
  const realization = /^rlz-(\d+)$/.exec(kind);
  if (realization !== null) {
    const index = Number(realization[1]);
    if (index >= results.realizationCount) {
      throw notFound(`there is no realization ${index}: the calculation has ${results.realizationCount}`);
    }
    if (rlzs !== undefined && index < rlzs) return { array: `${output}-rlzs`, index, count: rlzs };
    if (results.realizationCount === 1 && stats !== undefined && results.stats[0] === "mean") {
      return { array: `${output}-stats`, index: 0, count: stats };
    }
    throw notFound(`${output} of single realizations were not stored: run the calculation with individual_rlzs = true`);
  }
  const index = results.stats.indexOf(kind);
  if (index < 0)
    throw notFound(`there is no statistic ${kind}: the calculation has ${results.stats.join(", ") || "none"}`);
  if (stats !== undefined) return { array: `${output}-stats`, index, count: stats };
  if (rlzs !== undefined && results.realizationCount === 1) return { array: `${output}-rlzs`, index: 0, count: rlzs };
  throw notFound(`the calculation stored no ${output}`);
}

/** The sites, as columns in the order they are stored. */
export interface Sites {
  readonly count: number;
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly depth: Float64Array;
  readonly atSeaLevel: boolean;
  /** Present when sites have names of their own. */
  readonly customIds: readonly string[] | undefined;
}

export async function readSites(results: Results): Promise<Sites> {
  const { reader } = results;
  const entry = reader.describe("sitecol");
  if (entry?.kind !== "table") throw notFound("the calculation stored no sites");
  const column = async (name: string): Promise<Float64Array> =>
    entry.columns.some((candidate) => candidate.name === name)
      ? Float64Array.from((await reader.readColumn("sitecol", name)) as Float64Array)
      : new Float64Array(entry.rows);
  const depth = await column("depth");
  return {
    count: entry.rows,
    lon: await column("lon"),
    lat: await column("lat"),
    depth,
    atSeaLevel: depth.every((value) => value === 0),
    customIds: entry.columns.some(({ name }) => name === "custom_site_id")
      ? ((await reader.readColumn("sitecol", "custom_site_id")) as readonly string[])
      : undefined,
  };
}

/** Rows of an array as plain numbers of its own type; a 64-bit integer array is not expected. */
export async function readNumbers(
  results: Results,
  name: string,
  rows?: { start: number; stop: number },
): Promise<Exclude<NumericArray, BigInt64Array | BigUint64Array>> {
  const data = await results.reader.readArray(name, rows);
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return Float64Array.from(data, Number);
  return data;
}
