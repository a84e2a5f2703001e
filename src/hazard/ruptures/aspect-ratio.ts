/** Length / width of ruptures as a source states it. */

/** Length / width, or a piecewise linear function of magnitude. */
export type AspectRatio = number | { readonly mags: Float64Array; readonly ratios: Float64Array };

/** The ratio at a magnitude: linear between the given points, constant outside. */
export function aspectRatioAt(ratio: AspectRatio, mag: number): number {
  if (typeof ratio === "number") return ratio;
  const { mags, ratios } = ratio;
  const last = mags.length - 1;
  if (mag <= mags[0]!) return ratios[0]!;
  if (mag >= mags[last]!) return ratios[last]!;
  let i = 0;
  while (mag > mags[i + 1]!) i++;
  const slope = (ratios[i + 1]! - ratios[i]!) / (mags[i + 1]! - mags[i]!);
  return slope * (mag - mags[i]!) + ratios[i]!;
}
