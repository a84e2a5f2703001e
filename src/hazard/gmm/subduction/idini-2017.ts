/**
 * Idini, Rojas, Ruiz & Pasten (2017), Ground motion prediction equations for the Chilean subduction zone, Bulletin of Earthquake
 * Engineering 15(5), 1853-1880, eqs. 1-5.
 *
 * log10(g) in the paper, ln(g) here; interface: rhypo below magnitude 7.7, rrup above; slab: rhypo, depth in km. `soiltype` 2 to 6 are the
 * soil types I to V of the paper, every other one is rock (vs30 1530 m/s).
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, LN10, plainModel } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { type RowFunction, rowEvaluator } from "../row-evaluator.ts";

const INTERFACE_FACTS: ModelFacts = {
  name: "IdiniEtAl2017SInter",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag"],
  distanceColumns: ["rhypo", "rrup"],
  siteColumns: ["soiltype", "vs30"],
  measures: ["PGA", "SA"],
};

const SLAB_FACTS: ModelFacts = {
  ...INTERFACE_FACTS,
  name: "IdiniEtAl2017SSlab",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
  ruptureColumns: ["hypo_depth", "mag"],
};

const COEFFICIENTS = coefficientTable(
  "c1 c2 c9 c8 dc1 dc2 sigma_e sigma_r c3 c5 dc3 s2 s3 s4 s5 s6",
  `
PGA  -2.8548 0.7741 -0.03958 0.00586 2.5699 -0.4761 0.172 0.232 -0.97558 -0.00174 -0.52745 -0.584 -0.322 -0.109 -0.095 -0.212
0.01 -2.8424 0.8052 -0.04135 0.00584  2.737 -0.5191 0.173 0.231 -1.02993 -0.00175 -0.50466 -0.523 -0.262   -0.1 -0.092 -0.193
0.02 -2.8337 0.8383 -0.04325 0.00583 2.9087  -0.564 0.176 0.233 -1.08567 -0.00176 -0.48043 -0.459 -0.208 -0.092 -0.089 -0.177
0.03 -2.8235 0.8838 -0.04595 0.00586 3.0735 -0.6227 0.178 0.235 -1.15951 -0.00176  -0.4249  -0.39  -0.16 -0.085 -0.088 -0.164
0.05 -2.7358 0.9539 -0.05033 0.00621 3.2147 -0.7079  0.19 0.241  -1.2864 -0.00178 -0.31239 -0.306 -0.088 -0.075  -0.09 -0.146
0.07 -2.6004 0.9808 -0.05225 0.00603 3.0851 -0.7425 0.213 0.251 -1.34644 -0.00181 -0.17995 -0.351 -0.056 -0.069 -0.096 -0.141
0.1  -2.4891 0.9544  -0.0506 0.00571 2.8091 -0.7055 0.195 0.255 -1.32353 -0.00182 -0.13208 -0.524 -0.087  -0.07 -0.113 -0.156
0.15 -2.6505 0.9232 -0.04879  0.0056  2.626  -0.627  0.16 0.255 -1.17687 -0.00183 -0.26451 -0.691 -0.336 -0.095 -0.166 -0.245
0.2  -3.0096 0.9426 -0.05034 0.00573 2.6063 -0.5976 0.157 0.268 -1.04508 -0.00182 -0.39105 -0.671 -0.547 -0.127 -0.209 -0.359
0.25 -3.3321 0.9578 -0.05143 0.00507 2.3654  -0.582 0.142 0.264 -0.94363 -0.00178 -0.34348 -0.584 -0.674 -0.178 -0.235 -0.444
0.3  -3.5422 0.9441 -0.05052 0.00428 2.2017 -0.5412 0.141  0.26 -0.84814 -0.00173 -0.36695 -0.506  -0.73 -0.258 -0.234 -0.491
0.4  -3.3985 0.7773 -0.03885 0.00308 1.6367 -0.3448 0.157 0.263 -0.69278 -0.00166 -0.46301 -0.386 -0.718 -0.423 -0.164 -0.535
0.5  -2.8041 0.5069 -0.01973 0.00257 0.7621 -0.0617 0.152 0.261 -0.57899 -0.00161 -0.54098   -0.3 -0.635 -0.537  -0.11 -0.557
0.75 -4.4588 0.8691 -0.04179 0.00135 2.1003 -0.4349 0.146 0.252 -0.56887 -0.00158 -0.46266 -0.276 -0.395 -0.575 -0.358 -0.599
1    -5.3391 1.0167 -0.04999 0.00045  2.561 -0.5678 0.153 0.247 -0.53282 -0.00154 -0.42314 -0.275 -0.254 -0.462  -0.67 -0.584
1.5  -6.1204 1.1005 -0.05426 0.00068 2.8923 -0.5898 0.152 0.246 -0.46263 -0.00145 -0.58519 -0.249 -0.238   -0.3 -0.801 -0.522
2    -7.0334 1.2501 -0.06356 0.00051 3.3941 -0.7009 0.157 0.245 -0.40594 -0.00139 -0.65999 -0.218 -0.231  -0.22 -0.746 -0.479
3    -8.2507 1.4652 -0.07797 0.00066 4.0033 -0.8465 0.155 0.231 -0.33957 -0.00137 -0.79004  -0.18 -0.219  -0.21 -0.628 -0.461
4    -8.7433 1.4827 -0.07863 0.00063 3.9337 -0.8134  0.16 0.228 -0.26479 -0.00137 -0.86545 -0.171 -0.218 -0.212 -0.531 -0.448
5    -8.9927  1.463 -0.07638 0.00067 3.7576 -0.7642 0.167 0.232 -0.22333 -0.00137 -0.88735 -0.168 -0.218 -0.203 -0.438 -0.439
7.5  -9.8245 1.6383  -0.0862 0.00108 4.3948 -0.9313 0.164 0.231 -0.30346 -0.00131 -0.91259 -0.168 -0.218 -0.153 -0.256 -0.435
10   -9.8671 1.5877 -0.08168 0.00014 4.3875 -0.8892 0.176 0.204 -0.33771 -0.00117 -0.96363 -0.168 -0.218 -0.125 -0.231 -0.435
`,
);

type Row = Coefficients<"c1 c2 c9 c8 dc1 dc2 sigma_e sigma_r c3 c5 dc3 s2 s3 s4 s5 s6">;

const REFERENCE_MAGNITUDE = 5;
const ROCK_VS30 = 1530;
/** Depth (km) the slab term is centred on. */
const REFERENCE_DEPTH = 50;
const GEOMETRIC_SLOPE = 0.1;

function siteTerm(c: Row): RowFunction {
  const bySoil = [0, 0, c.s2, c.s3, c.s4, c.s5, c.s6];
  return (ctx, i) => {
    const factor = bySoil[ctx.soiltype[i]!] ?? 0;
    return factor === 0 ? 0 : factor * Math.log10(ctx.vs30[i]! / ROCK_VS30);
  };
}

function interfaceMean(c: Row): RowFunction {
  return (ctx, i) => {
    const m = ctx.mag[i]!;
    const dm = m - REFERENCE_MAGNITUDE;
    const r = m < 7.7 ? ctx.rhypo[i]! : ctx.rrup[i]!;
    const saturation = 5 * 10 ** (0.35 * dm);
    return c.c1 + c.c2 * m + c.c9 * m * m + (c.c3 + GEOMETRIC_SLOPE * dm) * Math.log10(r + saturation) + c.c5 * r;
  };
}

function slabMean(c: Row): RowFunction {
  return (ctx, i) => {
    const m = ctx.mag[i]!;
    const r = ctx.rhypo[i]!;
    const slope = c.c3 + c.dc3 + GEOMETRIC_SLOPE * (m - REFERENCE_MAGNITUDE);
    const source = c.c1 + c.dc1 + (c.c2 + c.dc2) * m + c.c8 * (ctx.hypo_depth[i]! - REFERENCE_DEPTH);
    return source + slope * Math.log10(r) + c.c5 * r;
  };
}

function evaluator(imt: IntensityMeasure, rockMean: (c: Row) => RowFunction): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const rock = rockMean(c);
  const site = siteTerm(c);
  return rowEvaluator((ctx, i) => LN10 * (rock(ctx, i) + site(ctx, i)), {
    tau: c.sigma_e * LN10,
    phi: c.sigma_r * LN10,
  });
}

export const idini2017: ModelFamily = {
  models: {
    IdiniEtAl2017SInter: plainModel(INTERFACE_FACTS, (imt) => evaluator(imt, interfaceMean)),
    IdiniEtAl2017SSlab: plainModel(SLAB_FACTS, (imt) => evaluator(imt, slabMean)),
  },
};
