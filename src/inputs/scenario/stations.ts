/** Recordings of stations that fields are conditioned on, and the sites they become. */
import { roundEven } from "../../geo/rounding.ts";
import { foldLongitude } from "../../geo/sphere.ts";
import type { IntensityMeasure } from "../../hazard/intensity-measure.ts";
import type { SiteCollection } from "../../hazard/sites/site-collection.ts";
import { InputError, ProblemList } from "../../input-error.ts";
import { type CsvTable, readCsv } from "../csv.ts";
import { numberColumn, warnOfUnreadColumns } from "../csv-columns.ts";
import { type InputFolder, readWhole } from "../input-folder.ts";
import { parseIntensityMeasure, sortByPeriod } from "../intensity-measures.ts";
import { RECORDED, UNCERTAINTY, unusual } from "../physical-ranges.ts";
import { nearestSearch } from "../sites/nearest.ts";
import type { SiteModel } from "../sites/site-model.ts";

/** What was recorded of one measure, one value a station. */
export interface Recordings {
  readonly imt: IntensityMeasure;
  /** In the unit of the measure. */
  readonly values: Float64Array;
  /** Standard deviation of the logarithm of what was recorded; 0 where it is sure. */
  readonly sigmas: Float64Array;
}

/** Stations at different places. */
export interface Stations {
  /** Degrees, five decimals. */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** Sorted by period. */
  readonly recordings: readonly Recordings[];
  readonly warnings: readonly string[];
}

/**
 * Stations at one place (five decimals) become one with the means of their values and sigmas.
 * @throws InputError for missing columns, values that are not above 0, negative sigmas
 */
export function readStations(folder: InputFolder, file: string): Stations {
  const table = readCsv(readWhole(folder, file), file);
  const problems = new ProblemList();
  warnOfUnreadColumns(folder, table, ["LONGITUDE", "LATITUDE", "PGA_VALUE", "PGA_LN_SIGMA"], (field) =>
    /^(LONGITUDE|LATITUDE|STATION_ID|STATION_NAME|STATION_TYPE|REFERENCES|VS30)$|_(VALUE|LN_SIGMA|STDDEV)$/.test(field),
  );
  const rounded = (name: string) => numberColumn(table, name, problems).map((value) => roundEven(value, 5));
  // As sites are: rounded as they are written, for folding leaves noise that decides a five in the sixth place.
  const lon = rounded("LONGITUDE").map((value) => roundEven(foldLongitude(value), 5));
  const lat = rounded("LATITUDE");
  const recordings = table.fields
    .filter((field) => field.endsWith("_VALUE"))
    .flatMap((field) => problems.attempt(() => readRecordings(table, field, problems)) ?? []);
  for (const recorded of recordings) warnOfUnusual(folder, table, recorded, problems);
  problems.throwIfAny();
  if (recordings.length === 0)
    throw new InputError(`${file} has no column of recorded values`, { file, line: 1, allowed: "PGA_VALUE, ..." });
  const places = new Map<string, number[]>();
  for (let i = 0; i < lon.length; i++) {
    const key = `${lon[i]!.toFixed(5)} ${lat[i]!.toFixed(5)}`;
    places.set(key, [...(places.get(key) ?? []), i]);
  }
  const groups = [...places.values()];
  const meanOf = (values: Float64Array): Float64Array =>
    Float64Array.from(groups, (group) => {
      const given = group.map((i) => values[i]!).filter((value) => !Number.isNaN(value));
      return given.reduce((sum, value) => sum + value, 0) / given.length;
    });
  return {
    lon: Float64Array.from(groups, ([i]) => lon[i!]!),
    lat: Float64Array.from(groups, ([i]) => lat[i!]!),
    recordings: sortByPeriod(
      recordings.map(({ imt, values, sigmas }) => ({
        imt,
        values: meanOf(values),
        // Lists of seismic stations leave out what is recorded exactly.
        sigmas: meanOf(sigmas).map((sigma) => (Number.isNaN(sigma) ? 0 : sigma)),
      })),
      ({ imt }) => imt,
    ),
    warnings: [
      ...(groups.length === lon.length
        ? []
        : [`${lon.length - groups.length} stations of ${file} stand where others do: their values are averaged`]),
      ...recordings.flatMap(({ imt, sigmas }) => {
        const blank = sigmas.filter(Number.isNaN).length;
        return blank === 0
          ? []
          : [`${blank} stations of ${file} have no ${sigmaColumn(imt)}: it is taken as 0, recorded exactly`];
      }),
    ],
  };
}

function readRecordings(table: CsvTable, field: string, problems: ProblemList): Recordings {
  const name = field.slice(0, -"_VALUE".length);
  const imt = parseIntensityMeasure(name);
  const positive = (value: number) =>
    value > 0
      ? undefined
      : value === 0
        ? "Please remove station data with zero intensity value"
        : `${value} is no recorded value`;
  return {
    imt,
    values: numberColumn(table, field, problems, positive),
    sigmas: numberColumn(
      table,
      sigmaColumn(imt),
      problems,
      (value) => (value < 0 ? `${value} is no standard deviation` : undefined),
      Number.NaN,
    ),
  };
}

function sigmaColumn({ name, kind }: IntensityMeasure): string {
  return `${name}_${kind === "MMI" ? "STDDEV" : "LN_SIGMA"}`;
}

/** Recordings in per cent, or standard deviations of something else. */
function warnOfUnusual(
  folder: InputFolder,
  { file, lines }: CsvTable,
  recorded: Recordings,
  problems: ProblemList,
): void {
  const { imt, values, sigmas } = recorded;
  const columns = [
    ...(["PGA", "SA"].includes(imt.kind) ? [{ range: RECORDED, column: values }] : []),
    ...(imt.kind === "MMI" ? [] : [{ range: UNCERTAINTY, column: sigmas }]),
  ];
  for (const { range, column } of columns)
    for (const [i, value] of column.entries()) {
      const place = { file, line: lines[i], parameter: imt.name };
      if (Number.isNaN(value)) continue;
      const odd = problems.attempt(() => {
        try {
          return unusual(range, value);
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          throw new InputError([{ ...error.problems[0], ...place }]);
        }
      });
      if (odd !== undefined) {
        folder.warn?.({ message: `${imt.name}: ${odd}`, ...place });
        break;
      }
    }
}

/** The sites with those stations that stand at none of them, and the site of each station. */
export interface SitesWithStations {
  readonly sites: SiteCollection;
  /** How many are sites of the job. */
  readonly own: number;
  readonly siteOf: Uint32Array;
}

/**
 * Appends stations, sorted by place. They take the parameters of the nearest record of the site model, or those the job gives
 * for all sites.
 */
export function withStations(
  sites: SiteCollection,
  stations: Stations,
  siteModel: SiteModel | undefined,
): SitesWithStations {
  const key = (lon: number, lat: number) => `${lon.toFixed(5)} ${lat.toFixed(5)}`;
  const known = new Map<string, number>();
  for (let s = 0; s < sites.count; s++) known.set(key(sites.lon[s]!, sites.lat[s]!), s);
  const added = Array.from(stations.lon, (lon, i) => [lon, stations.lat[i]!] as const)
    .filter(([lon, lat]) => !known.has(key(lon, lat)))
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  for (const [i, [lon, lat]] of added.entries()) known.set(key(lon, lat), sites.count + i);
  const siteOf = Uint32Array.from(stations.lon, (lon, i) => known.get(key(lon, stations.lat[i]!))!);
  if (added.length === 0) return { sites, own: sites.count, siteOf };
  const from = siteModel ?? { lon: sites.lon, lat: sites.lat, numbers: sites.parameters, texts: sites.texts };
  const search = nearestSearch({ lon: from.lon, lat: from.lat });
  const records = added.map(([lon, lat]) => search(lon, lat).index);
  const grown = (column: Float64Array, more: readonly number[]) => Float64Array.from([...column, ...more]);
  return {
    siteOf,
    own: sites.count,
    sites: {
      count: sites.count + added.length,
      lon: grown(
        sites.lon,
        added.map(([lon]) => lon),
      ),
      lat: grown(
        sites.lat,
        added.map(([, lat]) => lat),
      ),
      depth: grown(
        sites.depth,
        added.map(() => 0),
      ),
      parameters: new Map(
        [...sites.parameters].map(([name, column]) => {
          const source = from.numbers.get(name);
          return [
            name,
            grown(column, source === undefined ? added.map(() => column[0]!) : records.map((r) => source[r]!)),
          ];
        }),
      ),
      texts: new Map(
        [...sites.texts].map(([name, column]) => {
          const source = name === "custom_site_id" ? undefined : from.texts.get(name);
          return [name, [...column, ...(source === undefined ? added.map(() => "") : records.map((r) => source[r]!))]];
        }),
      ),
    },
  };
}
