/**
 * Amplification of rock motions by soil, as tables of factors (docs/method/classical.md 4.3).
 */
import { interpolate } from "../../numerics/interpolate.ts";

/** Factors of one soil code: rows by level on rock, and, for the kernel method, by magnitude and distance. */
export interface AmplificationFunction {
  readonly code: string;
  /** g on rock; undefined where one factor serves all levels. */
  readonly levels: Float64Array | undefined;
  /** Smallest magnitude and distance (km) each row is for; undefined where they do not matter. */
  readonly fromMag: Float64Array | undefined;
  readonly fromRrup: Float64Array | undefined;
  /** By measure name: median factor, and standard deviation of its natural logarithm (0 where not given). */
  readonly medians: ReadonlyMap<string, Float64Array>;
  readonly sigmas: ReadonlyMap<string, Float64Array>;
}

export interface AmplificationTable {
  /** m/s. */
  readonly referenceVs30: number;
  readonly functions: ReadonlyMap<string, AmplificationFunction>;
}

/** Median factor and standard deviation at one level. */
export interface Amplification {
  readonly median: number;
  readonly sigma: number;
}

/** The function of a site; sites without a code take the only one there is. */
export function functionOfSite(table: AmplificationTable, code: string): AmplificationFunction | undefined {
  if (code === "" && table.functions.size === 1) return [...table.functions.values()][0];
  return table.functions.get(code);
}

/** Factor at a level on rock (g), linear in the level, constant outside the table. */
export function amplificationAt(soil: AmplificationFunction, measure: string, level: number): Amplification {
  const medians = soil.medians.get(measure)!;
  const sigmas = soil.sigmas.get(measure);
  if (soil.levels === undefined || medians.length === 1) return { median: medians[0]!, sigma: sigmas?.[0] ?? 0 };
  return {
    median: interpolate(level, soil.levels, medians),
    sigma: sigmas === undefined ? 0 : interpolate(level, soil.levels, sigmas),
  };
}

/**
 * The rows for the smallest magnitude and the smallest distance of a function: the ones that the reference uses for
 * every rupture, whatever its magnitude and distance (a quirk of how it looks them up).
 */
export function nearestRows(soil: AmplificationFunction): AmplificationFunction {
  const { fromMag, fromRrup, levels } = soil;
  if (fromMag === undefined || fromRrup === undefined) return soil;
  const mag = fromMag.reduce((a, b) => Math.min(a, b));
  const rrup = fromRrup.reduce((a, b) => Math.min(a, b));
  const rows = Array.from(fromMag.keys()).filter((i) => fromMag[i] === mag && fromRrup[i] === rrup);
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (i) => values[i]!);
  return {
    code: soil.code,
    levels: levels === undefined ? undefined : pick(levels),
    fromMag: undefined,
    fromRrup: undefined,
    medians: new Map(Array.from(soil.medians, ([name, values]) => [name, pick(values)])),
    sigmas: new Map(Array.from(soil.sigmas, ([name, values]) => [name, pick(values)])),
  };
}

/** Probability that soil exceeds `level` when rock has `rock`: a step, one half at equality, where nothing is uncertain. */
export function soilExceedance(
  level: number,
  rock: number,
  { median, sigma }: Amplification,
  cdf: (z: number) => number,
): number {
  const distance = Math.log(level / rock) - Math.log(median);
  if (sigma > 0) return 1 - cdf(distance / sigma);
  return distance < 0 ? 1 : distance > 0 ? 0 : 0.5;
}
