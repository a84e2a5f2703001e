/**
 * Which risk functions stand for a taxonomy: each with a weight, for all perils or one, everywhere or in some countries. Without
 * a mapping a taxonomy is the id of its function.
 */

export interface MappingRow {
  readonly taxonomy: string;
  readonly riskId: string;
  readonly weight: number;
  /** `*`: all. */
  readonly peril: string;
  /** `?`: everywhere; else countries in one text. */
  readonly country: string;
}

/** Undefined: every taxonomy is its own function. */
export type TaxonomyMapping = readonly MappingRow[] | undefined;

export interface WeightedFunction {
  readonly riskId: string;
  /** By peril; the last row counts where a pair of id and peril is repeated. */
  readonly weights: ReadonlyMap<string, number>;
}

/** Functions of a taxonomy in the order in which their rows come, which is that of their random numbers. */
export function functionsOf(
  mapping: TaxonomyMapping,
  taxonomy: string,
  perils: readonly string[],
  country = "?",
): readonly WeightedFunction[] {
  if (mapping === undefined) return [{ riskId: taxonomy, weights: new Map(perils.map((peril) => [peril, 1])) }];
  const found = new Map<string, Map<string, number>>();
  for (const row of mapping) {
    if (row.taxonomy !== taxonomy || !(row.country === "?" || row.country.includes(country))) continue;
    const weights = found.get(row.riskId) ?? new Map<string, number>();
    found.set(row.riskId, weights);
    for (const peril of row.peril === "*" ? perils : [row.peril]) weights.set(peril, row.weight);
  }
  return [...found].map(([riskId, weights]) => ({ riskId, weights }));
}
