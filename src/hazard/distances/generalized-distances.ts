/** rx and ry0 by generalised coordinates (docs/method/sources.md 7.4). */
import type { SelectedSites } from "../sites/selected-sites.ts";
import { coordinatesAt, type GeneralizedCoordinates, ry0Of } from "../surfaces/generalized-coordinates.ts";

/** rx and ry0, km, of sites; a column of length 0 is not wanted. */
export function fillGeneralizedDistances(
  coordinates: GeneralizedCoordinates,
  { points: sites, indices, count, row }: SelectedSites,
  rx: Float64Array,
  ry0: Float64Array,
): void {
  const { traces, shift, uMax } = coordinates;
  const tu = new Float64Array(2);
  for (let i = 0; i < count; i++) {
    const s = indices[i]!;
    coordinatesAt(traces, shift, sites.ux[s]!, sites.uy[s]!, sites.uz[s]!, tu);
    if (rx.length > 0) rx[row + i] = tu[0]!;
    if (ry0.length === 0) continue;
    ry0[row + i] = ry0Of(tu[1]!, uMax);
  }
}
