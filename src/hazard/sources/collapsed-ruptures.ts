/** Ruptures of a collapsed point source, placed. */

import {
  appendTemplates,
  makePlanarRuptures,
  type PlanarRuptureBuffer,
  placePlanarRuptures,
} from "../ruptures/planar-ruptures.ts";
import { planarTemplates } from "../ruptures/planar-templates.ts";
import type { PlanarRuptures } from "../ruptures/rupture-set.ts";
import type { CollapsedPoint } from "./point-grid.ts";

/** Ruptures sorted by magnitude. */
export interface BinnedRuptures {
  readonly ruptures: PlanarRuptures;
  /** First rupture of each magnitude, and the end of the last. */
  readonly starts: Int32Array;
  /** Share of each rupture in the rate of its magnitude. */
  readonly share: Float64Array;
}

/** One average rupture a magnitude: what sites beyond the point-source distance see. */
export function collapsedFarRuptures(point: CollapsedPoint): BinnedRuptures {
  const { mags, rates } = point.bins;
  const templates = planarTemplates(mags, point.average);
  const ruptures = makePlanarRuptures(templates.count);
  appendTemplates(templates, 0, templates.count, ruptures);
  placePlanarRuptures(templates, 0, templates.count, point.lon, point.lat, ruptures, 0);
  ruptures.rate.set(rates);
  return {
    ruptures,
    starts: Int32Array.from({ length: mags.length + 1 }, (_, bin) => bin),
    share: new Float64Array(mags.length).fill(1),
  };
}

/**
 * The members' ruptures: by magnitude, then member, plane, depth. Their rates are levelled (a quirk of the reference): each gets
 * the summed rate of its magnitude, times its probability, over the number of members that have the magnitude.
 */
export function collapsedNearRuptures(point: CollapsedPoint): BinnedRuptures {
  const { bins, members } = point;
  const templates = members.map((member) => planarTemplates(member.bins.mags, member.definition));
  const ruptures = makePlanarRuptures(templates.reduce((sum, { count }) => sum + count, 0));
  const share = new Float64Array(ruptures.mag.length);
  const starts = new Int32Array(bins.mags.length + 1);
  for (let bin = 0; bin < bins.mags.length; bin++) {
    const having = members.map((member) => member.bins.mags.indexOf(bins.mags[bin]!));
    const number = having.reduce((sum, index) => sum + (index < 0 ? 0 : 1), 0);
    for (const [m, member] of members.entries()) {
      if (having[m]! < 0) continue;
      const own = templates[m]!;
      const perBin = own.count / member.bins.mags.length;
      const from = having[m]! * perBin;
      const first = appendTemplates(own, from, from + perBin, ruptures);
      placePlanarRuptures(own, from, from + perBin, member.lon, member.lat, ruptures, first);
      for (let k = 0; k < perBin; k++)
        share[first + k] = (own.planeProbability[from + k]! * own.depthProbability[from + k]!) / number;
      fillRates(ruptures, first, bins.rates[bin]!, share);
    }
    starts[bin + 1] = ruptures.count;
  }
  return { ruptures, starts, share };
}

function fillRates(ruptures: PlanarRuptureBuffer, first: number, rate: number, share: Float64Array): void {
  for (let r = first; r < ruptures.count; r++) ruptures.rate[r] = rate * share[r]!;
}
