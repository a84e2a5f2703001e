import { afterAll, beforeAll, expect, test } from "bun:test";
import { type TestServer, testServer } from "./server-harness.ts";

let server: TestServer;
/** Newest last. */
const ids: number[] = [];
beforeAll(async () => {
  server = await testServer({}, { maxRunning: 2 });
  const recipes: Record<string, string>[] = [
    { description: "b", mode: "classical" },
    { description: "c", mode: "event_based" },
    { description: "a", mode: "classical", ends: "input-error" },
  ];
  for (const values of recipes) {
    const id = await server.run(values);
    await server.until(id, "complete", "failed");
    ids.push(id);
  }
  const owned = await server.submit({ "job.ini": "mode = scenario\ndescription = d\n" }, { job_owner: "anna" });
  ids.push(((await owned.json()) as { job_id: number }).job_id);
  await server.until(ids[3]!, "complete");
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

type Row = Readonly<Record<string, unknown>>;
const list = async (query: string) => (await (await server.get(`/v1/calc/list${query}`)).json()) as Row[];
const listed = async (query: string) => (await list(query)).map((job) => ids.indexOf(job["id"] as number));

test("filters, order and pages of the list, and the count", async () => {
  expect(await listed("")).toEqual([3, 2, 1, 0]);
  for (const [query, expected] of [
    ["?calculation_mode=classical", [2, 0]],
    ["?is_running=true", []],
    ["?is_running=0&limit=1", [3]],
    ["?user_name_like=an%25", [3]],
    ["?start_time=2020-01-01", [3, 2, 1, 0]],
    ["?start_time=2999-01-01T10:00:00", []],
    ["?limit=2&offset=1", [2, 1]],
    ["?limit=-1", [3, 2, 1, 0]],
    ["?limit=0", []],
    ["?order_by=description&order_dir=ASC", [2, 0, 1, 3]],
    ["?order_by=bogus&order_dir=asc", [0, 1, 2, 3]],
    ["?preferred_only=1", []],
    ["?filter_by_tag=none", []],
    ["?relevant=true&unknown=1", [3, 2, 1, 0]],
  ] as const) {
    expect([query, await listed(query)]).toEqual([query, [...expected]]);
  }
  const count = async (query: string) => (await (await server.get(`/v1/calc/list/count${query}`)).json()) as unknown;
  expect(await count("")).toEqual({ count: 4 });
  expect(await count("?calculation_mode=classical&limit=1")).toEqual({ count: 2 });
});

test("the filters hold for the status of one calculation, too", async () => {
  const id = ids[0]!;
  const [item] = await list(`?calculation_mode=classical&order_dir=ASC`);
  expect(await (await server.get(`/v1/calc/${id}/status?calculation_mode=classical`)).json()).toEqual(item as object);
  expect((await server.get(`/v1/calc/${id}/status?calculation_mode=scenario`)).status).toBe(404);
});

test("tags: created, put on, preferred, shown in the list, taken off", async () => {
  const id = ids[1]!;
  const call = async (path: string) => {
    const response = await server.get(`/v1/calc/${path}`);
    return [response.status, await response.json()];
  };
  expect(await call("create_tag/my%20tag%20%C3%A9")).toEqual([200, { success: "Tag my tag é was created" }]);
  expect(await call(`${id}/add_tag/final`)).toEqual([200, { success: `The tag final was added to job ${id}` }]);
  expect(await call("list_tags")).toEqual([200, { success: "ok", tags: ["final", "my tag é"] }]);
  expect((await call(`${id}/add_tag/final`))[0]).toBe(403);
  expect((await call("99999/set_preferred_job_for_tag/final"))[0]).toBe(403);
  expect((await call(`${id}/set_preferred_job_for_tag/final`))[0]).toBe(200);
  expect(await call("get_preferred_job_for_tag/final")).toEqual([200, { success: "ok", job_id: id }]);
  expect(await listed("?preferred_only=1")).toEqual([1]);
  expect((await list("?filter_by_tag=final"))[0]?.["tags"]).toBe("final★");
  expect((await call("unset_preferred_job_for_tag/final"))[0]).toBe(200);
  expect((await call("delete_tag/final"))[0]).toBe(200);
  expect((await list(`?limit=-1&order_dir=ASC`))[1]?.["tags"]).toBeNull();
  expect((await server.get(`/v1/calc/${id}/add_tag/a%2Fb`)).status).toBe(404);
});

test("abort, share, remove: the texts clients know", async () => {
  const id = await server.run({ steps: 1000, stepMs: 20 });
  await server.until(id, "executing");
  const post = async (path: string) => {
    const response = await server.post(`/v1/calc/${path}`);
    return [response.status, await response.json()];
  };
  expect(await post(`${id}/share`)).toEqual([
    403,
    { error: `Can not share calculation ${id} from status "executing"` },
  ]);
  expect(await post(`${id}/abort`)).toEqual([200, { success: `Killing job ${id}` }]);
  expect(await post(`${id}/abort`)).toEqual([200, { error: `Job ${id} is not running` }]);
  expect(await post("99999/abort")).toEqual([200, { error: "Unknown job 99999" }]);
  expect(await server.until(id, "aborted")).toMatchObject({ is_running: false, abortable: false });
  expect(await post(`${id}/remove`)).toEqual([200, { success: String(id), hdf5paths: [] }]);
  expect(await post(`${id}/remove`)).toEqual([404, { error: `Cannot delete calculation ${id}: ID does not exist` }]);
  const [first, failed, , others] = [ids[0]!, ids[2]!, 0, ids[3]!];
  expect(await post(`${first}/share`)).toEqual([
    200,
    { success: `The status of calculation ${first} was changed from "complete" to "shared"` },
  ]);
  expect(await post(`${first}/share`)).toEqual([200, { success: `Calculation ${first} was already shared` }]);
  expect((await post(`${first}/unshare`))[0]).toBe(200);
  expect(await post(`${failed}/unshare`)).toEqual([
    403,
    { error: `Can not force the status of calculation ${failed} from "failed" to "complete"` },
  ]);
  // In an open server everybody is the administrator: `job_owner` makes no job that nobody can remove.
  expect(await post(`${others}/remove`)).toEqual([200, { success: String(others), hdf5paths: [] }]);
  expect((await post("99999/share"))[0]).toBe(404);
});

test("a failed calculation: record, traceback without paths of the server, no results", async () => {
  const id = ids[2]!;
  const record = (await (await server.get(`/v1/calc/${id}`)).json()) as Row;
  expect(record).toMatchObject({
    id,
    job_id: id,
    status: "failed",
    is_running: false,
    hazard_calculation_id: null,
    workflow_id: null,
  });
  expect(record["stop_time"]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}\+00:00$/);
  const traceback = (await (await server.get(`/v1/calc/${id}/traceback`)).json()) as string[];
  expect(traceback.join("\n")).toContain("value out of range");
  expect(traceback.join("\n")).not.toContain(server.dataFolder);
  for (const path of ["results", "result/list", "datastore"]) {
    const response = await server.get(`/v1/calc/${id}/${path}`);
    expect([path, response.status, await response.text()]).toEqual([path, 404, ""]);
  }
  const extract = await server.get(`/v1/calc/${id}/extract/oqparam`);
  expect([extract.status, await extract.text()]).toEqual([404, `Calculation ${id} has no results`]);
});
