/** Progress of a whole that has two parts. */
import type { CalculatorOptions } from "../calculator.ts";

/** Options for the first part, which is `share` of the work, and for the second. */
export function partsOfProgress(
  options: CalculatorOptions,
  share: number,
): readonly [CalculatorOptions, CalculatorOptions] {
  const { log, progress } = options.reporter;
  const part = (from: number, to: number): CalculatorOptions => ({
    ...options,
    reporter: { log, progress: (fraction, stage) => progress(from + (to - from) * fraction, stage) },
  });
  return [part(0, share), part(share, 1)];
}
