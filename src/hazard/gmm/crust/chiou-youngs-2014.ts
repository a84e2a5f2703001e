/**
 * Chiou & Youngs (2014), Update of the Chiou and Youngs NGA model for the average horizontal component of peak ground motion and
 * response spectra, Earthquake Spectra 30(3), 1117-1153: eq. 11 (reference rock, 1130 m/s), 12 (site and basin), 13 (standard deviations).
 * Directivity (the direct point parameter) enters only ChiouYoungs2014NearFaultEffect. The mean of SA up to 0.3 s is at
 * least that of PGA.
 *
 * ln(g) or ln(cm/s); distances and ztor in km, z1pt0 in m (-999: the regional median), angles in degrees. Magnitude 3.5 to 8.5 (8 for
 * normal and reverse), rrup up to 300 km, vs30 180 to 1500 m/s, ztor up to 20 km.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { InputError } from "../../../input-error.ts";
import type { ContextBlock } from "../../context-block.ts";
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, type CoefficientTable, coefficientsFromText, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, makeModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import { isNormal60Inclusive, isReverse30Inclusive, RADIANS } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelArguments, ModelEnvironment, ModelFacts, ModelFamily } from "../model.ts";
import {
  choiceArgument,
  flagArgument,
  numberArgument,
  optionalNumber,
  readArguments,
  textArgument,
} from "../model-arguments.ts";
import { shiftByEpistemic } from "../nga-west2-epistemic.ts";
import { changes } from "../rupture-rows.ts";
import { californiaZ1, japanZ1, NOT_MEASURED, usgsBasinTaperZ1 } from "../site/basin-depth.ts";

export const CHIOU_YOUNGS_2014_FACTS: ModelFacts = {
  name: "ChiouYoungs2014",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal (RotD50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["dip", "mag", "rake", "ztor"],
  distanceColumns: ["rjb", "rrup", "rx"],
  siteColumns: ["vs30", "vs30measured", "z1pt0"],
  measures: ["PGA", "PGV", "SA"],
  referenceVelocity: 1130,
  doi: "10.1193/072813EQS219M",
  validity: { magnitude: [3.5, 8.5], distance: 300, vs30: [180, 1500] },
};

export const CHIOU_YOUNGS_2014 = coefficientTable(
  "c1 c1a c1b c1c c1d cn cm c2 c3 c4 c4a crb c5 chm c6 c7 c7b c8 c8a c8b c9 c9a c9b c11 c11b cg1 cg2 cg3 phi1 phi2 phi3 phi4 phi5 phi6 gjpit gwn phi1jp phi5jp phi6jp tau1 tau2 sig1 sig2 sig3 sig2jp",
  `
PGA   -1.5065  0.165  -0.255  -0.165  0.255 16.0875 4.9993 1.06 1.9636 -2.1 -0.5 50 6.4551 3.0956 0.4908 0.0352  0.0462      0 0.2695 0.4833 0.9228 0.1202 6.8607 0 -0.4536 -0.007146 -0.006758 4.2542  -0.521 -0.1417  -0.00701 0.102151      0 300 1.5817 0.7594 -0.6846  0.459 800    0.4   0.26 0.4912 0.3762    0.8 0.4528
PGV    2.3549  0.165 -0.0626  -0.165 0.0626  3.3024  5.423 1.06 2.3152 -2.1 -0.5 50 5.8096 3.0514 0.4407 0.0324  0.0097 0.2154 0.2695      5 0.3079    0.1    6.5 0 -0.3834 -0.001852 -0.007403 4.3439 -0.7936 -0.0699 -0.008444     5.41 0.0202 300 2.2306  0.335 -0.7966 0.9488 800 0.3894 0.2578 0.4785 0.3629 0.7504 0.3918
0.01  -1.5065  0.165  -0.255  -0.165  0.255 16.0875 4.9993 1.06 1.9636 -2.1 -0.5 50 6.4551 3.0956 0.4908 0.0352  0.0462      0 0.2695 0.4833 0.9228 0.1202 6.8607 0 -0.4536 -0.007146 -0.006758 4.2542  -0.521 -0.1417  -0.00701 0.102151      0 300 1.5817 0.7594 -0.6846  0.459 800    0.4   0.26 0.4912 0.3762    0.8 0.4528
0.02  -1.4798  0.165  -0.255  -0.165  0.255 15.7118 4.9993 1.06 1.9636 -2.1 -0.5 50 6.4551 3.0963 0.4925 0.0352  0.0472      0 0.2695 1.2144 0.9296 0.1217 6.8697 0 -0.4536 -0.007249 -0.006758 4.2386 -0.5055 -0.1364 -0.007279  0.10836      0 300  1.574 0.7606 -0.6681  0.458 800 0.4026 0.2637 0.4904 0.3762    0.8 0.4551
0.03  -1.2972  0.165  -0.255  -0.165  0.255 15.8819 4.9993 1.06 1.9636 -2.1 -0.5 50 6.4551 3.0974 0.4992 0.0352  0.0533      0 0.2695 1.6421 0.9396 0.1194 6.9113 0 -0.4536 -0.007869 -0.006758 4.2519 -0.4368 -0.1403 -0.007354 0.119888      0 300 1.5544 0.7642 -0.6314  0.462 800 0.4063 0.2689 0.4988 0.3849    0.8 0.4571
0.04  -1.1007  0.165  -0.255  -0.165  0.255 16.4556 4.9993 1.06 1.9636 -2.1 -0.5 50 6.4551 3.0988 0.5037 0.0352  0.0596      0 0.2695 1.9456 0.9661 0.1166 7.0271 0 -0.4536 -0.008316 -0.006758  4.296 -0.3752 -0.1591 -0.006977 0.133641      0 300 1.5502 0.7676 -0.5855  0.453 800 0.4095 0.2736 0.5049  0.391    0.8 0.4642
0.05  -0.9292  0.165  -0.255  -0.165  0.255 17.6453 4.9993 1.06 1.9636 -2.1 -0.5 50 6.4551 3.1011 0.5048 0.0352  0.0639      0 0.2695  2.181 0.9794 0.1176 7.0959 0 -0.4536 -0.008743 -0.006758 4.3578 -0.3469 -0.1862 -0.006467 0.148927      0 300 1.5391 0.7739 -0.5457  0.436 800 0.4124 0.2777 0.5096 0.3957    0.8 0.4716
0.075  -0.658  0.165  -0.254  -0.165  0.254 20.1772 5.0031 1.06 1.9636 -2.1 -0.5 50 6.4551 3.1094 0.5048 0.0352   0.063      0 0.2695 2.6087  1.026 0.1171 7.3298 0 -0.4536 -0.009537  -0.00619 4.5455 -0.3747 -0.2538 -0.005734 0.190596      0 300 1.4804 0.7956 -0.4685  0.383 800 0.4179 0.2855 0.5179 0.4043    0.8 0.5022
0.1   -0.5613  0.165  -0.253  -0.165  0.253 19.9992 5.0172 1.06 1.9636 -2.1 -0.5 50 6.8305 3.2381 0.5048 0.0352  0.0532      0 0.2695 2.9122 1.0177 0.1146 7.2588 0 -0.4536  -0.00983 -0.005332 4.7603  -0.444 -0.2943 -0.005604 0.230662      0 300 1.4094 0.7932 -0.4985  0.375 800 0.4219 0.2913 0.5236 0.4104    0.8  0.523
0.12  -0.5342  0.165  -0.252  -0.165  0.252 18.7106 5.0315 1.06 1.9795 -2.1 -0.5 50 7.1333 3.3407 0.5048 0.0352  0.0452      0 0.2695 3.1045 1.0008 0.1128 7.2372 0 -0.4536 -0.009913 -0.004732 4.8963 -0.4895 -0.3077 -0.005696 0.253169      0 300 1.3682 0.7768 -0.5603  0.377 800 0.4244 0.2949  0.527 0.4143    0.8 0.5278
0.15  -0.5462  0.165   -0.25  -0.165   0.25 16.6246 5.0547 1.06 2.0362 -2.1 -0.5 50 7.3621   3.43 0.5045 0.0352  0.0345      0 0.2695 3.3399 0.9801 0.1106 7.2109 0 -0.4536 -0.009896 -0.003806 5.0644 -0.5477 -0.3113 -0.005845 0.266468      0 300 1.3241 0.7437 -0.6451  0.379 800 0.4275 0.2993 0.5308 0.4191    0.8 0.5304
0.17  -0.5858  0.165  -0.248  -0.165  0.248 15.3709 5.0704 1.06 2.0823 -2.1 -0.5 50 7.4365 3.4688 0.5036 0.0352  0.0283      0 0.2695 3.4719 0.9652  0.115 7.2491 0 -0.4536 -0.009787  -0.00328 5.1371 -0.5922 -0.3062 -0.005959  0.26506      0 300 1.3071 0.7219 -0.6981   0.38 800 0.4292 0.3017 0.5328 0.4217    0.8  0.531
0.2   -0.6798  0.165 -0.2449  -0.165 0.2449 13.7012 5.0939 1.06 2.1521 -2.1 -0.5 50 7.4972 3.5146 0.5016 0.0352  0.0202      0 0.2695 3.6434 0.9459 0.1208 7.2988 0  -0.444 -0.009505  -0.00269  5.188 -0.6693 -0.2927 -0.006141 0.255253      0 300 1.2931 0.6922 -0.7653  0.384 800 0.4313 0.3047 0.5351 0.4252    0.8 0.5312
0.25  -0.8663  0.165 -0.2382  -0.165 0.2382 11.2667 5.1315 1.06 2.2574 -2.1 -0.5 50 7.5416 3.5746 0.4971 0.0352   0.009      0 0.2695 3.8787 0.9196 0.1208 7.3691 0 -0.3539 -0.008918 -0.002128 5.2164 -0.7766 -0.2662 -0.006439 0.231541      0 300  1.315 0.6579 -0.8469  0.393 800 0.4341 0.3087 0.5377 0.4299 0.7999 0.5309
0.3   -1.0514  0.165 -0.2313  -0.165 0.2313  9.1908  5.167 1.06  2.344 -2.1 -0.5 50   7.56 3.6232 0.4919 0.0352 -0.0004      0 0.2695 4.0711 0.8829 0.1175 6.8789 0 -0.2688 -0.008251 -0.001812 5.1954 -0.8501 -0.2405 -0.006704 0.207277  0.001 300 1.3514 0.6362 -0.8999  0.408 800 0.4363 0.3119 0.5395 0.4338 0.7997 0.5307
0.4   -1.3794  0.165 -0.2146  -0.165 0.2146  6.5459 5.2317 1.06 2.4709 -2.1 -0.5 50 7.5735 3.6945 0.4807 0.0352 -0.0155      0 0.2695 4.3745 0.8302  0.106 6.5334 0 -0.1793 -0.007267 -0.001274 5.0899 -0.9431 -0.1975 -0.007125 0.165464  0.004 300 1.4051 0.6049 -0.9618  0.462 800 0.4396 0.3165 0.5422 0.4399 0.7988  0.531
0.5   -1.6508  0.165 -0.1972  -0.165 0.1972  5.2305 5.2893 1.06 2.5567 -2.1 -0.5 50 7.5778 3.7401 0.4707 0.0352 -0.0278 0.0991 0.2695 4.6099 0.7884 0.1061  6.526 0 -0.1428 -0.006492 -0.001074 4.7854 -1.0044 -0.1633 -0.007435 0.133828   0.01 300 1.4402 0.5507 -0.9945  0.524 800 0.4419 0.3199 0.5433 0.4446 0.7966 0.5313
0.75  -2.1511  0.165  -0.162  -0.165  0.162  3.7896 5.4109 1.06 2.6812 -2.1 -0.5 50 7.5808 3.7941 0.4575 0.0352 -0.0477 0.1982 0.2695 5.0376 0.6754    0.1    6.5 0 -0.1138 -0.005147 -0.001115 4.3304 -1.0602 -0.1028  -0.00812 0.085153  0.034 300  1.528 0.3582 -1.0225  0.658 800 0.4459 0.3255 0.5294 0.4533 0.7792 0.5309
1     -2.5365  0.165   -0.14  -0.165   0.14  3.3024 5.5106 1.06 2.7474 -2.1 -0.5 50 7.5814 3.8144 0.4522 0.0352 -0.0559 0.2154 0.2695 5.3411 0.6196    0.1    6.5 0 -0.1062 -0.004277 -0.001197 4.1667 -1.0941 -0.0699 -0.008444 0.058595  0.067 300 1.6523 0.2003 -1.0002   0.78 800 0.4484 0.3291 0.5105 0.4594 0.7504 0.5302
1.5   -3.0686  0.165 -0.1184  -0.165 0.1184  2.8498 5.6705 1.06 2.8161 -2.1 -0.5 50 7.5817 3.8284 0.4501 0.0352  -0.063 0.2154 0.2695 5.7688 0.5101    0.1    6.5 0  -0.102 -0.002979 -0.001675 4.0029 -1.1142 -0.0425 -0.007707 0.031787  0.143 300 1.8872 0.0356 -0.9245   0.96 800 0.4515 0.3335 0.4783  0.468 0.7136 0.5276
2     -3.4148 0.1645   -0.11 -0.1645   0.11  2.5417 5.7981 1.06 2.8514 -2.1 -0.5 50 7.5818  3.833   0.45 0.0352 -0.0665 0.2154 0.2695 6.0723 0.3917    0.1    6.5 0 -0.1009 -0.002301 -0.002349 3.8949 -1.1154 -0.0302 -0.004792 0.019716  0.203 300 2.1348      0 -0.8626   1.11 800 0.4534 0.3363 0.4681 0.4681 0.7035 0.5167
3     -3.9013 0.1168  -0.104 -0.1168  0.104  2.1488 5.9983 1.06 2.8875 -2.1 -0.5 50 7.5818 3.8361   0.45  0.016 -0.0516 0.2154 0.2695    6.5 0.1244    0.1    6.5 0 -0.1003 -0.001344 -0.003306 3.7928 -1.1081 -0.0129 -0.001828 0.009643  0.277 300 3.5752      0 -0.7882  1.291 800 0.4558 0.3398 0.4617 0.4617 0.7006 0.4917
4     -4.2466 0.0732  -0.102 -0.0732  0.102  1.8957 6.1552 1.06 2.9058 -2.1 -0.5 50 7.5818 3.8369   0.45 0.0062 -0.0448 0.2154 0.2695 6.8035 0.0086    0.1    6.5 0 -0.1001 -0.001084 -0.003566 3.7443 -1.0603 -0.0016 -0.001523 0.005379  0.309 300 3.8646      0 -0.7195  1.387 800 0.4574 0.3419 0.4571 0.4571 0.7001 0.4682
5     -4.5143 0.0484  -0.101 -0.0484  0.101  1.7228 6.2856 1.06 2.9169 -2.1 -0.5 50 7.5818 3.8376   0.45 0.0029 -0.0424 0.2154 0.2695 7.0389      0    0.1    6.5 0 -0.1001  -0.00101  -0.00364  3.709 -0.9872       0  -0.00144 0.003223  0.321 300 3.7292      0  -0.656  1.433 800 0.4584 0.3435 0.4535 0.4535    0.7 0.4517
7.5   -5.0009  0.022  -0.101  -0.022  0.101  1.5737 6.5428 1.06  2.932 -2.1 -0.5 50 7.5818  3.838   0.45 0.0007 -0.0348 0.2154 0.2695 7.4666      0    0.1    6.5 0    -0.1 -0.000964 -0.003686 3.6632 -0.8274       0 -0.001369 0.001134  0.329 300 2.3763      0 -0.5202   1.46 800 0.4601 0.3459 0.4471 0.4471    0.7 0.4167
10    -5.3461 0.0124    -0.1 -0.0124    0.1  1.5265 6.7415 1.06 2.9396 -2.1 -0.5 50 7.5818  3.838   0.45 0.0003 -0.0253 0.2154 0.2695   7.77      0    0.1    6.5 0    -0.1  -0.00095   -0.0037  3.623 -0.7053       0 -0.001361 0.000515   0.33 300 1.7679      0 -0.4068  1.464 800 0.4612 0.3474 0.4426 0.4426    0.7 0.3755
`,
);

/** Basin adjustment from CyberShake simulations (US national seismic hazard model 2023). */
const CYBERSHAKE = coefficientTable(
  "phi5cy phi6cy",
  `
2   0.244 1000
3   0.262  608
4   0.819 1000
5   1.085 1000
7.5 1.365 1000
10  1.234 1000
`,
);

type Columns = typeof CHIOU_YOUNGS_2014 extends CoefficientTable<infer Text> ? Text : never;
type Row = Coefficients<Columns>;

const C2 = 1.06;
const C4 = -2.1;
const C4A = -0.5;
const CRB2 = 50 * 50;
const ROCK_VS30 = 1130;
const PHI6 = 300;
const PHI6_JAPAN = 800;

export type ChiouYoungs2014Region = "CAL" | "JPN" | "ITA" | "WEN";

type StressTable = CoefficientTable<"chi_delta_pos chi_delta_neg">;
type PathTable = CoefficientTable<"c0 c1 c2 c3">;

export interface ChiouYoungs2014Options {
  readonly region: ChiouYoungs2014Region;
  readonly useHangingWall: boolean;
  /** Long-period adjustment of the near-source level for large magnitudes. */
  readonly addDeltaC1: boolean;
  /** Factor on the normal-faulting term. */
  readonly normalFactor: number;
  readonly directivity: boolean;
  readonly usgsBasinScaling: boolean;
  readonly cybershakeBasin: boolean;
  /** Host-to-target adjustment of the stress parameter. */
  readonly stress?: { readonly host: number; readonly target: number; readonly table: StressTable } | undefined;
  /** Host-to-target adjustment of the anelastic term. */
  readonly path?: PathTable | undefined;
}

export const CHIOU_YOUNGS_2014_DEFAULTS: ChiouYoungs2014Options = {
  region: "CAL",
  useHangingWall: true,
  addDeltaC1: false,
  normalFactor: 1,
  directivity: false,
  usgsBasinScaling: false,
  cybershakeBasin: false,
};

/** Terms of one rupture for one set of coefficients. */
interface RuptureTerms {
  source: number;
  nearSource: number;
  anelastic: number;
  hangingWall: number;
  directivity: number;
  tau: number;
  phi: number;
}

/** The measure-dependent constants of the reference-rock motion. */
export interface RockModel {
  readonly c: Row;
  readonly imt: IntensityMeasure;
  readonly deltaCm: number;
  readonly path: Coefficients<"c0 c1 c2 c3"> | undefined;
  readonly terms: RuptureTerms;
}

export function rockModel(imt: IntensityMeasure, options: ChiouYoungs2014Options): RockModel {
  const { stress, path } = options;
  let deltaCm = 0;
  if (stress?.table.rows().has(imt.name)) {
    const { chi_delta_pos, chi_delta_neg } = stress.table.at(imt);
    const chi = stress.target > stress.host ? chi_delta_pos : chi_delta_neg;
    deltaCm = ((chi * 2) / 3) * Math.log10(stress.target / stress.host);
  }
  return {
    c: CHIOU_YOUNGS_2014.at(imt),
    imt,
    deltaCm,
    path: path?.rows().get(imt.name),
    terms: { source: 0, nearSource: 0, anelastic: 0, hangingWall: 0, directivity: 0, tau: 0, phi: 0 },
  };
}

/**
 * Mean depth (km) to the top of ruptures, eqs. 4 and 5.
 * @example meanTop2014(6, false) = 2.258769
 */
export function meanTop2014(mag: number, reverse: boolean): number {
  const root = reverse
    ? Math.max(2.704 - 1.226 * Math.max(mag - 5.849, 0), 0)
    : Math.max(2.673 - 1.136 * Math.max(mag - 4.97, 0), 0);
  return root * root;
}

/** True when row `i` belongs to another rupture than the row before. */
export function ruptureChanges(ctx: ContextBlock, i: number): boolean {
  return changes(ctx.mag, i) || changes(ctx.rake, i) || changes(ctx.dip, i) || changes(ctx.ztor, i);
}

export function updateRupture(model: RockModel, options: ChiouYoungs2014Options, ctx: ContextBlock, i: number): void {
  const { c, terms, deltaCm, path } = model;
  const m = ctx.mag[i]!;
  const rake = ctx.rake[i]!;
  const reverse = isReverse30Inclusive(rake);
  const normal = isNormal60Inclusive(rake);
  const growth = Math.cosh(2 * Math.max(m - 4.5, 0));
  const cosDip = Math.cos(ctx.dip[i]! * RADIANS);
  let source = c.c1 + C2 * (m - 6) + ((C2 - c.c3) / c.cn) * Math.log(1 + Math.exp(c.cn * (c.cm + deltaCm - m)));
  source -= (C2 - c.c3) * deltaCm;
  if (reverse) source += c.c1a + c.c1c / growth;
  if (normal) source += (c.c1b + c.c1d / growth) * options.normalFactor;
  source += (c.c7 + c.c7b / growth) * (ctx.ztor[i]! - meanTop2014(m, reverse));
  source += (c.c11b / growth) * cosDip * cosDip;
  terms.source = source;
  terms.nearSource = c.c5 * Math.cosh(c.c6 * Math.max(m - c.chm, 0));
  let anelastic = c.cg1 + c.cg2 / Math.cosh(Math.max(m - c.cg3, 0));
  if (path !== undefined) {
    const dm = m - 6;
    anelastic += path.c0 + dm * (path.c1 + dm * (path.c2 + dm * path.c3));
  }
  const { region } = options;
  if ((region === "JPN" || region === "ITA") && m > 6 && m < 6.9) anelastic *= c.gjpit;
  terms.anelastic = region === "WEN" ? anelastic * c.gwn : anelastic;
  terms.hangingWall = options.useHangingWall ? c.c9 * cosDip : 0;
  terms.directivity = c.c8 * Math.exp(-c.c8a * (m - c.c8b) ** 2) * Math.min(Math.max((m - 5.5) / 0.8, 0), 1);
  const dm = Math.min(Math.max(m - 5, 0), 1.5) / 1.5;
  terms.tau = c.tau1 + (c.tau2 - c.tau1) * dm;
  terms.phi = c.sig1 + (c.sig2 - c.sig1) * dm;
}

/** Boore & Stafford-type long-period adjustment near large ruptures. */
function deltaC1(period: number, mag: number, rrup: number): number {
  const excess = Math.max(mag - 7, 0);
  const corner = 2 - excess;
  if (!(period > corner)) return 0;
  const level = 0.2704 - 0.0694 * excess;
  const dip = -0.1342 + 0.0716 * excess;
  const decay = 0.2513 - 0.0419 * excess;
  const scale = level + dip / Math.cosh(decay * Math.min(rrup, 100));
  return scale * Math.max(Math.log(period / corner), 0) ** 2;
}

/** ln of the ground motion on reference rock for row `i`, eq. 11. */
export function lnRock(model: RockModel, options: ChiouYoungs2014Options, ctx: ContextBlock, i: number): number {
  const { c, terms } = model;
  const r = ctx.rrup[i]!;
  let result =
    terms.source +
    C4 * Math.log(r + terms.nearSource) +
    0.5 * (C4A - C4) * Math.log(r * r + CRB2) +
    terms.anelastic * r;
  const rx = ctx.rx[i]!;
  if (terms.hangingWall !== 0 && rx >= 0) {
    const top = ctx.ztor[i]!;
    const rjb = ctx.rjb[i]!;
    const taper = 1 - Math.sqrt(rjb * rjb + top * top) / (r + 1);
    result += terms.hangingWall * taper * (c.c9a + (1 - c.c9a) * Math.tanh(rx / c.c9b));
  }
  if (options.directivity) result += terms.directivity * Math.max(1 - Math.max(r - 40, 0) / 30, 0) * ctx.rcdpp[i]!;
  if (options.addDeltaC1) result += deltaC1(model.imt.period, ctx.mag[i]!, r);
  return result;
}

/** Slope of the non-linear site term; eq. 12. */
export function chiouYoungs2014NonLinearSlope(c: Coefficients<"phi2 phi3">, vs30: number): number {
  return c.phi2 * (Math.exp(c.phi3 * (Math.min(vs30, ROCK_VS30) - 360)) - Math.exp(c.phi3 * (ROCK_VS30 - 360)));
}

function linearSite(c: Row, options: ChiouYoungs2014Options, vs30: number): number {
  return (options.region === "JPN" ? c.phi1jp : c.phi1) * Math.min(Math.log(vs30 / ROCK_VS30), 0);
}

/** ln amplification from 1130 m/s to vs30 of a motion of ln `lnReference` there, without basin term. */
export function chiouYoungs2014Soil(imt: IntensityMeasure): (vs30: number, lnReference: number) => number {
  const c = CHIOU_YOUNGS_2014.at(imt);
  return (vs30, lnReference) =>
    c.phi1 * Math.min(Math.log(vs30 / ROCK_VS30), 0) +
    chiouYoungs2014NonLinearSlope(c, vs30) * Math.log((Math.exp(lnReference) + c.phi4) / c.phi4);
}

/** Basin term of the difference between z1pt0 and its median. */
function basinTerm(
  imt: IntensityMeasure,
  c: Row,
  options: ChiouYoungs2014Options,
): (vs30: number, z1pt0: number) => number {
  const japan = options.region === "JPN";
  const cybershake = options.cybershakeBasin && imt.period > 1.9 ? CYBERSHAKE.at(imt) : undefined;
  const level = japan ? c.phi5jp : (cybershake?.phi5cy ?? c.phi5);
  const scale = japan ? PHI6_JAPAN : (cybershake?.phi6cy ?? PHI6);
  const shift = japan || cybershake === undefined ? 0 : 0.1;
  const usgs = options.usgsBasinScaling && !japan;
  return (vs30, z1pt0) => {
    const known = z1pt0 !== NOT_MEASURED;
    if (!known && !usgs) return shift;
    const median = japan ? japanZ1(vs30) : californiaZ1(vs30);
    const depth = known ? z1pt0 : median;
    const term = depth <= 0 ? shift : level * (1 - Math.exp(-(depth - median) / scale)) + shift;
    return usgs ? term * usgsBasinTaperZ1(depth, imt.period) : term;
  };
}

/** Basin term of a depth z1pt0 (m). */
export function chiouYoungs2014Basin(
  imt: IntensityMeasure,
  options: ChiouYoungs2014Options,
): (vs30: number, z1pt0: number) => number {
  return basinTerm(imt, CHIOU_YOUNGS_2014.at(imt), options);
}

/** The published model on soil; with `fixedSigma` the total standard deviation is that and nothing else. */
export function chiouYoungs2014(
  imt: IntensityMeasure,
  options: ChiouYoungs2014Options,
  fixedSigma?: number,
): GroundMotionEvaluator {
  const model = rockModel(imt, options);
  const { c, terms } = model;
  const basin = basinTerm(imt, c, options);
  const floor = imt.kind === "SA" && imt.period <= 0.3 ? rockModel(PGA, options) : undefined;
  const floorBasin = floor === undefined ? undefined : basinTerm(PGA, floor.c, options);
  return (ctx, out) => {
    const { vs30, vs30measured, z1pt0 } = ctx;
    // Sites of a grid often have one soil: its terms are kept from row to row.
    let v = Number.NaN;
    let z = Number.NaN;
    let linear = 0;
    let slope = 0;
    let depth = 0;
    let floorLinear = 0;
    let floorSlope = 0;
    let floorDepth = 0;
    for (let i = 0; i < ctx.length; i++) {
      if (vs30[i]! !== v || z1pt0[i]! !== z) {
        v = vs30[i]!;
        z = z1pt0[i]!;
        linear = linearSite(c, options, v);
        slope = chiouYoungs2014NonLinearSlope(c, v);
        depth = basin(v, z);
        if (floor !== undefined && floorBasin !== undefined) {
          floorLinear = linearSite(floor.c, options, v);
          floorSlope = chiouYoungs2014NonLinearSlope(floor.c, v);
          floorDepth = floorBasin(v, z);
        }
      }
      if (ruptureChanges(ctx, i)) {
        updateRupture(model, options, ctx, i);
        if (floor !== undefined) updateRupture(floor, options, ctx, i);
      }
      const lnReference = lnRock(model, options, ctx, i);
      const reference = Math.exp(lnReference);
      let mean = lnReference + linear + slope * Math.log((reference + c.phi4) / c.phi4) + depth;
      if (floor !== undefined) {
        const p = floor.c;
        const lnPgaRock = lnRock(floor, options, ctx, i);
        const pga =
          lnPgaRock + floorLinear + floorSlope * Math.log((Math.exp(lnPgaRock) + p.phi4) / p.phi4) + floorDepth;
        if (mean < pga) mean = pga;
      }
      out.mean[i] = mean;
      if (fixedSigma !== undefined) {
        out.sigma[i] = fixedSigma;
        out.tau[i] = 0;
        out.phi[i] = 0;
        continue;
      }
      const amplification = 1 + (slope * reference) / (reference + c.phi4);
      const tau = Math.abs(amplification * terms.tau);
      const phi = terms.phi * Math.sqrt((vs30measured[i]! !== 0 ? 0.7 : c.sig3) + amplification * amplification);
      out.tau[i] = tau;
      out.phi[i] = phi;
      out.sigma[i] = Math.sqrt(tau * tau + phi * phi);
    }
  };
}

const ARGUMENTS = {
  region: choiceArgument(["CAL", "JPN", "ITA", "WEN"], "CAL"),
  sigma_mu_epsilon: numberArgument(0),
  use_hw: flagArgument(true),
  add_delta_c1: flagArgument(false),
  alpha_nm: numberArgument(1),
  stress_par_host: optionalNumber(),
  stress_par_target: optionalNumber(),
  source_function_tab: textArgument(""),
  delta_gamma_tab: textArgument(""),
  usgs_basin_scaling: flagArgument(false),
  cybershake_basin_adj: flagArgument(false),
};

function readTable<const Text extends string>(name: string, columns: Text, environment: ModelEnvironment) {
  try {
    return coefficientsFromText(readFileSync(resolve(environment.folder ?? ".", name), "utf8"), columns, name);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError("the table cannot be read", { file: name });
  }
}

function readOptions(
  name: string,
  args: ModelArguments,
  environment: ModelEnvironment,
): ChiouYoungs2014Options & { readonly epsilon: number } {
  const read = readArguments(name, args, ARGUMENTS);
  const { stress_par_host: host, stress_par_target: target } = read;
  if (read.source_function_tab !== "" && (host === undefined || target === undefined))
    throw new InputError(`${name}: source_function_tab needs stress_par_host and stress_par_target`, {
      parameter: "source_function_tab",
    });
  return {
    region: read.region,
    useHangingWall: read.use_hw,
    addDeltaC1: read.add_delta_c1,
    normalFactor: read.alpha_nm,
    directivity: name === "ChiouYoungs2014NearFaultEffect",
    usgsBasinScaling: read.usgs_basin_scaling,
    cybershakeBasin: read.cybershake_basin_adj,
    stress:
      read.source_function_tab === "" || host === undefined || target === undefined
        ? undefined
        : { host, target, table: readTable(read.source_function_tab, "chi_delta_pos chi_delta_neg", environment) },
    path: read.delta_gamma_tab === "" ? undefined : readTable(read.delta_gamma_tab, "c0 c1 c2 c3", environment),
    epsilon: read.sigma_mu_epsilon,
  };
}

function variant(facts: ModelFacts, fixedSigma?: number) {
  return (args: ModelArguments, environment: ModelEnvironment) => {
    const options = readOptions(facts.name, args, environment);
    return makeModel(facts, (imt) => shiftByEpistemic(chiouYoungs2014(imt, options, fixedSigma), options.epsilon));
  };
}

export const chiouYoungs2014Family: ModelFamily = {
  models: {
    ChiouYoungs2014: variant(CHIOU_YOUNGS_2014_FACTS),
    /** Fixed sigma of 0.65, for the verification problems of PEER. */
    ChiouYoungs2014PEER: variant(
      { ...CHIOU_YOUNGS_2014_FACTS, name: "ChiouYoungs2014PEER", standardDeviations: TOTAL_STANDARD_DEVIATION },
      0.65,
    ),
    ChiouYoungs2014NearFaultEffect: variant({
      ...CHIOU_YOUNGS_2014_FACTS,
      name: "ChiouYoungs2014NearFaultEffect",
      distanceColumns: ["rcdpp", "rjb", "rrup", "rx"],
    }),
  },
  aliases: {
    ChiouYoungs2014Japan: ["ChiouYoungs2014", { region: "JPN" }],
    ChiouYoungs2014Italy: ["ChiouYoungs2014", { region: "ITA" }],
    ChiouYoungs2014Wenchuan: ["ChiouYoungs2014", { region: "WEN" }],
  },
};
