/**
 * Statistics over realizations (docs/method/classical.md 7.1).
 */
const { fround } = Math;

export type Statistic =
  | { readonly kind: "mean" }
  | { readonly kind: "std" }
  | { readonly kind: "quantile"; readonly level: number }
  | { readonly kind: "max" };

/** `mean`, `std`, `quantile-0.15`, `max`. */
export function statisticName(statistic: Statistic): string {
  return statistic.kind === "quantile" ? `quantile-${pythonFloat(statistic.level)}` : statistic.kind;
}

/** Shortest text with a decimal point, as names of files and columns have it. */
function pythonFloat(x: number): string {
  return Number.isInteger(x) ? x.toFixed(1) : String(x);
}

export interface StatisticOptions {
  readonly mean: boolean;
  readonly std: boolean;
  readonly quantiles: readonly number[];
  readonly max: boolean;
}

/** In the order of the outputs. */
export function statisticsOf(options: StatisticOptions): readonly Statistic[] {
  return [
    ...(options.mean ? [{ kind: "mean" } as const] : []),
    ...(options.std ? [{ kind: "std" } as const] : []),
    ...options.quantiles.map((level) => ({ kind: "quantile", level }) as const),
    ...(options.max ? [{ kind: "max" } as const] : []),
  ];
}

/**
 * sum(w x) / sum(w); 0 where the weights sum to 0.
 * @example weightedMean(Float64Array.of(1, 4), Float64Array.of(0.25, 0.75)) = 3.25
 */
export function weightedMean(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    sum += weights[i]! * values[i]!;
    total += weights[i]!;
  }
  return total === 0 ? 0 : sum / total;
}

/**
 * sqrt(sum(w (mean - x)^2)), for weights that sum to 1.
 * @example weightedStd(Float64Array.of(1, 4), Float64Array.of(0.25, 0.75)) = 1.299038
 */
export function weightedStd(values: Float64Array, weights: Float64Array): number {
  const mean = weightedMean(values, weights);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += weights[i]! * (mean - values[i]!) ** 2;
  return Math.sqrt(sum);
}

/**
 * Largest value; weights do not count.
 * @example maximum(Float64Array.of(1, 4, 2)) = 4
 */
export function maximum(values: Float64Array): number {
  let largest = values[0]!;
  for (let i = 1; i < values.length; i++) if (values[i]! > largest) largest = values[i]!;
  return largest;
}

/**
 * Weighted quantile: linear interpolation of the sorted values over their cumulative weights (up to and including each),
 * constant outside; no mid-point rule. Values that are equal in single precision, in which curves are kept, are equal; of these
 * the one of the least weight comes first: the step up to them is the shorter.
 * @param order scratch of the length of `values`
 */
export function weightedQuantile(
  values: Float64Array,
  weights: Float64Array,
  level: number,
  order: Uint32Array,
): number {
  const n = values.length;
  for (let i = 0; i < n; i++) order[i] = i;
  order.sort((a, b) => fround(values[a]!) - fround(values[b]!) || weights[a]! - weights[b]! || a - b);
  let cumulative = 0;
  let before = 0;
  let previous = values[order[0]!]!;
  for (let i = 0; i < n; i++) {
    const value = values[order[i]!]!;
    before = cumulative;
    cumulative += weights[order[i]!]!;
    if (level <= cumulative) {
      if (i === 0 || cumulative === before) return value;
      return previous + ((value - previous) * (level - before)) / (cumulative - before);
    }
    previous = value;
  }
  return previous;
}

/** Value of one statistic; `order` is scratch for quantiles. */
export function computeStatistic(
  statistic: Statistic,
  values: Float64Array,
  weights: Float64Array,
  order: Uint32Array,
): number {
  switch (statistic.kind) {
    case "mean":
      return weightedMean(values, weights);
    case "std":
      return weightedStd(values, weights);
    case "quantile":
      return weightedQuantile(values, weights, statistic.level, order);
    case "max":
      return maximum(values);
  }
}
