/**
 * Mohammadi, Karimzadeh, Banimahd, Ozsarac & Lourenco (2023), The potential of region-specific machine-learning-based ground motion
 * models: application to Turkiye, Soil Dynamics and Earthquake Engineering 172, 108008: up to 1000 boosted trees a measure, an archive
 * made by `scripts/convert-boosted-trees.ts`.
 *
 * ln(cm/s2) and ln(cm/s) in the paper, ln(g) (of 981 cm/s2) and ln(cm/s) here; rjb in km, vs30 in m/s. Magnitude 4.1 to 7.6, rjb 0.1 to
 * 199 km, vs30 131 to 1380 m/s. Piecewise constant, and beyond the records as at their edge. Only the periods of the paper, 0.01 to
 * 3.5 s.
 */
import type { ContextBlock } from "../../context-block.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import archivePath from "../data/mohammadi-2023.qwt" with { type: "file" };
import { ALL_STANDARD_DEVIATIONS, plainModel } from "../make-model.ts";
import type { ModelFacts, ModelFamily } from "../model.ts";
import { treeArchive } from "../tables/tree-archive.ts";

const FACTS: ModelFacts = {
  name: "Mohammadi2023Turkiye",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["rjb"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  referenceVelocity: 760,
  doi: "10.1016/j.soildyn.2023.108008",
  validity: { magnitude: [4.1, 7.6], distance: 199, vs30: [131, 1380] },
};

const TREES = treeArchive(archivePath);

/** Inputs are scaled from the range of the records to 0.2..0.8, with the constants of the training. */
const MAGNITUDE = { scale: 0.17142857142857146, offset: -0.5028571428571429 };
const VS30 = { scale: 0.00048038430744595686, offset: 0.13706965572457966 };
const DISTANCE = { scale: 0.00301659125188537, offset: 0.19969834087481148 };
const NO = 0.2;
const YES = 0.8;

function fill(ctx: ContextBlock, i: number, row: Float32Array): void {
  const rake = ctx.rake[i]!;
  row[0] = ctx.mag[i]! * MAGNITUDE.scale + MAGNITUDE.offset;
  row[1] = ctx.vs30[i]! * VS30.scale + VS30.offset;
  row[2] = ctx.rjb[i]! * DISTANCE.scale + DISTANCE.offset;
  row[3] = rake < -30 ? YES : NO;
  row[4] = rake > 30 ? YES : NO;
  row[5] = rake >= -30 && rake <= 30 ? YES : NO;
}

export const mohammadi2023: ModelFamily = {
  models: { Mohammadi2023Turkiye: plainModel(FACTS, (imt) => TREES.evaluator(imt, fill)) },
};
