/**
 * Names of intensity measures: canonical form, period, order (job-ini.md section 5).
 */
import type { IntensityMeasure } from "../hazard/intensity-measure.ts";
import { InputError } from "../input-error.ts";
import { didYouMean } from "./did-you-mean.ts";
import { isFiniteText, pythonFloat, pythonText } from "./python-float.ts";

/** Measures of ground shaking. */
const PRIMARY = [
  "PGA",
  "PGV",
  "PGD",
  "SA",
  "AvgSA",
  "Sa_avg2",
  "Sa_avg3",
  "SDi",
  "EAS",
  "FAS",
  "DRVT",
  "FIV3",
  "IA",
  "CAV",
  "RSD",
  "RSD595",
  "RSD575",
  "RSD2080",
  "MMI",
  "JMA",
] as const;

/** Measures of secondary perils; a name may carry the model in front: `Jibson2007BLandslides_Disp`. */
const SECONDARY = [
  "ASH",
  "LAVA",
  "LAHAR",
  "PYRO",
  "Disp",
  "DispProb",
  "LiqProb",
  "LiqOccur",
  "LSE",
  "LSD",
  "LsProb",
  "PGDMax",
  "PGDGeomMean",
] as const;

const KNOWN: ReadonlySet<string> = new Set([...PRIMARY, ...SECONDARY]);

/** Given by a frequency in Hz; the name prints it with six decimals. */
const BY_FREQUENCY: ReadonlySet<string> = new Set(["EAS", "FAS", "DRVT"]);
/** Given by a period in s. */
const BY_PERIOD: ReadonlySet<string> = new Set(["SA", "Sa_avg2", "Sa_avg3", "FIV3", "AvgSA"]);

export const INTENSITY_MEASURE_KINDS: readonly string[] = [...PRIMARY, ...SECONDARY];

/**
 * Parses one measure. A bare number is SA of that period; `SA(0.10)` becomes `SA(0.1)`, `SA(1)` `SA(1.0)`.
 * @throws InputError for unknown names, missing or wrong periods.
 */
export function parseIntensityMeasure(text: string): IntensityMeasure {
  const trimmed = text.trim();
  if (isFiniteText(trimmed)) return withPeriod("SA", positive(trimmed, text));
  const open = trimmed.indexOf("(");
  const kind = open < 0 ? trimmed : trimmed.slice(0, open);
  if (!KNOWN.has(kind)) {
    const suffix = kind.slice(kind.lastIndexOf("_") + 1);
    const known = kind.includes("_") && (SECONDARY as readonly string[]).includes(suffix);
    if (known && open < 0) return { name: trimmed, kind: trimmed, period: 0 };
    throw unknown(text, didYouMean(kind, KNOWN));
  }
  if (open < 0) {
    if (BY_FREQUENCY.has(kind) || (BY_PERIOD.has(kind) && kind !== "AvgSA"))
      throw new InputError(`Missing period in ${kind}`, { allowed: `${kind}(number), as in ${kind}(0.5)` });
    return { name: kind, kind, period: 0 };
  }
  if (!trimmed.endsWith(")")) throw new InputError(`Invalid IMT: ${pythonText(text)}: missing )`);
  const args = trimmed.slice(open + 1, -1).split(",");
  if (kind === "SDi") {
    const [period, ratio, ...more] = args;
    if (period === undefined || ratio === undefined || more.length > 0)
      throw new InputError(`Invalid IMT: ${pythonText(text)}`, { allowed: "SDi(period,strength_ratio)" });
    const seconds = positive(period, text);
    return { name: `SDi(${pythonFloat(seconds)},${pythonFloat(positive(ratio, text))})`, kind, period: seconds };
  }
  const [arg = "", ...more] = args;
  if (more.length > 0) throw new InputError(`Invalid IMT: ${pythonText(text)}: one number expected in brackets`);
  if (BY_FREQUENCY.has(kind)) {
    const frequency = positive(arg, text);
    if (frequency === 0) throw new InputError(`Invalid IMT: ${pythonText(text)}: frequency 0`);
    return { name: `${kind}(${frequency.toFixed(6)})`, kind, period: 1 / frequency };
  }
  if (BY_PERIOD.has(kind)) return withPeriod(kind, positive(arg, text));
  if (arg.trim() === "") return { name: kind, kind, period: 0 };
  throw new InputError(`Invalid IMT: ${pythonText(text)}: ${kind} takes no number`);
}

function withPeriod(kind: string, period: number): IntensityMeasure {
  return { name: `${kind}(${pythonFloat(period)})`, kind, period };
}

function positive(text: string, whole: string): number {
  if (!isFiniteText(text))
    throw new InputError(`Invalid IMT: ${pythonText(whole)}: ${pythonText(text)} is not a number`);
  const value = Number(text.replaceAll("_", ""));
  if (value < 0) throw new InputError(`Invalid IMT: ${pythonText(whole)}: negative number`);
  return value;
}

function unknown(text: string, suggestion: string | undefined): InputError {
  return new InputError(`Invalid IMT: ${pythonText(text)}`, {
    allowed: INTENSITY_MEASURE_KINDS.join(" "),
    suggestion,
  });
}

/** By period, stable for equal periods: the order of all arrays and exports. */
export function sortByPeriod<T>(items: readonly T[], measureOf: (item: T) => IntensityMeasure): T[] {
  return items
    .map((item, index) => ({ item, index, period: measureOf(item).period }))
    .sort((a, b) => a.period - b.period || a.index - b.index)
    .map(({ item }) => item);
}
