/**
 * Convertito, Maercklin, Sharma & Zollo (2012), From induced seismicity to direct time-dependent seismic hazard, BSSA 102(6), 2563-2573, eq.
 * 1: The Geysers, PGA.
 *
 * log10(m/s2) in the paper, ln(g) here; rhypo in km. Soil below vs30 760 m/s. Magnitude 1 to 3.5, up to 20 km. Total standard deviation only.
 */
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { GRAVITY, LN10, plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { ModelFacts, ModelFamily } from "../model.ts";
import { type RowFunction, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "ConvertitoEtAl2012Geysers",
  tectonicRegionType: TECTONIC_REGION_TYPES.geothermal,
  component: "Greater of two horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rhypo"],
  siteColumns: ["vs30"],
  measures: ["PGA"],
  validity: { magnitude: [1, 3.5], distance: 20 },
};

const lnPga: RowFunction = (ctx, i) => {
  const r = ctx.rhypo[i]!;
  const site = ctx.vs30[i]! < 760 ? 0.218 : 0;
  const log10 = -2.268 + 1.276 * ctx.mag[i]! - 3.528 * Math.log10(Math.hypot(r, 3.5)) + 0.053 * r + site;
  return LN10 * log10 - Math.log(GRAVITY);
};

export const convertito2012: ModelFamily = {
  models: { ConvertitoEtAl2012Geysers: plainModel(FACTS, () => rowEvaluator(lnPga, { total: 0.324 * LN10 })) },
};
