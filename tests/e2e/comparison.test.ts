/** Two calculations of a server compared over HTTP, by a child, once. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Comparison } from "../../src/outputs/compare/comparison.ts";
import { type RunningServer, startServer } from "../../src/server/index.ts";
import { loadSettings } from "../../src/settings/load.ts";
import { zipOf } from "../archives.ts";
import { PROJECT, tempFolder } from "../harness.ts";

const folder = tempFolder("quakewright-comparison-");
let server: RunningServer;
let first: number;
let second: number;

const get = (path: string, init?: RequestInit) => fetch(server.url + path, init);
const wait = { headers: { prefer: "wait=60" } };

/** Submits the point source with another text in its job file. */
async function submit(from: string, to: string): Promise<number> {
  const path = join(PROJECT, "examples", "point-source");
  const files = Object.fromEntries(
    readdirSync(path).map((file) => [file, new Uint8Array(readFileSync(join(path, file)))]),
  );
  const job = readFileSync(join(path, "job.ini"), "utf8");
  expect(job).toContain(from);
  files["job.ini"] = new TextEncoder().encode(job.replace(from, to));
  const form = new FormData();
  form.append("archive", new File([new Uint8Array(await zipOf(files))], "job.zip"));
  const { job_id } = (await (await get("/v1/calc/run", { method: "POST", body: form })).json()) as { job_id: number };
  for (const end = Date.now() + 60_000; Date.now() < end; await Bun.sleep(30)) {
    const { status } = (await (await get(`/v1/calc/${job_id}/status`)).json()) as { status: string };
    if (status === "complete") return job_id;
    if (status === "failed") throw new Error(await (await get(`/v1/calc/${job_id}/traceback`)).text());
  }
  throw new Error("the calculation did not end");
}

beforeAll(async () => {
  const { settings } = loadSettings({ folder: folder.path });
  server = await startServer({ ...settings, port: 0, data: join(folder.path, "data") });
  first = await submit("maximum_distance", "maximum_distance");
  second = await submit("truncation_level = 3", "truncation_level = 2");
}, 120_000);
afterAll(async () => {
  await server.stop("stop");
  folder[Symbol.dispose]();
});

test("a calculation equals itself", async () => {
  const response = await get(`/v1/calc/compare?a=${first}&b=${first}`, wait);
  expect(response.status).toBe(200);
  const found = (await response.json()) as Comparison;
  expect(found.equal).toBe(true);
  expect(found.tables.length).toBeGreaterThan(0);
});

test("others differ, where is told, and the answer is kept", async () => {
  const address = `/v1/calc/compare?a=${first}&b=${second}`;
  const begun = await get(address);
  expect(begun.status).toBe(202);
  expect(begun.headers.get("location")).toEndWith(address);
  const response = await get(address, wait);
  const text = await response.text();
  const found = JSON.parse(text) as Comparison;
  expect(found.equal).toBe(false);
  const curve = found.tables.find(({ output }) => output.startsWith("hazard_curve-mean"));
  expect(curve?.worst?.column).toStartWith("poe-");
  expect(Object.keys(curve?.worst?.row ?? {})).toContain("lon");
  // Without waiting: it is there.
  const again = await get(address);
  expect([again.status, await again.text()]).toEqual([200, text]);
  const wide = (await (await get(`${address}&rtol=1e9`, wait)).json()) as Comparison;
  expect(wide.tables.find(({ output }) => output === curve?.output)?.differing).toBe(0);
}, 60_000);

test("what is wrong with a request", async () => {
  for (const query of ["", "?a=1", "?a=1&b=x", `?a=${first}&b=${second}&rtol=-1`, `?a=${first}&b=${second}&common=2`])
    expect([query, (await get(`/v1/calc/compare${query}`)).status]).toEqual([query, 400]);
  expect((await get(`/v1/calc/compare?a=${first}&b=999`)).status).toBe(404);
});
