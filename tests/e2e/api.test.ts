/** A real calculation over HTTP as clients make one: submit, follow, list, download, extract, by the current and the older API. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type RunningServer, startServer } from "../../src/server/index.ts";
import { loadSettings } from "../../src/settings/load.ts";
import { unzip, zipOf } from "../archives.ts";
import { PROJECT, tempFolder } from "../harness.ts";
import { member, numbersOf } from "../outputs/read-npz.ts";

const folder = tempFolder("quakewright-api-");
let server: RunningServer;
let id: number;

interface Result {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly outtypes: readonly string[];
  readonly url: string;
}

function exampleFiles(name: string): Record<string, Uint8Array> {
  const path = join(PROJECT, "examples", name);
  return Object.fromEntries(readdirSync(path).map((file) => [file, new Uint8Array(readFileSync(join(path, file)))]));
}

const get = (path: string, init?: RequestInit) => fetch(path.startsWith("http") ? path : server.url + path, init);
const json = async <Value>(path: string) => (await (await get(path)).json()) as Value;

async function runToEnd(form: FormData, path = "/v1/calc/run"): Promise<number> {
  const response = await fetch(server.url + path, { method: "POST", body: form, redirect: "manual" });
  const { job_id } = (await response.json()) as { job_id: number };
  if (response.status >= 400) throw new Error((await json<string[]>(`/v1/calc/${job_id}/traceback`)).join("\n"));
  for (const end = Date.now() + 60_000; Date.now() < end; await Bun.sleep(30)) {
    const { status } = await json<{ status: string }>(`/v1/calc/${job_id}/status`);
    if (status === "complete") return job_id;
    if (status === "failed") throw new Error((await json<string[]>(`/v1/calc/${job_id}/traceback`)).join("\n"));
  }
  throw new Error("the calculation did not end");
}

beforeAll(async () => {
  server = await startServer({
    ...loadSettings({ folder: folder.path }).settings,
    port: 0,
    data: join(folder.path, "data"),
  });
  const form = new FormData();
  form.append("archive", new File([new Uint8Array(await zipOf(exampleFiles("hazard-map")))], "job.zip"));
  id = await runToEnd(form);
}, 90_000);
afterAll(async () => {
  await server.stop("stop");
  folder[Symbol.dispose]();
});

test("status, log and list agree", async () => {
  const [listed] = await json<Record<string, unknown>[]>("/v1/calc/list?limit=1");
  const status = await json<Record<string, unknown>>(`/v1/calc/${id}/status`);
  expect(listed).toEqual(status);
  expect(status).toMatchObject({
    id,
    status: "complete",
    progress: 1,
    calculation_mode: "classical",
    description: "Hazard map of Frisland",
  });
  const rows = await json<string[][]>(`/v1/calc/${id}/log/:`);
  expect(
    rows.every((row) => row.length === 4 && row.every((cell) => typeof cell === "string") && row[0]?.length === 22),
  ).toBe(true);
  expect(await json<number>(`/v1/calc/${id}/log/size`)).toBe(rows.length);
  expect(await json<string[][]>(`/v1/calc/${id}/log/2:4`)).toEqual(rows.slice(2, 4));
  expect(await json<string[][]>(`/v1/calc/${id}/log/3:0`)).toEqual(rows.slice(3));
  expect(await json<string[]>(`/v1/calc/${id}/traceback`)).toEqual([]);
});

test("an unchanged list is 304, a changed one is not", async () => {
  const first = await get("/v1/calc/list");
  const etag = first.headers.get("etag") ?? "";
  const again = await get("/v1/calc/list", { headers: { "if-none-match": etag } });
  expect([again.status, await again.text()]).toEqual([304, ""]);
  await get(`/v1/calc/${id}/add_tag/changed`);
  const changed = await get("/v1/calc/list", { headers: { "if-none-match": etag } });
  expect(changed.status).toBe(200);
  expect(((await changed.json()) as { tags: string }[])[0]?.tags).toBe("changed");
});

test("every output in every listed type, named as clients expect", async () => {
  const results = await json<Result[]>(`/v1/calc/${id}/results`);
  expect(results.map(({ type }) => type)).toEqual([...results.map(({ type }) => type)].sort());
  for (const result of results) {
    expect(Object.keys(result).sort()).toEqual(["id", "name", "outtypes", "size_mb", "type", "url"]);
    expect(result.url).toBe(`${server.url}/v1/calc/result/${result.id}?export_type=${result.outtypes[0]}`);
    for (const type of result.outtypes) {
      const response = await get(`/v1/calc/result/${result.id}?export_type=${type}&dload=true`, {
        headers: { "accept-encoding": "identity" },
      });
      const bytes = await response.bytes();
      expect([result.type, type, response.status]).toEqual([result.type, type, 200]);
      expect(response.headers.get("content-disposition")).toMatch(
        new RegExp(`^attachment; filename=output-${result.id}-[^"; ]+$`),
      );
      expect(response.headers.get("content-length")).toBe(String(bytes.length));
    }
    const bad = await get(`/v1/calc/result/${result.id}?export_type=foo`);
    expect([bad.status, (await bad.text()).split("\n").length]).toEqual([404, 1]);
  }
});

test("downloads: HEAD, ranges, ETag; in a browser's window inline unless dload", async () => {
  const hcurves = (await json<Result[]>(`/v1/calc/${id}/results`)).find(({ type }) => type === "hcurves")!;
  for (const path of [`/v1/calc/result/${hcurves.id}?export_type=csv`, `/v1/calc/${id}/datastore`]) {
    const whole = await get(path);
    const bytes = await whole.bytes();
    const head = await get(path, { method: "HEAD" });
    for (const name of ["content-length", "content-type", "content-disposition", "etag"]) {
      expect([path, name, head.headers.get(name)]).toEqual([path, name, whole.headers.get(name)]);
    }
    const part = await get(path, { headers: { range: "bytes=5-14" } });
    expect([part.status, part.headers.get("content-range"), [...(await part.bytes())]]).toEqual([
      206,
      `bytes 5-14/${bytes.length}`,
      [...bytes.subarray(5, 15)],
    ]);
    const tail = await get(path, { headers: { range: "bytes=-7" } });
    expect([...(await tail.bytes())]).toEqual([...bytes.subarray(-7)]);
    expect((await get(path, { headers: { range: `bytes=${bytes.length}-` } })).status).toBe(416);
    expect((await get(path, { headers: { range: "bytes=0-1", "if-range": '"other"' } })).status).toBe(200);
    expect((await get(path, { headers: { "if-none-match": whole.headers.get("etag") ?? "" } })).status).toBe(304);
  }
  const shown = { headers: { "sec-fetch-dest": "document" } };
  const disposition = async (path: string) =>
    (await get(path, shown)).headers.get("content-disposition")?.split(";", 1)[0];
  expect(await disposition(`/v1/calc/result/${hcurves.id}`)).toBe("inline");
  expect(await disposition(`/v1/calc/result/${hcurves.id}?dload=true`)).toBe("attachment");
});

test("large outputs are made once by a child and kept", async () => {
  const response = await get(`/v1/calc/${id}/datastore`);
  const start = Buffer.from((await response.bytes()).subarray(1, 4)).toString();
  expect([response.headers.get("content-type"), response.headers.get("content-disposition"), start]).toEqual([
    "application/x-hdf",
    `attachment; filename=calc_${id}.hdf5`,
    "HDF",
  ]);
  expect(existsSync(join(server.jobs.folder(id), "cache"))).toBe(true);
});

test("extracts: what clients read first, and errors as one line", async () => {
  const extract = async (spec: string) => (await get(`/v1/calc/${id}/extract/${spec}`)).bytes();
  const oqparam = JSON.parse(
    new TextDecoder().decode((await member(await extract("oqparam"), "json")).bytes),
  ) as Record<string, unknown>;
  expect(oqparam).toMatchObject({
    calculation_mode: "classical",
    description: "Hazard map of Frisland",
    investigation_time: 50,
  });
  const curves = await member(await extract("hcurves?kind=mean&imt=PGA"), "mean");
  const sites = (await member(await extract("sitecol"), "array")).shape[0] ?? 0;
  expect(curves.shape).toEqual([sites, 1, 20]);
  expect(numbersOf(curves).every((poe) => poe >= 0 && poe <= 1)).toBe(true);
  for (const [spec, status] of [
    ["nonexisting", 404],
    ["hcurves?kind=XXX", 400],
    ["a%20b", 404],
    ["", 404],
  ] as const) {
    const response = await get(`/v1/calc/${id}/extract/${spec}`);
    expect([spec, response.status, (await response.text()).includes("\n")]).toEqual([spec, status, false]);
  }
  expect((await get("/v1/calc/99999/extract/oqparam")).status).toBe(404);
});

test("the older API: lists, summary, one result a realization, the job_config form", async () => {
  const form = new FormData();
  for (const [index, [name, bytes]] of Object.entries(exampleFiles("point-source")).entries()) {
    form.append(name === "job.ini" ? "job_config" : `input_model_${index}`, new File([new Uint8Array(bytes)], name));
  }
  const older = await runToEnd(form, "/v1/calc/hazard");
  const list = await json<Record<string, unknown>[]>("/v1/calc/hazard");
  expect(list.map((item) => item["id"])).toEqual([id, older]);
  expect(Object.keys(list[0]!).sort()).toEqual(["description", "id", "status", "url"]);
  expect(await json<unknown[]>("/v1/calc/risk")).toEqual([]);
  expect((await get(`/v1/calc/risk/${older}`)).status).toBe(404);

  const summary = await json<Record<string, unknown>>(`/v1/calc/hazard/${id}`);
  expect(summary).toMatchObject({ id, status: "complete", investigation_time: 50, truncation_level: 3 });
  expect(summary["intensity_measure_types_and_levels"]).toEqual(summary["hazard_imtls"]);
  const sites = summary["sites"] as { type: string; coordinates: number[][] };
  expect([sites.type, sites.coordinates.length]).toEqual([
    "MultiPoint",
    Math.min(1000, summary["sites_count"] as number),
  ]);

  const results = await json<Result[]>(`/v1/calc/hazard/${older}/results`);
  const curve = results.find(({ type }) => type === "hazard_curve");
  expect(curve).toMatchObject({ name: "hc-rlz-0" });
  const csv = await get(`${curve?.url}?export_type=csv`);
  expect(csv.headers.get("content-disposition")).toContain(`filename=output-${curve?.id}-`);
  const text = csv.headers.get("content-type")?.startsWith("text/plain")
    ? await csv.text()
    : new TextDecoder().decode(Object.values(await unzip(await csv.bytes()))[0]);
  expect(text).toStartWith("#,");
  expect((await get(`${curve?.url}?export_type=foo`)).status).toBe(404);
});
