/**
 * Abrahamson & Gulerce (2020), Regionalized ground-motion models for subduction earthquakes based on the NGA-SUB database, PEER
 * 2020/25, eqs. 4.1-5.9; Earthquake Spectra 38(4), 2022.
 *
 * ln(g); rrup and ztor in km, z2pt5 in km (-999: the regional reference). Magnitude 6 to 9.5 (interface), 5 to 8 (slab), rrup up to 800 km. Options:
 * region, adjustment to the data of Alaska or Cascadia, US basin taper (Cascadia), bias of the global model in Alaska (2023), epistemic
 * shift of the median, non-ergodic standard deviation.
 */

import { InputError } from "../../../input-error.ts";
import type { ContextBlock } from "../../context-block.ts";
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, type CoefficientTable, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, makeModel } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelArguments, ModelFacts, ModelFamily } from "../model.ts";
import { choiceArgument, flagArgument, numberArgument, readArguments } from "../model-arguments.ts";
import { NOT_MEASURED, usgsBasinTaperZ25 } from "../site/basin-depth.ts";
import { ALASKA_BIAS, refuseBias } from "./alaska-bias-2023.ts";
import { slabBackArc } from "./nz-nshm-2022.ts";

const INTERFACE_FACTS: ModelFacts = {
  name: "AbrahamsonGulerce2020SInter",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
  component: "Average Horizontal (RotD50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA", "SA"],
  referenceVelocity: 1000,
  validity: { distance: 800 },
};

const SLAB_FACTS: ModelFacts = {
  ...INTERFACE_FACTS,
  name: "AbrahamsonGulerce2020SSlab",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
  ruptureColumns: ["mag", "ztor"],
};

export const ABRAHAMSON_GULERCE_2020 = coefficientTable(
  "c1i vlin b a1 a2 a6 a7 a8 a10 a11 a12 a13 a14 a16 a17 a18 a19 a20 a21 a22 a23 a24 a25 a26 a27 a28 a29 a30 a31 a32 a33 a34 a35 a36 a37 a39 a41 USA-AK_Adj CAS_Adj d1 d2 rhoW rhoB phi_s2s_g1 phi_s2s_g2 phi_s2s_g3 e1 e2 e3",
  `
PGA    8.2  865.1 -1.186  4.596  -1.45 -0.0043  3.21 0.044  3.21  0.007    0.9      0 -0.46  0.09 0   -0.2 0      0  0.04  0.04     0 0.0015  0.0007  0.0036 -0.0004 0.0025  0.0006 0.0033  3.7783  3.3468  3.8025  5.0361  4.6272  4.8044  3.5669     0 -0.029  0.487  0.828 0.325 0.137    1     1 0.396 0.396 0.545  0.55  -0.27  0.05
0.01   8.2  865.1 -1.186  4.596  -1.45 -0.0043  3.21 0.044  3.21  0.007    0.9      0 -0.46  0.09 0   -0.2 0      0  0.04  0.04     0 0.0015  0.0007  0.0036 -0.0004 0.0025  0.0006 0.0033  3.7783  3.3468  3.8025  5.0361  4.6272  4.8044  3.5669     0 -0.029  0.487  0.828 0.325 0.137    1     1 0.396 0.396 0.545  0.55  -0.27  0.05
0.02   8.2  865.1 -1.219  4.678  -1.45 -0.0043  3.21 0.044  3.21  0.007  1.008      0 -0.46  0.09 0   -0.2 0      0  0.04  0.04     0 0.0015  0.0006  0.0036 -0.0005 0.0025  0.0005 0.0033  3.8281  3.4401  3.9053  5.1375  4.6958  4.8943  3.6425     0 -0.024  0.519  0.825 0.325 0.137 0.99  0.99 0.396 0.396 0.545  0.55  -0.27  0.05
0.03   8.2  907.8 -1.273  4.773  -1.45 -0.0044  3.21 0.044  3.21  0.007  1.127      0 -0.46  0.09 0   -0.2 0      0  0.04  0.04     0 0.0015  0.0006  0.0037 -0.0007 0.0025  0.0005 0.0034  3.8933  3.5087  4.0189  5.2699  4.7809  5.0028  3.7063     0 -0.034  0.543  0.834 0.325 0.137 0.99  0.99 0.396 0.396 0.545  0.55  -0.27  0.05
0.05   8.2 1053.5 -1.346  5.029  -1.45 -0.0046  3.21 0.044  3.21  0.007  1.333      0 -0.46  0.09 0   -0.2 0      0  0.04  0.04     0 0.0011  0.0006  0.0039 -0.0009 0.0026  0.0004 0.0036  4.2867  3.6553  4.2952  5.6157  5.0211  5.2819  3.9184     0 -0.061  0.435  0.895 0.325 0.137 0.97 0.985 0.396 0.467 0.644  0.56  -0.27  0.05
0.075  8.2 1085.7 -1.471  5.334  -1.45 -0.0047  3.21 0.044  3.21  0.007  1.565      0 -0.46  0.09 0   -0.2 0      0  0.06  0.06     0 0.0011  0.0004  0.0039 -0.0009 0.0026  0.0003 0.0037   4.594  3.9799  4.5464  6.0204  5.3474  5.6123  4.2207     0 -0.076   0.41  0.863 0.325 0.137 0.95  0.98 0.396 0.516 0.713  0.58  -0.27  0.05
0.1    8.2 1032.5 -1.624  5.455  -1.45 -0.0048  3.21 0.044  3.21  0.007  1.679      0 -0.46  0.09 0   -0.2 0      0   0.1   0.1     0 0.0012  0.0003  0.0039 -0.0008 0.0026  0.0003 0.0038  4.7077  4.1312  4.6138  6.1625  5.5065  5.7668  4.3536     0 -0.049  0.397  0.842 0.325 0.137 0.92  0.97 0.396 0.516 0.713  0.59  -0.27  0.05
0.15   8.2  877.6 -1.931  5.376 -1.425 -0.0047  3.21 0.044  3.21  0.007  1.853      0 -0.46  0.09 0 -0.186 0 -0.055 0.135 0.135 0.069 0.0013 -0.0002  0.0037 -0.0009 0.0022  0.0001 0.0037  4.6065  4.2737   4.529  5.9614   5.518  5.7313  4.3664     0 -0.026  0.428  0.737 0.325 0.137  0.9  0.96 0.396 0.516 0.647  0.59  -0.27  0.05
0.2    8.2  748.2 -2.188  4.936 -1.335 -0.0045  3.21 0.043  3.21 0.0062  2.022      0 -0.46 0.084 0  -0.15 0 -0.105  0.17  0.17  0.14 0.0013 -0.0007  0.0031  -0.001 0.0018 -0.0001 0.0035  4.1866   3.965  4.1656   5.392  5.1668  5.2943  4.0169     0 -0.011  0.442  0.746 0.325 0.137 0.87  0.94 0.396 0.516 0.596  0.57  -0.27  0.05
0.25   8.2  654.3 -2.381  4.636 -1.275 -0.0043  3.21 0.042  3.21 0.0056  2.181      0 -0.46  0.08 0  -0.14 0 -0.134  0.17  0.17 0.164 0.0013 -0.0009  0.0027 -0.0011 0.0016 -0.0003 0.0033  3.8515  3.6821  3.9147  5.0117  4.8744  5.0058   3.759 0.101 -0.009  0.494  0.796 0.325 0.137 0.84  0.93 0.396 0.501 0.539  0.53 -0.224 0.043
0.3    8.2  587.1 -2.518  4.423 -1.231 -0.0042  3.21 0.041  3.21 0.0051  2.281 -0.002 -0.46 0.078 0  -0.12 0  -0.15  0.17  0.17  0.19 0.0014  -0.001   0.002 -0.0009 0.0014 -0.0002 0.0032  3.5783  3.5415  3.7846  4.7057  4.6544  4.7588  3.5914 0.184  0.005  0.565  0.782 0.325 0.137 0.82  0.91 0.396 0.488 0.488  0.49 -0.186 0.037
0.4    8.2    503 -2.657  4.124 -1.165  -0.004  3.21  0.04  3.21 0.0043  2.379 -0.007 -0.47 0.075 0   -0.1 0  -0.15  0.17  0.17 0.206 0.0015  -0.001  0.0013 -0.0007 0.0011       0  0.003  3.2493  3.3256  3.5702  4.2896   4.366  4.3789  3.3704 0.315   0.04  0.625  0.768 0.325 0.137 0.74  0.86 0.396 0.468 0.468 0.425 -0.126 0.028
0.5    8.2  456.6 -2.669  3.838 -1.115 -0.0037  3.21 0.039  3.21 0.0037  2.339 -0.011 -0.48 0.072 0  -0.08 0  -0.15  0.17  0.17  0.22 0.0015 -0.0011  0.0009 -0.0007 0.0008  0.0002 0.0027  2.9818  3.1334  3.3552  3.9322  4.0779  4.0394  3.1564 0.416  0.097  0.634  0.728 0.325 0.137 0.66   0.8 0.396 0.451 0.451 0.375 -0.079 0.022
0.6    8.2  430.3 -2.599  3.562 -1.071 -0.0035  3.21 0.038  3.21 0.0033  2.217 -0.015 -0.49  0.07 0  -0.06 0  -0.15  0.17  0.17 0.225 0.0015 -0.0012  0.0006 -0.0007 0.0006  0.0002 0.0025  2.7784  2.9215  3.0922  3.6149  3.8146  3.7366  2.9584 0.499  0.145  0.581  0.701 0.325 0.137 0.59  0.78 0.396 0.438 0.438 0.345 -0.041 0.016
0.75  8.15  410.5 -2.401  3.152  -1.02 -0.0032  3.21 0.037  3.21 0.0027  1.946 -0.021  -0.5 0.067 0 -0.047 0  -0.15  0.17  0.17 0.217 0.0014 -0.0011  0.0003 -0.0007 0.0004  0.0002 0.0022   2.478   2.538  2.6572  3.1785  3.4391   3.293  2.6556   0.6  0.197  0.497  0.685 0.325 0.137  0.5  0.73 0.396  0.42  0.42   0.3  0.005 0.009
1      8.1    400 -1.955  2.544  -0.95 -0.0029  3.21 0.035  3.21 0.0019  1.416 -0.028 -0.51 0.063 0 -0.035 0  -0.15  0.17  0.17 0.185 0.0013 -0.0008  0.0001 -0.0008 0.0002  0.0001 0.0019  1.9252  1.9626  2.1459  2.5722  2.8056  2.6475  2.0667 0.731  0.269  0.469  0.642 0.325 0.137 0.41  0.69 0.396 0.396 0.396  0.24  0.065     0
1.5   8.05    400 -1.025  1.636  -0.86 -0.0026  3.21 0.034  3.21 0.0008  0.394 -0.041 -0.52 0.059 0 -0.018 0  -0.13  0.17  0.17 0.083 0.0014 -0.0004 -0.0001 -0.0008 0.0001       0 0.0016  0.9924  1.3568  1.3499  1.6499  1.8546  1.6842  1.3316 0.748  0.347  0.509  0.325 0.312 0.113 0.33  0.62 0.379 0.379 0.379  0.23  0.065     0
2        8    400 -0.299  1.076  -0.82 -0.0024  3.21 0.032  3.21      0 -0.417  -0.05 -0.53 0.059 0  -0.01 0  -0.11  0.17  0.17 0.045 0.0015  0.0002       0 -0.0007 0.0002       0 0.0014  0.4676   0.818  0.8148  1.0658   1.302  1.1002  0.7607 0.761  0.384  0.478  0.257 0.302 0.096  0.3  0.56 0.366 0.366 0.366  0.23  0.065     0
2.5   7.95    400      0  0.658 -0.798 -0.0022  3.21 0.031  3.21      0 -0.725 -0.057 -0.54  0.06 0 -0.005 0 -0.095  0.17  0.17 0.026 0.0014  0.0004       0 -0.0007 0.0002 -0.0002 0.0012  0.0579  0.4389  0.3979   0.631  0.8017  0.6737  0.3648  0.77  0.397  0.492  0.211 0.295 0.082 0.27  0.52 0.356 0.356 0.356  0.23  0.065     0
3      7.9    400      0  0.424 -0.793 -0.0021  3.13  0.03  3.13      0 -0.695 -0.065 -0.54 0.059 0      0 0 -0.085  0.17  0.17 0.035 0.0014  0.0007  0.0003 -0.0007 0.0004 -0.0002 0.0011 -0.1391  0.1046  0.1046  0.3882  0.5958  0.4126  0.1688 0.778  0.404   0.47  0.296 0.289 0.072 0.25 0.495 0.348 0.348 0.348  0.24  0.065     0
4     7.85    400      0  0.093 -0.793  -0.002 2.985 0.029 2.985      0 -0.638 -0.077 -0.54  0.05 0      0 0 -0.073  0.17  0.17 0.053 0.0014   0.001  0.0007 -0.0006 0.0006 -0.0002  0.001  -0.303 -0.1597 -0.2324  0.0164  0.3522  0.0097 -0.0323  0.79  0.397  0.336  0.232  0.28 0.055 0.22  0.43 0.335 0.335 0.335  0.27  0.065     0
5      7.8    400      0 -0.145 -0.793  -0.002 2.818 0.028 2.818      0 -0.597 -0.088 -0.54 0.043 0      0 0 -0.065  0.17  0.17 0.072 0.0014  0.0013  0.0014 -0.0004 0.0008 -0.0001  0.001 -0.4094 -0.2063 -0.5722 -0.2802  0.1874 -0.2715 -0.1516 0.799  0.378  0.228  0.034 0.273 0.041 0.19   0.4 0.324 0.324 0.324   0.3  0.065     0
6      7.8    400      0  -0.32 -0.793  -0.002 2.682 0.027 2.682      0 -0.561 -0.098 -0.54 0.038 0      0 0  -0.06  0.17  0.17 0.086 0.0014  0.0015  0.0015 -0.0003 0.0011       0  0.001  -0.501 -0.3223 -0.8631 -0.4822 -0.1243 -0.4591 -0.2217 0.807  0.358  0.151 -0.037 0.267  0.03 0.17  0.37 0.314 0.314 0.314  0.32  0.065     0
7.5    7.8    400      0 -0.556 -0.793  -0.002 2.515 0.026 2.515      0  -0.53  -0.11 -0.54 0.032 0      0 0 -0.055  0.17  0.17 0.115 0.0014  0.0017  0.0015 -0.0002 0.0014  0.0001  0.001 -0.6209 -0.4223 -1.1773 -0.7566 -0.3316 -0.6822 -0.3338 0.817  0.333  0.051 -0.178 0.259 0.017 0.14  0.32 0.301 0.301 0.301  0.35  0.065     0
10     7.8    400      0  -0.86 -0.793  -0.002   2.3 0.025   2.3      0 -0.486 -0.127 -0.54 0.024 0      0 0 -0.045  0.17  0.17 0.151 0.0014  0.0017  0.0015 -0.0001 0.0017  0.0002  0.001 -0.6221 -0.5909  -1.407  -1.087 -0.6783 -0.9173 -0.5441 0.829  0.281 -0.251 -0.313  0.25     0  0.1  0.28 0.286 0.286 0.286  0.35  0.065     0
`,
);

type Columns = typeof ABRAHAMSON_GULERCE_2020 extends CoefficientTable<infer Text> ? Text : never;
type Row = Coefficients<Columns>;
type Column = keyof Row;

export const ABRAHAMSON_GULERCE_REGIONS = ["GLO", "USA-AK", "CAS", "CAM", "JPN", "NZL", "SAM", "TWN"] as const;
export type AbrahamsonGulerceRegion = (typeof ABRAHAMSON_GULERCE_REGIONS)[number];

/** Slab magnitude break, and which coefficients a region changes (tables 4.3 and 4.4). */
interface Regional {
  readonly slabBreak: number;
  readonly base: Column;
  readonly anelastic?: Column;
  readonly site?: Column;
  readonly spreading?: Column;
}

const REGIONAL: { readonly [region in AbrahamsonGulerceRegion]: Regional } = {
  GLO: { slabBreak: 7.5, base: "a1" },
  "USA-AK": { slabBreak: 7.9, base: "a31", anelastic: "a24", site: "a17" },
  CAS: { slabBreak: 7.1, base: "a32", anelastic: "a25", site: "a18" },
  CAM: { slabBreak: 7.4, base: "a33", anelastic: "a26", site: "a19" },
  JPN: { slabBreak: 7.6, base: "a34", anelastic: "a27", site: "a20" },
  NZL: { slabBreak: 8, base: "a35", anelastic: "a28", site: "a21" },
  SAM: { slabBreak: 7.5, base: "a36", anelastic: "a29", site: "a22" },
  TWN: { slabBreak: 7.7, base: "a37", anelastic: "a30", site: "a23", spreading: "a16" },
};

const A3 = 0.1;
const A4 = 0.73;
const A9 = 0.4;
const A45 = 0.34;
const N = 1.18;
const C = 1.88;
const TAU = 0.47;
const PHI_AMP2 = 0.3 * 0.3;
const ROCK_VS30 = 1000;

export interface AbrahamsonGulerceOptions {
  readonly region: AbrahamsonGulerceRegion;
  readonly slab: boolean;
  readonly ergodic: boolean;
  readonly usaAdjustment: boolean;
  readonly usgsBasinScaling: boolean;
  readonly epsilon: number;
  readonly alaskaBias: boolean;
  /** Back-arc term of the New Zealand model, slab only. */
  readonly newZealand?: boolean;
}

/** One measure's coefficients with the region's changes made. */
interface Prepared {
  readonly c: Row;
  readonly constant: number;
  readonly breakMagnitude: number;
  readonly a4: number;
  readonly spreading: number;
  readonly anelastic: number;
  readonly site: number;
}

function prepare(imt: IntensityMeasure, { region, slab, usaAdjustment }: AbrahamsonGulerceOptions): Prepared {
  const c = ABRAHAMSON_GULERCE_2020.at(imt);
  const r = REGIONAL[region];
  let constant = c[r.base];
  if (usaAdjustment && region === "USA-AK") constant += c["USA-AK_Adj"];
  if (usaAdjustment && region === "CAS") constant += c.CAS_Adj;
  if (slab) constant += c.a10 + (A4 + A45) * (r.slabBreak - 7.5);
  return {
    c,
    constant,
    breakMagnitude: slab ? r.slabBreak : c.c1i,
    a4: slab ? A4 + A45 : A4,
    spreading: c.a2 + (r.spreading === undefined ? 0 : c[r.spreading]) + (slab ? c.a14 : 0),
    anelastic: c.a6 + (r.anelastic === undefined ? 0 : c[r.anelastic]),
    site: c.a12 + (r.site === undefined ? 0 : c[r.site]),
  };
}

/** Everything but the site, eqs. 4.1-4.6. */
function lnBeforeSite(p: Prepared, slab: boolean, ctx: ContextBlock, i: number): number {
  const { c } = p;
  const m = ctx.mag[i]!;
  const r = ctx.rrup[i]!;
  const dm = m - p.breakMagnitude;
  const lnR = Math.log(r + 10 * Math.exp(A9 * (m - 6)));
  let result =
    p.constant +
    c.a13 * (10 - m) ** 2 +
    (dm <= 0 ? p.a4 * dm : 0) +
    (p.spreading + A3 * (m - 7)) * lnR +
    p.anelastic * r;
  if (slab) {
    const top = ctx.ztor[i]!;
    result += top <= 50 ? c.a8 * (top - 50) : c.a11 * (Math.min(top, 200) - 50);
  }
  return result;
}

/** Basin term of Cascadia and Japan, eqs. 4.8-4.10, from z2pt5 in km. */
function basinTerm(
  imt: IntensityMeasure,
  c: Row,
  options: AbrahamsonGulerceOptions,
): ((vs30: number, z25: number) => number) | undefined {
  const { region, usgsBasinScaling } = options;
  if (region === "JPN")
    return (vs30, z25) => {
      const reference = Math.exp(Math.min(Math.max(7.3 - 2.066 * Math.log(vs30 / 170), 4.1), 7.3));
      const z = z25 === NOT_MEASURED ? reference : 1000 * z25;
      return c.a41 * Math.max(Math.log((z + 50) / (reference + 50)), -2);
    };
  if (region !== "CAS") return undefined;
  return (vs30, z25) => {
    const reference = Math.exp(Math.min(Math.max(8.52 - 0.88 * Math.log(vs30 / 200), 7.6), 8.52));
    const z = z25 === NOT_MEASURED ? reference : 1000 * z25;
    const excess = Math.log((z + 50) / (reference + 50));
    if (excess <= 0) return 0;
    // The reference passes metres to the taper, whose bounds are kilometres, so that it is 1 for real basins.
    return c.a39 * excess * (usgsBasinScaling ? usgsBasinTaperZ25(z, imt.period) : 1);
  };
}

/** Period dependence of the regional parts of phi, eq. 5.5. */
function periodTaper(corners: readonly [number, number, number, number], alpha: number, period: number): number {
  const [t1, t2, t3, t4] = corners;
  if (period <= t1) return 1 - alpha;
  if (period <= t2) return 1 - (alpha * Math.log(period / t2)) / Math.log(t1 / t2);
  if (period <= t3) return 1;
  return period < t4 ? Math.log(period / t4) / Math.log(t3 / t4) : 0;
}

/** Within-event variance on rock, eqs. 5.2-5.7; Central America, Japan and South America have more of it. */
export function abrahamsonGulerceVariance(
  c: Coefficients<"d1 d2">,
  region: AbrahamsonGulerceRegion,
  period: number,
  rrup: number,
): number {
  const share = Math.min(Math.max((rrup - 150) / 300, 0), 1);
  let variance = c.d1 + c.d2 * share;
  if (region !== "CAM" && region !== "JPN" && region !== "SAM") return variance;
  const alpha = Math.min(Math.max(1 - 0.0036 * (rrup - 250), 0.28), 1);
  const x = Math.min(Math.max((rrup - 225) / 225, 0), 1);
  variance += (0.109 + 0.062 * x + 0.47 * x * x) * periodTaper([0.03, 0.075, 0.2, 1], alpha, period);
  if (region !== "CAM") variance += 0.242 * periodTaper([0.03, 0.075, 0.1, 0.3], 0.42, period);
  return variance;
}

function siteToSite(c: Row, region: AbrahamsonGulerceRegion): number {
  if (region === "CAM") return c.phi_s2s_g2;
  return region === "JPN" || region === "SAM" ? c.phi_s2s_g3 : c.phi_s2s_g1;
}

export function abrahamsonGulerce2020(imt: IntensityMeasure, options: AbrahamsonGulerceOptions): GroundMotionEvaluator {
  const { region, slab, ergodic, epsilon } = options;
  const own = prepare(imt, options);
  const rock = prepare(PGA, options);
  const { c } = own;
  const rockSite = (rock.site + rock.c.b * N) * Math.log(ROCK_VS30 / rock.c.vlin);
  const basin = basinTerm(imt, c, options);
  const shift = options.alaskaBias ? ALASKA_BIAS.at(imt).bias_adj : 0;
  const station2 = ergodic ? 0 : siteToSite(c, region) ** 2;
  // For most regions the reference takes the site variance of the measure, not of PGA, in the rock term too.
  const grouped = region === "CAM" || region === "JPN" || region === "SAM";
  const arcOwn = slab && options.newZealand === true ? slabBackArc(imt) : undefined;
  const arcRock = slab && options.newZealand === true ? slabBackArc(PGA) : undefined;
  const stationRock2 = ergodic ? 0 : siteToSite(grouped ? rock.c : c, region) ** 2;
  return (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) {
      const r = ctx.rrup[i]!;
      const vs30 = ctx.vs30[i]!;
      const v = Math.min(vs30, ROCK_VS30);
      const lnRatio = Math.log(v / c.vlin);
      const pga = Math.exp(lnBeforeSite(rock, slab, ctx, i) + rockSite + (arcRock?.(ctx, i) ?? 0));
      let mean = lnBeforeSite(own, slab, ctx, i) + own.site * lnRatio + shift;
      let slope = 0;
      if (v >= c.vlin) mean += c.b * N * lnRatio;
      else {
        const soft = pga + C * Math.exp(N * lnRatio);
        mean += c.b * (Math.log(soft) - Math.log(pga + C));
        slope = c.b * pga * (1 / soft - 1 / (pga + C));
      }
      if (arcOwn !== undefined) mean += arcOwn(ctx, i);
      if (basin !== undefined) mean += basin(vs30, ctx.z2pt5[i]!);
      if (epsilon !== 0) {
        const x = Math.min(Math.max(r, 50), 500) / 100;
        mean += epsilon * (c.e1 + c.e2 * x + c.e3 * x * x);
      }
      out.mean[i] = mean;
      const linear = abrahamsonGulerceVariance(c, region, imt.period, r) - station2;
      let phi2 = linear;
      let tau2 = TAU * TAU;
      if (v < c.vlin) {
        const linearRock = pgaVariance(rock.c, region, r) - stationRock2;
        const phiB = Math.sqrt(linear - PHI_AMP2);
        const phiRockB = slope * Math.sqrt(linearRock - PHI_AMP2);
        phi2 += phiRockB * phiRockB + 2 * phiRockB * phiB * c.rhoW;
        tau2 *= 1 + slope * slope + 2 * slope * c.rhoB;
      }
      out.tau[i] = Math.sqrt(tau2);
      out.phi[i] = Math.sqrt(phi2);
      out.sigma[i] = Math.sqrt(tau2 + phi2);
    }
  };
}

/** The variance of PGA: that of the shortest periods. */
function pgaVariance(c: Row, region: AbrahamsonGulerceRegion, rrup: number): number {
  return abrahamsonGulerceVariance(c, region, 0, rrup);
}

function variant(name: string, facts: ModelFacts, slab: boolean) {
  return (args: ModelArguments) => {
    const read = readArguments(name, args, {
      region: choiceArgument(ABRAHAMSON_GULERCE_REGIONS, "GLO"),
      ergodic: flagArgument(true),
      apply_usa_adjustment: flagArgument(false),
      usgs_basin_scaling: flagArgument(false),
      sigma_mu_epsilon: numberArgument(0),
      ak23_bias_adj: flagArgument(false),
    });
    if (read.usgs_basin_scaling && read.region !== "CAS")
      throw new InputError(`${name}: usgs_basin_scaling is for the region CAS`, {
        parameter: "region",
        allowed: "CAS",
      });
    if (read.ak23_bias_adj) refuseBias(name, slab || read.region !== "GLO");
    const options: AbrahamsonGulerceOptions = {
      region: read.region,
      slab,
      ergodic: read.ergodic,
      usaAdjustment: read.apply_usa_adjustment,
      usgsBasinScaling: read.usgs_basin_scaling,
      epsilon: read.sigma_mu_epsilon,
      alaskaBias: read.ak23_bias_adj,
    };
    const siteColumns: ModelFacts["siteColumns"] =
      read.region === "CAS" || read.region === "JPN" ? ["vs30", "z2pt5"] : facts.siteColumns;
    return makeModel({ ...facts, name, siteColumns }, (imt) => abrahamsonGulerce2020(imt, options));
  };
}

function newZealandVariant(name: string, facts: ModelFacts, slab: boolean) {
  return (args: ModelArguments) => {
    const read = readArguments(name, args, {
      region: choiceArgument(ABRAHAMSON_GULERCE_REGIONS, "GLO"),
      ergodic: flagArgument(true),
      apply_usa_adjustment: flagArgument(false),
      sigma_mu_epsilon: numberArgument(0),
    });
    const options: AbrahamsonGulerceOptions = {
      region: read.region,
      slab,
      ergodic: read.ergodic,
      usaAdjustment: read.apply_usa_adjustment,
      usgsBasinScaling: false,
      epsilon: read.sigma_mu_epsilon,
      alaskaBias: false,
      newZealand: true,
    };
    const siteColumns: ModelFacts["siteColumns"] = [
      ...(slab ? (["backarc"] as const) : []),
      "vs30",
      ...(read.region === "CAS" || read.region === "JPN" ? (["z2pt5"] as const) : []),
    ];
    return makeModel({ ...facts, name, siteColumns }, (imt) => abrahamsonGulerce2020(imt, options));
  };
}

export const abrahamsonGulerce2020Family: ModelFamily = {
  models: {
    AbrahamsonGulerce2020SInter: variant("AbrahamsonGulerce2020SInter", INTERFACE_FACTS, false),
    AbrahamsonGulerce2020SSlab: variant("AbrahamsonGulerce2020SSlab", SLAB_FACTS, true),
    NZNSHM2022_AbrahamsonGulerce2020SInter: newZealandVariant(
      "NZNSHM2022_AbrahamsonGulerce2020SInter",
      INTERFACE_FACTS,
      false,
    ),
    NZNSHM2022_AbrahamsonGulerce2020SSlab: newZealandVariant("NZNSHM2022_AbrahamsonGulerce2020SSlab", SLAB_FACTS, true),
  },
  aliases: {
    NZNSHM2022_AbrahamsonGulerce2020SInterAlaska: ["NZNSHM2022_AbrahamsonGulerce2020SInter", { region: "USA-AK" }],
    NZNSHM2022_AbrahamsonGulerce2020SSlabAlaska: ["NZNSHM2022_AbrahamsonGulerce2020SSlab", { region: "USA-AK" }],
    NZNSHM2022_AbrahamsonGulerce2020SInterCascadia: ["NZNSHM2022_AbrahamsonGulerce2020SInter", { region: "CAS" }],
    NZNSHM2022_AbrahamsonGulerce2020SSlabCascadia: ["NZNSHM2022_AbrahamsonGulerce2020SSlab", { region: "CAS" }],
    NZNSHM2022_AbrahamsonGulerce2020SInterCentralAmericaMexico: [
      "NZNSHM2022_AbrahamsonGulerce2020SInter",
      { region: "CAM" },
    ],
    NZNSHM2022_AbrahamsonGulerce2020SSlabCentralAmericaMexico: [
      "NZNSHM2022_AbrahamsonGulerce2020SSlab",
      { region: "CAM" },
    ],
    NZNSHM2022_AbrahamsonGulerce2020SInterJapan: ["NZNSHM2022_AbrahamsonGulerce2020SInter", { region: "JPN" }],
    NZNSHM2022_AbrahamsonGulerce2020SSlabJapan: ["NZNSHM2022_AbrahamsonGulerce2020SSlab", { region: "JPN" }],
    NZNSHM2022_AbrahamsonGulerce2020SInterNewZealand: ["NZNSHM2022_AbrahamsonGulerce2020SInter", { region: "NZL" }],
    NZNSHM2022_AbrahamsonGulerce2020SSlabNewZealand: ["NZNSHM2022_AbrahamsonGulerce2020SSlab", { region: "NZL" }],
    NZNSHM2022_AbrahamsonGulerce2020SInterSouthAmerica: ["NZNSHM2022_AbrahamsonGulerce2020SInter", { region: "SAM" }],
    NZNSHM2022_AbrahamsonGulerce2020SSlabSouthAmerica: ["NZNSHM2022_AbrahamsonGulerce2020SSlab", { region: "SAM" }],
    NZNSHM2022_AbrahamsonGulerce2020SInterTaiwan: ["NZNSHM2022_AbrahamsonGulerce2020SInter", { region: "TWN" }],
    NZNSHM2022_AbrahamsonGulerce2020SSlabTaiwan: ["NZNSHM2022_AbrahamsonGulerce2020SSlab", { region: "TWN" }],
    AbrahamsonGulerce2020SInterAlaska: ["AbrahamsonGulerce2020SInter", { region: "USA-AK" }],
    AbrahamsonGulerce2020SSlabAlaska: ["AbrahamsonGulerce2020SSlab", { region: "USA-AK" }],
    AbrahamsonGulerce2020SInterCascadia: ["AbrahamsonGulerce2020SInter", { region: "CAS" }],
    AbrahamsonGulerce2020SSlabCascadia: ["AbrahamsonGulerce2020SSlab", { region: "CAS" }],
    AbrahamsonGulerce2020SInterCentralAmericaMexico: ["AbrahamsonGulerce2020SInter", { region: "CAM" }],
    AbrahamsonGulerce2020SSlabCentralAmericaMexico: ["AbrahamsonGulerce2020SSlab", { region: "CAM" }],
    AbrahamsonGulerce2020SInterJapan: ["AbrahamsonGulerce2020SInter", { region: "JPN" }],
    AbrahamsonGulerce2020SSlabJapan: ["AbrahamsonGulerce2020SSlab", { region: "JPN" }],
    AbrahamsonGulerce2020SInterNewZealand: ["AbrahamsonGulerce2020SInter", { region: "NZL" }],
    AbrahamsonGulerce2020SSlabNewZealand: ["AbrahamsonGulerce2020SSlab", { region: "NZL" }],
    AbrahamsonGulerce2020SInterSouthAmerica: ["AbrahamsonGulerce2020SInter", { region: "SAM" }],
    AbrahamsonGulerce2020SSlabSouthAmerica: ["AbrahamsonGulerce2020SSlab", { region: "SAM" }],
    AbrahamsonGulerce2020SInterTaiwan: ["AbrahamsonGulerce2020SInter", { region: "TWN" }],
    AbrahamsonGulerce2020SSlabTaiwan: ["AbrahamsonGulerce2020SSlab", { region: "TWN" }],
  },
};
