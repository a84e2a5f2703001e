/** Files of an example job for submitting, by name. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeJob } from "./jobs.ts";

/** @param sites lines of the job file that replace its sites, with more measures and levels, for a job that takes long */
export function jobFiles(name: string, sites?: string): ReadonlyMap<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "quakewright-benchmark-job-"));
  try {
    const scaled = sites === undefined ? {} : { sites, measures: 6, levels: 45 };
    writeJob({ name, example: name, ...scaled }, folder);
    return new Map(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), "utf8")]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
