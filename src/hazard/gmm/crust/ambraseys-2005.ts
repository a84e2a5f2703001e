/**
 * Ambraseys, Douglas, Sarma & Smit (2005), Equations for the estimation of strong ground motions from shallow crustal earthquakes using data
 * from Europe and the Middle East, Bulletin of Earthquake Engineering 3, 1-53 and 55-73, eq. 7: horizontal and vertical.
 *
 * log10(m/s2) in the paper, ln(g) here; rjb in km. Stiff soil up to vs30 750, soft up to 360 m/s. Magnitude 5 to 7.6, up to 100 km.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type CoefficientTable, tableFromCsv } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, GRAVITY, LN10 } from "../make-model.ts";
import { isNormal30, isReverse30 } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { modelVariants, rowEvaluator } from "../row-evaluator.ts";
import horizontalCsv from "./ambraseys-2005-horizontal.csv" with { type: "text" };
import verticalCsv from "./ambraseys-2005-vertical.csv" with { type: "text" };

const FACTS: ModelFacts = {
  name: "AmbraseysEtAl2005",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Greater of two horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["rjb"],
  siteColumns: ["vs30"],
  measures: ["PGA", "SA"],
  validity: { magnitude: [5, 7.6], distance: 100 },
};

type Columns = "a1 a2 a3 a4 a5 a6 a7 a8 a9 a10 Sig1a Sig1b Sig2a Sig2b";

const HORIZONTAL = tableFromCsv("a1 a2 a3 a4 a5 a6 a7 a8 a9 a10 Sig1a Sig1b Sig2a Sig2b", horizontalCsv);

const VERTICAL = tableFromCsv("a1 a2 a3 a4 a5 a6 a7 a8 a9 a10 Sig1a Sig1b Sig2a Sig2b", verticalCsv);

function evaluator(imt: IntensityMeasure, table: CoefficientTable<Columns>): GroundMotionEvaluator {
  const c = table.at(imt);
  const shift = -Math.log(GRAVITY);
  return rowEvaluator(
    (ctx, i) => {
      const m = ctx.mag[i]!;
      const v = ctx.vs30[i]!;
      const rake = ctx.rake[i]!;
      const site = v <= 360 ? c.a6 : v <= 750 ? c.a7 : 0;
      const mechanism = isReverse30(rake) ? c.a9 : isNormal30(rake) ? c.a8 : c.a10;
      const path = (c.a3 + c.a4 * m) * Math.log10(Math.hypot(ctx.rjb[i]!, c.a5));
      return LN10 * (c.a1 + c.a2 * m + path + site + mechanism) + shift;
    },
    {
      tau: (ctx, i) => LN10 * (c.Sig2a - c.Sig2b * ctx.mag[i]!),
      phi: (ctx, i) => LN10 * (c.Sig1a - c.Sig1b * ctx.mag[i]!),
    },
  );
}

export const ambraseys2005: ModelFamily = {
  models: modelVariants(FACTS, evaluator, {
    AmbraseysEtAl2005: { options: HORIZONTAL },
    AmbraseysEtAl2005Vertical: { options: VERTICAL, facts: { component: "Vertical" } },
  }),
};
