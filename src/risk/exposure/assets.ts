/** Assets of an exposure as columns: where they are, what they are worth, who is in them, how they can be grouped. */

export interface CostType {
  /** Loss type: structural, contents ... */
  readonly name: string;
  /** How the cost is given; `area` has a type, too. */
  readonly kind: "aggregated" | "per_asset" | "per_area";
  readonly unit: string;
}

/** A way of grouping assets, with the group of each. */
export interface Tag {
  readonly name: string;
  /** Sorted by code point behind "?", which stands for none. */
  readonly values: readonly string[];
  /** Of each asset: index of its value. */
  readonly index: Uint32Array;
}

export interface Assets {
  readonly count: number;
  readonly ids: readonly string[];
  /** Degrees. */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** Totals of each asset by cost type, and `number`, `area`, `residents`; in the order in which they are exported. */
  readonly values: ReadonlyMap<string, Float32Array>;
  /** People in each asset by period: day, night, transit, and `avg`, the mean of these. */
  readonly occupants: ReadonlyMap<string, Float32Array>;
  /** Deductible of each asset, an amount; undefined: none has one. */
  readonly deductibles?: Float32Array;
  /** Cost of retrofitting each asset. */
  readonly retrofitting?: Float32Array;
  /** `taxonomy` first. */
  readonly tags: readonly Tag[];
  readonly costTypes: readonly CostType[];
}

/** Assets that belong to sites of the hazard; site by site in the order of their ordinals. */
export interface LocatedAssets extends Assets {
  /** Index of the site of each. */
  readonly sites: Uint32Array;
}

/** The assets named by `indices`, in that order. */
export function pickAssets(assets: Assets, indices: ArrayLike<number>): Assets {
  const pick = (column: Float32Array): Float32Array => Float32Array.from(indices, (i) => column[i]!);
  const pickAll = (columns: ReadonlyMap<string, Float32Array>) =>
    new Map([...columns].map(([name, column]) => [name, pick(column)]));
  const { deductibles, retrofitting } = assets;
  return {
    count: indices.length,
    ids: Array.from(indices, (i) => assets.ids[i]!),
    lon: Float64Array.from(indices, (i) => assets.lon[i]!),
    lat: Float64Array.from(indices, (i) => assets.lat[i]!),
    values: pickAll(assets.values),
    occupants: pickAll(assets.occupants),
    ...(deductibles === undefined ? {} : { deductibles: pick(deductibles) }),
    ...(retrofitting === undefined ? {} : { retrofitting: pick(retrofitting) }),
    tags: assets.tags.map((tag) => ({ ...tag, index: Uint32Array.from(indices, (i) => tag.index[i]!) })),
    costTypes: assets.costTypes,
  };
}

/** A tag from the value of each asset. @param more values that no asset has */
export function makeTag(name: string, texts: readonly string[], more: readonly string[] = []): Tag {
  const values = ["?", ...[...new Set([...texts, ...more])].filter((text) => text !== "?").sort(byCodePoint)];
  const indexOf = new Map(values.map((value, i) => [value, i]));
  return { name, values, index: Uint32Array.from(texts, (text) => indexOf.get(text)!) };
}

/**
 * Order of texts by code point, as sorted by the reference.
 * @example byCodePoint('a', 'B') = 1
 */
export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Values of a tag that no asset has: those of assets that were left out. */
export function unusedValues({ values, index }: Tag): readonly string[] {
  const used = new Set(index);
  return values.filter((_, i) => i > 0 && !used.has(i));
}

/** Texts of a tag, asset by asset. */
export function tagTexts({ values, index }: Tag): readonly string[] {
  return Array.from(index, (i) => values[i]!);
}

/**
 * What a loss of a type is a part of, asset by asset: the cost of that type, residents for people affected, or the people in the
 * assets at a time of day.
 * @param timeEvent `day`, `night`, `transit` or `avg`.
 * @returns undefined where the exposure does not say it
 */
export function valuesOf(assets: Assets, lossType: string, timeEvent: string): Float32Array | undefined {
  if (lossType === "occupants" || lossType === "injured") return assets.occupants.get(timeEvent);
  if (lossType === "affectedpop") return assets.values.get("residents");
  return assets.values.get(lossType);
}
