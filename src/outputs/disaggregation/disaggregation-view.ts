/**
 * A disaggregation seen by any axes and in any coarser bins: sums of the stored matrix, nothing is computed again. With the mean
 * magnitude, distance and epsilon and the bin that contributes most (Bazzurro and Cornell 1999; McGuire 1995).
 */
import { computeStatistic } from "../../hazard/curves/statistics.ts";
import {
  AXES,
  type Axis,
  binsOf,
  type CellBins,
  type Cells,
  type MarginalAxis,
  marginalSums,
} from "../../hazard/disaggregation/marginals.ts";
import type { MatrixShape } from "../../hazard/disaggregation/matrix-shape.ts";
import { badRequest, notFound } from "../output-error.ts";
import { type Results, readNumbers, readSites } from "../results.ts";
import { joinBins } from "./join-bins.ts";
import { edgesOf, readDisaggregation, type SiteBins, type StoredDisaggregation } from "./stored-disaggregation.ts";

export interface ViewRequest {
  readonly site: number;
  /** Name of the measure; undefined: the only or first one. */
  readonly measure: string | undefined;
  /** Number of the level. */
  readonly level: number;
  /** `mean`, `rlz-3`, `quantile-0.15`; undefined: the mean where there is one. */
  readonly kind: string | undefined;
  readonly by: readonly Axis[];
  /** Widths of joined bins; axes that are not here keep theirs. */
  readonly widths: { readonly [axis in Axis]?: number };
}

/** One axis as it is seen. */
export interface ViewedAxis {
  readonly axis: Axis;
  /** Of bins of numbers. */
  readonly edges: readonly number[] | undefined;
  /** Middles of the bins, or names of tectonic region types. */
  readonly values: readonly (number | string)[];
}

export interface DisaggregationView {
  readonly site: { readonly id: number; readonly lon: number; readonly lat: number };
  readonly measure: string;
  /** In the measure's unit. */
  readonly level: number;
  /** Probability the level was asked by; null for a given level. */
  readonly poe: number | null;
  /** Years. */
  readonly investigationTime: number;
  readonly kind: string;
  readonly axes: readonly ViewedAxis[];
  /** Mean annual rates of exceedance of all bins, the last axis fastest. */
  readonly rates: Float64Array;
  readonly totalRate: number;
  /** Means over what exceeds the level; null where nothing does. */
  readonly mean: { readonly mag: number; readonly dist: number; readonly eps: number } | null;
  /** Index of the bin with the largest rate; -1 where nothing exceeds. */
  readonly mode: number;
}

/** @throws OutputError for what is not there or cannot be asked for */
export async function viewDisaggregation(results: Results, request: ViewRequest): Promise<DisaggregationView> {
  const stored = await readDisaggregation(results);
  const measures = results.measures;
  const measure = request.measure ?? measures[0] ?? "";
  const m = measures.indexOf(measure);
  if (m < 0) throw badRequest(`there is no imt ${measure}: the calculation has ${measures.join(", ")}`);
  if (request.site < 0 || request.site >= stored.sites)
    throw badRequest(`site_id ${request.site} is out of range: there are ${stored.sites}`);
  const bins = stored.binsOf(request.site);
  const shape = shapeOf(bins);
  const block = m * stored.levelCount + request.level;
  const kind = request.kind ?? defaultKind(results, stored, request.site);
  const columns = await readColumns(results, stored, shape, request.site, block, kind);
  const axes = request.by.map((axis) => viewedAxis(bins, shape, axis, request.widths[axis]));
  const combine = combination(stored, request.site, kind);
  const time = results.investigationTime ?? 1;
  const marginal = (wanted: readonly MarginalAxis[]): Float64Array =>
    combine(columns.map((cells) => marginalSums(shape, cells, wanted))).map((sum) => sum / time);
  const rates = marginal(axes.map(({ marginal: wanted }) => wanted));
  const whole = marginal([]);
  const sites = await readSites(results);
  return {
    site: { id: request.site, lon: sites.lon[request.site]!, lat: sites.lat[request.site]! },
    measure,
    level: stored.levels[request.site * measures.length * stored.levelCount + block]!,
    poe: stored.poes[request.level] ?? null,
    investigationTime: time,
    kind,
    axes: axes.map(({ axis, edges, values }) => ({ axis, edges, values })),
    rates,
    totalRate: whole[0]!,
    mean: meanOf(bins, shape, marginal),
    mode: rates.reduce((best, rate, i) => (rate > 0 && rate > (rates[best] ?? 0) ? i : best), -1),
  };
}

function shapeOf({ tectonicRegionTypes, mag, dist, lon, lat, eps }: SiteBins): MatrixShape {
  return {
    trt: tectonicRegionTypes.length,
    mag: mag.length - 1,
    dist: dist.length - 1,
    lon: lon.length - 1,
    lat: lat.length - 1,
    eps: eps.length - 1,
  };
}

function defaultKind(results: Results, { realizations }: StoredDisaggregation, site: number): string {
  if (results.reader.describe("disagg-matrix/mean") !== undefined) return "mean";
  return `rlz-${realizations[site]![0]}`;
}

/** The columns of the matrix that a kind is made of, each one block. */
async function readColumns(
  results: Results,
  { realizations, levelCount }: StoredDisaggregation,
  shape: MatrixShape,
  site: number,
  block: number,
  kind: string,
): Promise<readonly Cells[]> {
  const { reader } = results;
  if (reader.describe("disagg-matrix/first") === undefined) throw notFound("the calculation has no disaggregation");
  const first = await readNumbers(results, "disagg-matrix/first");
  const rows = { start: first[site]!, stop: first[site + 1]! };
  const column = async (name: string) => (await reader.readColumn("disagg-matrix/cells", name, rows)) as Uint16Array;
  const [trt, mag, dist, lon, lat] = await Promise.all(["trt", "mag", "dist", "lon", "lat"].map(column));
  const bins: CellBins = { TRT: trt!, Mag: mag!, Dist: dist!, Lon: lon!, Lat: lat! };
  const count = rows.stop - rows.start;
  const blocks = results.measures.length * levelCount;
  const take = (values: ArrayLike<number>, width: number, at: number): Cells => {
    const out = new Float32Array(count * shape.eps);
    for (let c = 0; c < count; c++)
      for (let e = 0; e < shape.eps; e++) out[c * shape.eps + e] = values[(c * width + at) * shape.eps + e]!;
    return { bins, values: out, blocks: 1 };
  };
  if (kind === "mean") {
    if (reader.describe("disagg-matrix/mean") === undefined)
      throw notFound("the calculation has no mean disaggregation: it disaggregated one realization");
    return [take(await readNumbers(results, "disagg-matrix/mean", rows), blocks, block)];
  }
  const own = realizations[site]!;
  if (own.length === 0) throw notFound(`there is no ${kind}: single realizations were not disaggregated`);
  const values = await readNumbers(results, "disagg-matrix/rlzs", rows);
  const one = (z: number): Cells => take(values, blocks * own.length, block * own.length + z);
  const realization = /^rlz-(\d+)$/.exec(kind);
  if (realization !== null) {
    const z = own.indexOf(Number(realization[1]));
    if (z < 0) throw notFound(`there is no ${kind}: disaggregated are ${own.map((r) => `rlz-${r}`).join(", ")}`);
    return [one(z)];
  }
  if (quantileOf(kind) === undefined)
    throw badRequest(`there is no kind ${kind}: give mean, rlz-N or quantile-Q, with Q from 0 to 1`);
  return own.map((_, z) => one(z));
}

function quantileOf(kind: string): number | undefined {
  const match = /^quantile-(0|1|0?\.\d+|1\.0+|0\.0*)$/.exec(kind);
  return match === null ? undefined : Number(match[1]);
}

/** From the marginals of the columns to that of the kind. */
function combination(
  { realizations, weights }: StoredDisaggregation,
  site: number,
  kind: string,
): (marginals: readonly Float64Array[]) => Float64Array {
  const level = quantileOf(kind);
  if (level === undefined) return ([only]) => only!;
  const plain = realizations[site]!.map((r) => weights[r]!);
  const sum = plain.reduce((a, b) => a + b, 0);
  const own = Float64Array.from(plain, (weight) => weight / sum);
  const order = new Uint32Array(own.length);
  return (marginals) =>
    marginals[0]!.map((_, i) =>
      computeStatistic(
        { kind: "quantile", level },
        Float64Array.from(marginals, (values) => values[i]!),
        own,
        order,
      ),
    );
}

function viewedAxis(
  bins: SiteBins,
  shape: MatrixShape,
  axis: Axis,
  width: number | undefined,
): ViewedAxis & { readonly marginal: MarginalAxis } {
  const whole: MarginalAxis = { axis, bins: binsOf(shape, axis) };
  if (axis === "TRT") return { axis, edges: undefined, values: bins.tectonicRegionTypes, marginal: whole };
  const fine = edgesOf(bins, axis);
  const { edges, joined } =
    width === undefined ? { edges: Array.from(fine), joined: undefined } : joinBins(axis, fine, width);
  return {
    axis,
    edges,
    values: edges.slice(1).map((edge, i) => (edges[i]! + edge) / 2),
    marginal: joined === undefined ? whole : { axis, bins: edges.length - 1, joined },
  };
}

/** Means of the middles of the stored bins, weighted with their rates. */
function meanOf(
  bins: SiteBins,
  shape: MatrixShape,
  marginal: (axes: readonly MarginalAxis[]) => Float64Array,
): DisaggregationView["mean"] {
  const mean = (axis: "Mag" | "Dist" | "Eps"): number => {
    const edges = edgesOf(bins, axis);
    let sum = 0;
    let total = 0;
    for (const [i, rate] of marginal([{ axis, bins: binsOf(shape, axis) }]).entries()) {
      sum += (rate * (edges[i]! + edges[i + 1]!)) / 2;
      total += rate;
    }
    return sum / total;
  };
  const [mag, dist, eps] = [mean("Mag"), mean("Dist"), mean("Eps")];
  return Number.isNaN(mag) ? null : { mag, dist, eps };
}

/** `mag,dist` as axes, in the order given. @throws OutputError */
export function parseAxes(text: string): readonly Axis[] {
  const axes = text.split(",").map((name) => {
    const axis = AXES.find((candidate) => candidate.toLowerCase() === name.trim().toLowerCase());
    if (axis === undefined)
      throw badRequest(`by: there is no axis ${name}; allowed: ${AXES.map((known) => known.toLowerCase()).join(", ")}`);
    return axis;
  });
  if (new Set(axes).size !== axes.length) throw badRequest(`by: an axis twice in ${text}`);
  return axes;
}
