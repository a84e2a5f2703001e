/** Parameters, realizations, sites: what every client asks first. */
import type { NumericArray } from "../../datastore/index.ts";
import type { NamedArray } from "../contract.ts";
import { badRequest, notFound } from "../output-error.ts";
import type { Results } from "../results.ts";
import { EXTRA, numberArray, packedTexts, recordArray, textList, textScalar, withArray } from "./named-array.ts";
import { pythonJson } from "./python-json.ts";
import { type Query, strings } from "./query.ts";
import { columnArray, tableRecords } from "./stored.ts";

/** `json`: the parameters that were set, with those clients cannot do without. */
export function extractParameters(results: Results): NamedArray[] {
  const { measures, levels, parameters } = results;
  const imtls = Object.fromEntries(measures.map((measure, m) => [measure, [...(levels[m] ?? [])]]));
  const complete = {
    calculation_mode: results.calculationMode,
    description: results.description,
    ...(results.investigationTime === undefined ? {} : { investigation_time: results.investigationTime }),
    inputs: {},
    ...(measures.length === 0 ? {} : { hazard_imtls: imtls }),
    ...parameters,
  };
  return [textScalar("json", pythonJson(complete)), EXTRA];
}

const bytesOf = (data: NumericArray) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

/** `array`: rlz_id u4, branch_path S, weight f4. */
export async function extractRealizations(results: Results): Promise<NamedArray[]> {
  const { reader } = results;
  const entry = reader.describe("realizations");
  if (entry?.kind !== "table") throw notFound("the calculation stored no realizations");
  const paths = packedTexts((await reader.readColumn("realizations", "branch_path")) as readonly string[]);
  const ids = Uint32Array.from((await reader.readColumn("realizations", "rlz_id")) as Uint32Array, Number);
  const weights = Float32Array.from((await reader.readColumn("realizations", "weight")) as Float32Array, Number);
  const fields = [
    { name: "rlz_id", dtype: "<u4", bytes: bytesOf(ids) },
    { name: "branch_path", dtype: `|S${paths.width}`, bytes: paths.bytes },
    { name: "weight", dtype: "<f4", bytes: bytesOf(weights) },
  ] as const;
  return withArray([], recordArray("array", fields, entry.rows));
}

/** `array` f8: the weight of each realization; the plain one where measures have weights of their own. */
export async function extractWeights(results: Results): Promise<NamedArray[]> {
  const { reader } = results;
  const entry = reader.describe("weights");
  if (entry?.kind !== "array") throw notFound("the calculation stored no weights");
  const data = await reader.readArray("weights");
  const step = entry.shape[1] ?? 1;
  const plain = Float64Array.from({ length: entry.shape[0] ?? 0 }, (_, r) => Number(data[r * step]));
  return withArray([], numberArray("array", plain, "<f8", [plain.length]));
}

/** One member a tectonic region: the texts of its ground-motion models. The reference pickles objects here. */
export async function extractModelsByRegion(results: Results): Promise<NamedArray[]> {
  const { reader } = results;
  if (reader.describe("full_lt/gsim_lt")?.kind !== "table")
    throw notFound("the calculation stored no ground-motion logic tree");
  const regions = (await reader.readColumn("full_lt/gsim_lt", "trt")) as readonly string[];
  const models = (await reader.readColumn("full_lt/gsim_lt", "uncertainty")) as readonly string[];
  const byRegion = new Map<string, string[]>();
  for (const [i, region] of regions.entries()) byRegion.set(region, [...(byRegion.get(region) ?? []), models[i]!]);
  return [...[...byRegion].map(([region, texts]) => textList(region, texts)), EXTRA];
}

/** The site collection as records, or one of its columns with `field=vs30`. */
export async function extractSites(results: Results, query: Query): Promise<NamedArray[]> {
  const { reader } = results;
  const entry = reader.describe("sitecol");
  if (entry?.kind !== "table") throw notFound("the calculation stored no sites");
  const fields = strings(query, "field");
  if (fields === undefined) return withArray([], await tableRecords(reader, "sitecol"));
  const names = entry.columns.map(({ name }) => name);
  const [field] = fields;
  if (fields.length !== 1 || field === undefined || !names.includes(field)) {
    throw badRequest(`unknown field ${fields.join(", ")}; allowed: one of ${names.join(", ")}`);
  }
  return withArray([], await columnArray(reader, "sitecol", field));
}
