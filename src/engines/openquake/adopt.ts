/** The last step of a calculation of the engine: its results in our layout, as far as we know them. */
import type { DatastoreWriter } from "../../datastore/index.ts";
import type { Realizations } from "../../hazard/logic-tree/realizations.ts";
import type { Reporter } from "../engine.ts";
import { errorText } from "../traceback.ts";
import { adoptResults } from "./adopt-results.ts";

/**
 * What cannot be read does not fail the calculation: it stays in the engine's file and formats, and the log says so.
 * @param root folder of the inputs
 */
export async function adopt(results: string, ini: string, root: string, reporter: Reporter): Promise<void> {
  const realizations = await readRealizations(ini, root);
  try {
    await adoptResults(results, (writer) => {
      if (realizations !== undefined) storeRealizations(writer, realizations);
    });
  } catch (error) {
    reporter.log("WARNING", `Results are had in the formats of the engine only: ${errorText(error, root)}`);
  }
}

/** Undefined where the job is one that is not read here: the engine may compute what we do not. */
async function readRealizations(ini: string, root: string): Promise<Realizations | undefined> {
  const { readJob } = await import("../../inputs/read-job.ts");
  const { realizationsOf } = await import("../../calculators/stages/make-hazard-setup.ts");
  try {
    return realizationsOf(await readJob(ini, { root }));
  } catch {
    return undefined;
  }
}

function storeRealizations(writer: DatastoreWriter, { count, branchPaths, weights }: Realizations): void {
  const stored = writer.describe("weights");
  if (stored?.kind !== "array" || stored.shape[0] !== count) return;
  writer.putTable("realizations", [
    { name: "rlz_id", data: Uint32Array.from({ length: count }, (_, r) => r) },
    { name: "branch_path", texts: branchPaths },
    { name: "weight", data: Float32Array.from(weights) },
  ]);
}
