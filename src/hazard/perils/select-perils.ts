/** The secondary perils of a job: models by name, ready to fill columns beside the motions. */
import { ProblemList } from "../../input-error.ts";
import { nearestName } from "../../nearest-name.ts";
import type { IntensityMeasure } from "../intensity-measure.ts";
import { HAZUS_LIQUEFACTION } from "./hazus-liquefaction.ts";
import { LANDSLIDE_PROBABILITY } from "./landslide-probability.ts";
import { LOGISTIC_LIQUEFACTION } from "./logistic-liquefaction.ts";
import type { PerilMeasure, PerilModel, PerilSettings, PerilSites } from "./peril.ts";
import { SLOPE_DISPLACEMENT } from "./slope-displacement.ts";
import { TODOROVIC_SILVA_2022 } from "./todorovic-silva-2022.ts";

export const PERIL_MODELS: readonly PerilModel[] = [
  ...HAZUS_LIQUEFACTION,
  ...LOGISTIC_LIQUEFACTION,
  TODOROVIC_SILVA_2022,
  ...SLOPE_DISPLACEMENT,
  ...LANDSLIDE_PROBABILITY,
];

export interface ChosenPeril {
  readonly model: PerilModel;
  readonly settings: PerilSettings;
}

/**
 * @param settings of each peril, in their order; none at all for the standard ones
 * @throws InputError for unknown perils and settings, and for measures and parameters of sites that a peril needs
 */
export function choosePerils(
  names: readonly string[],
  settings: readonly PerilSettings[],
  measures: readonly IntensityMeasure[],
  sites: PerilSites,
): readonly ChosenPeril[] {
  const problems = new ProblemList();
  if (settings.length > 0 && settings.length !== names.length)
    problems.add(`sec_peril_params has ${settings.length} entries, and there are ${names.length} secondary perils`, {
      parameter: "sec_peril_params",
      allowed: "one for each of secondary_perils",
    });
  const chosen = names.flatMap((name, i): ChosenPeril[] => {
    const model = PERIL_MODELS.find((candidate) => candidate.name === name);
    if (model === undefined) {
      const known = PERIL_MODELS.map((candidate) => candidate.name);
      problems.add(`the secondary peril ${name} is not computed from fields`, {
        parameter: "secondary_perils",
        allowed: known.join(", "),
        suggestion: nearestName(name, known),
      });
      return [];
    }
    if (names.indexOf(name) < i) problems.add(`${name} is named twice`, { parameter: "secondary_perils" });
    const own = settings[i] ?? {};
    for (const key of Object.keys(own))
      if (!model.settings.includes(key))
        problems.add(`${name} has no setting ${key} with an effect`, {
          parameter: "sec_peril_params",
          allowed: model.settings.join(", ") || "none",
        });
    for (const measure of model.measures)
      if (!measures.some(({ name: given }) => given === measure))
        problems.add(`${name} needs ${measure}`, { parameter: "intensity_measure_types" });
    for (const column of model.parameters)
      if (!sites.parameters.has(column) && !sites.texts.has(column))
        problems.add(`${name} needs the site parameter ${column}`, { parameter: "site_model_file" });
    return [{ model, settings: own }];
  });
  problems.throwIfAny();
  return chosen;
}

/** Columns of the sites that perils add to what the sites came with; names that are none add nothing. */
export function perilSiteColumns(names: readonly string[], sites: PerilSites): ReadonlyMap<string, Float64Array> {
  const columns = new Map<string, Float64Array>();
  for (const { name, siteColumns, parameters } of PERIL_MODELS) {
    if (siteColumns === undefined || !names.includes(name)) continue;
    if (!parameters.every((parameter) => sites.parameters.has(parameter))) continue;
    for (const [column, values] of Object.entries(siteColumns(sites)))
      if (!sites.parameters.has(column)) columns.set(column, values);
  }
  return columns;
}

export interface PerilColumns {
  /** `HazusLiquefaction_LiqProb` ... */
  readonly names: readonly string[];
  /**
   * Columns for motions of events at sites, each at `event * sites.length + site`.
   * @param values by measure
   */
  readonly compute: (
    mag: number,
    sites: Int32Array,
    events: number,
    values: readonly Float32Array[],
  ) => readonly Float32Array[];
}

/** @throws InputError for values of sites that a peril refuses */
export function preparePerils(
  chosen: readonly ChosenPeril[],
  measures: readonly IntensityMeasure[],
  sites: PerilSites,
): PerilColumns {
  const ready = chosen.map(({ model, settings }) => ({
    names: model.outputs(settings).map((output) => `${model.name}_${output}`),
    fill: model.prepare(sites, settings),
  }));
  const names = ready.flatMap((peril) => peril.names);
  const rowOf = (measure: PerilMeasure): number => measures.findIndex(({ name }) => name === measure);
  const rows = { PGA: rowOf("PGA"), PGV: rowOf("PGV"), IA: rowOf("IA") };
  const out = new Float64Array(8);
  return {
    names,
    compute(mag, reached, events, values) {
      if (ready.length === 0) return [];
      const columns = names.map(() => new Float32Array(events * reached.length));
      const motion = { PGA: Number.NaN, PGV: Number.NaN, IA: Number.NaN };
      for (let e = 0; e < events; e++)
        for (let s = 0; s < reached.length; s++) {
          const cell = e * reached.length + s;
          // Where there is no motion nothing is stored, and some perils take long to compute.
          if (values.every((column) => column[cell] === 0)) continue;
          motion.PGA = values[rows.PGA]?.[cell] ?? Number.NaN;
          motion.PGV = values[rows.PGV]?.[cell] ?? Number.NaN;
          motion.IA = values[rows.IA]?.[cell] ?? Number.NaN;
          let column = 0;
          for (const { names: own, fill } of ready) {
            fill(mag, motion, reached[s]!, out);
            for (let i = 0; i < own.length; i++) columns[column++]![cell] = out[i]!;
          }
        }
      return columns;
    },
  };
}
