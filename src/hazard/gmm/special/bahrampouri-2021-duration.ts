/**
 * Bahrampouri, Rodriguez-Marek & Green (2021), Ground motion prediction equations for significant duration using the KiK-net database, Earthquake
 * Spectra 37(2), 903-920, eqs. 3-9.
 *
 * ln(s); rrup in km, z1pt0 in m (-999: the median of vs30). As in the reference the terms are rounded to four decimals.
 */

import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, plainModel } from "../make-model.ts";
import { isNormal45Inclusive, isReverse45Inclusive } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { rowEvaluator } from "../row-evaluator.ts";
import { NOT_MEASURED } from "../site/basin-depth.ts";

const CRUST_FACTS: ModelFacts = {
  name: "BahrampouriEtAldm2021Asc",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30", "z1pt0"],
  measures: ["RSD575", "RSD595"],
};

const INTERFACE_FACTS: ModelFacts = {
  ...CRUST_FACTS,
  name: "BahrampouriEtAldm2021SInter",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
};

const SLAB_FACTS: ModelFacts = {
  ...CRUST_FACTS,
  name: "BahrampouriEtAldm2021SSlab",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
};

const CRUST = coefficientTable(
  "m1 m2 m3_RS m3_SS m3_NS M1 M2 r1 r2 R1 s1 s2 s3 sig tau phi_s2s phi_ss",
  `
RSD595 0.6899  6.511   4.584  4.252 5.522 4 6.5 0.2196 0 60 -0.3008   0.00119  -0.1107 0.462 0.204 0.185 0.37
RSD575 0.7966 6.5107 0.06828 0.2902 0.613 4 6.5 0.1248 0 60 -0.1894 0.0003362 -0.03979 0.586 0.233 0.223 0.49
`,
);

const INTERFACE = coefficientTable(
  "m1 m2 m3_RS M1 M2 r1 r2 R1 s1 s2 s3 sig tau phi_s2s phi_ss",
  `
RSD595 0.2384   4.16 8.4117 5.5 8 0.08862 0.04194 200 -0.2875 0.001234 -0.03137 0.403 0.191 0.233 0.275
RSD575 0.4733 6.1623  0.515   5 8 0.07505  0.0156 200 -0.1464  0.00075    0.357  0.49 0.218 0.238 0.369
`,
);

const SLAB = coefficientTable(
  "m1 m2 m3_RS m3_SS m3_NS M1 M2 r1 r2 R1 s1 s2 s3 sig tau phi_s2s phi_ss",
  `
RSD595  0.385 4.1604 5.828  4.231  5.496 5.5 8  0.09936 0.02495 200  -0.244 0.001409 -0.04109 0.458 0.194 0.245 0.335
RSD575 0.4232 5.1674 0.975 0.3965 0.8712   5 8 0.057576 0.01316 200 -0.1431  0.00144  0.04534 0.593 0.261 0.288 0.449
`,
);

type Common = Coefficients<"m1 m2 m3_RS M1 M2 r1 r2 R1 s1 s2 s3 sig tau phi_ss phi_s2s">;

/** To four decimals, ties to even. */
function rounded(x: number): number {
  const scaled = x * 1e4;
  const low = Math.floor(scaled);
  const rest = scaled - low;
  const up = rest > 0.5 || (rest === 0.5 && low % 2 !== 0);
  return (up ? low + 1 : low) / 1e4;
}

function medianZ1(vs30: number): number {
  return Math.exp((-5.23 / 2) * Math.log((vs30 ** 2 + 412.39 ** 2) / (1360 ** 2 + 412.39 ** 2)) - 0.9);
}

function pathDuration(c: Common, mag: number, rrup: number): number {
  const slope = c.r1 + c.r2 * (mag - 4);
  if (rrup <= c.R1) return rounded(slope * rrup);
  const growth = Math.min(Math.max((mag - c.M1) / (c.M2 - c.M1), 0), 1);
  return rounded(slope * (c.R1 + growth * (rrup - c.R1)));
}

function siteTerm(c: Common, vs30: number, z1: number): number {
  const median = medianZ1(vs30);
  const difference = z1 === NOT_MEASURED ? 0 : rounded(z1 - median);
  return rounded(c.s1 * Math.log(Math.min(vs30, 600) / 600) + c.s2 * Math.min(difference, 250) + c.s3);
}

function evaluator(c: Common, mechanism: (rake: number) => number): GroundMotionEvaluator {
  return rowEvaluator(
    (ctx, i) => {
      const m = ctx.mag[i]!;
      const source = rounded(10 ** (c.m1 * (m - c.m2)) + mechanism(ctx.rake[i]!));
      return Math.log(source + pathDuration(c, m, ctx.rrup[i]!)) + siteTerm(c, ctx.vs30[i]!, ctx.z1pt0[i]!);
    },
    { tau: c.tau, phi: Math.hypot(c.phi_ss, c.phi_s2s), sigma: c.sig },
  );
}

function byMechanism(c: Coefficients<"m3_RS m3_SS m3_NS">): (rake: number) => number {
  return (rake) => {
    if (isReverse45Inclusive(rake)) return c.m3_RS;
    return isNormal45Inclusive(rake) ? c.m3_NS : c.m3_SS;
  };
}

export const bahrampouri2021Duration: ModelFamily = {
  models: {
    BahrampouriEtAldm2021Asc: plainModel(CRUST_FACTS, (imt) => {
      const c = CRUST.at(imt);
      return evaluator(c, byMechanism(c));
    }),
    BahrampouriEtAldm2021SSlab: plainModel(SLAB_FACTS, (imt) => {
      const c = SLAB.at(imt);
      return evaluator(c, byMechanism(c));
    }),
    BahrampouriEtAldm2021SInter: plainModel(INTERFACE_FACTS, (imt) => {
      const c = INTERFACE.at(imt);
      return evaluator(c, () => c.m3_RS);
    }),
  },
};
