/** Magnitude bins of parametric sources, with what their distribution does not say itself. */
import { mfdBins } from "../mfd/bins.ts";
import type { MfdBins } from "../mfd/mfd.ts";
import { ruptureSurface, type SurfaceSpacings, surfaceArea } from "../surfaces/rupture-surface.ts";
import { faultArea } from "./fault-area.ts";
import type { FaultSource } from "./fault-ruptures.ts";
import type { PointLikeSource } from "./source.ts";

export interface BinSettings extends SurfaceSpacings {
  /** The job's `width_of_mfd_bin`. */
  readonly binWidth?: number | undefined;
}

/**
 * Bins of a source in the reference's order, those of rate 0 dropped, magnitudes as often as they are given.
 * @throws InputError for a bin width that is missing, or a surface that is none
 */
export function sourceBins(source: PointLikeSource | FaultSource, settings: BinSettings): MfdBins {
  return mfdBins(source.mfd, { binWidth: settings.binWidth, faultArea: slipArea(source, settings) });
}

/** km2 of the surface that a slip rate is spread over; that of characteristic sources depends on the job's meshes. */
function slipArea(source: PointLikeSource | FaultSource, spacings: SurfaceSpacings): number | undefined {
  if (!("slipRate" in source.mfd)) return undefined;
  if (source.kind !== "characteristicFault") return faultArea(source);
  return surfaceArea(ruptureSurface(source.surface, spacings, source.origin));
}
