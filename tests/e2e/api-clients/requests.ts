/** How every GET of the API document is called, from its own examples, and the calls that a test adds. */

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: { readonly type?: string };
}

export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: unknown }>> }>
  >;
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export interface Call {
  readonly operation: string;
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string | number>>;
  readonly query: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** What it answers; must be declared. */
  readonly status: number;
}

/** Parameters of paths, and of queries that an operation needs or that make its answer end. */
export interface Values {
  readonly path: Readonly<Record<string, string | number>>;
  readonly query: Readonly<Record<string, Readonly<Record<string, string | number | boolean | readonly string[]>>>>;
  /** Operations that do not answer 200. */
  readonly status: Readonly<Record<string, number>>;
  /** Paths in which `rid` or `id` means something else. */
  readonly pathOf: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
}

/** Every GET once. @throws Error for a path parameter that has no value */
export function callsOf(document: Document, values: Values): Call[] {
  return Object.entries(document.paths).flatMap(([path, methods]) => {
    const operation = methods["get"];
    if (operation === undefined) return [];
    const { operationId, parameters = [] } = operation;
    const own = { ...values.path, ...values.pathOf[operationId] };
    const pathParameters = Object.fromEntries(
      parameters
        .filter((one) => one.in === "path")
        .map(({ name }) => {
          const value = own[name];
          if (value === undefined) throw new Error(`no value for {${name}} of ${path}: give it one in the test`);
          return [name, value];
        }),
    );
    const status = values.status[operationId] ?? 200;
    return [{ operation: operationId, path, pathParameters, query: values.query[operationId] ?? {}, status }];
  });
}

/** A program in TypeScript that makes the calls with a generated client; a wrong name or type does not compile. */
export function typescriptProgram(document: Document, calls: readonly Call[]): string {
  const lines = calls.map(({ operation, path, pathParameters, query, status }) => {
    const media = Object.keys(document.paths[path]?.["get"]?.responses[status]?.content ?? {});
    const parseAs = media[0] === "application/json" ? "json" : media[0]?.startsWith("text/") ? "text" : "blob";
    const params = {
      ...(Object.keys(pathParameters).length === 0 ? {} : { path: pathParameters }),
      ...(Object.keys(query).length === 0 ? {} : { query }),
    };
    const init = JSON.stringify({ params, parseAs });
    const typed =
      parseAs === "json" && status === 200
        ? `const typed: Declared<"${path}"> = found.data!; void typed; isNever<Declared<"${path}">>(false);`
        : "";
    return `{ const found = await client.GET("${path}", ${init} as const); ${typed} told("${operation}", found.response, found.data ?? found.error); }`;
  });
  return `import createClient from "openapi-fetch";
import type { paths } from "./api.ts";

type Body<Path extends keyof paths, Status extends number> = paths[Path] extends {
  get: { responses: Record<Status, { content: { "application/json": infer Found } }> };
} ? Found : never;
// What is computed when first asked for answers 202 until it is there.
type Declared<Path extends keyof paths> = Body<Path, 200> | Body<Path, 202>;
declare const process: { argv: string[]; stdout: { write(text: string): void } };
const isNever = <Type,>(_: [Type] extends [never] ? true : false): void => undefined;
const [baseUrl = "", token = ""] = process.argv.slice(2);
const client = createClient<paths>({ baseUrl, headers: { authorization: \`Bearer \${token}\` } });
const told = (operation: string, response: Response, body: unknown) => {
  const kind = body === undefined ? "nothing" : Array.isArray(body) ? "array" : body instanceof Blob ? "blob" : typeof body;
  const type = response.headers.get("content-type") ?? "";
  process.stdout.write(JSON.stringify({ operation, status: response.status, type, kind }) + "\\n");
};
${lines.join("\n")}
`;
}
