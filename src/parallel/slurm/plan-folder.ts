/** The folder of a plan on the shared disk: all that the elements of its arrays read and write. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VERSION } from "../../version.ts";
import { readJson, writeJson } from "../../write-json.ts";
import type { Plan } from "../plan.ts";
import { recordWriter, valueBytes, valueOfBytes } from "./record-file.ts";

/** Tasks from one to before another. */
export interface TaskRange {
  readonly from: number;
  readonly to: number;
}

/** `12-23` for the tasks 12 to 23: how a range is called on the command line and in names of files. */
export function rangeName({ from, to }: TaskRange): string {
  return `${from}-${to - 1}`;
}

/** @returns undefined for what is no range */
export function parseRange(text: string): TaskRange | undefined {
  const match = /^(\d+)-(\d+)$/.exec(text);
  const [from, last] = [Number(match?.[1]), Number(match?.[2])];
  return match !== null && from <= last ? { from, to: last + 1 } : undefined;
}

const PARTS = { plan: "plan.json", setup: "setup.bin", tasks: "tasks.records", state: "state.json" } as const;

/** Tasks of a range done so far, their results, and why there are none. */
const progressFile = (folder: string, range: TaskRange): string => join(folder, "progress", rangeName(range));
export const resultFile = (folder: string, range: TaskRange): string =>
  join(folder, "results", `${rangeName(range)}.records`);
export const failureFile = (folder: string, range: TaskRange): string =>
  join(folder, "results", `${rangeName(range)}.failed.json`);
export const resultFolder = (folder: string): string => join(folder, "results");
export const outputFolder = (folder: string): string => join(folder, "output");
export const tasksFile = (folder: string): string => join(folder, PARTS.tasks);

/** What an element tells of a range. */
export interface RangeProgress {
  readonly done: number;
  /** Of the whole element; 0 before its end. */
  readonly processorSeconds: number;
}

export function writeProgress(folder: string, range: TaskRange, { done, processorSeconds }: RangeProgress): void {
  writeFileSync(progressFile(folder, range), `${done} ${processorSeconds}`);
}

/** Nothing done where nothing is told. */
export function readProgress(folder: string, range: TaskRange): RangeProgress {
  try {
    const [done, seconds] = readFileSync(progressFile(folder, range), "latin1").split(" ").map(Number);
    return { done: Math.min(range.to - range.from, done || 0), processorSeconds: seconds || 0 };
  } catch {
    return { done: 0, processorSeconds: 0 };
  }
}

/** What an element needs to know of its plan. */
export interface WrittenPlan {
  /** Of this program and of Bun: values are read by the same versions that wrote them. */
  readonly version: string;
  readonly workerUrl: string;
  /** Threads of an element. */
  readonly threads: number;
  readonly reads: readonly string[];
}

const PROGRAM = `${VERSION} (Bun ${Bun.version})`;

/** A plan in the form in which it is written. */
export interface SerializedPlan {
  /** The same for the same plan of the same program. */
  readonly key: string;
  readonly write: (folder: string) => void;
}

export function serializePlan<Setup, Task, Result>(
  { setup, tasks, workerUrl, reads = [] }: Plan<Setup, Task, Result>,
  threads: number,
): SerializedPlan {
  const setupBytes = valueBytes(setup);
  const plan: WrittenPlan = { version: PROGRAM, workerUrl, threads, reads };
  const hash = createHash("sha256")
    .update(JSON.stringify([plan.version, workerUrl, tasks.length]))
    .update(setupBytes);
  for (const task of tasks) hash.update(valueBytes(task));
  return {
    key: hash.digest("hex"),
    write(folder) {
      for (const name of ["progress", "results", "output"]) mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, PARTS.setup), setupBytes);
      const writer = recordWriter(tasksFile(folder));
      for (const task of tasks) writer.append(task);
      writer.finish();
      writeJson(join(folder, PARTS.plan), plan);
    },
  };
}

/**
 * What a node reads of a plan.
 * @throws Error when there is no plan, or one of another version of the program
 */
export function readPlan(folder: string): WrittenPlan & { readonly setup: unknown } {
  const plan = readJson<WrittenPlan>(join(folder, PARTS.plan));
  if (plan === null) throw new Error(`${folder} holds no plan: is it on a disk that all nodes share?`);
  if (plan.version !== PROGRAM)
    throw new Error(`the plan was written by Quakewright ${plan.version}, this is ${PROGRAM}: all nodes need the same`);
  return { ...plan, setup: valueOfBytes(readFileSync(join(folder, PARTS.setup))) };
}

/** A range that is to be computed, and where. */
export interface Piece extends TaskRange {
  /** How often it was submitted. */
  readonly attempts: number;
  /** Number of the array and place in it; undefined until it is submitted. */
  readonly element: { readonly array: string; readonly index: number } | undefined;
}

/** What is known of the arrays of a plan, for who takes it over. */
export interface PlanState {
  readonly key: string;
  readonly pieces: readonly Piece[];
}

export const readState = (folder: string): PlanState | null => readJson<PlanState>(join(folder, PARTS.state));
export const writeState = (folder: string, state: PlanState): void => writeJson(join(folder, PARTS.state), state);
