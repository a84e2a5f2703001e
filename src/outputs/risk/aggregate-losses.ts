/** Average losses summed over the assets that have some tags. */
import type { Tag } from "../../risk/exposure/assets.ts";
import { byteTextList, numberArray, textList, withArray } from "../arrays/named-array.ts";
import { type Query, strings } from "../arrays/query.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { badRequest, notFound } from "../output-error.ts";
import { isStored, type Results } from "../results.ts";
import { type AssetLosses, AVERAGE_LOSSES, lossTypesOf, readAssetLosses, storedLosses } from "./asset-losses.ts";
import { chooseAssets, readTags, selectedArray } from "./asset-tags.ts";

export const aggregateLosses: Output = {
  key: "agg_losses",
  extract: extractSelected,
  argument: "loss type",
  needs: "losses of assets",
  size: { reads: [...AVERAGE_LOSSES, "assetcol"] },
  permission: { extract: 1 },
};

export const aggregate: Output = {
  key: "aggregate",
  extract: extractByTags,
  argument: "what is summed",
  needs: "losses of assets",
  size: { reads: [...AVERAGE_LOSSES, "assetcol"] },
};

/** Sums by group and kind. */
function sumBy({ kinds, data }: AssetLosses, groups: number, groupOf: (asset: number) => number): Float64Array {
  const width = kinds.length;
  const sums = new Float64Array(groups * width);
  for (let asset = 0; asset * width < data.length; asset++) {
    const group = groupOf(asset);
    if (group < 0) continue;
    for (let k = 0; k < width; k++) sums[group * width + k]! += data[asset * width + k]!;
  }
  return sums;
}

/**
 * `agg_losses/LOSS_TYPE?tag=value&tag2=*`: `array` by statistic, with a `*` by value of that tag and statistic; left out when no
 * asset has the tags. One realization without statistics is its mean.
 */
async function extractSelected(results: Results, query: Query, lossType: string): Promise<NamedArray[]> {
  if (lossType === "") throw badRequest("the loss type is missing: agg_losses/structural");
  const key = storedLosses(results);
  const losses = await readAssetLosses(results, key, lossType);
  const tags = await readTags(results);
  const choice = chooseAssets(tags, query);
  const { every, has } = choice;
  const width = losses.kinds.length;
  const stats = textList("stats", key === "avg_losses-rlzs" && width === 1 ? ["mean"] : losses.kinds);
  const count = losses.data.length / width;
  const found = Array.from({ length: count }, (_, asset) => asset).filter(has);
  if (every === undefined) {
    const sums = Float32Array.from(sumBy(losses, 1, (asset) => (has(asset) ? 0 : -1)));
    const array = numberArray("array", found.length === 0 ? new Float32Array(0) : sums, "<f4", [found.length && width]);
    return withArray([selectedArray(choice), stats], array);
  }
  const values = [...new Set(found.map((asset) => every.index[asset]!))].sort((a, b) => a - b);
  const groups = new Map(values.map((value, i) => [value, i]));
  const sums = sumBy(losses, values.length, (asset) => (has(asset) ? groups.get(every.index[asset]!)! : -1));
  const names = byteTextList(
    "tags",
    values.map((value) => `${every.name}=${every.values[value]}`),
  );
  const array = numberArray("array", Float32Array.from(sums), "<f4", [values.length, width]);
  return withArray([selectedArray(choice), names, stats], array);
}

/** Values of a tag: all of the exposure, and "?" where assets have it. */
function presentValues({ values, index }: Tag): readonly number[] {
  const all = Array.from(values.keys());
  return index.includes(0) ? all : all.slice(1);
}

/** `aggregate/avg_losses?kind=mean&tag=taxonomy&tag=...&loss_type=...`: sums by the values of the tags, and by loss type when none is named. */
async function extractByTags(results: Results, query: Query, what: string): Promise<NamedArray[]> {
  if (what !== "avg_losses") throw notFound(`aggregate/${what}: only avg_losses can be summed`);
  const [kind, ...others] = strings(query, "kind") ?? [];
  if (kind === undefined || others.length > 0) throw badRequest("kind is missing: give kind=mean or kind=rlz-N");
  const realization = /^rlz-(\d+)$/.exec(kind)?.[1];
  const key = realization === undefined ? "avg_losses-stats" : "avg_losses-rlzs";
  if (!isStored(results, key)) throw notFound(`the calculation stored no ${key}, of which kind=${kind} would be taken`);
  const known = await readTags(results);
  const tags = (strings(query, "tag") ?? []).map((name) => {
    const tag = known.find((candidate) => candidate.name === name);
    if (tag === undefined)
      throw badRequest(`there is no tag ${name}; allowed: ${known.map((candidate) => candidate.name).join(", ")}`);
    return { tag, values: presentValues(tag) };
  });
  const asked = strings(query, "loss_type");
  const lossTypes = asked ?? lossTypesOf(results, key).filter((name) => !name.includes("+"));
  const groups = tags.reduce((product, { values }) => product * values.length, 1);
  const places = tags.map(({ tag, values }) => {
    const place = new Map(values.map((value, i) => [value, i]));
    return { size: values.length, of: (asset: number) => place.get(tag.index[asset]!)! };
  });
  const groupOf = (asset: number) => places.reduce((group, { size, of }) => group * size + of(asset), 0);
  const out = new Float32Array(groups * lossTypes.length);
  for (const [l, lossType] of lossTypes.entries()) {
    const losses = await readAssetLosses(results, key, lossType);
    const k = realization === undefined ? losses.kinds.indexOf(kind) : Number(realization);
    if (k < 0 || k >= losses.kinds.length)
      throw badRequest(`kind=${kind} is not stored: there are ${losses.kinds.join(", ")}`);
    const sums = sumBy(losses, groups, groupOf);
    for (let g = 0; g < groups; g++) out[g * lossTypes.length + l] = sums[g * losses.kinds.length + k]!;
  }
  const shape = [...tags.map(({ values }) => values.length), ...(asked === undefined ? [lossTypes.length] : [])];
  return [
    textList("extra", lossTypes),
    numberArray("array", out, "<f4", shape),
    ...tags.map(({ tag, values }) =>
      textList(
        tag.name,
        values.map((value) => tag.values[value]!),
      ),
    ),
    textList(
      "shape_descr",
      tags.map(({ tag }) => tag.name),
    ),
  ];
}
