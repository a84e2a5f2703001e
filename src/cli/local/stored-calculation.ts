/** A calculation by its number, in the data folder: what `export` and `extract` read. Works beside a running server. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { folderPart } from "../../engines/calculation-folder.ts";
import type { CalculationRequest } from "../../engines/engine.ts";
import { engineResults } from "../../engines/openquake/engine-folder.ts";
import { type CalculationPlace, OutputError, openResults, type Results } from "../../outputs/index.ts";
import { EXIT, UsageError } from "../exit.ts";
import { type EngineCalculation, engineOutputs } from "./export-engine-outputs.ts";

/** @throws UsageError when there is no such calculation or it has no results. */
export function storedCalculation(
  data: string,
  text: string,
): { readonly id: number; readonly place: CalculationPlace } {
  if (!/^\d+$/.test(text)) throw new UsageError(`expected the number of a calculation, found "${text}"`);
  const id = Number(text);
  const folder = join(data, "calcs", String(id));
  if (!existsSync(folder)) throw new UsageError(`there is no calculation ${id} in the data folder (setting data)`);
  if (existsSync(engineResults(folder, id)))
    throw new UsageError(
      `calculation ${id} was computed by the OpenQuake Engine: here are export and compare of it; its HDF5 file is ${engineResults(folder, id)}`,
    );
  if (!existsSync(join(folderPart(folder, "datastore"), "datastore.json"))) {
    throw new UsageError(`calculation ${id} has no results`);
  }
  const request = folderPart(folder, "request");
  const parent = existsSync(request)
    ? (JSON.parse(readFileSync(request, "utf8")) as CalculationRequest).parent?.folder
    : undefined;
  return { id, place: { folder, ...(parent === undefined ? {} : { parentFolder: parent }) } };
}

/** The calculation, where an installed OpenQuake Engine computed it. */
export function storedByEngine(data: string, text: string): EngineCalculation | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  const id = Number(text);
  const folder = join(data, "calcs", String(id));
  return existsSync(engineResults(folder, id)) ? { id, folder, outputs: engineOutputs(folder) } : undefined;
}

export interface StoredCalculation {
  readonly id: number;
  readonly results: Results;
  readonly place: CalculationPlace;
}

/** Opens the results of a stored calculation for `use`, which may ask for what is not there. The exit code. */
export async function withStored(
  data: string,
  text: string,
  use: (stored: StoredCalculation) => Promise<void>,
): Promise<number> {
  const { id, place } = storedCalculation(data, text);
  const results = openResults(place);
  try {
    await use({ id, results, place });
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    console.error(`error: ${error.message}`);
    return EXIT.failed;
  } finally {
    results.reader.close();
  }
}
