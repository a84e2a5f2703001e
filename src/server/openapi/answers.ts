/**
 * What a route answers, as its `response` declares it: a schema with the media types it is really sent as, a sentence, and
 * the name it has among the schemas of the OpenAPI document. Elysia checks with the schema; `describe.ts` reads the rest.
 */
import { type TSchema, Type } from "@sinclair/typebox";

/** Words of ours on a schema; none of them is left in the document. */
export const MEDIA = "x-media";
export const SENTENCE = "x-sentence";
export const NAME = "x-name";
export const WRITTEN_AS = "x-written-as";

/** Gives a schema the name under which the document shows it, once. */
export function named<Schema extends TSchema>(name: string, schema: Schema): Schema {
  return { ...schema, [NAME]: name };
}

/** An answer of JSON. */
export function json<Schema extends TSchema>(schema: Schema, sentence: string): Schema {
  return { ...schema, [MEDIA]: ["application/json"], [SENTENCE]: sentence };
}

/** An answer that is text; plain unless its media type is named. */
export function text(sentence: string, example: string, media = "text/plain") {
  return Type.String({ example, [MEDIA]: [media], [SENTENCE]: sentence });
}

/** An answer without a body. */
export function empty(sentence: string) {
  return Type.Void({ [MEDIA]: [], [SENTENCE]: sentence });
}

/** A file, in one of these media types. */
export function file(sentence: string, ...media: readonly string[]) {
  return Type.Any({ type: "string", format: "binary", [MEDIA]: media, [SENTENCE]: sentence });
}

/** One mistake in what somebody senType. */
export const ProblemObject = named(
  "Problem",
  Type.Object({
    message: Type.String({ example: "truncation_level: 'three' is no number" }),
    file: Type.Optional(Type.String({ example: "job.ini" })),
    line: Type.Optional(Type.Integer({ example: 12 })),
    column: Type.Optional(Type.Integer()),
    parameter: Type.Optional(
      Type.String({ description: "Name of the parameter, element or attribute", example: "poes" }),
    ),
    allowed: Type.Optional(Type.String({ description: "What would have been accepted" })),
    suggestion: Type.Optional(Type.String({ description: "Did you mean" })),
    rule: Type.Optional(Type.String({ description: "Name of the rule about parameters that is broken" })),
  }),
);

/** The JSON error of every route that has no older form to keep. */
export const ErrorObject = named(
  "Error",
  Type.Object(
    {
      error: Type.String({ description: "What is wrong", example: "limit: expected an integer, found abc" }),
      parameter: Type.Optional(
        Type.String({ description: "The parameter, field or header that is wrong", example: "limit" }),
      ),
      allowed: Type.Optional(Type.String({ description: "What would have been accepted" })),
      problems: Type.Optional(Type.Array(ProblemObject, { description: "Every mistake found in the files" })),
      incident: Type.Optional(
        Type.String({ description: "Of a defect of the server: names the line of its own log that says more" }),
      ),
    },
    { description: "What is wrong with a request", additionalProperties: true },
  ),
);

/** RFC 9457: any error, for those who ask for `application/problem+json`. */
export const ProblemDetailsObject = named(
  "ProblemDetails",
  Type.Object(
    {
      type: Type.String({
        description: "Always `about:blank`: the status says what kind it is",
        example: "about:blank",
      }),
      title: Type.String({ description: "The status in words", example: "Bad Request" }),
      status: Type.Integer({ example: 400 }),
      detail: Type.Optional(Type.String({ description: "What is wrong", example: "limit: expected an integer" })),
    },
    {
      description: "Problem details (RFC 9457): any error, when `Accept` names application/problem+json",
      additionalProperties: true,
    },
  ),
);

/** Errors many routes share. */
export const WRONG_REQUEST = json(ErrorObject, "A parameter or a field is wrong");
export const UNKNOWN = empty("There is no such calculation");
export const FOREIGN = empty("It belongs to somebody else, or needs a higher user level");
