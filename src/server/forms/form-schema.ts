/**
 * Forms that a route reads by itself. Elysia's own parsers keep whole bodies in memory, so these routes have
 * `parse: "none"`; the schema still describes the form in the OpenAPI description and checks its fields.
 */
import { FormatRegistry, type Static, type TObject, type TProperties } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { badRequest } from "../api-error.ts";
import type { Form } from "./read-form.ts";

// A format for Swagger UI, which hides what is typed; there is nothing to check.
if (!FormatRegistry.Has("password")) FormatRegistry.Set("password", () => true);

type ContentType = "multipart/form-data" | "application/x-www-form-urlencoded" | "application/json";

/**
 * `requestBody` of the OpenAPI description for a form. Swagger UI fills every text field with its example before it is
 * tried; those that may be left out start empty, with the example in their description.
 */
export function formBody(schema: TObject, ...types: readonly ContentType[]) {
  const required = schema.required ?? [];
  const properties = Object.fromEntries(
    Object.entries(schema.properties).map(([name, property]) => {
      const { example, description, ...rest } = property as {
        example?: unknown;
        description?: string;
        format?: string;
        type?: string;
      };
      if (required.includes(name) || rest.type !== "string" || rest.format === "binary") return [name, property];
      const such = example === undefined ? "" : `, such as \`${example}\``;
      return [name, { ...rest, description: `${description ?? ""}${such}`, example: "" }];
    }),
  );
  return {
    required: required.length > 0,
    content: Object.fromEntries(types.map((type) => [type, { schema: { ...schema, properties } as object }])),
  };
}

/** Any number of files in one field, as Swagger UI lets one choose them. */
export const FILES = { type: "array", items: { type: "string", format: "binary" } } as const;

/**
 * The text fields of a form as the schema knows them; unknown names are left out, empty texts count as absent.
 * @throws ApiError 400 naming the first field that is missing or wrong
 */
export function checkedFields<P extends TProperties>(schema: TObject<P>, form: Form): Static<TObject<P>> {
  const known: Record<string, unknown> = {};
  for (const name of Object.keys(schema.properties)) {
    const value = form.fields.get(name);
    if (value !== undefined && value !== "") known[name] = value;
  }
  const error = Value.Errors(schema, known).First();
  if (error !== undefined) {
    const parameter = error.path.slice(1);
    const missing = known[parameter] === undefined;
    throw badRequest(
      missing ? `${parameter} is missing` : `${parameter}: ${error.message.toLowerCase()}, found ${known[parameter]}`,
      {
        parameter,
      },
    );
  }
  return known as Static<TObject<P>>;
}
