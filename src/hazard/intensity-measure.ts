/**
 * Intensity measures: what a shaking level is a level of, and their names.
 *
 * The canonical text of a measure is what the reference engine prints, because results are stored and exported
 * under it: `SA(1)`, `SA(1.00)` and `1` are all `SA(1.0)`.
 */
import { InputError } from "../input-error.ts";

/**
 * An intensity measure. `name` is the canonical text (`PGA`, `SA(0.3)`), `kind` the part before the bracket, `period`
 * in seconds (0 for PGA, PGV, MMI and other measures without one; 1/f for measures given by a frequency).
 */
export interface IntensityMeasure {
  readonly name: string;
  readonly kind: string;
  readonly period: number;
}

/** True for measures whose levels and means are not logarithms (reference: only MMI; JMA levels do get a logarithm). */
export function isLinearMeasure(imt: IntensityMeasure): boolean {
  return imt.kind === "MMI";
}

/** Measures without an argument. AvgSA may also carry a period. */
const PLAIN_KINDS = new Set([
  ...["PGA", "PGV", "PGD", "IA", "CAV", "MMI", "JMA", "RSD", "RSD595", "RSD575", "RSD2080", "LSD", "AvgSA"],
  // Secondary perils: computed from motions, never by a ground-motion model.
  ...["LSE", "LiqProb", "LiqOccur", "LsProb", "Disp", "DispProb", "PGDMax", "PGDGeomMean"],
  ...["ASH", "LAVA", "LAHAR", "PYRO"],
]);

const PERIOD_KINDS = new Set(["SA", "AvgSA", "FIV3", "Sa_avg2", "Sa_avg3"]);
const FREQUENCY_KINDS = new Set(["EAS", "FAS", "DRVT"]);

const ALLOWED = "PGA, PGV, PGD, SA(period), AvgSA, IA, CAV, MMI, JMA, RSD595, RSD575, RSD2080, EAS(frequency), ...";

/**
 * Reads the text of an intensity measure, as job files, levels and tables write it.
 *
 * A bare number is a period of spectral acceleration. The damping in `SA(0.3, 10)` is accepted and ignored, as the
 * reference does; the damping of `SA` is always 5 %.
 *
 * @throws InputError for an unknown name, a missing or non-positive argument.
 */
export function parseIntensityMeasure(text: string): IntensityMeasure {
  const trimmed = text.trim();
  if (/^\+?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return spectralAcceleration(Number(trimmed));
  const match = /^([A-Za-z]\w*)(?:\(([^()]*)\))?$/.exec(trimmed);
  const kind = match?.[1];
  if (match === null || kind === undefined)
    throw new InputError(`"${text}" is not an intensity measure`, { allowed: ALLOWED });
  const argument = match[2];
  if (argument === undefined) return plainMeasure(kind, text);
  const numbers = argument.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const first = numbers[0] ?? Number.NaN;
  if (numbers.length > 2 || numbers.some((value) => !(value > 0) || !Number.isFinite(value)))
    throw new InputError(`intensity measure "${text}": the argument must be a positive number`, {
      allowed: `${kind}(0.3)`,
    });
  if (kind === "SDi" && numbers.length === 2)
    return {
      name: `SDi(${formatPeriod(first)},${formatPeriod(numbers[1] ?? Number.NaN)})`,
      kind,
      period: first,
    };
  if (numbers.length === 2 && kind !== "SA")
    throw new InputError(`intensity measure "${text}" takes one argument`, { allowed: `${kind}(0.3)` });
  if (PERIOD_KINDS.has(kind)) return { name: `${kind}(${formatPeriod(first)})`, kind, period: first };
  if (FREQUENCY_KINDS.has(kind)) return { name: `${kind}(${first.toFixed(6)})`, kind, period: 1 / first };
  throw new InputError(
    PLAIN_KINDS.has(kind) ? `intensity measure ${kind} takes no argument` : `unknown intensity measure "${text}"`,
    { allowed: ALLOWED },
  );
}

/** Spectral acceleration of a single-degree oscillator with 5 % damping; `period` in seconds, above 0. */
export function spectralAcceleration(period: number): IntensityMeasure {
  if (!(period > 0) || !Number.isFinite(period))
    throw new InputError(`the period of a spectral acceleration must be a positive number, not ${period}`);
  return { name: `SA(${formatPeriod(period)})`, kind: "SA", period };
}

export const PGA: IntensityMeasure = { name: "PGA", kind: "PGA", period: 0 };
export const PGV: IntensityMeasure = { name: "PGV", kind: "PGV", period: 0 };

function plainMeasure(kind: string, text: string): IntensityMeasure {
  if (PLAIN_KINDS.has(kind)) return { name: kind, kind, period: 0 };
  if (PERIOD_KINDS.has(kind) || FREQUENCY_KINDS.has(kind) || kind === "SDi")
    throw new InputError(`intensity measure ${kind} needs ${FREQUENCY_KINDS.has(kind) ? "a frequency" : "a period"}`, {
      allowed: `${kind}(0.3)`,
    });
  const suffix = kind.slice(kind.lastIndexOf("_") + 1);
  // A secondary peril may prefix its own name: `AllstadtEtAl2022Landslides_LsProb`.
  if (suffix !== kind && PLAIN_KINDS.has(suffix)) return { name: kind, kind, period: 0 };
  throw new InputError(`unknown intensity measure "${text}"`, { allowed: ALLOWED });
}

/** The shortest text that reads back as the same number, always with a point or an exponent: 1 -> "1.0". */
function formatPeriod(period: number): string {
  if (period < 1e-4) {
    const [digits, exponent] = period.toExponential().split("e-");
    return `${digits}e-${(exponent ?? "").padStart(2, "0")}`;
  }
  const text = String(period);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
