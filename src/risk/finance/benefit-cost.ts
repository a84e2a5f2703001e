/** Benefit-cost ratio of a retrofit: the losses it avoids over the life of an asset, discounted, over its cost. */

export interface Retrofit {
  /** Expected annual loss ratios before and after. */
  readonly originalRatio: number;
  readonly retrofittedRatio: number;
  readonly value: number;
  readonly cost: number;
  /** A year. */
  readonly interestRate: number;
  /** Years. */
  readonly lifeExpectancy: number;
}

/**
 * (EAL - EAL retrofitted) * value * (1 - exp(-rate * life)) / (rate * cost). Where the rate is 0 its limit holds, the life
 * in years (the reference answers NaN).
 */
export function benefitCostRatio(retrofit: Retrofit): number {
  const { originalRatio, retrofittedRatio, value, cost, interestRate: rate, lifeExpectancy: life } = retrofit;
  const discounted = rate === 0 ? life : -Math.expm1(-rate * life) / rate;
  return ((originalRatio - retrofittedRatio) * value * discounted) / cost;
}
