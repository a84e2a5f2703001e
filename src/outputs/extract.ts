/**
 * `/v1/calc/:id/extract/SPEC?QUERY`: arrays taken from the results, as clients know them. A spec is the key of an
 * output with an extract, perhaps with an argument behind a slash, or the name of anything in the datastore; `NAME.attrs`
 * gives attributes.
 */
import { nearestName } from "../nearest-name.ts";
import { childNames, extractAttributes, extractStored } from "./arrays/extract-stored.ts";
import { parseQuery } from "./arrays/query.ts";
import type { NamedArray } from "./contract.ts";
import { notFound } from "./output-error.ts";
import { findOutput, OUTPUTS } from "./output-list.ts";
import { missingOutput, requireStored } from "./required-results.ts";
import type { Results } from "./results.ts";

/** Names of the extracts there are, for messages and documentation. */
export function extractNames(): readonly string[] {
  return OUTPUTS.filter(({ extract }) => extract !== undefined)
    .map(({ key }) => key)
    .sort();
}

/**
 * The arrays of an extract. Large ones are read while they are written.
 * @throws OutputError: "not-found" for what does not exist or was not computed, "bad-request" for a query that cannot be met.
 */
export async function extract(results: Results, spec: string, query = ""): Promise<readonly NamedArray[]> {
  const key = spec.replace(/^\/+|\/+$/g, "");
  if (!/^[-/_.\w() +!~=]+$/.test(key)) throw notFound(`"${spec}" is not the name of an extract`);
  const { reader } = results;
  const output = findOutput(key);
  if (output?.extract !== undefined) {
    requireStored(results, output);
    return output.extract(results, parseQuery(query), "");
  }
  if (key.endsWith(".attrs")) return extractAttributes(results, key.slice(0, -".attrs".length));
  const [head = "", ...rest] = key.split("/");
  const argument = rest.join("/");
  const named = findOutput(head);
  const takesIt = named?.extract !== undefined && named.argument !== undefined && argument !== "";
  if (!takesIt && (reader.describe(key) !== undefined || childNames(reader, key).length > 0))
    return extractStored(results, key);
  if (named?.extract !== undefined) {
    if (named.argument === undefined) throw notFound(`${head} takes no argument "${argument}"`);
    requireStored(results, named);
    return named.extract(results, parseQuery(query), argument);
  }
  if (named?.needs !== undefined) throw missingOutput(results, named);
  const near = nearestName(key, [...extractNames(), ...reader.names(), ...OUTPUTS.map((known) => known.key)]);
  throw notFound(
    `there is no extract and nothing in the datastore called ${key}${near === undefined ? "" : `; did you mean ${near}?`}`,
  );
}
