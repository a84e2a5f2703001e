/** Event loss tables: losses of events by aggregation key and loss type, and what is summed over events. */

/** Columns of a table; the values are `loss` and `variance`, or numbers of damaged buildings and consequences. */
export interface EventTable {
  readonly events: Uint32Array;
  readonly keys: Uint32Array;
  readonly lossIds: Uint8Array;
  readonly values: ReadonlyMap<string, Float32Array>;
}

/** Rows of one aggregation key, realization and loss type. */
export interface EventGroup {
  readonly key: number;
  readonly realization: number;
  readonly lossId: number;
  readonly rows: Uint32Array;
}

/** Times and numbers of events that averages are made with. */
export interface EventTime {
  /** Simulated years of a realization; undefined in scenarios. */
  readonly years: number | undefined;
  /** What a sum over events is multiplied by: risk time over simulated years; undefined in scenarios. */
  readonly ratio: number | undefined;
  /** Events of each realization, those without loss included. */
  readonly events: readonly number[];
}

/** Groups sorted by key, realization, loss type. */
export function groupEvents(table: EventTable, realizationOf: (event: number) => number): readonly EventGroup[] {
  const { events, keys, lossIds } = table;
  const groups = new Map<string, { key: number; realization: number; lossId: number; rows: number[] }>();
  for (let row = 0; row < events.length; row++) {
    const realization = realizationOf(events[row]!);
    const name = `${keys[row]} ${realization} ${lossIds[row]}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { key: keys[row]!, realization, lossId: lossIds[row]!, rows: [row] });
    else group.rows.push(row);
  }
  return [...groups.values()]
    .sort((a, b) => a.key - b.key || a.realization - b.realization || a.lossId - b.lossId)
    .map((group) => ({ ...group, rows: Uint32Array.from(group.rows) }));
}

/** Average over the events of a realization, or in the risk time. */
export function averageOver({ ratio, events }: EventTime, sum: number, realization: number): number {
  return ratio === undefined ? sum / events[realization]! : sum * ratio;
}

export function pickRows(column: Float32Array, rows: Uint32Array): Float32Array {
  return Float32Array.from(rows, (row) => column[row]!);
}

/**
 * Quantiles over events: all losses of all realizations, zeros for events without loss, an event weighing as its realization;
 * linear over the cumulated weights.
 */
export function eventQuantiles(
  losses: readonly { readonly values: Float32Array; readonly events: number; readonly weight: number }[],
  levels: readonly number[],
): number[] {
  const pairs: [loss: number, weight: number][] = [];
  for (const { values, events, weight } of losses) {
    for (const value of values) pairs.push([value, weight]);
    for (let i = values.length; i < events; i++) pairs.push([0, weight]);
  }
  pairs.sort((a, b) => a[0] - b[0]);
  const total = pairs.reduce((sum, [, weight]) => sum + weight, 0);
  return levels.map((level) => {
    let before = 0;
    for (const [i, [loss, weight]] of pairs.entries()) {
      const cumulated = before + weight / total;
      if (level <= cumulated) {
        const previous = pairs[i - 1];
        if (previous === undefined || cumulated === before) return loss;
        return previous[0] + ((loss - previous[0]) * (level - before)) / (cumulated - before);
      }
      before = cumulated;
    }
    return pairs.at(-1)?.[0] ?? 0;
  });
}
