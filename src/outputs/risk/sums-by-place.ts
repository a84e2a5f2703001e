/** Values of assets summed where they are: by their own place, or by the site of the hazard. */
import { byCodePoint } from "../../risk/exposure/assets.ts";
import { numberArray } from "../arrays/named-array.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { type Results, readSites } from "../results.ts";
import { AVERAGE_LOSSES, meanLosses } from "./asset-losses.ts";
import { valueColumns } from "./assets.ts";

const lossesWhere = (place: "site" | "location"): Output => ({
  key: `losses_by_${place}`,
  extract: async (results) =>
    summed(await (place === "site" ? sitesOf(results) : locationsOf(results)), await meanLosses(results)),
  needs: "losses of assets",
  size: { reads: [...AVERAGE_LOSSES, "assetcol"] },
  permission: { extract: 1 },
});

export const lossesBySite = lossesWhere("site");
export const lossesByLocation = lossesWhere("location");

export const exposureByLocation: Output = {
  key: "exposure_by_location",
  extract: async (results) => {
    const values = new Map<string, ArrayLike<number>>();
    for (const name of valueColumns(results))
      values.set(name, (await results.reader.readColumn("assetcol", name)) as Float32Array);
    return summed(await locationsOf(results), values);
  },
  needs: "an exposure",
  size: { reads: ["assetcol"] },
  permission: { extract: 1 },
};

interface Places {
  readonly lon: Float32Array;
  readonly lat: Float32Array;
  /** Of each asset: index of its place. */
  readonly placeOf: Uint32Array;
}

/** Places of the assets by five decimals, in the order of their texts as the reference has them: "-75.1,4" before "-75.2,4". */
async function locationsOf({ reader }: Results): Promise<Places> {
  const lon = (await reader.readColumn("assetcol", "lon")) as Float32Array;
  const lat = (await reader.readColumn("assetcol", "lat")) as Float32Array;
  const texts = Array.from(lon, (x, asset) => `${x.toFixed(5)},${lat[asset]!.toFixed(5)}`);
  const places = [...new Set(texts)].sort(byCodePoint);
  const place = new Map(places.map((text, i) => [text, i]));
  const part = (at: number) => Float32Array.from(places, (text) => Number(text.split(",")[at]));
  return { lon: part(0), lat: part(1), placeOf: Uint32Array.from(texts, (text) => place.get(text)!) };
}

/** Sites with assets, in their order. */
async function sitesOf(results: Results): Promise<Places> {
  const sites = await readSites(results);
  const siteOf = (await results.reader.readColumn("assetcol", "site_id")) as Uint32Array;
  const used = Uint32Array.from(new Set(siteOf)).sort();
  const place = new Map(Array.from(used, (site, i) => [site, i]));
  return {
    lon: Float32Array.from(used, (site) => sites.lon[site]!),
    lat: Float32Array.from(used, (site) => sites.lat[site]!),
    placeOf: Uint32Array.from(siteOf, (site) => place.get(site)!),
  };
}

function summed({ lon, lat, placeOf }: Places, values: ReadonlyMap<string, ArrayLike<number>>): NamedArray[] {
  const count = lon.length;
  const sums = Array.from(values, ([name, data]) => {
    const sum = new Float64Array(count);
    for (let asset = 0; asset < placeOf.length; asset++) sum[placeOf[asset]!]! += data[asset]!;
    return numberArray(name, Float32Array.from(sum), "<f4", [count]);
  });
  return [numberArray("lon", lon, "<f4", [count]), numberArray("lat", lat, "<f4", [count]), ...sums];
}
