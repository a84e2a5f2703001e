/**
 * Atkinson & Macias (2009), Predicted ground motions for great interface earthquakes in the Cascadia subduction zone, BSSA 99(3),
 * 1552-1578, eqs. 4-6.
 *
 * log10 of cm/s2 in the paper, ln(g) here, on rock of vs30 760 m/s; rrup in km. Magnitude 7.5 to 9, rrup 30 to 400 km. Total
 * standard deviation only. Options add the site response of Boore & Atkinson (2008) and basin terms.
 */

import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { LN_GAL_IN_G, LN10, makeModel, TOTAL_STANDARD_DEVIATION, withConstantTotal } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelArguments, ModelFacts, ModelFamily } from "../model.ts";
import { flagArgument, readArguments } from "../model-arguments.ts";
import { addSiteTerm, booreAtkinsonSite, subductionBasin } from "../site/basin-terms.ts";

const FACTS: ModelFacts = {
  name: "AtkinsonMacias2009",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
  component: "Random horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
  siteColumns: [],
  measures: ["PGA", "SA"],
};

const COEFFICIENTS = coefficientTable(
  "c0 c1 c2 c3 c4 sigma",
  `
PGA      5.006 -1.5573 -0.00034 0.1774  0.0827 0.24
0.05     5.843 -1.9391        0 0.1813  0.0199 0.26
0.063091 5.823 -1.8889 -0.00022 0.1845   0.016 0.26
0.079365 5.676 -1.7633 -0.00071 0.1784  0.0245 0.27
0.1       5.49 -1.6257 -0.00115 0.1736  0.0261 0.27
0.125    5.209 -1.4404 -0.00163 0.1788  0.0151 0.27
0.15873   4.93 -1.2671 -0.00204 0.1645  0.0301 0.27
0.2      4.746 -1.1691 -0.00212 0.1593  0.0432 0.27
0.25     4.472 -1.0133 -0.00234 0.1713  0.0255 0.27
0.316456 4.303 -0.9322 -0.00231 0.1713   0.027 0.27
0.4      4.167 -0.8854 -0.00211 0.1802  0.0258 0.27
0.5      3.999 -0.8211 -0.00195  0.187  0.0271 0.27
0.632911 3.859 -0.7746 -0.00179  0.201  0.0153 0.28
0.793651 3.733 -0.7473 -0.00159 0.2035  0.0292 0.28
1        3.621 -0.7376 -0.00128 0.2116  0.0328 0.29
1.265823 3.453 -0.6885 -0.00119 0.2417  0.0125 0.29
1.587302 3.393 -0.7101 -0.00089 0.2483  0.0103 0.29
2        3.241 -0.6741 -0.00081 0.2696 -0.0064  0.3
2.5      3.104 -0.6585 -0.00063  0.299 -0.0074  0.3
3.125    2.978 -0.6431 -0.00057 0.3258 -0.0103  0.3
4        2.814 -0.6108 -0.00046  0.349 -0.0299  0.3
5        2.671 -0.5942  -0.0004 0.3822 -0.0417 0.32
6.25     2.569 -0.6048 -0.00024 0.4324 -0.0641 0.34
7.692308 2.489 -0.6412   -3e-05  0.476 -0.0629 0.35
10       2.338 -0.6311        0 0.5357 -0.0737 0.38
`,
);

function evaluator(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  return withConstantTotal((ctx, out) => {
    for (let i = 0; i < ctx.length; i++) {
      const m = ctx.mag[i]!;
      const dm = m - 8;
      const h = m * m - 3.1 * m - 14.55;
      const r = Math.sqrt(ctx.rrup[i]! ** 2 + h * h);
      const lg = c.c0 + c.c3 * dm + c.c4 * dm * dm + c.c2 * r;
      out.mean[i] = LN10 * lg + c.c1 * Math.log(r) + LN_GAL_IN_G;
    }
  }, LN10 * c.sigma);
}

function atkinsonMacias2009(args: ModelArguments) {
  const options = readArguments(FACTS.name, args, {
    ba08_site_term: flagArgument(false),
    cb14_basin_term: flagArgument(false),
    m9_basin_term: flagArgument(false),
  });
  const basin = options.cb14_basin_term || options.m9_basin_term;
  const site = options.ba08_site_term;
  const facts: ModelFacts = {
    ...FACTS,
    ruptureColumns: site ? ["mag", "rake"] : FACTS.ruptureColumns,
    distanceColumns: site ? ["rjb", "rrup"] : FACTS.distanceColumns,
    siteColumns: basin ? ["vs30", "z2pt5"] : site ? ["vs30"] : FACTS.siteColumns,
  };
  return makeModel(facts, (imt) =>
    addSiteTerm(addSiteTerm(evaluator(imt), site ? booreAtkinsonSite(imt) : undefined), subductionBasin(imt, options)),
  );
}

export const atkinsonMacias2009Family: ModelFamily = { models: { AtkinsonMacias2009: atkinsonMacias2009 } };
