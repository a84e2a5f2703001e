/** Tags of the assets with the values there are, and assets chosen by them. */
import { makeTag, type Tag } from "../../risk/exposure/assets.ts";
import { byteTextList, EXTRA, textList } from "../arrays/named-array.ts";
import { type Query, strings } from "../arrays/query.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { badRequest, notFound } from "../output-error.ts";
import type { Results } from "../results.ts";

export const assetTags: Output = {
  key: "asset_tags",
  extract: extractTags,
  argument: "tag",
  needs: "an exposure",
  size: { reads: ["assetcol"] },
  permission: { extract: 1 },
};

/** Tags in the order of the exposure, `taxonomy` first; the values sorted behind "?". */
export async function readTags({ reader }: Results): Promise<readonly Tag[]> {
  const entry = reader.describe("assetcol");
  if (entry?.kind !== "table") throw notFound("the calculation stored no assets");
  const { tagnames, unused_tag_values: unused } = entry.attributes;
  const others = (unused ?? {}) as { readonly [tag: string]: readonly string[] };
  const names = Array.isArray(tagnames) ? tagnames.map(String) : [];
  // Sites and names of assets are tags of aggregation, not of the exposure.
  const own = names.filter((name) => name !== "site_id" && name !== "id");
  return Promise.all(
    own.map(async (name) =>
      makeTag(
        name,
        Array.from((await reader.readColumn("assetcol", name)) as ArrayLike<string | number>, String),
        others[name],
      ),
    ),
  );
}

/** The lists of values by tag, and how many there are, as clients read them. */
export function tagLists(tags: readonly Tag[]): { readonly [name: string]: readonly (string | number)[] } {
  return {
    ...Object.fromEntries(tags.map(({ name, values }) => [name, values])),
    tagnames: tags.map(({ name }) => name),
    tagsizes: tags.map(({ values }) => values.length),
  };
}

export interface AssetChoice {
  /** `taxonomy=Wood`, `NAME_1=*`, as they were asked for. */
  readonly selected: readonly string[];
  /** The tag whose every value is asked for. */
  readonly every?: Tag;
  readonly has: (asset: number) => boolean;
}

/** Assets chosen by `tag=value` and, once, `tag=*`. @throws OutputError for an unknown tag or a second `*` */
export function chooseAssets(tags: readonly Tag[], query: Query): AssetChoice {
  const selected: string[] = [];
  const conditions: { readonly tag: Tag; readonly value: number }[] = [];
  let every: Tag | undefined;
  for (const name of query.keys()) {
    const tag = tags.find((known) => known.name === name);
    if (tag === undefined)
      throw badRequest(`there is no tag ${name}; allowed: ${tags.map((known) => known.name).join(", ")}`);
    for (const value of strings(query, name) ?? []) {
      selected.push(`${name}=${value}`);
      if (value !== "*") conditions.push({ tag, value: tag.values.indexOf(value) });
      else if (every === undefined) every = tag;
      else throw badRequest(`only one tag may be *, not both ${every.name} and ${name}`);
    }
  }
  return {
    selected,
    ...(every === undefined ? {} : { every }),
    has: (asset) => conditions.every(({ tag, value }) => tag.index[asset] === value),
  };
}

/** One member a tag: `tag=value` of each value, also of "?". */
async function extractTags(results: Results, _query: Query, argument: string): Promise<NamedArray[]> {
  const tags = await readTags(results);
  if (argument !== "" && !tags.some(({ name }) => name === argument))
    throw notFound(`there is no tag ${argument}; there are ${tags.map(({ name }) => name).join(", ")}`);
  return [
    ...tags.map(({ name, values }) =>
      byteTextList(
        name,
        values.map((value) => `${name}=${value}`),
      ),
    ),
    EXTRA,
  ];
}

/** `selected` as an array: bytes, or empty. */
export function selectedArray({ selected }: AssetChoice): NamedArray {
  return selected.length === 0 ? textList("selected", []) : byteTextList("selected", selected);
}
