/**
 * Campbell & Bozorgnia (2014), NGA-West2 ground motion model for the average horizontal components of PGA, PGV, and 5% damped
 * linear acceleration response spectra, Earthquake Spectra 30(3), 1087-1115, eqs. 1-32; Arias intensity and cumulative absolute velocity from
 * Campbell & Bozorgnia (2019), Earthquake Spectra 35(3). The mean of SA below 0.25 s is at least that of PGA.
 *
 * ln of g, cm/s, m/s (IA), g s (CAV); distances, depths and width in km, z2pt5 in km (-999: the median of vs30), angles in
 * degrees. Magnitude 3.3 to 8.5 (8 reverse, 7.5 normal), rrup up to 300 km, vs30 150 to 1500 m/s.
 */
import type { ContextBlock } from "../../context-block.ts";
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import {
  type CoefficientOverrides,
  type Coefficients,
  type CoefficientTable,
  coefficientTable,
} from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, makeModel, withColumns } from "../make-model.ts";
import { isNormal30, isReverse30, RADIANS } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelArguments, ModelFacts, ModelFamily } from "../model.ts";
import { flagArgument, numberArgument, readArguments, refuseArguments, tableArgument } from "../model-arguments.ts";
import { epistemicDeviation } from "../nga-west2-epistemic.ts";
import { medianZ25, NOT_MEASURED, usgsBasinTaperZ25 } from "../site/basin-depth.ts";
import { estimatedRupture } from "./campbell-bozorgnia-2014-estimates.ts";

const FACTS: ModelFacts = {
  name: "CampbellBozorgnia2014",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal (RotD50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["dip", "hypo_depth", "mag", "rake", "width", "ztor"],
  distanceColumns: ["rjb", "rrup", "rx"],
  siteColumns: ["vs30", "z2pt5"],
  measures: ["CAV", "IA", "PGA", "PGV", "SA"],
  doi: "10.1193/062913EQS175M",
  validity: { magnitude: [3.3, 8.5], distance: 300, vs30: [150, 1500] },
};

export const CAMPBELL_BOZORGNIA_2014 = coefficientTable(
  "c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 c12 c13 c14 c15 c16 c17 c18 c19 c20 Dc20 a2 h1 h2 h3 h5 h6 k1 k2 k3 phi1 phi2 tau1 tau2 rho1pga rho2pga philnAF phiC rholny",
  `
0.01   -4.365 0.977  0.533 -1.485 -0.499 -2.773 0.248 6.753     0 -0.214  0.72  1.094  2.191 1.416  -0.007 -0.207  0.39  0.0981 0.0334 0.00755 -0.0055 0 0.168 0.242 1.471 -0.714 -0.336  -0.27  865 -1.186 1.839 0.734 0.492 0.404 0.325     1     1         0.3  0.19     1
0.02   -4.348 0.976  0.549 -1.488 -0.501 -2.772 0.247 6.502     0 -0.208  0.73  1.149  2.189 1.453 -0.0167 -0.199 0.387  0.1009 0.0327 0.00759 -0.0055 0 0.166 0.244 1.467 -0.711 -0.339 -0.263  865 -1.219  1.84 0.738 0.496 0.417 0.326 0.999 0.998         0.3 0.166 0.998
0.03   -4.024 0.931  0.628 -1.494 -0.517 -2.782 0.246 6.291     0 -0.213 0.759   1.29  2.164 1.476 -0.0422 -0.202 0.378  0.1095 0.0331  0.0079 -0.0057 0 0.167 0.246 1.467 -0.713 -0.338 -0.259  908 -1.273 1.841 0.747 0.503 0.446 0.344 0.987 0.987         0.3 0.166 0.986
0.05   -3.479 0.887  0.674 -1.388 -0.615 -2.791  0.24 6.317     0 -0.244 0.826  1.449  2.138 1.549 -0.0663 -0.339 0.295  0.1226  0.027 0.00803 -0.0063 0 0.173 0.251 1.449 -0.701 -0.338 -0.263 1054 -1.346 1.843 0.777  0.52 0.508 0.377 0.955 0.946         0.3 0.166 0.938
0.075  -3.293 0.902  0.726 -1.469 -0.596 -2.745 0.227 6.861     0 -0.266 0.815  1.535  2.446 1.772 -0.0794 -0.404 0.322  0.1165 0.0288 0.00811  -0.007 0 0.198  0.26 1.435 -0.695 -0.347 -0.219 1086 -1.471 1.845 0.782 0.535 0.504 0.418 0.943 0.897         0.3 0.165 0.887
0.1    -3.666 0.993  0.698 -1.572 -0.536 -2.633  0.21 7.294     0 -0.229 0.831  1.615  2.969 1.916 -0.0294 -0.416 0.384  0.0998 0.0325 0.00744 -0.0073 0 0.174 0.259 1.449 -0.708 -0.391 -0.201 1032 -1.624 1.847 0.769 0.543 0.445 0.426 0.942 0.883         0.3 0.162  0.87
0.15   -4.866 1.267   0.51 -1.669  -0.49 -2.458 0.183 8.031     0 -0.211 0.749  1.877  3.544 2.161  0.0642 -0.407 0.417   0.076 0.0388 0.00716 -0.0069 0 0.198 0.254 1.461 -0.715 -0.449 -0.099  878 -1.931 1.852 0.769 0.543 0.382 0.387 0.921 0.891         0.3 0.158 0.876
0.2    -5.411 1.366  0.447  -1.75 -0.451 -2.421 0.182 8.385     0 -0.163 0.764  2.069  3.707 2.465  0.0968 -0.311 0.404  0.0571 0.0437 0.00688  -0.006 0 0.204 0.237 1.484 -0.721 -0.393 -0.198  748 -2.188 1.856 0.761 0.552 0.339 0.338 0.874 0.881         0.3  0.17  0.87
0.25   -5.962 1.458  0.274 -1.711 -0.404 -2.392 0.189 7.534     0  -0.15 0.716  2.205  3.343 2.766  0.1441 -0.172 0.466  0.0437 0.0463 0.00556 -0.0055 0 0.185 0.206 1.581 -0.787 -0.339  -0.21  654 -2.381 1.861 0.744 0.545  0.34 0.316 0.809 0.861         0.3  0.18  0.85
0.3    -6.403 1.528  0.193  -1.77 -0.321 -2.376 0.195  6.99     0 -0.131 0.737  2.306  3.334 3.011  0.1597 -0.084 0.528  0.0323 0.0508 0.00458 -0.0049 0 0.164  0.21 1.586 -0.795 -0.447 -0.121  587 -2.518 1.865 0.727 0.568  0.34   0.3 0.741 0.824         0.3 0.186 0.819
0.4    -7.566 1.739  -0.02 -1.594 -0.426 -2.303 0.185 7.012     0 -0.159 0.738  2.398  3.544 3.203   0.141  0.085  0.54  0.0209 0.0432 0.00401 -0.0037 0  0.16 0.226 1.544  -0.77 -0.525 -0.086  503 -2.657 1.874  0.69 0.593 0.356 0.264 0.635 0.738         0.3 0.191 0.743
0.5    -8.379 1.872 -0.121 -1.577  -0.44 -2.296 0.186 6.902     0 -0.153 0.718  2.355  3.016 3.333  0.1474  0.233 0.638  0.0092 0.0405 0.00388 -0.0027 0 0.184 0.217 1.554  -0.77 -0.407 -0.281  457 -2.669 1.883 0.663 0.611 0.379 0.263 0.553 0.661         0.3 0.198 0.684
0.75   -9.841 2.021 -0.042 -1.757 -0.443 -2.232 0.186 5.522     0  -0.09 0.795  1.995  2.616 3.054  0.1764  0.411 0.776 -0.0082  0.042  0.0042 -0.0016 0 0.216 0.154 1.626  -0.78 -0.371 -0.285  410 -2.401 1.906 0.606 0.633  0.43 0.326 0.393 0.526         0.3 0.206 0.562
1     -11.011  2.18 -0.069 -1.707 -0.527 -2.158 0.169  5.65     0 -0.105 0.556  1.447   2.47 2.562  0.2593  0.479 0.771 -0.0131 0.0426 0.00409 -0.0006 0 0.596 0.117 1.616 -0.733 -0.128 -0.756  400 -1.955 1.929 0.579 0.628  0.47 0.353 0.313 0.438         0.3 0.208 0.467
1.5   -12.469  2.27  0.047 -1.621  -0.63 -2.063 0.158 5.795     0 -0.058  0.48   0.33  2.108 1.453  0.2881  0.566 0.748 -0.0187  0.038 0.00424       0 0 0.596 0.117 1.616 -0.733 -0.128 -0.756  400 -1.025 1.974 0.541 0.603 0.497 0.399 0.242  0.36         0.3 0.221 0.364
2     -12.969 2.271  0.149 -1.512 -0.768 -2.104 0.158 6.632     0 -0.028 0.401 -0.514  1.327 0.657  0.3112  0.562 0.763 -0.0258 0.0252 0.00448       0 0 0.596 0.117 1.616 -0.733 -0.128 -0.756  400 -0.299 2.019 0.529 0.588 0.499   0.4 0.234 0.318         0.3 0.225 0.298
3     -13.306  2.15  0.368 -1.315  -0.89 -2.051 0.148 6.759     0      0 0.206 -0.848  0.601 0.367  0.3478  0.534 0.686 -0.0311 0.0236 0.00345       0 0 0.596 0.117 1.616 -0.733 -0.128 -0.756  400      0  2.11 0.527 0.578   0.5 0.417 0.236 0.295         0.3 0.222 0.234
4      -14.02 2.132  0.726 -1.506 -0.885 -1.986 0.135 7.978     0      0 0.105 -0.793  0.568 0.306  0.3747  0.522 0.691 -0.0413 0.0102 0.00603       0 0 0.596 0.117 1.616 -0.733 -0.128 -0.756  400      0   2.2 0.521 0.559 0.543 0.393 0.232 0.274         0.3 0.226 0.202
5     -14.558 2.116  1.027 -1.721 -0.878 -2.021 0.135 8.538     0      0     0 -0.748  0.356 0.268  0.3382  0.477  0.67 -0.0281 0.0034 0.00805       0 0 0.596 0.117 1.616 -0.733 -0.128 -0.756  400      0 2.291 0.502 0.551 0.534 0.421 0.182 0.247         0.3 0.229 0.184
7.5   -15.509 2.223  0.169 -0.756 -1.077 -2.179 0.165 8.468     0      0     0 -0.664  0.075 0.374  0.3754  0.321 0.757 -0.0205  0.005  0.0028       0 0 0.596 0.117 1.616 -0.733 -0.128 -0.756  400      0 2.517 0.457 0.546 0.523 0.438 0.142 0.203         0.3 0.237 0.176
10    -15.975 2.132  0.367   -0.8 -1.282 -2.244  0.18 6.564     0      0     0 -0.576 -0.027 0.297  0.3506  0.174 0.621  0.0009 0.0099 0.00458       0 0 0.596 0.117 1.616 -0.733 -0.128 -0.756  400      0 2.744 0.441 0.543 0.466 0.438 0.111 0.103         0.3 0.237 0.154
PGA    -4.416 0.984  0.537 -1.499 -0.496 -2.773 0.248 6.768     0 -0.212  0.72   1.09  2.186  1.42 -0.0064 -0.202 0.393  0.0977 0.0333 0.00757 -0.0055 0 0.167 0.241 1.474 -0.715 -0.337  -0.27  865 -1.186 1.839 0.734 0.492 0.409 0.322     1     1         0.3 0.271     1
PGV    -2.895  1.51   0.27 -1.299 -0.453 -2.466 0.204 5.837     0 -0.168 0.305  1.713  2.602 2.457   0.106  0.332 0.585  0.0517 0.0327 0.00613 -0.0017 0 0.596 0.117 1.616 -0.733 -0.128 -0.756  400 -1.955 1.929 0.655 0.494 0.317 0.297 0.877 0.654         0.3  0.29 0.684
CAV     -4.75 1.397  0.282 -1.062  -0.17 -1.624 0.134 6.325 0.054   -0.1 0.469  1.015  1.208 1.777  0.1248 -0.191 1.087  0.0432 0.0127 0.00429 -0.0043 0 0.167 0.241 1.474 -0.715 -0.337  -0.27  400 -1.311     1 0.514 0.394 0.276 0.257 0.842  0.78         0.3     0     0
IA    -10.272 2.318   0.88 -2.672 -0.837 -4.441 0.416 4.869 0.187 -0.196 1.165  1.596  2.829  2.76   0.108 -0.315 1.612  0.1311 0.0453 0.01242 -0.0103 0 0.167 0.241 1.474 -0.715 -0.337  -0.27  400 -1.982     1 1.174 0.809 0.614 0.435 0.948 0.911 0.615989848     0     0
`,
);

/** Basin slope from CyberShake simulations (US national seismic hazard model 2023). */
const CYBERSHAKE = coefficientTable(
  "slope_cy",
  `
2   0.764
3   1.279
4   1.726
5    2.08
7.5     3
10      3
`,
);

type Columns = typeof CAMPBELL_BOZORGNIA_2014 extends CoefficientTable<infer Text> ? Text : never;
type Row = Coefficients<Columns>;

const C = 1.88;
const N = 1.18;
const ROCK_VS30 = 1100;

export interface CampbellBozorgnia2014Options {
  /** Site and basin terms of Japan. */
  readonly japan: boolean;
  readonly epsilon: number;
  readonly usgsBasinScaling: boolean;
  readonly cybershakeBasin: boolean;
  /** Replaces the site term from vs30 1100 m/s on, and leaves the basin term out. */
  readonly hardRock?: (imt: IntensityMeasure) => (vs30: number) => number;
}

/** Coefficients of source and path, which the vertical model of Bozorgnia & Campbell (2016) has too. */
type SourceRow =
  Coefficients<"c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c17 c18 c19 c20 Dc20 a2 h1 h2 h3 h5 h6 phi1 phi2 tau1 tau2">;

/** Terms of one rupture for one set of coefficients. */
export interface RuptureTerms {
  source: number;
  slope: number;
  hangingWall: number;
  tau: number;
  phi: number;
}

const clamp = (x: number, low: number, high: number) => Math.min(Math.max(x, low), high);

/** Eqs. 2 (magnitude), 4-6 (faulting), 20-22 (hypocentral depth), 24 (dip), 11, 12, 15-16 (hanging wall). */
export function ruptureTerms(c: SourceRow, ctx: ContextBlock, i: number, out: RuptureTerms): void {
  const m = ctx.mag[i]!;
  const rake = ctx.rake[i]!;
  const dip = ctx.dip[i]!;
  const top = ctx.ztor[i]!;
  const faulting = (isReverse30(rake) ? c.c8 : 0) + (isNormal30(rake) ? c.c9 : 0);
  const growth = clamp(m - 5.5, 0, 1);
  out.source =
    c.c0 +
    c.c1 * m +
    (m > 4.5 ? c.c2 * (m - 4.5) : 0) +
    (m > 5.5 ? c.c3 * (m - 5.5) : 0) +
    (m > 6.5 ? c.c4 * (m - 6.5) : 0) +
    faulting * clamp(m - 4.5, 0, 1) +
    clamp(ctx.hypo_depth[i]! - 7, 0, 13) * (c.c17 + (c.c18 - c.c17) * growth) +
    c.c19 * clamp(5.5 - m, 0, 1) * dip;
  out.slope = c.c5 + c.c6 * m;
  const strong = m < 5.5 ? 0 : m > 6.5 ? 1 + c.a2 * (m - 6.5) : (m - 5.5) * (1 + c.a2 * (m - 6.5));
  const shallow = top > 16.66 ? 0 : 1 - 0.06 * top;
  out.hangingWall = (c.c10 * strong * shallow * (90 - dip)) / 45;
  const large = clamp(m - 4.5, 0, 1);
  out.tau = c.tau1 + (c.tau2 - c.tau1) * large;
  out.phi = c.phi1 + (c.phi2 - c.phi1) * large;
}

/** Hanging-wall tapers with rx, eqs. 8-9, and with rrup, eq. 13. */
function hangingWallDistance(c: SourceRow, ctx: ContextBlock, i: number): number {
  const rx = ctx.rx[i]!;
  if (rx < 0) return 0;
  const r1 = ctx.width[i]! * Math.cos(ctx.dip[i]! * RADIANS);
  let taper: number;
  if (rx < r1) {
    const x = rx / r1;
    taper = c.h1 + c.h2 * x + c.h3 * x * x;
  } else {
    const x = (rx - r1) / (62 * ctx.mag[i]! - 350 - r1);
    taper = Math.max(1 + c.h5 * x + c.h6 * x * x, 0);
  }
  const rrup = ctx.rrup[i]!;
  return rrup > 0 ? (taper * (rrup - ctx.rjb[i]!)) / rrup : taper;
}

/** Path terms, eqs. 3 and 25, on top of the rupture's. */
export function lnBeforeSite(c: SourceRow, terms: RuptureTerms, ctx: ContextBlock, i: number): number {
  const rrup = ctx.rrup[i]!;
  let result = terms.source + 0.5 * terms.slope * Math.log(rrup * rrup + c.c7 * c.c7);
  if (terms.hangingWall !== 0) result += terms.hangingWall * hangingWallDistance(c, ctx, i);
  if (rrup >= 80) result += (c.c20 + c.Dc20) * (rrup - 80);
  return result;
}

/** Shallow site response, eqs. 17-19, of one vs30: linear + k2 (ln(PGA + softening) - ln(PGA + c)), with PGA (g) at 1100 m/s. */
interface ShallowSite {
  linear: number;
  /** 0 above k1, where the response is linear. */
  k2: number;
  softening: number;
}

function updateShallowSite(c: Row, japan: boolean, vs30: number, out: ShallowSite): void {
  const lnRatio = Math.log(vs30 / c.k1);
  out.softening = C * Math.exp(N * lnRatio);
  out.k2 = vs30 > c.k1 ? 0 : c.k2;
  out.linear = c.c11 * lnRatio;
  if (vs30 > c.k1) out.linear += c.k2 * N * lnRatio;
  if (!japan) return;
  out.linear += (c.c13 + c.k2 * N) * lnRatio;
  if (vs30 <= 200) out.linear += (c.c12 + c.k2 * N) * (lnRatio - Math.log(200 / c.k1));
}

function shallowSite(site: ShallowSite, pgaRock: number): number {
  return site.k2 === 0
    ? site.linear
    : site.linear + site.k2 * (Math.log(pgaRock + site.softening) - Math.log(pgaRock + C));
}

/** Linear site term, for vs30 above k1. */
export function campbellBozorgniaRockSite(c: Row): (vs30: number) => number {
  return (vs30) => (c.c11 + c.k2 * N) * Math.log(vs30 / c.k1);
}

/** Basin response, eq. 20, of z2pt5 in km; `deep` is the coefficient beyond 3 km. */
function basinResponse(c: Row, japan: boolean, deep: number, z: number): number {
  if (z < 1) return (c.c14 + (japan ? c.c15 : 0)) * (z - 1);
  return z > 3 ? deep * Math.exp(-0.75) * (1 - Math.exp(-0.25 * (z - 3))) : 0;
}

function basinTerm(c: Row, imt: IntensityMeasure, options: CampbellBozorgnia2014Options): (z: number) => number {
  const { japan, usgsBasinScaling } = options;
  const { period } = imt;
  const cybershake = options.cybershakeBasin && period > 1.9;
  const published = c.c16 * c.k3;
  const deep = cybershake ? CYBERSHAKE.at(imt).slope_cy : published;
  if (!usgsBasinScaling) return (z) => basinResponse(c, japan, deep, z);
  const reference = basinResponse(c, japan, published, medianZ25(ROCK_VS30, japan));
  return (z) => {
    const taper = usgsBasinTaperZ25(z, period);
    const scaled = reference * (1 - taper) + basinResponse(c, japan, deep, z) * taper + (cybershake ? 0.1 : 0);
    if (period === 0.075) return scaled * 0.585;
    // The reference replaces the scaled term by that of rock where basins are deeper than 1 km.
    return period > 0.5 && z > 1 ? reference : scaled;
  };
}

/** Change of ln amplification with ln PGA on rock, eq. 31. */
function amplificationSlope({ k2, softening }: ShallowSite, pgaRock: number): number {
  return k2 === 0 ? 0 : k2 * pgaRock * (1 / (pgaRock + softening) - 1 / (pgaRock + C));
}

export function campbellBozorgnia2014(
  table: typeof CAMPBELL_BOZORGNIA_2014,
  imt: IntensityMeasure,
  options: CampbellBozorgnia2014Options,
): GroundMotionEvaluator {
  const c = table.at(imt);
  const rock = table.at(PGA);
  const { japan, epsilon } = options;
  const basin = basinTerm(c, imt, options);
  const pgaBasin = basinTerm(rock, PGA, options);
  const ownStiff = options.hardRock?.(imt);
  const pgaStiff = options.hardRock?.(PGA);
  const withBasin = options.hardRock === undefined;
  const ownSite: ShallowSite = { linear: 0, k2: 0, softening: 0 };
  const pgaSite: ShallowSite = { linear: 0, k2: 0, softening: 0 };
  updateShallowSite(rock, japan, ROCK_VS30, pgaSite);
  const rockSite = shallowSite(pgaSite, 0) + (withBasin ? pgaBasin(medianZ25(ROCK_VS30, japan)) : 0);
  const floored = imt.kind === "SA" && imt.period < 0.25;
  const byMagnitude = imt.kind === "CAV" || imt.kind === "IA";
  const terms: RuptureTerms = { source: 0, slope: 0, hangingWall: 0, tau: 0, phi: 0 };
  const rockTerms: RuptureTerms = { source: 0, slope: 0, hangingWall: 0, tau: 0, phi: 0 };
  return (ctx, out) => {
    const { mag, rake, dip, ztor, hypo_depth, rrup, vs30, z2pt5 } = ctx;
    // Sites of a grid often have one soil: its terms are kept from row to row.
    let v = Number.NaN;
    let given = Number.NaN;
    let ownBasin = 0;
    let floorBasin = 0;
    let stiff: number | undefined;
    let floorStiff: number | undefined;
    let phiRock = 0;
    let phi = 0;
    let correlation = 0;
    for (let i = 0; i < ctx.length; i++) {
      const p = i - 1;
      if (
        i === 0 ||
        mag[i]! !== mag[p]! ||
        rake[i]! !== rake[p]! ||
        dip[i]! !== dip[p]! ||
        ztor[i]! !== ztor[p]! ||
        hypo_depth[i]! !== hypo_depth[p]!
      ) {
        ruptureTerms(c, ctx, i, terms);
        ruptureTerms(rock, ctx, i, rockTerms);
        phi = Math.sqrt(terms.phi * terms.phi - c.philnAF * c.philnAF);
        phiRock = Math.sqrt(rockTerms.phi * rockTerms.phi - rock.philnAF * rock.philnAF);
        correlation = byMagnitude ? c.rho1pga + (c.rho2pga - c.rho1pga) * clamp(mag[i]! - 4.5, 0, 1) : c.rholny;
      }
      if (vs30[i]! !== v || (withBasin && z2pt5[i]! !== given)) {
        v = vs30[i]!;
        updateShallowSite(c, japan, v, ownSite);
        updateShallowSite(rock, japan, v, pgaSite);
        stiff = v >= ROCK_VS30 ? ownStiff?.(v) : undefined;
        floorStiff = v >= ROCK_VS30 ? pgaStiff?.(v) : undefined;
        if (withBasin) {
          given = z2pt5[i]!;
          const z = given === NOT_MEASURED ? medianZ25(v, japan) : given;
          ownBasin = basin(z);
          floorBasin = pgaBasin(z);
        }
      }
      const lnPga = lnBeforeSite(rock, rockTerms, ctx, i);
      const pgaRock = Math.exp(lnPga + rockSite);
      let mean = lnBeforeSite(c, terms, ctx, i) + (stiff ?? shallowSite(ownSite, pgaRock)) + ownBasin;
      const shift = epsilon === 0 ? 0 : epsilon * epistemicDeviation(mag[i]!, rrup[i]!);
      mean += shift;
      if (floored) {
        // The epistemic shift is added once more after the comparison with PGA, as the reference does.
        const pga = lnPga + (floorStiff ?? shallowSite(pgaSite, pgaRock)) + floorBasin;
        mean = Math.max(mean, pga) + shift;
      }
      out.mean[i] = mean;
      const alpha = amplificationSlope(ownSite, pgaRock);
      const { tau } = terms;
      const tauRock = alpha * rockTerms.tau;
      const tau2 = tau * tau + tauRock * tauRock + 2 * correlation * tau * tauRock;
      const scaledPhi = alpha * phiRock;
      const phi2 = phi * phi + c.philnAF * c.philnAF + scaledPhi * scaledPhi + 2 * correlation * phi * scaledPhi;
      out.tau[i] = Math.sqrt(tau2);
      out.phi[i] = Math.sqrt(phi2);
      out.sigma[i] = Math.sqrt(tau2 + phi2);
    }
  };
}

function variant(name: string, facts: ModelFacts) {
  return (args: ModelArguments) => {
    const read = readArguments(name, args, {
      coeffs: tableArgument(),
      SJ: flagArgument(false),
      sigma_mu_epsilon: numberArgument(0),
      estimate_ztor: flagArgument(false),
      estimate_width: flagArgument(false),
      estimate_hypo_depth: flagArgument(false),
      usgs_basin_scaling: flagArgument(false),
      cybershake_basin_adj: flagArgument(false),
    });
    const table =
      read.coeffs === undefined
        ? CAMPBELL_BOZORGNIA_2014
        : CAMPBELL_BOZORGNIA_2014.override(read.coeffs as unknown as CoefficientOverrides);
    const options: CampbellBozorgnia2014Options = {
      japan: read.SJ,
      epsilon: read.sigma_mu_epsilon,
      usgsBasinScaling: read.usgs_basin_scaling,
      cybershakeBasin: read.cybershake_basin_adj,
    };
    const estimates = { top: read.estimate_ztor, width: read.estimate_width, depth: read.estimate_hypo_depth };
    const ruptureColumns: ModelFacts["ruptureColumns"] = estimates.width
      ? [...facts.ruptureColumns, "zbot"]
      : facts.ruptureColumns;
    return makeModel({ ...facts, name, ruptureColumns }, (imt) => {
      const evaluate = campbellBozorgnia2014(table, imt, options);
      if (!estimates.top && !estimates.width && !estimates.depth) return evaluate;
      return withColumns(evaluate, estimatedRupture(estimates));
    });
  };
}

/** Declaration and options of a model adapted from the published one; it takes no arguments. */
export function campbellBozorgniaFacts(
  name: string,
  args: ModelArguments,
): { readonly facts: ModelFacts; readonly options: CampbellBozorgnia2014Options } {
  refuseArguments(name, args);
  const options = { japan: false, epsilon: 0, usgsBasinScaling: false, cybershakeBasin: false };
  return { facts: { ...FACTS, name }, options };
}

/** Regional anelastic coefficients, table 2: high (China, Turkey) and low (Japan, Italy) attenuation quality. */
export const CAMPBELL_BOZORGNIA_HIGH_Q: ModelArguments = {
  "SA(0.01)": { Dc20: 0.0036 },
  "SA(0.02)": { Dc20: 0.0036 },
  "SA(0.03)": { Dc20: 0.0037 },
  "SA(0.05)": { Dc20: 0.004 },
  "SA(0.075)": { Dc20: 0.0039 },
  "SA(0.1)": { Dc20: 0.0042 },
  "SA(0.15)": { Dc20: 0.0042 },
  "SA(0.2)": { Dc20: 0.0041 },
  "SA(0.25)": { Dc20: 0.0036 },
  "SA(0.3)": { Dc20: 0.0031 },
  "SA(0.4)": { Dc20: 0.0028 },
  "SA(0.5)": { Dc20: 0.0025 },
  "SA(0.75)": { Dc20: 0.0016 },
  "SA(1.0)": { Dc20: 0.0006 },
  PGA: { Dc20: 0.0036 },
  PGV: { Dc20: 0.0017 },
  CAV: { Dc20: 0.0027 },
  IA: { Dc20: 0.0064 },
};

export const CAMPBELL_BOZORGNIA_LOW_Q: ModelArguments = {
  "SA(0.01)": { Dc20: -0.0035 },
  "SA(0.02)": { Dc20: -0.0035 },
  "SA(0.03)": { Dc20: -0.0034 },
  "SA(0.05)": { Dc20: -0.0037 },
  "SA(0.075)": { Dc20: -0.0037 },
  "SA(0.1)": { Dc20: -0.0034 },
  "SA(0.15)": { Dc20: -0.003 },
  "SA(0.2)": { Dc20: -0.0031 },
  "SA(0.25)": { Dc20: -0.0033 },
  "SA(0.3)": { Dc20: -0.0035 },
  "SA(0.4)": { Dc20: -0.0034 },
  "SA(0.5)": { Dc20: -0.0034 },
  "SA(0.75)": { Dc20: -0.0032 },
  "SA(1.0)": { Dc20: -0.003 },
  "SA(1.5)": { Dc20: -0.0019 },
  "SA(2.0)": { Dc20: -0.0005 },
  PGA: { Dc20: -0.0035 },
  PGV: { Dc20: -0.0006 },
  CAV: { Dc20: -0.0024 },
  IA: { Dc20: -0.0051 },
};

export const campbellBozorgnia2014Family: ModelFamily = {
  models: {
    CampbellBozorgnia2014: variant("CampbellBozorgnia2014", FACTS),
    CampbellBozorgnia2019: variant("CampbellBozorgnia2019", {
      name: "CampbellBozorgnia2019",
      tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
      component: "Average Horizontal",
      standardDeviations: ALL_STANDARD_DEVIATIONS,
      ruptureColumns: ["dip", "hypo_depth", "mag", "rake", "width", "ztor"],
      distanceColumns: ["rjb", "rrup", "rx"],
      siteColumns: ["vs30", "z2pt5"],
      measures: ["CAV", "IA", "PGA", "PGV", "SA"],
    }),
  },
  aliases: {
    CampbellBozorgnia2014HighQ: ["CampbellBozorgnia2014", { coeffs: CAMPBELL_BOZORGNIA_HIGH_Q }],
    CampbellBozorgnia2014LowQ: ["CampbellBozorgnia2014", { coeffs: CAMPBELL_BOZORGNIA_LOW_Q }],
    CampbellBozorgnia2014JapanSite: ["CampbellBozorgnia2014", { SJ: true }],
    CampbellBozorgnia2014HighQJapanSite: ["CampbellBozorgnia2014", { coeffs: CAMPBELL_BOZORGNIA_HIGH_Q, SJ: true }],
    CampbellBozorgnia2014LowQJapanSite: ["CampbellBozorgnia2014", { coeffs: CAMPBELL_BOZORGNIA_LOW_Q, SJ: true }],
    CampbellBozorgnia2019HighQ: ["CampbellBozorgnia2019", { coeffs: CAMPBELL_BOZORGNIA_HIGH_Q }],
    CampbellBozorgnia2019LowQ: ["CampbellBozorgnia2019", { coeffs: CAMPBELL_BOZORGNIA_LOW_Q }],
    CampbellBozorgnia2019JapanSite: ["CampbellBozorgnia2019", { SJ: true }],
    CampbellBozorgnia2019HighQJapanSite: ["CampbellBozorgnia2019", { coeffs: CAMPBELL_BOZORGNIA_HIGH_Q, SJ: true }],
    CampbellBozorgnia2019LowQJapanSite: ["CampbellBozorgnia2019", { coeffs: CAMPBELL_BOZORGNIA_LOW_Q, SJ: true }],
  },
};
