/** Aggregate losses and values of the exposure by the tags of `aggregate_by`, a member a column. */
import { lossNameOf } from "../../risk/losses/loss-ids.ts";
import { numberArray, textList } from "../arrays/named-array.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { notFound } from "../output-error.ts";
import { isStored, type Results } from "../results.ts";
import { type AggregateKeys, aggregateValue, readAggregateKeys } from "./aggregate-keys.ts";
import { readAggregateRows } from "./aggregate-risk.ts";
import { weightsOf } from "./aggregate-statistics.ts";

export const lossesByTag: Output = {
  key: "aggrisk_tags",
  extract: extractLosses,
  needs: "losses summed by aggregate_by",
  size: { reads: ["aggrisk", "agg_values"] },
  permission: { extract: 1 },
};

export const exposureByTag: Output = {
  key: "aggexp_tags",
  extract: extractValues,
  needs: "values summed by aggregate_by",
  size: { reads: ["agg_values"] },
};

const TOTAL = "*total*";

/** @throws OutputError when nothing is summed by tags */
async function readKeys(results: Results): Promise<AggregateKeys> {
  const keys = await readAggregateKeys(results);
  if (keys.groups.length === 0) throw notFound("the job has no aggregate_by");
  return keys;
}

/** Keys of a group whose assets are worth something. */
function keysOf({ groupOf, values }: AggregateKeys, group: number): readonly number[] {
  const worth = values.get("structural");
  return Array.from(groupOf.keys()).filter((key) => groupOf[key] === group && (worth === undefined || worth[key]! > 0));
}

/** Tags of all groups in the order in which they first appear. */
function tagNames({ groups }: AggregateKeys): readonly string[] {
  return [...new Set(groups.flat())];
}

/** Value of a tag for a key; nothing where the tag is of another group. */
function tagOf({ groups, groupOf, tagsOf }: AggregateKeys, key: number, tag: string): string {
  const place = groups[groupOf[key]!]!.indexOf(tag);
  return place < 0 ? "" : (tagsOf[key]![place] ?? "");
}

interface Row {
  readonly tags: (tag: string) => string;
  readonly lossType: string;
  readonly value: number;
  readonly mean: number;
  readonly quantiles: readonly number[];
}

/**
 * Tags, `loss_type`, `value` of the assets, `lossmea`, quantiles over events: by key and loss type, behind each group its sums, `*total*`.
 * Cells of tags that are of another group are empty.
 */
async function extractLosses(results: Results): Promise<NamedArray[]> {
  if (!isStored(results, "aggrisk")) throw notFound("the calculation stored no aggregate losses");
  const keys = await readKeys(results);
  const rows = await readAggregateRows(results, "aggrisk");
  const losses = rows.values.get("loss");
  if (losses === undefined) throw notFound("the calculation stored no losses, but damage");
  const weights = await weightsOf(results);
  const means = new Map<string, number>();
  for (const [row, loss] of losses.entries()) {
    const cell = `${rows.keys[row]} ${rows.lossIds[row]}`;
    means.set(cell, (means.get(cell) ?? 0) + loss * (weights[rows.realizations[row]!] ?? 1));
  }
  const { names: levels, of: quantilesOf } = await readQuantiles(results);
  const lossIds = [...new Set(rows.lossIds)].sort((a, b) => a - b).filter((id) => isSingle(lossNameOf(id)));
  const out = keys.groups.flatMap((names, group): Row[] => {
    const own = keysOf(keys, group).flatMap((key) =>
      lossIds.flatMap((id): Row[] => {
        const mean = means.get(`${key} ${id}`);
        if (mean === undefined) return [];
        const lossType = lossNameOf(id);
        const value = aggregateValue(results, keys, "loss", lossType, key);
        return [{ tags: (tag) => tagOf(keys, key, tag), lossType, value, mean, quantiles: quantilesOf(key, id) }];
      }),
    );
    const sums = [...new Set(own.map(({ lossType }) => lossType))].sort().map((lossType): Row => {
      const members = own.filter((row) => row.lossType === lossType);
      const sum = (of: (row: Row) => number) => members.reduce((total, row) => total + of(row), 0);
      return {
        tags: (tag) => (names.includes(tag) ? TOTAL : ""),
        lossType,
        value: sum((row) => row.value),
        mean: sum((row) => row.mean),
        quantiles: levels.map((_, q) => sum((row) => row.quantiles[q]!)),
      };
    });
    return [...own, ...sums];
  });
  const tags = tagNames(keys).map((tag) =>
    textList(
      tag,
      out.map((row) => row.tags(tag)),
    ),
  );
  const first = keys.groups[0]!.length;
  const numbers = (name: string, of: (row: Row) => number) =>
    numberArray(name, Float64Array.from(out, of), "<f8", [out.length]);
  return [
    ...tags.slice(0, first),
    textList(
      "loss_type",
      out.map(({ lossType }) => lossType),
    ),
    numberArray(
      "value",
      Float32Array.from(out, ({ value }) => value),
      "<f4",
      [out.length],
    ),
    numbers("lossmea", ({ mean }) => mean),
    ...levels.map((level, q) => numbers(level, ({ quantiles }) => quantiles[q]!)),
    ...tags.slice(first),
  ];
}

/** Sums of types, insured losses and claims are no loss types of the functions. */
function isSingle(lossType: string): boolean {
  return !(lossType.includes("+") || lossType.endsWith("_ins") || lossType === "claim" || lossType === "reinsurance");
}

async function readQuantiles({ reader }: Results): Promise<{
  readonly names: readonly string[];
  readonly of: (key: number, lossId: number) => readonly number[];
}> {
  const entry = reader.describe("aggrisk_quantiles");
  if (entry?.kind !== "table") return { names: [], of: () => [] };
  const read = async (name: string) => (await reader.readColumn("aggrisk_quantiles", name)) as Float32Array;
  const names = entry.columns.map(({ name }) => name).filter((name) => name !== "agg_id" && name !== "loss_id");
  const [keys, lossIds, ...columns] = await Promise.all(["agg_id", "loss_id", ...names].map(read));
  const rowOf = new Map(Array.from(keys!, (key, row) => [`${key} ${lossIds![row]}`, row]));
  return {
    names,
    of(key, lossId) {
      const row = rowOf.get(`${key} ${lossId}`);
      return columns.map((column) => (row === undefined ? 0 : column[row]!));
    },
  };
}

/** Tags and values of every key, a member a column. */
async function extractValues(results: Results): Promise<NamedArray[]> {
  const keys = await readKeys(results);
  const chosen = keys.groups.flatMap((_, group) => keysOf(keys, group));
  return [
    ...tagNames(keys).map((tag) =>
      textList(
        tag,
        chosen.map((key) => tagOf(keys, key, tag)),
      ),
    ),
    ...Array.from(keys.values, ([name, column]) =>
      numberArray(
        name,
        Float32Array.from(chosen, (key) => column[key]!),
        "<f4",
        [chosen.length],
      ),
    ),
  ];
}
