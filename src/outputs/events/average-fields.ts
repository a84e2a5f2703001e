/** The average ground-motion field: geometric means over all events, weighted by realization. */
import { EXTRA, numberArray, textList } from "../arrays/named-array.ts";
import { type Query, strings } from "../arrays/query.ts";
import type { NamedArray } from "../contract.ts";
import { measureUnit } from "../measure-unit.ts";
import type { Output } from "../output.ts";
import { badRequest, notFound } from "../output-error.ts";
import { type Results, readNumbers, readSites } from "../results.ts";
import { provenanceComment } from "../tables/comment.ts";
import { FRAME_FIVE_DIGITS, INTEGER, type OutputTable, TEXT, tableInMemory } from "../tables/table.ts";
import { stationSites } from "./field-columns.ts";

export const averageFields: Output = {
  key: "avg_gmf",
  title: "Average Ground Motion Field",
  formats: ["csv"],
  further: ["geojson", "json", "parquet"],
  table: async (results) => [await averageTable(results)],
  extract: extractAverage,
  needs: "an average ground-motion field",
  size: { readToDescribe: ["avg_gmf", "sitecol"] },
};

interface Averages {
  readonly names: readonly string[];
  /** Names of the sites that are shown, or their numbers. */
  readonly sites: Uint32Array;
  readonly ids: readonly string[] | undefined;
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** Whether all sites are shown. */
  readonly all: boolean;
  /** Values of the shown sites, one array a name. */
  readonly values: readonly Float32Array[];
}

/** Sites without a value and recording stations are left out. */
async function readAverages(results: Results, chosen?: string): Promise<Averages> {
  const entry = results.reader.describe("avg_gmf");
  if (entry?.kind !== "array") throw notFound("the calculation stored no average ground-motion field");
  const { imts } = entry.attributes;
  const stored = Array.isArray(imts) ? imts.map(String) : results.measures;
  if (chosen !== undefined && !stored.includes(chosen))
    throw badRequest(`unknown imt ${chosen}; allowed: ${stored.join(", ")}`);
  const names = chosen === undefined ? stored : [chosen];
  const sites = await readSites(results);
  const stations = await stationSites(results);
  // First the means, then the deviations.
  const means = await readNumbers(results, "avg_gmf", { start: 0, stop: 1 });
  const at = (site: number, name: string) => means[site * stored.length + stored.indexOf(name)]!;
  const shown = Uint32Array.from({ length: sites.count }, (_, site) => site).filter(
    (site) => !stations.has(site) && names.every((name) => at(site, name) > 0),
  );
  const { customIds } = sites;
  return {
    names,
    sites: shown,
    ids: customIds === undefined ? undefined : Array.from(shown, (site) => customIds[site]!),
    lon: Float64Array.from(shown, (site) => sites.lon[site]!),
    lat: Float64Array.from(shown, (site) => sites.lat[site]!),
    all: shown.length === sites.count,
    values: names.map((name) => Float32Array.from(shown, (site) => at(site, name))),
  };
}

async function averageTable(results: Results): Promise<OutputTable> {
  const { names, sites, ids, lon, lat, all, values } = await readAverages(results);
  const measures = new Set(results.measures);
  const table = tableInMemory(
    {
      name: "avg_gmf",
      comment: provenanceComment(results),
      columns: [
        ids === undefined
          ? { name: "site_id", format: INTEGER, meaning: "number of the site, from 0" }
          : { name: "custom_site_id", format: TEXT, meaning: "name of the site" },
        { name: "lon", format: FRAME_FIVE_DIGITS, unit: "degree", meaning: "longitude, WGS84" },
        { name: "lat", format: FRAME_FIVE_DIGITS, unit: "degree", meaning: "latitude, WGS84" },
        ...names.map((name) => ({
          name,
          format: FRAME_FIVE_DIGITS,
          ...(measures.has(name) ? { unit: measureUnit(name) } : {}),
          meaning: "geometric mean over the events, missing values counted as the least intensity",
          of: { measure: name },
        })),
      ],
    },
    [ids ?? sites, lon, lat, ...values],
  );
  return { ...table, bySite: all };
}

/** One member each for the site, its place and `imt`. */
async function extractAverage(results: Results, query: Query): Promise<NamedArray[]> {
  const [imt, ...others] = strings(query, "imt") ?? [];
  if (imt === undefined || others.length > 0) throw badRequest("give one imt=");
  const { sites, ids, lon, lat, values } = await readAverages(results, imt);
  const count = sites.length;
  return [
    ids === undefined ? numberArray("site_id", sites, "<u4", [count]) : textList("custom_site_id", ids),
    numberArray("lon", lon, "<f8", [count]),
    numberArray("lat", lat, "<f8", [count]),
    numberArray(imt, values[0]!, "<f4", [count]),
    EXTRA,
  ];
}
