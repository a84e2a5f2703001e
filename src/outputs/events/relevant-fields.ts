/** The fields of the events that make most of the losses. */
import { numberArray } from "../arrays/named-array.ts";
import { number, type Query } from "../arrays/query.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { badRequest } from "../output-error.ts";
import type { Results } from "../results.ts";
import { describeFields, rowsOfEvent } from "./field-columns.ts";

export const relevantFields: Output = {
  key: "relevant_gmfs",
  extract: extractRelevantFields,
  needs: "losses by event",
  size: { reads: ["loss_by_event"] },
};

/** Members `eid`, `sid` and the values: fields of the fewest events whose losses exceed `threshold` (1) of the total, largest loss first. */
async function extractRelevantFields(results: Results, query: Query): Promise<NamedArray[]> {
  const { reader } = results;
  const threshold = number(query, "threshold") ?? 1;
  if (!(threshold >= 0 && threshold <= 1)) throw badRequest(`threshold must be between 0 and 1, not ${threshold}`);
  const { rows, values } = describeFields(results);
  const events = (await reader.readColumn("loss_by_event", "event_id")) as Uint32Array;
  const losses = (await reader.readColumn("loss_by_event", "loss")) as Float32Array;
  let total = 0;
  for (const loss of losses) total += loss;
  let [count, sum] = [0, 0];
  while (count < events.length && !(sum > threshold * total)) sum += losses[count++]!;
  const parts = new Map<string, (Float32Array | Uint32Array)[]>(["eid", "sid", ...values].map((name) => [name, []]));
  for (const event of events.subarray(0, count)) {
    const range = await rowsOfEvent(results, rows, event);
    for (const [name, list] of parts) list.push((await reader.readColumn("gmf_data", name, range)) as Float32Array);
  }
  return [...parts].map(([name, list]) => {
    const size = list.reduce((length, part) => length + part.length, 0);
    const data = name === "eid" || name === "sid" ? new Uint32Array(size) : new Float32Array(size);
    let at = 0;
    for (const part of list) {
      data.set(part, at);
      at += part.length;
    }
    return numberArray(name, data, name === "eid" || name === "sid" ? "<u4" : "<f4", [size]);
  });
}
