/** Length / width of ruptures as a source states it. */
import { interpolate } from "../../numerics/interpolate.ts";

/** Length / width, or a piecewise linear function of magnitude. */
export type AspectRatio = number | { readonly mags: Float64Array; readonly ratios: Float64Array };

/** The ratio at a magnitude: linear between the given points, constant outside. */
export function aspectRatioAt(ratio: AspectRatio, mag: number): number {
  if (typeof ratio === "number") return ratio;
  return interpolate(mag, ratio.mags, ratio.ratios);
}
