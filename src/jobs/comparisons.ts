/**
 * Comparisons of two finished calculations: made by a child into the cache of the first, once for equal requests, and kept
 * there while neither is computed anew.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderPart } from "../engines/calculation-folder.ts";
import { engineResults } from "../engines/openquake/engine-folder.ts";
import { COMPARISON_FILES, type ComparisonTask } from "../outputs/compare/compare-calculations.ts";
import { VERSION } from "../version.ts";
import type { JobService, ToolResult } from "./job-service.ts";

export type ComparisonAnswer =
  | { readonly kind: "complete"; readonly path: string }
  | { readonly kind: "computing"; readonly done: Promise<ComparisonAnswer> }
  | { readonly kind: "failed"; readonly message: string }
  /** The disk of the server is full. */
  | { readonly kind: "no-room" };

type Service = Pick<JobService, "folder" | "runTool" | "room" | "get" | "engineCsvFolder">;

/** Children at work, by folder. */
const underWay = new Map<string, Promise<ComparisonAnswer>>();

/** The answer if it is there; else a child is started that makes it, unless one is at work. */
export function comparisonAnswer(jobs: Service, task: ComparisonTask, asker?: string): ComparisonAnswer {
  const folder = answerFolder(jobs, task);
  const path = join(folder, COMPARISON_FILES.answer);
  const running = underWay.get(folder);
  if (running !== undefined) return { kind: "computing", done: running };
  if (existsSync(path)) return { kind: "complete", path };
  if (jobs.room() < 0) return { kind: "no-room" };
  const done = compute(jobs, folder, task, asker).finally(() => underWay.delete(folder));
  underWay.set(folder, done);
  return { kind: "computing", done };
}

/** Equal requests about the same results to the same version of the program have the same folder. */
function answerFolder(jobs: Service, task: ComparisonTask): string {
  const written = [task.a, task.b].map(({ id }) => {
    const { mtimeNs, size } = statSync(resultsFile(jobs, id), { bigint: true });
    return [String(mtimeNs), String(size)];
  });
  const key = createHash("sha256")
    .update(JSON.stringify([VERSION, task, written]))
    .digest("hex");
  return join(folderPart(jobs.folder(task.a.id), "cache"), `comparison-${key.slice(0, 32)}`);
}

/** The file that tells whether a calculation was computed anew. */
function resultsFile(jobs: Service, id: number): string {
  const folder = jobs.folder(id);
  return isForeign(jobs, id) ? engineResults(folder, id) : join(folder, "datastore", "datastore.json");
}

function isForeign(jobs: Service, id: number): boolean {
  return jobs.get(id)?.engine === "openquake";
}

async function compute(
  jobs: Service,
  folder: string,
  task: ComparisonTask,
  asker: string | undefined,
): Promise<ComparisonAnswer> {
  mkdirSync(folder, { recursive: true });
  const [a, b] = [await withCsv(jobs, task.a, task.level), await withCsv(jobs, task.b, task.level)];
  writeFileSync(join(folder, COMPARISON_FILES.task), JSON.stringify({ ...task, a, b }));
  const result = await jobs.runTool("compare-calculations", [folder], asker === undefined ? {} : { asker });
  const path = join(folder, COMPARISON_FILES.answer);
  return result.exitCode === 0 && existsSync(path)
    ? { kind: "complete", path }
    : { kind: "failed", message: reason(result) };
}

/** The csv files of a calculation of the other engine are written by its helper first. */
async function withCsv(jobs: Service, side: ComparisonTask["a"], level: number): Promise<ComparisonTask["a"]> {
  return isForeign(jobs, side.id) ? { ...side, exports: await jobs.engineCsvFolder(side.id, level) } : side;
}

function reason({ ended }: ToolResult): string {
  if (ended === "time") return "the comparison took too long";
  if (ended === "memory") return "the comparison took too much memory";
  return "the comparison ended without an answer";
}
