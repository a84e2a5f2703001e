/** Loss curves of every asset from hazard curves: probability that a loss is exceeded, sorted by the names of the assets. */
import type { Output } from "../output.ts";
import { isStored, type Results, readNumbers } from "../results.ts";
import { pythonString } from "../tables/comment.ts";
import { FIVE_DIGITS, type OutputTable, TEXT, tableInMemory } from "../tables/table.ts";
import { kindNames, namesBelow, readAssets, riskTime } from "./asset-columns.ts";

const lossCurves = (kind: "rlzs" | "stats"): Output => {
  const key = `loss_curves-${kind}`;
  return {
    key,
    title: kind === "rlzs" ? "Asset Loss Curves" : "Asset Loss Curves Statistics",
    formats: ["csv"],
    further: ["json", "parquet"],
    offered: (results) => isStored(results, key),
    table: (results) => lossCurveTables(results, key),
    size: { reads: [key, "assetcol"], readToDescribe: ["assetcol"] },
  };
};

export const assetLossCurvesByRealization = lossCurves("rlzs");
export const assetLossCurveStatistics = lossCurves("stats");

/** What losses of each asset are a part of. */
async function assetValues({ reader, parameters }: Results, lossType: string): Promise<Float32Array> {
  const people = lossType === "occupants" || lossType === "injured";
  const column = people ? "occupants_avg" : `value-${lossType === "affectedpop" ? "residents" : lossType}`;
  const values = (await reader.readColumn("assetcol", column)) as Float32Array;
  // The reference looks for people among the costs, finds none and divides by 0.
  return (people || lossType === "affectedpop") && parameters["numerics"] !== "exact"
    ? new Float32Array(values.length)
    : values;
}

async function lossCurveTables(results: Results, key: string): Promise<OutputTable[]> {
  const { ids } = await readAssets(results);
  const order = Array.from(ids.keys()).sort((a, b) => (ids[a]! < ids[b]! ? -1 : ids[a]! > ids[b]! ? 1 : 0));
  const lossTypes = await Promise.all(
    namesBelow(results, key).map(async (lossType) => {
      const entry = results.reader.describe(`${key}/${lossType}`)!;
      return {
        lossType,
        points: entry.kind === "array" ? entry.shape[3]! : 0,
        data: await readNumbers(results, `${key}/${lossType}`),
        values: await assetValues(results, lossType),
      };
    }),
  );
  const kinds = kindNames(results, `${key}/${lossTypes[0]?.lossType}`);
  const rows = ids.length * lossTypes.reduce((sum, { points }) => sum + points, 0);
  return kinds.map((kind, k) => {
    const names: string[] = [];
    const types: string[] = [];
    const [losses, ratios, poes] = [new Float32Array(rows), new Float32Array(rows), new Float32Array(rows)];
    let at = 0;
    for (const { lossType, points, data, values } of lossTypes)
      for (const asset of order) {
        const from = (asset * kinds.length + k) * 2 * points;
        for (let i = 0; i < points; i++, at++) {
          names.push(ids[asset]!);
          types.push(lossType);
          losses[at] = data[from + i]!;
          ratios[at] = losses[at]! / values[asset]!;
          poes[at] = data[from + points + i]!;
        }
      }
    return tableInMemory(
      {
        name: `loss_curves-${kind}`,
        comment: [["kind", pythonString(kind)], riskTime(results)],
        columns: [
          { name: "asset_id", format: TEXT },
          { name: "loss_type", format: TEXT },
          { name: "loss_value", format: FIVE_DIGITS, meaning: "loss" },
          { name: "loss_ratio", format: FIVE_DIGITS, unit: "1", meaning: "loss over the value of the asset" },
          {
            name: "poe",
            format: FIVE_DIGITS,
            unit: "1",
            meaning: "probability that the loss is exceeded in the risk time",
          },
        ],
      },
      [names, types, losses, ratios, poes],
    );
  });
}
