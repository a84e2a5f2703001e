/** Which events had their fields from which ground-motion model, that of the first tectonic region type. */
import { EXTRA, numberArray } from "../arrays/named-array.ts";
import type { NamedArray } from "../contract.ts";
import { readModelsOfRealizations } from "../job/models-of-realizations.ts";
import type { Output } from "../output.ts";
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";

export const eventsByModel: Output = {
  key: "eids_by_gsim",
  extract: extractEventsByModel,
  needs: "events",
  size: { reads: ["events", "realizations"] },
};

/** One member a model, called as it is written in the logic tree: the numbers of its events, ascending. */
async function extractEventsByModel(results: Results): Promise<NamedArray[]> {
  const { reader } = results;
  if (reader.describe("events")?.kind !== "table") throw notFound("the calculation stored no events");
  const models = await readModelsOfRealizations(results);
  const ids = (await reader.readColumn("events", "id")) as Uint32Array;
  const realizations = (await reader.readColumn("events", "rlz_id")) as Uint16Array;
  const byModel = new Map<string, number[]>();
  for (const [i, id] of ids.entries()) {
    const model = models[realizations[i]!] ?? "";
    const list = byModel.get(model);
    if (list === undefined) byModel.set(model, [id]);
    else list.push(id);
  }
  const members = [...byModel].sort(([a], [b]) => models.indexOf(a) - models.indexOf(b));
  return [
    ...members.map(([model, events]) => numberArray(model, Uint32Array.from(events).sort(), "<u4", [events.length])),
    EXTRA,
  ];
}
