/** JSON schemas as OpenAPI 3.0 can say them: no type `null`, no constants, named schemas by reference. */
import { MEDIA, NAME, SENTENCE, WRITTEN_AS } from "./answers.ts";

export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json;
}

/** Named schemas found so far. */
export type Components = Map<string, Json>;

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Of these the content is a value, no schema. */
const VALUES: ReadonlySet<string> = new Set(["example", "default", "enum", "required"]);

/**
 * The schema in the words of OpenAPI 3.0. Named ones go into `components` and are referred to.
 * @throws Error when two different schemas have one name
 */
export function openApiSchema(value: Json, components: Components): Json {
  if (Array.isArray(value)) return value.map((item) => openApiSchema(item, components));
  if (!isObject(value)) return value;
  const { [NAME]: name, [MEDIA]: _media, [SENTENCE]: _sentence, [WRITTEN_AS]: writtenAs, ...schema } = value;
  if (typeof name === "string") {
    const told = inWords(schema, components);
    const known = components.get(name);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(told))
      throw new Error(`two schemas are called ${name}`);
    components.set(name, told);
    return { $ref: `#/components/schemas/${name}` };
  }
  if (isObject(writtenAs)) {
    const { description } = schema;
    return { ...writtenAs, ...(description === undefined ? {} : { description }) };
  }
  return inWords(schema, components);
}

function inWords(value: JsonObject, components: Components): JsonObject {
  const { anyOf, const: constant, ...others } = value;
  const schema: JsonObject = Object.fromEntries(
    Object.entries(others).map(([key, item]) => [key, wordOf(key, item, components)]),
  );
  if (typeof constant === "string") return { ...schema, type: "string", enum: [constant] };
  if (schema["type"] === "null") {
    const { type: _, ...rest } = schema;
    return { ...rest, nullable: true, enum: [null] };
  }
  if (!Array.isArray(anyOf)) return schema;
  const isNull = (option: Json) => isObject(option) && option["type"] === "null";
  const options = anyOf.filter((option) => !isNull(option)).map((option) => openApiSchema(option, components));
  const nullable: JsonObject = options.length < anyOf.length ? { nullable: true } : {};
  const [first] = options;
  if (options.length === 1 && isObject(first))
    return "$ref" in first ? { ...schema, ...nullable, allOf: [first] } : { ...first, ...schema, ...nullable };
  const words = options.flatMap((option) => (isObject(option) && Array.isArray(option["enum"]) ? option["enum"] : []));
  if (words.length === options.length) return { ...schema, ...nullable, type: "string", enum: words };
  return { ...schema, ...nullable, anyOf: options };
}

/** `properties` maps names to schemas; a property may be called as a word of schemas is. */
function wordOf(key: string, item: Json, components: Components): Json {
  if (VALUES.has(key)) return item;
  if (key === "properties" && isObject(item))
    return Object.fromEntries(Object.entries(item).map(([name, schema]) => [name, openApiSchema(schema, components)]));
  return openApiSchema(item, components);
}
