/**
 * A block of contexts: one row a (rupture, site) pair, stored as columns, reused from block to block.
 *
 * Names, units and signs are the reference engine's: distances and depths in km, angles in degrees, vs30 in m/s,
 * z1pt0 in m, z2pt5 in km. Only the columns that were asked for hold data; the others have length zero. All blocks
 * have the same hidden class, so code over them stays monomorphic. Rows of one rupture are adjacent, which lets a
 * model keep its magnitude terms while `mag` does not change.
 */
export const RUPTURE_COLUMNS = [
  "mag",
  "rake",
  "dip",
  "strike",
  "ztor",
  "zbot",
  "width",
  "hypo_depth",
  "hypo_lon",
  "hypo_lat",
  "in_cshm",
] as const;

export const DISTANCE_COLUMNS = [
  "rrup",
  "rjb",
  "rx",
  "ry0",
  "repi",
  "rhypo",
  "azimuth",
  "azimuthcp",
  "rcdpp",
  "rvolc",
  "clon",
  "clat",
] as const;

/** Site parameters with numeric values (booleans as 0 and 1). */
export const SITE_COLUMNS = [
  "lon",
  "lat",
  "vs30",
  "vs30measured",
  "z1pt0",
  "z2pt5",
  "z1pt4",
  "z_sed",
  "backarc",
  "xvf",
  "soiltype",
  "region",
  "slope",
  "f0",
  "THV",
  "PHV",
  "kappa0",
  "h800",
  "bas",
  "amplfactor",
  "ch_ampl03",
  "ch_ampl06",
  "ch_phis2s03",
  "ch_phis2s06",
  "ch_phiss03",
  "ch_phiss06",
  "freeface_ratio",
  "T_15",
  "F_15",
  "D50_15",
  /** Which ground-motion tree a site has, in jobs with `site_labels`. */
  "ilabel",
] as const;

/** Site parameters with text values. */
export const TEXT_COLUMNS = ["siteclass", "ec8", "ec8_p18", "geology", "ampcode"] as const;

export type RuptureColumn = (typeof RUPTURE_COLUMNS)[number];
export type DistanceColumn = (typeof DISTANCE_COLUMNS)[number];
export type SiteColumn = (typeof SITE_COLUMNS)[number];
export type TextColumn = (typeof TEXT_COLUMNS)[number];
export type NumericColumn = RuptureColumn | DistanceColumn | SiteColumn;

export type ContextBlock = {
  /** Rows in use, from 0. */
  length: number;
  readonly capacity: number;
} & { readonly [column in NumericColumn]: Float64Array } & { readonly [column in TextColumn]: string[] };

/** The block size that keeps the columns of a typical model in the second-level cache. */
export const BLOCK_CAPACITY = 1024;

const NUMERIC_COLUMNS: readonly NumericColumn[] = [...RUPTURE_COLUMNS, ...DISTANCE_COLUMNS, ...SITE_COLUMNS];

/** Makes an empty block holding `capacity` rows of the `wanted` columns. */
export function makeContextBlock(
  wanted: Iterable<NumericColumn | TextColumn>,
  capacity: number = BLOCK_CAPACITY,
): ContextBlock {
  const columns = new Set<string>(wanted);
  const block: Record<string, unknown> = { length: 0, capacity };
  for (const name of NUMERIC_COLUMNS) block[name] = new Float64Array(columns.has(name) ? capacity : 0);
  for (const name of TEXT_COLUMNS) block[name] = columns.has(name) ? new Array<string>(capacity).fill("") : [];
  return block as ContextBlock;
}
