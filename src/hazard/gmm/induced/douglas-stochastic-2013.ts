/**
 * Douglas, Edwards, Convertito, Sharma, Tramelli, Kraaijpoel, Cabrera, Maercklin & Troise (2013), Predicting ground motion from induced
 * earthquakes in geothermal areas, BSSA 103(3), 1875-1897, eq. 3: 36 stochastic models by stress drop (SD, bars), quality factor (Q) and kappa (K,
 * ms), with the standard deviations of the data.
 *
 * ln(cm/s2) and ln(cm/s) in the paper, ln(g) and ln(cm/s) here; rhypo in km; rock. Magnitude 1 to 5, up to 50 km.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type CoefficientTable, tableFromCsv, tablesFromCsv } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { galShift, modelVariants, rowEvaluator } from "../row-evaluator.ts";
import tablesCsv from "./douglas-stochastic-2013.csv" with { type: "text" };
import deviationsCsv from "./douglas-stochastic-2013-deviations.csv" with { type: "text" };

const FACTS: ModelFacts = {
  name: "DouglasEtAl2013StochasticSD001Q200K005",
  tectonicRegionType: TECTONIC_REGION_TYPES.geothermal,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag"],
  distanceColumns: ["rhypo"],
  siteColumns: [],
  measures: ["PGA", "PGV", "SA"],
  referenceVelocity: 1100,
  validity: { magnitude: [1, 5], distance: 50 },
};

type Table = CoefficientTable<"b1 b2 b3 b4 b5 b6 bh">;

const DEVIATIONS = tableFromCsv("phi tau_s tau_b", deviationsCsv);

const TABLES = tablesFromCsv("b1 b2 b3 b4 b5 b6 bh", tablesCsv, "variant", [
  "SD001Q200K005",
  "SD001Q200K020",
  "SD001Q200K040",
  "SD001Q200K060",
  "SD001Q600K005",
  "SD001Q600K020",
  "SD001Q600K040",
  "SD001Q600K060",
  "SD001Q1800K005",
  "SD001Q1800K020",
  "SD001Q1800K040",
  "SD001Q1800K060",
  "SD010Q200K005",
  "SD010Q200K020",
  "SD010Q200K040",
  "SD010Q200K060",
  "SD010Q600K005",
  "SD010Q600K020",
  "SD010Q600K040",
  "SD010Q600K060",
  "SD010Q1800K005",
  "SD010Q1800K020",
  "SD010Q1800K040",
  "SD010Q1800K060",
  "SD100Q200K005",
  "SD100Q200K020",
  "SD100Q200K040",
  "SD100Q200K060",
  "SD100Q600K005",
  "SD100Q600K020",
  "SD100Q600K040",
  "SD100Q600K060",
  "SD100Q1800K005",
  "SD100Q1800K020",
  "SD100Q1800K040",
  "SD100Q1800K060",
]);

function evaluator(imt: IntensityMeasure, table: Table): GroundMotionEvaluator {
  const c = table.at(imt);
  const s = DEVIATIONS.at(imt);
  const shift = galShift(imt);
  return rowEvaluator(
    (ctx, i) => {
      const dm = ctx.mag[i]! - 3;
      const r = ctx.rhypo[i]! + c.bh;
      return c.b1 + dm * (c.b2 + dm * (c.b3 + dm * c.b4)) + c.b5 * Math.log(r) + c.b6 * r + shift;
    },
    { tau: (s.tau_s + s.tau_b) / 2, phi: s.phi },
  );
}

export const douglasStochastic2013: ModelFamily = {
  models: modelVariants(
    FACTS,
    evaluator,
    Object.fromEntries(
      Object.entries(TABLES).map(([variant, table]) => [`DouglasEtAl2013Stochastic${variant}`, { options: table }]),
    ),
  ),
};
