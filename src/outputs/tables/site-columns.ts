/** The columns that say where a row is: `[custom_site_id,] lon, lat[, depth]`. */
import type { NumericArray } from "../../datastore/index.ts";
import type { Sites } from "../results.ts";
import { type Cells, DEGREES, plain, type TableColumn, TEXT } from "./table.ts";

export interface SiteColumns {
  readonly columns: readonly TableColumn[];
  read(start: number, stop: number): Cells[];
}

/**
 * `depth` "always", or "if any" site is not at sea level. Coordinates of curves go through 32-bit numbers in the
 * reference before they are printed (`single`), and their identifiers are cut at eight bytes.
 */
export function siteColumns(sites: Sites, depth: "always" | "if any", single: boolean): SiteColumns {
  const withDepth = depth === "always" || !sites.atSeaLevel;
  const columns: TableColumn[] = [];
  const data: (NumericArray | readonly string[])[] = [];
  if (sites.customIds !== undefined) {
    columns.push({ name: "custom_site_id", format: TEXT, meaning: "name of the site in the job" });
    data.push(single ? sites.customIds.map((id) => cutBytes(id, 8)) : sites.customIds);
  }
  const add = (name: string, values: Float64Array, unit: string, meaning: string) => {
    columns.push({ name, format: DEGREES, unit, meaning });
    data.push(single ? Float32Array.from(values) : values);
  };
  add("lon", sites.lon, "degree", "longitude, WGS84");
  add("lat", sites.lat, "degree", "latitude, WGS84");
  if (withDepth) add("depth", sites.depth, "km", "depth below sea level");
  return {
    columns,
    read: (start, stop) =>
      data.map((values) =>
        Array.isArray(values)
          ? { texts: values.slice(start, stop) as readonly string[] }
          : plain((values as NumericArray).subarray(start, stop) as NumericArray),
      ),
  };
}

/** At most `width` bytes of UTF-8, whole characters. */
function cutBytes(text: string, width: number): string {
  const bytes = new TextEncoder().encode(text);
  return bytes.length <= width
    ? text
    : new TextDecoder("utf-8").decode(bytes.subarray(0, width)).replace(/\ufffd+$/, "");
}
