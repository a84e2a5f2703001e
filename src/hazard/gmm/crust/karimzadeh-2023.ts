/**
 * Karimzadeh, Mohammadi, Salahuddin, Carvalho & Lourenco (2024), Backbone ground motion model through simulated records and XGBoost
 * machine learning algorithm: an application for the Azores plateau (Portugal), Earthquake Engineering & Structural Dynamics 53(2),
 * 668-693: 862 boosted trees a measure, an archive made by `scripts/convert-boosted-trees.ts`.
 *
 * ln(cm/s2) and ln(cm/s) in the paper, ln(g) (of 981 cm/s2) and ln(cm/s) here; rjb, depth in km; rock. Piecewise constant, and beyond the
 * simulated records as at their edge. Only the periods of the paper, 0.03 to 2 s.
 */
import type { ContextBlock } from "../../context-block.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import archivePath from "../data/karimzadeh-2023.qwt" with { type: "file" };
import { ALL_STANDARD_DEVIATIONS, plainModel } from "../make-model.ts";
import type { ModelFacts, ModelFamily } from "../model.ts";
import { treeArchive } from "../tables/tree-archive.ts";

const FACTS: ModelFacts = {
  name: "Karimzadeh2023Azores",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["rjb"],
  siteColumns: [],
  measures: ["PGA", "PGV", "SA"],
  referenceVelocity: 760,
  doi: "10.1002/eqe.4040",
};

const TREES = treeArchive(archivePath);

function fill(ctx: ContextBlock, i: number, row: Float32Array): void {
  row[0] = ctx.mag[i]!;
  row[1] = ctx.rjb[i]!;
  row[2] = ctx.hypo_depth[i]!;
}

export const karimzadeh2023: ModelFamily = {
  models: { Karimzadeh2023Azores: plainModel(FACTS, (imt) => TREES.evaluator(imt, fill)) },
};
