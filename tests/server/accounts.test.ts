import { afterAll, beforeAll, expect, test } from "bun:test";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { loginLimiter, networkOf } from "../../src/server/accounts/login-limiter.ts";
import { passwordChecker } from "../../src/server/accounts/password-checker.ts";
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

test("guessing has to wait, for that name and network only", async () => {
  for (let i = 0; i < 5; i++) expect((await login("guessed", "x")).status).toBe(403);
  const slowed = await login("guessed", "x");
  expect([slowed.status, Number(slowed.headers.get("retry-after")) > 60]).toEqual([429, true]);
  expect((await login("carl", "secret-carl")).status).toBe(200);
});

test("the limiter counts attempts when they begin, by name and network", () => {
  let now = 0;
  const limits = { perName: 2, perNetwork: 3, perNameEverywhere: 5, windowMs: 1000 };
  const limiter = loginLimiter(limits, () => now);
  const waits = (name: string, address: string) => {
    const attempt = limiter.begin(name, address);
    return "waitMs" in attempt ? attempt.waitMs : 0;
  };
  expect([waits("a", "x"), waits("a", "x")]).toEqual([0, 0]);
  now = 400;
  expect(waits("a", "x")).toBe(600);
  expect(waits("b", "x")).toBe(0);
  expect([waits("c", "x"), waits("a", "y")]).toEqual([600, 0]);
  now = 1100;
  expect(waits("c", "x")).toBe(0);

  // A right password takes back its own attempt and the failures before it.
  const other = loginLimiter(limits, () => 0);
  other.begin("anna", "n");
  const right = other.begin("anna", "n");
  if ("waitMs" in right) throw new Error("not begun");
  right.succeeded();
  for (const name of ["anna", "anna"]) expect("waitMs" in other.begin(name, "n")).toBe(false);
  expect(["10.0.0.1", "::ffff:10.0.0.1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::1"].map(networkOf)).toEqual([
    "10.0.0.1",
    "10.0.0.1",
    "2001:db8:1:2::/64",
    "2001:db8:1:2::/64",
  ]);
  // From ever new networks a name is guessed a limited number of times; where it has logged in it still may.
  const spread = loginLimiter(limits, () => 0);
  const home = spread.begin("ben", "home");
  if (!("waitMs" in home)) home.succeeded();
  const guesses = Array.from({ length: 8 }, (_, i) => "waitMs" in spread.begin("ben", `far-${i}`));
  expect(guesses).toEqual([false, false, false, false, false, true, true, true]);
  expect("waitMs" in spread.begin("ben", "home")).toBe(false);
});

test("sixty guesses at once: five are looked at, and a right password waits for none of them", async () => {
  const guesses = Array.from({ length: 60 }, () => login("crowded", "x"));
  const begun = performance.now();
  expect((await login("ben", "secret-ben")).status).toBe(200);
  const waited = performance.now() - begun;
  const answers = (await Promise.all(guesses)).map(({ status }) => status);
  expect(answers.filter((status) => status === 403)).toHaveLength(5);
  expect(answers.filter((status) => status === 429)).toHaveLength(55);
  expect(waited).toBeLessThan(3000);
});

test("password checks that wait are few, and each network has its turn", async () => {
  const order: string[] = [];
  const check = passwordChecker(async (password) => {
    await Bun.sleep(5);
    order.push(password);
    return true;
  });
  const results = await Promise.all([
    ...Array.from({ length: 30 }, (_, i) => check(`bad ${i}`, "hash", "attacker")),
    check("right", "hash", "home"),
  ]);
  expect(results.filter((result) => result === undefined)).toHaveLength(24);
  expect(results.at(-1)).toBe(true);
  expect(order.indexOf("right")).toBeLessThanOrEqual(3);
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
  for (const user of ["ben", "carl"]) {
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

test("ids are read once: no spelling of a number passes one check and is obeyed as another", async () => {
  const id = await server.run({ description: "carl's" }, as("carl"));
  for (let i = 0; i < 400 && server.server.jobs.get(id)?.status !== "complete"; i++) await Bun.sleep(10);
  const spellings = [
    `${id}`,
    ` ${id}`,
    `\t${id}`,
    `${id} `,
    `+${id}`,
    `0${id}`,
    `${id}.0`,
    `\u0660${id}`,
    `0x${id}`,
    `${id}\n`,
  ];
  for (const hazard_job_id of spellings)
    for (const field of ["hazard_job_id", "hazard_calc"]) {
      const response = await server.submit(
        { "risk.ini": "mode = classical\n" },
        { [field]: hazard_job_id },
        as("anna"),
      );
      expect([field, hazard_job_id, response.status === 200]).toEqual([field, hazard_job_id, false]);
    }
  const children = server.server.jobs.list({ limit: -1 }).filter((job) => job.hazardCalculationId === id);
  expect(children).toEqual([]);
});

test("the data folder is the operator's alone", () => {
  expect(statSync(server.dataFolder).mode & 0o777).toBe(0o700);
  const files = readdirSync(server.dataFolder).filter((name) => name.startsWith("jobs.sqlite"));
  expect(files.length).toBeGreaterThan(0);
  for (const name of files) expect([name, statSync(join(server.dataFolder, name)).mode & 0o777]).toEqual([name, 0o600]);
});

/** Resolves with whether the stream has ended within the time. */
async function endsWithin(response: Response, ms: number): Promise<boolean> {
  const reading = response.text().then(
    () => true,
    () => true,
  );
  return Promise.race([reading, Bun.sleep(ms).then(() => false)]);
}

test("tokens, sessions and streams end with password, level, logout and removal", async () => {
  const { accounts } = server.server.jobs;
  const changes: readonly (readonly [string, boolean, (name: string, cookie: string) => unknown])[] = [
    ["password", true, async (name) => accounts.setPassword(name, await hash("new"))],
    ["level", true, (name) => accounts.updateUser(name, { level: 0 })],
    ["removal", true, (name) => accounts.removeUser(name)],
    ["logout", false, (_, cookie) => server.post("/accounts/ajax_logout/", undefined, { headers: { cookie } })],
    ["group", false, (name) => accounts.addToGroup(name, "hazard")],
  ];
  await Promise.all(
    changes.map(async ([what, endsTokens, change]) => {
      const name = `user-${what}`;
      const user = accounts.addUser({ name, passwordHash: await hash("old"), level: 2 });
      const cookie = `sessionid=${accounts.startSession(user.id, 3_600_000)}`;
      const { secret } = accounts.addToken(user.id, "test", null);
      const bearer = { headers: { authorization: `Bearer ${secret}` } };
      const stream = await server.get("/v1/events", { headers: { cookie } });
      expect((await server.get("/v1/accounts/me", bearer)).status).toBe(200);
      await change(name, cookie);
      expect([what, (await server.get("/v1/accounts/me", bearer)).status]).toEqual([what, endsTokens ? 403 : 200]);
      if (what !== "group")
        expect([what, (await server.get("/v1/accounts/me", { headers: { cookie } })).status]).toEqual([what, 403]);
      expect([what, await endsWithin(stream, 4000)]).toEqual([what, true]);
    }),
  );
});

test("sharing is for the owner, group mates and administrators", async () => {
  const id = await server.run({}, as("anna"));
  for (let i = 0; i < 400 && server.server.jobs.get(id)?.status !== "complete"; i++) await Bun.sleep(10);
  const share = async (user: string, action = "share") =>
    (await server.post(`/v1/calc/${id}/${action}`, undefined, as(user))).status;
  expect([await share("carl"), await share("anna"), await share("ben")]).toEqual([403, 403, 200]);
  expect([await share("carl", "unshare"), await share("root", "unshare")]).toEqual([403, 200]);
  expect((await server.post(`/v1/calc/${id}/remove`, undefined, as("root"))).status).toBe(200);
});
