/** Calculations on a real Slurm: see slurm-cluster.ts. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "../../cli/program.ts";
import { PROJECT, tempFolder } from "../../harness.ts";
import { type SlurmCluster, startSlurm, whyNoSlurm } from "./slurm-cluster.ts";
import { calculatorsBelow, curvesOf, killQuietly, slurmSession, until, workersBelow } from "./slurm-session.ts";

const reason = await whyNoSlurm();
if (reason !== undefined)
  console.warn(`\n!!! NOT TESTED: calculations on a Slurm cluster. There is no Slurm here: ${reason}.\n`);

const EXAMPLES = join(PROJECT, "examples");

/** Small jobs are worth an array, and elements are several. */
const ON_SLURM = ["--executor", "slurm", "--slurm-element-cost", "0.03"];

type Edits = Readonly<Record<string, string>>;

const MANY_EVENTS: Edits = { ses_per_logic_tree_path: "6000", minimum_intensity: "0.3" };

/** Places around one. */
const sites = (count: number, lon: number, lat: number): string =>
  Array.from(
    { length: count },
    (_, i) => `${(lon + 0.01 * i).toFixed(2)} ${(lat + 0.01 * ((7 * i) % count)).toFixed(2)}`,
  ).join(", ");

/** An exposure of as many places. */
const assets = (count: number): string =>
  Array.from(
    { length: count },
    (_, i) => `house-${i},${-31 + 0.01 * i},58.80,masonry,${i + 1},360000,90000,6,P${(i % 2) + 1}\n`,
  ).join("");

/** A copy of an example with other values of some parameters. */
function jobLike(example: string, folder: string, edits: Edits): string {
  cpSync(join(EXAMPLES, example), folder, { recursive: true });
  const ini = join(folder, "job.ini");
  let text = readFileSync(ini, "utf8");
  for (const [name, value] of Object.entries(edits)) {
    const line = new RegExp(`^${name} = .*$`, "m");
    text = line.test(text)
      ? text.replace(line, `${name} = ${value}`)
      : text.replace(/^(calculation_mode.*)$/m, `$1\n${name} = ${value}`);
  }
  writeFileSync(ini, text);
  const exposure = join(folder, "exposure.csv");
  if (existsSync(exposure)) appendFileSync(exposure, assets(70));
  return ini;
}

/** Csv files without the line that says when they were made. */
function csvOf(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".csv"));
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(folder, name), "utf8").replace(/start_date='[^']*'/, "")]),
  );
}

describe.skipIf(reason !== undefined)("a Slurm cluster", () => {
  let cluster: SlurmCluster;
  beforeAll(async () => {
    cluster = await startSlurm();
  }, 60_000);
  afterAll(async () => {
    await cluster?.[Symbol.asyncDispose]();
  }, 30_000);

  /** Of each mode an example made large enough that its tasks are worth an array. */
  const modes: readonly (readonly [mode: string, example: string, edits: Edits])[] = [
    ["classical", "hazard-map", {}],
    ["event-based", "event-based", { ...MANY_EVENTS, sites: sites(70, -31, 58) }],
    [
      "disaggregation",
      "disaggregation",
      { area_source_discretization: "3.0", sites: sites(14, -29, 10), max_sites_disagg: "20" },
    ],
    ["event-based risk", "event-based-risk", MANY_EVENTS],
  ];
  test("computes the same bits as threads in every mode", async () => {
    await Promise.all(modes.map(([mode, example, edits]) => sameAsThreads(mode, example, edits)));
    expect(readdirSync(cluster.folder)).toEqual([]);
  }, 90_000);

  async function sameAsThreads(mode: string, example: string, edits: Edits): Promise<void> {
    using folder = tempFolder();
    const ini = jobLike(example, folder.path, edits);
    const run = (name: string, ...options: string[]) =>
      runProgram(["run", ini, "--exports", "csv", "--export-dir", join(folder.path, name), ...options], {
        environment: cluster.environment,
      });
    const there = await run("slurm", ...ON_SLURM, "--slurm-folder", cluster.folder, "--log-level", "info");
    const here = await run("threads", "--workers", "2");
    for (const { code, err } of [here, there])
      expect({ mode, code, err: code === 0 ? "" : err }).toEqual({ mode, code: 0, err: "" });
    expect(there.err).toMatch(/Submitted \d+ elements? to the cluster as array \d+/);
    expect(Object.keys(csvOf(join(folder.path, "slurm"))).length).toBeGreaterThan(1);
    expect(csvOf(join(folder.path, "slurm"))).toEqual(csvOf(join(folder.path, "threads")));
  }

  test("loses nothing when an element, the server, or the server with the calculation is killed", async () => {
    using folder = tempFolder();
    const ini = jobLike("hazard-map", join(folder.path, "job"), { region_grid_spacing: "8.0" });
    const kept = join(folder.path, "kept");
    expect((await runProgram(["run", ini, "--data", kept])).code).toBe(0);
    const expected = await curvesOf(join(kept, "calcs", "1"));
    const data = join(cluster.folder, "data");
    const server = slurmSession(data, cluster, [...ON_SLURM, "--concurrent", "3"]);
    const isRunning = () => workersBelow(data).length > 0;
    await server.start();
    const id = await server.submit(ini);
    await until("an element", isRunning);
    killQuietly(workersBelow(data)[0]!);
    await until("its next attempt", async () => (await server.log(id)).includes("submitted again (1 of"));

    // The calculation outlives its server, and the next one adopts it.
    await server.kill();
    await server.start();
    expect(await server.status(id)).toMatchObject({ status: "executing" });
    await until("an element", isRunning);

    // Both are gone: the next calculation goes on with the same arrays.
    const submitted = (await server.log(id)).match(/Submitted/g)?.length;
    await server.kill();
    for (const pid of calculatorsBelow(data)) killQuietly(pid);
    await server.start();
    await until("the end", async () => {
      const { status } = await server.status(id);
      if (status === "failed") throw new Error(await server.log(id));
      return status === "complete";
    });
    const log = await server.log(id);
    expect(log).toContain("of an earlier process on the cluster");
    expect(log.match(/Submitted/g)?.length).toBe(submitted);
    expect(Buffer.compare(await curvesOf(server.calculation(id)), expected)).toBe(0);
    expect(existsSync(join(server.calculation(id), "slurm.json"))).toBe(false);
    expect(existsSync(join(server.calculation(id), "slurm"))).toBe(false);
    await server.stop();
  }, 120_000);

  test("ends all elements of a calculation that is aborted", async () => {
    using folder = tempFolder();
    const ini = jobLike("hazard-map", join(folder.path, "job"), { region_grid_spacing: "4.0" });
    const data = join(cluster.folder, "aborted");
    const server = slurmSession(data, cluster, ON_SLURM);
    await server.start();
    const id = await server.submit(ini);
    await until("an element", () => workersBelow(data).length > 0);
    await server.abort(id);
    await until("the end of all elements", async () => (await cluster.queue()).length === 0, 15_000);
    expect(workersBelow(data)).toEqual([]);
    expect(await server.status(id)).toMatchObject({ status: "aborted" });
    await until("the end of their files", () => !existsSync(join(server.calculation(id), "slurm")), 5_000);
    await server.stop();
  }, 60_000);
});
