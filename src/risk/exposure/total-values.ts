/** From costs as an exposure gives them to totals of each asset. */
import type { CostType } from "./assets.ts";

/** Costs of one type with what they may be multiplied by; asset by asset. */
export interface GivenCosts {
  readonly costs: ArrayLike<number>;
  /** Undefined: 1 each. */
  readonly numbers?: ArrayLike<number> | undefined;
  readonly areas?: ArrayLike<number> | undefined;
}

/**
 * Totals: aggregated costs as they are, costs per asset times the number, costs per area times the area, and times the number,
 * too, where areas are per asset. Single precision throughout, as the reference stores them.
 */
export function totalValues(
  kind: CostType["kind"],
  areaKind: CostType["kind"] | undefined,
  { costs, numbers, areas }: GivenCosts,
): Float32Array {
  const total = Float32Array.from(costs);
  if (kind === "aggregated") return total;
  for (let i = 0; i < total.length; i++) {
    if (kind === "per_asset") total[i]! *= Math.fround(numbers?.[i] ?? 1);
    else {
      total[i]! *= Math.fround(areas?.[i] ?? 1);
      if (areaKind === "per_asset") total[i]! *= Math.fround(numbers?.[i] ?? 1);
    }
  }
  return total;
}

/** Mean of the people in each asset over the periods that are given. */
export function averageOccupants(periods: readonly ArrayLike<number>[]): Float32Array {
  const count = periods[0]?.length ?? 0;
  return Float32Array.from(
    { length: count },
    (_, i) => periods.reduce((sum, people) => sum + people[i]!, 0) / periods.length,
  );
}
