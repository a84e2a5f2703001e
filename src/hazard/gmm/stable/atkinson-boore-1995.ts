/**
 * Atkinson & Boore (1995), Ground-motion relations for eastern North America, BSSA 85(1), 17-30, in the fit of the Geological Survey of
 * Canada with lower and upper limits, for magnitudes mN converted to moment magnitude.
 *
 * ln(g); rhypo in km, 10 km at least; hard rock. Total standard deviation only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type CoefficientTable, coefficientTable } from "../coefficients.ts";
import { TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { momentFromMblgAtkinsonBoore87 } from "../nshmp-conversions.ts";
import { modelVariants, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "AtkinsonBoore1995GSCBest",
  tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental,
  component: "Random horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rhypo"],
  siteColumns: [],
  measures: ["PGA", "SA"],
};

type Columns = "c1 c2 c3 c4 c5 c6 c7 c8";

const BEST = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 c8",
  `
PGA  -1.329 1.272  -0.0824 -2.556  0.1722   -1.96  0.1746  -0.004535
0.1  -2.907 1.522 -0.08528 -2.052 0.12484 -1.4224 0.07965  -0.004309
0.2  -5.487 1.932  -0.1029 -1.818 0.09797  -1.076 0.06075  -0.003325
0.3  -7.567 2.284  -0.1193 -1.734 0.08814 -0.9551 0.04392   -0.00257
0.5  -9.476 2.503  -0.1231 -1.631  0.0761  -1.049 0.06224  -0.001959
1   -11.134  2.47 -0.10569  -1.52 0.06165 -0.9106 0.05248  -0.001497
2    -13.21 2.945  -0.1567 -1.864  0.1162 -0.7653 0.02729 -0.0009921
`,
);

const LOWER = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 c8",
  `
PGA  -2.204 1.272  -0.0824 -2.556  0.1722   -1.96  0.1746 -0.004535
0.1  -3.782 1.522 -0.08528 -2.052 0.12484 -1.4224 0.07965 -0.004309
0.2  -6.224 1.932  -0.1029 -1.818 0.09797  -1.076 0.06075 -0.003325
0.3  -8.212 2.284  -0.1193 -1.734 0.08814 -0.9551 0.04392  -0.00257
0.5 -10.029 2.503  -0.1231 -1.631  0.0761  -1.049 0.06224 -0.001959
1   -11.548  2.47 -0.10569  -1.52 0.06165 -0.9106 0.05248 -0.001497
`,
);

const UPPER = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 c8",
  `
PGA  -1.03 1.272  -0.0824 -2.556  0.1722   -1.96  0.1746 -0.004535
0.1 -2.608 1.522 -0.08528 -2.052 0.12484 -1.4224 0.07965 -0.004309
0.2 -4.911 1.932  -0.1029 -1.818 0.09797  -1.076 0.06075 -0.003325
0.3 -6.784 2.284  -0.1193 -1.734 0.08814 -0.9551 0.04392  -0.00257
0.5 -8.509 2.503  -0.1231 -1.631  0.0761  -1.049 0.06224 -0.001959
1   -9.891  2.47 -0.10569  -1.52 0.06165 -0.9106 0.05248 -0.001497
`,
);

function momentMagnitude(mag: number): number {
  return mag <= 5.5 ? 0.98 * mag - 0.39 : momentFromMblgAtkinsonBoore87(mag);
}

function evaluator(imt: IntensityMeasure, table: CoefficientTable<Columns>): GroundMotionEvaluator {
  const c = table.at(imt);
  return rowEvaluator(
    (ctx, i) => {
      const m = momentMagnitude(ctx.mag[i]!);
      const r = Math.max(ctx.rhypo[i]!, 10);
      const near = Math.log(Math.min(r, 70));
      const far = Math.max(Math.log(r / 130), 0);
      return c.c1 + c.c2 * m + c.c3 * m * m + (c.c4 + c.c5 * m) * near + (c.c6 + c.c7 * m) * far + c.c8 * r;
    },
    { total: 0.69 },
  );
}

export const atkinsonBoore1995: ModelFamily = {
  models: modelVariants(FACTS, evaluator, {
    AtkinsonBoore1995GSCBest: { options: BEST },
    AtkinsonBoore1995GSCLowerLimit: { options: LOWER },
    AtkinsonBoore1995GSCUpperLimit: { options: UPPER },
  }),
};
