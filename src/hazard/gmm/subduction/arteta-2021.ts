/**
 * Arteta, Pajaro, Mercado, Montejo, Arcila & Abrahamson (2021), Ground-motion model for subduction earthquakes in northern South
 * America, Earthquake Spectra 37(4), 2419-2452, eqs. 1-9: interface and slab, site classes by the period and amplitude of the H/V ratio or
 * by vs30.
 *
 * ln(g); rrup (interface) and rhypo (slab) in km; THV (s) and PHV of the H/V ratio; `backarc` 1 in the back-arc. Magnitude 4.5 to 9.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, plainModel } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { type RowFunction, rowEvaluator } from "../row-evaluator.ts";

const INTERFACE_FACTS: ModelFacts = {
  name: "ArtetaEtAl2021Inter",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
  component: "Average Horizontal (RotD50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["PHV", "THV"],
  measures: ["PGA", "SA"],
  doi: "10.1177/87552930211027585",
};

const SLAB_FACTS: ModelFacts = {
  name: "ArtetaEtAl2021Slab",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
  component: "Average Horizontal (RotD50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag"],
  distanceColumns: ["rhypo"],
  siteColumns: ["PHV", "THV", "backarc"],
  measures: ["PGA", "SA"],
  doi: "10.1177/87552930211027585",
};

const INTERFACE = coefficientTable(
  "Teta1 Teta2 Teta3 Teta4 Teta5 MC1 Tau Phi1 Phi2",
  `
PGA    4.329 0.73 -0.021  -1.45 -0.006  8.2 0.452 0.726 0.817
0.01   4.329 0.73 -0.021  -1.45 -0.006  8.2 0.452 0.726 0.817
0.02   4.347 0.73 -0.021  -1.45 -0.006  8.2 0.448 0.739 0.832
0.03    4.36 0.73 -0.021  -1.45 -0.006  8.2 0.439 0.777 0.841
0.05   4.473 0.73 -0.021  -1.45 -0.006  8.2 0.439 0.798 0.854
0.075  4.679 0.73 -0.021  -1.45 -0.007  8.2 0.446 0.836 0.892
0.1    4.893 0.73 -0.021  -1.45 -0.008  8.2 0.444 0.753 0.965
0.15    5.07 0.73 -0.023 -1.425 -0.008  8.2 0.459 0.708 0.982
0.2     4.95 0.73 -0.025 -1.335 -0.008  8.2 0.519  0.73 0.962
0.25     4.9 0.73 -0.029 -1.275 -0.008  8.2 0.559  0.83 0.916
0.3     4.85 0.73 -0.038 -1.231 -0.008  8.2 0.535 0.806 0.944
0.4     4.65 0.73 -0.057 -1.165 -0.008  8.2 0.508 0.704  0.85
0.5    4.334 0.73 -0.072 -1.115 -0.007  8.2 0.509 0.715 0.867
0.75   3.564 0.73 -0.099  -1.02 -0.007 8.15 0.536 0.627 0.821
1      2.957 0.73 -0.118  -0.95 -0.006  8.1 0.598 0.658 0.822
1.5    1.986 0.73 -0.145  -0.86 -0.006 8.05 0.631 0.675 0.804
2      1.323 0.73 -0.164  -0.82 -0.005    8 0.592 0.716 0.807
3      0.518 0.73 -0.191 -0.793 -0.005  7.9  0.57 0.696 0.759
4     -0.022 0.73  -0.21 -0.793 -0.004 7.85 0.525 0.748 0.731
5     -0.437 0.73  -0.22 -0.793 -0.003  7.8 0.494 0.747 0.775
6     -0.784 0.73 -0.224 -0.793 -0.003  7.8 0.455 0.791 0.807
7.5   -1.281 0.73 -0.224 -0.793 -0.002  7.8  0.44 0.746 0.831
10    -1.883 0.73 -0.224 -0.793 -0.001  7.8 0.468 0.724 0.791
`,
);

const INTERFACE_SITE = coefficientTable(
  "s2 s3 s4 s5",
  `
PGA     0.74  0.966 0.959 0.986
0.01    0.74  0.966 0.959 0.986
0.02   0.828   0.99 0.994 0.971
0.03   0.896  0.964 0.989 0.959
0.05   1.011  0.941 0.955 0.885
0.075  1.196  0.948 0.899 0.783
0.1    1.237  1.022  0.85 0.692
0.15    1.18  1.182 0.772 0.582
0.2    1.016   1.21 0.706 0.514
0.25    0.85  1.221 0.693 0.509
0.3     0.65  1.119 0.732 0.531
0.4    0.227  0.628 0.934 0.601
0.5    0.094  0.434 0.949 0.687
0.75  -0.047  0.233 0.784 0.865
1     -0.146  0.143 0.632 0.881
1.5   -0.287  0.026 0.384 0.692
2     -0.386 -0.011 0.225 0.386
3     -0.438 -0.041  0.09  0.13
4     -0.438 -0.041 0.042 0.052
5     -0.438 -0.041 0.022 0.012
6     -0.438 -0.041 0.022 0.012
7.5   -0.438 -0.041 0.022 0.012
10    -0.438 -0.041 0.022 0.012
`,
);

const SLAB = coefficientTable(
  "Teta1 Teta2 Teta3 Teta4 Teta5 Teta6 Tau Phi1 Phi2",
  `
PGA    4.639 1.07 -0.027  -1.45 -0.005 -0.653 0.364 0.707 0.834
0.01   4.639 1.07 -0.027  -1.45 -0.005 -0.653 0.364 0.707 0.834
0.02   4.714 1.07 -0.027  -1.45 -0.005 -0.653 0.356 0.699 0.848
0.03   4.752 1.07 -0.027  -1.45 -0.005 -0.653 0.359 0.704 0.856
0.05   4.951 1.07 -0.027  -1.45 -0.005 -0.653  0.34 0.725 0.873
0.075  5.126 1.07 -0.027  -1.42 -0.006 -0.717 0.318 0.791 0.902
0.1    5.153 1.07 -0.027 -1.364 -0.006 -0.807 0.308 0.855 0.977
0.15   4.975 1.07 -0.027 -1.298 -0.006 -0.862 0.351 0.853 0.995
0.2     4.65 1.07 -0.027 -1.258 -0.006 -0.857 0.358 0.793 0.983
0.25     4.3 1.07 -0.027 -1.227 -0.005 -0.824 0.345 0.782 0.942
0.3        4 1.07 -0.027 -1.201 -0.004 -0.766 0.358 0.731 0.972
0.4      3.5 1.07  -0.03 -1.161 -0.003 -0.628 0.382   0.6 0.889
0.5    3.118 1.07 -0.037  -1.13 -0.003 -0.521 0.416 0.656 0.913
0.75     2.4 1.07 -0.056 -1.074 -0.003 -0.329 0.452 0.748  0.88
1      1.821 1.07 -0.072     -1 -0.003 -0.192 0.466 0.694  0.85
1.5    0.953 1.07 -0.085 -0.958 -0.002 -0.089 0.453 0.581 0.839
2       0.34 1.07 -0.095 -0.938 -0.002 -0.036 0.422 0.552 0.841
3     -0.458 1.07 -0.104 -0.933 -0.002 -0.018 0.398 0.573 0.809
4     -1.033 1.07 -0.107 -0.933 -0.002 -0.018 0.405 0.549 0.757
5     -1.468 1.07 -0.109 -0.933 -0.002 -0.018 0.415 0.578 0.781
6     -1.825 1.07 -0.109 -0.933 -0.002 -0.018 0.427 0.627 0.813
7.5   -2.265 1.07 -0.109 -0.933 -0.002 -0.018 0.446  0.68 0.825
10    -2.755 1.07 -0.109 -0.933 -0.002 -0.018 0.486 0.691 0.761
`,
);

const SLAB_SITE = coefficientTable(
  "s2 s3 s4 s5",
  `
PGA   0.745 0.892 0.933 0.886
0.01  0.745 0.892 0.933 0.886
0.02  0.723 0.879 0.932 0.862
0.03  0.725 0.863 0.936  0.81
0.05  0.752 0.806 0.889 0.747
0.075 0.823 0.795 0.825 0.653
0.1   0.929  0.82 0.785 0.561
0.15  0.953 0.917 0.785 0.505
0.2   0.849 1.018  0.95 0.553
0.25  0.691 1.101 1.066 0.659
0.3   0.556 1.113 1.153 0.744
0.4   0.499 1.003 1.281 0.904
0.5   0.442 0.829 1.283 1.082
0.75  0.391 0.535 1.146 1.403
1     0.355 0.409  0.98  1.35
1.5   0.304 0.317 0.756 1.092
2     0.278 0.282 0.666 0.909
3     0.267 0.257 0.597 0.751
4     0.267 0.247 0.577 0.724
5     0.267 0.247 0.567 0.724
6     0.267 0.247 0.567 0.724
7.5   0.267 0.247 0.567 0.724
10    0.267 0.247 0.567 0.724
`,
);

const SLAB_HINGE_MAGNITUDE = 6.5;

type Site = Coefficients<"s2 s3 s4 s5">;

/** Classes by vs30 with the mean amplitude of the H/V ratio of each. */
export function artetaSiteByVs30(s: Site): RowFunction {
  const terms = [s.s2 * Math.log(3.29), s.s3 * Math.log(4.48), s.s4 * Math.log(4.24), s.s5 * Math.log(3.47)] as const;
  return (ctx, i) => {
    const v = ctx.vs30[i]!;
    if (v >= 600) return terms[0];
    if (v >= 370) return terms[1];
    return v >= 230 ? terms[2] : terms[3];
  };
}

/** Classes by the period of the peak of the H/V ratio; no amplification for peaks below 2. */
export function artetaSiteByRatio(s: Site): RowFunction {
  return (ctx, i) => {
    const peak = ctx.PHV[i]!;
    if (peak < 2) return 0;
    const period = ctx.THV[i]!;
    const factor = period <= 0.2 ? s.s2 : period <= 0.4 ? s.s3 : period <= 0.8 ? s.s4 : s.s5;
    return factor * Math.log(peak);
  };
}

type Path = Coefficients<"Teta1 Teta2 Teta3 Teta4 Teta5 Tau Phi1 Phi2">;

function rock(c: Path, hinge: number, mag: number, r: number): number {
  return (
    c.Teta1 +
    c.Teta2 * Math.min(mag - hinge, 0) +
    c.Teta3 * (10 - mag) ** 2 +
    (c.Teta4 + 0.1 * (mag - 7)) * Math.log(r + 10 * Math.exp(0.4 * (mag - 6))) +
    c.Teta5 * r
  );
}

/** Within-event standard deviation, growing between 150 and 200 km. */
function phi(c: Path, r: number): number {
  return c.Phi1 + (c.Phi2 - c.Phi1) * Math.min(Math.max((r - 150) / 50, 0), 1);
}

export type ArtetaSiteTerm = (s: Site) => RowFunction;

function interfaceEvaluator(imt: IntensityMeasure, siteTerm: ArtetaSiteTerm): GroundMotionEvaluator {
  const c = INTERFACE.at(imt);
  const site = siteTerm(INTERFACE_SITE.at(imt));
  return rowEvaluator((ctx, i) => rock(c, c.MC1, ctx.mag[i]!, ctx.rrup[i]!) + site(ctx, i), {
    tau: () => c.Tau,
    phi: (ctx, i) => phi(c, ctx.rrup[i]!),
  });
}

function slabEvaluator(imt: IntensityMeasure, siteTerm: ArtetaSiteTerm): GroundMotionEvaluator {
  const c = SLAB.at(imt);
  const site = siteTerm(SLAB_SITE.at(imt));
  return rowEvaluator(
    (ctx, i) => rock(c, SLAB_HINGE_MAGNITUDE, ctx.mag[i]!, ctx.rhypo[i]!) + site(ctx, i) + c.Teta6 * ctx.backarc[i]!,
    { tau: () => c.Tau, phi: (ctx, i) => phi(c, ctx.rhypo[i]!) },
  );
}

export const arteta2021: ModelFamily = {
  models: {
    ArtetaEtAl2021Inter: plainModel(INTERFACE_FACTS, (imt) => interfaceEvaluator(imt, artetaSiteByRatio)),
    ArtetaEtAl2021InterVs30: plainModel(
      { ...INTERFACE_FACTS, name: "ArtetaEtAl2021InterVs30", siteColumns: ["vs30"] },
      (imt) => interfaceEvaluator(imt, artetaSiteByVs30),
    ),
    ArtetaEtAl2021Slab: plainModel(SLAB_FACTS, (imt) => slabEvaluator(imt, artetaSiteByRatio)),
    ArtetaEtAl2021SlabVs30: plainModel(
      { ...SLAB_FACTS, name: "ArtetaEtAl2021SlabVs30", siteColumns: ["backarc", "vs30"] },
      (imt) => slabEvaluator(imt, artetaSiteByVs30),
    ),
  },
};
