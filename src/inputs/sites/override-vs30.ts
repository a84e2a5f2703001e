/** `override_vs30`: the sites once more for each of several vs30 values (docs/method/classical.md 8.3). */
import type { SiteCollection } from "../../hazard/sites/site-collection.ts";
import { InputError, type ProblemPlace } from "../../input-error.ts";
import { pickSites } from "./pick-sites.ts";

/** Depth (m) to 1 km/s: Chiou & Youngs 2014, Earthquake Spectra 30(3), eq. 1 (California and the rest of the world). */
export function z1pt0FromVs30(vs30: number): number {
  return Math.exp((-7.15 / 4) * Math.log((vs30 ** 4 + 571 ** 4) / (1360 ** 4 + 571 ** 4)));
}

/** Depth (km) to 2.5 km/s: Campbell & Bozorgnia 2014, Earthquake Spectra 30(3), eq. 33 (California). */
export function z2pt5FromVs30(vs30: number): number {
  return Math.exp(7.089 + Math.log(vs30) * -1.144);
}

/** In this box the reference may use its formulas for Japan, by the borders of the country. */
function nearJapan(lon: number, lat: number): boolean {
  return lon > 122 && lon < 154 && lat > 24 && lat < 46;
}

/**
 * One value replaces the vs30 of every site. With several values, sites with vs30 = -999 (a single site always) are
 * repeated, once a value; the others stay as they are. z1pt0 and z2pt5, where a model needs them, follow from vs30.
 * @throws InputError for sites near Japan whose depths would follow from formulas of that country.
 */
export function overrideVs30(sites: SiteCollection, values: readonly number[], place: ProblemPlace): SiteCollection {
  const vs30 = sites.parameters.get("vs30");
  if (vs30 === undefined) return sites;
  const several = values.length > 1;
  const known = sites.texts.get("custom_site_id");
  const origin: number[] = [];
  const overridden: number[] = [];
  const ids: string[] = [];
  for (let i = 0; i < sites.count; i++) {
    if (several && sites.count > 1 && vs30[i] !== -999) {
      ids.push(known?.[i] ?? String(origin.length));
      origin.push(i);
      overridden.push(vs30[i]!);
      continue;
    }
    for (const value of values) {
      ids.push(`${(known?.[i] ?? String(i)).slice(0, 5)}:${soilClass(value)}`);
      origin.push(i);
      overridden.push(value);
    }
  }
  const picked = pickSites(sites, origin);
  const parameters = new Map(picked.parameters);
  parameters.set("vs30", Float64Array.from(overridden));
  const needsDepths = parameters.has("z1pt0") || parameters.has("z2pt5");
  if (needsDepths && sites.lon.some((lon, i) => nearJapan(lon, sites.lat[i]!)))
    throw new InputError(
      "override_vs30 is not supported for sites in or near Japan with models that need z1pt0 or z2pt5",
      place,
    );
  if (parameters.has("z1pt0")) parameters.set("z1pt0", Float64Array.from(overridden, z1pt0FromVs30));
  if (parameters.has("z2pt5")) parameters.set("z2pt5", Float64Array.from(overridden, z2pt5FromVs30));
  return { ...picked, parameters, texts: new Map([...picked.texts, ["custom_site_id", ids]]) };
}

/** NEHRP classes from soft to hard, each from the vs30 (m/s) on. */
const SOIL_CLASSES = [
  ["A", 1500],
  ["B", 914],
  ["BC", 640],
  ["C", 442],
  ["CD", 305],
  ["D", 213],
  ["DE", 152],
] as const;

function soilClass(vs30: number): string {
  return SOIL_CLASSES.find(([, from]) => vs30 > from)?.[0] ?? "E";
}
