/**
 * Abrahamson, Silva & Kamai (2014), Summary of the ASK14 ground motion relation for active crustal regions, Earthquake Spectra
 * 30(3), 1025-1055: eqs. 2-8 (source, path), 9-14 (hanging wall, depth), 15-17 (site and basin), 20-30 (regions, standard deviations). The aftershock
 * term is not used.
 *
 * ln(g) or ln(cm/s); distances, ztor and width in km, angles in degrees, vs30 in m/s, z1pt0 in m (negative: the median of vs30).
 * Magnitude 3 to 8.5, rrup up to 300 km, vs30 180 to 1500 m/s.
 */
import type { ContextBlock } from "../../context-block.ts";
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, makeModel } from "../make-model.ts";
import { isNormal30, isReverse30, RADIANS } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { choiceArgument, flagArgument, numberArgument, readArguments } from "../model-arguments.ts";
import { shiftByEpistemic } from "../nga-west2-epistemic.ts";
import { usgsBasinTaperZ1 } from "../site/basin-depth.ts";

const FACTS: ModelFacts = {
  name: "AbrahamsonEtAl2014",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal (RotD50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["dip", "mag", "rake", "width", "ztor"],
  distanceColumns: ["rjb", "rrup", "rx", "ry0"],
  siteColumns: ["vs30", "vs30measured", "z1pt0"],
  measures: ["PGA", "PGV", "SA"],
  referenceVelocity: 1180,
  doi: "10.1193/070913EQS198M",
  validity: { magnitude: [3, 8.5], distance: 300, vs30: [180, 1500] },
};

export const ABRAHAMSON_2014 = coefficientTable(
  "m1 vlin b c c4 a1 a2 a3 a4 a5 a6 a7 a8 a10 a11 a12 a13 a14 a15 a17 a43 a44 a45 a46 a25 a28 a29 a31 a36 a37 a38 a39 a40 a41 a42 s1e s2e s3 s4 s1m s2m s5 s6",
  `
PGA   6.75 660 -1.47  2.4 4.5  0.587  -0.79 0.275 -0.1 -0.41 2.154 0 -0.015 1.735 0 -0.1  0.6  -0.3   1.1 -0.0072  0.1 0.05    0 -0.05 -0.0015 0.0025 -0.0034 -0.1503  0.265  0.337 0.188 0 0.088 -0.196  0.044 0.754  0.52 0.47 0.36 0.741 0.501 0.54 0.63
PGV   6.75 330 -2.02 2400 4.5  5.975 -0.919 0.275 -0.1 -0.41 2.366 0 -0.094  2.36 0 -0.1 0.25  0.22   0.3 -0.0005 0.28 0.15 0.09  0.07 -0.0001 0.0005 -0.0037 -0.1462  0.377  0.212 0.157 0 0.095 -0.038  0.065 0.662  0.51 0.38 0.38  0.66  0.51 0.58 0.53
0.01  6.75 660 -1.47  2.4 4.5  0.587  -0.79 0.275 -0.1 -0.41 2.154 0 -0.015 1.735 0 -0.1  0.6  -0.3   1.1 -0.0072  0.1 0.05    0 -0.05 -0.0015 0.0025 -0.0034 -0.1503  0.265  0.337 0.188 0 0.088 -0.196  0.044 0.754  0.52 0.47 0.36 0.741 0.501 0.54 0.63
0.02  6.75 680 -1.46  2.4 4.5  0.598  -0.79 0.275 -0.1 -0.41 2.146 0 -0.015 1.718 0 -0.1  0.6  -0.3   1.1 -0.0073  0.1 0.05    0 -0.05 -0.0015 0.0024 -0.0033 -0.1479  0.255  0.328 0.184 0 0.088 -0.194  0.061  0.76  0.52 0.47 0.36 0.747 0.501 0.54 0.63
0.03  6.75 770 -1.39  2.4 4.5  0.602  -0.79 0.275 -0.1 -0.41 2.157 0 -0.015 1.615 0 -0.1  0.6  -0.3   1.1 -0.0075  0.1 0.05    0 -0.05 -0.0016 0.0023 -0.0034 -0.1447  0.249   0.32  0.18 0 0.093 -0.175  0.162 0.781  0.52 0.47 0.36 0.769 0.501 0.55 0.63
0.05  6.75 915 -1.22  2.4 4.5  0.707  -0.79 0.275 -0.1 -0.41 2.085 0 -0.015 1.358 0 -0.1  0.6  -0.3   1.1  -0.008  0.1 0.05    0 -0.05  -0.002 0.0027 -0.0033 -0.1326  0.202  0.289 0.167 0 0.133  -0.09  0.451  0.81  0.53 0.47 0.36 0.798 0.512 0.56 0.65
0.075 6.75 960 -1.15  2.4 4.5  0.973  -0.79 0.275 -0.1 -0.41 2.029 0 -0.015 1.258 0 -0.1  0.6  -0.3   1.1 -0.0089  0.1 0.05    0 -0.05 -0.0027 0.0032 -0.0029 -0.1353  0.126  0.275 0.173 0 0.186   0.09  0.506  0.81  0.54 0.47 0.36 0.798 0.522 0.57 0.69
0.1   6.75 910 -1.23  2.4 4.5  1.169  -0.79 0.275 -0.1 -0.41 2.041 0 -0.015  1.31 0 -0.1  0.6  -0.3   1.1 -0.0095  0.1 0.05    0 -0.05 -0.0033 0.0036 -0.0025 -0.1128  0.022  0.256 0.189 0  0.16  0.006  0.335  0.81  0.55 0.47 0.36 0.795 0.527 0.57  0.7
0.15  6.75 740 -1.59  2.4 4.5  1.442  -0.79 0.275 -0.1 -0.41 2.121 0 -0.022  1.66 0 -0.1  0.6  -0.3   1.1 -0.0095  0.1 0.05    0 -0.05 -0.0035 0.0033 -0.0025  0.0383 -0.136  0.162 0.108 0 0.068 -0.156 -0.084 0.801  0.56 0.47 0.36 0.773 0.519 0.58  0.7
0.2   6.75 590 -2.01  2.4 4.5  1.637  -0.79 0.275 -0.1 -0.41 2.224 0  -0.03  2.22 0 -0.1  0.6  -0.3   1.1 -0.0086  0.1 0.05    0 -0.03 -0.0033 0.0027 -0.0031  0.0775 -0.078  0.224 0.115 0 0.048 -0.274 -0.178 0.789 0.565 0.47 0.36 0.753 0.514 0.59  0.7
0.25  6.75 495 -2.41  2.4 4.5  1.701  -0.79 0.275 -0.1 -0.41 2.312 0 -0.038  2.77 0 -0.1  0.6 -0.24   1.1 -0.0074  0.1 0.05    0     0 -0.0029 0.0024 -0.0036  0.0741  0.037  0.248 0.122 0 0.055 -0.248 -0.187  0.77  0.57 0.47 0.36 0.729 0.513 0.61  0.7
0.3   6.75 430 -2.76  2.4 4.5  1.712  -0.79 0.275 -0.1 -0.41 2.338 0 -0.045  3.25 0 -0.1  0.6 -0.19  1.03 -0.0064  0.1 0.05 0.03  0.03 -0.0027  0.002 -0.0039  0.2548 -0.091  0.203 0.096 0 0.073 -0.203 -0.159  0.74  0.58 0.47 0.36 0.693 0.519 0.63  0.7
0.4   6.75 360 -3.28  2.4 4.5  1.662  -0.79 0.275 -0.1 -0.41 2.469 0 -0.055  3.99 0 -0.1 0.58 -0.11  0.92 -0.0043  0.1 0.07 0.06  0.06 -0.0023  0.001 -0.0048  0.2136  0.129  0.232 0.123 0 0.143 -0.154 -0.023 0.699  0.59 0.47 0.36 0.644 0.524 0.66  0.7
0.5   6.75 340  -3.6  2.4 4.5  1.571  -0.79 0.275 -0.1 -0.41 2.559 0 -0.065  4.45 0 -0.1 0.56 -0.04  0.84 -0.0032  0.1  0.1  0.1  0.09  -0.002 0.0008  -0.005  0.1542   0.31  0.252 0.134 0  0.16 -0.159 -0.029 0.676   0.6 0.47 0.36 0.616 0.532 0.69  0.7
0.75  6.75 330  -3.8  2.4 4.5  1.299  -0.79 0.275 -0.1 -0.41 2.682 0 -0.095  4.75 0 -0.1 0.53  0.07  0.68 -0.0025 0.14 0.14 0.14  0.13  -0.001 0.0007 -0.0041  0.0787  0.505  0.208 0.129 0 0.158 -0.141  0.061 0.631 0.615 0.47 0.36 0.566 0.548 0.73 0.69
1     6.75 330  -3.5  2.4 4.5  1.043  -0.79 0.275 -0.1 -0.41 2.763 0  -0.11   4.3 0 -0.1  0.5  0.15  0.57 -0.0025 0.17 0.17 0.17  0.14 -0.0005 0.0007 -0.0032  0.0476  0.358  0.208 0.152 0 0.145 -0.144  0.062 0.609  0.63 0.47 0.36 0.541 0.565 0.77 0.68
1.5   6.75 330  -2.4  2.4 4.5  0.665  -0.79 0.275 -0.1 -0.41 2.836 0 -0.124   2.6 0 -0.1 0.42  0.27  0.42 -0.0022 0.22 0.21  0.2  0.16 -0.0004 0.0006  -0.002 -0.0163  0.131  0.108 0.118 0 0.131 -0.126  0.037 0.578  0.64 0.47 0.36 0.506 0.576  0.8 0.66
2     6.75 330    -1  2.4 4.5  0.329  -0.79 0.275 -0.1 -0.41 2.897 0 -0.138  0.55 0 -0.1 0.35  0.35  0.31 -0.0019 0.26 0.25 0.22  0.16 -0.0002 0.0003 -0.0017 -0.1203  0.123  0.068 0.119 0 0.083 -0.075 -0.143 0.555  0.65 0.47 0.36  0.48 0.587  0.8 0.62
3     6.82 330     0  2.4 4.5  -0.06  -0.79 0.275 -0.1 -0.41 2.906 0 -0.172 -0.95 0 -0.1  0.2  0.46  0.16 -0.0015 0.34  0.3 0.23  0.16       0      0  -0.002 -0.2719  0.109 -0.023 0.093 0  0.07 -0.021 -0.028 0.548  0.64 0.47 0.36 0.472 0.576  0.8 0.55
4     6.92 330     0  2.4 4.5 -0.299  -0.79 0.275 -0.1 -0.41 2.889 0 -0.197 -0.95 0 -0.1    0  0.54  0.05  -0.001 0.41 0.32 0.23  0.14       0      0  -0.002 -0.2958  0.135  0.028 0.084 0 0.101  0.072 -0.097 0.527  0.63 0.47 0.36 0.447 0.565 0.76 0.52
5        7 330     0  2.4 4.5 -0.562 -0.765 0.275 -0.1 -0.41 2.898 0 -0.218 -0.93 0 -0.1    0  0.61 -0.04  -0.001 0.51 0.32 0.22  0.13       0      0  -0.002 -0.2718  0.189  0.031 0.058 0 0.095  0.205  0.015 0.505  0.63 0.47 0.36 0.425 0.568 0.72  0.5
6     7.06 330     0  2.4 4.5 -0.875 -0.711 0.275 -0.1 -0.41 2.896 0 -0.235 -0.91 0 -0.2    0  0.65 -0.11  -0.001 0.55 0.32  0.2   0.1       0      0  -0.002 -0.2517  0.215  0.024 0.065 0 0.133  0.285  0.104 0.477  0.63 0.47 0.36 0.395 0.571  0.7  0.5
7.5   7.15 330     0  2.4 4.5 -1.303 -0.634 0.275 -0.1 -0.41  2.87 0 -0.255 -0.87 0 -0.2    0  0.72 -0.19  -0.001 0.49 0.28 0.17  0.09       0      0  -0.002   -0.14   0.15  -0.07     0 0 0.151  0.329  0.299 0.457  0.63 0.47 0.36 0.378 0.575 0.67  0.5
10    7.25 330     0  2.4 4.5 -1.928 -0.529 0.275 -0.1 -0.41 2.843 0 -0.285  -0.8 0 -0.2    0   0.8  -0.3  -0.001 0.42 0.22 0.14  0.08       0      0  -0.002 -0.0216  0.092 -0.159 -0.05 0 0.124  0.301  0.243 0.429  0.63 0.47 0.36 0.359 0.585 0.64  0.5
`,
);

/** Basin adjustment from CyberShake simulations (US national seismic hazard model 2023). */
const CYBERSHAKE = coefficientTable(
  "a44cy a45cy",
  `
2   0.048 0.114
3   0.092 0.223
4   0.202 0.333
5    0.27 0.399
6    0.32   0.2
7.5 0.354 0.426
10  0.343 0.334
`,
);

type Row =
  Coefficients<"m1 vlin b c c4 a1 a2 a3 a4 a5 a6 a7 a8 a10 a11 a12 a13 a14 a15 a17 a43 a44 a45 a46 a25 a28 a29 a31 a36 a37 a38 a39 a40 a41 a42 s1e s2e s3 s4 s1m s2m s5 s6">;

export interface Abrahamson2014Options {
  readonly region: "CHN" | "JPN" | "TWN" | undefined;
  readonly usgs_basin_scaling: boolean;
  readonly cybershake_basin_adj: boolean;
  /** Ends the hanging-wall term beyond the ends of the rupture by rjb, the paper's form for ry0 unknown. */
  readonly rjb_taper: boolean;
}

const N = 1.5;
const M2 = 5;
/** The reference rock of the non-linear site term, m/s. */
const ROCK_VS30 = 1180;
const TAN20 = Math.tan(20 * RADIANS);

/** vs30 above which amplification stops, eq. 9. */
function saturationVs30(imt: IntensityMeasure): number {
  if (imt.kind !== "SA" || imt.period <= 0.5) return 1500;
  return imt.period < 3 ? Math.exp(-0.35 * Math.log(imt.period / 0.5) + Math.log(1500)) : 800;
}

/** Median depth (km) to 1 km/s, eqs. 18 and 19. */
function medianDepth(region: Abrahamson2014Options["region"], vs30: number): number {
  if (region === "JPN")
    return Math.exp((-5.23 / 2) * Math.log((vs30 * vs30 + 412 ** 2) / (1360 ** 2 + 412 ** 2))) / 1000;
  const v4 = (vs30 * vs30) ** 2;
  return Math.exp((-7.67 / 4) * Math.log((v4 + 610 ** 4) / (1360 ** 4 + 610 ** 4))) / 1000;
}

/** Piecewise linear through (xs, ys); beyond the ends the last segments go on. */
function piecewise(xs: readonly number[], ys: readonly number[], x: number): number {
  let k = 1;
  while (k < xs.length - 1 && x > xs[k]!) k++;
  const x0 = xs[k - 1]!;
  const y0 = ys[k - 1]!;
  return y0 + ((ys[k]! - y0) * (x - x0)) / (xs[k]! - x0);
}

const BASIN_VS30 = [0, 150, 250, 400, 700, 1000, 6000];
const JAPAN_VS30 = [150, 250, 350, 450, 600, 850, 1150, 2000];

/** Magnitude-dependent part of the hanging-wall term, eq. 12. */
function hangingWallMagnitude(mag: number): number {
  if (mag <= 5.5) return 0;
  const dm = mag - 6.5;
  return mag > 6.5 ? 1 + 0.2 * dm : 1 + 0.2 * dm - 0.8 * dm * dm;
}

/** Hanging-wall taper with rx, eq. 13; `r1` is the width's projection. */
function taperAcross(rx: number, r1: number): number {
  if (rx < r1) {
    const x = rx / r1;
    return 0.25 + 1.5 * x - 0.75 * x * x;
  }
  return rx <= 3 * r1 ? 1 - (rx - r1) / (2 * r1) : 0;
}

/** Hanging-wall taper with ry0, eq. 14. */
function taperAlong(rx: number, ry0: number): number {
  const beyond = ry0 - rx * TAN20;
  return beyond <= 0 ? 1 : beyond < 5 ? 1 - beyond / 5 : 0;
}

/** Linear site term, for vs30 above the one where it becomes so. */
export function abrahamson2014RockSite(c: Row, imt: IntensityMeasure): (vs30: number) => number {
  const v1 = saturationVs30(imt);
  return (vs30) => (c.a10 + c.b * N) * Math.log(Math.min(vs30, v1) / c.vlin);
}

/** Source terms of one rupture, filled by `ruptureTerms`. */
interface RuptureTerms {
  source: number;
  slope: number;
  saturation2: number;
  hangingWall: number;
  hangingWallWidth: number;
  tau: number;
}

function ruptureTerms(c: Row, ctx: ContextBlock, i: number, out: RuptureTerms): void {
  const m = ctx.mag[i]!;
  const rake = ctx.rake[i]!;
  const capped = Math.max(m, M2);
  const dm = capped - c.m1;
  out.source =
    c.a1 +
    (m >= c.m1 ? c.a5 : c.a4) * dm +
    c.a8 * (8.5 - capped) ** 2 +
    (m < M2 ? c.a6 * (m - M2) + c.a7 * (m - M2) ** 2 : 0);
  out.slope = c.a2 + c.a3 * dm;
  const c4 = m > 5 ? c.c4 : m < 4 ? 1 : c.c4 - (c.c4 - 1) * (5 - m);
  out.saturation2 = c4 * c4;
  const growth = Math.min(Math.max(m - 4, 0), 1);
  out.source += growth * (isReverse30(rake) ? c.a11 : isNormal30(rake) ? c.a12 : 0);
  const top = ctx.ztor[i]!;
  out.source += c.a15 * Math.min(top / 20, 1);
  const dip = ctx.dip[i]!;
  const dipTaper = dip <= 30 ? 60 / 45 : (90 - dip) / 45;
  const depthTaper = top <= 10 ? 1 - (top * top) / 100 : 0;
  out.hangingWall = dip === 90 ? 0 : c.a13 * dipTaper * depthTaper * hangingWallMagnitude(m);
  out.hangingWallWidth = ctx.width[i]! * Math.cos(dip * RADIANS);
  out.tau = c.s3 + ((c.s4 - c.s3) / 2) * (Math.min(Math.max(m, 5), 7) - 5);
}

/** Within-event standard deviation on rock: by magnitude, or by distance in Japan. */
function withinOnRock(c: Row, japan: boolean, mag: number, rrup: number, measured: boolean): number {
  if (japan) return c.s5 + ((c.s6 - c.s5) / 50) * (Math.min(Math.max(rrup, 30), 80) - 30);
  const s1 = measured ? c.s1m : c.s1e;
  const s2 = measured ? c.s2m : c.s2e;
  return s1 + ((s2 - s1) / 2) * (Math.min(Math.max(mag, 4), 6) - 4);
}

export function abrahamson2014(c: Row, imt: IntensityMeasure, options: Abrahamson2014Options): GroundMotionEvaluator {
  const { region } = options;
  const japan = region === "JPN";
  const v1 = saturationVs30(imt);
  const cybershake = options.cybershake_basin_adj && imt.period > 1.9 ? CYBERSHAKE.at(imt) : undefined;
  const basinShift = cybershake === undefined ? 0 : 0.1;
  const a44 = cybershake?.a44cy ?? c.a44;
  const a45 = cybershake?.a45cy ?? c.a45;
  const basinSlopes = [c.a43, c.a43, a44, a45, c.a46, c.a46, c.a46];
  const japanSite = [c.a36, c.a37, c.a38, c.a39, c.a40, c.a41, c.a42, c.a42];
  const usgs = options.usgs_basin_scaling;
  const rjbTaper = options.rjb_taper;
  const regionalSite = (vs30: number): number => {
    if (region === "TWN") return c.a31 * Math.log(Math.min(vs30, v1) / c.vlin);
    return japan ? piecewise(JAPAN_VS30, japanSite, vs30) : 0;
  };
  const anelastic = c.a17 + (region === "TWN" ? c.a25 : region === "CHN" ? c.a28 : japan ? c.a29 : 0);
  // On reference rock the basin depth is the median, so only the shift is left of the basin term, and the response is linear.
  const rockSite =
    (c.a10 + c.b * N) * Math.log(Math.min(ROCK_VS30, v1) / c.vlin) + (usgs ? 0 : basinShift) + regionalSite(ROCK_VS30);
  const terms: RuptureTerms = { source: 0, slope: 0, saturation2: 0, hangingWall: 0, hangingWallWidth: 0, tau: 0 };
  return (ctx, out) => {
    const { mag, rake, dip, ztor, width, rrup, rjb, rx, ry0, vs30, vs30measured, z1pt0 } = ctx;
    for (let i = 0; i < ctx.length; i++) {
      const p = i - 1;
      if (
        i === 0 ||
        mag[i]! !== mag[p]! ||
        rake[i]! !== rake[p]! ||
        dip[i]! !== dip[p]! ||
        ztor[i]! !== ztor[p]! ||
        width[i]! !== width[p]!
      )
        ruptureTerms(c, ctx, i, terms);
      const r = rrup[i]!;
      let base = terms.source + 0.5 * terms.slope * Math.log(r * r + terms.saturation2) + anelastic * r;
      if (terms.hangingWall !== 0 && rx[i]! > 0)
        base +=
          terms.hangingWall *
          (taperAcross(rx[i]!, terms.hangingWallWidth) *
            (rjbTaper ? Math.max(0, 1 - rjb[i]! / 30) : taperAlong(rx[i]!, ry0[i]!)));
      const v = vs30[i]!;
      const ratio = Math.min(v, v1) / c.vlin;
      const lnRatio = Math.log(ratio);
      let site: number;
      let derivative = 0;
      if (v >= c.vlin) site = (c.a10 + c.b * N) * lnRatio;
      else {
        const rock = Math.exp(base + rockSite);
        site = c.a10 * lnRatio + c.b * (Math.log(rock + c.c * Math.exp(N * lnRatio)) - Math.log(rock + c.c));
        derivative = c.b * rock * (1 / (rock + c.c * (v / c.vlin) ** N) - 1 / (rock + c.c));
      }
      const median = medianDepth(region, v);
      const z = z1pt0[i]! / 1000;
      let basin = basinShift;
      if (z >= 0) basin += piecewise(BASIN_VS30, basinSlopes, v) * Math.log((z + 0.01) / (median + 0.01));
      if (usgs) basin *= usgsBasinTaperZ1(z1pt0[i]!, imt.period);
      out.mean[i] = base + site + basin + regionalSite(v);
      const onRock = withinOnRock(c, japan, mag[i]!, r, vs30measured[i]! !== 0);
      const amplification = onRock < 0.4 ? 0.99 * onRock : 0.4;
      const factor = (1 + derivative) * (1 + derivative);
      const phi2 = (onRock * onRock - amplification * amplification) * factor + amplification * amplification;
      const tau = terms.tau * (1 + derivative);
      out.tau[i] = tau;
      out.phi[i] = Math.sqrt(phi2);
      out.sigma[i] = Math.sqrt(phi2 + tau * tau);
    }
  };
}

export const abrahamson2014Family: ModelFamily = {
  models: {
    AbrahamsonEtAl2014: (args) => {
      const options = readArguments(FACTS.name, args, {
        region: choiceArgument(["CHN", "JPN", "TWN"], undefined),
        sigma_mu_epsilon: numberArgument(0),
        usgs_basin_scaling: flagArgument(false),
        cybershake_basin_adj: flagArgument(false),
        rjb_taper: flagArgument(false),
      });
      return makeModel(FACTS, (imt) =>
        shiftByEpistemic(abrahamson2014(ABRAHAMSON_2014.at(imt), imt, options), options.sigma_mu_epsilon),
      );
    },
  },
  aliases: {
    AbrahamsonEtAl2014RegCHN: ["AbrahamsonEtAl2014", { region: "CHN" }],
    AbrahamsonEtAl2014RegJPN: ["AbrahamsonEtAl2014", { region: "JPN" }],
    AbrahamsonEtAl2014RegTWN: ["AbrahamsonEtAl2014", { region: "TWN" }],
  },
};
