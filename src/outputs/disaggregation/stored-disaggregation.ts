/** What outputs read of a stored disaggregation: bins, levels, realizations. */
import type { Axis } from "../../hazard/disaggregation/marginals.ts";
import { notFound } from "../output-error.ts";
import { type Results, readNumbers } from "../results.ts";

/** Of one site. */
export interface SiteBins {
  readonly mag: Float64Array;
  readonly dist: Float64Array;
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly eps: Float64Array;
  readonly tectonicRegionTypes: readonly string[];
}

export interface StoredDisaggregation {
  readonly sites: number;
  /** Probabilities asked for; empty where levels were given. */
  readonly poes: readonly number[];
  /** Levels a measure: one where levels were given. */
  readonly levelCount: number;
  /** Kinds that were asked for, in their order. */
  readonly kinds: readonly string[];
  /** sites x realizations. */
  readonly realizations: readonly (readonly number[])[];
  /** sites x measures x levels, in the measures' units. */
  readonly levels: Float64Array;
  /** Plain weights of all realizations, in single precision as the reference has them. */
  readonly weights: Float32Array;
  readonly binsOf: (site: number) => SiteBins;
}

/** @throws OutputError for calculations that are no disaggregation */
export async function readDisaggregation(results: Results): Promise<StoredDisaggregation> {
  const { reader } = results;
  const levels = reader.describe("hmap3");
  const best = reader.describe("best_rlzs");
  if (levels?.kind !== "array" || best?.kind !== "array")
    throw notFound(`this ${results.calculationMode} calculation has no disaggregation`);
  const doubles = async (name: string): Promise<Float64Array> => Float64Array.from(await readNumbers(results, name));
  const [mag, dist, lon, lat, eps] = await Promise.all(
    ["Mag", "Dist", "Lon", "Lat", "Eps"].map((name) => doubles(`disagg-bins/${name}`)),
  );
  const tectonicRegionTypes = await reader.readTexts("disagg-bins/TRT");
  const [sites, chosen] = [best.shape[0]!, best.shape[1]!];
  const rlzs = Array.from(await readNumbers(results, "best_rlzs"));
  const rowOf = (edges: Float64Array, site: number): Float64Array =>
    edges.subarray((site * edges.length) / sites, ((site + 1) * edges.length) / sites);
  const { kinds, poes } = reader.describe("disagg-bins/TRT")?.attributes ?? {};
  const weights = await readNumbers(results, "weights");
  const weightColumns = weights.length / results.realizationCount;
  return {
    sites,
    poes: Array.isArray(poes) ? poes.map(Number) : [],
    levelCount: levels.shape[2]!,
    kinds: Array.isArray(kinds) ? kinds.map(String) : [],
    realizations: Array.from({ length: sites }, (_, site) => rlzs.slice(site * chosen, (site + 1) * chosen)),
    levels: await doubles("hmap3"),
    weights: Float32Array.from({ length: results.realizationCount }, (_, r) => weights[r * weightColumns]!),
    binsOf: (site) => ({
      mag: mag!,
      dist: dist!,
      lon: rowOf(lon!, site),
      lat: rowOf(lat!, site),
      eps: eps!,
      tectonicRegionTypes,
    }),
  };
}

/** Weights of the realizations of a site, normalized to a sum of 1 in single precision. */
export function siteWeights({ weights, realizations }: StoredDisaggregation, site: number): number[] {
  const own = realizations[site]!.map((r) => weights[r]!);
  const sum = own.reduce((total, weight) => Math.fround(total + weight), 0);
  return own.map((weight) => Math.fround(weight / sum));
}

/** Edges of a numeric axis. */
export function edgesOf(bins: SiteBins, axis: Exclude<Axis, "TRT">): Float64Array {
  return bins[axis.toLowerCase() as "mag" | "dist" | "lon" | "lat" | "eps"];
}

/** Middles of the bins of an axis, or the names of tectonic regions. */
export function binValues(bins: SiteBins, axis: Axis): readonly number[] | readonly string[] {
  if (axis === "TRT") return bins.tectonicRegionTypes;
  const edges = edgesOf(bins, axis);
  return Array.from({ length: edges.length - 1 }, (_, i) => (edges[i]! + edges[i + 1]!) / 2);
}

/** Probabilities of a kind at a site: bins x measures x levels x columns. */
export async function readKind(
  results: Results,
  name: "disagg-rlzs" | "disagg-stats",
  kind: string,
  site: number,
): Promise<Float64Array> {
  const key = `${name}/${kind}`;
  const entry = results.reader.describe(key);
  if (entry?.kind !== "array") throw notFound(missingKind(results, name, kind));
  return Float64Array.from(await readNumbers(results, key, { start: site, stop: site + 1 }));
}

function missingKind({ reader }: Results, name: string, kind: string): string {
  const known = reader
    .names()
    .filter((key) => key.startsWith(`${name}/`))
    .map((key) => key.slice(name.length + 1));
  if (known.length > 0) return `the calculation has no ${kind} in ${name}: it has ${known.join(", ")}`;
  return name === "disagg-stats"
    ? "the calculation has no statistics of disaggregations: it disaggregated one realization only"
    : "the calculation has no disaggregation";
}

/**
 * Probability shown beside the levels: as asked for; of given levels that of the mean curve at the level of the first measure,
 * as in the reference.
 */
export async function shownPoes(
  results: Results,
  stored: StoredDisaggregation,
  site: number,
  measure: number,
): Promise<number[]> {
  if (stored.poes.length > 0) return [...stored.poes];
  const entry = results.reader.describe("hcurves-stats");
  const mean = results.stats.indexOf("mean");
  if (entry?.kind !== "array" || mean < 0) return [Number.NaN];
  const [, , measures, levels] = entry.shape as [number, number, number, number];
  const curves = await readNumbers(results, "hcurves-stats", { start: site, stop: site + 1 });
  return [Number(curves[(mean * measures + measure) * levels] ?? Number.NaN)];
}
