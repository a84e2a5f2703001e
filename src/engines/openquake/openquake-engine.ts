/** An installed OpenQuake Engine: computes a job as a child of the calculation's process, in surroundings of its own. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { InputError } from "../../input-error.ts";
import { locate } from "../../inputs/input-folder.ts";
import { openResults, writeHdf5 } from "../../outputs/index.ts";
import { folderPart } from "../calculation-folder.ts";
import type { CalculationRequest, Engine, OutputEntry, QuickCheck, Reporter } from "../engine.ts";
import { engineEnvironment, engineResults, engineWork } from "./engine-folder.ts";
import { requireEngine } from "./find-engine.ts";
import { listEngineOutputs } from "./list-engine-outputs.ts";
import { checkNamedFiles, readIniFacts } from "./read-ini-facts.ts";
import { runEngine } from "./run-engine.ts";

export const openquakeEngine: Engine = {
  name: "openquake",

  async check(folder: string, request: CalculationRequest): Promise<QuickCheck> {
    requireEngine(request.oq);
    const root = folderPart(folder, "inputs");
    const path = join(root, request.ini);
    locate(path, root);
    const text = readFileSync(path, "utf8");
    checkNamedFiles(text, path, root, request.ini);
    return readIniFacts(text, request.ini);
  },

  async calculate(folder: string, request: CalculationRequest, reporter: Reporter): Promise<readonly OutputEntry[]> {
    const oq = requireEngine(request.oq);
    reporter.progress(0, "starting the engine");
    const { root, home, data } = engineWork(folder);
    rmSync(folderPart(folder, "datastore"), { recursive: true, force: true });
    mkdirSync(data, { recursive: true });
    const parent = request.parent === undefined ? undefined : await parentResults(request.parent, root, reporter);
    const ini = join(folderPart(folder, "inputs"), request.ini);
    const computed = join(data, "calc_1.hdf5");
    const results = engineResults(folder, request.calculationId);
    let outputs: readonly OutputEntry[] = [];
    try {
      await runEngine(
        [oq, "engine", "--run", basename(ini), ...(parent === undefined ? [] : ["--hc", parent])],
        { cwd: dirname(ini), folder, environment: engineEnvironment(home, data, request.workers) },
        reporter,
      );
      if (existsSync(computed)) outputs = listEngineOutputs(join(data, "db.sqlite3"));
    } finally {
      // What a failed calculation has stored so far can be looked at, as the engine's own server allows.
      if (existsSync(computed)) renameSync(computed, results);
      rmSync(root, { recursive: true, force: true });
    }
    if (!existsSync(results)) throw new InputError("the OpenQuake Engine ended without an error and without results");
    reporter.progress(1, "reading the results of the engine");
    const { adopt } = await import("./adopt.ts");
    await adopt(results, join(folderPart(folder, "inputs"), request.ini), folderPart(folder, "inputs"), reporter);
    return outputs;
  },
};

/** The HDF5 file that the engine continues: its own, or ours written as it wants it. */
async function parentResults(
  { id, folder }: NonNullable<CalculationRequest["parent"]>,
  work: string,
  reporter: Reporter,
): Promise<string> {
  const own = engineResults(folder, id);
  if (existsSync(own)) return own;
  if (!existsSync(join(folderPart(folder, "datastore"), "datastore.json")))
    throw new InputError(`calculation ${id} cannot be continued: it has no results`, {
      parameter: "hazard_calculation_id",
    });
  reporter.log("INFO", `Writing the results of calculation ${id} as HDF5 for the engine`);
  // Beside the results, not in the work folder: exports of risk read it once more.
  const path = join(dirname(work), `calc_${id}.hdf5`);
  const results = openResults({ folder });
  try {
    await writeHdf5(results, path);
  } finally {
    results.reader.close();
  }
  return path;
}
