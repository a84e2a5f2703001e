/**
 * Gulerce, Kamai, Abrahamson & Silva (2017), Ground motion prediction equations for the vertical ground motion component based on the
 * NGA-W2 database, Earthquake Spectra 33(2), 499-528, eqs. 1-14, with regional attenuation and site terms.
 *
 * ln(g); rrup, rjb, rx, ry0, ztor, width in km, angles in degrees. Magnitude 3 to 8, up to 300 km.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS } from "../make-model.ts";
import { isNormal30, isReverse30, RADIANS } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { modelVariants, type RowFunction, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "GulerceEtAl2017",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Vertical",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["dip", "mag", "rake", "width", "ztor"],
  distanceColumns: ["rjb", "rrup", "rx", "ry0"],
  siteColumns: ["vs30"],
  measures: ["SA"],
  validity: { magnitude: [3, 8], distance: 300 },
};

const COEFFICIENTS = coefficientTable(
  "vlin c c4 a1 a2 a3 a4 a5 a6 a8 a10 a11 a12 a13 a14 a15 a17 a25 a26 a27 a28 a29 a31 a35 s1 s2_all s3 s4_all s2_noJP s4_noJP",
  `
0.01  660 2.4 8.6  1.3504 -1.087 0.275 0.121 -0.592  1.78 0  -0.397   -0.2 -0.12  0.67 -0.168    1.1 -0.0062  0.0015 -0.0007 0.0031 0.0035  -0.001  0.252   0.38  0.734   0.52 0.4402 0.3501   0.45 0.3219
0.02  680 2.4 8.6  1.4832 -1.106 0.275 0.111 -0.592  1.78 0   -0.36   -0.2 -0.12  0.67 -0.165    1.1 -0.0064  0.0017 -0.0007 0.0031 0.0035 -0.0009  0.215  0.343  0.734 0.5396 0.4546 0.3586  0.473 0.3328
0.03  770 2.4 8.6  1.7798  -1.15 0.275 0.105 -0.592 1.759 0   -0.34   -0.2 -0.12  0.67  -0.18    1.1 -0.0069  0.0016 -0.0008 0.0032 0.0037  -0.001  0.195  0.323  0.734  0.551 0.4958 0.3904 0.4865 0.3613
0.05  915 2.4 8.6  1.9652 -1.108  0.26 0.148 -0.559 1.708 0  -0.405   -0.2 -0.12  0.67 -0.212    1.1 -0.0092  0.0013 -0.0011  0.003 0.0047 -0.0006   0.26  0.388  0.734 0.5654 0.5365 0.4604 0.5035 0.4108
0.075 960 2.4 8.6  1.7821 -1.006 0.247 0.202 -0.531 1.689 0   -0.46   -0.2 -0.12  0.67 -0.112    1.1 -0.0102 -0.0009 -0.0021  0.003 0.0054 -0.0009  0.315  0.443  0.734 0.5769 0.5078  0.468  0.504 0.3945
0.1   910 2.4 8.6  1.6862 -0.952 0.239 0.258 -0.514 1.742 0  -0.474   -0.2 -0.12  0.67  -0.09    1.1 -0.0097 -0.0014 -0.0035 0.0026 0.0051 -0.0014  0.329  0.457  0.734  0.585 0.4714 0.4165  0.504 0.3621
0.15  740 2.4 8.6  1.6087  -0.94 0.227 0.309 -0.488 1.831 0  -0.474 -0.159 -0.12  0.67 -0.075    1.1 -0.0075 -0.0014 -0.0045  0.002 0.0041 -0.0024  0.329  0.457  0.734  0.585 0.4189 0.3713  0.504 0.3283
0.2   590 2.4 8.6  1.4836 -0.928 0.218 0.346 -0.469 1.937 0  -0.474 -0.129 -0.12  0.67 -0.075    1.1  -0.006 -0.0012 -0.0045  0.002 0.0038 -0.0029  0.329  0.457 0.7098  0.585 0.3955 0.3389  0.504 0.3058
0.25  495 2.4 8.6  1.3777 -0.928 0.211 0.374 -0.454 2.032 0  -0.474 -0.106 -0.12  0.62 -0.075    1.1 -0.0045 -0.0015 -0.0047 0.0015 0.0029 -0.0037  0.329  0.457 0.6909  0.585 0.3819 0.3138  0.504 0.2884
0.3   430 1.8 8.6  1.3091 -0.928 0.206 0.397 -0.443 2.109 0  -0.474 -0.088 -0.12 0.579 -0.075  1.031 -0.0036 -0.0015 -0.0044 0.0013 0.0025  -0.004  0.329  0.457 0.6756  0.585 0.3835 0.2932  0.504 0.2741
0.4   360 1.8 8.6  1.1237 -0.928 0.197 0.434 -0.352 2.227 0  -0.474 -0.059 -0.12 0.515 -0.075  0.922 -0.0024 -0.0015 -0.0034 0.0011 0.0016 -0.0041  0.329  0.457 0.6513  0.585    0.4 0.2608  0.504 0.2516
0.5   340 1.8 8.6   0.961 -0.928  0.19 0.462 -0.281 2.351 0   -0.49 -0.036 -0.12 0.465 -0.075  0.837 -0.0017 -0.0012 -0.0025 0.0007 0.0011 -0.0041  0.345  0.473 0.6325  0.585 0.4277 0.2357 0.5249 0.2342
0.75  330 1.8 8.6  0.6477 -0.928 0.178 0.513 -0.152 2.577 0  -0.575  0.006 -0.12 0.374  -0.06  0.683  -0.001 -0.0002 -0.0006      0 0.0004 -0.0038   0.43  0.558 0.5983  0.611 0.4686   0.19  0.563 0.2025
1     330 1.8 8.6  0.4024 -0.928 0.169   0.6 -0.061   2.7 0  -0.626  0.035 -0.12  0.31  0.017  0.574  -0.001       0       0      0 0.0004 -0.0031  0.481  0.609 0.5741 0.6295    0.5   0.19   0.59   0.18
1.5   330 1.8 8.6  0.0656 -0.928 0.157 0.838  0.068 2.821 0  -0.721  0.076 -0.12 0.219  0.147   0.42  -0.001       0       0      0 0.0004 -0.0023  0.576  0.704 0.5399 0.6555 0.5337   0.19  0.628  0.184
2     330 1.8 8.6 -0.2475 -0.928 0.148 1.006  0.159 2.869 0   -0.73  0.106 -0.12 0.155  0.246  0.311  -0.001       0       0      0 0.0004 -0.0018  0.585  0.713 0.5157  0.674 0.5337   0.19  0.655  0.184
3     330 1.8 8.6 -0.7131 -0.928 0.136 1.244  0.288  2.92 0  -0.649  0.147 -0.12 0.064  0.385  0.157  -0.001       0       0      0 0.0004 -0.0018  0.504  0.632 0.4815    0.7 0.5337   0.19  0.693  0.184
4     330 1.8 8.6 -1.0571 -0.928 0.128 1.413  0.494  2.95 0  -0.575  0.176 -0.12     0  0.484  0.048  -0.001       0       0      0 0.0004 -0.0018   0.43  0.558 0.4572    0.7 0.5337   0.19   0.72  0.184
5     330 1.8 8.6 -1.7084 -0.848 0.121 1.544  0.654  2.95 0    -0.5  0.199 -0.12     0  0.561 -0.037  -0.001       0       0      0 0.0004 -0.0018  0.355  0.483 0.4384    0.7 0.5337   0.19   0.72  0.184
6     330 1.8 8.6 -2.2393 -0.783 0.115 1.651  0.784  2.95 0  -0.427  0.218 -0.12     0  0.624 -0.106  -0.001       0       0      0 0.0004 -0.0018  0.282   0.41 0.4231    0.7 0.5337   0.19   0.72  0.184
7.5   330 1.8 8.6 -2.9456 -0.704 0.109  1.78 0.9425  2.95 0 -0.3185 0.2405 -0.12     0    0.7  -0.19  -0.001       0       0      0 0.0004 -0.0018 0.1735 0.3015 0.4044    0.7 0.5337   0.19   0.72  0.184
10    330 1.8 8.6 -4.0143   -0.6   0.1  1.95   1.15  2.95 0  -0.209   0.27 -0.12     0    0.8   -0.3  -0.001       0       0      0 0.0004 -0.0018  0.064  0.192   0.38    0.7 0.5337   0.19   0.72  0.184
`,
);

type Row = ReturnType<typeof COEFFICIENTS.at>;

type Region = "CAL" | "TWN" | "ITA" | "MID" | "CHN" | "JPN";

const M1 = 6.75;
const M2 = 5.5;

/** Magnitude and distance, eqs. 2 and 3. */
function baseTerm(c: Row, mag: number, rrup: number): number {
  const saturation = c.c4 - ((c.c4 - 1) * (6 - Math.min(Math.max(mag, 4), 6))) / 2;
  const lnR = Math.log(Math.hypot(rrup, saturation));
  // Below the second hinge the terms stay at it, and the magnitude enters linearly.
  const m = Math.max(mag, M2);
  return (
    c.a1 +
    c.a17 * rrup +
    (mag >= M1 ? c.a5 : c.a4) * (m - M1) +
    c.a8 * (8.5 - m) ** 2 +
    c.a6 * Math.min(mag - M2, 0) +
    (c.a2 + c.a3 * (m - M1)) * lnR
  );
}

function mechanism(c: Row, mag: number, rake: number): number {
  const term = isReverse30(rake) ? c.a11 : isNormal30(rake) ? c.a12 : 0;
  return term * (mag > 5 ? 1 : Math.max(mag - 4, 0));
}

/** Eqs. 6 to 11. */
function hangingWall(c: Row): RowFunction {
  return (ctx, i) => {
    const x = ctx.rx[i]!;
    const m = ctx.mag[i]!;
    const dip = ctx.dip[i]!;
    const top = ctx.ztor[i]!;
    if (!(x > 0) || dip === 90 || m <= 5.5 || top > 10) return 0;
    const taperDip = dip <= 30 ? 60 / 45 : (90 - dip) / 45;
    const dm = m - 6.5;
    const taperMagnitude = 1 + 0.2 * dm - (dm < 0 ? 0.8 * dm * dm : 0);
    const edge = ctx.width[i]! * Math.cos(dip * RADIANS);
    const ratio = x / edge;
    const taperAcross =
      x < edge ? 0.25 + 1.5 * ratio - 0.75 * ratio * ratio : x <= 4 * edge ? 1 - (x - edge) / (3 * edge) : 0;
    const beyond = ctx.ry0[i]! - x * Math.tan(20 * RADIANS);
    const taperAlong = Math.min(Math.max(1 - beyond / 5, 0), 1);
    return c.a13 * taperDip * taperMagnitude * taperAcross * (1 - (top * top) / 100) * taperAlong;
  };
}

/** Highest vs30 (m/s) that amplification depends on. */
function highestVs30(period: number): number {
  if (period <= 0.5) return 1500;
  return period < 3 ? Math.exp(-0.351 * Math.log(period / 0.5) + Math.log(1500)) : 800;
}

function regionTerms(c: Row, region: Region): readonly [site: number, anelastic: number] {
  switch (region) {
    case "CAL":
      return [0, 0];
    case "TWN":
      return [c.a31, c.a25];
    case "ITA":
      return [0, c.a26];
    case "MID":
      return [0, c.a27];
    case "CHN":
      return [0, c.a28];
    case "JPN":
      return [c.a35, c.a29];
  }
}

function evaluator(imt: IntensityMeasure, region: Region): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const v1 = highestVs30(imt.period);
  const [regionSite, regionAnelastic] = regionTerms(c, region);
  const hanging = hangingWall(c);
  const ramp = (low: number, high: number, from: number, mag: number) =>
    low + ((high - low) / 2) * Math.min(Math.max(mag - from, 0), 2);
  const [phi2, tau2] = region === "JPN" ? [c.s2_all, c.s4_all] : [c.s2_noJP, c.s4_noJP];
  return rowEvaluator(
    (ctx, i) => {
      const m = ctx.mag[i]!;
      const r = ctx.rrup[i]!;
      return (
        baseTerm(c, m, r) +
        mechanism(c, m, ctx.rake[i]!) +
        (c.a10 + regionSite) * Math.log(Math.min(ctx.vs30[i]!, v1) / c.vlin) +
        hanging(ctx, i) +
        c.a15 * Math.min(ctx.ztor[i]! / 20, 1) +
        regionAnelastic * r
      );
    },
    {
      tau: (ctx, i) => ramp(c.s3, tau2, 5, ctx.mag[i]!),
      phi: (ctx, i) => ramp(c.s1, phi2, 4, ctx.mag[i]!),
    },
  );
}

export const gulerce2017: ModelFamily = {
  models: modelVariants<Region>(FACTS, evaluator, {
    GulerceEtAl2017: { options: "CAL" },
    GulerceEtAl2017RegTWN: { options: "TWN" },
    GulerceEtAl2017RegITA: { options: "ITA" },
    GulerceEtAl2017RegMID: { options: "MID" },
    GulerceEtAl2017RegCHN: { options: "CHN" },
    GulerceEtAl2017RegJPN: { options: "JPN" },
  }),
};
