/**
 * Two hundred clients and a thousand streams of events while calculations run: everybody is answered, every stream is told.
 * The figures of the last release stand in benchmarks/server-load.json; the test prints its own beside them.
 */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { zipOf } from "../archives.ts";
import { PROJECT, tempFolder } from "../harness.ts";
import { recipe } from "../jobs/job-harness.ts";

const CLIENTS = 200;
const STREAMS = 1000;
const ROUNDS = 5;

const folder = tempFolder("quakewright-load-");
let child: ReturnType<typeof Bun.spawn>;
let url: string;

beforeAll(async () => {
  const program = join(PROJECT, "tests", "server", "load-server.ts");
  const spawned = Bun.spawn([process.execPath, program, join(folder.path, "data")], {
    stdout: "pipe",
    stderr: "inherit",
  });
  child = spawned;
  const reader = spawned.stdout.getReader();
  let text = "";
  while (!text.includes("\n")) text += new TextDecoder().decode((await reader.read()).value);
  url = text.trim();
}, 60_000);
afterAll(async () => {
  child.kill("SIGTERM");
  await child.exited;
  folder[Symbol.dispose]();
});

/** A stream of events over a socket of our own: a thousand of `fetch` would measure the client. */
function openStream(told: (text: string) => void): Promise<Socket> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(`GET /v1/events HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAccept: text/event-stream\r\n\r\n`);
      resolve(socket);
    });
    socket.on("error", reject);
    socket.on("data", (data) => told(data.toString("latin1")));
  });
}

const percentile = (times: readonly number[], share: number) =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;

test(`${CLIENTS} clients, ${STREAMS} streams, calculations running`, async () => {
  const told = new Array<number>(STREAMS).fill(0);
  const sockets = await Promise.all(
    told.map((_, i) =>
      openStream((text) => {
        told[i]! += text.split("event: status").length - 1;
      }),
    ),
  );
  const form = new FormData();
  const archive = await zipOf({ "job.ini": recipe({ steps: 200, stepMs: 10 }) });
  form.append("archive", new File([archive], "job.zip"));
  const { job_id: id } = (await (await fetch(`${url}/v1/calc/run`, { method: "POST", body: form })).json()) as {
    job_id: number;
  };

  const times: number[] = [];
  const timed = async (path: string, into: number[]) => {
    const begun = performance.now();
    const response = await fetch(url + path);
    await response.arrayBuffer();
    into.push(performance.now() - begun);
    expect([path, response.status]).toEqual([path, 200]);
  };
  // From a process of its own: two hundred requests wait for one another in this one.
  const probe = Bun.spawn([process.execPath, join(import.meta.dir, "probe-health.ts"), url], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      for (let round = 0; round < ROUNDS; round++)
        for (const path of ["/v1/calc/list", `/v1/calc/${id}/status`, `/v1/calc/${id}/log/0:`, "/v1/engine_version"])
          await timed(path, times);
    }),
  );
  await probe.stdin.end();
  const health = JSON.parse(await new Response(probe.stdout).text()) as number[];
  for (const end = Date.now() + 20_000; Date.now() < end && told.some((count) => count < 3); ) await Bun.sleep(50);
  const figures = {
    requests: times.length,
    median_ms: Math.round(percentile(times, 0.5)),
    p99_ms: Math.round(percentile(times, 0.99)),
    healthz_p99_ms: Math.round(percentile(health, 0.99)),
    streams_told: told.filter((count) => count >= 3).length,
  };
  for (const socket of sockets) socket.destroy();
  const released = JSON.parse(readFileSync(join(PROJECT, "benchmarks", "server-load.json"), "utf8")) as object;
  console.log(`now      ${JSON.stringify(figures)}\nreleased ${JSON.stringify(released)}`);
  expect(figures.streams_told).toBe(STREAMS);
  expect(figures.requests).toBe(CLIENTS * ROUNDS * 4);
  // The clients wait for one another in one process here; a server that stands still would show all the same.
  expect(figures.p99_ms).toBeLessThan(5000);
}, 120_000);
