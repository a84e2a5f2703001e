/**
 * Draws of within-event residuals: for every intensity measure a matrix of sites and events, events fastest
 * (docs/method/events.md 4.2). Events are handed out in runs, so that fields of any number of events fit into memory; the
 * numbers do not depend on the length of the runs.
 */
import { Pcg64 } from "../../numerics/random/pcg64.ts";
import { truncatedNormals } from "../../numerics/random/truncated-normals.ts";
import { TRUNCATION_THRESHOLD } from "./between-residuals.ts";

/** Vectors of residuals lie side by side in groups of four events, as products with a matrix want them. */
export const GROUP = 4;

/**
 * Where the residual of an event at a site stands in a run.
 * @example residualIndex(2, 3, 10) = 14
 */
export function residualIndex(event: number, site: number, sites: number): number {
  return ((event >> 2) * sites + site) * GROUP + (event & 3);
}

export interface WithinDraws {
  /**
   * Writes the residuals of the next `count` events for measure `m`. All measures are asked for a run, in order,
   * before the next run begins.
   */
  readonly next: (m: number, count: number, out: Float32Array) => void;
}

/**
 * Takes measures * sites * events draws of `generator`, which is then behind them.
 *
 * @param run events of the longest run: where it covers all events, draws are made as they are asked for
 */
export function withinDraws(
  generator: Pcg64,
  shape: { readonly measures: number; readonly sites: number; readonly events: number },
  truncation: number,
  run: number,
): WithinDraws {
  const { measures, sites, events } = shape;
  if (truncation <= TRUNCATION_THRESHOLD) return { next: (_, count, out) => out.fill(0, 0, cells(count, sites)) };
  const normals = truncatedNormals(truncation);
  if (run >= events) {
    const drawn = Array.from({ length: measures }, () => new Float32Array(cells(events, sites)));
    for (const matrix of drawn) {
      let e = 0;
      let s = 0;
      normals.draw(generator, sites * events, (piece) => {
        for (let i = 0; i < piece.length; i++) {
          matrix[residualIndex(e, s, sites)] = piece[i]!;
          if (++e < events) continue;
          e = 0;
          s++;
        }
      });
    }
    return { next: (m, _, out) => out.set(drawn[m]!) };
  }
  // Every row of a matrix goes on with a generator of its own.
  const rows: Pcg64[] = [];
  for (let row = 0; row < measures * sites; row++) {
    rows.push(new Pcg64(generator));
    generator.advance(events);
  }
  return {
    next(m, count, out) {
      for (let s = 0; s < sites; s++)
        normals.draw(rows[m * sites + s]!, count, (piece, first) => {
          for (let i = 0; i < piece.length; i++) out[residualIndex(first + i, s, sites)] = piece[i]!;
        });
    },
  };
}

function cells(events: number, sites: number): number {
  return Math.ceil(events / GROUP) * GROUP * sites;
}
