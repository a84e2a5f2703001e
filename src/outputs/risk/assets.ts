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
  extract: (results, query) => assetRecords(results, query, "assetcol"),
  needs: "an exposure",
  size: { reads: ["assetcol"] },
};

/** Stored columns of values and people: `value-structural`, `occupants_night`. */
export function valueColumns({ reader }: Results): readonly string[] {
  const entry = reader.describe("assetcol");
  if (entry?.kind !== "table") throw notFound("the calculation stored no assets");
  return entry.columns.map(({ name }) => name).filter((name) => /^(value-|occupants_)/.test(name));
}

/**
 * `json` with the lists of tags, and `array` with the assets, those with `tag=value` when that is given.
 * @param table with a row an asset
 */
export async function assetRecords(
  results: Results,
  query: Query,
  table: "assetcol" | "asset_risk",
): Promise<NamedArray[]> {
  const { reader } = results;
  const tags = await readTags(results);
  const { has } = chooseAssets(tags, query);
  const tagOf = new Map(tags.map((tag) => [tag.name, tag]));
  const entry = reader.describe(table);
  if (entry?.kind !== "table") throw notFound("the calculation stored no assets");
  const rows = Array.from({ length: entry.rows }, (_, asset) => asset).filter(has);
  const fields: RecordField[] = [];
  const tagFields: RecordField[] = [];
  for (const { name } of entry.columns) {
    const tag = tagOf.get(name);
    if (tag === undefined) fields.push(pickRows(await fieldOf(results, table, name), entry.rows, rows));
    else {
      const picked = Uint32Array.from(rows, (row) => tag.index[row]!);
      (table === "assetcol" ? tagFields : fields).push({ name, dtype: "<u4", bytes: bytesOf(picked) });
    }
  }
  const all = [...fields, ...tagFields];
  return withArray([textScalar("json", pythonJson(tagLists(tags)))], recordArray("array", all, rows.length));
}

/** Names of assets are 50 bytes wide, in `asset_risk` 100. */
async function fieldOf({ reader }: Results, table: "assetcol" | "asset_risk", name: string): Promise<RecordField> {
  if (name !== "id") return storedColumn(reader, table, name);
  const own = table === "assetcol";
  const { bytes, width } = packedTexts((await reader.readColumn(table, "id")) as readonly string[], own ? 50 : 100);
  return { name: own ? name : "asset_id", dtype: `|S${width}`, bytes };
}

function pickRows(field: RecordField, count: number, rows: readonly number[]): RecordField {
  const width = field.bytes.length / Math.max(1, count);
  const bytes = new Uint8Array(rows.length * width);
  for (const [to, from] of rows.entries())
    bytes.set(field.bytes.subarray(from * width, (from + 1) * width), to * width);
  return { ...field, bytes };
}
