/** Names of places: geohashes (Niemeyer 2008), in which every letter halves longitude and latitude in turn, five times. */
import type { SiteCollection } from "../../hazard/sites/site-collection.ts";

const LETTERS = "0123456789bcdefghjkmnpqrstuvwxyz";
const LENGTH = 8;

/** Eight letters: some 20 metres. Places on a border belong to its lower side. */
export function geohash(lon: number, lat: number): string {
  const range = { lon: [-180, 180] as [number, number], lat: [-90, 90] as [number, number] };
  let text = "";
  let turn = 0;
  for (let letter = 0; letter < LENGTH; letter++) {
    let code = 0;
    for (let bit = 0; bit < 5; bit++, turn++) {
      const [interval, value] = turn % 2 === 0 ? [range.lon, lon] : [range.lat, lat];
      const middle = (interval[0] + interval[1]) / 2;
      const above = value > middle;
      interval[above ? 0 : 1] = middle;
      code = 2 * code + (above ? 1 : 0);
    }
    text += LETTERS[code];
  }
  return text;
}

/** Sites with names: geohashes where they have none. */
export function withPlaceNames(sites: SiteCollection): SiteCollection {
  if (sites.texts.has("custom_site_id")) return sites;
  const names = Array.from(sites.lon, (lon, s) => geohash(lon, sites.lat[s]!));
  return { ...sites, texts: new Map([...sites.texts, ["custom_site_id", names]]) };
}
