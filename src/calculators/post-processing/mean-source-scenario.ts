/** The earthquake that stands for a source in deterministic analysis: mean magnitude, distance and epsilon of its contributions. */
import { binCentres } from "../../hazard/disaggregation/bin-edges.ts";
import type { SourceDisaggregation } from "../stages/disaggregation/disaggregate-source.ts";
import type { DisaggregationBins } from "../stages/disaggregation/disaggregation-bins.ts";

export interface SourceScenario {
  readonly mag: number;
  /** km. */
  readonly dist: number;
  readonly eps: number;
  /** Total deviation of ln motion at that magnitude and distance. */
  readonly sigma: number;
}

/** @returns undefined for a source that adds nothing for the measure */
export function meanScenario(
  { rates, sigma }: SourceDisaggregation,
  bins: DisaggregationBins,
  measures: number,
  measure: number,
): SourceScenario | undefined {
  const centres = [bins.mag, bins.dist, bins.eps].map(binCentres) as [Float64Array, Float64Array, Float64Array];
  const [mags, dists, epsilons] = centres;
  const means = [0, 0, 0];
  let total = 0;
  let at = measure;
  for (const mag of mags)
    for (const dist of dists)
      for (const eps of epsilons) {
        const rate = rates[at]!;
        at += measures;
        total += rate;
        means[0]! += rate * mag;
        means[1]! += rate * dist;
        means[2]! += rate * eps;
      }
  if (total === 0) return undefined;
  const [mag, dist, eps] = means.map((sum) => sum / total) as [number, number, number];
  const place = (i: number, j: number): number => sigma[(i * dists.length + j) * measures + measure]!;
  return { mag, dist, eps, sigma: bilinear(mags, dists, place, mag, dist) };
}

function bilinear(
  xs: Float64Array,
  ys: Float64Array,
  value: (i: number, j: number) => number,
  x: number,
  y: number,
): number {
  const [i, u] = cell(xs, x);
  const [j, v] = cell(ys, y);
  const right = Math.min(i + 1, xs.length - 1);
  const above = Math.min(j + 1, ys.length - 1);
  return (
    (1 - u) * ((1 - v) * value(i, j) + v * value(i, above)) + u * ((1 - v) * value(right, j) + v * value(right, above))
  );
}

/** Grid point at or below `x`, and how far it is on the way to the next. */
function cell(grid: Float64Array, x: number): [index: number, fraction: number] {
  let i = 0;
  while (i < grid.length - 2 && grid[i + 1]! <= x) i++;
  if (grid.length === 1) return [0, 0];
  return [i, Math.max(0, Math.min((x - grid[i]!) / (grid[i + 1]! - grid[i]!), 1))];
}
