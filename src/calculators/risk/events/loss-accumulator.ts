/** Sums the losses of events by aggregation key, and those of assets over events. */
import type { Aggregation } from "../../../risk/exposure/aggregation.ts";
import type { EventTable } from "../../../risk/losses/event-table.ts";

export interface LossAccumulator {
  /** Losses of assets of one event and block. */
  readonly take: (
    type: number,
    assets: Uint32Array,
    losses: Float64Array,
    variances: Float64Array,
    count: number,
    realization: number,
  ) => void;
  readonly endBlock: () => void;
  readonly endEvent: (event: number) => void;
  /** The rows so far, in the order of events, keys, loss types. */
  readonly table: () => EventTable;
  /** Sums over events: assets x types x realizations; undefined when they were not wanted. */
  readonly sums: Float64Array | undefined;
}

/** A column that grows. */
class Column<T extends Uint32Array | Uint8Array | Float32Array> {
  private data: T;
  private readonly make: (size: number) => T;
  length = 0;

  constructor(make: (size: number) => T) {
    this.make = make;
    this.data = make(1024);
  }

  push(value: number): void {
    if (this.length === this.data.length) {
      const grown = this.make(2 * this.length);
      grown.set(this.data);
      this.data = grown;
    }
    this.data[this.length++] = value;
  }

  view(): T {
    return this.data.subarray(0, this.length) as T;
  }
}

/**
 * @param lossIds of the types.
 * @param correlated assets of a block go up and down together: the deviation of their sum is the sum of their deviations.
 */
export function makeLossAccumulator(
  aggregation: Aggregation,
  assets: number,
  lossIds: readonly number[],
  realizations: number,
  correlated: boolean,
  averages: boolean,
): LossAccumulator {
  const T = lossIds.length;
  const keys = aggregation.keys.length + 1;
  const total = aggregation.keys.length;
  const losses = new Float64Array(keys * T);
  const variances = new Float64Array(keys * T);
  /** Sums of deviations of the block at hand. */
  const deviations = new Float64Array(correlated ? keys * T : 0);
  const touched = new Uint8Array(keys);
  let list: number[] = [];
  const inBlock = new Set<number>();
  const sums = averages ? new Float64Array(assets * T * realizations) : undefined;
  const columns = {
    events: new Column((size) => new Uint32Array(size)),
    keys: new Column((size) => new Uint32Array(size)),
    lossIds: new Column((size) => new Uint8Array(size)),
    loss: new Column((size) => new Float32Array(size)),
    variance: new Column((size) => new Float32Array(size)),
  };
  const touch = (key: number): void => {
    if (touched[key] === 1) return;
    touched[key] = 1;
    list.push(key);
  };
  /** Sums up what falls to the keys of the assets; without keys all falls to one cell. */
  const add = (
    keyOf: Uint32Array | undefined,
    type: number,
    assetsOf: Uint32Array,
    values: Float64Array,
    spread: Float64Array,
    count: number,
  ): void => {
    for (let i = 0; i < count; i++) {
      const key = keyOf === undefined ? total : keyOf[assetsOf[i]!]!;
      touch(key);
      const cell = key * T + type;
      losses[cell]! += values[i]!;
      if (!correlated) variances[cell]! += spread[i]!;
      else {
        deviations[cell]! += Math.sqrt(spread[i]!);
        inBlock.add(cell);
      }
    }
  };
  const addToTotal = (type: number, values: Float64Array, spread: Float64Array, count: number): void => {
    touch(total);
    const cell = total * T + type;
    let loss = losses[cell]!;
    let variance = variances[cell]!;
    for (let i = 0; i < count; i++) {
      loss += values[i]!;
      variance += spread[i]!;
    }
    losses[cell] = loss;
    variances[cell] = variance;
  };
  return {
    sums,
    take(type, ordinals, values, spread, count, realization) {
      if (sums !== undefined)
        for (let i = 0, at = type * realizations + realization; i < count; i++)
          sums[ordinals[i]! * T * realizations + at]! += values[i]!;
      if (correlated) add(undefined, type, ordinals, values, spread, count);
      else addToTotal(type, values, spread, count);
      for (const keyOf of aggregation.keyOfAsset) add(keyOf, type, ordinals, values, spread, count);
    },
    endBlock() {
      for (const cell of inBlock) {
        variances[cell]! += deviations[cell]! ** 2;
        deviations[cell] = 0;
      }
      inBlock.clear();
    },
    endEvent(event) {
      list.sort((a, b) => a - b);
      for (const key of list) {
        for (let type = 0; type < T; type++) {
          const cell = key * T + type;
          if (losses[cell] !== 0 || variances[cell] !== 0) {
            columns.events.push(event);
            columns.keys.push(key);
            columns.lossIds.push(lossIds[type]!);
            columns.loss.push(losses[cell]!);
            columns.variance.push(variances[cell]!);
          }
          losses[cell] = 0;
          variances[cell] = 0;
        }
        touched[key] = 0;
      }
      list = [];
    },
    table: () => ({
      events: columns.events.view(),
      keys: columns.keys.view(),
      lossIds: columns.lossIds.view(),
      values: new Map([
        ["variance", columns.variance.view()],
        ["loss", columns.loss.view()],
      ]),
    }),
  };
}
