/** `disagg_layer?kind=`: all sites as records with their bins, disaggregations and levels; mapping clients show it. */
import { type Axis, axesOfKind } from "../../hazard/disaggregation/marginals.ts";
import { pythonFloat } from "../../inputs/python-float.ts";
import { bytesOf, byteTextList, EXTRA, numberArray, type RecordField, recordArray } from "../arrays/named-array.ts";
import { type Query, strings } from "../arrays/query.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { badRequest } from "../output-error.ts";
import { type Results, readSites } from "../results.ts";
import {
  edgesOf,
  readDisaggregation,
  readKind,
  type SiteBins,
  type StoredDisaggregation,
  siteWeights,
} from "./stored-disaggregation.ts";

export const disaggregationLayer: Output = {
  key: "disagg_layer",
  needs: "a disaggregation",
  extract: extractLayer,
  size: { reads: ["disagg-rlzs"] },
  permission: { extract: 1 },
};

async function extractLayer(results: Results, query: Query): Promise<NamedArray[]> {
  const stored = await readDisaggregation(results);
  const sites = await readSites(results);
  const kinds = strings(query, "kind") ?? [...stored.kinds];
  for (const kind of kinds)
    if (!stored.kinds.includes(kind))
      throw badRequest(`the calculation has no kind ${kind}: it has ${stored.kinds.join(", ")}`);
  const first = stored.binsOf(0);
  const every = Array.from({ length: stored.sites }, (_, site) => site);
  const fields: RecordField[] = [
    { name: "site_id", dtype: "<u4", bytes: bytesOf(Uint32Array.from(every)) },
    { name: "lon", dtype: "<f4", bytes: bytesOf(Float32Array.from(sites.lon)) },
    { name: "lat", dtype: "<f4", bytes: bytesOf(Float32Array.from(sites.lat)) },
    ...(["lon", "lat"] as const).map((axis) =>
      singles(
        `${axis}_bins`,
        [first[axis].length],
        every.flatMap((site) => Array.from(stored.binsOf(site)[axis])),
      ),
    ),
  ];
  for (const kind of kinds) fields.push(...(await kindFields(results, stored, kind, first)));
  const chosen = stored.realizations[0]?.length ?? 0;
  for (const [m, measure] of results.measures.entries())
    for (const [p, poe] of poeTexts(stored).entries()) {
      const levels = every.flatMap((site) =>
        new Array<number>(chosen).fill(stored.levels[(site * results.measures.length + m) * stored.levelCount + p]!),
      );
      fields.push(singles(`iml-${measure}-${poe}`, [chosen], levels));
    }
  return [
    doubles("mag", first.mag),
    doubles("dist", first.dist),
    doubles("eps", first.eps),
    byteTextList("trt", first.tectonicRegionTypes),
    EXTRA,
    recordArray("array", fields, stored.sites),
  ];
}

/** Probabilities averaged over the realizations of each site with their weights. */
async function kindFields(
  results: Results,
  stored: StoredDisaggregation,
  kind: string,
  bins: SiteBins,
): Promise<RecordField[]> {
  const { measures } = results;
  const shape = axesOfKind(kind).map((axis) => binCount(bins, axis));
  const cells = shape.reduce((a, b) => a * b, 1);
  const columns = measures.map(() => poeTexts(stored).map((): number[] => []));
  for (let site = 0; site < stored.sites; site++) {
    const values = await readKind(results, "disagg-rlzs", kind, site);
    const weights = siteWeights(stored, site);
    for (let cell = 0; cell < cells; cell++)
      for (const [m, byPoe] of columns.entries())
        for (const [p, column] of byPoe.entries()) {
          const at = ((cell * measures.length + m) * stored.levelCount + p) * weights.length;
          column.push(weights.reduce((sum, weight, z) => sum + weight * values[at + z]!, 0));
        }
  }
  return measures.flatMap((measure, m) =>
    poeTexts(stored).map((poe, p) => singles(`${kind}-${measure}-${poe}`, shape, columns[m]![p]!)),
  );
}

function poeTexts({ poes }: StoredDisaggregation): readonly string[] {
  return poes.length === 0 ? ["None"] : poes.map(pythonFloat);
}

function binCount(bins: SiteBins, axis: Axis): number {
  return axis === "TRT" ? bins.tectonicRegionTypes.length : edgesOf(bins, axis).length - 1;
}

function singles(name: string, shape: readonly number[], values: readonly number[]): RecordField {
  return { name, dtype: "<f4", shape, bytes: bytesOf(Float32Array.from(values)) };
}

function doubles(name: string, values: Float64Array): NamedArray {
  return numberArray(name, values, "<f8", [values.length]);
}
