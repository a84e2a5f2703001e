/**
 * Bozorgnia & Campbell (2016), Vertical ground motion model for PGA, PGV, and linear response spectra using the NGA-West2 database, Earthquake
 * Spectra 32(2), 979-1004, eqs. 1-26: the form of Campbell & Bozorgnia (2014) with a linear site term.
 *
 * ln(g) or ln(cm/s); rrup, rjb, rx, ztor, width, depth in km, z2pt5 in km (-999: the median of vs30), angles in degrees. `SJ` 1: site terms of Japan;
 * `sgn` 1: attenuation of China and Turkey, -1: of Japan and Italy. Magnitude 3.3 to 8.5, up to 300 km.
 */

import { InputError } from "../../../input-error.ts";
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, makeModel } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFactory, ModelFacts, ModelFamily } from "../model.ts";
import { flagArgument, numberArgument, readArguments } from "../model-arguments.ts";
import type { RowFunction } from "../row-evaluator.ts";
import { medianZ25, NOT_MEASURED } from "../site/basin-depth.ts";
import { lnBeforeSite, type RuptureTerms, ruptureTerms } from "./campbell-bozorgnia-2014.ts";

const FACTS: ModelFacts = {
  name: "BozorgniaCampbell2016",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Vertical",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["dip", "hypo_depth", "mag", "rake", "width", "ztor"],
  distanceColumns: ["rjb", "rrup", "rx"],
  siteColumns: ["vs30", "z2pt5"],
  measures: ["PGA", "PGV", "SA"],
  validity: { magnitude: [3.3, 8.5], distance: 300 },
};

/** Dc20 is added by region. */
const COEFFICIENTS = coefficientTable(
  "c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 c12 c13 c14 c15 c17 c18 c19 c20 Dc20 Dc20_JP Dc20_CH a2 h1 h2 h3 h5 h6 k1 phi1 phi2 tau1 tau2",
  `
PGV       -3.86  1.51   0.27 -1.299 -0.379   -2.383   0.196    6.274   0.111  -0.128  0.14   -0.395    0.338   0.407 -0.0016   0.382   0.0581   0.0294  0.00761 -0.0019 0  0.0005 0.0019 0.596 0.117 1.616 -0.733 -0.128 -0.756  400 0.608 0.442 0.334  0.24
PGA      -4.729 0.984  0.537 -1.499 -0.443   -2.666   0.214    7.166       0   -0.23 0.759   -0.356    1.019   0.373 -0.1172  -0.097    0.102   0.0442  0.00784 -0.0053 0 -0.0018 0.0039 0.167 0.241 1.474 -0.715 -0.337  -0.27  865 0.694 0.493 0.461 0.347
0.01     -4.674 0.977  0.533 -1.485 -0.445   -2.665   0.214    7.136       0  -0.229 0.759   -0.354    1.015   0.372 -0.1193  -0.094   0.1026   0.0452  0.00784 -0.0053 0 -0.0018 0.0039 0.168 0.242 1.471 -0.714 -0.336  -0.27  865 0.695 0.494 0.462 0.345
0.02     -4.548 0.976  0.549 -1.488 -0.453   -2.699   0.215    6.936       0   -0.27 0.768   -0.344     0.95     0.4 -0.1454  -0.081   0.1059   0.0427  0.00786 -0.0052 0 -0.0018 0.0036 0.166 0.244 1.467 -0.711 -0.339 -0.263  865   0.7 0.508 0.474 0.375
0.03      -4.05 0.931  0.628 -1.494 -0.464   -2.772   0.216    7.235       0  -0.315 0.766   -0.297    1.056   0.394 -0.1957  -0.091   0.1175    0.041  0.00815 -0.0052 0  -0.002 0.0033 0.167 0.246 1.467 -0.713 -0.338 -0.259  908 0.722 0.536 0.529 0.416
0.05     -3.435 0.887  0.674 -1.388 -0.552    -2.76   0.202    8.334       0  -0.329 0.764   -0.363    1.316   0.422  -0.187   -0.29   0.1238   0.0408  0.00783 -0.0062 0 -0.0026 0.0039 0.173 0.251 1.449 -0.701 -0.338 -0.263 1054 0.751 0.584 0.576 0.468
0.075    -3.435 0.902  0.726 -1.469 -0.543   -2.575   0.177    8.761       0   -0.29 0.795   -0.427    1.758   0.336  -0.095  -0.261   0.1088   0.0516  0.00726 -0.0072 0 -0.0021 0.0048 0.198  0.26 1.435 -0.695 -0.347 -0.219 1086  0.74 0.578 0.523 0.427
0.1       -3.93 0.993  0.698 -1.572  -0.47   -2.461   0.166    9.049       0  -0.203 0.842   -0.429    1.411   0.314 -0.0999  -0.091   0.0918   0.0559  0.00644 -0.0072 0 -0.0018  0.005 0.174 0.259 1.449 -0.708 -0.391 -0.201 1032 0.723  0.57 0.461  0.39
0.15     -5.505 1.267   0.51 -1.669 -0.452   -2.349   0.164    8.633       0  -0.203 0.736   -0.421    1.227   0.289  0.0017  -0.092    0.072   0.0447  0.00745 -0.0066 0 -0.0018 0.0048 0.198 0.254 1.461 -0.715 -0.449 -0.099  878 0.731 0.536 0.391 0.343
0.2       -6.28 1.366  0.447  -1.75 -0.435   -2.335   0.175    8.742       0  -0.203 0.801   -0.429    0.987    0.29  0.0402  -0.081   0.0602   0.0485  0.00789 -0.0056 0 -0.0022 0.0041 0.204 0.237 1.484 -0.721 -0.393 -0.198  748 0.701  0.51 0.363 0.308
0.25     -6.789 1.458  0.274 -1.711  -0.41   -2.332   0.183      8.4       0  -0.203 0.715   -0.438    0.577   0.303  0.0468   0.011     0.05   0.0416  0.00629 -0.0049 0 -0.0025 0.0034 0.185 0.206 1.581 -0.787 -0.339  -0.21  654 0.687 0.507 0.355 0.288
0.3        -7.4 1.528  0.193  -1.77 -0.305   -2.297    0.19    7.643       0  -0.203 0.708   -0.421    0.279   0.336  0.0255   0.092   0.0382   0.0438  0.00524 -0.0046 0 -0.0027 0.0031 0.164  0.21 1.586 -0.795 -0.447 -0.121  587 0.668 0.514 0.355 0.265
0.4       -8.75 1.739  -0.02 -1.594 -0.446   -2.219   0.185    7.059       0  -0.203 0.683   -0.401    0.358   0.358  0.0606   0.122   0.0264   0.0307  0.00522 -0.0037 0 -0.0024 0.0024  0.16 0.226 1.544  -0.77 -0.525 -0.086  503 0.628 0.521  0.36  0.28
0.5       -9.74 1.872 -0.121 -1.577 -0.489   -2.205   0.191    6.375       0  -0.203 0.704   -0.417    0.229   0.432  0.0904   0.287   0.0163   0.0287  0.00539 -0.0031 0 -0.0025 0.0021 0.184 0.217 1.554  -0.77 -0.407 -0.281  457 0.606 0.526 0.376 0.284
0.75     -11.05 2.021 -0.042 -1.757  -0.53   -2.143   0.188    5.166   0.016  -0.203 0.602    -0.49    0.574   0.459  0.1776   0.292  -0.0016   0.0277  0.00501 -0.0021 0 -0.0025  0.002 0.216 0.154 1.626  -0.78 -0.371 -0.285  410 0.568 0.536 0.416 0.322
1       -12.184  2.18 -0.069 -1.707 -0.624   -2.092   0.176    5.642   0.032  -0.115 0.394   -0.539     0.98   0.442  0.2389   0.316  -0.0072   0.0277  0.00506 -0.0012 0 -0.0023 0.0012 0.596 0.117 1.616 -0.733 -0.128 -0.756  400 0.536  0.55 0.472 0.311
1.5     -13.451  2.27  0.047 -1.621 -0.686   -1.913   0.144    5.963   0.128  -0.005 0.328   -0.611    0.819    0.52  0.2758    0.45  -0.0262   0.0293  0.00353 -0.0004 0 -0.0013 0.0004 0.596 0.117 1.616 -0.733 -0.128 -0.756  400 0.511 0.559 0.507 0.329
2         -13.7 2.271  0.149 -1.512  -0.84   -1.882   0.126    7.584   0.255    0.12 0.112    -0.63    0.044   0.566  0.3051   0.424  -0.0408   0.0221   0.0022       0 0 -0.0004      0 0.596 0.117 1.616 -0.733 -0.128 -0.756  400 0.507 0.571 0.539 0.345
3         -13.9  2.15  0.368 -1.315  -0.89   -1.789   0.105    8.645   0.284    0.17 0.011   -0.562   -0.396   0.562  0.3482     0.3  -0.0512   0.0321 -0.00137       0 0       0      0 0.596 0.117 1.616 -0.733 -0.128 -0.756  400 0.474 0.557 0.515 0.335
4     -14.59387 2.132  0.726 -1.506 -0.885 -1.78139 0.10009 10.20357 0.26112    0.17     0 -0.53663  0.00115 0.51499 0.35267 0.25726  -0.0567  0.02249  0.00053       0 0       0      0 0.596 0.117 1.616 -0.733 -0.128 -0.756  400 0.466 0.566 0.553 0.331
5     -15.63449 2.116  1.027 -1.721 -0.878 -1.68982   0.098  8.38571 0.28229 0.17747     0 -0.44173 -0.59234 0.51133 0.30443 0.17039 -0.04288  0.02372  0.00233       0 0       0      0 0.596 0.117 1.616 -0.733 -0.128 -0.756  400  0.43 0.568 0.578 0.294
7.5   -17.12864 2.223  0.169 -0.756 -1.077 -1.72135   0.125  5.77927 0.38692 0.38278     0  -0.3428 -1.13827 0.57479 0.16789 0.21872  -0.0308   0.0171 -0.00298       0 0       0      0 0.596 0.117 1.616 -0.733 -0.128 -0.756  400 0.386 0.527   0.6 0.379
10    -17.65672 2.132  0.367   -0.8 -1.282   -1.948   0.163  4.13478 0.32216 0.33417     0 -0.19908 -0.32493 0.32431 0.16858 0.12681  0.00668 -0.00165  0.00092       0 0       0      0 0.596 0.117 1.616 -0.733 -0.128 -0.756  400 0.395 0.481 0.495 0.442
`,
);

type Row = ReturnType<typeof COEFFICIENTS.at>;

interface Options {
  readonly japan: boolean;
  readonly region: number;
}

function siteTerm(c: Row, japan: boolean, vs30: number): number {
  const lnRatio = Math.log(vs30 / c.k1);
  if (!japan) return c.c11 * lnRatio;
  const soft = vs30 <= 200 ? c.c12 * (lnRatio - Math.log(200 / c.k1)) : 0;
  return (c.c11 + c.c13) * lnRatio + soft;
}

function basinTerm(c: Row, japan: boolean, z: number): number {
  return z < 1 ? (c.c14 + (japan ? c.c15 : 0)) * (z - 1) : 0;
}

/** ln of the ground motion; leaves the standard deviations of the rupture in `terms`. */
function lnMotion(c: Row, options: Options, terms: RuptureTerms): RowFunction {
  const { japan, region } = options;
  const anelastic = region === 1 ? c.Dc20_CH : region === -1 ? c.Dc20_JP : 0;
  return (ctx, i) => {
    ruptureTerms(c, ctx, i, terms);
    const v = ctx.vs30[i]!;
    const z = ctx.z2pt5[i]! === NOT_MEASURED ? medianZ25(v, japan) : ctx.z2pt5[i]!;
    return (
      lnBeforeSite(c, terms, ctx, i) +
      anelastic * Math.max(ctx.rrup[i]! - 80, 0) +
      siteTerm(c, japan, v) +
      basinTerm(c, japan, z)
    );
  };
}

const noTerms = (): RuptureTerms => ({ source: 0, slope: 0, hangingWall: 0, tau: 0, phi: 0 });

function evaluator(imt: IntensityMeasure, options: Options): GroundMotionEvaluator {
  const terms = noTerms();
  const motion = lnMotion(COEFFICIENTS.at(imt), options, terms);
  const isShort = imt.kind === "SA" && imt.period < 0.25;
  const pga = isShort ? lnMotion(COEFFICIENTS.at(PGA), options, noTerms()) : undefined;
  return (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) {
      const mean = motion(ctx, i);
      out.mean[i] = pga === undefined ? mean : Math.max(mean, pga(ctx, i));
      out.tau[i] = terms.tau;
      out.phi[i] = terms.phi;
      out.sigma[i] = Math.sqrt(terms.tau * terms.tau + terms.phi * terms.phi);
    }
  };
}

const bozorgniaCampbell: ModelFactory = (args) => {
  const { SJ, sgn } = readArguments(FACTS.name, args, { SJ: flagArgument(false), sgn: numberArgument(0) });
  if (![-1, 0, 1].includes(sgn))
    throw new InputError(`${FACTS.name}: argument sgn is ${sgn}`, { parameter: "sgn", allowed: "-1, 0, 1" });
  return makeModel(FACTS, (imt) => evaluator(imt, { japan: SJ, region: sgn }));
};

export const bozorgniaCampbell2016: ModelFamily = {
  models: { BozorgniaCampbell2016: bozorgniaCampbell },
  aliases: {
    BozorgniaCampbell2016HighQ: ["BozorgniaCampbell2016", { sgn: 1 }],
    BozorgniaCampbell2016LowQ: ["BozorgniaCampbell2016", { sgn: -1 }],
    BozorgniaCampbell2016AveQJapanSite: ["BozorgniaCampbell2016", { SJ: 1 }],
    BozorgniaCampbell2016HighQJapanSite: ["BozorgniaCampbell2016", { SJ: 1, sgn: 1 }],
    BozorgniaCampbell2016LowQJapanSite: ["BozorgniaCampbell2016", { SJ: 1, sgn: -1 }],
  },
};
