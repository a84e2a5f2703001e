/**
 * Zhao et al. (2006), Attenuation relations of strong ground motion in Japan using site classification based on predominant
 * period, BSSA 96(3), 898-913, eqs. 1-6: crustal, interface and slab earthquakes. Variants: US national seismic hazard models 2008 (interface at 20
 * km) and 2014 (slab magnitudes up to 7.8), Cascadia (factors from Japanese to Cascadian soils), Saudi Geological Survey (rrup of 5 km at
 * least).
 *
 * ln(cm/s2) in the paper, ln(g) here; rrup in km, depth 0 to 125 km. Magnitude 5 to 8.3, rrup up to 300 km.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, fillStandardDeviations, LN_GAL_IN_G, makeModel } from "../make-model.ts";
import { isReverse45 } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelArguments, ModelFacts, ModelFamily } from "../model.ts";
import { flagArgument, readArguments } from "../model-arguments.ts";
import { changes } from "../rupture-rows.ts";
import { addSiteTerm, subductionBasin } from "../site/basin-terms.ts";

const CRUST_FACTS: ModelFacts = {
  name: "ZhaoEtAl2006Asc",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["hypo_depth", "mag", "rake"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA", "SA"],
  referenceVelocity: 800,
  doi: "10.1785/0120050122",
  validity: { magnitude: [5, 8.3], distance: 300 },
};

const INTERFACE_FACTS: ModelFacts = {
  ...CRUST_FACTS,
  name: "ZhaoEtAl2006SInter",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
  ruptureColumns: ["hypo_depth", "mag"],
};

const SLAB_FACTS: ModelFacts = {
  ...INTERFACE_FACTS,
  name: "ZhaoEtAl2006SSlab",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
};

/** Tables 4 and 6: what all earthquakes share, and the crustal ones. */
const COMMON = coefficientTable(
  "a b c d e FR CH C1 C2 C3 C4 sigma QC WC tauC",
  `
PGA  1.101 -0.00564 0.0055  1.08 0.01412 0.251  0.293  1.111  1.344  1.355   1.42 0.604       0      0 0.303
0.05 1.076 -0.00671 0.0075  1.06 0.01463 0.251  0.939  1.684  1.793  1.747  1.814  0.64       0      0 0.326
0.1  1.118 -0.00787  0.009 1.083 0.01423  0.24  1.499  2.061  2.135  2.031  2.082 0.694       0      0 0.342
0.15 1.134 -0.00722   0.01 1.053 0.01509 0.251  1.462  1.916  2.168  2.052  2.113 0.702       0      0 0.331
0.2  1.147 -0.00659  0.012 1.014 0.01462  0.26   1.28  1.669  2.085  2.001   2.03 0.692       0      0 0.312
0.25 1.149  -0.0059  0.014 0.966 0.01459 0.269  1.121  1.468  1.942  1.941  1.937 0.682       0      0 0.298
0.3  1.163  -0.0052  0.015 0.934 0.01458 0.259  0.852  1.172  1.683  1.808   1.77  0.67       0      0   0.3
0.4    1.2 -0.00422   0.01 0.959 0.01257 0.248  0.365  0.655  1.127  1.482  1.397 0.659       0      0 0.346
0.5   1.25 -0.00338  0.006 1.008 0.01114 0.247 -0.207  0.071  0.515  0.934  0.955 0.653 -0.0126 0.0116 0.338
0.6  1.293 -0.00282  0.003 1.088 0.01019 0.233 -0.705 -0.429 -0.003  0.394  0.559 0.653 -0.0329 0.0202 0.349
0.7  1.336 -0.00258 0.0025 1.084 0.00979  0.22 -1.144 -0.866 -0.449 -0.111  0.188 0.652 -0.0501 0.0274 0.351
0.8  1.386 -0.00242 0.0022 1.088 0.00944 0.232 -1.609 -1.325 -0.928  -0.62 -0.246 0.647  -0.065 0.0336 0.356
0.9  1.433 -0.00232  0.002 1.109 0.00972  0.22 -2.023 -1.732 -1.349 -1.066 -0.643 0.653 -0.0781 0.0391 0.348
1    1.479  -0.0022  0.002 1.115 0.01005 0.211 -2.451 -2.152 -1.776 -1.523 -1.084 0.657 -0.0899  0.044 0.338
1.25 1.551 -0.00207  0.002 1.083 0.01003 0.251 -3.243 -2.923 -2.542 -2.327 -1.936  0.66 -0.1148 0.0545 0.313
1.5  1.621 -0.00224  0.002 1.091 0.00928 0.248 -3.888 -3.548 -3.169 -2.979 -2.661 0.664 -0.1351  0.063 0.306
2    1.694 -0.00201 0.0025 1.055 0.00833 0.263 -4.783  -4.41 -4.039 -3.871  -3.64 0.669 -0.1672 0.0764 0.283
2.5  1.748 -0.00187 0.0028 1.052 0.00776 0.262 -5.444 -5.049 -4.698 -4.496 -4.341 0.671 -0.1921 0.0869 0.287
3    1.759 -0.00147 0.0032 1.025 0.00644 0.307 -5.839 -5.431 -5.089 -4.893 -4.758 0.667 -0.2124 0.0954 0.278
4    1.826 -0.00195  0.004 1.044  0.0059 0.353 -6.598 -6.181 -5.882 -5.698 -5.588 0.647 -0.2445 0.1088 0.273
5    1.825 -0.00237  0.005 1.065  0.0051 0.248 -6.752 -6.347 -6.051 -5.873 -5.798 0.643 -0.2694 0.1193 0.275
`,
);

const INTERFACE = coefficientTable(
  "SI QI WI tauI",
  `
PGA       0       0      0 0.308
0.05      0       0      0 0.343
0.1       0       0      0 0.403
0.15      0 -0.0138 0.0286 0.367
0.2       0 -0.0256 0.0352 0.328
0.25      0 -0.0348 0.0403 0.289
0.3       0 -0.0423 0.0445  0.28
0.4  -0.041 -0.0541 0.0511 0.271
0.5  -0.053 -0.0632 0.0562 0.277
0.6  -0.103 -0.0707 0.0604 0.296
0.7  -0.146 -0.0771 0.0639 0.313
0.8  -0.164 -0.0825  0.067 0.329
0.9  -0.206 -0.0874 0.0697 0.324
1    -0.239 -0.0917 0.0721 0.328
1.25 -0.256 -0.1009 0.0772 0.339
1.5  -0.306 -0.1083 0.0814 0.352
2    -0.321 -0.1202  0.088  0.36
2.5  -0.337 -0.1293 0.0931 0.356
3    -0.331 -0.1368 0.0972 0.338
4     -0.39 -0.1486 0.1038 0.307
5    -0.498 -0.1578  0.109 0.272
`,
);

const INTERFACE_NSHMP_2008 = coefficientTable(
  "SI QI WI tauI",
  `
PGA       0       0      0 0.3976
0.05      0       0      0 0.4437
0.1       0       0      0 0.4903
0.15      0 -0.0138 0.0286 0.4603
0.2       0 -0.0256 0.0352 0.4233
0.25      0 -0.0348 0.0403 0.3908
0.3       0 -0.0423 0.0445  0.379
0.4  -0.041 -0.0541 0.0511 0.3897
0.5  -0.053 -0.0632 0.0562  0.389
0.6  -0.103 -0.0707 0.0604 0.4014
0.7  -0.146 -0.0771 0.0639 0.4079
0.8  -0.164 -0.0825  0.067 0.4183
0.9  -0.206 -0.0874 0.0697 0.4106
1    -0.239 -0.0917 0.0721 0.4101
1.25 -0.256 -0.1009 0.0772 0.4021
1.5  -0.306 -0.1083 0.0814 0.4076
2    -0.321 -0.1202  0.088 0.4138
2.5  -0.337 -0.1293 0.0931 0.4108
3    -0.331 -0.1368 0.0972 0.3961
4     -0.39 -0.1486 0.1038 0.3821
5    -0.498 -0.1578  0.109 0.3766
`,
);

const SLAB = coefficientTable(
  "SS SSL PS QS WS tauS",
  `
PGA  2.607 -0.528  0.1392  0.1584 -0.0529 0.321
0.05 2.764 -0.551  0.1636  0.1932 -0.0841 0.378
0.1  2.156  -0.42   0.169  0.2057 -0.0877  0.42
0.15 2.161 -0.431  0.1669  0.1984 -0.0773 0.372
0.2  1.901 -0.372  0.1631  0.1856 -0.0644 0.324
0.25 1.814  -0.36  0.1588  0.1714 -0.0515 0.294
0.3  2.181  -0.45  0.1544  0.1573 -0.0395 0.284
0.4  2.432 -0.506   0.146  0.1309 -0.0183 0.278
0.5  2.629 -0.554  0.1381  0.1078 -0.0008 0.272
0.6  2.702 -0.575  0.1307  0.0878  0.0136 0.285
0.7  2.654 -0.572  0.1239  0.0705  0.0254  0.29
0.8   2.48  -0.54  0.1176  0.0556  0.0352 0.299
0.9  2.332 -0.522  0.1116  0.0426  0.0432 0.289
1    2.233 -0.509   0.106  0.0314  0.0498 0.286
1.25 2.029 -0.469  0.0933  0.0093  0.0612 0.277
1.5  1.589 -0.379  0.0821 -0.0062  0.0674 0.282
2    0.966 -0.248  0.0628 -0.0235  0.0692   0.3
2.5  0.789 -0.221  0.0465 -0.0287  0.0622 0.292
3    1.037 -0.263  0.0322 -0.0261  0.0496 0.274
4    0.561 -0.169  0.0083 -0.0065   0.015 0.281
5    0.225  -0.12 -0.0117  0.0246 -0.0268 0.296
`,
);

/** Cascadian to Japanese soils, Atkinson & Adams (2013). */
const CASCADIA = coefficientTable(
  "MF",
  `
PGA   0.5
PGV     1
0.05 0.44
0.1  0.44
0.15 0.53
0.2   0.6
0.25 0.72
0.3  0.81
0.4     1
0.5  1.01
0.6  1.02
0.7  1.02
0.8  1.03
0.9  1.04
1    1.04
1.25 1.19
1.5  1.31
2    1.51
2.5  1.34
3    1.21
4    1.09
5       1
`,
);

/** Terms that tell the earthquake types apart. */
interface TypeTerms {
  readonly constant: number;
  /** Magnitude correction P (M - center) + Q (M - center)^2 + W, eqs. 5 and 6. */
  readonly P: number;
  readonly Q: number;
  readonly W: number;
  readonly center: number;
  /** Coefficient of ln(rrup) for slab paths. */
  readonly path: number;
  readonly reverse: number;
  readonly tau: number;
}

export interface Zhao2006Options {
  readonly type: "crust" | "interface" | "slab";
  readonly interfaceTable?: typeof INTERFACE;
  readonly cascadia?: boolean;
  readonly maximumMagnitude?: number;
  readonly minimumDistance?: number;
  /** Replaces the hypocentral depth (km). */
  readonly depth?: number;
  /** Replaces the site classes by a function of vs30. */
  readonly site?: (c: ZhaoSiteRow, imt: IntensityMeasure) => (vs30: number) => number;
}

export type ZhaoSiteRow = Coefficients<"CH C1 C2 C3 C4">;

function typeTerms(imt: IntensityMeasure, c: Coefficients<"QC WC tauC FR">, options: Zhao2006Options): TypeTerms {
  if (options.type === "crust")
    return { constant: 0, P: 0, Q: c.QC, W: c.WC, center: 6.3, path: 0, reverse: c.FR, tau: c.tauC };
  if (options.type === "interface") {
    const t = (options.interfaceTable ?? INTERFACE).at(imt);
    return { constant: t.SI, P: 0, Q: t.QI, W: t.WI, center: 6.3, path: 0, reverse: 0, tau: t.tauI };
  }
  const t = SLAB.at(imt);
  return { constant: t.SS, P: t.PS, Q: t.QS, W: t.WS, center: 6.5, path: t.SSL, reverse: 0, tau: t.tauS };
}

function siteTerm(c: Coefficients<"CH C1 C2 C3 C4">, vs30: number): number {
  if (vs30 > 1100) return c.CH;
  if (vs30 > 600) return c.C1;
  if (vs30 > 300) return c.C2;
  return vs30 > 200 ? c.C3 : c.C4;
}

export function zhao2006(imt: IntensityMeasure, options: Zhao2006Options): GroundMotionEvaluator {
  const c = COMMON.at(imt);
  const t = typeTerms(imt, c, options);
  const shift = LN_GAL_IN_G + t.constant + t.W + (options.cascadia ? Math.log(CASCADIA.at(imt).MF) : 0);
  const site = options.site?.(c, imt) ?? ((vs30: number) => siteTerm(c, vs30));
  const cap = options.maximumMagnitude ?? Number.POSITIVE_INFINITY;
  const nearest = options.minimumDistance ?? 0;
  const slab = options.type === "slab";
  return (ctx, out) => {
    let source = 0;
    let saturation = 0;
    for (let i = 0; i < ctx.length; i++) {
      if (changes(ctx.mag, i)) {
        const m = Math.min(ctx.mag[i]!, cap);
        const dm = m - t.center;
        source = c.a * m + t.P * dm + t.Q * dm * dm + shift;
        saturation = c.c * Math.exp(c.d * m);
      }
      let r = Math.max(ctx.rrup[i]!, nearest);
      if (slab && r === 0) r = 0.1;
      const depth = Math.min(Math.max(options.depth ?? ctx.hypo_depth[i]!, 0), 125);
      let mean = source + c.b * r - Math.log(r + saturation) + site(ctx.vs30[i]!);
      if (depth >= 15) mean += c.e * (depth - 15);
      if (t.reverse !== 0 && isReverse45(ctx.rake[i]!)) mean += t.reverse;
      if (t.path !== 0) mean += t.path * Math.log(r);
      out.mean[i] = mean;
    }
    fillStandardDeviations(out, ctx.length, t.tau, c.sigma);
  };
}

function variant(name: string, facts: ModelFacts, options: Zhao2006Options) {
  return (args: ModelArguments) => {
    const basin = readArguments(name, args, {
      cb14_basin_term: flagArgument(false),
      m9_basin_term: flagArgument(false),
    });
    const siteColumns: ModelFacts["siteColumns"] =
      basin.cb14_basin_term || basin.m9_basin_term ? ["vs30", "z2pt5"] : facts.siteColumns;
    return makeModel({ ...facts, name, siteColumns }, (imt) =>
      addSiteTerm(zhao2006(imt, options), subductionBasin(imt, basin)),
    );
  };
}

export const zhao2006Family: ModelFamily = {
  models: {
    ZhaoEtAl2006Asc: variant("ZhaoEtAl2006Asc", CRUST_FACTS, { type: "crust" }),
    ZhaoEtAl2006AscSGS: variant("ZhaoEtAl2006AscSGS", CRUST_FACTS, { type: "crust", minimumDistance: 5 }),
    ZhaoEtAl2006SInter: variant("ZhaoEtAl2006SInter", INTERFACE_FACTS, { type: "interface" }),
    ZhaoEtAl2006SInterCascadia: variant("ZhaoEtAl2006SInterCascadia", INTERFACE_FACTS, {
      type: "interface",
      cascadia: true,
    }),
    ZhaoEtAl2006SInterNSHMP2008: variant("ZhaoEtAl2006SInterNSHMP2008", INTERFACE_FACTS, {
      type: "interface",
      interfaceTable: INTERFACE_NSHMP_2008,
      depth: 20,
    }),
    ZhaoEtAl2006SSlab: variant("ZhaoEtAl2006SSlab", SLAB_FACTS, { type: "slab" }),
    ZhaoEtAl2006SSlabCascadia: variant("ZhaoEtAl2006SSlabCascadia", SLAB_FACTS, { type: "slab", cascadia: true }),
    ZhaoEtAl2006SSlabNSHMP2014: variant("ZhaoEtAl2006SSlabNSHMP2014", SLAB_FACTS, {
      type: "slab",
      maximumMagnitude: 7.8,
    }),
  },
};
