import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipOf } from "../archives.ts";
import { tempFolder } from "../harness.ts";
import { recipe } from "../jobs/job-harness.ts";
import { type TestServer, testServer } from "./server-harness.ts";

const allowed = tempFolder();
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ allowPath: [allowed.path], privateCallbacks: true });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  allowed[Symbol.dispose]();
});

type Json = Record<string, unknown>;
const json = async (response: Response) => (await response.json()) as Json;
const file = (name: string, content: string) => new File([content], name);

function form(...parts: readonly (readonly [string, string | File])[]): FormData {
  const data = new FormData();
  for (const [name, value] of parts) {
    if (typeof value === "string") data.append(name, value);
    else data.append(name, value);
  }
  return data;
}

test("a zip: 200, the whole record, Location, and the calculation runs", async () => {
  const response = await server.submit({ "deep/er/job.ini": recipe({ description: "é" }) });
  const body = await json(response);
  const id = body["job_id"] as number;
  expect([response.status, response.headers.get("location")]).toEqual([200, `${server.url}/v1/calc/${id}`]);
  expect(Object.keys(body).sort()).toEqual(
    [
      ...[
        "description",
        "user_name",
        "calculation_mode",
        "hazard_calculation_id",
        "status",
        "is_running",
        "start_time",
      ],
      ...["stop_time", "relevant", "ds_calc_dir", "pid", "size_mb", "host", "workflow_id", "job_id"],
    ].sort(),
  );
  expect(body).toMatchObject({ description: "é", calculation_mode: "classical", is_running: true, stop_time: null });
  const done = await server.until(id, "complete");
  expect(done).toMatchObject({ status: "complete", is_running: false, progress: 1, abortable: false, parent_id: null });
  const zip = await server.get(`/v1/calc/${id}/job_zip`);
  expect([zip.status, zip.headers.get("content-disposition")]).toEqual([200, `attachment; filename=job_${id}.zip`]);
  const again = await server.submit(new Uint8Array(await zip.arrayBuffer()));
  expect([again.status, (await json(again))["description"]]).toEqual([200, "é"]);
});

test("separate files, a raw zip, fields after the files, job_ini as an ending", async () => {
  const separate = await server.post(
    "/v1/calc/run",
    form(
      ["archive", file("job.ini", recipe({ needs: "model.xml" }))],
      ["archive", file("model.xml", "<nrml/>")],
      ["job_owner", "somebody"],
    ),
  );
  expect(await json(separate)).toMatchObject({ user_name: "somebody" });
  const raw = await server.post(
    "/v1/calc/run",
    new Blob([new Uint8Array(await zipOf({ "job.ini": recipe() }))], { type: "application/zip" }),
  );
  expect(raw.status).toBe(200);
  const two = { "a/zz.ini": recipe({ description: "nested" }), "job.ini": recipe({ description: "top" }) };
  expect(await json(await server.submit(two))).toMatchObject({ description: "nested" });
  expect(await json(await server.submit(two, { job_ini: "job.ini" }))).toMatchObject({ description: "top" });
  const missing = await server.submit(two, { job_ini: "other.ini" });
  expect(missing.status).toBe(500);
  expect(JSON.stringify(await json(missing))).toContain("There are no other.ini files in the archive");
});

test("a refused job is a failed row and answers 500 with traceback and job_id", async () => {
  for (const [what, response] of [
    ["nothing", await server.post("/v1/calc/run")],
    ["no files", await server.post("/v1/calc/run", form(["job_ini", "job.ini"]))],
    ["no zip", await server.post("/v1/calc/run", form(["archive", file("job.zip", "not a zip")]))],
    ["no ini", await server.submit({ "readme.txt": "x" })],
    ["missing file", await server.submit({ "job.ini": recipe({ needs: "gone.xml" }) })],
    ["unknown parent", await server.submit({ "job_risk.ini": recipe() }, { hazard_job_id: "99999" })],
    ["no number", await server.submit({ "job_risk.ini": recipe() }, { hazard_job_id: "abc" })],
  ] as const) {
    const body = await json(response);
    expect([what, response.status, Object.keys(body).sort()]).toEqual([what, 500, ["job_id", "traceback"]]);
    const status = await json(await server.get(`/v1/calc/${body["job_id"]}/status`));
    expect(status).toMatchObject({ status: "failed", is_running: false, calculation_mode: "custom" });
    const traceback = await (await server.get(`/v1/calc/${body["job_id"]}/traceback`)).json();
    expect(traceback).toEqual(body["traceback"]);
    expect(JSON.stringify(traceback)).not.toContain(server.dataFolder);
    expect((await server.get(`/v1/calc/${body["job_id"]}/results`)).status).toBe(404);
  }
});

test("mistakes of the form are 400 and leave no row", async () => {
  const before = server.server.jobs.count();
  const zip = new File([new Uint8Array(await zipOf({ "job.ini": recipe() }))], "job.zip");
  for (const parts of [
    [["notify_to", "ftp://x"]],
    [["migration_callback_url", "http://localhost/x"]],
    [
      ["hazard_calc", "1"],
      ["hazard_result", "1"],
    ],
    [["hazard_result", "123456"]],
  ] as const) {
    const response = await server.post("/v1/calc/run", form(["archive", zip], ...parts));
    expect([parts[0][0], response.status]).toEqual([parts[0][0], 400]);
    expect(await response.json()).toHaveProperty("parameter");
  }
  expect(server.server.jobs.count()).toBe(before);
});

test("the older form: job_config with its models, 303 to the calculation, callback, hazard_calc, hazard_result", async () => {
  const calls: URLSearchParams[] = [];
  const receiver = Bun.serve({
    port: 0,
    async fetch(request) {
      calls.push(new URLSearchParams(await request.text()));
      return new Response();
    },
  });
  const response = await server.post(
    "/v1/calc/run",
    form(
      ["job_config", file("strange.txt", recipe({ needs: "source_model.xml" }))],
      ["input_model_1", file("source_model.xml", "<nrml/>")],
      ["migration_callback_url", `http://localhost:${receiver.port}/done`],
      ["foreign_calculation_id", "77"],
    ),
  );
  const body = await json(response);
  const id = body["job_id"] as number;
  expect([response.status, response.headers.get("location")]).toEqual([303, `${server.url}/v1/calc/${id}`]);
  expect(await json(await fetch(response.headers.get("location") ?? ""))).toMatchObject({ id, job_id: id });
  await server.until(id, "complete");
  for (let i = 0; i < 100 && calls.length === 0; i++) await Bun.sleep(20);
  await receiver.stop(true);
  expect(Object.fromEntries(calls[0] ?? [])).toMatchObject({
    calculation_id: String(id),
    foreign_calculation_id: "77",
    status: "complete",
  });

  const [output] = (await (await server.get(`/v1/calc/${id}/results`)).json()) as { id: number }[];
  const parents: Record<string, string>[] = [
    { hazard_calc: String(id) },
    { hazard_result: String(output?.id) },
    { hazard_job_id: String(id) },
  ];
  for (const parent of parents) {
    expect(await json(await server.submit({ "job_risk.ini": recipe() }, parent))).toMatchObject({
      hazard_calculation_id: id,
    });
  }
  const refused = await server.post(`/v1/calc/${id}/remove`);
  expect([refused.status, ((await json(refused))["error"] as string).includes("dependent from it")]).toEqual([
    403,
    true,
  ]);
  const hazard = await server.post("/v1/calc/hazard", form(["job_config", file("job.ini", recipe())]));
  expect(hazard.headers.get("location")).toMatch(/\/v1\/calc\/hazard\/\d+$/);
});

test("job files on the server only below an allowed folder, links followed first", async () => {
  const outside = tempFolder();
  mkdirSync(join(allowed.path, "job"));
  for (const folder of [join(allowed.path, "job"), outside.path])
    writeFileSync(join(folder, "job.ini"), recipe({ description: "from disk" }));
  symlinkSync(join(outside.path, "job.ini"), join(allowed.path, "link.ini"));
  const run = (path: string) => server.post("/v1/calc/run_ini", new URLSearchParams({ job_ini: path }));
  const accepted = await run(join(allowed.path, "job", "job.ini"));
  const body = await json(accepted);
  expect([accepted.status, body["description"]]).toEqual([200, "from disk"]);
  for (const path of [
    join(outside.path, "job.ini"),
    join(allowed.path, "link.ini"),
    `${allowed.path}/../x.ini`,
    "/etc/passwd",
    "job.ini",
  ]) {
    const response = await run(path);
    expect([path, response.status, Object.keys(await json(response)).sort()]).toEqual([
      path,
      500,
      ["job_id", "traceback"],
    ]);
  }
  expect((await server.post("/v1/calc/run_ini")).status).toBe(400);

  await server.until(body["job_id"] as number, "complete");
  const same = await server.get(
    `/v1/calc/jobs_from_inis?ini=${encodeURIComponent(join(allowed.path, "job", "job.ini"))}`,
  );
  expect(await json(same)).toEqual({ success: [body["job_id"]], error: "" });
  writeFileSync(join(allowed.path, "job", "job.ini"), recipe({ description: "changed" }));
  const changed = await server.get(
    `/v1/calc/jobs_from_inis?ini=${encodeURIComponent(join(allowed.path, "job", "job.ini"))}`,
  );
  expect(await json(changed)).toEqual({ success: [0], error: "" });
  expect((await server.get("/v1/calc/jobs_from_inis?ini=/no/such.ini")).status).toBe(500);
  expect(await json(await server.get("/v1/calc/jobs_from_inis"))).toEqual({ success: [], error: "" });

  const shared = join(allowed.path, "check.txt");
  writeFileSync(shared, "0123456789abcdef0123456789abcdefTAIL");
  const sameFs = async (filename: string, checksum: string) =>
    (await json(await server.post("/v1/on_same_fs", new URLSearchParams({ filename, checksum }))))["success"];
  expect(await sameFs(shared, "2228619460")).toBe(true);
  expect(await sameFs(shared, "2230716613")).toBe(false);
  expect(await sameFs(allowed.path, "0")).toBe(false);
  writeFileSync(join(outside.path, "check.txt"), readFileSync(shared));
  expect(await sameFs(join(outside.path, "check.txt"), "2228619460")).toBe(false);
  expect((await server.post("/v1/on_same_fs", new URLSearchParams({ filename: shared }))).status).toBe(400);
  outside[Symbol.dispose]();
});

test("an upload that breaks off leaves a failed row that says so", async () => {
  const leaving = new AbortController();
  let sent = 0;
  const endless = new ReadableStream({
    async pull(controller) {
      controller.enqueue(new Uint8Array(65536));
      sent += 65536;
      if (sent > 2_000_000) leaving.abort();
      await Bun.sleep(1);
    },
  });
  await fetch(`${server.url}/v1/calc/run`, {
    method: "POST",
    body: endless,
    headers: { "content-type": "application/zip" },
    signal: leaving.signal,
  }).catch(() => undefined);
  const [newest] = server.server.jobs.list({ limit: 1 });
  await server.until(newest?.id ?? 0, "failed");
  expect(server.server.jobs.traceback(newest?.id ?? 0).join()).toContain("broke off");
});

test("checks without a calculation", async () => {
  const count = server.server.jobs.count();
  const check = async (path: string, data: BodyInit) => json(await server.post(path, data));
  const good = form(["archive", new File([new Uint8Array(await zipOf({ "job.ini": recipe() }))], "job.zip")]);
  expect(await check("/v1/calc/validate_zip", good)).toEqual({
    runnable: true,
    ...{ error_msg: null, error_line: null, valid: true },
    ...{ errors: [], warnings: [] },
  });
  const bad = form(["archive", file("job.zip", "x")]);
  expect(await check("/v1/calc/validate_zip", bad)).toMatchObject({ valid: false });
  const missing = await server.post("/v1/calc/validate_zip", form(["job_config", file("job.zip", "x")]));
  expect([missing.status, await missing.text()]).toEqual([400, "Missing archive file"]);
  expect(await check("/v1/calc/validate_ini", form(["job_ini", file("my.ini", recipe())]))).toMatchObject({
    valid: true,
  });
  expect(await check("/v1/calc/validate_ini", new URLSearchParams({ job_ini: "/etc/passwd" }))).toMatchObject({
    valid: false,
  });
  expect(server.server.jobs.count()).toBe(count);
});

test("a refused submission is listed with what was sent", async () => {
  const listed = async (id: number) => (await (await server.get(`/v1/calc/${id}/status`)).json()) as object;
  const refused = await server.submit({
    "job.ini": "calculation_mode = classical\ndescription = my model\nmode = classical\nneeds = missing.xml\n",
  });
  const { job_id } = (await refused.json()) as { job_id: number };
  expect([refused.status, await listed(job_id)]).toEqual([
    500,
    expect.objectContaining({ status: "failed", description: "Refused: my model", calculation_mode: "classical" }),
  ]);
  const broken = await server.submit(new TextEncoder().encode("no zip"));
  const { job_id: second } = (await broken.json()) as { job_id: number };
  expect(await listed(second)).toMatchObject({ description: "Refused: job.zip", calculation_mode: "custom" });
});
