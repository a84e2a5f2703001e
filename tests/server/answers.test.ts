/** What holds for all answers alike: short host names, compression, problem details, headers pages may read. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { request as httpRequest } from "node:http";
import { gunzipSync } from "node:zlib";
import { acceptedEncoding } from "../../src/server/middleware/compression.ts";
import { wantsProblem } from "../../src/server/middleware/problem-details.ts";
import { type TestServer, testServer } from "./server-harness.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ allowHost: ["*"] });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** Without `fetch`, which takes compressed bodies apart and asks for compression by itself. */
function raw(path: string, headers: Readonly<Record<string, string>>) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    const sent = httpRequest(server.url + path, { headers, agent: false }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
    });
    sent.on("error", reject);
    sent.end();
  });
}

test("host names of any length are answered", async () => {
  for (const host of ["a", "ab", "nas", "pcx:1", "nas:8800", "abcd", "a.b", "localhost"]) {
    const response = await raw("/v1/engine_version", { host });
    expect([host, response.status, String(response.body)]).toEqual([host, 200, "3.26.2"]);
    const missing = await raw("/v1/calc/99999/status?limit=1", { host });
    expect([host, missing.status]).toEqual([host, 404]);
  }
  const filtered = await raw("/v1/calc/list?limit=abc", { host: "nas" });
  expect([filtered.status, String(filtered.body)]).toEqual([400, expect.stringContaining("limit")]);
});

test("texts of more than 1 kB are compressed for those who take it", async () => {
  const plain = await raw("/v1/available_gsims", {});
  expect(plain.headers["content-encoding"]).toBeUndefined();
  expect(plain.headers["vary"]).toContain("Accept-Encoding");
  for (const [accept, encoding] of [
    ["gzip", "gzip"],
    ["gzip, deflate, br, zstd", "zstd"],
    ["zstd;q=0.5, gzip", "gzip"],
    ["*", "zstd"],
  ] as const) {
    const { headers, body } = await raw("/v1/available_gsims", { "accept-encoding": accept });
    expect([accept, headers["content-encoding"]]).toEqual([accept, encoding]);
    const unpacked = encoding === "gzip" ? gunzipSync(body) : Bun.zstdDecompressSync(body);
    expect(Buffer.from(unpacked).equals(plain.body)).toBe(true);
    expect(body.length).toBeLessThan(plain.body.length / 2);
  }
  const short = await raw("/v1/engine_version", { "accept-encoding": "gzip" });
  expect([short.headers["content-encoding"], String(short.body)]).toEqual([undefined, "3.26.2"]);
  const part = await raw("/engine/assets/page.css", { "accept-encoding": "gzip", range: "bytes=0-10" });
  expect(part.headers["content-encoding"]).toBeUndefined();
  expect([acceptedEncoding("identity"), acceptedEncoding("gzip;q=0"), acceptedEncoding(null)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("an unchanged text answers 304 to the tag of its compressed form", async () => {
  const id = await server.run();
  await server.until(id, "complete");
  const first = await raw("/swagger/swagger-ui.css", { "accept-encoding": "gzip" });
  const etag = String(first.headers["etag"]);
  expect(etag).toStartWith("W/");
  expect((await raw("/swagger/swagger-ui.css", { "accept-encoding": "gzip", "if-none-match": etag })).status).toBe(304);
});

test("problem details for those who ask for them, every kind of error", async () => {
  const accept = { accept: "application/json, application/problem+json" };
  for (const [path, status, detail] of [
    ["/v1/calc/list?limit=abc", 400, "limit: expected an integer of at least -1, found abc"],
    ["/v1/calc/99999", 404, undefined],
    ["/v1/calc/result/99999", 404, undefined],
    ["/v1/zzz", 404, "there is nothing at /v1/zzz"],
    ["/v1/calc/run", 405, undefined],
  ] as const) {
    const response = await server.get(path, { headers: accept });
    expect([path, response.status, response.headers.get("content-type")]).toEqual([
      path,
      status,
      "application/problem+json",
    ]);
    const body = (await response.json()) as Record<string, unknown>;
    expect([path, body["status"], body["type"], body["detail"]]).toEqual([path, status, "about:blank", detail]);
    expect(typeof body["title"]).toBe("string");
    expect(body["error"]).toBeUndefined();
  }
  const named = await (await server.get("/v1/calc/list?limit=abc", { headers: accept })).json();
  expect(named).toMatchObject({ parameter: "limit", allowed: "an integer of at least -1" });
  const usual = await server.get("/v1/calc/list?limit=abc");
  expect(usual.headers.get("content-type")).toBe("application/json");
  expect(wantsProblem("application/problem+json;q=0")).toBe(false);
  expect(wantsProblem("*/*")).toBe(false);
});

test("pages elsewhere may read the names of files, lengths and tags", async () => {
  const response = await server.get("/v1/calc/list");
  const exposed = response.headers.get("access-control-expose-headers") ?? "";
  for (const name of ["Content-Disposition", "ETag", "Content-Range", "Location", "Retry-After"])
    expect(exposed).toContain(name);
});
