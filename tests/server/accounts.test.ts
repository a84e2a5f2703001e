import { afterAll, beforeAll, expect, test } from "bun:test";
import { loginLimiter } from "../../src/server/accounts/login-limiter.ts";
import { type TestServer, testServer } from "./server-harness.ts";

let server: TestServer;
const cookies = new Map<string, string>();

/** Cheap hashes: what is tested is who may do what. */
const hash = (password: string) =>
  Bun.password.hash(password, { algorithm: "argon2id", memoryCost: 1024, timeCost: 1 });

const as = (user: string): RequestInit => ({ headers: { cookie: cookies.get(user) ?? "" } });

async function login(username: string, password: string): Promise<Response> {
  const response = await server.post("/accounts/ajax_login/", new URLSearchParams({ username, password }));
  const cookie = /^sessionid=[^;]+/.exec(response.headers.get("set-cookie") ?? "")?.[0];
  if (cookie !== undefined) cookies.set(username, cookie);
  return response;
}

beforeAll(async () => {
  server = await testServer({ accounts: true });
  const { accounts } = server.server.jobs;
  for (const [name, level] of [
    ["zoe", 0],
    ["anna", 1],
    ["ben", 2],
    ["carl", 2],
    ["root", 2],
  ] as const) {
    accounts.addUser({ name, passwordHash: await hash(`secret-${name}`), level, isSuperUser: name === "root" });
  }
  for (const name of ["anna", "ben"]) accounts.addToGroup(name, "hazard");
  for (const name of ["zoe", "anna", "ben", "carl", "root"])
    expect((await login(name, `secret-${name}`)).status).toBe(200);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

test("without a login: /v1 is an empty 403, other paths lead to the login page", async () => {
  for (const path of ["/v1/engine_version", "/v1/calc/list", "/v1/zzz", "//v1/calc/1"]) {
    const response = await server.get(path);
    expect([path, response.status, await response.text()]).toEqual([path, 403, ""]);
  }
  for (const path of ["/", "/engine/", "/swagger", "/openapi.json", "/zzz"]) {
    const response = await server.get(path);
    expect([path, response.status, response.headers.get("location")]).toEqual([path, 302, "/accounts/login/"]);
  }
  for (const path of ["/accounts/login/", "/engine/assets/page.css", "/engine/assets/login.ts", "/healthz"]) {
    expect([path, (await server.get(path)).status]).toEqual([path, 200]);
  }
  expect((await server.get("/v1/calc/list", { headers: { cookie: "sessionid=forged" } })).status).toBe(403);
});

test("login and logout: cookie flags, wrong names and passwords alike", async () => {
  const good = await login("anna", "secret-anna");
  expect([good.status, await good.text()]).toEqual([200, "Successful login"]);
  const cookie = good.headers.get("set-cookie") ?? "";
  for (const flag of ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="]) expect(cookie).toContain(flag);
  for (const [name, password] of [
    ["anna", "wrong"],
    ["nobody", "secret-anna"],
  ] as const) {
    const bad = await login(name, password);
    expect([bad.status, await bad.text()]).toEqual([403, "Invalid login"]);
  }
  const session = as("anna");
  expect(await (await server.post("/accounts/ajax_logout/", undefined, session)).text()).toBe("Successful logout");
  expect((await server.get("/v1/calc/list", session)).status).toBe(403);
  await login("anna", "secret-anna");
});

test("guessing has to wait, for that name and address only", async () => {
  for (let i = 0; i < 5; i++) expect((await login("guessed", "x")).status).toBe(403);
  const slowed = await login("guessed", "x");
  expect([slowed.status, Number(slowed.headers.get("retry-after")) > 60]).toEqual([429, true]);
  expect((await login("carl", "secret-carl")).status).toBe(200);

  let now = 0;
  const limiter = loginLimiter({ perName: 2, perAddress: 3, windowMs: 1000 }, () => now);
  limiter.failed("a", "x");
  expect(limiter.waitMs("a", "x")).toBe(0);
  now = 400;
  limiter.failed("a", "x");
  expect(limiter.waitMs("a", "x")).toBe(600);
  expect(limiter.waitMs("b", "x")).toBe(0);
  limiter.failed("b", "x");
  expect([limiter.waitMs("c", "x"), limiter.waitMs("a", "y")]).toEqual([600, 0]);
  now = 1100;
  expect(limiter.waitMs("c", "x")).toBe(0);
});

test("own jobs, those of group mates and shared ones; everything below a job follows", async () => {
  const id = await server.run({ description: "anna's" }, as("anna"));
  for (let i = 0; i < 400 && server.server.jobs.get(id)?.status !== "complete"; i++) await Bun.sleep(10);
  const listed = async (user: string) =>
    ((await (await server.get("/v1/calc/list", as(user))).json()) as { id: number }[]).some((job) => job.id === id);
  expect([await listed("anna"), await listed("ben"), await listed("root"), await listed("carl")]).toEqual([
    true,
    true,
    true,
    false,
  ]);
  const [output] = server.server.jobs.outputs(id);
  const below = [
    ...[
      "",
      "/results",
      "/result/list",
      "/log/0:",
      "/log/size",
      "/traceback",
      "/events",
      "/extract/oqparam",
      "/job_zip",
      "/download_png/x",
    ],
  ].map((path) => `/v1/calc/${id}${path}`);
  for (const path of [
    ...below,
    `/v1/calc/result/${output?.id}`,
    `/v1/events?calc=${id}`,
    `/v1/calc/hazard/${id}`,
    `/v1/calc/${id}/add_tag/x`,
  ]) {
    expect([path, (await server.get(path, as("carl"))).status]).toEqual([path, 403]);
  }
  expect((await server.get(`/v1/calc/${id}/status`, as("carl"))).status).toBe(404);
  expect((await server.get(`/v1/calc/${id}/log/0:`, as("ben"))).status).toBe(200);
  expect(await (await server.post(`/v1/calc/${id}/abort`, undefined, as("carl"))).json()).toEqual({
    error: `User carl has no permission to abort job ${id}`,
  });
  for (const user of ["ben", "root", "carl"]) {
    const refused = await server.post(`/v1/calc/${id}/remove`, undefined, as(user));
    expect([refused.status, await refused.json()]).toEqual([
      403,
      { error: `Cannot delete calculation ${id}: it belongs to anna and you are ${user}` },
    ]);
  }
  expect((await server.post(`/v1/calc/${id}/share`, undefined, as("anna"))).status).toBe(403);
  expect((await server.post(`/v1/calc/${id}/share`, undefined, as("ben"))).status).toBe(200);
  expect([await listed("carl"), await listed("zoe")]).toEqual([true, true]);
  const hidden = (await (await server.get("/v1/calc/list?include_shared=0", as("carl"))).json()) as unknown[];
  expect(hidden).toEqual([]);
  expect((await server.get(`/v1/calc/${id}/log/0:`, as("carl"))).status).toBe(200);
  expect((await server.get(`/v1/calc/${id}/job_zip`, as("zoe"))).status).toBe(403);
  expect((await server.get(`/v1/calc/${id}/extract/assetcol`, as("zoe"))).status).toBe(403);
  expect((await server.post(`/v1/calc/${id}/unshare`, undefined, as("ben"))).status).toBe(200);
  expect((await server.post(`/v1/calc/${id}/remove`, undefined, as("anna"))).status).toBe(200);
});

test("job_owner is ignored, and a parent must be visible", async () => {
  const response = await server.submit({ "job.ini": "mode = classical\n" }, { job_owner: "ben" }, as("carl"));
  const { user_name, job_id } = (await response.json()) as { user_name: string; job_id: number };
  expect(user_name).toBe("carl");
  const child = await server.submit(
    { "risk.ini": "mode = classical\n" },
    { hazard_job_id: String(job_id) },
    as("anna"),
  );
  expect(child.status).toBe(403);
});

test("API tokens stand for a login until they are revoked", async () => {
  const made = await server.post(
    "/v1/accounts/tokens",
    new URLSearchParams({ label: "nightly", days: "7" }),
    as("anna"),
  );
  const { id, secret } = (await made.json()) as { id: number; secret: string };
  const bearer = { headers: { authorization: `Bearer ${secret}` } };
  expect(await (await server.get("/v1/accounts/me", bearer)).json()).toEqual({
    name: "anna",
    level: 1,
    superuser: false,
    groups: ["hazard"],
  });
  const list = (await (await server.get("/v1/accounts/tokens", as("anna"))).json()) as Record<string, unknown>[];
  expect(list).toHaveLength(1);
  expect(JSON.stringify(list)).not.toContain(secret);
  expect((await server.post(`/v1/accounts/tokens/${id}/revoke`, undefined, as("ben"))).status).toBe(404);
  expect((await server.post(`/v1/accounts/tokens/${id}/revoke`, undefined, as("anna"))).status).toBe(200);
  expect((await server.get("/v1/accounts/me", bearer)).status).toBe(403);
});
