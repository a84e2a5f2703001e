/**
 * How between-event residuals of two intensity measures correlate.
 */
import type { IntensityMeasure } from "../intensity-measure.ts";
import { correlationBakerJayaram2008 } from "../spectra/baker-jayaram-2008.ts";

export type CrossCorrelation = "none" | "FullCrossCorrelation" | "GodaAtkinson2009" | "Bradley2012";

/** The period that stands for measures without one, s. */
const PGA_PERIOD = 0.05;

/** Goda and Atkinson (2009), Bulletin of the Seismological Society of America 99, 3003-3020, equations 8 and 9. */
export function correlationGodaAtkinson2009(a: IntensityMeasure, b: IntensityMeasure): number {
  if (a.name === b.name) return 1;
  const first = a.period || PGA_PERIOD;
  const second = b.period || PGA_PERIOD;
  const short = Math.min(first, second);
  const ratio = Math.log10(Math.max(first, second) / short);
  const shortTerm = short < 0.25 ? 5.586 * (short / Math.max(first, second)) ** 0.728 * Math.log10(short / 0.25) : 0;
  const angle = Math.PI / 2 - (1.374 + shortTerm) * ratio;
  const delta = 1 + Math.cos(-1.5 * ratio);
  return Math.min((1 - Math.cos(angle) + delta) / 3, 1);
}

/** Bradley (2012), Earthquake Spectra 28, 17-35, equation 5: PGV with spectral accelerations; other pairs do not correlate. */
export function correlationBradley2012(a: IntensityMeasure, b: IntensityMeasure): number {
  if (a.name === b.name) return 1;
  if (a.kind !== "PGV" && b.kind !== "PGV") return 0;
  const period = a.kind === "PGV" ? b.period : a.period;
  if (period < 0.01) return 0.733;
  const { low, high, corner, steepness } = BRADLEY_2012.find(({ below }) => period < below)!;
  return (low + high) / 2 - ((low - high) / 2) * Math.tanh(steepness * Math.log(period / corner));
}

/** Table 2. */
const BRADLEY_2012 = [
  { below: 0.1, low: 0.73, high: 0.54, corner: 0.045, steepness: 1.8 },
  { below: 0.75, low: 0.54, high: 0.81, corner: 0.28, steepness: 1.5 },
  { below: 2.5, low: 0.8, high: 0.76, corner: 1.1, steepness: 3 },
  { below: Number.POSITIVE_INFINITY, low: 0.76, high: 0.7, corner: 5, steepness: 3.2 },
];

/** Of within-event residuals: Baker and Jayaram (2008). */
export function correlationWithin(a: IntensityMeasure, b: IntensityMeasure): number {
  return correlationBakerJayaram2008(a.period, b.period);
}

/** Matrix of all pairs, row by row; single precision for GodaAtkinson2009 as in the reference. */
export function crossCorrelationMatrix(
  model: Exclude<CrossCorrelation, "none">,
  measures: readonly IntensityMeasure[],
): Float64Array {
  const count = measures.length;
  const out = new Float64Array(count * count);
  for (let i = 0; i < count; i++)
    for (let j = 0; j < count; j++) out[i * count + j] = pairOf(model, measures[i]!, measures[j]!);
  return out;
}

function pairOf(model: Exclude<CrossCorrelation, "none">, a: IntensityMeasure, b: IntensityMeasure): number {
  switch (model) {
    case "FullCrossCorrelation":
      return 1;
    case "GodaAtkinson2009":
      return Math.fround(correlationGodaAtkinson2009(a, b));
    case "Bradley2012":
      return correlationBradley2012(a, b);
  }
}
