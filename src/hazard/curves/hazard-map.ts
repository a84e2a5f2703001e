/**
 * Hazard maps: the level exceeded with a given probability (docs/method/classical.md 7.2).
 */

/** Probabilities below this count as this, so that logarithms exist. */
const SMALLEST_POE = 1e-30;

/**
 * Level at which a hazard curve takes the probability `poe`: linear interpolation of ln(level) in ln(poe).
 * 0 where the curve nowhere reaches `poe`; the highest level where it never falls below.
 *
 * @param curve probabilities of exceedance, non-increasing (read as they are stored, in single precision)
 * @param start index of the first value of the curve
 */
export function levelAtPoe(curve: Float32Array, start: number, levels: Float64Array, poe: number): number {
  const last = levels.length - 1;
  const wanted = Math.log(Math.max(poe, SMALLEST_POE));
  const lnPoe = (i: number): number => Math.log(Math.max(curve[start + i]!, SMALLEST_POE));
  if (poe > Math.max(curve[start]!, SMALLEST_POE)) return 0;
  if (wanted <= lnPoe(last)) return levels[last]!;
  // From the highest level down: probabilities ascend, the first segment that holds the wanted one decides.
  for (let i = last; i > 0; i--) {
    const low = lnPoe(i);
    const high = lnPoe(i - 1);
    if (wanted <= high) {
      const fraction = high === low ? 0 : (wanted - low) / (high - low);
      const lnLow = Math.log(levels[i]!);
      return Math.exp(lnLow + fraction * (Math.log(levels[i - 1]!) - lnLow));
    }
  }
  return levels[0]!;
}
