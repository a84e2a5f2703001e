/**
 * What a cluster may do, with programs that stand for Slurm's: `sbatch` runs the elements at once, `squeue` prints what a file says.
 * The real one is in tests/e2e/slurm.
 */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../../src/input-error.ts";
import { arrayScript, sbatchOptions } from "../../../src/parallel/slurm/slurm-commands.ts";
import { slurmExecutor } from "../../../src/parallel/slurm/slurm-executor.ts";
import type { SlurmSettings } from "../../../src/parallel/slurm/slurm-settings.ts";
import { PROJECT, tempFolder } from "../../harness.ts";
import { PROBLEMS, squares } from "../squares-worker.ts";

const SETTINGS: SlurmSettings = {
  partition: "",
  account: "",
  minutes: 60,
  memoryBytes: 2 ** 30,
  cores: 1,
  elements: 4,
  elementSeconds: 0.01,
  sharedFolder: "",
  options: [],
  command: [process.execPath, join(PROJECT, "src", "main.ts")],
};

let folder: ReturnType<typeof tempFolder>;
const path = process.env["PATH"] as string;

/** A program of Slurm's name in front of all others. */
function program(name: string, script: string): void {
  const file = join(folder.path, "bin", name);
  writeFileSync(file, `#!/bin/bash\ncd ${folder.path}\n${script}\n`);
  chmodSync(file, 0o755);
}

/** Counts its calls in `calls`; elements for which `fails` says so end without a result. */
const SBATCH = (fails: string) => `
n=$(( $(cat calls 2>/dev/null || echo 0) + 1 )); echo $n > calls
echo "$@" > options.$n
for last; do :; done
count=$(grep -o '^ranges=(.*)' "$last" | tr -cd ' ' | wc -c)
for i in $(seq 0 $count); do
  if ${fails}; then echo "$n|$i|$STATE|node1|NonZeroExitCode" >> states; continue; fi
  SLURM_ARRAY_TASK_ID=$i bash "$last" > element.txt 2>&1
  echo "$n|$i|COMPLETED|node1|None" >> states
done
echo $n`;

beforeEach(() => {
  folder = tempFolder();
  mkdirSync(join(folder.path, "bin"));
  mkdirSync(join(folder.path, "calculation"));
  process.env["PATH"] = `${join(folder.path, "bin")}:${path}`;
  program("squeue", "cat states 2>/dev/null");
  program("scancel", 'echo "$@" >> cancelled');
});
afterEach(() => {
  process.env["PATH"] = path;
  folder[Symbol.dispose]();
});

async function run(tasks: readonly number[]) {
  const lines: string[] = [];
  const values: number[] = [];
  const told: number[] = [];
  const executor = slurmExecutor(join(folder.path, "calculation"), SETTINGS, (_, line) => lines.push(line));
  await executor.run({
    setup: { offset: 1 },
    tasks,
    workerUrl: new URL("../squares-worker.ts", import.meta.url).href,
    makeRunner: squares,
    onResult: (result: Float64Array) => void values.push(result[0]!),
    onProgress: (done) => told.push(done),
  });
  return { lines: lines.join("\n"), values, told, executor };
}

const TASKS = Array.from({ length: 12 }, (_, i) => i);

test("elements compute their ranges, results come in the order of the tasks, files go at the end", async () => {
  program("sbatch", SBATCH("false"));
  const { lines, values, told, executor } = await run(TASKS);
  expect(values).toEqual(TASKS.map((x) => x * x + 1));
  expect(told.at(-1)).toBe(12);
  expect(lines).toContain("12 tasks of about 12 s in 4 elements of 3 s");
  expect(lines).toMatch(/The cluster took \d+\.\d s of processor time in 4 elements/);
  const options = readFileSync(join(folder.path, "options.1"), "utf8");
  expect(options).toContain("--array=0-3 --nodes=1 --ntasks=1 --cpus-per-task=1 --mem=1024M --time=60 --chdir=");
  expect(existsSync(join(folder.path, "calculation", "slurm.json"))).toBe(true);
  await executor.close();
  expect(existsSync(join(folder.path, "calculation", "slurm.json"))).toBe(false);
  expect(existsSync(join(folder.path, "calculation", "slurm"))).toBe(false);
}, 20_000);

test("an element that failed is submitted again, one that ran out of time in two halves", async () => {
  program("sbatch", `STATE=TIMEOUT${SBATCH('[ "$n" = 1 ] && [ "$i" = 2 ]')}`);
  const { lines, values } = await run(TASKS);
  expect(values).toEqual(TASKS.map((x) => x * x + 1));
  expect(lines).toContain("tasks 6-8 of plan-1 on node1: ended as TIMEOUT (NonZeroExitCode); submitted again (1 of 5)");
  expect(readFileSync(join(folder.path, "options.2"), "utf8")).toContain("--array=0-1");
}, 20_000);

test("a range that always fails ends the calculation with the reason, and its arrays", async () => {
  program("sbatch", `STATE=FAILED${SBATCH('[ "$i" = 0 ]')}`);
  const failed = run(TASKS);
  expect(failed).rejects.toThrow("failed on the cluster 6 times: ended as FAILED");
  await failed.catch(() => undefined);
  expect(readFileSync(join(folder.path, "calls"), "utf8").trim()).toBe("6");
  expect(readFileSync(join(folder.path, "cancelled"), "utf8")).toContain("--name=quakewright-calculation-");
}, 30_000);

test("a mistake of the user arrives with all its problems", async () => {
  program("sbatch", SBATCH("false"));
  const error: unknown = await run([1, 2, 3, -2, 5, 6]).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  expect((error as InputError).problems).toEqual(PROBLEMS);
}, 20_000);

test("a refusal of Slurm is told in its words", async () => {
  program("sbatch", 'echo "sbatch: error: invalid partition specified: x" >&2; exit 1');
  expect(run(TASKS)).rejects.toThrow("Slurm does not take the tasks: sbatch: error: invalid partition specified: x");
});

test("who takes a plan over computes nothing again that is there, and submits nothing", async () => {
  program("sbatch", SBATCH("false"));
  await run(TASKS);
  const { lines, values } = await run(TASKS);
  expect(values).toEqual(TASKS.map((x) => x * x + 1));
  expect(lines).toContain("Taking over 4 elements of an earlier process");
  expect(readFileSync(join(folder.path, "calls"), "utf8").trim()).toBe("1");
  // Another plan begins anew.
  expect((await run([...TASKS, 12])).values).toHaveLength(13);
  expect(readFileSync(join(folder.path, "calls"), "utf8").trim()).toBe("2");
}, 30_000);

test("words of the script and options are what a shell and sbatch expect", () => {
  const script = arrayScript(["/opt/our bun", "it's.ts"], "/shared/plan", [
    { from: 0, to: 3 },
    { from: 3, to: 4 },
  ]);
  expect(script).toContain("ranges=(0-2 3-3)");
  expect(script).toContain(`exec '/opt/our bun' 'it'\\''s.ts' work /shared/plan "\${ranges[$SLURM_ARRAY_TASK_ID]}"`);
  const settings = { ...SETTINGS, partition: "long", account: "hazard", options: ["--qos=high"] };
  const options = sbatchOptions(settings, "name", "/shared/plan", 2);
  expect(options).toContain("--partition=long");
  expect(options).toContain("--account=hazard");
  expect(options.at(-1)).toBe("--qos=high");
  expect(options).toContain("--export=PATH,HOME");
});
