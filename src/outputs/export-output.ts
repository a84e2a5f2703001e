/** Files made of an output: which there are, what they are called, and their bytes as they come. */
import type { ExportOptions, OutputFile } from "./contract.ts";
import { extract } from "./extract.ts";
import { applyFilters, filteredKinds } from "./filters.ts";
import { geojsonDocument } from "./formats/geojson.ts";
import { jsonDocument } from "./formats/json.ts";
import { contentType, isFormat } from "./formats/media-types.ts";
import { npz } from "./formats/npz.ts";
import { TABLE_WRITERS } from "./formats/table-writers.ts";
import { nrmlDocuments } from "./formats/xml.ts";
import { zip } from "./formats/zip.ts";
import { listOutputs } from "./list-outputs.ts";
import type { Output } from "./output.ts";
import { badRequest, notFound } from "./output-error.ts";
import { outputFile } from "./output-file.ts";
import { findOutput } from "./output-list.ts";
import { requireStored } from "./required-results.ts";
import type { Results } from "./results.ts";
import { storedTable } from "./tables/stored-table.ts";
import type { OutputTable } from "./tables/table.ts";

/** Text compresses well and quickly; Parquet files are compressed already. */
const zipLevel = (type: string) => (type === "parquet" ? 0 : 3);

const byName = (a: { readonly name: string }, b: { readonly name: string }) =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

/** An output that can be exported, not only extracted. */
function findExport(key: string): Output | undefined {
  const output = findOutput(key);
  return output?.title === undefined ? undefined : output;
}

/** All types an output can be had in: those of the list first, then ours. @throws OutputError for an unknown output */
export function exportTypes(key: string): readonly string[] {
  const output = findExport(key);
  if (output === undefined) throw notFound(`there is no output ${key}`);
  return [...(output.formats ?? []), ...(output.further ?? [])];
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
  options: ExportOptions,
): Promise<readonly OutputFile[]> {
  const output = findExport(key);
  const types = output === undefined ? tableTypes(results, key) : exportTypes(key);
  if (!isFormat(type) || !types.includes(type)) {
    throw notFound(`Could not export ${key} in ${type}; allowed: ${types.join(", ")}`);
  }
  if (output !== undefined) requireStored(results, output);
  const { calculationId, filters = {} } = options;
  const filtered = Object.keys(filters).length > 0;
  const makeFiles = output?.files?.[type];
  if (makeFiles !== undefined) {
    if (filtered) throw badRequest(`${output?.title ?? key} (${type}) cannot be filtered`);
    const listed = () => listOutputs(results).map((entry) => ({ ...entry, allTypes: exportTypes(entry.key) }));
    return makeFiles(results, { ...options, listed });
  }
  if (type === "npz") {
    if (filtered) throw badRequest("npz exports hold everything: filter with extract, or take another format");
    return [outputFile(key, calculationId, type, npz(await extract(results, key)))];
  }
  const tables = await chosenTables(results, key, output, filters);
  if (type === "xml") {
    const documents = (await Promise.all(tables.map((table) => nrmlDocuments(results, table)))).flat();
    return documents.map(({ name, content }) => outputFile(name, calculationId, type, content)).sort(byName);
  }
  const write = TABLE_WRITERS[type];
  if (write === undefined) throw new TypeError(`${key} offers ${type} but does not write it`);
  return tables.map((table) => outputFile(table.name, calculationId, type, write(table))).sort(byName);
}

async function chosenTables(
  results: Results,
  key: string,
  output: Output | undefined,
  filters: NonNullable<ExportOptions["filters"]>,
): Promise<OutputTable[]> {
  const kinds = filteredKinds(results, filters);
  const made = output?.table === undefined ? [storedTable(results, key)] : await output.table(results, kinds);
  return applyFilters(results, made, filters);
}

/** Formats of which several tables are one document. */
const DOCUMENTS: {
  readonly [type: string]: (name: string, tables: readonly OutputTable[]) => AsyncIterable<Uint8Array>;
} = {
  json: jsonDocument,
  geojson: geojsonDocument,
};

/**
 * An output as one file: several tables are one document in JSON and GeoJSON, and a zip in other formats.
 * @throws OutputError as `exportOutput`, and when there is no file.
 */
export async function exportAsOne(
  results: Results,
  key: string,
  type: string,
  options: ExportOptions,
): Promise<OutputFile> {
  const files = await exportOutput(results, key, type, options);
  const write = DOCUMENTS[type];
  const output = findExport(key);
  if (write === undefined || files.length < 2 || !isFormat(type) || output?.files?.[type] !== undefined)
    return packFiles(files, key, type);
  const tables = await chosenTables(results, key, output, options.filters ?? {});
  return outputFile(key, options.calculationId, type, write(key, [...tables].sort(byName)));
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
    type: type === "xml" ? contentType("xml") : contentType("zip"),
    content: zip(files, zipLevel(type)),
  };
}
