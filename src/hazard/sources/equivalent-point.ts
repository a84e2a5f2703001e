/** Point-like sources whose ruptures have no size, for equivalent distances (`reqv`). */
import { averageHypocentralDepth, averageNodalPlane } from "../ruptures/point-distributions.ts";
import type { Source } from "./source.ts";
import { isPointLike } from "./source.ts";

/**
 * What `reqv` makes of a point-like source: one mean nodal plane, one mean depth, ruptures of no size
 * (docs/method/classical.md 2.6). The look-up tables of equivalent distances themselves are read but never used by the
 * reference in classical calculations. Other sources stay as they are.
 */
export function equivalentPoint(source: Source): Source {
  if (!isPointLike(source)) return source;
  return {
    ...source,
    nodalPlanes: [averageNodalPlane(source.nodalPlanes)],
    hypocentralDepths: [averageHypocentralDepth(source.hypocentralDepths)],
    scaling: { name: "PointMSR" },
  };
}
