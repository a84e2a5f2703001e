/** A job service on a temporary data folder with the fake engine, and the archives it is fed. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  type JobService,
  type JobSettings,
  openJobService,
  type Submission,
  type SubmissionResult,
} from "../../src/jobs/index.ts";
import { type Files, zipOf } from "../archives.ts";
import { tempFolder } from "../harness.ts";
import { canLimit, limitedTo, PROGRAM_MB } from "../memory-limit.ts";

/** For children that the server itself shall end. */
export const UNLIMITED_COMMAND = [process.execPath, join(import.meta.dir, "fixtures", "child-main.ts")];

/** Children of tests, under a hard limit of memory where the system has one. */
export const CHILD_COMMAND = canLimit ? limitedTo(PROGRAM_MB + 200, UNLIMITED_COMMAND) : UNLIMITED_COMMAND;

export function recipe(values: Readonly<Record<string, string | number>> = {}): string {
  return Object.entries({ mode: "classical", description: "a test", ...values })
    .map(([key, value]) => `${key} = ${value}\n`)
    .join("");
}

export interface TestService extends AsyncDisposable {
  readonly jobs: JobService;
  readonly dataFolder: string;
  /** Creates a job, writes its upload as a client's would be, submits. */
  submit(
    files: Files | Uint8Array,
    more?: Submission & { userName?: string; notifyTo?: string },
  ): Promise<SubmissionResult>;
  /** Submits a recipe that must be accepted. */
  run(
    values?: Readonly<Record<string, string | number>>,
    more?: Submission & { userName?: string; notifyTo?: string },
  ): Promise<number>;
  /** Closes and opens again. */
  reopen(calculations: "stop" | "leave"): Promise<TestService>;
}

export async function testService(
  given: Partial<JobSettings> = {},
  folder = tempFolder("quakewright-jobs-"),
): Promise<TestService> {
  const dataFolder = join(folder.path, "data");
  const jobs = await openJobService({
    dataFolder,
    command: CHILD_COMMAND,
    followEveryMs: 20,
    killAfterMs: 300,
    minFreeDiskMb: 1,
    ...given,
  });
  const submit: TestService["submit"] = async (files, { userName = "ann", notifyTo, ...submission } = {}) => {
    const job = jobs.create({ userName, ...(notifyTo === undefined ? {} : { notifyTo }) });
    const archive = files instanceof Uint8Array ? files : await zipOf(files);
    const path = jobs.uploadPath(job.id, 0);
    writeFileSync(path, archive);
    return jobs.submit(job.id, { files: [{ name: "archive.zip", path }], ...submission });
  };
  let reopened = false;
  return {
    jobs,
    dataFolder,
    submit,
    async run(values, more) {
      const result = await submit({ "job.ini": recipe(values) }, more);
      if (!result.ok) throw new Error(result.traceback.join("\n"));
      return result.job.id;
    },
    async reopen(calculations) {
      await jobs.close(calculations);
      reopened = true;
      return testService(given, folder);
    },
    async [Symbol.asyncDispose]() {
      if (reopened) return;
      for (const job of jobs.list({ isRunning: true, limit: -1 })) await jobs.remove(job.id, null);
      await jobs.close();
      folder[Symbol.dispose]();
    },
  };
}

/** Waits until `condition` holds. */
export async function until(condition: () => boolean | Promise<boolean>, timeoutMs = 10_000): Promise<void> {
  for (const end = Date.now() + timeoutMs; Date.now() < end; ) {
    if (await condition()) return;
    await Bun.sleep(10);
  }
  throw new Error(`waited ${timeoutMs} ms in vain for ${condition}`);
}

/** Waits until a job has ended and its processes are gone. */
export async function ended(jobs: JobService, id: number, timeoutMs = 15_000): Promise<void> {
  await until(() => {
    const job = jobs.get(id);
    return job === null || (!job.isRunning && job.pid === 0);
  }, timeoutMs);
}

export function writeFiles(folder: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}
