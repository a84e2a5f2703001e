/** Hazard curves and maps of secondary perils from fields: their levels are known when all fields are. */
import type { DatastoreWriter } from "../../../datastore/index.ts";
import { InputError } from "../../../input-error.ts";
import { hazardMaps } from "../curves/curve-store.ts";
import type { FinishedTile } from "../curves/finish-tile.ts";
import { exceedanceCounts } from "./curves-of-fields.ts";
import type { FieldRows } from "./field-tasks.ts";

/** Rows of fields that are kept until the levels are known; the reference makes no curves of more, either. */
const MOST_ROWS = 40_000_000;
/** What the reference adds to the least and to the largest value, so that levels are above 0 and ascend. */
const ABOVE_LEAST = 1e-10;
const ABOVE_LARGEST = 2e-10;

export interface PerilCurvesSetup {
  readonly names: readonly string[];
  /** Columns of fields before those of perils. */
  readonly measures: number;
  readonly sites: number;
  /** Levels of a curve. */
  readonly levels: number;
  readonly curves: Parameters<typeof exceedanceCounts>[0];
  /** Of the realizations, the same for all perils. */
  readonly weights: Float64Array;
}

export interface PerilCurves {
  readonly levels: readonly Float64Array[];
  readonly tile: FinishedTile;
}

export interface PerilRows {
  /** @throws InputError for more rows than are kept */
  readonly add: (rows: FieldRows) => void;
  /** @param eventSets of a realization */
  readonly finish: (realizationOf: (event: number) => number, eventSets: number) => PerilCurves;
}

export function perilRows({ names, measures, sites, levels: count, curves, weights }: PerilCurvesSetup): PerilRows {
  const kept: FieldRows[] = [];
  let rows = 0;
  return {
    add({ sid, eid, values }) {
      rows += sid.length;
      if (rows > MOST_ROWS)
        throw new InputError(`there are more than ${MOST_ROWS} rows of fields: too many for curves of perils`, {
          parameter: "hazard_curves_from_gmfs",
          allowed: "a larger minimum_intensity, fewer sites or event sets; or no curves",
        });
      kept.push({ sid, eid, values: values.slice(measures) });
    },
    finish(realizationOf, eventSets) {
      const levels = names.map((_, p) => perilLevels(kept, p, count));
      const { realizations } = curves;
      const own = { ...realizations, weights: names.map(() => weights) };
      const counts = exceedanceCounts({ ...curves, realizations: own }, sites, levels);
      for (const part of kept) counts.add(part, realizationOf);
      return { levels, tile: counts.finish(0, sites, eventSets) };
    },
  };
}

/** Logarithmic steps from the least to the largest value, which are in single precision. */
function perilLevels(rows: readonly FieldRows[], peril: number, count: number): Float64Array {
  let [least, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { values } of rows)
    for (const value of values[peril]!) {
      if (value < least) least = value;
      if (value > largest) largest = value;
    }
  return logarithmicLevels(Math.fround(least + ABOVE_LEAST), Math.fround(largest + ABOVE_LARGEST), count);
}

/** `count` levels from `first` to `last`, above 0. @example logarithmicLevels(0.01, 1, 3)[1] = 0.1 */
export function logarithmicLevels(first: number, last: number, count: number): Float64Array {
  const delta = Math.fround(Math.log(Math.fround(last / first)));
  return Float64Array.from({ length: count }, (_, i) => Math.exp((delta * i) / (count - 1)) * first);
}

export interface StoredPerils {
  readonly names: readonly string[];
  readonly statistics: readonly string[];
  readonly realizations: readonly string[];
  /** No maps where there are none. */
  readonly poes: readonly number[];
}

/** `perils/hcurves-stats`, `perils/hmaps-stats` and the same of realizations: sites x statistics x perils x levels or poes. */
export function storePerilCurves(
  writer: DatastoreWriter,
  { levels, tile }: PerilCurves,
  { names, statistics, realizations, poes }: StoredPerils,
): void {
  const count = levels[0]!.length;
  const common = { perils: [...names], levels: levels.map((own) => Array.from(own)) };
  for (const [suffix, kinds, curves] of [
    ["stats", statistics, tile.statistics],
    ["rlzs", realizations, tile.realizations],
  ] as const) {
    if (kinds.length === 0 || curves.length === 0) continue;
    const rows = curves.length / (names.length * count);
    const sites = rows / kinds.length;
    const attributes = { ...common, [suffix]: [...kinds] };
    const second = suffix === "stats" ? "stat" : "rlz";
    writer.putArray(`perils/hcurves-${suffix}`, curves, {
      shape: [sites, kinds.length, names.length, count],
      dimensions: ["site", second, "peril", "level"],
      attributes,
    });
    if (poes.length === 0) continue;
    writer.putArray(`perils/hmaps-${suffix}`, hazardMaps(curves, rows, levels, poes), {
      shape: [sites, kinds.length, names.length, poes.length],
      dimensions: ["site", second, "peril", "poe"],
      attributes: { ...attributes, poes: [...poes] },
    });
  }
}
