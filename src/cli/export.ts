/** `quakewright export`: the outputs of a stored calculation as files. */
import { createWriteStream } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { nearestName } from "../nearest-name.ts";
import { exportOutput, exportTypes, listOutputs, parseFilters, writeToCache } from "../outputs/index.ts";
import { parseCommandLine } from "./arguments.ts";
import { EXIT, UsageError } from "./exit.ts";
import { copyResults, type EngineCalculation, writeEngineFiles } from "./local/export-engine-outputs.ts";
import { storedByEngine, withStored } from "./local/stored-calculation.ts";

const COMMAND = {
  name: "export",
  operands: "ID [OUTPUT ...]",
  fewestOperands: 1,
  mostOperands: 100,
  text: "Writes the outputs of a calculation of the data folder to files, all of them or those named (hcurves, hmaps, uhs, realizations, fullreport, datastore ...), and lists the files on stdout. Works beside a running server. Without --types each output is written in its first type; datastore is the whole as one HDF5 file.",
  options: {
    types: {
      kind: "list",
      default: [],
      placeholder: "TYPES",
      text: "Export types, separated by commas: csv, npz, xml, geojson, json, parquet, rst, html. Outputs without any of them are left out.",
    },
    exportDir: { kind: "text", default: ".", placeholder: "FOLDER", text: "Where the files go; made when absent." },
    imt: { kind: "list", default: [], placeholder: "MEASURES", text: "Only these intensity measures: PGA, SA(0.1)." },
    kind: {
      kind: "list",
      default: [],
      placeholder: "KINDS",
      text: "Only these: mean, quantile-0.15, stats, rlzs, rlz-3.",
    },
    siteId: { kind: "list", default: [], placeholder: "IDS", text: "Only these sites, by number." },
    bbox: { kind: "text", default: "", placeholder: "W,S,E,N", text: "Only sites in this rectangle, degrees." },
  },
  settings: ["data", "oq"],
  examples: [
    { command: "quakewright export 7", text: "Everything calculation 7 offers" },
    { command: "quakewright export 7 hcurves --types csv,parquet --imt PGA --kind mean", text: "Mean curves of PGA" },
    { command: "quakewright export 7 datastore --export-dir out", text: "All results as out/calc_7.hdf5" },
  ],
} as const;

async function exportCalculation(args: string[]): Promise<number> {
  const line = parseCommandLine(COMMAND, args);
  if (line === undefined) return EXIT.ok;
  const [idText = "", ...keys] = line.operands;
  const { types, exportDir, imt, kind, siteId, bbox } = line.options;
  const { data, oq } = line.loaded.settings;
  const foreign = storedByEngine(data, idText);
  if (foreign !== undefined) {
    if ([...imt, ...kind, ...siteId].length > 0 || bbox !== "")
      throw new UsageError("exports of the OpenQuake Engine hold everything: they cannot be filtered");
    await exportForeign(foreign, { keys, types, exportDir, oq });
    return EXIT.ok;
  }
  return withStored(data, idText, async ({ id, place, results }) => {
    const filters = parseFilters(
      new URLSearchParams([
        ...imt.map((text): [string, string] => ["imt", text]),
        ...kind.map((text): [string, string] => ["kind", text]),
        ...siteId.map((text): [string, string] => ["site_id", text]),
        ...(bbox === "" ? [] : [["bbox", bbox] satisfies [string, string]]),
      ]),
    );
    const listed = listOutputs(results).map((entry) => entry.key);
    checkKeys(id, keys, [...listed, "datastore"]);
    await mkdir(exportDir, { recursive: true });
    for (const key of keys.length === 0 ? listed : keys) {
      if (key === "datastore") {
        const { path, name } = await writeToCache(place, { kind: "datastore", calculationId: id });
        await copyFile(path, join(exportDir, name));
        console.log(join(exportDir, name));
        continue;
      }
      const offered = exportTypes(key);
      const wanted = types.length === 0 ? offered.slice(0, 1) : types.filter((type) => offered.includes(type));
      if (wanted.length === 0 && keys.length > 0) {
        throw new UsageError(`${key} cannot be had in ${types.join(", ")}; allowed: ${offered.join(", ")}`);
      }
      for (const type of wanted) {
        for (const file of await exportOutput(results, key, type, { calculationId: id, filters })) {
          const path = join(exportDir, file.name);
          await pipeline(Readable.from(file.content), createWriteStream(path));
          console.log(path);
        }
      }
    }
  });
}

/** @throws UsageError for outputs that the calculation does not have */
function checkKeys(id: number, keys: readonly string[], known: readonly string[]): void {
  for (const key of keys) {
    if (known.includes(key)) continue;
    const near = nearestName(key, known);
    throw new UsageError(
      `calculation ${id} has no output ${key}${near === undefined ? "" : ` (did you mean ${near}?)`}; there are ${known.join(", ")}`,
    );
  }
}

interface ForeignExport {
  readonly keys: readonly string[];
  readonly types: readonly string[];
  readonly exportDir: string;
  readonly oq: string;
}

/** Outputs of a calculation of the OpenQuake Engine, in the types that it writes. */
async function exportForeign(
  calculation: EngineCalculation,
  { keys, types, exportDir, oq }: ForeignExport,
): Promise<void> {
  const { id, folder, outputs } = calculation;
  checkKeys(id, keys, [...outputs.map(({ key }) => key), "datastore"]);
  if (keys.includes("datastore")) console.log(copyResults(folder, id, exportDir));
  const wanted = keys.length === 0 ? outputs : outputs.filter(({ key }) => keys.includes(key));
  if (wanted.length === 0) return;
  const typesOf = (offered: readonly string[]) =>
    types.length === 0 ? offered.slice(0, 1) : types.filter((type) => offered.includes(type));
  for (const path of await writeEngineFiles({ ...calculation, outputs: wanted }, typesOf, exportDir, oq))
    console.log(path);
}

export { exportCalculation as export };
