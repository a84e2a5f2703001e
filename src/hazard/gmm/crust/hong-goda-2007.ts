/**
 * Hong & Goda (2007), Orientation-dependent ground-motion measure for seismic-hazard assessment, BSSA 97(5), 1525-1538, eqs. 8 and 9, with the site
 * factors of Atkinson & Boore (2006): maximum over directions.
 *
 * ln(g) or ln(cm/s); rjb in km. Magnitude 5 to 7.3, up to 100 km. At exactly vs30 180 m/s the reference has no nonlinear term.
 */
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, plainModel } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "HongGoda2007",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Horizontal Maximum Direction (RotD100)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag"],
  distanceColumns: ["rjb"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  validity: { magnitude: [5, 7.3], distance: 100 },
};

const COEFFICIENTS = coefficientTable(
  "b1 b2 b3 b4 b5 h sig1 sig2 sigtot",
  `
PGA   1.365  0.349      0 -1.123  0.062 5.9 0.184 0.449 0.485
PGV    5.54  0.931      0 -0.866 -0.009 3.8 0.248 0.494 0.553
0.1   2.305 -0.084 -0.054 -1.461  0.167 8.2 0.218 0.467 0.515
0.15  2.605 -0.045 -0.044 -1.514  0.179 8.6 0.218 0.473 0.521
0.2   2.514  0.234 -0.053 -1.204  0.067 8.4 0.166 0.499 0.526
0.25  2.228  0.369      0 -1.118  0.057 6.9  0.17 0.495 0.523
0.3   1.762  0.515      0 -0.878  0.003 4.7 0.182  0.51 0.541
0.4   1.608  0.577      0 -0.898  0.012 4.9 0.234 0.528 0.577
0.5   1.713  0.837      0 -0.843 -0.041   6 0.216 0.542 0.584
0.6   1.451  0.924  -0.03 -0.755 -0.066   5 0.274 0.557 0.621
0.7   1.138   0.74 -0.093 -0.838 -0.014 4.2  0.32 0.581 0.664
0.8   0.781  0.549 -0.182 -0.834  0.005 3.4 0.316 0.591  0.67
0.9   0.763  0.484 -0.197  -0.96  0.052   4 0.324 0.594 0.677
1     0.763  0.359  -0.27 -1.024  0.067 4.9 0.326 0.593 0.677
1.1   0.827  0.596 -0.333 -0.819 -0.032 4.6 0.346 0.584 0.679
1.2   0.853  0.845 -0.328 -0.689 -0.093 4.3 0.358 0.578  0.68
1.3   0.682  0.921 -0.322 -0.634 -0.108   4 0.362 0.576 0.681
1.4    0.54  0.954 -0.303 -0.635 -0.103 3.8 0.362 0.574 0.678
1.5   0.433  1.005 -0.294 -0.617 -0.109 3.7 0.352 0.568 0.668
1.6   0.289  0.988 -0.302 -0.617 -0.103 3.6 0.364 0.566 0.673
1.7   0.102  0.976 -0.301 -0.611 -0.093 3.4 0.378 0.564 0.679
1.8  -0.098  0.965  -0.31 -0.588 -0.088   3  0.38  0.56 0.676
1.9  -0.216  0.936 -0.325 -0.601 -0.079 2.9  0.38 0.561 0.677
2    -0.379  0.693 -0.308 -0.759 -0.001 2.7 0.364 0.562  0.67
2.2  -0.549  0.643 -0.336 -0.776  0.011 2.5 0.378  0.57 0.684
2.4  -0.663  0.772 -0.325 -0.706 -0.016 2.3 0.402  0.57 0.697
2.6  -0.747  0.909 -0.302 -0.655 -0.039 2.3 0.404 0.575 0.703
2.8  -0.883  1.024 -0.259  -0.63 -0.045 2.2 0.414 0.584 0.716
3    -0.955  1.027 -0.265 -0.677 -0.029 2.3  0.42 0.594 0.728
`,
);

const SITE = coefficientTable(
  "blin b1sa b2sa",
  `
PGV       -0.6 -0.495  -0.06
PGA     -0.361 -0.641 -0.144
0.025    -0.33 -0.624 -0.115
0.03125 -0.322 -0.618 -0.108
0.04    -0.314 -0.609 -0.105
0.05    -0.286 -0.643 -0.105
0.06289 -0.249 -0.642 -0.105
0.07937 -0.232 -0.637 -0.117
0.1      -0.25 -0.595 -0.132
0.125    -0.26  -0.56  -0.14
0.15873  -0.28 -0.528 -0.185
0.2     -0.306 -0.521 -0.185
0.25     -0.39 -0.518  -0.16
0.3125  -0.445 -0.513  -0.13
0.4       -0.5 -0.508 -0.095
0.5       -0.6 -0.495  -0.06
0.625    -0.67  -0.48 -0.031
0.76923  -0.69 -0.465 -0.002
1         -0.7  -0.44      0
1.5873  -0.726 -0.395      0
2        -0.73 -0.375      0
3.125    -0.74  -0.33      0
4       -0.745  -0.31      0
5       -0.752   -0.3      0
`,
);

const REFERENCE_VS30 = 760;
const V1 = 180;
const V2 = 300;
/** Lowest PGA (cm/s2) for which the nonlinear term depends on it. */
const LINEAR_PGA = 60;

function nonLinearSlope(s: Coefficients<"b1sa b2sa">, vs30: number): number {
  if (vs30 < V1) return s.b1sa;
  if (vs30 === V1 || vs30 >= REFERENCE_VS30) return 0;
  if (vs30 <= V2) return ((s.b1sa - s.b2sa) * Math.log(vs30 / V2)) / Math.log(V1 / V2) + s.b2sa;
  return (s.b2sa * Math.log(vs30 / REFERENCE_VS30)) / Math.log(V2 / REFERENCE_VS30);
}

function evaluator(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const pga = COEFFICIENTS.at(PGA);
  const s = SITE.at(imt);
  return rowEvaluator(
    (ctx, i) => {
      const m = ctx.mag[i]!;
      const dm = m - 7;
      const rjb = ctx.rjb[i]!;
      const v = ctx.vs30[i]!;
      const pgaRock = 980.665 * Math.exp(pga.b1 + pga.b2 * dm + pga.b4 * Math.log(Math.hypot(rjb, pga.h)));
      const path = (c.b4 + c.b5 * (m - 4.5)) * Math.log(Math.hypot(rjb, c.h));
      const nonLinear = nonLinearSlope(s, v) * Math.log(Math.max(pgaRock, LINEAR_PGA) / 100);
      return c.b1 + c.b2 * dm + c.b3 * dm * dm + path + s.blin * Math.log(v / REFERENCE_VS30) + nonLinear;
    },
    { tau: c.sig1, phi: c.sig2, sigma: c.sigtot },
  );
}

export const hongGoda2007: ModelFamily = { models: { HongGoda2007: plainModel(FACTS, evaluator) } };
