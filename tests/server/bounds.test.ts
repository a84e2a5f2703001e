/** Nothing that is asked for is without bound: long lists, answers of checks, slow uploads, time and memory of calculations. */
import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { boundedProblems, boundedText, MOST_PROBLEMS } from "../../src/engines/bounded-problems.ts";
import { readForm } from "../../src/server/forms/read-form.ts";
import { zipOf } from "../archives.ts";
import { testServer } from "./server-harness.ts";

const ROWS = 20_000;
const CLIENTS = 20;

test(`limit=-1 on ${ROWS} rows by ${CLIENTS} clients: every list is whole, and the server answers meanwhile`, async () => {
  await using server = await testServer();
  const db = new Database(join(server.dataFolder, "jobs.sqlite"));
  db.run(`INSERT INTO jobs (description, user_name, calculation_mode, status, is_running, start_time, host, engine)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
    SELECT 'job ' || i, 'anna', 'classical', 'complete', 0, i, 'h', 'native' FROM n`);
  db.close();
  const before = process.memoryUsage().rss;
  const lists = Array.from({ length: CLIENTS }, () =>
    server.get("/v1/calc/list?limit=-1").then((response) => response.json() as Promise<{ id: number }[]>),
  );
  const waits: number[] = [];
  let done = false;
  const all = Promise.all(lists).finally(() => {
    done = true;
  });
  while (!done) {
    const begun = performance.now();
    await (await server.get("/healthz")).arrayBuffer();
    waits.push(performance.now() - begun);
    await Bun.sleep(5);
  }
  for (const list of await all) {
    expect(list).toHaveLength(ROWS);
    expect([list[0]?.id, list.at(-1)?.id]).toEqual([ROWS, 1]);
  }
  waits.sort((a, b) => a - b);
  console.log(`healthz: ${waits.length} answers, p99 ${waits[Math.floor(waits.length * 0.99)]?.toFixed(0)} ms`);
  // The clients read in this very process, so that half of the waiting is theirs.
  expect(waits[Math.floor(waits.length * 0.9)]!).toBeLessThan(250);
  expect(process.memoryUsage().rss - before).toBeLessThan(1.5 * 2 ** 30);
  const ascending = (await (
    await server.get("/v1/calc/list?limit=1500&order_by=start_time&order_dir=ASC&offset=10")
  ).json()) as {
    id: number;
  }[];
  expect([ascending.length, ascending[0]?.id, ascending.at(-1)?.id]).toEqual([1500, 11, 1510]);
  expect(await (await server.get("/v1/calc/list?limit=-1&user_name_like=nobody&include_shared=0")).json()).toEqual([]);
}, 120_000);

test("readers of long lists that go, or take nothing, give their places back", async () => {
  await using server = await testServer();
  const db = new Database(join(server.dataFolder, "jobs.sqlite"));
  db.run(`INSERT INTO jobs (description, user_name, calculation_mode, status, is_running, start_time, host, engine)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
    SELECT 'job ' || i, 'anna', 'classical', 'complete', 0, i, 'h', 'native' FROM n`);
  db.close();
  for (let i = 0; i < 6; i++) {
    const leaving = new AbortController();
    const response = await server.get("/v1/calc/list?limit=-1", { signal: leaving.signal });
    await response.body?.getReader().read();
    leaving.abort();
  }
  expect(((await (await server.get("/v1/calc/list?limit=-1")).json()) as unknown[]).length).toBe(5000);
});

test("what is told of mistakes has a bound, and says what it leaves out", () => {
  const many = Array.from({ length: 100_000 }, (_, i) => ({ message: `mistake ${i}`, file: "job.ini", line: i }));
  expect(boundedProblems(many)).toHaveLength(MOST_PROBLEMS);
  const text = boundedText(many.map(({ message }) => message));
  expect(text.split("\n")).toHaveLength(MOST_PROBLEMS + 1);
  expect(text).toEndWith("... and 99000 more");
  const long = Array.from({ length: 1000 }, () => ({ message: "x".repeat(100_000) }));
  expect(JSON.stringify(boundedProblems(long)).length).toBeLessThan(2 ** 20);
  expect(boundedText(long.map(({ message }) => message)).length).toBeLessThan(2 ** 20);
});

test("a job file of 100,000 sections gets an answer, a log and a traceback of less than a megabyte", async () => {
  const { PROJECT } = await import("../harness.ts");
  await using server = await testServer({}, { command: [process.execPath, join(PROJECT, "src", "main.ts")] });
  const sections = Array.from({ length: 100_000 }, (_, i) => `[general]\nx${i} = 1\n`).join("");
  for (const path of ["run", "validate_zip", "estimate"]) {
    const form = new FormData();
    form.append("archive", new File([await zipOf({ "job.ini": sections })], "job.zip"));
    const response = await server.post(`/v1/calc/${path}`, form);
    const text = await response.text();
    expect([path, text.length < 2 ** 20]).toEqual([path, true]);
  }
  const [id] = server.server.jobs.list().map((job) => job.id);
  for (const part of ["traceback", "log/0:", "status", ""]) {
    const text = await (await server.get(`/v1/calc/${id}/${part}`)).text();
    expect([part, text.length < 2 ** 20]).toEqual([part, true]);
  }
}, 60_000);

test("an upload that comes in drops ends with 408 and leaves nothing", async () => {
  const drops = (every: number, size: number) =>
    new Request("http://localhost/", {
      method: "POST",
      headers: { "content-type": "application/zip" },
      body: new ReadableStream<Uint8Array>({
        async pull(controller) {
          await Bun.sleep(every);
          controller.enqueue(new Uint8Array(size));
        },
      }),
    });
  await using server = await testServer();
  const place = () => join(server.dataFolder, "upload.bin");
  const limits = { fieldBytes: 100, bodyBytes: 10_000, place };
  const pace = { idleMs: 100, graceMs: 200, bytesPerS: 1000 };
  const silent = readForm(drops(400, 10), { ...limits, pace });
  await expect(silent).rejects.toMatchObject({ status: 408 });
  const slow = readForm(drops(20, 1), { ...limits, pace });
  await expect(slow).rejects.toMatchObject({ status: 408 });
  const tooLarge = readForm(drops(1, 5000), { ...limits, pace });
  await expect(tooLarge).rejects.toMatchObject({ status: 413 });
});

test("a calculation ends as failed when it takes longer, or more memory, than the operator allows", async () => {
  await using timed = await testServer({}, { calculationTimeoutS: 1 });
  const slow = await timed.run({ steps: 1000, stepMs: 20 });
  await timed.until(slow, "failed");
  expect(timed.server.jobs.traceback(slow)[0]).toContain("calculation-timeout");

  await using small = await testServer({}, { memoryShare: (20 * 2 ** 20) / (await import("node:os")).totalmem() });
  const large = await small.run({ steps: 1000, stepMs: 20 });
  await small.until(large, "failed");
  expect(small.server.jobs.traceback(large)[0]).toContain("memory-share");
});

test("inputs as zips: few children at a time, all clients served", async () => {
  await using server = await testServer();
  const id = await server.run({ steps: 1 });
  await server.until(id, "complete");
  const zips = await Promise.all(
    Array.from({ length: 12 }, async () => (await (await server.get(`/v1/calc/${id}/job_zip`)).bytes()).length),
  );
  expect(zips.every((length) => length > 100)).toBe(true);
}, 60_000);
