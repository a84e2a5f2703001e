/**
 * The server: start-up, memory, and how fast list, status and log answer when idle, while calculations use all cores, and with
 * 100,000 jobs. One kept-alive connection, as clients poll.
 */
import { Database } from "bun:sqlite";
import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { submitJob } from "../src/cli/demo/client.ts";
import { jobFiles } from "./shared/job-files.ts";
import { type BenchmarkServer, makeDataFolder, residentMb, startServer } from "./shared/server.ts";
import { printTable, quantile } from "./shared/table.ts";

const STARTS = 5;
const IDLE_REQUESTS = 500;
const LOAD_SECONDS = 12;
const MANY_JOBS = 100_000;

async function get(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

async function waitFor(server: BenchmarkServer, ids: readonly number[]): Promise<void> {
  for (const id of ids) {
    for (;;) {
      const { status } = (await get(`${server.address}/v1/calc/${id}/status`)) as { status: string };
      if (status === "complete") break;
      if (status === "failed" || status === "aborted") throw new Error(`calculation ${id} ended as ${status}`);
      await Bun.sleep(50);
    }
  }
}

/** Milliseconds of requests one after the other, until `isDone`. */
async function latencies(url: string, isDone: (count: number) => boolean, pauseMs = 0): Promise<number[]> {
  const times: number[] = [];
  while (!isDone(times.length)) {
    const started = performance.now();
    await (await fetch(url)).arrayBuffer();
    times.push(performance.now() - started);
    if (pauseMs > 0) await Bun.sleep(pauseMs);
  }
  return times;
}

const ms = (value: number) => value.toFixed(2);
const row = (name: string, times: readonly number[]) => [
  name,
  String(times.length),
  ms(quantile(times, 0.5)),
  ms(quantile(times, 0.99)),
  ms(Math.max(...times)),
];

/** Rows like the first one, in the server's own table, so that everything a list reads is there. */
function addJobs(data: string, count: number): void {
  const database = new Database(join(data, "jobs.sqlite"), { strict: true });
  try {
    const columns = database
      .query<{ name: string }, []>("PRAGMA table_info(jobs)")
      .all()
      .map((column) => column.name)
      .filter((name) => name !== "id")
      .join(", ");
    database.run(
      `INSERT INTO jobs (${columns}) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count}) ` +
        `SELECT ${columns} FROM n, (SELECT * FROM jobs LIMIT 1)`,
    );
  } finally {
    database.close();
  }
}

async function startUp(): Promise<void> {
  const starts: number[] = [];
  let memory = 0;
  for (let i = 0; i < STARTS; i++) {
    const server = await startServer(makeDataFolder());
    starts.push(server.startS);
    await get(`${server.address}/v1/calc/list`);
    memory = Math.max(memory, residentMb(server.pid));
    await server[Symbol.asyncDispose]();
  }
  printTable(
    "Start",
    ["what", "value", "goal"],
    [
      ["start to listening, median, s", quantile(starts, 0.5).toFixed(3), "< 0.3"],
      ["start to listening, slowest, s", Math.max(...starts).toFixed(3), ""],
      ["resident memory, MB", memory.toFixed(0), "< 100"],
    ],
  );
}

const COLUMNS = ["request", "requests", "median ms", "p99 ms", "slowest ms"];

async function idleAndLoaded(): Promise<void> {
  await using server = await startServer(makeDataFolder(), ["--concurrent", String(availableParallelism())]);
  const small = jobFiles("point-source");
  const started = performance.now();
  const first = await submitJob(server.address, small);
  await waitFor(server, [first]);
  const submitS = (performance.now() - started) / 1000;
  const ids = [first];
  for (let i = 0; i < 19; i++) ids.push(await submitJob(server.address, small));
  await waitFor(server, ids);

  const paths = {
    list: "/v1/calc/list?limit=100",
    status: `/v1/calc/${first}/status`,
    log: `/v1/calc/${first}/log/0:`,
  };
  const idle: string[][] = [];
  for (const [name, path] of Object.entries(paths)) {
    const url = `${server.address}${path}`;
    await latencies(url, (count) => count >= 50);
    idle.push(row(name, await latencies(url, (count) => count >= IDLE_REQUESTS)));
  }
  printTable(
    `Idle, ${ids.length} jobs (goal: median < 2 ms; smallest job ${submitS.toFixed(2)} s from submit to complete)`,
    COLUMNS,
    idle,
  );

  const large = jobFiles(
    "area-source",
    "region = -32.0 8.0, -27.0 8.0, -27.0 13.0, -32.0 13.0\nregion_grid_spacing = 4.0",
  );
  const running: number[] = [];
  for (let i = 0; i < availableParallelism(); i++) running.push(await submitJob(server.address, large));
  await Bun.sleep(500);
  const until = performance.now() + LOAD_SECONDS * 1000;
  const loaded = await Promise.all(
    Object.entries(paths).map(async ([name, path]) => {
      const times = await latencies(`${server.address}${path}`, () => performance.now() > until, 5);
      return row(name, times);
    }),
  );
  const stillRunning = (await get(`${server.address}/v1/calc/list?is_running=true`)) as unknown[];
  for (const id of running) await fetch(`${server.address}/v1/calc/${id}/abort`, { method: "POST" });
  const memory = residentMb(server.pid).toFixed(0);
  printTable(
    `While ${running.length} calculations use all cores (goal: p99 < 50 ms; ${stillRunning.length} still running at the end, server ${memory} MB)`,
    COLUMNS,
    loaded,
  );
}

async function manyJobs(): Promise<void> {
  const data = makeDataFolder();
  mkdirSync(data, { recursive: true });
  const before = await startServer(data, [], true);
  await waitFor(before, [await submitJob(before.address, jobFiles("point-source"))]);
  await before.stop();
  addJobs(data, MANY_JOBS - 1);
  await using server = await startServer(data);
  const rows: string[][] = [];
  for (const path of ["/v1/calc/list?limit=100", "/v1/calc/list?limit=100&offset=50000", "/v1/calc/list/count"]) {
    await latencies(`${server.address}${path}`, (count) => count >= 20);
    rows.push(row(path, await latencies(`${server.address}${path}`, (count) => count >= 300)));
  }
  printTable(
    `${MANY_JOBS} jobs (goal: median < 5 ms; start ${server.startS.toFixed(3)} s, server ${residentMb(server.pid).toFixed(0)} MB)`,
    COLUMNS,
    rows,
  );
}

await startUp();
await idleAndLoaded();
await manyJobs();
