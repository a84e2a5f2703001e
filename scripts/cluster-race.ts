/**
 * The same calculation of some 200 tasks on two threads and on the two slots of a Slurm made for it: processor time and wall time.
 *
 *   bun scripts/cluster-race.ts [TURNS]        2 turns unless told otherwise; needs root on Debian, as the tests of Slurm do
 *
 * Ends with 0 when the curves are the same and the cluster takes at most a tenth more processor time and 15 s more of wall time.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProgram } from "../tests/cli/program.ts";
import { startSlurm, whyNoSlurm } from "../tests/e2e/slurm/slurm-cluster.ts";
import { curvesOf, workersBelow } from "../tests/e2e/slurm/slurm-session.ts";

const MOST_PROCESSOR = 1.1;
const MOST_WALL = 15;
/** Ticks of the kernel in a second. */
const TICKS = 100;

const [turns = 2] = process.argv.slice(2).map(Number);
const reason = await whyNoSlurm();
if (reason !== undefined) {
  console.error(`there is no Slurm here: ${reason}`);
  process.exit(1);
}

/** Seconds of processor time that a process has taken with all its threads; undefined when it has ended. */
function secondsOf(pid: number): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    const [user, system] = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .slice(11, 13);
    return (Number(user) + Number(system)) / TICKS;
  } catch {
    return undefined;
  }
}

interface Run {
  readonly wall: number;
  readonly processor: number;
  readonly curves: Uint8Array;
  readonly told: string;
  /** Processes that computed. */
  readonly processes: number;
}

const folder = mkdtempSync(join(tmpdir(), "quakewright-race-"));
const cluster = await startSlurm();
let failed = false;

async function run(name: string, options: readonly string[]): Promise<Run> {
  const kept = join(cluster.folder, name);
  const started = performance.now();
  const program = startProgram(["run", ini, "--data", kept, ...options], { environment: cluster.environment });
  // Elements are no children of the program: they are looked at while they run.
  const seen = new Map<number, number>();
  let done = false;
  const out = new Response(program.stdout).text();
  const err = new Response(program.stderr).text();
  const code = program.exited.finally(() => {
    done = true;
  });
  while (!done) {
    for (const pid of new Set([program.pid, ...workersBelow(cluster.folder)])) {
      const seconds = secondsOf(pid);
      if (seconds !== undefined) seen.set(pid, seconds);
    }
    await Bun.sleep(40);
  }
  if ((await code) !== 0) throw new Error(await err);
  const wall = (performance.now() - started) / 1000;
  const processor = [...seen.values()].reduce((sum, seconds) => sum + seconds, 0);
  const told = /\d+ tasks[^\n]*/.exec((await out) + (await err))?.[0] ?? "";
  return { wall, processor, curves: await curvesOf(join(kept, "calcs", "1")), told, processes: seen.size };
}

mkdirSync(join(folder, "job"));
cpSync(join(import.meta.dir, "..", "examples", "hazard-map"), join(folder, "job"), { recursive: true });
const ini = join(folder, "job", "job.ini");
writeFileSync(
  ini,
  readFileSync(ini, "utf8")
    .replace(/^region_grid_spacing.*$/m, "region_grid_spacing = 2.5")
    .replace(/^rupture_mesh_spacing.*$/m, "rupture_mesh_spacing = 1.5")
    .replace(/^width_of_mfd_bin.*$/m, "width_of_mfd_bin = 0.05"),
);

try {
  console.log("| turn | on | processor, s | wall, s | |\n|---|---|---|---|---|");
  const ratios: number[] = [];
  const delays: number[] = [];
  for (let turn = 1; turn <= turns; turn++) {
    const threads = await run(`threads-${turn}`, ["--executor", "threads", "--workers", "2"]);
    const slurm = await run(`slurm-${turn}`, [
      ...["--executor", "slurm", "--slurm-folder", join(cluster.folder, `shared-${turn}`)],
      ...["--slurm-elements", "2", "--slurm-element-cost", "1"],
    ]);
    for (const [name, { processor, wall, told }] of Object.entries({ threads, slurm }))
      console.log(`| ${turn} | ${name} | ${processor.toFixed(1)} | ${wall.toFixed(1)} | ${told} |`);
    ratios.push(slurm.processor / threads.processor);
    delays.push(slurm.wall - threads.wall);
    if (slurm.processes < 3) throw new Error("nothing was computed by the cluster: the job is too small");
    if (!Buffer.from(threads.curves).equals(Buffer.from(slurm.curves))) {
      console.error("the curves differ");
      failed = true;
    }
  }
  // The best turn: other programs share the machine.
  const [ratio, delay] = [Math.min(...ratios), Math.min(...delays)];
  console.log(`\nprocessor time ${ratio.toFixed(2)} of that of threads, wall time ${delay.toFixed(1)} s more`);
  failed ||= ratio > MOST_PROCESSOR || delay > MOST_WALL;
} finally {
  await cluster[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
