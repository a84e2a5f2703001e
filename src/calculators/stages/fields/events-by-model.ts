/** Which events of a rupture belong to which ground-motion model, and in which order their fields are labelled. */

export interface EventsOfModel {
  readonly model: number;
  /** Ascending. */
  readonly ascending: Uint32Array;
  /** Realization by realization, ascending inside each: the order of fields (docs/method/events.md 4.4). */
  readonly events: Uint32Array;
}

/**
 * @param first number of the rupture's first event
 * @param realization of each event of the rupture
 * @param realizationsOf realizations of each model of the region, in the order of the models
 */
export function eventsByModel(
  first: number,
  realization: ArrayLike<number>,
  realizationsOf: readonly ArrayLike<number>[],
): readonly EventsOfModel[] {
  const modelOf = new Map<number, number>();
  for (const [m, realizations] of realizationsOf.entries())
    for (let i = 0; i < realizations.length; i++) modelOf.set(realizations[i]!, m);
  const lists = realizationsOf.map(() => [] as number[]);
  for (let e = 0; e < realization.length; e++) {
    const model = modelOf.get(realization[e]!);
    if (model !== undefined) lists[model]!.push(e);
  }
  return lists.map((list, model): EventsOfModel => {
    const order = new Map(Array.from(realizationsOf[model]!, (r, i) => [r, i] as const));
    const labelled = list.toSorted((a, b) => order.get(realization[a]!)! - order.get(realization[b]!)! || a - b);
    return {
      model,
      ascending: Uint32Array.from(list, (e) => first + e),
      events: Uint32Array.from(labelled, (e) => first + e),
    };
  });
}
