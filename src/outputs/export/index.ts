/** Files made of an output: which there are, what they are called, and their bytes as they come. */
import { OUTPUT_KINDS } from "../catalogue.ts";
import type { ExportOptions, OutputFile } from "../contract.ts";
import { extract } from "../extract/index.ts";
import { applyFilters, filteredKinds } from "../filters.ts";
import { npz } from "../npz.ts";
import { badRequest, notFound } from "../output-error.ts";
import type { Results } from "../results.ts";
import { TABLES } from "../tables/index.ts";
import { storedTable } from "../tables/stored-table.ts";
import type { OutputTable } from "../tables/table.ts";
import { zip } from "../zip.ts";
import { csv } from "./csv.ts";
import { geojson, json } from "./json.ts";
import { nrmlDocuments } from "./nrml.ts";
import { reportAsHtml, reportAsRst } from "./report.ts";

const CONTENT_TYPES: { readonly [type: string]: string } = {
  csv: "text/plain",
  npz: "text/plain",
  rst: "text/plain",
  html: "text/html; charset=utf-8",
  xml: "application/xml",
  geojson: "application/json",
  json: "application/json",
  parquet: "application/vnd.apache.parquet",
};

const TABLE_WRITERS: { readonly [type: string]: (table: OutputTable) => AsyncIterable<Uint8Array> } = {
  csv,
  json,
  geojson,
  // Loaded when asked for: its libraries would slow down the start of the server.
  parquet: async function* (table) {
    yield* (await import("./parquet.ts")).parquet(table);
  },
};

/** Text compresses well and quickly; Parquet files are compressed already. */
const zipLevel = (type: string) => (type === "parquet" ? 0 : 3);

const byName = (a: { readonly name: string }, b: { readonly name: string }) =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** All types an output can be had in: those of the list first, then ours. @throws OutputError for an unknown output */
export function exportTypes(key: string): readonly string[] {
  const kind = Object.hasOwn(OUTPUT_KINDS, key) ? OUTPUT_KINDS[key] : undefined;
  if (kind === undefined) throw notFound(`there is no output ${key}`);
  return [...kind.types, ...kind.further];
}

/** Types a stored table that is no output can be had in, asked for by its name. */
function tableTypes(results: Results, key: string): readonly string[] {
  if (results.reader.describe(key)?.kind !== "table")
    throw notFound(`there is no output ${key} and no table of that name`);
  return key === "sitecol" ? ["csv", "json", "geojson", "parquet"] : ["csv", "json", "parquet"];
}

/**
 * The files of an output, or of a stored table that is none (`source_info`), in the order of their names. Nothing is computed before their bytes are asked for.
 * @throws OutputError: "not-found" for an output or type there is not, "bad-request" for filters that cannot be met.
 */
export async function exportOutput(
  results: Results,
  key: string,
  type: string,
  { calculationId, filters = {} }: ExportOptions,
): Promise<OutputFile[]> {
  const types = Object.hasOwn(OUTPUT_KINDS, key) ? exportTypes(key) : tableTypes(results, key);
  if (!types.includes(type)) {
    throw notFound(`Could not export ${key} in ${type}; allowed: ${types.join(", ")}`);
  }
  const named = (name: string, content: AsyncIterable<Uint8Array>): OutputFile => ({
    name: `${name}_${calculationId}.${type}`,
    type: CONTENT_TYPES[type] ?? "application/octet-stream",
    content,
  });
  const filtered = Object.keys(filters).length > 0;
  if (key === "fullreport") {
    if (filtered) throw badRequest("the report cannot be filtered");
    return [named("report", once(await (type === "html" ? reportAsHtml : reportAsRst)(results)))];
  }
  if (type === "npz") {
    if (filtered) throw badRequest("npz exports hold everything: filter with extract, or take another format");
    return [named(key, npz(await extract(results, key)))];
  }
  const makeTables = Object.hasOwn(TABLES, key) ? TABLES[key] : undefined;
  const kinds = filteredKinds(results, filters);
  const made = makeTables === undefined ? [storedTable(results, key)] : await makeTables(results, kinds);
  const tables = await applyFilters(results, made, filters);
  if (type === "xml") {
    const documents = (await Promise.all(tables.map((table) => nrmlDocuments(results, table)))).flat();
    return documents.map(({ name, content }) => named(name.replaceAll("/", "-"), content)).sort(byName);
  }
  const write = TABLE_WRITERS[type]!;
  return tables.map((table) => named(table.name.replaceAll("/", "-"), write(table))).sort(byName);
}

/**
 * One file as it is, several as one zip called `KEY-TYPE.zip`.
 * @throws OutputError when there is no file.
 */
export function packFiles(files: readonly OutputFile[], key: string, type: string): OutputFile {
  const [first, second] = files;
  if (first === undefined) throw notFound(`Nothing to export for export_type=${type}, ${key}`);
  if (second === undefined) return first;
  return {
    name: `${key}-${type}.zip`,
    type: type === "xml" ? "application/xml" : "application/x-zip",
    content: zip(files, zipLevel(type)),
  };
}
