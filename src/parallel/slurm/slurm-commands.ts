/** Slurm's commands: submitting an array, looking at its elements, ending it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../input-error.ts";
import { outputFolder, rangeName, type TaskRange } from "./plan-folder.ts";
import type { SlurmSettings } from "./slurm-settings.ts";

/** A command of Slurm that does not answer is given up. */
const COMMAND_TIMEOUT_MS = 60_000;

export interface SlurmAnswer {
  readonly ok: boolean;
  readonly out: string;
  readonly err: string;
}

async function slurm([name = "", ...words]: readonly string[]): Promise<SlurmAnswer> {
  const program = Bun.which(name, { PATH: process.env["PATH"] ?? "" });
  if (program === null) return { ok: false, out: "", err: `${name} is not installed here` };
  try {
    const child = Bun.spawn([program, ...words], {
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
      timeout: COMMAND_TIMEOUT_MS,
    });
    const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
    return { ok: (await child.exited) === 0, out, err: err.trim() };
  } catch (error) {
    return { ok: false, out: "", err: (error as Error).message };
  }
}

/** A word of a shell. */
function quoted(word: string): string {
  return /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** The script that every element runs, with the ranges by the number of the element. */
export function arrayScript(command: readonly string[], folder: string, ranges: readonly TaskRange[]): string {
  return `#!/bin/bash
ranges=(${ranges.map(rangeName).join(" ")})
exec ${[...command, "work", folder].map(quoted).join(" ")} "\${ranges[$SLURM_ARRAY_TASK_ID]}"
`;
}

/** What sbatch is told. */
export function sbatchOptions(settings: SlurmSettings, name: string, folder: string, elements: number): string[] {
  const { partition, account, minutes, memoryBytes, cores, options } = settings;
  return [
    "--parsable",
    `--job-name=${name}`,
    `--array=0-${elements - 1}`,
    "--nodes=1",
    "--ntasks=1",
    `--cpus-per-task=${cores}`,
    `--mem=${Math.ceil(memoryBytes / 2 ** 20)}M`,
    `--time=${minutes}`,
    ...(partition === "" ? [] : [`--partition=${partition}`]),
    ...(account === "" ? [] : [`--account=${account}`]),
    `--chdir=${folder}`,
    `--output=${join(outputFolder(folder), "%A_%a.txt")}`,
    // The nodes get none of the server's secrets.
    "--export=PATH,HOME",
    ...options,
  ];
}

/**
 * Submits an array of one element a range.
 * @returns the number of the array
 * @throws InputError when Slurm refuses it
 */
export async function submitArray(
  settings: SlurmSettings,
  name: string,
  folder: string,
  ranges: readonly TaskRange[],
): Promise<string> {
  const script = join(folder, "array.sh");
  writeFileSync(script, arrayScript(settings.command, folder, ranges));
  const options = sbatchOptions(settings, name, folder, ranges.length);
  const { ok, out, err } = await slurm(["sbatch", ...options, script]);
  const array = /^(\d+)/.exec(out.trim())?.[1];
  if (!ok || array === undefined)
    throw new InputError(`Slurm does not take the tasks: ${err || out.trim() || "sbatch says nothing"}`, {
      parameter: "executor",
      allowed: "slurm, on a machine that may submit to a cluster; see the settings slurm-...",
    });
  return array;
}

/** An element as Slurm sees it. */
export interface ElementState {
  readonly array: string;
  readonly index: number;
  /** PENDING, RUNNING, TIMEOUT ... */
  readonly state: string;
  readonly reason: string;
  readonly node: string;
}

/** Ended for good. All other states may still lead to a result. */
const ENDED = new Set([
  "BOOT_FAIL",
  "CANCELLED",
  "COMPLETED",
  "DEADLINE",
  "FAILED",
  "NODE_FAIL",
  "OUT_OF_MEMORY",
  "PREEMPTED",
  "REVOKED",
  "TIMEOUT",
]);

export function hasEnded({ state, reason }: ElementState): boolean {
  // Slurm holds what it could not start, for ever.
  return ENDED.has(state) || state === "REQUEUE_HOLD" || /launch failed/i.test(reason);
}

/** Elements of all arrays of a name that Slurm remembers; undefined with the reason when it cannot be asked. */
export async function lookAtElements(
  name: string,
): Promise<{ readonly elements: readonly ElementState[] | undefined; readonly err: string }> {
  const { ok, out, err } = await slurm([
    "squeue",
    "--noheader",
    "--array",
    "--states=all",
    `--name=${name}`,
    "--format=%F|%K|%T|%N|%r",
  ]);
  if (!ok) return { elements: undefined, err };
  const elements = out.split("\n").flatMap((line) => {
    const [array = "", index = "", state = "", node = "", ...reason] = line.trim().split("|");
    return /^\d+$/.test(index) ? [{ array, index: Number(index), state, node, reason: reason.join("|") }] : [];
  });
  return { elements, err };
}

/** Ends all arrays of a name. */
export function cancelArrays(name: string): Promise<SlurmAnswer> {
  return slurm(["scancel", `--name=${name}`]);
}

/** Ends an array, or the element `12_3` of it. */
export function cancelArray(array: string): Promise<SlurmAnswer> {
  return slurm(["scancel", array]);
}
