/** The ground-motion models of a tectonic region, built and ready to evaluate blocks of contexts. */
import {
  type DistanceColumn,
  type RuptureColumn,
  type SiteColumn,
  TEXT_COLUMNS,
  type TextColumn,
} from "../../hazard/context-block.ts";
import type { WantedColumns } from "../../hazard/contexts/context-collector.ts";
import { toGeometricMean } from "../../hazard/gmm/horizontal-component.ts";
import {
  type GroundMotionEvaluator,
  type GroundMotionModel,
  type MixtureComponent,
  makeGroundMotionBlock,
} from "../../hazard/gmm/model.ts";
import { buildModel } from "../../hazard/gmm/registry.ts";
import type { IntensityMeasure } from "../../hazard/intensity-measure.ts";
import type { BranchModel, ModelSpec, TectonicRegionModels } from "./hazard-setup.ts";

/** One normal distribution of a model's mixture; plain models have one of weight 1. */
export interface Component {
  readonly weight: number;
  readonly evaluate: GroundMotionEvaluator;
}

export interface ReadyTectonicRegion {
  readonly wanted: WantedColumns;
  /** By model, then by measure: empty where the model is not used for the measure. */
  readonly components: readonly (readonly (readonly Component[])[])[];
}

/**
 * @param settings `geometricMean` converts models of other horizontal components to the geometric mean; `exact` mends models whose numbers
 * come from a defect of the reference
 * @throws InputError for a model that does not support a measure of the job
 */
export function readyTectonicRegion(
  tectonicRegion: TectonicRegionModels,
  measures: readonly IntensityMeasure[],
  folder: string,
  { geometricMean, exact }: { readonly geometricMean: boolean; readonly exact: boolean },
): ReadyTectonicRegion {
  const build = ({ className, args }: ModelSpec): GroundMotionModel => {
    const model = buildModel(className, args, { folder, measures, exact });
    return geometricMean ? toGeometricMean(model) : model;
  };
  const built = (branch: BranchModel): GroundMotionModel =>
    branch.kind === "model"
      ? build(branch.spec)
      : averageOf(branch.parts.map(({ weight, spec }) => ({ weight, model: build(spec) })));
  const models = tectonicRegion.models.map((branch, m) =>
    chosenByLabel(
      built(branch),
      tectonicRegion.byLabel.map(({ label, models }) => ({ label, model: built(models[m]!) })),
    ),
  );
  return {
    wanted: wantedColumns(models),
    components: models.map((model, m) =>
      measures.map((imt) => (tectonicRegion.unusedMeasures[m]!.includes(imt.name) ? [] : componentsOf(model, imt, 1))),
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

/** Each model as a part of a mixture in which it counts at its own sites only. */
function maskedParts(
  model: GroundMotionModel,
  others: readonly { readonly label: number; readonly model: GroundMotionModel }[],
): MixtureComponent[] {
  const labels = new Set(others.map(({ label }) => label));
  return [
    { weight: 1, model: masked(model, (label) => !labels.has(label)) },
    ...others.map((other) => ({ weight: 1, model: masked(other.model, (label) => label === other.label) })),
  ];
}

/** The model with motions so small that nothing is exceeded at sites whose label it does not belong to. */
function masked(model: GroundMotionModel, belongs: (label: number) => boolean): GroundMotionModel {
  const { mixture } = model;
  return {
    ...model,
    ...(mixture === undefined
      ? {}
      : { mixture: mixture.map((part) => ({ ...part, model: masked(part.model, belongs) })) }),
    forMeasure(imt): GroundMotionEvaluator {
      const evaluate = model.forMeasure(imt);
      return (ctx, out) => {
        evaluate(ctx, out);
        for (let row = 0; row < ctx.length; row++)
          if (!belongs(ctx.ilabel[row]!)) {
            out.mean[row] = Number.NEGATIVE_INFINITY;
            out.sigma[row] = 1;
          }
      };
    },
  };
}

/** A model that is another one at sites with a label of their own (`site_labels`). */
function chosenByLabel(
  model: GroundMotionModel,
  others: readonly { readonly label: number; readonly model: GroundMotionModel }[],
): GroundMotionModel {
  if (others.length === 0) return model;
  const all = [model, ...others.map((other) => other.model)];
  const { rupture, distance, site, text } = wantedColumns(all);
  return {
    ...model,
    ruptureColumns: rupture,
    distanceColumns: distance,
    siteColumns: [...new Set([...site, "ilabel" as const]), ...text],
    ...(all.some((candidate) => candidate.mixture !== undefined) ? { mixture: maskedParts(model, others) } : {}),
    forMeasure(imt): GroundMotionEvaluator {
      const evaluate = model.forMeasure(imt);
      const alternatives = others.map((other) => ({ label: other.label, evaluate: other.model.forMeasure(imt) }));
      let motion = makeGroundMotionBlock(0);
      return (ctx, out) => {
        evaluate(ctx, out);
        if (motion.mean.length < ctx.length) motion = makeGroundMotionBlock(ctx.capacity);
        for (const alternative of alternatives) {
          if (!ctx.ilabel.subarray(0, ctx.length).includes(alternative.label)) continue;
          alternative.evaluate(ctx, motion);
          for (let row = 0; row < ctx.length; row++)
            if (ctx.ilabel[row] === alternative.label)
              for (const name of ["mean", "sigma", "tau", "phi"] as const) out[name][row] = motion[name][row]!;
        }
      };
    },
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
