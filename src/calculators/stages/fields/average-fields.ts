/**
 * Averages of fields at each site: the geometric mean and deviation over all events, weighted by realization. Events
 * without a field at the site, and motions below the least, count as the least (docs/method/events.md 5).
 */
import type { DatastoreWriter } from "../../../datastore/index.ts";
import type { FieldRun } from "../../../hazard/fields/rupture-fields.ts";

/** Sums over events by column, then site: plain data, so that tasks can send them. */
export interface AverageSums {
  /** Of the events that have a field at the site. */
  readonly weights: readonly Float64Array[];
  readonly sums: readonly Float64Array[];
  readonly squares: readonly Float64Array[];
  /** 1 where some event has motion. */
  readonly seen: Uint8Array;
}

export interface FieldAverages {
  /** @param weightOf weight of an event: that of its realization */
  readonly add: (run: FieldRun, weightOf: (event: number) => number, perils?: readonly Float32Array[]) => void;
  readonly sums: () => AverageSums;
  readonly merge: (sums: AverageSums) => void;
  /**
   * @param rows of `sitecol` to store, from the first
   * @param totalWeight of all events
   */
  readonly store: (writer: DatastoreWriter, rows: number, totalWeight: number) => void;
}

const LEAST = 1e-10;

/**
 * @param minimum least motion of each column
 * @param leastPerils cells in which a peril is below its least value are not stored, and have no field
 */
export function fieldAverages(
  names: readonly string[],
  sites: number,
  minimum: ArrayLike<number>,
  leastPerils: ArrayLike<number> = [],
): FieldAverages {
  const column = () => new Float64Array(sites);
  const weights = names.map(column);
  const sums = names.map(column);
  const squares = names.map(column);
  const seen = new Uint8Array(sites);
  const floors = names.map((_, c) => Math.log(minimum[c] || LEAST));
  return {
    add(run, weightOf, perils = []) {
      const { events, sites: reached } = run;
      const dropped = (cell: number): boolean => perils.some((column, p) => column[cell]! < leastPerils[p]!);
      for (const [c, values] of [...run.values, ...perils].entries()) {
        const [weight, sum, square, floor] = [weights[c]!, sums[c]!, squares[c]!, floors[c]!];
        for (let e = 0; e < events.length; e++) {
          const own = weightOf(events[e]!);
          for (let s = 0; s < reached.length; s++) {
            const site = reached[s]!;
            if (perils.length > 0 && dropped(e * reached.length + s)) continue;
            const value = values[e * reached.length + s]!;
            const logarithm = Math.max(Math.log(value), floor);
            if (c === 0 && value > 0) seen[site] = 1;
            weight[site]! += own;
            sum[site]! += own * logarithm;
            square[site]! += own * logarithm * logarithm;
          }
        }
      }
    },
    sums: () => ({ weights, sums, squares, seen }),
    merge(other) {
      for (let c = 0; c < names.length; c++)
        for (let site = 0; site < sites; site++) {
          weights[c]![site]! += other.weights[c]![site]!;
          sums[c]![site]! += other.sums[c]![site]!;
          squares[c]![site]! += other.squares[c]![site]!;
        }
      for (let site = 0; site < sites; site++) if (other.seen[site] === 1) seen[site] = 1;
    },
    store(writer, count, totalWeight) {
      const out = new Float32Array(2 * count * names.length);
      for (const [c] of names.entries())
        for (let site = 0; site < count; site++) {
          if (seen[site] === 0) continue;
          const rest = Math.max(totalWeight - weights[c]![site]!, 0);
          const mean = (sums[c]![site]! + rest * floors[c]!) / totalWeight;
          const square = (squares[c]![site]! + rest * floors[c]! ** 2) / totalWeight;
          out[site * names.length + c] = Math.exp(mean);
          out[(count + site) * names.length + c] = Math.exp(Math.sqrt(Math.max(square - mean * mean, 0)));
        }
      writer.putArray("avg_gmf", out, {
        shape: [2, count, names.length],
        attributes: { imts: [...names] },
      });
    },
  };
}
