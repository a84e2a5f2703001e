/** Swagger UI and the OpenAPI description, without the internet. Both are made when first asked for. */
import { type AnyElysia, Elysia } from "elysia";
import { VERSION } from "../../version.ts";
import type { ServerContext } from "../context.ts";
import { staticFile } from "../downloads/static-file.ts";
import { JOB_PARAMETERS_SCHEMA, JOB_PARAMETERS_TEXT } from "../job-parameters-schema.ts";

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Quakewright API</title>
<link rel="stylesheet" href="BASE/swagger/swagger-ui.css">
<link rel="icon" href="BASE/engine/assets/icon.svg">
</head>
<body>
<div id="swagger-ui"></div>
<script src="BASE/swagger/swagger-ui-bundle.js"></script>
<script>
SwaggerUIBundle({ url: "BASE/openapi.json", dom_id: "#swagger-ui", deepLinking: true, tryItOutEnabled: true, displayRequestDuration: true, validatorUrl: null });
</script>
</body>
</html>
`;

const INTRODUCTION = `The REST API of the OpenQuake Engine 3.26.2, computed natively.

* Paths work with and without a final slash. HEAD works wherever GET does, OPTIONS everywhere.
* Errors are JSON (\`{"error": "..."}\`), of \`extract\` and \`result\` one line of text. An unknown calculation is a 404 without a body.
* In a locked server everything needs the cookie of \`/accounts/ajax_login/\` or \`Authorization: Bearer TOKEN\`; without it \`/v1/*\` is an empty 403.`;

/** Order of the groups in the page. */
const TAGS = [
  "Service",
  "Submission",
  "Calculations",
  "Log",
  "Events",
  "Results",
  "Tags",
  "Validation",
  "Accounts",
  "Older API",
];

/** Puts what the table of job parameters says into the descriptions that ask for it. */
async function withJobParameters(description: string): Promise<string> {
  const { neededParameters } = await import("../../inputs/job-ini/describe-parameters.ts");
  const text = `Parameters of the job file: the schema \`${JOB_PARAMETERS_SCHEMA}\`. Needed: ${neededParameters()}.`;
  return description.replaceAll(JSON.stringify(JOB_PARAMETERS_TEXT).slice(1, -1), JSON.stringify(text).slice(1, -1));
}

async function describe(groups: () => AnyElysia[], serverUrl: string): Promise<string> {
  const { swagger } = await import("@elysiajs/swagger");
  const { parametersSchema } = await import("../../inputs/job-ini/describe-parameters.ts");
  const app = new Elysia().use(
    swagger({
      path: "/unused",
      specPath: "/openapi.json",
      exclude: ["/unused", "/openapi.json"],
      documentation: {
        info: {
          title: "Quakewright",
          version: VERSION,
          description: INTRODUCTION,
          license: { name: "AGPL-3.0-or-later" },
        },
        servers: [{ url: serverUrl }],
        tags: TAGS.map((name) => ({ name })),
        components: {
          schemas: { [JOB_PARAMETERS_SCHEMA]: parametersSchema() as object },
          securitySchemes: {
            session: { type: "apiKey", in: "cookie", name: "sessionid" },
            token: { type: "http", scheme: "bearer" },
          },
        },
        security: [{}, { session: [] }, { token: [] }],
      },
    }),
  );
  for (const group of groups()) app.use(group);
  const response = await app.handle(new Request("http://localhost/openapi.json"));
  const description = (await response.json()) as Json;
  return withJobParameters(JSON.stringify(asOpenApi30(description)));
}

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** What JSON Schema knows and OpenAPI 3.0 does not: a type `null`, constants. */
function asOpenApi30(value: Json): Json {
  if (Array.isArray(value)) return value.map(asOpenApi30);
  if (typeof value !== "object" || value === null) return value;
  const { anyOf, const: constant, ...others } = value;
  const schema = Object.fromEntries(
    Object.entries(others).map(([key, item]) => [
      key,
      key === "example" || key === "default" ? item : asOpenApi30(item),
    ]),
  );
  if (typeof constant === "string") return { ...schema, enum: [constant] };
  if (schema["type"] === "null") return { nullable: true, enum: [null] };
  if (!Array.isArray(anyOf)) return schema;
  const isNull = (option: Json) =>
    typeof option === "object" && option !== null && "type" in option && option["type"] === "null";
  const options = anyOf.filter((option) => !isNull(option)).map(asOpenApi30);
  const nullable: { [name: string]: Json } = options.length < anyOf.length ? { nullable: true } : {};
  const [first] = options;
  if (options.length === 1 && typeof first === "object" && first !== null) return { ...first, ...schema, ...nullable };
  const words = options.flatMap((option) =>
    typeof option === "object" && option !== null && "enum" in option && Array.isArray(option["enum"])
      ? option["enum"]
      : [],
  );
  if (words.length === options.length) return { ...schema, ...nullable, type: "string", enum: words };
  return { ...schema, ...nullable, anyOf: options };
}

export function swaggerRoutes({ settings }: ServerContext, groups: () => AnyElysia[]) {
  const hidden = { detail: { hide: true } };
  let description: Promise<string> | undefined;
  return new Elysia({ name: "swagger" })
    .get(
      "/swagger",
      () =>
        new Response(PAGE.replaceAll("BASE", settings.basePath), {
          headers: { "content-type": "text/html; charset=utf-8" },
        }),
      hidden,
    )
    .get(
      "/openapi.json",
      async () => {
        description ??= describe(groups, settings.basePath === "" ? "/" : settings.basePath);
        return new Response(await description, { headers: { "content-type": "application/json" } });
      },
      hidden,
    )
    .get(
      "/swagger/swagger-ui.css",
      async ({ request }) => {
        const file = await import("swagger-ui-dist/swagger-ui.css", { with: { type: "file" } });
        return staticFile(request, file.default, "text/css; charset=utf-8");
      },
      hidden,
    )
    .get(
      "/swagger/swagger-ui-bundle.js",
      async ({ request }) => {
        const file = await import("swagger-ui-dist/swagger-ui-bundle.js", { with: { type: "file" } });
        return staticFile(request, file.default, "text/javascript; charset=utf-8");
      },
      hidden,
    );
}
