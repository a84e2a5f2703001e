import { afterAll, beforeAll, expect, test } from "bun:test";
import fc from "fast-check";
import { canonicalPath, splitUrl } from "../../src/server/middleware/paths.ts";
import { type TestServer, testServer } from "./server-harness.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

test("paths: doubled first slashes, final slashes and the base path mean the same", () => {
  expect(canonicalPath("//v1/calc/list/", "")).toBe("/v1/calc/list");
  expect(canonicalPath("///", "")).toBe("/");
  expect(canonicalPath("/hazard/v1/calc/list", "/hazard")).toBe("/v1/calc/list");
  expect(canonicalPath("/hazard//v1/calc/list/", "/hazard")).toBe("/v1/calc/list");
  expect(canonicalPath("/hazard", "/hazard")).toBe("/");
  expect(canonicalPath("/hazardous", "/hazard")).toBe("/hazardous");
  expect(splitUrl("http://h:1?a=/b")).toEqual({ origin: "http://h:1?a=", path: "/b", search: "" });
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z0-9.:%]{1,8}$/), { maxLength: 5 }),
      fc.nat(3),
      fc.nat(3),
      (parts, before, after) => {
        const plain = `/${parts.join("/")}`;
        const typed = `${"/".repeat(before)}${plain}${"/".repeat(after)}`;
        expect(canonicalPath(typed, "")).toBe(plain);
        expect(canonicalPath(`/base${typed}`, "/base")).toBe(plain);
      },
    ),
  );
});

test("every spelling of a path answers without a redirect", async () => {
  for (const path of ["/v1/engine_version", "/v1/engine_version/", "//v1/engine_version", "//v1/engine_version/"]) {
    const response = await server.get(path);
    expect([path, response.status, await response.text()]).toEqual([path, 200, "3.26.2"]);
  }
  for (const path of ["/v1/valid", "/v1/valid/", "//v1/valid/", "/v1/valid/anything"]) {
    const response = await server.post(path, new URLSearchParams({ xml_text: "hello" }));
    expect([path, response.status, ((await response.json()) as { valid: boolean }).valid]).toEqual([path, 200, false]);
  }
});

test("CORS headers on every answer of the API, OPTIONS everywhere", async () => {
  for (const [method, path, status] of [
    ["GET", "/v1/calc/list", 200],
    ["GET", "/v1/calc/99999", 404],
    ["GET", "/v1/nowhere", 404],
    ["POST", "/v1/calc/list", 405],
    ["OPTIONS", "/v1/calc/run", 200],
    ["OPTIONS", "/v1/calc/list", 200],
  ] as const) {
    const response = await fetch(server.url + path, { method });
    expect([path, response.status]).toEqual([path, status]);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("access-control-allow-methods")).toBe("GET, POST, OPTIONS");
    expect(response.headers.get("access-control-allow-headers")).toBe("*");
    expect(response.headers.get("access-control-max-age")).toBe("1000");
    await response.arrayBuffer();
  }
});

test("HEAD wherever GET: same status and length, no body", async () => {
  const id = await server.run();
  await server.until(id, "complete");
  for (const path of [
    "/v1/engine_version",
    "/v1/calc/list",
    `/v1/calc/${id}`,
    `/v1/calc/${id}/status`,
    `/v1/calc/${id}/results`,
    `/v1/calc/${id}/log/0:`,
    "/v1/calc/99999",
    "/",
    "/openapi.json",
  ]) {
    const [get, head] = [await server.get(path), await server.get(path, { method: "HEAD" })];
    const body = await get.arrayBuffer();
    expect([path, head.status]).toEqual([path, get.status]);
    expect([path, head.headers.get("content-length")]).toEqual([path, String(body.byteLength)]);
    expect((await head.arrayBuffer()).byteLength).toBe(0);
  }
  const events = await server.get(`/v1/calc/${id}/events`, { method: "HEAD" });
  expect(events.headers.get("content-type")).toBe("text/event-stream");
  await events.arrayBuffer();
});

test("a wrong method is 405 with Allow, an unknown path 404", async () => {
  for (const [method, path, allow] of [
    ["GET", "/v1/calc/run", "POST"],
    ["GET", "/v1/calc/7/abort", "POST"],
    ["GET", "/v1/on_same_fs/", "POST"],
    ["POST", "/v1/calc/7", "GET, HEAD"],
    ["POST", "/v1/calc/create_tag/x", "GET, HEAD"],
    ["DELETE", "/v1/calc/7/status", "GET, HEAD"],
    ["PUT", "/v1/calc/hazard", "GET, HEAD, POST"],
  ] as const) {
    const response = await fetch(server.url + path, { method });
    expect([path, response.status, response.headers.get("allow"), await response.text()]).toEqual([
      path,
      405,
      allow,
      "",
    ]);
  }
  for (const path of [
    "/v1/zzz",
    "/v1/calc/abc",
    "/v1/calc/-1",
    "/v1/calc/7/log/0",
    "/v1/calc/create_tag/",
    "/v1/calc/create_tag/a/b",
    "/zzz",
  ]) {
    const response = await server.get(path);
    expect([path, response.status]).toEqual([path, 404]);
    expect(await response.json()).toHaveProperty("error");
  }
});

test("numbers and words in queries are checked, unknown ones ignored", async () => {
  const wrong = await server.get("/v1/calc/list?limit=abc");
  expect([wrong.status, await wrong.json()]).toEqual([
    400,
    {
      error: "limit: expected an integer of at least -1, found abc",
      parameter: "limit",
      allowed: "an integer of at least -1",
    },
  ]);
  expect((await server.get("/v1/calc/list?is_running=maybe")).status).toBe(400);
  expect((await server.get("/v1/calc/list?start_time=yesterday")).status).toBe(400);
  expect((await server.get("/v1/calc/list?relevant=true&order_by=bogus&foo=1&foo=2")).status).toBe(200);
});

test("names that are not ours and writes from pages elsewhere are refused", async () => {
  const rebound = await server.get("/v1/calc/list", { headers: { host: "evil.example" } });
  expect([rebound.status, ((await rebound.json()) as { parameter: string }).parameter]).toEqual([421, "Host"]);
  for (const host of ["localhost:1", "127.0.0.1", "[::1]:8800", "192.168.1.7:8800"]) {
    expect((await server.get("/v1/engine_version", { headers: { host } })).status).toBe(200);
  }
  const elsewhere = { headers: { origin: "https://evil.example" } };
  expect((await server.post("/v1/calc/7/abort", undefined, elsewhere)).status).toBe(403);
  expect((await server.post("/v1/calc/7/abort", undefined, { headers: { origin: "null" } })).status).toBe(403);
  expect((await server.post("/v1/calc/7/abort", undefined, { headers: { origin: server.url } })).status).toBe(200);
  expect((await server.get("/v1/calc/list", elsewhere)).status).toBe(200);
  const image = { headers: { "sec-fetch-site": "cross-site" } };
  expect((await server.get("/v1/calc/create_tag/x", image)).status).toBe(403);
  expect((await server.get("/v1/calc/list_tags", image)).status).toBe(200);
});

test("base path, allowed hosts and origins, trusted proxies", async () => {
  await using behind = await testServer({
    basePath: "/hazard",
    allowHost: ["quake.example"],
    allowOrigin: ["https://maps.example"],
    trustProxy: ["127.0.0.0/8"],
  });
  const root = behind.url.slice(0, -"/hazard".length);
  for (const address of [
    `${root}/hazard/v1/engine_version`,
    `${root}/hazard//v1/engine_version/`,
    `${root}/v1/engine_version`,
  ]) {
    expect([address, (await fetch(address)).status]).toEqual([address, 200]);
  }
  const submitted = await behind.submit(
    { "job.ini": "mode = classical\n" },
    {},
    {
      headers: { host: "quake.example", "x-forwarded-proto": "https", "x-forwarded-host": "quake.example" },
    },
  );
  expect(submitted.headers.get("location")).toBe("https://quake.example/hazard/v1/calc/1");
  const list = (await (await behind.get("/v1/calc/list")).json()) as { url: string }[];
  expect(list[0]?.url).toBe(`${behind.url}/v1/calc/1`);
  const page = await behind.get("/engine/");
  expect(await page.text()).toMatch(/src="\/hazard\/engine\/assets\/[0-9a-z]+\/web\/main.ts"/);
  const allowed = { headers: { origin: "https://maps.example" } };
  expect((await behind.post("/v1/calc/1/abort", undefined, allowed)).status).toBe(200);
});
