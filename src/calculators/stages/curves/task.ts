/** Tasks of a classical calculation and what comes back; both cross threads. */
import type { FinishedTile, GroupRates } from "./finish-tile.ts";

/** A family of sources, and which of its pieces. */
export interface SourceSlice {
  readonly family: number;
  readonly unitStart: number;
  readonly unitStop: number;
}

export interface CurveTask {
  readonly siteStart: number;
  readonly siteStop: number;
  readonly slices: readonly SourceSlice[];
  /** The slices are all sources: the tile can be finished here. */
  readonly complete: boolean;
}

export interface CurveTaskResult {
  /** Of complete tasks. */
  readonly finished: FinishedTile | undefined;
  /** Of tasks that hold a part of the sources. */
  readonly rates: GroupRates | undefined;
  /** Contexts of each slice. */
  readonly contexts: Float64Array;
  readonly seconds: number;
}
