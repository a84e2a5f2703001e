/** From ruptures that are in place to contexts, one rupture at a time, whatever the surface. */
import type { ContextCollector } from "./context-collector.ts";
import type { SiteTile } from "./tile.ts";

/** Works on one tile at a time; not shared between threads. */
export interface RuptureEmitter {
  /** Says which sites follow, and how far away any of them is looked at, km. */
  readonly setTile: (tile: SiteTile, farthest: number) => void;
  /**
   * Adds the contexts of rupture `r` with the sites whose rrup is at most `maximum` km.
   * @param mag as models see it
   */
  readonly emit: (r: number, mag: number, maximum: number, collector: ContextCollector, weight: number) => void;
}
