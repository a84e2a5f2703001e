/**
 * Kills elements, calculations and servers at random while calculations run on a Slurm made for it, and looks whether anything is lost.
 *
 *   bun scripts/cluster-kills.ts [KILLS] [SEED]        20 kills unless told otherwise; needs root on Debian, as the tests of Slurm do
 *
 * Ends with 0 when every calculation that was accepted is complete with the curves that threads compute.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../tests/cli/program.ts";
import { startSlurm, whyNoSlurm } from "../tests/e2e/slurm/slurm-cluster.ts";
import {
  calculatorsBelow,
  curvesOf,
  killQuietly,
  slurmSession,
  until,
  workersBelow,
} from "../tests/e2e/slurm/slurm-session.ts";

const [kills = 20, seed = Date.now() % 1e6] = process.argv.slice(2).map(Number);

/** Park and Miller's minimal generator: numbers in 0..1. */
function randomNumbers(start: number): () => number {
  let state = (start % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const random = randomNumbers(seed);
const choose = <T>(values: readonly T[]): T | undefined => values[Math.floor(random() * values.length)];

const reason = await whyNoSlurm();
if (reason !== undefined) {
  console.error(`there is no Slurm here: ${reason}`);
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), "quakewright-kills-"));
const cluster = await startSlurm();
let lost = 0;
try {
  console.log(`${kills} kills, seed ${seed}`);
  mkdirSync(join(folder, "job"));
  cpSync(join(import.meta.dir, "..", "examples", "hazard-map"), join(folder, "job"), { recursive: true });
  const ini = join(folder, "job", "job.ini");
  writeFileSync(ini, readFileSync(ini, "utf8").replace(/^region_grid_spacing.*$/m, "region_grid_spacing = 7.0"));
  const kept = join(folder, "kept");
  const here = await runProgram(["run", ini, "--data", kept]);
  if (here.code !== 0) throw new Error(here.err);
  const expected = await curvesOf(join(kept, "calcs", "1"));

  const data = join(cluster.folder, "data");
  const server = slurmSession(data, cluster, [
    "--executor",
    "slurm",
    "--slurm-element-cost",
    "0.1",
    "--concurrent",
    "2",
  ]);
  await server.start();
  const ids: number[] = [];
  const counts = { element: 0, server: 0, calculation: 0, everything: 0 };
  const stateOf = async (id: number) => (await server.status(id)).status;
  const active = async () => {
    let running = 0;
    for (const id of ids) if (!/complete|failed/.test(await stateOf(id))) running++;
    return running;
  };
  for (let done = 0; done < kills; ) {
    while ((await active()) < 2) ids.push(await server.submit(ini));
    await until("an element", () => workersBelow(data).length > 0);
    await Bun.sleep(random() * 3000);
    const victim =
      choose(["element", "element", "element", "server", "calculation", "everything"] as const) ?? "element";
    const calculators = calculatorsBelow(data);
    const elements = workersBelow(data);
    if (elements.length === 0 || calculators.length === 0) continue;
    if (victim === "element") killQuietly(choose(elements) as number);
    if (victim === "calculation") killQuietly(choose(calculators) as number);
    if (victim === "server" || victim === "everything") {
      await server.kill();
      if (victim === "everything")
        for (const pid of [...calculatorsBelow(data), ...workersBelow(data)]) killQuietly(pid);
      await server.start();
    }
    counts[victim]++;
    done++;
  }
  await until("the end of all", async () => (await active()) === 0, 300_000);
  for (const id of ids) {
    const state = await stateOf(id);
    const same = state === "complete" && Buffer.compare(await curvesOf(server.calculation(id)), expected) === 0;
    if (same) continue;
    lost++;
    console.log(`calculation ${id}: ${state}\n${await server.log(id)}`);
  }
  await server.stop();
  const left = await cluster.queue();
  if (left.length > 0) console.log(`left in the queue: ${left.join(", ")}`);
  console.log(
    `${ids.length} calculations, killed: ${JSON.stringify(counts)}; ${lost} lost, ${left.length} elements left`,
  );
  lost += left.length;
} finally {
  await cluster[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(lost === 0 ? 0 : 1);
