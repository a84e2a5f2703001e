/**
 * Akkar & Cagnan (2010), A local ground-motion predictive model for Turkey, and its comparison with other regional and global ground-motion
 * models, BSSA 100(6), 2978-2995, eqs. 1 and 2, with the soil response of Boore & Atkinson (2008).
 *
 * ln(cm/s2) and ln(cm/s) in the paper, ln(g) and ln(cm/s) here; rjb in km. Magnitude 5 to 7.6, up to 200 km.
 */
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, LN_GAL_IN_G, plainModel } from "../make-model.ts";
import { isNormal45, isReverse45 } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { galShift, rowEvaluator } from "../row-evaluator.ts";
import { atkinsonBooreSoil, soilAmplification } from "../site/atkinson-boore-soil.ts";

const FACTS: ModelFacts = {
  name: "AkkarCagnan2010",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["rjb"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  validity: { magnitude: [5, 7.6], distance: 200 },
};

const COEFFICIENTS = coefficientTable(
  "a1 a2 a3 a4 a5 a6 a7 a8 a9 sigma tau",
  `
PGV    5.60931 -0.513 -0.695   -0.258 -0.90393 0.21576 5.57472 -0.10481 0.07791 0.6154  0.526
PGA    8.92418 -0.513 -0.695 -0.18555 -1.25594 0.18105 7.33617 -0.02125 0.01851 0.6527 0.5163
0.03   8.85984 -0.513 -0.695 -0.17123 -1.25132 0.18421 7.46968  -0.0134 0.03512 0.6484 0.5148
0.05   9.05262 -0.513 -0.695 -0.15516 -1.28796  0.1984 7.26552  0.02076 0.01484 0.6622 0.5049
0.075   9.5667 -0.513 -0.695  -0.1384 -1.38817 0.20246 8.03646  0.07311 0.02492 0.6849 0.5144
0.1    9.85606 -0.513 -0.695 -0.11563 -1.43846 0.21833 8.84202  0.11044 -0.0062 0.7001 0.5182
0.15  10.43715 -0.513 -0.695 -0.17897 -1.46786 0.15588 9.39515  0.03555 0.19751 0.6958  0.549
0.2   10.63516 -0.513 -0.695 -0.21034 -1.44625  0.1159 9.60868 -0.03536 0.18594 0.6963 0.5562
0.25  10.12551 -0.513 -0.695 -0.25565 -1.27388 0.09426 7.54353 -0.10685 0.13574  0.706 0.5585
0.3   10.12745 -0.513 -0.695  -0.2702 -1.26899 0.08352 8.03144 -0.10685 0.13574 0.6718 0.5735
0.4    9.47855 -0.513 -0.695 -0.30498 -1.09793 0.06082 6.24042 -0.11197 0.16555 0.6699 0.5857
0.5    8.95147 -0.513 -0.695 -0.29877 -1.01703 0.09099 5.67936 -0.10118 0.23546 0.6455 0.5782
0.75   8.10498 -0.513 -0.695  -0.3349 -0.84365 0.08647 4.93842  -0.0456 0.10993 0.6463 0.6168
1      7.61737 -0.513 -0.695 -0.35366  -0.7584 0.09623  4.1259 -0.01936 0.19729 0.6485 0.6407
1.5    7.20427 -0.513 -0.695 -0.39858 -0.70134 0.11219 3.46535 -0.02618 0.21977   0.63 0.6751
2      6.70845 -0.513 -0.695 -0.39528 -0.70766 0.12032  3.8822 -0.03215 0.20584 0.6243 0.6574
`,
);

type Row = Coefficients<"a1 a2 a3 a4 a5 a6 a7 a8 a9 sigma tau">;

const HINGE_MAGNITUDE = 6.5;

/** ln motion (cm/s2 or cm/s) on rock. */
function lnRock(c: Row, mag: number, rake: number, rjb: number): number {
  const dm = mag - HINGE_MAGNITUDE;
  const mechanism = isReverse45(rake) ? c.a9 : isNormal45(rake) ? c.a8 : 0;
  return (
    c.a1 +
    (dm <= 0 ? c.a2 : c.a3) * dm +
    c.a4 * (8.5 - mag) ** 2 +
    (c.a5 + c.a6 * dm) * Math.log(Math.hypot(rjb, c.a7)) +
    mechanism
  );
}

function evaluator(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const pga = COEFFICIENTS.at(PGA);
  const soil = atkinsonBooreSoil(imt);
  const shift = galShift(imt);
  return rowEvaluator(
    (ctx, i) => {
      const lnPgaRock = lnRock(pga, ctx.mag[i]!, ctx.rake[i]!, ctx.rjb[i]!) + LN_GAL_IN_G;
      const rock = lnRock(c, ctx.mag[i]!, ctx.rake[i]!, ctx.rjb[i]!) + shift;
      return rock + soilAmplification(soil, ctx.vs30[i]!, lnPgaRock);
    },
    { tau: c.tau, phi: c.sigma },
  );
}

export const akkarCagnan2010: ModelFamily = { models: { AkkarCagnan2010: plainModel(FACTS, evaluator) } };
