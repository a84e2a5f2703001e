/** The measures that uniform hazard spectra are made of, and how the spectra name their probabilities. */
import { formatFixed } from "../formats/number-format.ts";
import type { Results } from "../results.ts";
import { distinctNames } from "./distinct-names.ts";

/** Index and name of the measures a spectrum is made of. */
export function spectralMeasures(results: Results): { readonly index: number; readonly measure: string }[] {
  return results.measures
    .map((measure, index) => ({ index, measure }))
    .filter(({ measure }) => /^(PGA|SA)/.test(measure));
}

/** `0.100000`: how spectra name their probabilities; with more decimals where six make two of them equal. */
export function spectrumNames(poes: readonly number[]): string[] {
  return distinctNames(poes, 6, formatFixed);
}
