/**
 * Si, Midorikawa & Kishida (2020), Development of NGA-Sub ground-motion model of 5%-damped pseudo-spectral acceleration based on database for subduction
 * earthquakes in Japan, PEER report 2020/06, eqs. 1-8, with the site response of Seyhan & Stewart (2014).
 *
 * log10(g) and log10(cm/s) in the report, ln here; rrup, depth in km, z2pt5 in km (-999: the median of vs30). Magnitude 5.5 to 9.1.
 */

import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, LN10 } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { modelVariants, type RowFunction, rowEvaluator } from "../row-evaluator.ts";
import { medianZ25, NOT_MEASURED } from "../site/basin-depth.ts";

const INTERFACE_FACTS: ModelFacts = {
  name: "SiEtAl2020SInter",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
  component: "Average Horizontal (RotD50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30", "z2pt5"],
  measures: ["PGA", "PGV", "SA"],
};

const COEFFICIENTS = coefficientTable(
  "e a1 d0 d1 a2 h Cd Dd c Vc Vref f1 f3 f4 f5 phi tau sigma Mb c_gs c_attn",
  `
PGV   -1.895274 0.638198 0 0.194161        0  0.00535      0     0    -0.84   1300 760 0 0.1      -0.1 -0.00844 0.557 0.445 0.713 8.3  0.0055    -0.003
PGA   -2.685641 0.485385 0 0.224236        0 0.006963      0     0     -0.6   1500 760 0 0.1     -0.15 -0.00701 0.646 0.593 0.877 8.3  0.0055    -0.003
0.01  -2.646637 0.493277 0  0.22557        0 0.007054      0     0 -0.60372 1500.2 760 0 0.1  -0.14833 -0.00701 0.632 0.565 0.848 8.3  0.0055    -0.003
0.02    -2.6461 0.494915 0 0.232876        0 0.007012      0     0 -0.57388 1500.4 760 0 0.1   -0.1471 -0.00728  0.63 0.564 0.845 8.3  0.0055    -0.003
0.03  -2.629178 0.496553 0 0.240181        0 0.007138      0     0 -0.53414   1503 760 0 0.1  -0.15485 -0.00735 0.633 0.578 0.857 8.3  0.0055    -0.003
0.05   -2.56702 0.499829 0 0.250252        0 0.007786      0     0 -0.45795 1501.4 760 0 0.1  -0.19633 -0.00647 0.664 0.634 0.918 8.3  0.0055    -0.003
0.075 -2.484857 0.503105 0 0.258333        0 0.008437      0     0 -0.44411   1494 760 0 0.1  -0.22866 -0.00573 0.714 0.688 0.992 8.3  0.0055    -0.003
0.1   -2.456607 0.508019 0   0.2651        0 0.008569      0     0 -0.48724 1479.1 760 0 0.1  -0.24916  -0.0056 0.743 0.666 0.998 8.3  0.0055    -0.003
0.15  -2.485473 0.516208 0 0.266446        0 0.008411      0     0 -0.57962 1442.9 760 0 0.1  -0.25713 -0.00585 0.748 0.563 0.936 8.3  0.0055    -0.003
0.2   -2.545081 0.524393 0 0.261442        0 0.007341      0     0 -0.68762 1392.6 760 0 0.1  -0.24658 -0.00614 0.736 0.532 0.908 8.3  0.0055    -0.003
0.25  -2.636311 0.532568 0 0.255371        0 0.006546      0     0 -0.77177 1356.2 760 0 0.1  -0.23574 -0.00644 0.713 0.496 0.868 8.3  0.0055    -0.003
0.3   -2.757882 0.540729 0 0.245784        0 0.006321      0     0 -0.84165 1308.5 760 0 0.1  -0.21912  -0.0067 0.694 0.469 0.838 8.3  0.0055 -0.002996
0.4   -3.026741 0.556994 0 0.232084        0 0.005857      0     0 -0.91092 1252.7 760 0 0.1  -0.19582 -0.00713 0.669  0.44 0.801 8.3 0.00438 -0.002581
0.5   -3.273455 0.573162 0 0.219238        0  0.00535      0     0  -0.9693 1203.9 760 0 0.1  -0.17041 -0.00744 0.654 0.417 0.776 8.3 0.00351 -0.002259
0.75  -3.784828  0.61305 0  0.20475        0  0.00429      0     0  -1.0154 1147.6 760 0 0.1  -0.13866 -0.00812 0.659 0.419 0.781 8.3  0.0028    -0.002
1     -4.168096 0.651986 0 0.195413    0.044 0.003904  0.008 0.056    -1.05 1109.9 760 0 0.1  -0.10521 -0.00844  0.67 0.425 0.794 8.3  0.0028    -0.002
1.5   -4.952279   0.7259 0 0.188847    0.134 0.003848   0.03 0.067  -1.0454 1072.4 760 0 0.1 -0.067941 -0.00771 0.701 0.448 0.832 8.3  0.0028    -0.002
2      -5.57343 0.792692 0 0.188157    0.397  0.00426  0.037 0.081  -1.0392 1009.5 760 0 0.1 -0.036136 -0.00479 0.714 0.469 0.854 7.5  0.0028    -0.002
3     -6.603707  0.89849 0 0.180567 0.442428 0.005716  0.022 0.108  -1.0112 922.43 760 0 0.1 -0.013577 -0.00183 0.699 0.498 0.858 7.5  0.0028    -0.002
4     -7.279363 0.967563 0 0.171225 0.484387 0.005425 -0.021 0.142 -0.96938 844.48 760 0 0.1 -0.003212 -0.00152 0.669 0.547 0.864 7.5  0.0028    -0.002
5     -7.708043 1.008058 0 0.163298 0.521126 0.005093 -0.072 0.181 -0.91954 793.13 760 0 0.1 -0.000255 -0.00144 0.641 0.564 0.854 7.5  0.0028    -0.002
7.5   -8.163116 1.040264 0 0.151111 0.574112 0.004597 -0.114 0.198 -0.77665 771.01 760 0 0.1  -5.5e-05 -0.00137 0.638 0.581 0.863 7.5  0.0028    -0.002
10    -8.366713 1.058093 0 0.132831  0.55445 0.001817 -0.133  0.19 -0.65575    775 760 0 0.1         0 -0.00136 0.615 0.614 0.869 7.5  0.0028    -0.002
`,
);

type Row = ReturnType<typeof COEFFICIENTS.at>;

const LARGEST = 8.3;
/** Depth of the Moho, km. */
const MOHO = 30;

function magnitudeTerm(c: Row, period: number, mag: number): number {
  const hinge = period < 2 ? LARGEST : 7.5;
  return c.a1 * Math.min(mag, hinge) + c.a2 * Math.max(mag - hinge, 0);
}

/** Spreading: faster at distance for events below the Moho. */
function spreading(c: Row, mag: number, rrup: number, depth: number): number {
  const saturation = c.c_gs * 10 ** (0.5 * Math.min(mag, LARGEST));
  const lg = Math.log10(rrup + saturation);
  if (depth <= MOHO || rrup < 1.7 * depth) return -lg;
  return 0.6 * Math.log10(1.7 * depth + saturation) - 1.6 * lg;
}

function log10Rock(c: Row, period: number, slab: boolean): RowFunction {
  const constant = c.e + (slab ? c.d1 : c.d0);
  return (ctx, i) => {
    const m = ctx.mag[i]!;
    const r = ctx.rrup[i]!;
    const depth = ctx.hypo_depth[i]!;
    const z = ctx.z2pt5[i]! === NOT_MEASURED ? medianZ25(ctx.vs30[i]!, true) : ctx.z2pt5[i]!;
    return (
      constant + magnitudeTerm(c, period, m) + spreading(c, m, r, depth) + c.Cd + c.Dd * z + c.h * depth + c.c_attn * r
    );
  };
}

/** ln amplification. */
function siteTerm(c: Row, vs30: number, pgaRock: number): number {
  const slope = 0.5 * c.f4 * (Math.exp(c.f5 * (Math.min(vs30, 760) - 360)) - Math.exp(c.f5 * 400));
  const nonLinear = slope === 0 ? 0 : slope * Math.log((pgaRock + c.f3) / c.f3);
  return c.c * Math.log(Math.min(vs30, c.Vc) / c.Vref) + c.f1 + nonLinear;
}

function evaluator(imt: IntensityMeasure, slab: boolean): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const rock = log10Rock(c, imt.period, slab);
  const pga = log10Rock(COEFFICIENTS.at(PGA), 0, slab);
  return rowEvaluator((ctx, i) => LN10 * rock(ctx, i) + siteTerm(c, ctx.vs30[i]!, 10 ** pga(ctx, i)), {
    tau: c.tau,
    phi: c.phi,
  });
}

export const si2020: ModelFamily = {
  models: modelVariants(INTERFACE_FACTS, evaluator, {
    SiEtAl2020SInter: { options: false },
    SiEtAl2020SSlab: { options: true, facts: { tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab } },
  }),
};
