/**
 * Answers for single places of finished calculations: computed by a child into the calculation's cache, once for equal
 * requests, and kept there.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OneSiteRequest } from "../calculators/one-site/one-site-request.ts";
import { folderPart } from "../engines/calculation-folder.ts";
import { calculationMemory } from "../engines/machine-memory.ts";
import { ONE_SITE_FILES, type OneSiteEnd, type OneSiteTask } from "../engines/one-site-folder.ts";
import { VERSION } from "../version.ts";
import type { JobService } from "./job-service.ts";

export type OneSiteAnswer =
  | { readonly kind: "complete"; readonly folder: string }
  | { readonly kind: "computing"; readonly progress: number; readonly stage: string; readonly done: Promise<void> }
  | { readonly kind: "refused"; readonly problems: Extract<OneSiteEnd, { status: "refused" }>["problems"] }
  | { readonly kind: "failed"; readonly message: string }
  /** The disk of the server is full. */
  | { readonly kind: "no-room" };

type Service = Pick<JobService, "folder" | "runTool" | "settings" | "room">;

const LONGEST_S = 600;

/** Children at work, by folder. */
const underWay = new Map<string, Promise<void>>();

/** The answer if it is there; else a child is started that makes it, unless one is at work. */
export function oneSiteAnswer(jobs: Service, id: number, request: OneSiteRequest, asker?: string): OneSiteAnswer {
  const folder = answerFolder(jobs, id, request);
  const running = underWay.get(folder);
  if (running !== undefined) return { kind: "computing", ...progressOf(folder), done: running };
  const end = readEnd(folder);
  if (end?.status === "complete" && existsSync(join(folderPart(folder, "datastore"), "datastore.json")))
    return { kind: "complete", folder };
  if (end?.status === "refused") return { kind: "refused", problems: end.problems };
  if (jobs.room() < 0) return { kind: "no-room" };
  const done = compute(jobs, id, request, folder, asker).finally(() => underWay.delete(folder));
  underWay.set(folder, done);
  return { kind: "computing", progress: 0, stage: "starting", done };
}

/** What a child that has ended left: a failure is told once, and computed anew when asked again. */
export function endedAnswer(jobs: Service, id: number, request: OneSiteRequest): OneSiteAnswer {
  const end = readEnd(answerFolder(jobs, id, request));
  return end?.status === "failed" || end === undefined
    ? { kind: "failed", message: end?.message ?? "the computation ended without an answer" }
    : oneSiteAnswer(jobs, id, request);
}

/** Equal requests to the same version of the program have the same folder. */
function answerFolder(jobs: Service, id: number, request: OneSiteRequest): string {
  const key = createHash("sha256")
    .update(JSON.stringify([VERSION, request]))
    .digest("hex")
    .slice(0, 32);
  return join(folderPart(jobs.folder(id), "cache"), `site-${key}`);
}

async function compute(
  jobs: Service,
  id: number,
  request: OneSiteRequest,
  folder: string,
  asker: string | undefined,
): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { workers } = jobs.settings;
  const task: OneSiteTask = { calculation: { id, folder: jobs.folder(id) }, request, workers };
  const beside = join(folder, `${ONE_SITE_FILES.task}.new`);
  writeFileSync(beside, JSON.stringify(task));
  renameSync(beside, join(folder, ONE_SITE_FILES.task));
  const { ended, stderr } = await jobs.runTool("compute-site", [folder], {
    ...(asker === undefined ? {} : { asker }),
    ...limitsOf(jobs),
  });
  if (readEnd(folder) !== undefined) return;
  const message =
    ended === undefined
      ? stderr.trim() || "the computation was ended"
      : `the computation took too ${ended === "time" ? "long" : "much memory"}`;
  const end: OneSiteEnd = { status: "failed", message };
  writeFileSync(join(folder, ONE_SITE_FILES.end), JSON.stringify(end));
}

/** It computes as a calculation does: with the memory of one, and no longer than one may take. */
function limitsOf({ settings }: Service): { readonly timeoutS: number; readonly maxBytes?: number } {
  const { memoryShare, maxRunning, calculationTimeoutS } = settings;
  const timeoutS = Math.min(LONGEST_S, calculationTimeoutS ?? LONGEST_S);
  return memoryShare === null ? { timeoutS } : { timeoutS, maxBytes: calculationMemory(memoryShare, maxRunning) };
}

function readEnd(folder: string): OneSiteEnd | undefined {
  const path = join(folder, ONE_SITE_FILES.end);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as OneSiteEnd) : undefined;
}

/** Of the last complete line. */
function progressOf(folder: string): { readonly progress: number; readonly stage: string } {
  const path = folderPart(folder, "progress");
  const line = existsSync(path) ? readFileSync(path, "utf8").trimEnd().split("\n").at(-1) : undefined;
  if (line === undefined || !line.endsWith("}")) return { progress: 0, stage: "starting" };
  const { progress, stage } = JSON.parse(line) as { progress: number; stage: string };
  return { progress, stage };
}
