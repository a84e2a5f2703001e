/**
 * The API document against a live server: it is valid, and clients generated from it by openapi-typescript and by
 * openapi-python-client call every GET and get what is declared.
 */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type RunningServer, startServer } from "../../src/server/index.ts";
import { loadSettings } from "../../src/settings/load.ts";
import { zipOf } from "../archives.ts";
import { PROJECT, tempFolder } from "../harness.ts";
import { type Call, callsOf, type Document, typescriptProgram } from "./api-clients/requests.ts";
import { type ApiClientTools, apiClientTools, run } from "./api-clients/tools.ts";

const folder = tempFolder("quakewright-clients-");
let tools: ApiClientTools;
let server: RunningServer;
let token: string;
let document: Document;
let calls: Call[];

beforeAll(async () => {
  tools = await apiClientTools();
  const settings = loadSettings({ folder: folder.path }).settings;
  server = await startServer({ ...settings, port: 0, accounts: true, data: join(folder.path, "data") });
  const { accounts } = server.jobs;
  const user = accounts.addUser({ name: "anna", passwordHash: "", level: 2, isSuperUser: true });
  token = accounts.addToken(user.id, "test", null).secret;
  const headers = { authorization: `Bearer ${token}` };
  const example = join(PROJECT, "examples", "point-source");
  const files = Object.fromEntries(readdirSync(example).map((name) => [name, readFileSync(join(example, name))]));
  const form = new FormData();
  form.append("archive", new File([await zipOf(files)], "job.zip"));
  const sent = await fetch(`${server.url}/v1/calc/run`, { method: "POST", headers, body: form });
  const { job_id: id } = (await sent.json()) as { job_id: number };
  for (const end = Date.now() + 60_000; Date.now() < end && server.jobs.get(id)?.isRunning; ) await Bun.sleep(30);
  expect(server.jobs.get(id)?.status).toBe("complete");
  document = (await (await fetch(`${server.url}/openapi.json`, { headers })).json()) as Document;
  const output = server.jobs.outputs(id).find(({ key }) => key === "hcurves")?.id ?? 0;
  // These compute what is asked for the first time: 202 until it is there.
  const settled = async (path: string): Promise<number> => {
    for (const end = Date.now() + 60_000; Date.now() < end; await Bun.sleep(100)) {
      const response = await fetch(`${server.url}/v1/calc/${path}`, { headers });
      await response.arrayBuffer();
      if (response.status !== 202) return response.status;
    }
    return 202;
  };
  expect(await settled(`${id}/site?lon=-29.8&lat=10.1`)).toBe(200);
  expect(await settled(`compare?a=${id}&b=${id}`)).toBe(200);
  const disaggregated = await settled(`${id}/disaggregation?site_id=0&imt=PGA&poe=0.1`);
  const pictured = await settled(`${id}/download_png/hmap_0_0`);
  calls = callsOf(document, {
    path: { id, rid: output, spec: "hcurves", slice: "0:", tag: "final", name: "hmap_0_0" },
    pathOf: {},
    query: {
      extractArrays: { kind: "mean" },
      streamEvents: { calc: id },
      getHazardOfPlace: { lon: "-29.8", lat: "10.1" },
      getDisaggregation: { site_id: "0", imt: "PGA", poe: "0.1" },
      getComparison: { a: id, b: id },
      getGroundMotionModel: { model: "BooreAtkinson2008" },
      getGroundMotion: { model: "BooreAtkinson2008", imt: "PGA" },
      listCalculations: { limit: 10, is_running: false, order_by: "id" },
    },
    // A hazard calculation is no risk one.
    status: {
      getDisaggregation: disaggregated,
      getPicture: pictured,
      // Parameters of models are of any name, which generated clients cannot send.
      getGroundMotion: 400,
      getRiskCalculation: 404,
      listRiskOutputs: 404,
      downloadRiskOutput: 404,
    },
  });
}, 300_000);
afterAll(async () => {
  await server?.stop("stop");
  folder[Symbol.dispose]();
});

test("the document is valid, and every GET answers what it declares, to a generated Python client, too", async () => {
  const scratch = join(folder.path, "python");
  mkdirSync(scratch);
  writeFileSync(
    join(scratch, "task.json"),
    JSON.stringify({ url: server.url, token, document, calls, folder: scratch }),
  );
  const out = await run([tools.python, join(import.meta.dir, "api-clients", "check_api.py"), "task.json"], scratch);
  const told = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(told).toEqual([{ calls: calls.length }]);
  expect(calls.length).toBeGreaterThan(35);
}, 120_000);

test("a client of openapi-typescript compiles with every GET and gets what it expects", async () => {
  const scratch = join(folder.path, "typescript");
  mkdirSync(scratch);
  const bin = join(tools.node, "node_modules", ".bin");
  symlinkSync(join(tools.node, "node_modules"), join(scratch, "node_modules"));
  writeFileSync(join(scratch, "openapi.json"), JSON.stringify(document));
  await run([join(bin, "openapi-typescript"), "openapi.json", "-o", "api.ts"], scratch);
  writeFileSync(join(scratch, "calls.ts"), typescriptProgram(document, calls));
  const options = ["--strict", "--noEmit", "--skipLibCheck", "--module", "preserve", "--target", "es2022"];
  await run([join(bin, "tsc"), ...options, "--lib", "es2022,dom", "--allowImportingTsExtensions", "calls.ts"], scratch);
  const out = await run([process.execPath, "calls.ts", server.url, token], scratch);
  const told = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(told.map(({ operation, status }) => [operation, status])).toEqual(
    calls.map(({ operation, status }) => [operation, status]),
  );
  const kinds = new Map(told.map(({ operation, kind }) => [operation, kind]));
  const expected = {
    listCalculations: "array",
    getCalculation: "object",
    countLogRows: "number",
    getEngineVersion: "string",
  };
  for (const [operation, kind] of Object.entries(expected))
    expect([operation, kinds.get(operation)]).toEqual([operation, kind]);
  for (const operation of ["downloadOutput", "downloadDatastore", "downloadInputs", "extractArrays"])
    expect([operation, kinds.get(operation)]).toEqual([operation, "blob"]);
}, 120_000);
