/** The assets themselves: one record each, tags as numbers into lists of their values. */
import { bytesOf, packedTexts, type RecordField, recordArray, textScalar, withArray } from "../arrays/named-array.ts";
import { pythonJson } from "../arrays/python-json.ts";
import type { Query } from "../arrays/query.ts";
import { storedColumn } from "../arrays/stored-columns.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";
import { chooseAssets, readTags, tagLists } from "./asset-tags.ts";

export const assets: Output = {
  key: "assets",
  extract: extractAssets,
  needs: "an exposure",
  size: { reads: ["assetcol"] },
};

/** Stored columns of values and people: `value-structural`, `occupants_night`. */
export function valueColumns({ reader }: Results): readonly string[] {
  const entry = reader.describe("assetcol");
  if (entry?.kind !== "table") throw notFound("the calculation stored no assets");
  return entry.columns.map(({ name }) => name).filter((name) => /^(value-|occupants_)/.test(name));
}

/** `json` with the lists of tags, and `array` with the assets, those with `tag=value` when that is given. */
async function extractAssets(results: Results, query: Query): Promise<NamedArray[]> {
  const { reader } = results;
  const tags = await readTags(results);
  const { has } = chooseAssets(tags, query);
  const names = new Set(tags.map(({ name }) => name));
  const entry = reader.describe("assetcol");
  if (entry?.kind !== "table") throw notFound("the calculation stored no assets");
  const rows = Array.from({ length: entry.rows }, (_, asset) => asset).filter(has);
  const columns = entry.columns.map(({ name }) => name).filter((name) => !names.has(name));
  const fields: RecordField[] = [];
  for (const name of columns) fields.push(pickRows(await fieldOf(results, name), entry.rows, rows));
  for (const { name, index } of tags) {
    const picked = Uint32Array.from(rows, (row) => index[row]!);
    fields.push({ name, dtype: "<u4", bytes: bytesOf(picked) });
  }
  return withArray([textScalar("json", pythonJson(tagLists(tags)))], recordArray("array", fields, rows.length));
}

async function fieldOf({ reader }: Results, name: string): Promise<RecordField> {
  if (name !== "id") return storedColumn(reader, "assetcol", name);
  const { bytes, width } = packedTexts((await reader.readColumn("assetcol", "id")) as readonly string[], 50);
  return { name, dtype: `|S${width}`, bytes };
}

function pickRows(field: RecordField, count: number, rows: readonly number[]): RecordField {
  const width = field.bytes.length / Math.max(1, count);
  const bytes = new Uint8Array(rows.length * width);
  for (const [to, from] of rows.entries())
    bytes.set(field.bytes.subarray(from * width, (from + 1) * width), to * width);
  return { ...field, bytes };
}
