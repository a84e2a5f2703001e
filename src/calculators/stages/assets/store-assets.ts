/** The assets of a calculation in its datastore. */
import type { ColumnData, DatastoreWriter } from "../../../datastore/index.ts";
import { type LocatedAssets, tagTexts, unusedValues } from "../../../risk/exposure/assets.ts";

/**
 * Table `assetcol`: one row an asset in the order of their ordinals; values and people as totals; tags as texts. Attributes
 * say what the columns are.
 */
export function storeAssets(
  writer: DatastoreWriter,
  assets: LocatedAssets,
  aggregateBy: readonly (readonly string[])[] = [],
): void {
  const { deductibles, retrofitting } = assets;
  const units = new Map(assets.costTypes.map(({ name, unit }) => [name, unit]));
  const columns: ColumnData[] = [
    { name: "id", texts: assets.ids },
    { name: "ordinal", data: Uint32Array.from({ length: assets.count }, (_, i) => i) },
    { name: "lon", data: Float32Array.from(assets.lon), unit: "degrees" },
    { name: "lat", data: Float32Array.from(assets.lat), unit: "degrees" },
    { name: "site_id", data: assets.sites },
    ...Array.from(assets.values, ([name, data]): ColumnData => {
      const unit = units.get(name);
      return { name: `value-${name}`, data, ...(unit === undefined ? {} : { unit }) };
    }),
    ...Array.from(
      assets.occupants,
      ([period, data]): ColumnData => ({ name: `occupants_${period}`, data, unit: "people" }),
    ),
    { name: "ideductible", data: deductibles ?? new Float32Array(assets.count) },
    ...(retrofitting === undefined ? [] : [{ name: "retrofitted", data: retrofitting }]),
    ...assets.tags.map((tag): ColumnData => ({ name: tag.name, texts: tagTexts(tag) })),
  ];
  const unused = assets.tags
    .map((tag) => [tag.name, unusedValues(tag)] as const)
    .filter(([, names]) => names.length > 0);
  writer.putTable("assetcol", columns, {
    // Sites are a tag when losses are summed by them.
    tagnames: [...assets.tags.map(({ name }) => name), ...(aggregateBy.flat().includes("site_id") ? ["site_id"] : [])],
    fields: [...assets.values.keys()],
    occfields: Array.from(assets.occupants.keys(), (period) => `occupants_${period}`),
    units: Object.fromEntries(units),
    // Of assets that were left out: clients list all values of the exposure.
    ...(unused.length === 0 ? {} : { unused_tag_values: Object.fromEntries(unused) }),
  });
}
