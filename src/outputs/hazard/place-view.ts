/** Hazard of one place as a JSON object: curves, spectra, and what sources and magnitudes contribute. */
import { levelAtPoe } from "../../hazard/curves/hazard-map.ts";
import { parseIntensityMeasure } from "../../inputs/intensity-measures.ts";
import { type Results, readNumbers, readSites } from "../results.ts";
import { spectralMeasures } from "./spectral-measures.ts";

interface Curve {
  readonly imt: string;
  readonly levels: readonly number[];
  /** Probabilities of exceedance in the investigation time by statistic. */
  readonly poes: { readonly [statistic: string]: readonly number[] };
}

export interface PlaceView {
  readonly site: {
    readonly lon: number;
    readonly lat: number;
    readonly parameters: { readonly [name: string]: number };
  };
  readonly investigation_time: number;
  readonly curves: readonly Curve[];
  /** Uniform hazard spectra of the statistics; measures that are spectral accelerations or PGA (period 0). */
  readonly spectra: readonly {
    readonly poe: number;
    readonly periods: readonly number[];
    readonly values: { readonly [statistic: string]: readonly number[] };
  }[];
  readonly contributions: {
    /** Mean annual rates of exceedance of the levels of each measure; null where they cannot be told apart. */
    readonly by_source:
      | readonly { readonly source: string; readonly rates: { readonly [imt: string]: readonly number[] } }[]
      | null;
    readonly by_magnitude:
      | readonly {
          readonly mag: readonly [number, number];
          readonly rates: { readonly [imt: string]: readonly number[] };
        }[]
      | null;
  };
}

/** @param poes probabilities of the spectra; empty: those of the job */
export async function viewPlace(results: Results, poes: readonly number[]): Promise<PlaceView> {
  const { measures, levels, stats } = results;
  const sites = await readSites(results);
  const count = levels[0]?.length ?? 0;
  const values = (await results.reader.readArray("hcurves-stats")) as Float32Array;
  const curve = (s: number, m: number): Float32Array => {
    const from = (s * measures.length + m) * count;
    return values.subarray(from, from + count);
  };
  const spectral = spectralMeasures(results).map(({ index, measure }) => ({
    m: index,
    period: parseIntensityMeasure(measure).period,
  }));
  return {
    site: { lon: sites.lon[0]!, lat: sites.lat[0]!, parameters: await siteParameters(results) },
    investigation_time: results.investigationTime ?? 1,
    curves: measures.map((imt, m) => ({
      imt,
      levels: [...levels[m]!],
      poes: Object.fromEntries(stats.map((statistic, s) => [statistic, Array.from(curve(s, m))])),
    })),
    spectra: (poes.length === 0 ? results.poes : poes).map((poe) => ({
      poe,
      periods: spectral.map(({ period }) => period),
      values: Object.fromEntries(
        stats.map((statistic, s) => [
          statistic,
          spectral.map(({ m }) => levelAtPoe(curve(s, m), 0, Float64Array.from(levels[m]!), poe)),
        ]),
      ),
    })),
    contributions: { by_source: await bySource(results, count), by_magnitude: await byMagnitude(results, count) },
  };
}

async function siteParameters({ reader }: Results): Promise<{ readonly [name: string]: number }> {
  const entry = reader.describe("sitecol");
  if (entry?.kind !== "table") return {};
  const parameters: { [name: string]: number } = {};
  for (const { name } of entry.columns) {
    if (["sids", "lon", "lat", "depth"].includes(name)) continue;
    const [value] = await reader.readColumn("sitecol", name);
    if (typeof value === "number") parameters[name] = value;
  }
  return parameters;
}

/** The largest at the lowest levels first. */
async function bySource(results: Results, count: number): Promise<PlaceView["contributions"]["by_source"]> {
  const entry = results.reader.describe("mean_rates_by_src");
  if (entry?.kind !== "array") return null;
  const ids = (entry.attributes["src_ids"] as readonly string[] | undefined) ?? [];
  const rates = await readNumbers(results, "mean_rates_by_src");
  return ids
    .map((source, i) => ({
      source,
      rates: Object.fromEntries(
        results.measures.map((imt, m) => [
          imt,
          Array.from({ length: count }, (_, level) => rates[(m * count + level) * ids.length + i]!),
        ]),
      ),
    }))
    .filter(({ rates: own }) => Object.values(own).some((column) => column.some((rate) => rate > 0)))
    .sort((a, b) => firstRate(b.rates) - firstRate(a.rates));
}

function firstRate(rates: { readonly [imt: string]: readonly number[] }): number {
  return Object.values(rates)[0]?.[0] ?? 0;
}

async function byMagnitude(results: Results, count: number): Promise<PlaceView["contributions"]["by_magnitude"]> {
  const entry = results.reader.describe("mean_rates_by_mag");
  if (entry?.kind !== "array") return null;
  const edges = (entry.attributes["edges"] as readonly number[] | undefined) ?? [];
  const rates = await readNumbers(results, "mean_rates_by_mag");
  const width = results.measures.length * count;
  return edges.slice(1).map((high, bin) => ({
    mag: [edges[bin]!, high] as const,
    rates: Object.fromEntries(
      results.measures.map((imt, m) => [
        imt,
        Array.from(rates.subarray(bin * width + m * count, bin * width + (m + 1) * count) as Float64Array),
      ]),
    ),
  }));
}
