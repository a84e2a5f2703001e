/** The ground-motion models of a tectonic region, built and ready to evaluate blocks of contexts. */
import {
  type DistanceColumn,
  type RuptureColumn,
  type SiteColumn,
  TEXT_COLUMNS,
  type TextColumn,
} from "../../hazard/contexts/context-block.ts";
import type { WantedColumns } from "../../hazard/contexts/context-collector.ts";
import { toGeometricMean } from "../../hazard/gmm/horizontal-component.ts";
import type { GroundMotionModel, MixtureComponent, MotionEvaluator } from "../../hazard/gmm/model.ts";
import { buildModel } from "../../hazard/gmm/registry.ts";
import type { IntensityMeasure } from "../../hazard/intensity-measure.ts";
import type { ModelSpec, RegionModels } from "./setup.ts";

/** One normal distribution of a model's mixture; plain models have one of weight 1. */
export interface Component {
  readonly weight: number;
  readonly evaluate: MotionEvaluator;
}

export interface ReadyRegion {
  readonly wanted: WantedColumns;
  /** By model, then by measure: empty where the model is not used for the measure. */
  readonly components: readonly (readonly (readonly Component[])[])[];
}

/**
 * @param geometricMean converts models of other horizontal components to the geometric mean
 * @throws InputError for a model that does not support a measure of the job
 */
export function readyRegion(
  region: RegionModels,
  measures: readonly IntensityMeasure[],
  folder: string,
  geometricMean: boolean,
): ReadyRegion {
  const build = ({ className, args }: ModelSpec): GroundMotionModel => {
    const model = buildModel(className, args, { folder, measures });
    return geometricMean ? toGeometricMean(model) : model;
  };
  const models = region.models.map((branch) =>
    branch.kind === "model"
      ? build(branch.spec)
      : averageOf(branch.parts.map(({ weight, spec }) => ({ weight, model: build(spec) }))),
  );
  return {
    wanted: wantedColumns(models),
    components: models.map((model, m) =>
      measures.map((imt) => (region.unusedMeasures[m]!.includes(imt.name) ? [] : componentsOf(model, imt, 1))),
    ),
  };
}

/** Models whose probabilities of exceedance are averaged. */
function averageOf(mixture: readonly MixtureComponent[]): GroundMotionModel {
  const { rupture, distance, site, text } = wantedColumns(mixture.map(({ model }) => model));
  return {
    ...mixture[0]!.model,
    ruptureColumns: rupture,
    distanceColumns: distance,
    siteColumns: [...site, ...text],
    mixture,
  };
}

function componentsOf(model: GroundMotionModel, imt: IntensityMeasure, weight: number): Component[] {
  if (model.mixture === undefined) return [{ weight, evaluate: model.forMeasure(imt) }];
  return model.mixture.flatMap((part) => componentsOf(part.model, imt, weight * part.weight));
}

/** The union of what the models need. */
export function wantedColumns(models: readonly GroundMotionModel[]): WantedColumns {
  const rupture = new Set<RuptureColumn>();
  const distance = new Set<DistanceColumn>();
  const site = new Set<SiteColumn>();
  const text = new Set<TextColumn>();
  for (const model of models) {
    for (const name of model.ruptureColumns) rupture.add(name);
    for (const name of model.distanceColumns) distance.add(name);
    for (const name of model.siteColumns)
      if (isText(name)) text.add(name);
      else site.add(name);
  }
  return { rupture: [...rupture], distance: [...distance], site: [...site], text: [...text] };
}

function isText(name: SiteColumn | TextColumn): name is TextColumn {
  return (TEXT_COLUMNS as readonly string[]).includes(name);
}
