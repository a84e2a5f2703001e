/**
 * Abrahamson, Kuehn, Gulerce, Gregor, Bozorgnia, Parker, Stewart, Chiou, Idriss, Campbell & Youngs (2018), Update of the BC Hydro subduction
 * ground-motion model using the NGA-subduction dataset, PEER report 2018/02, eqs. 3.1-3.15, adjusted to Cascadia, with the lower and upper epistemic
 * branches.
 *
 * ln(g); rrup, ztor in km, vs30 up to 1000 m/s.
 */
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { modelVariants, type RowFunction, rowEvaluator } from "../row-evaluator.ts";

const INTERFACE_FACTS: ModelFacts = {
  name: "AbrahamsonEtAl2018SInter",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA", "SA"],
};

const COEFFICIENTS = coefficientTable(
  "C1inter vlin b a1 a2 a4 a6 a11 a12 a13 a14 adj_int adj_slab phi0 tau0 rho_w rho_b SINTER_LOW SINTER_HIGH SSLAB_LOW SSLAB_HIGH",
  `
PGA    8.2  865.1 -1.186  2.34047 -1.044 0.59 -0.00705  0.017  0.818 -0.0135 -0.223 1.04398007004686   0.8342922160217 0.61  0.58      1      1 -0.3 0.3  -0.5  0.5
0.01   8.2  865.1 -1.186  2.34047 -1.044 0.59 -0.00705  0.017  0.818 -0.0135 -0.223 1.04398007004686   0.8342922160217 0.61  0.58      1      1 -0.3 0.3  -0.5  0.5
0.02   8.2  865.1 -1.219  2.36005 -1.044 0.59 -0.00707  0.017  0.857 -0.0135 -0.196  1.0460352342765  0.79173401239125 0.61  0.58      1      1 -0.3 0.3  -0.5  0.5
0.03   8.2  907.8 -1.273  2.38396  -1.08 0.59  -0.0071  0.017  0.921 -0.0135 -0.128 1.23377425709977  0.70576030699887 0.61  0.58  0.991  0.991 -0.3 0.3  -0.5  0.5
0.05   8.2 1053.5 -1.346  2.44598  -1.11 0.59 -0.00725  0.018  1.007 -0.0138  -0.13 1.34342293514146   0.9760103290697 0.61  0.58  0.973  0.973 -0.3 0.3  -0.5  0.5
0.075  8.2 1085.7 -1.471  2.75111  -1.11 0.59 -0.00758  0.018  1.225 -0.0142  -0.13 1.32123133203975   0.9920217692103 0.61  0.58  0.952  0.952 -0.3 0.3  -0.5  0.5
0.1    8.2 1032.5 -1.624  3.01943  -1.11 0.59 -0.00788  0.018  1.457 -0.0145  -0.13 1.32307413547709  0.99825322734373 0.61  0.58  0.929  0.929 -0.3 0.3  -0.5  0.5
0.15   8.2  877.6 -1.931  3.34867 -1.084 0.59  -0.0082 0.0175  1.849 -0.0153 -0.156 1.20604738361364  0.91891214881125 0.61  0.56  0.896  0.896 -0.3 0.3  -0.5  0.5
0.2    8.2  748.2 -2.188  3.28397 -1.027 0.62 -0.00835  0.017  2.082 -0.0162 -0.172 1.14232895808973  0.87856284947151 0.61  0.54  0.874  0.874 -0.3 0.3  -0.5  0.5
0.25   8.2  654.3 -2.381  3.21131 -0.983 0.64 -0.00835  0.016   2.24 -0.0172 -0.184 1.04808298000789  0.81234114576059 0.61  0.52  0.856  0.856 -0.3 0.3 -0.46 0.46
0.3    8.2  587.1 -2.518  3.14548 -0.947 0.66 -0.00828 0.0152  2.341 -0.0183 -0.194 0.94565364697989  0.74536286357934 0.61 0.505  0.841  0.841 -0.3 0.3 -0.42 0.42
0.4    8.2    503 -2.657  2.99656  -0.89 0.68 -0.00797  0.014  2.415 -0.0206  -0.21 0.79394049645376  0.62046390803996 0.61  0.48  0.818  0.818 -0.3 0.3 -0.38 0.38
0.5    8.2  456.6 -2.669  2.83921 -0.845 0.68  -0.0077  0.013  2.359 -0.0231 -0.223 0.66202915411124  0.54491903264494 0.61  0.46  0.783  0.783 -0.3 0.3 -0.34 0.34
0.6    8.2  430.3 -2.599  2.65827 -0.809 0.68  -0.0074 0.0122  2.227 -0.0256 -0.233 0.53601960759514  0.45568525725929 0.61  0.45 0.7315 0.7315 -0.3 0.3  -0.3  0.3
0.75  8.15  410.5 -2.401  2.34577  -0.76 0.68 -0.00698 0.0113  1.949 -0.0296 -0.245 0.35555118688641  0.32581112214331 0.61  0.45   0.68   0.68 -0.3 0.3  -0.3  0.3
1      8.1    400 -1.955  1.85131 -0.698 0.68 -0.00645   0.01  1.402 -0.0363 -0.261         0.242825  0.22809166666667 0.61  0.45  0.607  0.607 -0.3 0.3  -0.3  0.3
1.5   8.05    400 -1.025  1.21559 -0.612 0.68  -0.0057 0.0082  0.329 -0.0493 -0.285       -0.0768025 -0.01107333333333 0.61  0.45 0.5004  0.504 -0.3 0.3  -0.3  0.3
2        8    400 -0.299  0.64875  -0.55 0.68  -0.0051  0.007 -0.487  -0.061 -0.301         -0.20847          -0.08503 0.61  0.45 0.4301  0.431 -0.3 0.3  -0.3  0.3
2.5   7.95    400      0  0.08221 -0.501 0.68 -0.00465  0.006  -0.77 -0.0711 -0.313       -0.2095575 -0.05003166666667 0.61  0.45 0.3795 0.3795 -0.3 0.3  -0.3  0.3
3      7.9    400      0 -0.36926  -0.46 0.68  -0.0043 0.0052   -0.7 -0.0798 -0.323       -0.2166025 -0.01508333333333 0.61  0.45  0.328  0.328 -0.3 0.3  -0.3  0.3
4     7.85    400      0 -1.03439 -0.455 0.68  -0.0039  0.004 -0.607 -0.0935 -0.282         -0.06406  0.06239166666667 0.61  0.45 0.2505  0.255 -0.3 0.3  -0.3  0.3
5      7.8    400      0 -1.51967  -0.45 0.73  -0.0037  0.003  -0.54  -0.098  -0.25        0.0645975  0.06338666666667 0.61  0.45    0.2    0.2 -0.3 0.3  -0.3  0.3
6      7.8    400      0 -1.81025  -0.45 0.78 -0.00357 0.0022 -0.479  -0.098  -0.25          0.09014           0.09661 0.61  0.45    0.2    0.2 -0.3 0.3  -0.3  0.3
7.5    7.8    400      0 -2.17269  -0.45 0.84  -0.0034 0.0013 -0.393  -0.098  -0.25        0.1379325          0.125775 0.61  0.45    0.2    0.2 -0.3 0.3  -0.3  0.3
10     7.8    400      0 -2.71182  -0.45 0.93 -0.00327      0  -0.35  -0.098  -0.25          0.31434  0.23962833333333 0.61  0.45    0.2    0.2 -0.3 0.3  -0.3  0.3
`,
);

type Row = ReturnType<typeof COEFFICIENTS.at>;

const SOIL_N = 1.18;
const SOIL_C = 1.88;
const SATURATION = 10;
const A3 = 0.1;
const A9 = 0.4;
/** Extra of slab events, and their hinge magnitude. */
const A10 = 1.73;
const SLAB_HINGE = 7.2;
const PHI_AMPLIFICATION = 0.3;
const ROCK_VS30 = 1000;

interface Options {
  readonly slab: boolean;
  readonly branch?: "low" | "high";
}

/** Motion without the site term, adjusted to Cascadia. */
function path(c: Row, slab: boolean): RowFunction {
  const hinge = slab ? SLAB_HINGE : c.C1inter;
  const constant = slab ? c.a1 + c.a4 * (SLAB_HINGE - c.C1inter) + A10 + c.adj_slab : c.a1 + c.adj_int;
  const spreading = slab ? c.a2 + c.a14 : c.a2;
  return (ctx, i) => {
    const m = ctx.mag[i]!;
    const r = ctx.rrup[i]!;
    const depth = slab ? c.a11 * (Math.min(ctx.ztor[i]!, 100) - 60) : 0;
    return (
      constant +
      c.a4 * Math.min(m - hinge, 0) +
      c.a13 * (10 - m) ** 2 +
      depth +
      (spreading + A3 * (m - 7.8)) * Math.log(r + SATURATION * Math.exp(A9 * (m - 6))) +
      c.a6 * r
    );
  };
}

function siteTerm(c: Row, vs30: number, pgaRock: number): number {
  const ratio = Math.min(vs30, ROCK_VS30) / c.vlin;
  if (vs30 >= c.vlin) return (c.a12 + c.b * SOIL_N) * Math.log(ratio);
  const nonLinear = Math.log(pgaRock + SOIL_C * ratio ** SOIL_N) - Math.log(pgaRock + SOIL_C);
  return c.a12 * Math.log(ratio) + c.b * nonLinear;
}

/** Derivative of ln amplification to ln PGA on rock. */
function amplificationSlope(c: Row, vs30: number, pgaRock: number): number {
  if (vs30 >= c.vlin) return 0;
  return c.b * pgaRock * (1 / (pgaRock + SOIL_C * (vs30 / c.vlin) ** SOIL_N) - 1 / (pgaRock + SOIL_C));
}

function epistemic(c: Row, options: Options): number {
  if (options.branch === undefined) return 0;
  if (options.slab) return options.branch === "high" ? c.SSLAB_HIGH : c.SSLAB_LOW;
  return options.branch === "high" ? c.SINTER_HIGH : c.SINTER_LOW;
}

function evaluator(imt: IntensityMeasure, options: Options): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const pga = COEFFICIENTS.at(PGA);
  const spectral = path(c, options.slab);
  const rock = path(pga, options.slab);
  const rockSite = (pga.a12 + pga.b * SOIL_N) * Math.log(ROCK_VS30 / pga.vlin);
  const shift = epistemic(c, options);
  const phiB2 = c.phi0 ** 2 - PHI_AMPLIFICATION ** 2;
  const phiPga2 = pga.phi0 ** 2 - PHI_AMPLIFICATION ** 2;
  const crossPhi = 2 * Math.sqrt(phiB2 * phiPga2) * c.rho_w;
  const crossTau = 2 * c.tau0 * pga.tau0 * c.rho_b;
  const pgaRock: RowFunction = (ctx, i) => Math.exp(rock(ctx, i) + rockSite);
  const slope: RowFunction = (ctx, i) => amplificationSlope(c, ctx.vs30[i]!, pgaRock(ctx, i));
  return rowEvaluator((ctx, i) => spectral(ctx, i) + siteTerm(c, ctx.vs30[i]!, pgaRock(ctx, i)) + shift, {
    tau: (ctx, i) => {
      const d = slope(ctx, i);
      return Math.sqrt(c.tau0 ** 2 * (1 + d * d) + crossTau * d);
    },
    phi: (ctx, i) => {
      const d = slope(ctx, i);
      return Math.sqrt(c.phi0 ** 2 + d * d * phiB2 + crossPhi * d);
    },
  });
}

const SLAB: Partial<ModelFacts> = {
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
  ruptureColumns: ["mag", "ztor"],
};

export const abrahamson2018: ModelFamily = {
  models: modelVariants(INTERFACE_FACTS, evaluator, {
    AbrahamsonEtAl2018SInter: { options: { slab: false } },
    AbrahamsonEtAl2018SInterHigh: { options: { slab: false, branch: "high" } },
    AbrahamsonEtAl2018SInterLow: { options: { slab: false, branch: "low" } },
    AbrahamsonEtAl2018SSlab: { options: { slab: true }, facts: SLAB },
    AbrahamsonEtAl2018SSlabHigh: { options: { slab: true, branch: "high" }, facts: SLAB },
    AbrahamsonEtAl2018SSlabLow: { options: { slab: true, branch: "low" }, facts: SLAB },
  }),
};
