/**
 * Wang et al. (2025), Ground-motion models for Arias intensity, cumulative absolute velocity, and duration parameters in Turkiye, Soil Dynamics and
 * Earthquake Engineering.
 *
 * ln of m/s, g s and s; rjb, ztor in km. As the reference has it, outside the ramps the standard deviations are the magnitudes that bound them
 * instead of the values there.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, plainModel } from "../make-model.ts";
import { isNormal30, isReverse30 } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "WangEtAl2025",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag", "rake", "ztor"],
  distanceColumns: ["rjb"],
  siteColumns: ["vs30"],
  measures: ["CAV", "IA", "RSD575", "RSD595"],
  doi: "10.1016/j.soildyn.2025.109440",
};

const COEFFICIENTS = coefficientTable(
  "c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 c12 b1 b2 b3 b4 b6 vref tau1 tau2 phi1 phi2",
  `
IA     -11.1415 2.0755 -0.9198      0 -3.7481  0.2951  5.347 -0.4587      0  0.3435 -0.0146 -1.3411 -0.0084 6.3 999 4.6 5.5  800 760 0.746 0.564 1.006 1.006
CAV     -4.8074 1.1833 -0.3845      0 -1.5225  0.1191 6.2075  -0.178      0  0.1614 -0.0077 -0.7554 -0.0033 6.3 999 4.6 5.5  800 760 0.346 0.303 0.459 0.459
RSD575  -2.2988 0.3366  0.2848 2.2215    1.25 -0.1161 4.5577  0.2115 0.1011 -0.0557       0 -0.0999  0.0023 4.5 7.6 5.2   6 1200 370 0.236 0.164 0.429 0.362
RSD595  -0.3917 0.2813  0.1272 1.8806  0.8438 -0.0721  3.252  0.1817 0.0753 -0.0437       0 -0.1698  0.0021 4.5 7.6 5.1 5.9 1200 370 0.195  0.17  0.35 0.308
`,
);

type Row = ReturnType<typeof COEFFICIENTS.at>;

/** Normal events count from magnitude b3, in full from b4. */
function mechanism(c: Row, mag: number, rake: number): number {
  if (isReverse30(rake)) return c.c8;
  if (!isNormal30(rake)) return 0;
  return c.c7 * Math.min(Math.max((mag - c.b3) / (c.b4 - c.b3), 0), 1);
}

function ramp(low: number, high: number, from: number, to: number, mag: number): number {
  if (mag <= from) return from;
  return mag > to ? to : low + ((high - low) * (mag - from)) / (to - from);
}

function evaluator(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  return rowEvaluator(
    (ctx, i) => {
      const m = ctx.mag[i]!;
      const rjb = ctx.rjb[i]!;
      return (
        c.c0 +
        c.c1 * m +
        c.c2 * Math.max(m - c.b1, 0) +
        c.c3 * Math.max(m - c.b2, 0) +
        (c.c4 + c.c5 * m) * Math.log(Math.hypot(rjb, c.c6)) +
        mechanism(c, m, ctx.rake[i]!) +
        c.c9 * Math.log(ctx.ztor[i]! + 1) +
        c.c11 * Math.log(Math.min(ctx.vs30[i]!, c.b6) / c.vref) +
        c.c12 * Math.max(rjb - 80, 0)
      );
    },
    {
      tau: (ctx, i) => ramp(c.tau1, c.tau2, 6, 6.5, ctx.mag[i]!),
      phi: (ctx, i) => ramp(c.phi1, c.phi2, 5, 6.5, ctx.mag[i]!),
    },
  );
}

export const wang2025: ModelFamily = { models: { WangEtAl2025: plainModel(FACTS, evaluator) } };
