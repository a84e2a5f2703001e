/**
 * Dost, van Eck & Haak (2004), Scaling of peak ground acceleration and peak ground velocity recorded in the Netherlands, Bollettino di
 * Geofisica Teorica ed Applicata 45(3), 153-168, and its adaptation by Bommer (2013) for larger magnitudes.
 *
 * log10(m/s2) and log10(cm/s) in the paper, ln(g) and ln(cm/s) here; rhypo in km.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, GRAVITY, LN10, plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { ModelFacts, ModelFamily } from "../model.ts";
import { type RowFunction, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "DostEtAl2004",
  tectonicRegionType: TECTONIC_REGION_TYPES.induced,
  component: "Average Horizontal (GMRotD100)",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rhypo"],
  siteColumns: [],
  measures: ["PGA", "PGV"],
};

const BOMMER_FACTS: ModelFacts = {
  ...FACTS,
  name: "DostEtAl2004BommerAdaptation",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
};

const PUBLISHED = coefficientTable(
  "c0 c1 c2 c3 sigma",
  `
PGV -1.53 0.74 -0.00139 -1.33 0.33
PGA -1.41 0.57 -0.00139 -1.33 0.33
`,
);

const BOMMER = coefficientTable(
  "c0 c1 c1e c2 c3 tau phi sigma",
  `
PGV -1.3972 0.7105 -0.0829 -0.00139 -1.33 0.1476 0.2952 0.33
PGA  -1.609  0.614 -0.1116 -0.00139 -1.33 0.1476 0.2952 0.33
`,
);

function lnMotion(imt: IntensityMeasure, c: Coefficients<"c0 c1 c2 c3">, curvature: number): RowFunction {
  const shift = imt.kind === "PGA" ? -Math.log(GRAVITY) : 0;
  return (ctx, i) => {
    const m = ctx.mag[i]!;
    const r = ctx.rhypo[i]!;
    return LN10 * (c.c0 + c.c1 * m + curvature * (m - 4.5) ** 2 + c.c2 * r + c.c3 * Math.log10(r)) + shift;
  };
}

export const dost2004: ModelFamily = {
  models: {
    DostEtAl2004: plainModel(FACTS, (imt) => {
      const c = PUBLISHED.at(imt);
      return rowEvaluator(lnMotion(imt, c, 0), { total: c.sigma * LN10 });
    }),
    DostEtAl2004BommerAdaptation: plainModel(BOMMER_FACTS, (imt) => {
      const c = BOMMER.at(imt);
      return rowEvaluator(lnMotion(imt, c, c.c1e), {
        tau: c.tau * LN10,
        phi: c.phi * LN10,
        sigma: c.sigma * LN10,
      });
    }),
  },
};
