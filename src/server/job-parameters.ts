/** The parameters of a job by name: as computed when there are results, as written in its job file before. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DatastoreReader, JsonValue } from "../datastore/index.ts";
import { folderPart } from "../engines/calculation-folder.ts";
import { InputError } from "../input-error.ts";
import { isPending, type Job, type JobService } from "../jobs/index.ts";

export type Parameters = Readonly<Record<string, unknown>>;

/** Summaries of jobs that have ended, newest last; each data folder numbers its jobs by itself. */
const rememberedBy = new WeakMap<JobService, Map<number, Parameters>>();
const MOST_REMEMBERED = 200;

/** Runs `read` on the results of a calculation; undefined when there are none. */
export async function withDatastore<Value>(
  jobs: JobService,
  id: number,
  read: (reader: DatastoreReader) => Value | Promise<Value>,
): Promise<Value | undefined> {
  const folder = folderPart(jobs.folder(id), "datastore");
  if (!existsSync(join(folder, "datastore.json"))) return undefined;
  const { openDatastore } = await import("../datastore/index.ts");
  const reader = openDatastore(folder);
  try {
    return await read(reader);
  } finally {
    reader.close();
  }
}

function isObject(value: JsonValue | undefined): value is { readonly [name: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What the job file says, where it could be read. */
async function writtenParameters(jobs: JobService, job: Job): Promise<Parameters> {
  if (job.ini === null) return {};
  const { readJobFileLeniently } = await import("../inputs/job-ini/job-file.ts");
  try {
    const { jobFile } = readJobFileLeniently({ root: folderPart(jobs.folder(job.id), "inputs") }, job.ini);
    const given = [...jobFile.given].map((name) => [name, jobFile.parameters[name as keyof typeof jobFile.parameters]]);
    return Object.fromEntries(given.filter(([, value]) => value !== undefined));
  } catch (error) {
    if (error instanceof InputError) return {}; // the traceback of the job tells what is wrong
    throw error;
  }
}

export async function jobParameters(jobs: JobService, job: Job): Promise<Parameters> {
  const remembered = rememberedBy.get(jobs) ?? new Map<number, Parameters>();
  rememberedBy.set(jobs, remembered);
  const known = remembered.get(job.id);
  if (known !== undefined) return known;
  const stored = await withDatastore(jobs, job.id, ({ attributes }) => attributes["oqparam"]);
  const parameters = isObject(stored) ? stored : await writtenParameters(jobs, job);
  if (!isPending(job.status)) {
    remembered.set(job.id, parameters);
    const [oldest] = remembered.keys();
    if (remembered.size > MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  }
  return parameters;
}
