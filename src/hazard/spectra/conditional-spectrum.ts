/**
 * Conditional spectra of many ruptures and models: the mean and the deviation of ln SA at all periods, given that SA at a
 * conditioning period takes a certain level.
 *
 * Baker (2011), Conditional mean spectrum: tool for ground-motion selection, J. Struct. Eng. 137(3), 322-331;
 * Lin, Harmsen, Baker and Luco (2013), Conditional spectrum computation incorporating multiple causal earthquakes and
 * ground-motion prediction models, BSSA 103(2A), 1103-1116, equations 14 and 15.
 */
import { type SurvivalTable, survival } from "../curves/survival-table.ts";

/** Means and total deviations of ln motion by measure. */
export interface SpectralMotions {
  readonly mean: readonly Float64Array[];
  readonly sigma: readonly Float64Array[];
}

/** What the contexts of a site have in common. */
export interface Conditioning {
  /** Which measure is conditioned on. */
  readonly reference: number;
  /** Correlation of each measure with the reference. */
  readonly correlation: readonly number[];
  /** ln of the conditioning levels. */
  readonly lnLevels: readonly number[];
  /** -ln(1 - p) for the probability p of exceeding each level: what deaggregation weights are relative to. */
  readonly exceedances: readonly number[];
  readonly survivalTable: SurvivalTable;
}

/** Sums for levels x measures, and for each level the sum of the weights. */
export interface SpectrumSums {
  readonly weight: Float64Array;
  /** Sums of weighted conditional means. */
  readonly mean: Float64Array;
  /** Sums of weighted squared deviations from the final mean spectrum. */
  readonly variance: Float64Array;
}

export function makeSpectrumSums(levels: number, measures: number): SpectrumSums {
  return {
    weight: new Float64Array(levels),
    mean: new Float64Array(levels * measures),
    variance: new Float64Array(levels * measures),
  };
}

/**
 * Adds one rupture at one site.
 *
 * Its weight for a level is its share in the rate of exceeding it, P(exceedance) x expected occurrences / total; the
 * weights are not normalised to 1 afterwards.
 * @param row of the rupture in `motions`
 * @param occurrences -ln of the probability that the rupture does not occur in the investigation time
 * @param target mean spectra (levels x measures) to take squared deviations from; undefined in the first pass, which sums
 * weights and means
 */
export function addToSpectra(
  { reference, correlation, lnLevels, exceedances, survivalTable }: Conditioning,
  { mean, sigma }: SpectralMotions,
  row: number,
  occurrences: number,
  target: Float64Array | undefined,
  sums: SpectrumSums,
): void {
  const measures = mean.length;
  const centre = mean[reference]![row]!;
  const spread = sigma[reference]![row]!;
  for (let level = 0; level < lnLevels.length; level++) {
    const lnLevel = lnLevels[level]!;
    // A level of 0 is exceeded too rarely for the wanted probability: there is nothing to condition on.
    if (lnLevel === Number.NEGATIVE_INFINITY) continue;
    const epsilon = (lnLevel - centre) / spread;
    const weight = (survival(survivalTable, epsilon) * occurrences) / exceedances[level]!;
    if (weight === 0) continue;
    if (target === undefined) sums.weight[level]! += weight;
    for (let m = 0; m < measures; m++) {
      const rho = correlation[m]!;
      const deviation = sigma[m]![row]!;
      const conditional = mean[m]![row]! + rho * epsilon * deviation;
      const i = level * measures + m;
      if (target === undefined) sums.mean[i]! += weight * conditional;
      else sums.variance[i]! += weight * (deviation * deviation * (1 - rho * rho) + (conditional - target[i]!) ** 2);
    }
  }
}
