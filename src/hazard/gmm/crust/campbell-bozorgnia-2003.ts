/**
 * Campbell & Bozorgnia (2003), Updated near-source ground-motion (attenuation) relations for the horizontal and vertical components
 * of peak ground acceleration and acceleration response spectra, BSSA 93(1), 314-331, eqs. 1-9; and the firm rock version of the 2007
 * hazard model of Alaska.
 *
 * ln(g); rrup (for the seismogenic distance of the paper) and rjb in km. Very firm soil from vs30 368, soft rock above 421, firm rock above 830
 * m/s. Total standard deviation only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, type CoefficientTable, coefficientTable } from "../coefficients.ts";
import { plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import { isReverse22Inclusive } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { modelVariants, type RowFunction, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "CampbellBozorgnia2003",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["dip", "mag", "rake"],
  distanceColumns: ["rjb", "rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA", "SA"],
};

const NSHMP_2007_FACTS: ModelFacts = {
  ...FACTS,
  name: "CampbellBozorgnia2003NSHMP2007",
  siteColumns: [],
  referenceVelocity: 760,
};

type Columns = "c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 c12 c13 c14 c15 c16";
type Row = Coefficients<Columns>;

const HORIZONTAL = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 c12 c13 c14 c15 c16",
  `
PGA  -4.033 0.812  0.036 -1.061 0.041 -0.005 -0.018 0.766  0.034  0.343 0.351 -0.123 -0.138 -0.289  0.37  0.92
0.05  -3.74 0.812  0.036 -1.121 0.058 -0.004 -0.028 0.724  0.032  0.302 0.362  -0.14 -0.158 -0.205  0.37  0.94
0.08 -3.076 0.812   0.05 -1.252 0.121 -0.005 -0.051 0.648   0.04  0.243 0.333  -0.15 -0.196 -0.208  0.37 0.952
0.1  -2.661 0.812   0.06 -1.308 0.166 -0.009 -0.068 0.621  0.046  0.224 0.313 -0.146 -0.253 -0.258  0.37 0.958
0.15  -2.27 0.812  0.041 -1.324 0.212 -0.033 -0.081 0.613  0.031  0.318 0.344 -0.176 -0.267 -0.284  0.37 0.974
0.2  -2.771 0.812   0.03 -1.153 0.098 -0.014 -0.038 0.704  0.026  0.296 0.342 -0.148 -0.183 -0.359  0.37 0.981
0.3  -2.999 0.812  0.007  -1.08 0.059 -0.007 -0.022 0.752  0.007  0.359 0.385 -0.162 -0.157 -0.585  0.37 0.984
0.4  -3.511 0.812 -0.015 -0.964 0.024 -0.002 -0.005 0.842 -0.016  0.379 0.438 -0.078 -0.129 -0.557  0.37 0.987
0.5  -3.556 0.812 -0.035 -0.964 0.023 -0.002 -0.004 0.842 -0.036  0.406 0.479 -0.122  -0.13 -0.701  0.37  0.99
0.75 -3.709 0.812 -0.071 -0.964 0.021 -0.002 -0.002 0.842 -0.074  0.347 0.419 -0.108 -0.124 -0.796 0.331 1.021
1    -3.867 0.812 -0.101 -0.964 0.019      0      0 0.842 -0.105  0.329 0.338 -0.073 -0.072 -0.858 0.281 1.021
1.5  -4.093 0.812  -0.15 -0.964 0.019      0      0 0.842 -0.155  0.217 0.188 -0.079 -0.056 -0.954  0.21 1.021
2    -4.311 0.812  -0.18 -0.964 0.019      0      0 0.842 -0.187   0.06 0.064 -0.124 -0.116 -0.916  0.16 1.021
3    -4.817 0.812 -0.193 -0.964 0.019      0      0 0.842   -0.2 -0.079 0.021 -0.154 -0.117 -0.873 0.089 1.021
4    -5.211 0.812 -0.202 -0.964 0.019      0      0 0.842 -0.209 -0.061 0.057 -0.054 -0.261 -0.889 0.039 1.021
`,
);

const VERTICAL = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 c12 c13 c14 c15 c16",
  `
PGA  -3.108 0.756      0 -1.287 0.142 0.046  -0.04 0.587      0 0.253 0.173 -0.135 -0.138 -0.256  0.63 0.975
0.05 -1.918 0.756      0 -1.517 0.309 0.069 -0.023 0.498      0 0.058   0.1 -0.195 -0.274 -0.219  0.63 1.031
0.08 -1.504 0.756      0 -1.551 0.343 0.083      0 0.487      0 0.135 0.182 -0.224 -0.303 -0.263  0.63 1.031
0.1  -1.672 0.756      0 -1.473 0.282 0.062  0.001 0.513      0 0.168  0.21 -0.198 -0.275 -0.252  0.63 1.031
0.15 -2.323 0.756      0  -1.28 0.171 0.045  0.008 0.591      0 0.223 0.238  -0.17 -0.175  -0.27  0.63 1.031
0.2  -2.998 0.756      0 -1.131 0.089 0.028  0.004 0.668      0 0.234 0.256 -0.098 -0.041 -0.311 0.571 1.031
0.3  -3.721 0.756  0.007 -1.028  0.05  0.01  0.004 0.736  0.007 0.249 0.328 -0.026  0.082 -0.265 0.488 1.031
0.4  -4.536 0.756 -0.015 -0.812 0.012     0      0 0.931 -0.018 0.299 0.317 -0.017  0.022 -0.257 0.428 1.031
0.5  -4.651 0.756 -0.035 -0.812 0.012     0      0 0.931 -0.043 0.243 0.354  -0.02  0.092 -0.293 0.383 1.031
0.75 -4.903 0.756 -0.071 -0.812 0.012     0      0 0.931 -0.087 0.295 0.418  0.078  0.091 -0.349 0.299 1.031
1     -4.95 0.756 -0.101 -0.812 0.012     0      0 0.931 -0.124 0.266 0.315  0.043  0.101 -0.481  0.24 1.031
1.5  -5.073 0.756  -0.15 -0.812 0.012     0      0 0.931 -0.184 0.171 0.211 -0.038 -0.018 -0.518  0.24 1.031
2    -5.292 0.756  -0.18 -0.812 0.012     0      0 0.931 -0.222 0.114 0.115  0.033 -0.022 -0.503  0.24 1.031
3    -5.748 0.756 -0.193 -0.812 0.012     0      0 0.931 -0.238 0.179 0.159  -0.01 -0.047 -0.539  0.24 1.031
4    -6.042 0.756 -0.202 -0.812 0.012     0      0 0.931 -0.248 0.237 0.134 -0.059 -0.267 -0.606  0.24 1.031
`,
);

const NSHMP_2007 = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 c12 c13 c14 c15 c16",
  `
PGA -4.033 0.812  0.036 -1.061 0.041 -0.005 -0.018 0.766  0.034 0.343 0.351 -0.123 -0.138 -0.289  0.37  0.92
0.1 -2.661 0.812   0.06 -1.308 0.166 -0.009 -0.068 0.621  0.046 0.224 0.313 -0.146 -0.253 -0.299  0.37 0.958
0.2 -2.771 0.812   0.03 -1.153 0.098 -0.014 -0.038 0.704  0.026 0.296 0.342 -0.148 -0.183  -0.33  0.37 0.981
0.3 -2.999 0.812  0.007  -1.08 0.059 -0.007 -0.022 0.752  0.007 0.359 0.385 -0.162 -0.157 -0.453  0.37 0.984
0.5 -3.556 0.812 -0.035 -0.964 0.023 -0.002 -0.004 0.842 -0.036 0.406 0.479 -0.122  -0.13 -0.528  0.37  0.99
1   -3.867 0.812 -0.101 -0.964 0.019      0      0 0.842 -0.105 0.329 0.338 -0.073 -0.072 -0.607 0.281 1.021
2   -4.311 0.812  -0.18 -0.964 0.019      0      0 0.842 -0.187  0.06 0.064 -0.124 -0.116 -0.649  0.16 1.021
`,
);

/** What the site adds near (g of eq. 3) and far (eq. 6) of the source. */
interface Site {
  readonly near: number;
  readonly far: number;
  readonly isFirm: boolean;
}

function siteOf(c: Row, vs30: number): Site {
  if (vs30 < 368) return { near: c.c5, far: 0, isFirm: false };
  if (vs30 <= 421) return { near: c.c5 + c.c6, far: c.c12, isFirm: true };
  if (vs30 <= 830) return { near: c.c5 + c.c6, far: c.c13, isFirm: true };
  return { near: c.c5 + c.c7, far: c.c14, isFirm: true };
}

function lnMotion(c: Row, site: Site, mag: number, rrup: number, rake: number, dip: number): number {
  const m2 = (8.5 - mag) ** 2;
  const saturation = site.near * Math.exp(c.c8 * mag + c.c9 * m2);
  const isReverse = isReverse22Inclusive(rake);
  const mechanism = isReverse ? (dip > 45 ? c.c10 : c.c11) : 0;
  return c.c1 + c.c2 * mag + c.c3 * m2 + c.c4 * Math.log(Math.hypot(rrup, saturation)) + mechanism + site.far;
}

/** Growth of the hanging-wall effect with distance, eq. 9. */
function nearness(c: Row, rrup: number): number {
  return c.c15 * (rrup < 8 ? rrup / 8 : 1);
}

/** Eqs. 7-9: reverse faults dipping up to 70 degrees, on firm ground within 5 km of the surface projection. */
function hangingWall(
  c: Row,
  isFirm: boolean,
  mag: number,
  rrup: number,
  rjb: number,
  rake: number,
  dip: number,
): number {
  if (!isFirm || rjb >= 5 || dip > 70 || !isReverse22Inclusive(rake)) return 0;
  return ((5 - rjb) / 5) * Math.min(Math.max(mag - 5.5, 0), 1) * nearness(c, rrup);
}

function deviation(c: Row): RowFunction {
  return (ctx, i) => c.c16 - (ctx.mag[i]! < 7.4 ? 0.07 * ctx.mag[i]! : 0.518);
}

function worldwide(imt: IntensityMeasure, table: CoefficientTable<Columns>): GroundMotionEvaluator {
  const c = table.at(imt);
  return rowEvaluator(
    (ctx, i) => {
      const m = ctx.mag[i]!;
      const r = ctx.rrup[i]!;
      const site = siteOf(c, ctx.vs30[i]!);
      return (
        lnMotion(c, site, m, r, ctx.rake[i]!, ctx.dip[i]!) +
        hangingWall(c, site.isFirm, m, r, ctx.rjb[i]!, ctx.rake[i]!, ctx.dip[i]!)
      );
    },
    { total: deviation(c) },
  );
}

/** Half soft, half firm rock; the hanging-wall effect is neither bounded in distance and magnitude nor tied to reverse faults. */
function alaska(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = NSHMP_2007.at(imt);
  const site: Site = { near: c.c5 + 0.5 * (c.c6 + c.c7), far: c.c14, isFirm: true };
  return rowEvaluator(
    (ctx, i) => {
      const m = ctx.mag[i]!;
      const r = ctx.rrup[i]!;
      const dip = ctx.dip[i]!;
      const hanging = dip <= 70 ? ((5 - ctx.rjb[i]!) / 5) * Math.min(m - 5.5, 1) * nearness(c, r) : 0;
      return lnMotion(c, site, m, r, ctx.rake[i]!, dip) + hanging;
    },
    { total: deviation(c) },
  );
}

export const campbellBozorgnia2003: ModelFamily = {
  models: {
    CampbellBozorgnia2003NSHMP2007: plainModel(NSHMP_2007_FACTS, alaska),
    ...modelVariants(FACTS, worldwide, {
      CampbellBozorgnia2003: { options: HORIZONTAL },
      CampbellBozorgnia2003Vertical: { options: VERTICAL, facts: { component: "Vertical" } },
    }),
  },
};
