/** Distances from several surfaces that rupture together which do not depend on what the surfaces are (docs/method/sources.md 7.4). */
import { InputError } from "../../input-error.ts";
import type { SelectedSites } from "../sites/selected-sites.ts";
import type { GeneralizedCoordinates } from "../surfaces/generalized-coordinates.ts";
import { fillGeneralizedDistances } from "./generalized-distances.ts";
import { fillHypocentral, type Hypocentres } from "./hypocentral-distances.ts";
import type { DistanceBlock } from "./planar-distances.ts";

/** Several surfaces that break together, with hypocentres. */
export interface JointSurfaces<Kind extends "multiPlanar" | "multiKite", Surface> extends Hypocentres {
  readonly kind: Kind;
  readonly surface: Surface;
}

/**
 * Fills those of rx, ry0, repi, rhypo and rvolc that `out` has room for.
 * @throws InputError if `rcdpp` is wanted
 */
export function fillJointDistances(
  ruptures: JointSurfaces<"multiPlanar" | "multiKite", { readonly coordinates: GeneralizedCoordinates }>,
  r: number,
  selected: SelectedSites,
  out: DistanceBlock,
): void {
  if (out.rcdpp.length > 0) {
    const parts = ruptures.kind === "multiKite" ? "kites" : "planes";
    throw new InputError(`the distance rcdpp (centred directivity) is not defined for surfaces of several ${parts}`);
  }
  if (out.rx.length > 0 || out.ry0.length > 0) {
    const { coordinates } = ruptures.surface;
    fillGeneralizedDistances(coordinates, selected, out.rx, out.ry0);
  }
  if (out.repi.length > 0 || out.rhypo.length > 0) fillHypocentral(ruptures, r, selected, out);
  if (out.rvolc.length > 0) out.rvolc.fill(0, selected.row, selected.row + selected.count);
}
