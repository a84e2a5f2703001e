import { afterAll, beforeAll, expect, test } from "bun:test";
import { PARAMETER_NAMES, PARAMETERS } from "../../src/inputs/job-ini/table.ts";
import { type TestServer, testServer } from "./server-harness.ts";

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly description?: string;
    readonly schema: unknown;
  }[];
  readonly requestBody?: {
    readonly content: Readonly<
      Record<string, { readonly schema: { readonly properties: Readonly<Record<string, unknown>> } }>
    >;
  };
  readonly operationId?: string;
  readonly security?: readonly unknown[];
  readonly responses?: Readonly<
    Record<string, { readonly description?: string; readonly content?: Readonly<Record<string, unknown>> }>
  >;
}

interface Description {
  readonly openapi: string;
  readonly info: { readonly version: string };
  readonly security?: readonly unknown[];
  readonly servers: readonly { readonly url: string }[];
  readonly components: {
    readonly schemas: Readonly<
      Record<string, { readonly properties: Readonly<Record<string, { readonly description: string }>> }>
    >;
  };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

let server: TestServer;
let description: Description;
beforeAll(async () => {
  server = await testServer({ basePath: "/hazard" });
  description = (await (await server.get("/openapi.json")).json()) as Description;
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const operations = () =>
  Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

test("every endpoint of both documents is described, with summary, group and answers", () => {
  expect(description.openapi).toStartWith("3.0");
  expect(description.servers).toEqual([{ url: "/hazard" }]);
  const described = new Set(operations().map(({ method, path }) => `${method.toUpperCase()} ${path}`));
  const required = [
    ...["engine_version", "engine_latest_version", "available_gsims", "ini_defaults", "events"].map(
      (name) => `GET /v1/${name}`,
    ),
    ...["list", "list/count", "hazard", "risk", "jobs_from_inis", "list_tags", "{id}"].map(
      (name) => `GET /v1/calc/${name}`,
    ),
    ...[
      "status",
      "traceback",
      "results",
      "result/list",
      "log/size",
      "log/{slice}",
      "datastore",
      "job_zip",
      "events",
    ].map((name) => `GET /v1/calc/{id}/${name}`),
    ...["abort", "remove", "share", "unshare"].map((name) => `POST /v1/calc/{id}/${name}`),
    ...["run", "run_ini", "validate_zip", "validate_ini"].map((name) => `POST /v1/calc/${name}`),
    ...[
      "POST /v1/valid",
      "POST /v1/on_same_fs",
      "POST /accounts/ajax_login",
      "POST /accounts/ajax_logout",
      "GET /healthz",
    ],
    ...[
      "GET /v1/calc/result/{rid}",
      "GET /v1/calc/{id}/extract/{spec}",
      "GET /v1/calc/hazard/{id}",
      "GET /v1/calc/risk/result/{rid}",
    ],
  ];
  expect(required.filter((name) => !described.has(name))).toEqual([]);
  for (const { path, method, operation } of operations()) {
    expect([path, method, operation.summary !== undefined, operation.tags?.length]).toEqual([path, method, true, 1]);
    expect([path, method, Object.keys(operation.responses ?? {}).length > 0]).toEqual([path, method, true]);
  }
});

test("every operation has an id of its own, a description, and answers with their real media types", () => {
  const ids = operations().map(({ operation }) => operation.operationId ?? "");
  expect(
    ids.filter(
      (id) =>
        !/^(get|list|count|find|stream|describe|download|extract|check|estimate|submit|abort|remove|share|unshare|create|delete|add|set|unset|revoke|log)[A-Z]\w+$/.test(
          id,
        ),
    ),
  ).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { path, method, operation } of operations()) {
    const place = `${method} ${path}`;
    expect([place, (operation.description ?? "").length > 5]).toEqual([place, true]);
    for (const one of operation.parameters ?? [])
      expect([place, one.name, typeof one.description]).toEqual([place, one.name, "string"]);
    for (const [status, answer] of Object.entries(operation.responses ?? {})) {
      expect([place, status, Object.keys(answer).filter((key) => key !== "description" && key !== "content")]).toEqual([
        place,
        status,
        [],
      ]);
      expect([place, status, typeof answer.description]).toEqual([place, status, "string"]);
    }
  }
  const mediaOf = (path: string, status = "200") =>
    Object.keys(description.paths[path]?.["get"]?.responses?.[status]?.content ?? {});
  expect(mediaOf("/v1/calc/list")).toEqual(["application/json"]);
  expect(mediaOf("/v1/events")).toEqual(["text/event-stream"]);
  expect(mediaOf("/v1/calc/{id}/datastore")).toEqual(["application/x-hdf"]);
  expect(mediaOf("/v1/engine_version")).toEqual(["text/html"]);
  expect(mediaOf("/v1/calc/{id}", "404")).toEqual([]);
});

test("schemas have names, numbers and words their types", () => {
  const names = Object.keys(description.components.schemas);
  for (const name of [
    "Calculation",
    "CalculationRecord",
    "Output",
    "Problem",
    "ProblemDetails",
    "LogRow",
    "Estimate",
    "Validity",
    "Error",
    "JobParameters",
  ])
    expect(names).toContain(name);
  const listed = new Map(description.paths["/v1/calc/list"]?.["get"]?.parameters?.map((one) => [one.name, one.schema]));
  expect(listed.get("limit")).toEqual({ type: "integer", minimum: -1, default: 100 });
  expect(listed.get("is_running")).toEqual({ type: "boolean" });
  const text = JSON.stringify(description);
  for (const word of ["x-media", "x-name", "x-sentence", "x-written-as"]) expect(text).not.toContain(word);
});

test("no lock on what asks for no login", async () => {
  expect(description.security).toBeUndefined();
  await using locked = await testServer({ accounts: true });
  const { accounts } = locked.server.jobs;
  const user = accounts.addUser({ name: "anna", passwordHash: "x" });
  const { secret } = accounts.addToken(user.id, "test", null);
  const document = (await (
    await locked.get("/openapi.json", { headers: { authorization: `Bearer ${secret}` } })
  ).json()) as Description;
  expect(document.security).toEqual([{ session: [] }, { token: [] }]);
  const open = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.values(methods).flatMap(({ security }) => (security?.length === 0 ? [path] : [])),
  );
  expect(open.sort()).toEqual(["/accounts/ajax_login", "/healthz"]);
});

test("path parameters are described and what OpenAPI 3.0 does not know is not in it", () => {
  for (const { path, operation } of operations()) {
    const named = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]);
    const described = (operation.parameters ?? [])
      .filter((parameter) => parameter.in === "path")
      .map(({ name }) => name);
    expect(`${path} ${described.sort().join()}`).toBe(`${path} ${named.sort().join()}`);
  }
  const text = JSON.stringify(description);
  expect(text).not.toContain('"type":"null"');
  expect(text).not.toContain('"const":');
});

test("forms that are read by hand are described, files as files", () => {
  const run =
    description.paths["/v1/calc/run"]?.["post"]?.requestBody?.content["multipart/form-data"]?.schema.properties ?? {};
  expect(run["archive"]).toMatchObject({ type: "array", items: { type: "string", format: "binary" } });
  expect(Object.keys(run)).toContain("hazard_job_id");
  const login =
    description.paths["/accounts/ajax_login"]?.["post"]?.requestBody?.content["application/x-www-form-urlencoded"];
  expect(login?.schema.properties["password"]).toMatchObject({ format: "password" });
});

test("job parameters are described from their table", () => {
  const { properties } = description.components.schemas["JobParameters"]!;
  const users = PARAMETER_NAMES.filter((name) => !("internal" in PARAMETERS[name]));
  expect(Object.keys(properties).sort()).toEqual([...users].sort());
  const facts = PARAMETERS.truncation_level;
  expect(properties["truncation_level"]!.description.toLowerCase()).toContain(facts.meaning.toLowerCase());
  expect(properties["truncation_level"]!.description).toContain(facts.type.accepts);
  expect(properties["number_of_logic_tree_samples"]).toMatchObject({ type: "number", default: 0 });
  const defaults = description.paths["/v1/ini_defaults"]!["get"]!.responses!["200"];
  expect(JSON.stringify(defaults)).toContain("#/components/schemas/JobParameters");
  for (const path of ["run", "run_ini", "validate_zip", "validate_ini", "estimate"]) {
    const text = description.paths[`/v1/calc/${path}`]!["post"]!.description!;
    expect(text).toContain("the schema `JobParameters`. Needed: ");
    expect(text).toContain("`calculation_mode`");
  }
  expect(JSON.stringify(description)).not.toContain("{job parameters}");
});

test("the defaults of the job parameters are answered, with their infinity", async () => {
  const response = await server.get("/v1/ini_defaults");
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/json"]);
  const defaults = (await response.json()) as Record<string, unknown>;
  expect(defaults).toMatchObject({ number_of_logic_tree_samples: 0, width_of_mfd_bin: null });
  expect(Object.keys(defaults)).toContain("rupture_mesh_spacing");
});

test("the page and its files come from this server", async () => {
  const page = await (await server.get("/swagger/")).text();
  const links = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? "");
  expect(links.every((link) => link.startsWith("/hazard/"))).toBe(true);
  for (const link of links) {
    const response = await fetch(new URL(link, server.url));
    expect([link, response.status, (await response.bytes()).length > 100]).toEqual([link, 200, true]);
    const again = await fetch(new URL(link, server.url), {
      headers: { "if-none-match": response.headers.get("etag") ?? "" },
    });
    expect([link, again.status]).toEqual([link, 304]);
  }
});
