/** Distances from hypocentres (docs/method/sources.md 7.1). */
import { EARTH_RADIUS, RADIANS_PER_DEGREE } from "../../geo/sphere.ts";
import type { ContextBlock } from "../context-block.ts";
import type { SelectedSites } from "../sites/selected-sites.ts";

/** Hypocentres as columns: degrees and km. */
export interface Hypocentres {
  readonly hypoLon: Float64Array;
  readonly hypoLat: Float64Array;
  readonly hypoDepth: Float64Array;
}

/** repi (great circle) and rhypo (with the difference of depths) in km, those that `out` has room for. */
export function fillHypocentral(
  hypocentres: Hypocentres,
  r: number,
  selected: SelectedSites,
  out: Pick<ContextBlock, "repi" | "rhypo">,
): void {
  const { points: sites, indices, count, row } = selected;
  const { repi, rhypo } = out;
  const lambda = hypocentres.hypoLon[r]! * RADIANS_PER_DEGREE;
  const phi = hypocentres.hypoLat[r]! * RADIANS_PER_DEGREE;
  const hypoDepth = hypocentres.hypoDepth[r]!;
  const hx = Math.cos(phi) * Math.cos(lambda);
  const hy = Math.cos(phi) * Math.sin(lambda);
  const hz = Math.sin(phi);
  const wantsRepi = repi.length > 0;
  const wantsRhypo = rhypo.length > 0;
  const { ux, uy, uz, depth } = sites;
  for (let i = 0; i < count; i++) {
    const s = indices[i]!;
    const dx = ux[s]! - hx;
    const dy = uy[s]! - hy;
    const dz = uz[s]! - hz;
    const half = Math.sqrt(dx * dx + dy * dy + dz * dz) / 2;
    const epicentral = 2 * EARTH_RADIUS * Math.asin(Math.min(1, half));
    if (wantsRepi) repi[row + i] = epicentral;
    if (!wantsRhypo) continue;
    const vertical = hypoDepth - depth[s]!;
    rhypo[row + i] = Math.sqrt(epicentral * epicentral + vertical * vertical);
  }
}
