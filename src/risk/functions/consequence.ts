/** Consequences of damage: what a damaged building costs, how many people it hurts or makes homeless. */

export const CONSEQUENCES = ["losses", "collapsed", "injured", "fatalities", "homeless", "non_operational"] as const;

export type ConsequenceKind = (typeof CONSEQUENCES)[number];

/** Ratios of one risk function for one kind of consequence. */
export interface ConsequenceFunction {
  readonly riskId: string;
  readonly kind: ConsequenceKind;
  readonly lossType: string;
  readonly peril: string;
  /** By limit state. */
  readonly ratios: Float64Array;
}

/** What of an asset a consequence is in proportion to; one value an asset. */
export interface ConsequenceValues {
  readonly number: ArrayLike<number>;
  /** Cost of the loss type. */
  readonly cost: ArrayLike<number> | undefined;
  /** People at the time of the event. */
  readonly occupants: ArrayLike<number> | undefined;
  readonly residents: ArrayLike<number> | undefined;
}

/**
 * Factor by which damaged buildings times ratios give the consequence: value of one building for losses, people in one
 * for injured and fatalities, residents of one for homeless, 1 for collapsed and non_operational.
 * @returns undefined where the exposure does not say it
 */
export function consequenceFactor(kind: ConsequenceKind, values: ConsequenceValues, asset: number): number | undefined {
  const perBuilding = (column: ArrayLike<number> | undefined): number | undefined =>
    column === undefined ? undefined : column[asset]! / values.number[asset]!;
  if (kind === "collapsed" || kind === "non_operational") return 1;
  if (kind === "losses") return perBuilding(values.cost);
  return perBuilding(kind === "homeless" ? values.residents : values.occupants);
}
