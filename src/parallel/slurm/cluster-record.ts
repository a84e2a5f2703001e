/**
 * What a calculation has on a cluster, noted in its folder before it is there: so that whoever ends the calculation can end and
 * remove it, and whoever takes it over finds it.
 */
import { createHash } from "node:crypto";
import { realpathSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import { readJson, writeJson } from "../../write-json.ts";
import { cancelArrays } from "./slurm-commands.ts";

interface ClusterRecord {
  /** Names of the arrays of its plans. */
  readonly names: readonly string[];
  /** Where the plans are. */
  readonly folder: string;
  /** How often the calculation began. */
  readonly begun: number;
}

const RECORD = "slurm.json";
/** Below the calculation's folder, when no other is shared. */
const OWN_FOLDER = "slurm";

/** A calculation whose process dies again and again is not taken up for ever. */
const MOST_BEGINNINGS = 10;

const recordFile = (calculation: string): string => join(calculation, RECORD);

/** Where the plans of a calculation are: the same whenever it is computed. */
function placeOf(calculation: string, sharedFolder: string): { readonly name: string; readonly folder: string } {
  const path = realpathSync(calculation);
  const key = createHash("sha256").update(`${hostname()}:${path}`).digest("hex").slice(0, 10);
  const name = `quakewright-${basename(path)}-${key}`;
  return { name, folder: sharedFolder === "" ? join(path, OWN_FOLDER) : join(sharedFolder, name) };
}

/** Notes that a calculation begins to use a cluster. */
export function beginOnCluster(
  calculation: string,
  sharedFolder: string,
): { readonly folder: string; readonly nameOf: (plan: number) => string } {
  const { name, folder } = placeOf(calculation, sharedFolder);
  const before = readJson<ClusterRecord>(recordFile(calculation));
  // Shared elsewhere by an earlier server: nobody will look there again.
  if (before !== null && before.folder !== folder) rmSync(before.folder, { recursive: true, force: true });
  let names = before?.names ?? [];
  const begun = (before?.begun ?? 0) + 1;
  writeJson(recordFile(calculation), { names, folder, begun });
  return {
    folder,
    nameOf(plan) {
      const own = `${name}-${plan}`;
      if (!names.includes(own)) {
        names = [...names, own];
        writeJson(recordFile(calculation), { names, folder, begun });
      }
      return own;
    },
  };
}

/** Whether a calculation whose process is gone can be taken up where it was. */
export function canBeTakenUp(calculation: string): boolean {
  const record = readJson<ClusterRecord>(recordFile(calculation));
  return record !== null && record.names.length > 0 && record.begun < MOST_BEGINNINGS;
}

/**
 * Ends all arrays of a calculation and removes their files.
 * @returns what went wrong: the arrays may still run
 */
export async function leaveCluster(calculation: string): Promise<string | undefined> {
  const record = readJson<ClusterRecord>(recordFile(calculation));
  if (record === null) return undefined;
  const wrong: string[] = [];
  for (const name of record.names) {
    const { ok, err } = await cancelArrays(name);
    if (!ok) wrong.push(`scancel --name=${name}: ${err}`);
  }
  rmSync(record.folder, { recursive: true, force: true });
  if (wrong.length > 0) return wrong.join("; ");
  rmSync(recordFile(calculation), { force: true });
  return undefined;
}
