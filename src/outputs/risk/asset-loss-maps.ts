/** Losses of every asset that are exceeded with given probabilities. */
import { pythonFloat } from "../../inputs/python-float.ts";
import { bytesOf, recordArray } from "../arrays/named-array.ts";
import type { NamedArray } from "../contract.ts";
import { npz } from "../formats/npz.ts";
import type { Output } from "../output.ts";
import { outputFile } from "../output-file.ts";
import { isStored, type Results, readNumbers } from "../results.ts";
import { provenanceComment, pythonString } from "../tables/comment.ts";
import { FIVE_DIGITS, type OutputTable } from "../tables/table.ts";
import {
  assetFields,
  assetTable,
  columnsOfKind,
  kindNames,
  lossUnit,
  namesBelow,
  readAssets,
  riskTime,
  type ValueColumn,
} from "./asset-columns.ts";

const lossMaps = (kind: "rlzs" | "stats"): Output => {
  const key = `loss_maps-${kind}`;
  return {
    key,
    title: kind === "rlzs" ? "Asset Loss Maps" : "Asset Loss Maps Statistics",
    formats: ["csv", "npz"],
    further: ["geojson", "json", "parquet"],
    offered: (results) => kind === "stats" && isStored(results, key),
    table: (results) => lossMapTables(results, key),
    files: {
      npz: async (results, { calculationId }) => [
        outputFile(key, calculationId, "npz", npz(await lossMapArrays(results, key))),
      ],
    },
    size: { reads: [key, "assetcol"], readToDescribe: ["assetcol"], listed: null },
  };
};

export const assetLossMapsByRealization = lossMaps("rlzs");
export const assetLossMapStatistics = lossMaps("stats");

interface Maps {
  readonly kinds: readonly string[];
  readonly lossTypes: readonly string[];
  readonly poes: readonly number[];
  /** By loss type: assets x kinds x poes. */
  readonly arrays: readonly ArrayLike<number>[];
}

async function readMaps(results: Results, key: string): Promise<Maps> {
  const lossTypes = namesBelow(results, key);
  const first = `${key}/${lossTypes[0]}`;
  const poes = results.reader.describe(first)?.attributes["poes"];
  return {
    kinds: kindNames(results, first),
    lossTypes,
    poes: Array.isArray(poes) ? poes.map(Number) : [],
    arrays: await Promise.all(lossTypes.map((lossType) => readNumbers(results, `${key}/${lossType}`))),
  };
}

async function lossMapTables(results: Results, key: string): Promise<OutputTable[]> {
  const assets = await readAssets(results);
  const { kinds, lossTypes, poes, arrays } = await readMaps(results, key);
  const columns = lossTypes.flatMap((lossType) =>
    poes.map(
      (poe): ValueColumn => ({
        name: `${lossType}~poe-${pythonFloat(poe)}`,
        unit: lossUnit(results, lossType),
        meaning: `loss exceeded with a probability of ${pythonFloat(poe)} in the risk time`,
      }),
    ),
  );
  return kinds.map((kind, k) => {
    // Realizations have no leading zeros here.
    const name = kind.replace(/^rlz-0*(\d+)$/, "rlz-$1");
    return assetTable(
      results,
      assets,
      {
        name: `loss_maps-${name}`,
        comment: [...provenanceComment(results), ["kind", pythonString(name)], riskTime(results)],
      },
      columns,
      arrays.flatMap((data) => columnsOfKind(data, kinds.length, k, poes.length)),
      FIVE_DIGITS,
    );
  });
}

/** One array of records a kind: names and places of the assets, then for each loss type its losses by probability. */
async function lossMapArrays(results: Results, key: string): Promise<NamedArray[]> {
  const assets = await readAssets(results);
  const { kinds, lossTypes, poes, arrays } = await readMaps(results, key);
  return kinds.map((kind, k) => {
    const places = assetFields(assets);
    const names = poes.map((poe) => `poe-${pythonFloat(poe)}`);
    const values = lossTypes.flatMap((lossType, l) =>
      columnsOfKind(arrays[l]!, kinds.length, k, poes.length).map((column, p) => ({
        name: `${lossType}~${names[p]!}`,
        dtype: "<f4" as const,
        bytes: bytesOf(column),
      })),
    );
    // The losses of a type lie side by side, and are a record of their own within that of the asset.
    return {
      ...recordArray(kind, [...places, ...values], assets.count),
      descr: [
        ...places.map(({ name, dtype }) => ({ name, descr: dtype })),
        ...lossTypes.map((name) => ({ name, descr: names.map((poe) => ({ name: poe, descr: "<f4" as const })) })),
      ],
    };
  });
}
