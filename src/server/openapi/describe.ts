/**
 * The OpenAPI document. The plugin collects the routes; what it writes about answers and parameters is replaced by what the
 * routes declare (it gives every answer three media types, puts words of schemas on responses, and knows no integers of
 * ours): see `answers.ts`.
 */
import { STATUS_CODES } from "node:http";
import { type AnyElysia, Elysia } from "elysia";
import { VERSION } from "../../version.ts";
import { JOB_PARAMETERS_SCHEMA, JOB_PARAMETERS_TEXT } from "../job-parameters-schema.ts";
import { ErrorObject, MEDIA, ProblemDetailsObject, SENTENCE } from "./answers.ts";
import { type Components, isObject, type Json, type JsonObject, openApiSchema } from "./openapi-30.ts";

const INTRODUCTION = `The REST API of the OpenQuake Engine 3.26.2, computed natively.

* Paths work with and without a final slash. HEAD works wherever GET does, OPTIONS everywhere.
* Errors are JSON (\`{"error": "..."}\`), of \`extract\` and \`result\` one line of text. An unknown calculation is a 404 without a body. With \`Accept: application/problem+json\` every error is problem details (RFC 9457).
* In a locked server everything needs the cookie of \`/accounts/ajax_login/\` or \`Authorization: Bearer TOKEN\`; without it \`/v1/*\` is an empty 403.
* Texts of more than 1 kB come compressed (zstd or gzip) when \`Accept-Encoding\` allows it.`;

/** The groups in the order of the page. */
const TAGS: Readonly<Record<string, string>> = {
  Service: "Versions, models and defaults; the probe of a container.",
  Submission: "Sending calculations.",
  Calculations: "Their list, status and record, and what can be done with one.",
  Log: "What a calculation has told.",
  Events: "What happens, as it happens.",
  Results: "Outputs, downloads, arrays.",
  Tags: "Names put on calculations.",
  Validation: "Checks without a calculation.",
  Accounts: "Only in a server that asks for a login; others answer 404.",
  "Older API": "The first API of the engine.",
};

export interface DescribedServer {
  /** Groups of routes, made anew: they are only looked at. */
  readonly groups: () => AnyElysia[];
  /** Path of the API. */
  readonly url: string;
  /** Whether a login is asked for. */
  readonly accounts: boolean;
}

/** The document as JSON. */
export async function openApiDocument({ groups, url, accounts }: DescribedServer): Promise<string> {
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
          license: { name: "AGPL-3.0-or-later", url: "https://www.gnu.org/licenses/agpl-3.0.html" },
        },
        servers: [{ url }],
        tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
        components: {
          schemas: { [JOB_PARAMETERS_SCHEMA]: parametersSchema() as object },
          ...(accounts
            ? {
                securitySchemes: {
                  session: { type: "apiKey", in: "cookie", name: "sessionid" },
                  token: { type: "http", scheme: "bearer" },
                },
              }
            : {}),
        },
        ...(accounts ? { security: [{ session: [] }, { token: [] }] } : {}),
      },
    }),
  );
  for (const group of groups()) app.use(group);
  const response = await app.handle(new Request("http://localhost/openapi.json"));
  const written = (await response.json()) as JsonObject;
  return withJobParameters(JSON.stringify(mended(written, declaredAnswers(groups()))));
}

/** `GET /v1/calc/{id}` -> its `response`. */
function declaredAnswers(groups: readonly AnyElysia[]): ReadonlyMap<string, JsonObject> {
  return new Map(
    groups
      .flatMap(({ routes }) => routes)
      .map(({ method, path, hooks }) => [
        `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, "{$1}")}`,
        plain((hooks as { response?: unknown }).response ?? {}) as JsonObject,
      ]),
  );
}

/** Schemas without the symbols and functions of their library. */
function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

function mended(document: JsonObject, answers: ReadonlyMap<string, JsonObject>): JsonObject {
  const components: Components = new Map();
  const schema = (value: Json) => openApiSchema(value, components);
  const failure = {
    description: "Anything else that is wrong",
    content: {
      "application/json": { schema: schema(plain(ErrorObject)) },
      "application/problem+json": { schema: schema(plain(ProblemDetailsObject)) },
    },
  };
  const operation = (value: JsonObject, declared: JsonObject): JsonObject => ({
    ...value,
    ...(Array.isArray(value["parameters"])
      ? { parameters: value["parameters"].map((one) => parameter(one, schema)) }
      : {}),
    ...(isObject(value["requestBody"]) ? { requestBody: schema(value["requestBody"]) } : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(declared).map(([status, answer]) => [status, responseOf(status, answer, schema)]),
      ),
      default: failure,
    },
  });
  const paths = Object.fromEntries(
    Object.entries(document["paths"] as JsonObject).map(([path, methods]) => [
      path,
      Object.fromEntries(
        Object.entries(methods as JsonObject).map(([method, value]) => [
          method,
          operation(value as JsonObject, answers.get(`${method} ${path}`) ?? {}),
        ]),
      ),
    ]),
  );
  const own = document["components"] as JsonObject;
  const schemas = { ...(own["schemas"] as JsonObject), ...Object.fromEntries([...components].sort()) };
  return { ...document, paths, components: { ...own, schemas } };
}

/** @throws Error for an answer that does not say what it is: see `answers.ts` */
function responseOf(status: string, answer: Json, schema: (value: Json) => Json): JsonObject {
  const media = isObject(answer) ? answer[MEDIA] : undefined;
  const sentence = isObject(answer) ? answer[SENTENCE] : undefined;
  if (!Array.isArray(media) || typeof sentence !== "string")
    throw new Error(`an answer ${status} ${STATUS_CODES[status]} does not say its media type`);
  if (media.length === 0) return { description: sentence };
  const content = Object.fromEntries(
    media.map((type) => [String(type), { schema: schemaAs(String(type), schema(answer)) }]),
  );
  return { description: sentence, content };
}

/** A file that is sent as JSON is any JSON to its reader, and one that is text a text. */
function schemaAs(media: string, schema: Json): Json {
  if (!isObject(schema) || schema["format"] !== "binary") return schema;
  if (/^application\/([\w.]+\+)?json$/.test(media)) return {};
  return media.startsWith("text/") ? { type: "string" } : schema;
}

/** The plugin puts what belongs to a parameter beside its schema, and words it does not know into it. */
function parameter(value: Json, schema: (value: Json) => Json): Json {
  if (!isObject(value) || !isObject(value["schema"])) return value;
  const { description, examples: _, schema: own, ...rest } = value;
  const { description: __, ...told } = schema(own) as JsonObject;
  return { ...rest, ...(description === undefined ? {} : { description }), schema: told };
}

/** Puts what the table of job parameters says into the descriptions that ask for it. */
async function withJobParameters(document: string): Promise<string> {
  const { neededParameters } = await import("../../inputs/job-ini/describe-parameters.ts");
  const text = `Parameters of the job file: the schema \`${JOB_PARAMETERS_SCHEMA}\`. Needed: ${neededParameters()}.`;
  return document.replaceAll(JSON.stringify(JOB_PARAMETERS_TEXT).slice(1, -1), JSON.stringify(text).slice(1, -1));
}
