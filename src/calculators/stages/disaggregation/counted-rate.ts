/** Rates of a cell below this count as 0, rates above the other as it: limits of the reference (docs/method/disaggregation.md 5). */
const SMALLEST_RATE = 1e-12;
const LARGEST_RATE = 100;

/** Expected number of exceedances as it counts. */
export function countedRate(rate: number): number {
  return rate < SMALLEST_RATE ? 0 : Math.min(rate, LARGEST_RATE);
}
