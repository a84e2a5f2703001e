/** Writes the outputs of a calculation to a folder. */
import { closeSync, openSync, writeSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { openDatastore } from "../../datastore/index.ts";
import { folderPart } from "../../engines/calculation-folder.ts";
import type { OutputEntry } from "../../engines/engine.ts";
import { nearestName } from "../../nearest-name.ts";
import { exportOutput, exportTypes } from "../../outputs/export-output.ts";
import { FORMAT_NAMES, isFormat } from "../../outputs/formats/media-types.ts";
import { isKnown, isStored, type Results, readResults } from "../../outputs/results.ts";
import { UsageError } from "../exit.ts";

/** What an output that has none of the wanted types is written as; reports and inputs are not data and are left out. */
const SUBSTITUTES = ["xml", "json", "npz", "hdf5"];

/** @throws UsageError naming the nearest type that some output has. */
export function checkExportTypes(types: readonly string[]): void {
  for (const type of types) {
    if (isFormat(type)) continue;
    const nearest = nearestName(type, FORMAT_NAMES);
    throw new UsageError(
      `--exports: unknown type ${type}${nearest === undefined ? "" : ` (did you mean ${nearest}?)`}; there are ${FORMAT_NAMES.join(", ")}`,
    );
  }
}

/** Types to write an output in: the wanted ones it has, else the first substitute it lists. */
export function typesFor(offered: readonly string[], listed: readonly string[], wanted: readonly string[]): string[] {
  const types = wanted.filter((type) => offered.includes(type));
  // The HDF5 file of the whole holds every output.
  if (types.length > 0 || wanted.length === 0 || wanted.includes("hdf5")) return types;
  const substitute = SUBSTITUTES.find((type) => listed.includes(type));
  return substitute === undefined ? [] : [substitute];
}

/** `hazard_map-mean_7.csv` as `hazard_map-mean.csv`: one calculation needs no number. */
export function withoutId(name: string, id: number): string {
  return name.replace(new RegExp(`_${id}(\\.[^.]+)$`), "$1");
}

/** Written as csv though they are in no list, as the reference's command line does: scripts look for these files by name. */
function unlisted(results: Results, outputs: readonly OutputEntry[]): readonly OutputEntry[] {
  const ofEvents = results.calculationMode.startsWith("event_based");
  const keys = ["realizations", "aggcurves", "aggrisk", "hmaps-stats"];
  // Those of the calculation that this one continues.
  const curves = ["hcurves-stats", "hcurves-rlzs"].some((key) => isKnown(results, key)) ? ["hcurves"] : [];
  const frequencies = ofEvents && isKnown(results, "ruptures") ? ["event_based_mfd"] : [];
  return [...keys.filter((key) => isStored(results, key)), ...curves, ...frequencies]
    .filter((key) => !outputs.some((output) => output.key === key))
    .map((key) => ({ key, name: key, types: ["csv"], sizeMb: null }));
}

/**
 * Writes every output in the wanted types; answers the paths of the files.
 * @param calculation `continued` is the folder of the calculation that it continues
 */
export async function exportOutputs(
  calculation: {
    readonly id: number;
    readonly folder: string;
    readonly continued?: string | undefined;
    readonly outputs: readonly OutputEntry[];
  },
  wanted: readonly string[],
  target: string,
): Promise<string[]> {
  if (wanted.length === 0) return [];
  const { id, folder, continued, outputs } = calculation;
  const before = continued === undefined ? undefined : openDatastore(folderPart(continued, "datastore"));
  const reader = openDatastore(folderPart(folder, "datastore"), before);
  const written: string[] = [];
  try {
    const results = readResults(reader);
    await mkdir(target, { recursive: true });
    if (wanted.includes("hdf5")) {
      const path = join(target, `calc_${id}.hdf5`);
      await rm(path, { force: true });
      await (await import("../../outputs/formats/hdf5/write-hdf5.ts")).writeHdf5(results, path);
      written.push(path);
    }
    const all = wanted.includes("csv") ? [...outputs, ...unlisted(results, outputs)] : outputs;
    for (const { key, types } of all) {
      const isListed = outputs.some((output) => output.key === key);
      for (const type of typesFor(exportTypes(key), types, isListed ? wanted : ["csv"])) {
        for (const file of await exportOutput(results, key, type, { calculationId: id })) {
          const path = join(target, withoutId(file.name, id));
          await writeContent(path, file.content);
          written.push(path);
        }
      }
    }
  } finally {
    reader.close();
  }
  return written;
}

/** Nothing else runs in this process: waiting for the disk costs less than a stream a file. */
async function writeContent(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const file = openSync(path, "w");
  try {
    for await (const chunk of content) for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at);
  } finally {
    closeSync(file);
  }
}
