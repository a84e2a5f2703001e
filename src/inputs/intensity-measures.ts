/** Intensity measures as job files and documents name them: the messages clients know, suggestions, order. */
import { type IntensityMeasure, parseIntensityMeasure as parse } from "../hazard/intensity-measure.ts";
import { InputError } from "../input-error.ts";
import { nearestName } from "../nearest-name.ts";
import { pythonText, shownText } from "./python-float.ts";

/** For suggestions. */
const KINDS = [
  ...["PGA", "PGV", "PGD", "SA", "AvgSA", "Sa_avg2", "Sa_avg3", "SDi", "EAS", "FAS", "DRVT", "FIV3"],
  ...["IA", "CAV", "RSD", "RSD595", "RSD575", "RSD2080", "MMI", "JMA"],
  ...["ASH", "LAVA", "LAHAR", "PYRO", "Disp", "DispProb", "LiqProb", "LiqOccur", "LSE", "LSD", "LsProb"],
  ...["PGDMax", "PGDGeomMean"],
];

/** Period and damping (per cent). */
const DAMPED = /SA\([^,)]*,([^)]*)\)/;
const MODEL_DAMPING = 5;

/** Longest name that is looked at. */
const MAX_NAME = 100;

/** @throws InputError with the reference's text and, for a mistyped name, the nearest one. */
export function parseIntensityMeasure(text: string): IntensityMeasure {
  const damping = DAMPED.exec(text)?.[1];
  if (damping !== undefined && Number(damping) !== MODEL_DAMPING)
    throw new InputError(
      `${text.trim()}: ground-motion models are for a damping of ${MODEL_DAMPING} %, not ${damping.trim()} %`,
      {
        allowed: `${text.slice(0, text.indexOf(",")).trim()})`,
      },
    );
  if (text.length > MAX_NAME) throw new InputError(`${shownText(text)} is too long for an intensity measure type`);
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const kind = /^\s*\w+/.exec(text)?.[0].trim() ?? "";
    const near = KINDS.includes(kind) ? undefined : nearestName(kind, KINDS);
    throw new InputError(`${shownText(text)} is no intensity measure type: ${error.problems[0].message}`, {
      reference: `Invalid IMT: ${pythonText(text)}: ${error.problems[0].message}`,
      allowed: error.problems[0].allowed,
      suggestion: near,
    });
  }
}

/** By period, stable for equal periods: the order of all arrays and exports. */
export function sortByPeriod<T>(items: readonly T[], measureOf: (item: T) => IntensityMeasure): T[] {
  return items
    .map((item, index) => ({ item, index, period: measureOf(item).period }))
    .sort((a, b) => a.period - b.period || a.index - b.index)
    .map(({ item }) => item);
}
