/** All fields of one measure and one realization of a scenario as a matrix, events by sites. */
import { chooseKinds } from "../arrays/kinds.ts";
import { numberArray, withArray } from "../arrays/named-array.ts";
import { type Query, strings } from "../arrays/query.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { badRequest, notFound } from "../output-error.ts";
import type { Results } from "../results.ts";
import { describeFields } from "./field-columns.ts";

export const scenarioFields: Output = {
  key: "gmf_scenario",
  extract: extractScenarioFields,
  needs: "ground-motion fields",
  size: { reads: ["gmf_data"] },
};

/** Rows read at once. */
const ROWS = 262_144;

async function extractScenarioFields(results: Results, query: Query): Promise<NamedArray[]> {
  const { reader, calculationMode } = results;
  if (!calculationMode.startsWith("scenario"))
    throw badRequest(`gmf_scenario is for scenarios, this is ${calculationMode}`);
  const { rows, values } = describeFields(results);
  const [imt, ...others] = strings(query, "imt") ?? [];
  if (imt === undefined || others.length > 0 || !values.includes(imt))
    throw badRequest(`give one imt=, of ${values.join(", ")}`);
  const kinds = chooseKinds(results, strings(query, "kind"));
  const [realization] = kinds.indices;
  if (!kinds.rlzs || realization === undefined || kinds.indices.length > 1) throw badRequest("give one kind=rlz-N");
  const sites = reader.describe("sitecol");
  const events = (await reader.readColumn("events", "rlz_id")) as Uint16Array;
  if (sites?.kind !== "table") throw notFound("the calculation stored no sites");
  const ordinal = new Int32Array(events.length).fill(-1);
  let count = 0;
  for (const [event, rlz] of events.entries()) if (rlz === realization) ordinal[event] = count++;
  const matrix = new Float64Array(count * sites.rows);
  for (let start = 0; start < rows; start += ROWS) {
    const range = { start, stop: Math.min(rows, start + ROWS) };
    const eids = (await reader.readColumn("gmf_data", "eid", range)) as Uint32Array;
    const sids = (await reader.readColumn("gmf_data", "sid", range)) as Uint32Array;
    const data = (await reader.readColumn("gmf_data", imt, range)) as Float32Array;
    for (let i = 0; i < eids.length; i++) {
      const row = ordinal[eids[i]!]!;
      if (row >= 0) matrix[row * sites.rows + sids[i]!] = data[i]!;
    }
  }
  return withArray([], numberArray("array", matrix, "<f8", [count, sites.rows]));
}
