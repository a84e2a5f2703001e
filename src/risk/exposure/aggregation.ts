/**
 * Keys by which losses are summed: for each list of tags every combination of their values, whether assets have it or not, the
 * last tag fastest; behind all of them the total.
 */
import type { Assets, LocatedAssets, Tag } from "./assets.ts";

export interface AggregationKey {
  /** Which list of tags. */
  readonly group: number;
  /** Values of the tags of that list. */
  readonly values: readonly string[];
}

export interface Aggregation {
  /** Lists of tags. */
  readonly groups: readonly (readonly string[])[];
  /** Number of a key is its place; the total is `keys.length`. */
  readonly keys: readonly AggregationKey[];
  /** Per list, the key of each asset. */
  readonly keyOfAsset: readonly Uint32Array[];
}

/** Tags that every exposure has: the asset itself, and its site. */
function tagOf(assets: LocatedAssets, name: string, siteCount: number): Tag | undefined {
  if (name === "id")
    return { name, values: ["?", ...assets.ids], index: Uint32Array.from({ length: assets.count }, (_, i) => i + 1) };
  if (name === "site_id")
    return {
      name,
      values: ["?", ...Array.from({ length: siteCount }, (_, i) => String(i))],
      index: assets.sites.map((site) => site + 1),
    };
  return assets.tags.find((tag) => tag.name === name);
}

/**
 * How many sums there are at most in an event: of the keys of each list no more than there are assets, and the total. Tags that the
 * exposure does not have count as one value.
 */
export function mostSums(assets: Assets, groups: readonly (readonly string[])[], siteCount: number): number {
  const valuesOfTag = (name: string): number => {
    if (name === "id") return assets.count;
    if (name === "site_id") return siteCount;
    return Math.max(1, (assets.tags.find((tag) => tag.name === name)?.values.length ?? 2) - 1);
  };
  const keysOf = (tags: readonly string[]) => tags.reduce((count, tag) => count * valuesOfTag(tag), 1);
  return groups.reduce((sum, tags) => sum + Math.min(assets.count, keysOf(tags)), 1);
}

/** @throws RangeError for a tag that the exposure does not have: inputs are checked before */
export function makeAggregation(
  assets: LocatedAssets,
  groups: readonly (readonly string[])[],
  siteCount: number,
): Aggregation {
  const keys: AggregationKey[] = [];
  const keyOfAsset = groups.map((names, group) => {
    const tags = names.map((name) => {
      const tag = tagOf(assets, name, siteCount);
      if (tag === undefined) throw new RangeError(`the exposure has no tag ${name}`);
      return tag;
    });
    const first = keys.length;
    for (const values of combinations(tags.map((tag) => tag.values.slice(1)))) keys.push({ group, values });
    const of = new Uint32Array(assets.count);
    for (let a = 0; a < assets.count; a++) {
      let place = 0;
      for (const tag of tags) place = place * (tag.values.length - 1) + (tag.index[a]! - 1);
      of[a] = first + place;
    }
    return of;
  });
  return { groups, keys, keyOfAsset };
}

function combinations(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>(
    (before, list) => before.flatMap((head) => list.map((value) => [...head, value])),
    [[]],
  );
}

/** Sums of a column by key, the total last; in single precision, as the reference adds them. */
export function sumByKey({ keys, keyOfAsset }: Aggregation, column: ArrayLike<number>): Float32Array {
  const sums = new Float32Array(keys.length + 1);
  const totals = new Float64Array(keys.length + 1);
  for (const of of keyOfAsset) for (let a = 0; a < of.length; a++) totals[of[a]!]! += column[a]!;
  for (let a = 0; a < column.length; a++) totals[keys.length]! += column[a]!;
  sums.set(totals);
  return sums;
}
