/** Answers for everything that goes wrong inside the app: our own errors, checks of the schemas, unknown paths, defects. */
import type { AnyElysia } from "elysia";
import { ApiError, asApiError, type ErrorForm, errorResponse } from "./api-error.ts";
import { callerOf } from "./caller.ts";
import { incident } from "./incident.ts";
import { allowHeader, type MethodTable } from "./middleware/method-table.ts";
import { canonicalPath } from "./middleware/paths.ts";

/** Paths whose errors are one line of text. */
function formOf(path: string): ErrorForm {
  return /^\/v1\/calc\/(?:\d+\/extract\/|(?:hazard\/|risk\/)?result\/\d)/.test(path) ? "text" : "json";
}

interface SchemaError {
  readonly type: string;
  readonly all: readonly { readonly path?: string; readonly value?: unknown; readonly schema?: SchemaFacts }[];
}

interface SchemaFacts {
  readonly type?: string;
  readonly title?: string;
  readonly const?: unknown;
  readonly anyOf?: readonly SchemaFacts[];
}

/** What a schema of a parameter takes, in words. */
function allowedBy(schema: SchemaFacts): string {
  if (schema.title !== undefined) return schema.title;
  if (schema.anyOf !== undefined) return schema.anyOf.map(allowedBy).join(", ");
  if (schema.const !== undefined) return String(schema.const);
  return schema.type === undefined ? "something else" : `a ${schema.type}`;
}

/** Names the parameter that does not fit, what was found and what is allowed. */
function schemaError(error: SchemaError, form: ErrorForm): ApiError {
  const [first] = error.all;
  const parameter = (first?.path ?? "").slice(1);
  const allowed = first?.schema === undefined ? "something else" : allowedBy(first.schema);
  const found = first?.value === undefined ? "nothing" : String(first.value);
  return new ApiError(400, `${parameter}: expected ${allowed}, found ${found}`, {
    form,
    details: { parameter, allowed },
  });
}

/** 405 where another method would do, else 404. */
function noRoute(path: string, methods: readonly string[]): ApiError {
  if (methods.length === 0) return new ApiError(404, `there is nothing at ${path}`);
  return new ApiError(405, "", { form: "empty", headers: { allow: allowHeader(methods) } });
}

/** Register before the routes: hooks hold only for what comes after them. */
export function addErrorHandling(app: AnyElysia, methodsOf: () => MethodTable): void {
  app.onError({ as: "global" }, ({ code, error, request }) => {
    const path = canonicalPath(new URL(request.url).pathname, "");
    const form = formOf(path);
    const known = asApiError(error, form);
    if (known !== undefined) return errorResponse(known);
    const isSchemaError = code === "VALIDATION" && "type" in error && error.type !== "response";
    // A path parameter that does not fit is no such path.
    if (code === "NOT_FOUND" || (isSchemaError && error.type === "params"))
      return errorResponse(noRoute(path, methodsOf()(path)));
    if (isSchemaError) return errorResponse(schemaError(error as unknown as SchemaError, form));
    if (code === "PARSE") return errorResponse(new ApiError(400, "the body cannot be read", { form }));
    // The client has left in the middle of its upload: nobody reads the answer, and it is no defect.
    if (callerOf(request).original.signal.aborted) return new Response(null, { status: 499 });
    return errorResponse(
      new ApiError(500, "something went wrong in the server", {
        form,
        details: { incident: incident(request, error) },
      }),
    );
  });
}
