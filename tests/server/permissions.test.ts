/**
 * Who may call what: every route of the server with everybody who may come to it, as one table. A route without a row fails,
 * and so does a row without a route: who adds a route says here what it answers to whom.
 */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { serverRoutes } from "../../src/server/api.ts";
import { zipOf } from "../archives.ts";
import { recipe } from "../jobs/job-harness.ts";
import { DEFAULT_SETTINGS, type TestServer, testServer } from "./server-harness.ts";

/**
 * nobody: not logged in. expired: a session that has ended. viewer: level 0, group mate of the owner. other: level 2, no group in
 * common. mate: level 2, group mate. owner: level 2. token: the owner by API token. admin: somebody else, administrator.
 */
const CALLERS = ["nobody", "expired", "viewer", "other", "mate", "owner", "token", "admin"] as const;
type Caller = (typeof CALLERS)[number];

type Row = readonly [route: string, ...statuses: readonly number[]];

const ALL_LOGGED_IN = [403, 403, 200, 200, 200, 200, 200, 200] as const;
/** Below a calculation: its owner, members of the same groups, administrators. */
const SEEN = [403, 403, 200, 403, 200, 200, 200, 200] as const;
/** The same from user level 2 on. */
const SEEN_LEVEL_2 = [403, 403, 403, 403, 200, 200, 200, 200] as const;
const LEVEL_2 = [403, 403, 403, 200, 200, 200, 200, 200] as const;
const SUBMITS = [403, 403, 403, 200, 200, 200, 200, 200] as const;
const PAGE = [302, 302, 200, 200, 200, 200, 200, 200] as const;
const PUBLIC = [200, 200, 200, 200, 200, 200, 200, 200] as const;

/** One row a route: what it answers to each of the callers, in the order of CALLERS. */
const MATRIX: readonly Row[] = [
  // Service
  ["GET /healthz", ...PUBLIC],
  ["GET /v1/engine_version", ...ALL_LOGGED_IN],
  ["GET /v1/engine_latest_version", ...ALL_LOGGED_IN],
  ["GET /v1/available_gsims", ...ALL_LOGGED_IN],
  ["GET /v1/ini_defaults", ...ALL_LOGGED_IN],
  ["POST /v1/on_same_fs", ...ALL_LOGGED_IN],
  // Calculations. Of the lists everybody sees what is theirs to see: tested below.
  ["GET /v1/calc/list", ...ALL_LOGGED_IN],
  ["GET /v1/calc/list/count", ...ALL_LOGGED_IN],
  ["GET /v1/calc/:id", ...SEEN],
  ["GET /v1/calc/:id/status", 403, 403, 200, 404, 200, 200, 200, 200],
  ["POST /v1/calc/:id/abort", ...SEEN],
  ["POST /v1/calc/:id/remove", 403, 403, 403, 403, 403, 200, 200, 200],
  ["POST /v1/calc/:id/share", ...SEEN_LEVEL_2],
  ["POST /v1/calc/:id/unshare", ...SEEN_LEVEL_2],
  // Submission: from user level 1 on
  ["POST /v1/calc/run", ...SUBMITS],
  ["POST /v1/calc/hazard", ...SUBMITS],
  ["POST /v1/calc/risk", ...SUBMITS],
  ["POST /v1/calc/run_ini", 403, 403, 403, 500, 500, 500, 500, 500],
  ["GET /v1/calc/jobs_from_inis", ...ALL_LOGGED_IN],
  // Results
  ["GET /v1/calc/:id/results", ...SEEN],
  ["GET /v1/calc/:id/result/list", ...SEEN],
  ["GET /v1/calc/result/:rid", 403, 403, 404, 403, 404, 404, 404, 404],
  ["GET /v1/calc/:id/results/describe", 403, 403, 404, 403, 404, 404, 404, 404],
  // Of a calculation without results.
  ["GET /v1/calc/:id/disaggregation", 403, 403, 400, 403, 400, 400, 400, 400],
  ["GET /v1/calc/:id/site", 403, 403, 400, 403, 400, 400, 400, 400],
  ["GET /v1/calc/compare", 403, 403, 404, 403, 404, 404, 404, 404],
  ["GET /v1/calc/:id/datastore", 403, 403, 404, 403, 404, 404, 404, 404],
  ["GET /v1/calc/:id/job_zip", ...SEEN_LEVEL_2],
  ["GET /v1/calc/:id/download_png/:name", 403, 403, 404, 403, 404, 404, 404, 404],
  ["GET /v1/calc/:id/extract/:spec", 403, 403, 404, 403, 404, 404, 404, 404],
  ["GET /v1/calc/:id/extract/*", 403, 403, 403, 403, 404, 404, 404, 404],
  // Log and events
  ["GET /v1/calc/:id/log/size", ...SEEN],
  ["GET /v1/calc/:id/log/:slice", ...SEEN],
  ["GET /v1/calc/:id/traceback", ...SEEN],
  ["GET /v1/events", ...SEEN],
  ["GET /v1/calc/:id/events", ...SEEN],
  // Tags
  ["GET /v1/calc/list_tags", ...ALL_LOGGED_IN],
  ["GET /v1/calc/create_tag/:tag", ...LEVEL_2],
  ["GET /v1/calc/delete_tag/:tag", ...LEVEL_2],
  ["GET /v1/calc/:id/add_tag/:tag", ...SEEN_LEVEL_2],
  ["GET /v1/calc/:id/remove_tag/:tag", ...SEEN_LEVEL_2],
  ["GET /v1/calc/:id/set_preferred_job_for_tag/:tag", ...SEEN_LEVEL_2],
  ["GET /v1/calc/unset_preferred_job_for_tag/:tag", ...LEVEL_2],
  ["GET /v1/calc/get_preferred_job_for_tag/:tag", ...ALL_LOGGED_IN],
  // Ground-motion models
  ["GET /v1/ground_motion_model", 403, 403, 400, 400, 400, 400, 400, 400],
  ["GET /v1/ground_motion", 403, 403, 400, 400, 400, 400, 400, 400],
  // Validation: nothing is kept
  ["POST /v1/valid", ...ALL_LOGGED_IN],
  ["POST /v1/valid/*", ...ALL_LOGGED_IN],
  ["POST /v1/calc/validate_zip", ...ALL_LOGGED_IN],
  ["POST /v1/calc/validate_ini", ...ALL_LOGGED_IN],
  ["POST /v1/calc/estimate", 403, 403, 400, 400, 400, 400, 400, 400],
  // Older API
  ["GET /v1/calc/hazard", ...ALL_LOGGED_IN],
  ["GET /v1/calc/risk", ...ALL_LOGGED_IN],
  ["GET /v1/calc/hazard/:id", ...SEEN],
  ["GET /v1/calc/risk/:id", 403, 403, 404, 403, 404, 404, 404, 404],
  ["GET /v1/calc/hazard/:id/results", ...SEEN],
  ["GET /v1/calc/risk/:id/results", 403, 403, 404, 403, 404, 404, 404, 404],
  ["GET /v1/calc/hazard/result/:rid", 403, 403, 404, 403, 404, 404, 404, 404],
  ["GET /v1/calc/risk/result/:rid", 403, 403, 404, 403, 404, 404, 404, 404],
  // Accounts
  ["POST /accounts/ajax_login", 403, 403, 403, 403, 403, 403, 403, 403],
  ["POST /accounts/ajax_logout", 302, 302, 200, 200, 200, 200, 200, 200],
  ["GET /v1/accounts/me", ...ALL_LOGGED_IN],
  ["GET /v1/accounts/tokens", ...ALL_LOGGED_IN],
  ["POST /v1/accounts/tokens", ...ALL_LOGGED_IN],
  ["POST /v1/accounts/tokens/:id/revoke", 403, 403, 404, 404, 404, 404, 404, 404],
  // Pages
  ["GET /", ...PAGE],
  ["GET /engine", ...PAGE],
  ["GET /engine/license", ...PAGE],
  ["GET /engine/:id/outputs", 302, 302, 200, 403, 200, 200, 200, 200],
  ["GET /engine/assets/*", ...PUBLIC],
  ["GET /favicon.ico", ...PUBLIC],
  ["GET /accounts/login", ...PUBLIC],
  ["GET /swagger", ...PAGE],
  ["GET /openapi.json", ...PAGE],
  ["GET /swagger/swagger-ui.css", ...PAGE],
  ["GET /swagger/swagger-ui-bundle.js", ...PAGE],
];

/** Routes that end a calculation: each call gets one of its own, which was only begun. */
const ENDS: ReadonlySet<string> = new Set(["abort", "remove"].map((name) => `POST /v1/calc/:id/${name}`));

let server: TestServer;
const headersOf = new Map<Caller, Record<string, string>>();
/** Complete, of the owner, not shared. */
let seen: number;
let outputId: number;

beforeAll(async () => {
  server = await testServer({ accounts: true });
  const { accounts } = server.server.jobs;
  const passwordHash = await Bun.password.hash("x", { algorithm: "argon2id", memoryCost: 1024, timeCost: 1 });
  const users = { viewer: 0, other: 2, mate: 2, owner: 2, admin: 2, expired: 2 } as const;
  for (const [name, level] of Object.entries(users)) {
    const user = accounts.addUser({ name, passwordHash, level, isSuperUser: name === "admin" });
    const session = accounts.startSession(user.id, name === "expired" ? -1 : 3_600_000);
    headersOf.set(name as Caller, { cookie: `sessionid=${session}` });
    if (name === "owner") {
      const { secret } = accounts.addToken(user.id, "test", null);
      headersOf.set("token", { authorization: `Bearer ${secret}` });
    }
  }
  headersOf.set("nobody", {});
  for (const name of ["viewer", "mate", "owner"]) accounts.addToGroup(name, "hazard");
  accounts.addToGroup("other", "elsewhere");
  seen = await server.run({ steps: 1 }, { headers: headersOf.get("owner")! });
  for (const end = Date.now() + 10_000; Date.now() < end && server.server.jobs.get(seen)?.status !== "complete"; )
    await Bun.sleep(5);
  outputId = server.server.jobs.outputs(seen)[0]!.id;
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const contextOf = ({ server: { jobs } }: TestServer) => ({ settings: DEFAULT_SETTINGS, jobs, startedAt: 0 });

async function upload(): Promise<FormData> {
  const form = new FormData();
  form.append("archive", new File([await zipOf({ "job.ini": recipe({ steps: 1 }) })], "job.zip"));
  return form;
}

/** What a POST of the route sends. */
async function bodyOf(path: string): Promise<BodyInit | undefined> {
  if (/\/(run|hazard|risk|validate_zip|estimate)$/.test(path)) return upload();
  if (/\/(run_ini|validate_ini)$/.test(path)) return new URLSearchParams({ job_ini: "/nowhere/job.ini" });
  if (path.startsWith("/v1/valid")) return new URLSearchParams({ xml_text: "<nrml/>" });
  if (path.endsWith("on_same_fs")) return new URLSearchParams({ filename: "/x", checksum: "1" });
  if (path.endsWith("ajax_login")) return new URLSearchParams({ username: crypto.randomUUID(), password: "x" });
  if (path.endsWith("/tokens")) return new URLSearchParams({ label: "matrix" });
  return undefined;
}

let serial = 0;

async function statusFor(route: string, caller: Caller): Promise<number> {
  const [method = "", path = ""] = route.split(" ");
  const { jobs } = server.server;
  const id = ENDS.has(route) ? jobs.create({ userName: "owner" }).id : seen;
  if (route.endsWith("/unshare")) jobs.share(id);
  const address = path
    .replace("/tokens/:id/", "/tokens/99999/")
    .replace(":id", String(id))
    .replace(":rid", String(outputId))
    .replace(":spec", "hcurves")
    .replace("/extract/*", "/extract/some/thing")
    .replace("assets/*", "assets/page.css")
    .replace("/*", "/x")
    .replace(":slice", "0:")
    .replace(":name", "hmap_0_0")
    .replace(":tag", `t${serial++}`);
  const query = path === "/v1/events" ? `?calc=${id}` : path.endsWith("/compare") ? `?a=${id}&b=${id}` : "";
  const body = await bodyOf(path);
  const response = await fetch(server.url + address + query, {
    method,
    headers: headersOf.get(caller)!,
    redirect: "manual",
    ...(method === "POST" && body !== undefined ? { body } : {}),
  });
  await response.body?.cancel();
  if (route.endsWith("share")) jobs.unshare(id);
  return response.status;
}

test("every route has its row, and every row its route", () => {
  const routes = serverRoutes(contextOf(server)).map(({ method, path }) => `${method} ${path}`);
  const rows = MATRIX.map(([route]) => route);
  expect(routes.filter((route) => !rows.includes(route))).toEqual([]);
  expect(rows.filter((route) => !routes.includes(route))).toEqual([]);
  expect(new Set(rows).size).toBe(rows.length);
  for (const [route, ...statuses] of MATRIX) expect([route, statuses.length]).toEqual([route, CALLERS.length]);
});

test("a comparison needs both calculations to be visible", async () => {
  const own = server.server.jobs.create({ userName: "other" }).id;
  const headers = headersOf.get("other")!;
  for (const [a, b, status] of [
    [own, seen, 403],
    [seen, own, 403],
    // Visible, but without results.
    [own, own, 404],
    [own, 99_999, 404],
  ] as const) {
    const response = await fetch(`${server.url}/v1/calc/compare?a=${a}&b=${b}`, { headers });
    expect([a, b, response.status]).toEqual([a, b, status]);
    await response.body?.cancel();
  }
});

// Logging out ends the session the others need.
const ORDERED = [...MATRIX].sort(([a], [b]) => Number(a.endsWith("logout")) - Number(b.endsWith("logout")));

for (const [route, ...statuses] of ORDERED) {
  test(`${route}`, async () => {
    const found: Record<string, number> = {};
    for (const caller of CALLERS) found[caller] = await statusFor(route, caller);
    expect(found).toEqual(Object.fromEntries(CALLERS.map((caller, index) => [caller, statuses[index]!])));
  });
}
