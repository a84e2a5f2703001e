/** Coarser bins of an axis: each of the stored bins must lie in one of them. */
import type { Axis } from "../../hazard/disaggregation/marginals.ts";
import { badRequest } from "../output-error.ts";

/** Part of a width that rounding may take. */
const TOLERANCE = 1e-6;

export interface JoinedBins {
  readonly edges: readonly number[];
  /** Coarse bin of each stored bin. */
  readonly joined: Int32Array;
}

/**
 * Bins of `width`: multiples of it, on the axes of coordinates counted from the first edge.
 * @throws OutputError for a width that would cut a stored bin
 */
export function joinBins(axis: Axis, fine: Float64Array, width: number): JoinedBins {
  const name = axis.toLowerCase();
  if (!(width > 0)) throw badRequest(`the width of ${name} bins must be a number > 0`);
  const origin = axis === "Lon" || axis === "Lat" ? fine[0]! : 0;
  const place = (edge: number): number => (edge - origin) / width;
  const first = Math.floor(place(fine[0]!) + TOLERANCE);
  const joined = new Int32Array(fine.length - 1);
  for (let bin = 0; bin < joined.length; bin++) {
    const low = Math.floor(place(fine[bin]!) + TOLERANCE);
    if (place(fine[bin + 1]!) > low + 1 + TOLERANCE)
      throw badRequest(
        `${name} bins of ${width} would cut the stored bin from ${fine[bin]} to ${fine[bin + 1]}: give a multiple of ${smallestWidth(fine)}`,
      );
    joined[bin] = low - first;
  }
  const count = joined[joined.length - 1]! + 1;
  const edges = Array.from({ length: count + 1 }, (_, i) => rounded(origin + (first + i) * width));
  return { edges, joined };
}

function smallestWidth(fine: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i < fine.length; i++) least = Math.min(least, fine[i]! - fine[i - 1]!);
  return rounded(least);
}

/** Without the last digits that products leave. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
