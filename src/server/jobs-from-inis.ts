/** Which calculations were made from job files that lie on the server. */
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { folderPart } from "../engines/calculation-folder.ts";
import { hasResults, type Job, type JobService } from "../jobs/index.ts";

/** Calculations looked at for one job file, newest first. */
const MOST_CANDIDATES = 1000;

async function isSameFile(left: string, right: string): Promise<boolean> {
  const sizes = await Promise.all([stat(left), stat(right)]).catch(() => undefined);
  if (sizes === undefined || sizes[0].size !== sizes[1].size) return false;
  const digest = async (path: string) => {
    const hasher = new Bun.CryptoHasher("sha256");
    for await (const chunk of createReadStream(path)) hasher.update(chunk);
    return hasher.digest("hex");
  };
  return (await digest(left)) === (await digest(right));
}

/** Whether every input of a calculation lies unchanged beside the job file, at the same place relative to it. */
async function hasSameInputs(inputs: string, ini: string, path: string): Promise<boolean> {
  if (!(await isSameFile(join(inputs, ini), path))) return false;
  const entries = await readdir(dirname(join(inputs, ini)), { recursive: true, withFileTypes: true });
  const root = dirname(join(inputs, ini));
  for (const entry of entries.filter((candidate) => candidate.isFile())) {
    const copied = join(entry.parentPath, entry.name);
    if (!(await isSameFile(copied, join(dirname(path), copied.slice(root.length))))) return false;
  }
  return true;
}

/** For each job file the newest finished calculation with the same inputs that may be seen, 0 when there is none. */
export async function jobsFromInis(
  jobs: JobService,
  paths: readonly string[],
  maySee: (job: Job) => boolean,
): Promise<number[]> {
  const candidates = jobs.list({ limit: MOST_CANDIDATES }).filter((job) => hasResults(job.status) && maySee(job));
  const found: number[] = [];
  for (const path of paths) {
    let id = 0;
    for (const job of candidates) {
      if (job.ini === null || basename(job.ini) !== basename(path)) continue;
      if (!(await hasSameInputs(folderPart(jobs.folder(job.id), "inputs"), job.ini, path))) continue;
      id = job.id;
      break;
    }
    found.push(id);
  }
  return found;
}
