/** Damage of every asset: numbers of buildings in every damage state, and consequences, averaged over events. */
import { bytesOf, EXTRA, recordArray } from "../arrays/named-array.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { notFound } from "../output-error.ts";
import { isStored, type Results, readNumbers } from "../results.ts";
import { type OutputTable, SIX_DIGITS } from "../tables/table.ts";
import { type AssetColumns, assetFields, assetTable, columnsOfKind, kindNames, readAssets } from "./asset-columns.ts";

const damages = (kind: "rlzs" | "stats"): Output => {
  const key = `damages-${kind}`;
  return {
    key,
    title: kind === "rlzs" ? "Asset Risk Distributions" : "Asset Risk Statistics",
    formats: kind === "rlzs" ? ["npz", "csv"] : ["csv"],
    further: ["geojson", "json", "parquet"],
    offered: (results) => isStored(results, key),
    table: (results) => damageTables(results, key),
    extract: (results) => damageArrays(results, key),
    needs: "damages",
    size: { reads: [key, "assetcol"], readToDescribe: ["assetcol"] },
    permission: { extract: 1 },
  };
};

export const damagesByRealization = damages("rlzs");
export const damageStatistics = damages("stats");

/** Names of the columns: `structural-slight`, `liquefaction-structural-slight`. */
function columnNames({ reader }: Results, key: string): readonly string[] {
  const columns = reader.describe(key)?.attributes["columns"];
  if (!Array.isArray(columns)) throw notFound(`the calculation stored no ${key}`);
  return columns.map(String);
}

async function damageTables(results: Results, key: string): Promise<OutputTable[]> {
  const assets = await readAssets(results);
  const names = columnNames(results, key);
  const data = await readNumbers(results, key);
  const kinds = kindNames(results, key);
  const { calculationMode, reader, parameters } = results;
  if (calculationMode === "event_based_damage") return consequenceTables(results, assets, names, data, kinds);
  const prefix = calculationMode === "classical_damage" ? "damages" : "avg_damages";
  const shown = key === "damages-stats" && calculationMode !== "classical_damage" ? kinds.slice(0, 1) : kinds;
  return shown.map((kind, k) => {
    const columns = columnsOfKind(data, kinds.length, k, names.length);
    const head = { name: `${prefix}-${kind}` };
    if (parameters["modal_damage_state"] === true) {
      const states = reader.describe(key)?.attributes["damage_states"];
      const modal = modalStates(names, columns, Array.isArray(states) ? states.map(String) : []);
      const described = modal.names.map((name) => ({ name, meaning: "the most likely damage state" }));
      return assetTable(results, assets, head, described, modal.states, SIX_DIGITS);
    }
    const described = names.map((name) => ({ name, unit: "buildings", meaning: "average over events" }));
    return assetTable(results, assets, head, described, columns, SIX_DIGITS);
  });
}

/** Of event-based damage only the consequences are shown, as average losses in the risk time. */
function consequenceTables(
  results: Results,
  assets: AssetColumns,
  names: readonly string[],
  data: ArrayLike<number>,
  kinds: readonly string[],
): OutputTable[] {
  const { consequences, consequence_rate: rate } = results.reader.describe("damages-rlzs")?.attributes ?? {};
  const ends = Array.isArray(consequences) ? consequences.map(String) : [];
  const chosen = Array.from(names.keys()).filter((c) => ends.some((end) => names[c]!.endsWith(end)));
  if (chosen.length === 0) return [];
  return kinds.map((kind, k) => {
    const columns = columnsOfKind(data, kinds.length, k, names.length);
    return assetTable(
      results,
      assets,
      { name: `avg_risk-${kind}` },
      chosen.map((c) => ({ name: names[c]!, meaning: "average over the risk time" })),
      chosen.map((c) => columns[c]!.map((value) => value * (typeof rate === "number" ? rate : 1))),
      SIX_DIGITS,
    );
  });
}

/** The state with the largest number of buildings, by loss type and peril. */
function modalStates(
  names: readonly string[],
  columns: readonly Float32Array[],
  states: readonly string[],
): { readonly names: readonly string[]; readonly states: readonly (readonly string[])[] } {
  const groups = new Map<string, number[]>();
  for (const [c, name] of names.entries()) {
    const parts = name.split("-");
    const group = parts.length === 3 ? `modal-ds-${parts[0]}~${parts[1]}` : `modal-ds-${parts[0]}`;
    groups.set(group, [...(groups.get(group) ?? []), c]);
  }
  const assets = columns[0]?.length ?? 0;
  return {
    names: [...groups.keys()],
    states: [...groups.values()].map((members) =>
      Array.from({ length: assets }, (_, asset) => {
        let best = 0;
        for (let i = 1; i < members.length; i++)
          if (columns[members[i]!]![asset]! > columns[members[best]!]![asset]!) best = i;
        return states[best] ?? "";
      }),
    ),
  };
}

/** An array of records a kind: names, tags and places of the assets, then the columns. */
async function damageArrays(results: Results, key: string): Promise<NamedArray[]> {
  const assets = await readAssets(results);
  const names = columnNames(results, key);
  const data = await readNumbers(results, key);
  const kinds = kindNames(results, key);
  const arrays = kinds.map((kind, k) =>
    recordArray(
      kind,
      [
        ...assetFields(assets),
        ...columnsOfKind(data, kinds.length, k, names.length).map((column, c) => ({
          name: names[c]!,
          dtype: "<f4" as const,
          bytes: bytesOf(column),
        })),
      ],
      assets.count,
    ),
  );
  return [...arrays, EXTRA];
}
