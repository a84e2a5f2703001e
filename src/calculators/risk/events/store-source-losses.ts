/** Losses of the sources: of the events of their ruptures, weighted by realization. */
import type { DatastoreReader, DatastoreWriter } from "../../../datastore/index.ts";
import { lossIdOf } from "../../../risk/losses/loss-ids.ts";
import type { AggregateOptions } from "./store-aggregates.ts";

/**
 * Stores a table `src_loss_table/TYPE` for each loss type; sources by name. Nothing where ruptures belong to no sources.
 * @param totalKey of the whole portfolio
 */
export async function storeSourceLosses(
  writer: DatastoreWriter,
  reader: DatastoreReader,
  { hazard, table }: Pick<AggregateOptions, "hazard" | "table">,
  totalKey: number,
  lossTypes: readonly string[],
): Promise<void> {
  const { ruptures, realizations } = hazard.events;
  const losses = table.values.get("loss");
  if (losses === undefined || ruptures === undefined) return;
  if (reader.describe("ruptures") === undefined || reader.describe("rupture_sources") === undefined) return;
  const names = await reader.readTexts("rupture_sources");
  const ids = (await reader.readColumn("ruptures", "id")) as BigInt64Array;
  const numbers = (await reader.readColumn("ruptures", "source_id")) as Uint32Array;
  const sourceOf = new Map(Array.from(ids, (id, row) => [Number(id), names[numbers[row]!]!]));
  for (const lossType of lossTypes) {
    const lossId = lossIdOf(lossType);
    const sums = new Map<string, number>();
    for (let row = 0; row < table.events.length; row++) {
      if (table.keys[row] !== totalKey || table.lossIds[row] !== lossId) continue;
      const event = table.events[row]!;
      const source = sourceOf.get(ruptures[event]!)!;
      const weight = hazard.weights[realizations[event]!]!;
      sums.set(source, (sums.get(source) ?? 0) + losses[row]! * weight);
    }
    const sorted = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
    writer.putTable(`src_loss_table/${lossType}`, [
      { name: "source", texts: sorted.map(([source]) => source) },
      { name: "value", data: Float64Array.from(sorted, ([, sum]) => sum) },
    ]);
  }
}
