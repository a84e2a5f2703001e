/**
 * Allen (2022), A far-field ground-motion model for the North Australian Craton from plate-margin earthquakes, BSSA 112(2), 1041-1059, eqs. 1-7.
 *
 * ln(g) or ln(cm/s); rhypo, depth in km. Magnitude 5 to 8, 500 to 2500 km.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, plainModel } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "Allen2022",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
  component: "Median horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["rhypo"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  doi: "10.1785/0120210191",
  validity: { magnitude: [5, 8], distance: 2500 },
};

const COEFFICIENTS = coefficientTable(
  "c0 c1 c2 c3 c4 d0 d1 d2 d3 n0 s0 s1 tau phi sigma",
  `
PGV   5.1394       0 1.9713 -2.6644  -7.336 5.2107 -1.8808  9.459 -13.949 -1.0181  -0.588 0.2536 0.6361 0.4883 0.8019
PGA  -4.5508       0 1.6129 -0.4923 -10.167 4.8787 -2.5207  12.07 -16.388 -1.3651 -1.0254 0.4008 0.7066 0.5094 0.9118
0.1     -5.3       0 1.4672       0 -10.513 4.3555  -2.726 12.699 -16.557 -2.6602 -1.0022 0.4258 0.7532 0.5038 0.9061
0.15 -5.2557       0 1.4638  0.0456  -10.58 5.7681 -2.9707 14.147 -19.169 -1.2049  -0.919 0.4239 0.7578 0.5252  0.922
0.2  -5.1597       0 1.4603  0.0284 -10.382 6.0008 -3.0078 14.372 -19.594 -1.2446 -0.8846 0.4066 0.7568 0.5343 0.9264
0.25 -5.0958       0 1.4502 -0.0069  -10.08 6.0464 -3.0019 14.338 -19.567 -1.3811 -0.8669 0.3822 0.7436 0.5291 0.9127
0.3  -4.9242       0 1.4988 -0.0897   -9.92 6.5203 -3.0348 14.583  -20.16 -1.4749 -0.7987 0.3619 0.7172 0.5286  0.891
0.4  -4.2365 -0.0213 1.6047 -0.3716  -9.728 6.1641  -2.804 13.533 -18.818 -1.5512 -0.7893 0.3403 0.7019 0.5499 0.8917
0.5  -1.6262 -0.0192 1.6542 -1.4501  -8.792 6.7588  -2.778 13.581 -19.326 -1.0315 -0.6889 0.3084 0.7046  0.553 0.8957
0.6   0.1424  -0.067  1.742 -2.2296  -7.931 5.3677 -2.4344 11.765  -16.38 -1.1632 -0.6341 0.2919 0.6765 0.5214 0.8541
0.75   1.821 -0.1674 1.9003 -3.0099  -6.912 4.4379 -2.0824 10.083  -13.98 -1.0232 -0.7019 0.2781 0.6455 0.4849 0.8073
1     3.4777 -0.2088 1.9943 -3.8107  -6.044 4.8745 -1.9619  9.702 -13.938 -1.0307  -0.623 0.2654 0.6146 0.4532 0.7636
1.25  4.7348 -0.1776  2.115 -4.4348  -5.403 5.2371 -1.8821  9.451  -13.95 -0.8072   -0.57 0.2509 0.6223 0.4257  0.754
1.5   5.6353 -0.2334 2.2245 -4.8971  -4.781 5.9873 -1.9196    9.8 -14.879 -0.9129 -0.5587 0.2342 0.6233 0.4387 0.7622
2     6.0524 -0.3545 2.4366 -5.2236  -4.348 5.0004  -1.545   7.96 -12.217 -0.6695 -0.4756  0.223  0.591 0.4394 0.7365
2.5   5.7973 -0.3619 2.4976 -5.2934  -4.005 5.0432  -1.421  7.407 -11.637 -0.6849 -0.4486 0.2183 0.5689 0.4162 0.7049
3     5.4552 -0.3484 2.5378 -5.3066  -3.734  5.021 -1.3028   6.86 -11.007 -0.6495  -0.433 0.2095 0.5618 0.4033 0.6915
4     4.8483  -0.359 2.6446  -5.289  -3.656 5.0015 -1.1239  6.057 -10.102  -0.471 -0.3915 0.2042 0.6152 0.3843 0.7254
5     4.1446 -0.3549 2.7324 -5.1969  -3.636 5.0599 -1.0292  5.628  -9.653 -0.5199 -0.4377 0.1985 0.6352 0.3917 0.7463
6     3.4946 -0.3247 2.7833 -5.1162  -3.547 4.6695  -0.916  5.042  -8.744 -0.5526 -0.4253  0.191 0.6207 0.4018 0.7394
7.5   2.8095 -0.3034 2.7654 -5.0636  -3.453 4.7249 -0.8061   4.54  -8.204 -0.5132 -0.4327  0.182 0.5969 0.4066 0.7222
10    2.0278 -0.3459 2.7722 -5.0168  -3.368 5.0737 -0.7276  4.187  -7.966 -0.2645 -0.4564 0.1736  0.588 0.4185 0.7217
`,
);

const LOG_HINGE = Math.log10(600);

function evaluator(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  return rowEvaluator(
    (ctx, i) => {
      const dm = ctx.mag[i]! - 6;
      const lgR = Math.log10(ctx.rhypo[i]!);
      const lgDepth = Math.log10(Math.min(Math.max(ctx.hypo_depth[i]!, 10), 500));
      return (
        c.c0 +
        c.c1 * dm * dm +
        c.c2 * dm +
        c.c3 * Math.min(lgR, LOG_HINGE) +
        c.c4 * Math.max(lgR - LOG_HINGE, 0) +
        c.d0 +
        lgDepth * (c.d3 + lgDepth * (c.d2 + lgDepth * c.d1)) +
        c.n0 * Math.min(lgR - LOG_HINGE, 0) +
        c.s0 +
        c.s1 / Math.log10(ctx.vs30[i]! / 150)
      );
    },
    { tau: c.tau, phi: c.phi, sigma: c.sigma },
  );
}

export const allen2022: ModelFamily = { models: { Allen2022: plainModel(FACTS, evaluator) } };
