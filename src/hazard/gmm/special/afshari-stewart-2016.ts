/**
 * Afshari & Stewart (2016), Physically parameterized prediction equations for significant duration in active crustal regions, Earthquake
 * Spectra 32(4), 2057-2081, eqs. 1-12, with the basin depths of California or Japan.
 *
 * ln(s); rrup in km. The reference subtracts the median basin depth in km from z1pt0 in m (-999: none), as is done here. Magnitude 3 to 8, up to
 * 300 km.
 */

import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS } from "../make-model.ts";
import { isNormal45Inclusive, isReverse45Inclusive } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { modelVariants, rowEvaluator } from "../row-evaluator.ts";
import { californiaZ1, japanZ1, NOT_MEASURED } from "../site/basin-depth.ts";

const FACTS: ModelFacts = {
  name: "AfshariStewart2016",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30", "z1pt0"],
  measures: ["RSD2080", "RSD575", "RSD595"],
  validity: { magnitude: [3, 8], distance: 300 },
};

const COEFFICIENTS = coefficientTable(
  "m1 m2 b0N b0R b0SS b0U b1N b1R b1SS b1U b2 b3 c1 c2 c3 c4 c5 vref tau1 tau2 phi1 phi2",
  `
RSD575  5.35 7.15 1.555 0.7806  1.279   1.28 4.992 7.061 5.578 5.576 0.9011 -1.684 0.1159 0.1065 0.0682 -0.2246 0.0006 368.2 0.28 0.25 0.54 0.41
RSD595   5.2  7.4 2.541  1.612  2.302  2.182  3.17 4.536 3.467 3.628 0.9443 -3.911 0.3165 0.2539 0.0932 -0.3183 0.0006 369.9 0.25 0.19 0.43 0.35
RSD2080  5.2  7.4 1.409 0.7729 0.8804 0.8822 4.778 6.579 6.188 6.182 0.7414 -3.164 0.0646 0.0865 0.0373 -0.4237 0.0005 369.6  0.3 0.19 0.56 0.45
`,
);

type Row = ReturnType<typeof COEFFICIENTS.at>;

const REFERENCE_MAGNITUDE = 6;
const R1 = 10;
const R2 = 50;
const LARGEST_VS30 = 600;
const LARGEST_DEPTH_DIFFERENCE = 200;

function mechanism(c: Row, rake: number): readonly [b0: number, b1: number] {
  if (isReverse45Inclusive(rake)) return [c.b0R, c.b1R];
  return isNormal45Inclusive(rake) ? [c.b0N, c.b1N] : [c.b0SS, c.b1SS];
}

/** Source duration (s): constant for small earthquakes, then the inverse of the corner frequency. */
function sourceDuration(c: Row, mag: number, rake: number): number {
  const [b0, b1] = mechanism(c, rake);
  if (mag <= c.m1) return b0;
  const lnStress = b1 + c.b2 * (Math.min(mag, c.m2) - REFERENCE_MAGNITUDE) + c.b3 * Math.max(mag - c.m2, 0);
  const moment = 10 ** (1.5 * mag + 16.05);
  return 1 / (4.9e6 * 3.2 * Math.cbrt(Math.exp(lnStress) / moment));
}

function pathDuration(c: Row, r: number): number {
  return c.c1 * Math.min(r, R1) + c.c2 * Math.min(Math.max(r - R1, 0), R2 - R1) + c.c3 * Math.max(r - R2, 0);
}

function evaluator(imt: IntensityMeasure, medianDepth: (vs30: number) => number): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  return rowEvaluator(
    (ctx, i) => {
      const v = ctx.vs30[i]!;
      const z1 = ctx.z1pt0[i]!;
      const difference = z1 === NOT_MEASURED ? 0 : z1 - medianDepth(v) / 1000;
      const site =
        c.c4 * Math.log(Math.min(v, LARGEST_VS30) / c.vref) + c.c5 * Math.min(difference, LARGEST_DEPTH_DIFFERENCE);
      return Math.log(sourceDuration(c, ctx.mag[i]!, ctx.rake[i]!) + pathDuration(c, ctx.rrup[i]!)) + site;
    },
    {
      tau: (ctx, i) => c.tau1 + (c.tau2 - c.tau1) * Math.min(Math.max((ctx.mag[i]! - 6.5) / 0.5, 0), 1),
      phi: (ctx, i) => c.phi1 + (c.phi2 - c.phi1) * Math.min(Math.max((ctx.mag[i]! - 5.5) / 0.25, 0), 1),
    },
  );
}

export const afshariStewart2016: ModelFamily = {
  models: modelVariants(FACTS, evaluator, {
    AfshariStewart2016: { options: californiaZ1 },
    AfshariStewart2016Japan: { options: japanZ1 },
  }),
};
