/** Statistics over realizations of what was computed for each. */
import { computeStatistic, type Statistic } from "../../hazard/curves/statistics.ts";

/**
 * @param values rows x realizations x columns.
 * @returns rows x statistics x columns, in single precision.
 */
export function statisticsOverRealizations(
  values: Float32Array,
  columns: number,
  weights: Float64Array,
  statistics: readonly Statistic[],
): Float32Array {
  const realizations = weights.length;
  const rows = values.length / (realizations * columns);
  const out = new Float32Array(rows * statistics.length * columns);
  const column = new Float64Array(realizations);
  const order = new Uint32Array(realizations);
  for (let row = 0; row < rows; row++)
    for (let c = 0; c < columns; c++) {
      for (let r = 0; r < realizations; r++) column[r] = values[(row * realizations + r) * columns + c]!;
      for (const [s, statistic] of statistics.entries())
        out[(row * statistics.length + s) * columns + c] = computeStatistic(statistic, column, weights, order);
    }
  return out;
}
