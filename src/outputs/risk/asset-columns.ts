/** Columns that say which asset a row is about: its name, its tags in alphabetical order, where it is. */

import { roundEven } from "../../geo/rounding.ts";
import { pythonFloat } from "../../inputs/python-float.ts";
import { bytesOf, packedTexts, type RecordField } from "../arrays/named-array.ts";
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";
import { type CommentPair, provenanceComment } from "../tables/comment.ts";
import { type CellFormat, DEGREES, type OutputTable, type TableColumn, TEXT, tableInMemory } from "../tables/table.ts";

export interface AssetColumns {
  readonly count: number;
  readonly ids: readonly string[];
  readonly columns: readonly TableColumn[];
  readonly cells: readonly (readonly string[] | Float32Array | Float64Array)[];
}

/** @throws OutputError when the calculation has no assets */
export async function readAssets(results: Results): Promise<AssetColumns> {
  const { reader } = results;
  const entry = reader.describe("assetcol");
  if (entry?.kind !== "table") throw notFound("the calculation stored no assets");
  const tags = tagNames(results).filter((name) => name !== "id");
  const texts = async (name: string): Promise<readonly string[]> =>
    Array.from((await reader.readColumn("assetcol", name)) as ArrayLike<string | number>, String);
  const degrees = async (name: string) =>
    Float64Array.from((await reader.readColumn("assetcol", name)) as Float32Array, (x) => roundEven(x, 5));
  const ids = await texts("id");
  return {
    count: entry.rows,
    ids,
    columns: [
      { name: "asset_id", format: TEXT, meaning: "name of the asset" },
      ...tags.map((name): TableColumn => ({ name, format: TEXT, meaning: "tag of the asset" })),
      { name: "lon", format: DEGREES, unit: "degrees" },
      { name: "lat", format: DEGREES, unit: "degrees" },
    ],
    cells: [ids, ...(await Promise.all(tags.map(texts))), await degrees("lon"), await degrees("lat")],
  };
}

/** Names, tags and places of the assets as fields of records. */
export function assetFields({ columns, cells }: AssetColumns): readonly RecordField[] {
  return columns.map(({ name }, c) => {
    const column = cells[c]!;
    if ("buffer" in column) return { name, dtype: "<f4", bytes: bytesOf(Float32Array.from(column)) };
    const { bytes, width } = packedTexts(column, 100);
    return { name: name === "asset_id" ? "id" : name, dtype: `|S${width}`, bytes };
  });
}

/** Names of the tags, sorted. */
export function tagNames({ reader }: Results): readonly string[] {
  const names = reader.describe("assetcol")?.attributes["tagnames"];
  return Array.isArray(names) ? names.map(String).sort() : [];
}

/** `investigation_time=..., risk_investigation_time=...`; nothing for scenarios. */
export function riskTimeComment({ reader, investigationTime }: Results): CommentPair[] {
  if (investigationTime === undefined) return [];
  return [["investigation_time", pythonFloat(investigationTime)], riskTime({ reader, investigationTime })];
}

/** Only the time that the results are for. */
export function riskTime({ reader, investigationTime }: Pick<Results, "reader" | "investigationTime">): CommentPair {
  const time = reader.attributes["risk_investigation_time"];
  return ["risk_investigation_time", pythonFloat(typeof time === "number" ? time : (investigationTime ?? 0))];
}

export interface ValueColumn {
  readonly name: string;
  readonly unit?: string;
  readonly meaning?: string;
}

/**
 * A table with a row an asset and columns of values.
 * @param values by column; element i is that of asset i.
 */
export function assetTable(
  results: Results,
  assets: AssetColumns,
  head: Pick<OutputTable, "name"> & { readonly comment?: OutputTable["comment"] },
  columns: readonly ValueColumn[],
  values: readonly (Float32Array | readonly string[])[],
  format: CellFormat,
): OutputTable {
  return tableInMemory(
    {
      name: head.name,
      comment: "comment" in head ? head.comment : [...provenanceComment(results), ...riskTimeComment(results)],
      columns: [
        ...assets.columns,
        ...columns.map((column, c) => ({ ...column, format: Array.isArray(values[c]) ? TEXT : format })),
      ],
    },
    [...assets.cells, ...values],
  );
}

/** Columns of an array rows x kinds x columns, for one kind. */
export function columnsOfKind(
  data: ArrayLike<number>,
  kinds: number,
  kind: number,
  columns: number,
): readonly Float32Array[] {
  const rows = data.length / (kinds * columns);
  return Array.from({ length: columns }, (_, c) =>
    Float32Array.from({ length: rows }, (_row, row) => data[(row * kinds + kind) * columns + c]!),
  );
}

/** Unit of losses of a type. */
export function lossUnit({ reader }: Results, lossType: string): string {
  const base = lossType.replace(/_ins$/, "").split("+")[0]!;
  if (["occupants", "residents", "affectedpop", "injured"].includes(base)) return "people";
  const units = reader.describe("assetcol")?.attributes["units"];
  const unit =
    typeof units === "object" && units !== null && !Array.isArray(units)
      ? (units as { readonly [name: string]: unknown })[base]
      : undefined;
  return typeof unit === "string" ? unit : base === "number" ? "units" : "";
}

/** Names along the second dimension of an array: realizations, or the statistics its attributes tell. */
export function kindNames(results: Results, name: string): readonly string[] {
  const entry = results.reader.describe(name);
  if (entry?.kind !== "array") throw notFound(`the calculation stored no ${name}`);
  const { stats } = entry.attributes;
  if (Array.isArray(stats)) return stats.map(String);
  return Array.from({ length: entry.shape[1] ?? 0 }, (_, r) => `rlz-${String(r).padStart(3, "0")}`);
}

/** Names below a datastore key: loss types of `avg_losses-stats/structural`. */
export function namesBelow({ reader }: Results, key: string): readonly string[] {
  return reader
    .names()
    .filter((name) => name.startsWith(`${key}/`))
    .map((name) => name.slice(key.length + 1));
}

/**
 * Whether results of single realizations are listed: with statistics beside them only when they are asked for.
 */
export function listsRealizations({ realizationCount, individualRealizations, parameters }: Results): boolean {
  return realizationCount === 1 || individualRealizations || parameters["collect_rlzs"] === true;
}
