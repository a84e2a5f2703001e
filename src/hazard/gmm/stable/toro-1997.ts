/**
 * Toro, Abrahamson & Schneider (1997), Model of strong ground motions from earthquakes in central and eastern North America: best
 * estimates and uncertainties, SRL 68(1), 41-57, eq. 3, with the finite-source correction of Toro (2002) as the US national seismic hazard
 * model 2008 uses it: body-wave (mbLg) or moment magnitude.
 *
 * ln(g), bounded by the ceilings of the US model; rjb in km; hard to firm rock. Total standard deviation only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type CoefficientTable, coefficientTable } from "../coefficients.ts";
import { TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { medianCeiling, momentFromMblgAtkinsonBoore87, momentFromMblgJohnston96 } from "../nshmp-conversions.ts";
import { modelVariants, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "ToroEtAl1997MblgNSHMP2008",
  tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rjb"],
  siteColumns: [],
  measures: ["PGA", "SA"],
  referenceVelocity: 760,
};

type Columns = "c1 c2 c3 c4 c5 c6 c7 sigma";

const BODY_WAVE = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 sigma",
  `
PGA  2.489   1.2       0 1.28   1.23   0.0018  9.3 0.7506
0.1   2.91  1.23       0 1.12   1.05   0.0043  8.5 0.7506
0.2  2.165  1.24       0 0.98   0.74   0.0039  7.5 0.7506
0.3 1.7323  1.51   -0.11 0.96 0.6881   0.0034 7.35 0.7506
0.5  1.109 1.785 -0.2795 0.93 0.6354 0.002732 7.05 0.7506
1    0.173  2.05   -0.34  0.9   0.59   0.0019  6.8  0.799
2   -0.788  2.52   -0.47 0.93    0.6   0.0012    7  0.799
`,
);

const MOMENT = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 sigma",
  `
PGA  2.619  0.81       0   1.27   1.16  0.0021   9.3 0.7506
0.1   2.92  0.81       0    1.1   1.02   0.004   8.3 0.7506
0.2  2.295  0.84       0   0.98   0.66  0.0042   7.5 0.7506
0.3 1.8823 0.964  -0.059  0.951  0.601 0.00367  7.26 0.7506
0.5 1.2887  1.14 -0.1244 0.9227 0.5429 0.00306 7.027 0.7506
1    0.383  1.42    -0.2    0.9   0.49  0.0023   6.8  0.799
2   -0.558  1.86   -0.31   0.92   0.46  0.0017   6.9  0.799
`,
);

function saturation(moment: number): number {
  return Math.exp(-1.25 + 0.227 * moment);
}

interface Options {
  readonly table: CoefficientTable<Columns>;
  /** Factor on c7 for a magnitude of the kind the table is for. */
  readonly saturation: (mag: number) => number;
}

function evaluator(imt: IntensityMeasure, options: Options): GroundMotionEvaluator {
  const c = options.table.at(imt);
  const ceiling = medianCeiling(imt.period);
  return rowEvaluator(
    (ctx, i) => {
      const dm = ctx.mag[i]! - 6;
      const r = Math.hypot(ctx.rjb[i]!, c.c7 * options.saturation(ctx.mag[i]!));
      const far = Math.max(Math.log(ctx.rjb[i]! / 100), 0);
      const mean = c.c1 + c.c2 * dm + c.c3 * dm * dm - c.c4 * Math.log(r) - c.c6 * r - (c.c5 - c.c4) * far;
      return Math.min(mean, ceiling);
    },
    { total: c.sigma },
  );
}

/** Geometric mean of the factors for two conversions of mbLg. */
function bodyWaveSaturation(mag: number): number {
  return Math.sqrt(saturation(momentFromMblgJohnston96(mag)) * saturation(momentFromMblgAtkinsonBoore87(mag)));
}

export const toro1997: ModelFamily = {
  models: modelVariants(FACTS, evaluator, {
    ToroEtAl1997MblgNSHMP2008: { options: { table: BODY_WAVE, saturation: bodyWaveSaturation } },
    ToroEtAl1997MwNSHMP2008: { options: { table: MOMENT, saturation } },
  }),
};
