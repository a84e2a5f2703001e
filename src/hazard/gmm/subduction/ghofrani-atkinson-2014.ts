/**
 * Ghofrani & Atkinson (2014), Ground motion prediction equations for interface earthquakes of M7 to M9 based on empirical data from
 * Japan, BEE 12, 549-571, eqs. 1-4; factors to Cascadian sites, and an upper and a lower epistemic branch.
 *
 * log10 of cm/s2 and cm/s in the paper, ln(g) and ln(cm/s) here; rrup in km. Magnitude 7 to 9, rrup up to 600 km.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, LN_GAL_IN_G, LN10, plainModel, withConstantDeviations } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";

const FACTS: ModelFacts = {
  name: "GhofraniAtkinson2014",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["backarc", "vs30"],
  measures: ["PGA", "PGV", "SA"],
  validity: { magnitude: [7, 9], distance: 600 },
};

export const GHOFRANI_ATKINSON_2014 = coefficientTable(
  "c0 a b c1 c2 c3 sig_init af sigma tau sig_tot",
  `
PGV   3.39   0.854 0.2795  -0.0007 -0.00099 -0.331 0.195      0 0.195 0.138 0.238
PGA  4.646  2.8193 0.1908 -0.00219 -0.00298 -0.219 0.284 -0.301 0.284 0.196 0.345
0.07 4.888  3.1807 0.1759 -0.00236 -0.00329 -0.046 0.313 -0.357 0.313 0.215  0.38
0.09 5.022  3.3592   0.17 -0.00244 -0.00346  0.027 0.326 -0.357 0.326  0.22 0.393
0.11 5.082  3.4483 0.1669 -0.00245 -0.00356   0.01 0.329 -0.319 0.329 0.218 0.394
0.14 5.072  3.5005 0.1604  -0.0024 -0.00357 -0.082 0.324 -0.272 0.324 0.212 0.387
0.18 5.051  3.4463  0.165 -0.00235 -0.00358  -0.18 0.312 -0.237 0.312 0.206 0.374
0.22 5.015  3.3178 0.1763 -0.00235 -0.00355 -0.289  0.31 -0.183  0.31 0.202  0.37
0.27 4.958  3.2008 0.1839 -0.00233 -0.00346 -0.386 0.312 -0.114 0.312 0.199  0.37
0.34 4.907  3.0371  0.197 -0.00231 -0.00333 -0.438 0.307 -0.046 0.307 0.191 0.361
0.42  4.82  2.7958 0.2154 -0.00224 -0.00315  -0.52 0.295  0.002 0.295 0.171 0.341
0.53 4.706  2.5332 0.2331 -0.00213  -0.0029 -0.606 0.276  0.007 0.276 0.155 0.316
0.65 4.587  2.3234 0.2435   -0.002 -0.00262 -0.672 0.257  0.011 0.257 0.147 0.296
0.81 4.464  2.1321 0.2522 -0.00183 -0.00234 -0.705 0.249  0.014 0.249 0.131 0.281
1.01 4.336  1.9852 0.2561 -0.00158 -0.00205  -0.69 0.249  0.021 0.249 0.115 0.274
1.25 4.214  1.8442 0.2599 -0.00133 -0.00177 -0.646 0.261  0.089 0.261  0.11 0.283
1.56 4.105  1.6301  0.273 -0.00112 -0.00152 -0.578 0.274  0.139 0.274 0.113 0.296
1.92  3.99  1.4124 0.2851 -0.00086 -0.00125 -0.518 0.285  0.174 0.285 0.121  0.31
2.44 3.829  1.1154 0.3015 -0.00059 -0.00097 -0.513 0.275  0.129 0.275 0.132 0.305
3.03 3.657  0.7965 0.3197 -0.00039 -0.00075 -0.554 0.264  0.079 0.264 0.137 0.298
3.7  3.502  0.5093 0.3361 -0.00023 -0.00057 -0.574 0.252  0.044 0.252 0.138 0.287
4.55 3.351  0.2578 0.3497   -5e-05  -0.0004 -0.561 0.237  0.013 0.237 0.147 0.279
5.88 3.232 -0.1469 0.3835        0 -0.00027 -0.491 0.218      0 0.218 0.151 0.265
7.14 3.122 -0.5012 0.4119        0 -0.00019 -0.462 0.201      0 0.201 0.148  0.25
9.09 2.985 -1.0932 0.4641        0 -0.00019 -0.413 0.175      0 0.175 0.155 0.233
`,
);

/** `branch`: -1 lower, 0 central, 1 upper. */
export function ghofraniAtkinson2014Evaluator(
  imt: IntensityMeasure,
  cascadia: boolean,
  branch: -1 | 0 | 1,
): GroundMotionEvaluator {
  const c = GHOFRANI_ATKINSON_2014.at(imt);
  const units = imt.kind === "PGV" ? 0 : LN_GAL_IN_G;
  const level = c.a + (cascadia ? c.af : 0);
  return withConstantDeviations(
    (ctx, out) => {
      for (let i = 0; i < ctx.length; i++) {
        const r = ctx.rrup[i]!;
        const lg =
          level +
          c.b * ctx.mag[i]! -
          0.5 * Math.log10(r * r + 3600) +
          (ctx.backarc[i]! !== 0 ? c.c2 : c.c1) * r +
          c.c3 * Math.log10(ctx.vs30[i]! / 760) +
          branch * Math.min(0.15 + 0.0007 * r, 0.35);
        out.mean[i] = LN10 * lg + units;
      }
    },
    LN10 * c.tau,
    LN10 * c.sigma,
  );
}

function variant(name: string, cascadia: boolean, branch: -1 | 0 | 1) {
  return plainModel({ ...FACTS, name }, (imt) => ghofraniAtkinson2014Evaluator(imt, cascadia, branch));
}

export const ghofraniAtkinson2014: ModelFamily = {
  models: {
    GhofraniAtkinson2014: variant("GhofraniAtkinson2014", false, 0),
    GhofraniAtkinson2014Upper: variant("GhofraniAtkinson2014Upper", false, 1),
    GhofraniAtkinson2014Lower: variant("GhofraniAtkinson2014Lower", false, -1),
    GhofraniAtkinson2014Cascadia: variant("GhofraniAtkinson2014Cascadia", true, 0),
    GhofraniAtkinson2014CascadiaUpper: variant("GhofraniAtkinson2014CascadiaUpper", true, 1),
    GhofraniAtkinson2014CascadiaLower: variant("GhofraniAtkinson2014CascadiaLower", true, -1),
  },
};
