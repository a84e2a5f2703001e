/** The measures of risk functions against those that the hazard of the job gives. */
import type { IntensityMeasure } from "../../hazard/intensity-measure.ts";
import type { ProblemList } from "../../input-error.ts";
import { nearestName } from "../../nearest-name.ts";
import { GROUND_SHAKING, leastIntensities, type RiskModel } from "../../risk/risk-model.ts";
import { parseIntensityMeasure, sortByPeriod } from "../intensity-measures.ts";
import { type JobFile, placeOf } from "../job-ini/job-file.ts";
import type { JobParameters } from "../job-ini/parameters.ts";

/** What the secondary perils compute. */
const PERIL_MEASURES: { readonly [peril: string]: readonly string[] } = {
  HazusLiquefaction: ["LiqProb"],
  // One of the two, by a parameter of the peril.
  HazusDeformation: ["PGDMax", "PGDGeomMean"],
  ZhuEtAl2015LiquefactionGeneral: ["LiqProb", "LiqOccur"],
  ZhuEtAl2017LiquefactionCoastal: ["LiqProb", "LiqOccur", "LSE"],
  ZhuEtAl2017LiquefactionGeneral: ["LiqProb", "LiqOccur", "LSE"],
  RashidianBaise2020Liquefaction: ["LiqProb", "LiqOccur", "LSE"],
  AllstadtEtAl2022Liquefaction: ["LiqProb", "LiqOccur", "LSE"],
  Bozzoni2021LiquefactionEurope: ["LiqProb", "LiqOccur"],
  TodorovicSilva2022NonParametric: ["LiqOccur", "LiqProb"],
  Jibson2007ALandslides: ["Disp"],
  Jibson2007BLandslides: ["Disp"],
  ChoRathje2022Landslides: ["Disp"],
  FotopoulouPitilakis2015ALandslides: ["Disp"],
  FotopoulouPitilakis2015BLandslides: ["Disp"],
  FotopoulouPitilakis2015CLandslides: ["Disp"],
  FotopoulouPitilakis2015DLandslides: ["Disp"],
  SaygiliRathje2008Landslides: ["Disp"],
  RathjeSaygili2009Landslides: ["Disp"],
  JibsonEtAl2000Landslides: ["Disp", "DispProb"],
  NowickiJessee2018Landslides: ["LsProb", "LSE"],
  AllstadtEtAl2022Landslides: ["LsProb", "LSE"],
  Volcanic: ["ASH", "LAVA", "LAHAR", "PYRO"],
};

/** Beginnings of the measures that models of ground motion give; the others come from secondary perils. */
const GROUND_MOTION = ["AvgSA", "PGA", "PGV", "SA", "MMI", "LSD"];

/** A measure that risk functions of a file use. */
export interface UsedMeasure {
  readonly name: string;
  readonly file: string;
}

/** Tells measures of risk functions that nothing in the job computes. */
export function checkRiskMeasures(jobFile: JobFile, used: readonly UsedMeasure[], problems: ProblemList): void {
  const { secondary_perils: perils, calculation_mode: mode = "" } = jobFile.parameters;
  const secondary = new Set(perils.flatMap((peril) => PERIL_MEASURES[peril] ?? []));
  const shown = secondary.size === 0 ? "set()" : `{${[...secondary].map((name) => `'${name}'`).join(", ")}}`;
  const told = new Set<string>();
  for (const { name, file } of used) {
    // A bare number is the period of a spectral acceleration.
    const isPrimary = /^\d/.test(name) || GROUND_MOTION.some((beginning) => name.startsWith(beginning));
    if (isPrimary || secondary.has(name) || told.has(name)) continue;
    told.add(name);
    problems.add(`The risk functions contain ${name} which is not in the secondary IMTs ${shown}`, {
      file,
      parameter: "imt",
      allowed: [...secondary, "PGA, PGV, SA(...), AvgSA, MMI, LSD"].join(", "),
      suggestion: nearestName(name, secondary),
    });
  }
  const levels = jobFile.parameters.intensity_measure_types_and_levels;
  if (told.size > 0 || used.length === 0 || levels === undefined || !mode.startsWith("classical_")) return;
  const hazard = Object.keys(levels);
  const names = [...new Set(used.map(({ name }) => name))];
  if (names.some((name) => hazard.includes(name) || secondary.has(name))) return;
  problems.add(`the risk functions need ${names.join(", ")}, the hazard has ${hazard.join(", ")}`, {
    ...placeOf(jobFile, "intensity_measure_types_and_levels"),
    allowed: names.join(", "),
  });
}

/** Measures of ground shaking in the order in which risk functions name them: by loss type, then measure. */
export function measuresOfFunctions({ vulnerability, fragility }: RiskModel): readonly IntensityMeasure[] {
  const found = new Map<string, IntensityMeasure>();
  for (const functions of [fragility, vulnerability])
    for (const byId of functions.get(GROUND_SHAKING)?.values() ?? [])
      for (const name of [...new Set([...byId.values()].map(({ measure }) => measure))].sort())
        if (GROUND_MOTION.some((beginning) => name.startsWith(beginning)))
          found.set(name, found.get(name) ?? parseIntensityMeasure(name));
  return sortByPeriod([...found.values()], (measure) => measure);
}

/**
 * What risk functions decide about fields of a job that does not say it: which measures, and below which motion there is no harm.
 */
export function settingsOfFunctions(
  parameters: JobParameters,
  measures: readonly IntensityMeasure[],
  risk: { readonly model: RiskModel } | undefined,
): { readonly parameters: JobParameters; readonly measures: readonly IntensityMeasure[] } {
  if (risk === undefined || !/^(scenario|event_based)/.test(parameters.calculation_mode ?? ""))
    return { parameters, measures };
  const given = Object.values(parameters.minimum_intensity).some((level) => level > 0);
  const least = given ? new Map<string, number>() : leastIntensities(risk.model);
  return {
    parameters: least.size === 0 ? parameters : { ...parameters, minimum_intensity: Object.fromEntries(least) },
    measures: measures.length > 0 ? measures : measuresOfFunctions(risk.model),
  };
}
