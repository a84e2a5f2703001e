/** What the models of a tectonic region predict for a rupture at the sites it reaches. */

import { toCartesian } from "../../../geo/cartesian.ts";
import type { ContextBlock } from "../../../hazard/context-block.ts";
import { makeCollector } from "../../../hazard/contexts/context-collector.ts";
import { distanceAt, farthest } from "../../../hazard/contexts/maximum-distance.ts";
import { emitterOf } from "../../../hazard/contexts/surface-emitters.ts";
import { makeTile, missingSiteColumns, type SiteTile } from "../../../hazard/contexts/tile.ts";
import {
  modelMagnitude,
  restoreRupture,
  type StoredRupture,
  surfaceExtent,
} from "../../../hazard/events/stored-rupture.ts";
import type { PredictedMotion } from "../../../hazard/fields/rupture-fields.ts";
import { toGeometricMean } from "../../../hazard/gmm/horizontal-component.ts";
import {
  type GroundMotionEvaluator,
  type GroundMotionModel,
  makeGroundMotionBlock,
} from "../../../hazard/gmm/model.ts";
import { buildModel } from "../../../hazard/gmm/registry.ts";
import { withBetweenRatio } from "../../../hazard/gmm/residuals.ts";
import type { IntensityMeasure } from "../../../hazard/intensity-measure.ts";
import { InputError } from "../../../input-error.ts";
import { wantedColumns } from "../tectonic-region-models.ts";
import type { FieldSetup, FieldTectonicRegion } from "./field-setup.ts";

/** Predictions for one rupture. */
export interface RuptureMotions {
  /** Numbers of the sites, ascending. */
  readonly sites: Int32Array;
  /** By model of the tectonic region, then by measure. */
  readonly motions: readonly (readonly PredictedMotion[])[];
  /** Rows are the sites reached, with the columns that models need. Valid until the next rupture. */
  readonly block: ContextBlock;
}

export interface TectonicRegionPredictions {
  readonly tectonicRegion: FieldTectonicRegion;
  /** By model: gives the total standard deviation only. */
  readonly totalOnly: readonly boolean[];
  /**
   * @param measures other than those of the fields
   * @returns undefined where the rupture reaches no site
   */
  /** rrup of every site, km. */
  readonly distances: (rupture: StoredRupture) => Float64Array;
  readonly predict: (
    rupture: StoredRupture,
    models: readonly number[],
    measures?: readonly IntensityMeasure[],
  ) => RuptureMotions | undefined;
}

/** Slack around the hypocentre, km, and km of a degree in the reference's search for close sites. */
const SLACK = 10;
const DEGREES_PER_KM = 0.0089932;

/** @throws InputError for models that lack a measure or are mixtures, and for sites without a parameter they need */
export function tectonicRegionPredictions(
  setup: FieldSetup,
  tectonicRegion: FieldTectonicRegion,
): TectonicRegionPredictions {
  const { measures, modelFolder, geometricMean, sites, minimumDistance, betweenRatio, exact } = setup;
  const models = tectonicRegion.models.map(({ spec }): GroundMotionModel => {
    const built = buildModel(spec.className, spec.args, { folder: modelFolder, measures });
    const model = betweenRatio === undefined ? built : withBetweenRatio(built, betweenRatio);
    if (model.mixture !== undefined)
      throw new InputError(`fields cannot be sampled from ${spec.className}, which has no single mean and deviation`, {
        parameter: "gsim",
      });
    return geometricMean ? toGeometricMean(model) : model;
  });
  const wanted = wantedColumns(models);
  const tile: SiteTile = makeTile(sites, 0, sites.count);
  const missing = missingSiteColumns(wanted, tile.parameters);
  if (missing.length > 0)
    throw new InputError(`the sites have no ${missing.join(", ")}, which a ground-motion model needs`, {
      parameter: "site_model_file",
    });
  const evaluators = models.map((model) => lazyEvaluators(model));
  for (const evaluator of evaluators) for (const imt of measures) evaluator(imt);
  const collector = makeCollector(wanted, tile.parameters, sites.count, () => {
    throw new Error("more contexts than sites");
  });
  const out = makeGroundMotionBlock(sites.count);
  const limit = farthest(tectonicRegion.maximumDistance);

  const predict: TectonicRegionPredictions["predict"] = (rupture, wantedModels, wantedMeasures = measures) => {
    const mag = modelMagnitude(rupture.mag);
    const reach = distanceAt(tectonicRegion.maximumDistance, Math.fround(rupture.mag));
    const emitter = emitterOf(restoreRupture(rupture, exact), minimumDistance);
    const { block } = collector;
    block.length = 0;
    emitter.setTile(tile, limit);
    emitter.emit(0, mag, reach, collector, 1);
    const close = closeToHypocentre(rupture, tile, reach);
    const rows = Int32Array.from(collector.site.subarray(0, block.length));
    // Long ruptures reach sites that are too far from their hypocentre: the reference loses these.
    if (rows.some((site) => close[site] === 0)) keepRows(block, collector.site, close);
    if (block.length === 0) return undefined;
    const reached = Int32Array.from(collector.site.subarray(0, block.length));
    return {
      sites: reached,
      block,
      motions: tectonicRegion.models.map((_, m) =>
        wantedModels.includes(m)
          ? wantedMeasures.map((imt): PredictedMotion => {
              evaluators[m]!(imt)(block, out);
              const single = (column: Float64Array) => Float32Array.from(column.subarray(0, reached.length));
              return {
                mean: single(out.mean),
                sigma: single(out.sigma),
                tau: single(out.tau),
                phi: single(out.phi),
              };
            })
          : [],
      ),
    };
  };
  const distances: TectonicRegionPredictions["distances"] = (rupture) => {
    const emitter = emitterOf(restoreRupture(rupture, exact), 0);
    collector.block.length = 0;
    emitter.setTile(tile, Number.POSITIVE_INFINITY);
    emitter.emit(0, modelMagnitude(rupture.mag), Number.POSITIVE_INFINITY, collector, 1);
    const found = new Float64Array(sites.count).fill(Number.POSITIVE_INFINITY);
    for (let row = 0; row < collector.block.length; row++) found[collector.site[row]!] = collector.block.rrup[row]!;
    return found;
  };
  return {
    tectonicRegion,
    distances,
    totalOnly: models.map(({ standardDeviations }) => standardDeviations.every((kind) => kind === "Total")),
    predict,
  };
}

/** Coefficients for a measure are fetched once. */
function lazyEvaluators(model: GroundMotionModel): (imt: IntensityMeasure) => GroundMotionEvaluator {
  const known = new Map<string, GroundMotionEvaluator>();
  return (imt) => {
    const evaluator = known.get(imt.name) ?? model.forMeasure(imt);
    known.set(imt.name, evaluator);
    return evaluator;
  };
}

/** 1 for sites near enough to the hypocentre: within the reach, half the box of the surface, and a slack. */
function closeToHypocentre(rupture: StoredRupture, { points, count }: SiteTile, reach: number): Uint8Array {
  const { minLon, minLat, maxLon, maxLat } = surfaceExtent(rupture.surface);
  const width = maxLon - minLon;
  const half = Math.hypot((width > 180 ? 360 - width : width) / 2, (maxLat - minLat) / 2);
  const radius = reach + half / DEGREES_PER_KM + SLACK;
  const [x, y, z] = toCartesian(...(rupture.hypocentre.map(Math.fround) as [number, number, number]));
  const out = new Uint8Array(count);
  for (let s = 0; s < count; s++)
    out[s] = Math.hypot(points.x[s]! - x, points.y[s]! - y, points.z[s]! - z) <= radius ? 1 : 0;
  return out;
}

function keepRows(block: ContextBlock, site: Int32Array, keep: Uint8Array): void {
  const rows: number[] = [];
  for (let row = 0; row < block.length; row++) if (keep[site[row]!] === 1) rows.push(row);
  for (const column of Object.values(block)) {
    if (typeof column === "number" || column.length === 0) continue;
    for (const [to, from] of rows.entries()) column[to] = column[from]!;
  }
  for (const [to, from] of rows.entries()) site[to] = site[from]!;
  block.length = rows.length;
}
