/** `disagg?kind=&imt=&site_id=&poe_id=&spec=`: one kind of a disaggregation at one site, as arrays. */
import { axesOfKind } from "../../hazard/disaggregation/marginals.ts";
import { booleanScalar, byteTextList, indices, integerList, numberArray, textList } from "../arrays/named-array.ts";
import { integers, oneIndex, type Query, strings } from "../arrays/query.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { badRequest } from "../output-error.ts";
import { type Results, readNumbers } from "../results.ts";
import { binValues, readDisaggregation, readKind, shownPoes, siteWeights } from "./stored-disaggregation.ts";

export const disaggregationArrays: Output = {
  key: "disagg",
  needs: "a disaggregation",
  extract: extractDisaggregation,
  size: { reads: ["disagg-rlzs", "disagg-stats"] },
};

const SPECS = ["rlzs", "stats", "rlzs-traditional", "stats-traditional"];

async function extractDisaggregation(results: Results, query: Query): Promise<NamedArray[]> {
  const stored = await readDisaggregation(results);
  const { measures } = results;
  const kind = one(query, "kind", stored.kinds);
  const spec = one(query, "spec", SPECS);
  const site = oneIndex(query, "site_id", stored.sites);
  const wantedMeasures = strings(query, "imt");
  const chosen = (wantedMeasures ?? [...measures]).map((measure) => {
    const m = measures.indexOf(measure);
    if (m < 0) throw badRequest(`there is no imt ${measure}: the calculation has ${measures.join(", ")}`);
    return m;
  });
  const wantedPoes = integers(query, "poe_id");
  const places = wantedPoes ?? indices(stored.levelCount);
  for (const p of places)
    if (p < 0 || p >= stored.levelCount)
      throw badRequest(`poe_id ${p} is out of range: there are ${stored.levelCount}`);
  const traditional = spec.endsWith("-traditional");
  const isMean = spec.startsWith("stats");
  const columns = isMean ? 1 : stored.realizations[site]!.length;
  const all = await readKind(results, isMean ? "disagg-stats" : "disagg-rlzs", kind, site);
  const size = measures.length * stored.levelCount * columns;
  const totals = traditional ? await totalsOf(results, site, isMean, all, size) : undefined;
  const bins = stored.binsOf(site);
  const axes = axesOfKind(kind);
  const middles = axes.map((axis) => binValues(bins, axis));
  const cells = all.length / size;
  const values = new Float64Array(cells * chosen.length * places.length * columns);
  let at = 0;
  for (let cell = 0; cell < cells; cell++)
    for (const m of chosen)
      for (const p of places)
        for (let z = 0; z < columns; z++) {
          const block = (m * stored.levelCount + p) * columns + z;
          const value = all[cell * size + block]!;
          values[at++] = totals === undefined ? value : Math.log1p(-value) / Math.log1p(-totals[block]!);
        }
  const poes = await shownPoes(results, stored, site, chosen[0] ?? 0);
  return [
    ...echo(query),
    ...axes.map((axis, a) => axisArray(axis.toLowerCase(), middles[a]!)),
    ...(wantedMeasures === undefined ? [textList("imt", [...measures])] : []),
    floats("poe", stored.poes.length === 0 ? poes : places.map((p) => poes[p]!)),
    booleanScalar("traditional", traditional),
    textList("shape_descr", [...axes.map((axis) => axis.toLowerCase()), "imt", "poe"]),
    ...(isMean || traditional !== (spec === "rlzs-traditional") ? [] : [floats("weights", siteWeights(stored, site))]),
    textList("extra", isMean ? ["mean"] : stored.realizations[site]!.map((r) => `rlz${r}`)),
    numberArray("array", values, "<f8", [
      ...middles.map(({ length }) => length),
      chosen.length,
      places.length,
      columns,
    ]),
  ];
}

/** Total probabilities, measures x levels x columns; of the mean those of its bins together. */
async function totalsOf(
  results: Results,
  site: number,
  isMean: boolean,
  values: Float64Array,
  size: number,
): Promise<Float64Array> {
  if (!isMean) return Float64Array.from(await readNumbers(results, "poe4", { start: site, stop: site + 1 }));
  const rates = new Float64Array(size);
  for (const [i, value] of values.entries()) rates[i % size]! += -Math.log1p(-value);
  return rates.map((rate) => -Math.expm1(-rate));
}

function one(query: Query, key: string, allowed: readonly string[]): string {
  const [value, ...others] = strings(query, key) ?? [];
  if (value === undefined || others.length > 0 || !allowed.includes(value))
    throw badRequest(`give one ${key}=: ${allowed.join(", ")}`);
  return value;
}

/** What was asked, as the reference repeats it. */
function echo(query: Query): NamedArray[] {
  return Array.from(query, ([key, values]) => {
    const flat = values.flat();
    return flat.every((value) => typeof value === "number" && Number.isInteger(value))
      ? integerList(key, flat as number[])
      : textList(key, flat.map(String));
  });
}

function axisArray(name: string, values: readonly number[] | readonly string[]): NamedArray {
  return typeof values[0] === "string"
    ? byteTextList(name, values as readonly string[])
    : floats(name, values as readonly number[]);
}

function floats(name: string, values: readonly number[]): NamedArray {
  return numberArray(name, Float64Array.from(values), "<f8", [values.length]);
}
