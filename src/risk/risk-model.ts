/** The risk functions of a job, by what they are about. */
import type { ConsequenceFunction } from "./functions/consequence.ts";
import { type FragilityFunction, firstLevel } from "./functions/fragility.ts";
import type { VulnerabilityFunction } from "./functions/vulnerability.ts";
import type { TaxonomyMapping } from "./taxonomy-mapping.ts";

export type ById<T> = ReadonlyMap<string, T>;

/** Peril -> loss type -> id of the function. Loss types and ids are sorted. */
export type ByPeril<T> = ReadonlyMap<string, ReadonlyMap<string, ById<T>>>;

export interface RiskModel {
  /** Sorted. */
  readonly perils: readonly string[];
  /** Of the functions, sorted. */
  readonly lossTypes: readonly string[];
  readonly vulnerability: ByPeril<VulnerabilityFunction>;
  /** Of retrofitted buildings, for benefit-cost ratios. */
  readonly retrofitted: ByPeril<VulnerabilityFunction>;
  readonly fragility: ByPeril<FragilityFunction>;
  /** Of all fragility functions. */
  readonly limitStates: readonly string[];
  readonly consequences: readonly ConsequenceFunction[];
  readonly mapping: TaxonomyMapping;
}

export const GROUND_SHAKING = "groundshaking";

/** No damage, then the limit states. */
export function damageStates({ limitStates }: RiskModel): readonly string[] {
  return ["no_damage", ...limitStates];
}

/** Kinds of consequences in the order of their tables. */
export function consequenceKinds({ consequences }: RiskModel): readonly ConsequenceFunction["kind"][] {
  return [...new Set(consequences.map(({ kind }) => kind))];
}

/**
 * The least first level of the functions of each measure, which stands for a least intensity that is not given: motions below
 * do no harm.
 */
export function leastIntensities({ vulnerability, fragility }: RiskModel): ReadonlyMap<string, number> {
  const least = new Map<string, number>();
  const note = (measure: string, level: number): void => {
    least.set(measure, Math.min(level, least.get(measure) ?? Number.POSITIVE_INFINITY));
  };
  for (const byId of vulnerability.get(GROUND_SHAKING)?.values() ?? [])
    for (const { measure, levels } of byId.values()) note(measure, levels[0]!);
  for (const byId of fragility.get(GROUND_SHAKING)?.values() ?? [])
    for (const fn of byId.values()) note(fn.measure, firstLevel(fn));
  return least;
}
