/**
 * Bradley (2013), A New Zealand-specific pseudospectral acceleration ground-motion prediction equation for active shallow
 * crustal earthquakes based on foreign models, BSSA 103(3), 1801-1822, eqs. 4 and 5: the form of Chiou & Youngs (2008) with
 * more attenuation through the Taupo volcanic zone and period-dependent site scaling. Variants:
 *
 * - LHC: larger of two horizontal components, Beyer & Bommer (2006);
 * - bChch: Bradley (2013), Systematic ground motion observations in the Canterbury earthquakes, SDEE 52: non-ergodic terms
 *   and reduced standard deviations for subregions of Christchurch;
 * - AdditionalSigma: the 0.35 of the Canterbury seismic hazard model.
 *
 * ln(g); rrup, rjb, rx, ztor in km, z1pt0 in m (-999: the median of vs30), angles in degrees.
 */
import type { ContextBlock } from "../../context-block.ts";
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, makeModel } from "../make-model.ts";
import { isNormal60Inclusive, isReverse30Inclusive, RADIANS } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelArguments, ModelFacts, ModelFamily } from "../model.ts";
import { numberArgument, readArguments } from "../model-arguments.ts";
import { epistemicDeviation } from "../nga-west2-epistemic.ts";
import { NOT_MEASURED } from "../site/basin-depth.ts";
import { medianBasinDepth2008 } from "./chiou-youngs-2008.ts";

const FACTS: ModelFacts = {
  name: "Bradley2013",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["dip", "mag", "rake", "ztor"],
  distanceColumns: ["rjb", "rrup", "rx"],
  siteColumns: ["vs30", "vs30measured", "z1pt0"],
  measures: ["PGA", "SA"],
};

const COEFFICIENTS = coefficientTable(
  "c2 c3 c4 c4a crb chm cg3 c1 c1a c1b cn cm c5 c6 c7 c8 c9 c9a cg1 cg2 ctvz phi1 phi2 phi3 phi4 phi5 phi6 phi7 phi8 tau1 tau2 sig1 sig2 sig3",
  `
PGA   1.06     1.5 -2.1 -0.5 50 3 4 -1.1985     0.1  -0.455 2.996    5.85   6.16 0.4893 0.0512    10   0.79 1.5005 -0.0096  -0.0048     2 -0.4417 -0.1417  -0.00701 0.102151 0.2289 0.014996   580    0.07 0.3437 0.2637 0.4458 0.3459    0.8
0.01  1.06 1.50299 -2.1 -0.5 50 3 4 -1.1958     0.1  -0.455 2.996 5.81711   6.16 0.4893 0.0512    10   0.79 1.5005 -0.0096 -0.00481     2 -0.4417 -0.1417  -0.00701 0.102151 0.2289 0.014996   580    0.07 0.3437 0.2637 0.4458 0.3459    0.8
0.02  1.06 1.50845 -2.1 -0.5 50 3 4 -1.1756     0.1  -0.455 3.292 5.80023  6.158 0.4892 0.0512    10 0.8129 1.5028 -0.0097 -0.00486     2  -0.434 -0.1364 -0.007279  0.10836 0.2289 0.014996   580  0.0699 0.3471 0.2671 0.4458 0.3459    0.8
0.03  1.06 1.51549 -2.1 -0.5 50 3 4 -1.0909     0.1  -0.455 3.514 5.78659  6.155  0.489 0.0511    10 0.8439 1.5071 -0.0101 -0.00503     2 -0.4177 -0.1403 -0.007354 0.119888 0.2289 0.014996   580  0.0701 0.3603 0.2803 0.4535 0.3537    0.8
0.04  1.06  1.5238 -2.1 -0.5 50 3 4 -0.9793     0.1  -0.455 3.563 5.77472 6.1508 0.4888 0.0508    10  0.874 1.5138 -0.0105 -0.00526     2    -0.4 -0.1591 -0.006977 0.133641 0.2289 0.014996 579.9  0.0702 0.3718 0.2918 0.4589 0.3592    0.8
0.05  1.06 1.53319 -2.1 -0.5 50 3 4 -0.8549     0.1  -0.455 3.547 5.76402 6.1441 0.4884 0.0504    10 0.8996  1.523 -0.0109 -0.00549     2 -0.3903 -0.1862 -0.006467 0.148927  0.229 0.014996 579.9  0.0701 0.3848 0.3048  0.463 0.3635    0.8
0.075 1.06 1.56053 -2.1 -0.5 50 3 4 -0.6008     0.1  -0.454 3.448 5.74056   6.12 0.4872 0.0495    10 0.9442 1.5597 -0.0117 -0.00588     2  -0.404 -0.2538 -0.005734 0.190596 0.2292 0.014996 579.6  0.0686 0.3878 0.3129 0.4702 0.3713    0.8
0.1   1.06 1.59241 -2.1 -0.5 50 3 4   -0.47     0.1  -0.453 3.312 5.72017  6.085 0.4854 0.0489    10 0.9677 1.6104 -0.0117 -0.00591     2 -0.4423 -0.2943 -0.005604 0.230662 0.2297 0.014996 579.2  0.0646 0.3835 0.3152 0.4747 0.3769    0.8
0.15  1.06  1.6664 -2.1 -0.5 50 3 4 -0.4139     0.1   -0.45 3.044 5.68493 5.9871 0.4808 0.0479    10  0.966 1.7549 -0.0111  -0.0054     2 -0.5162 -0.3113 -0.005845 0.266468 0.2326 0.014988 577.2  0.0494 0.3719 0.3128 0.4798 0.3847    0.8
0.2   1.06 1.75021 -2.1 -0.5 50 3 4 -0.5237     0.1 -0.4149 2.831 5.65435 5.8699 0.4755 0.0471    10 0.9334 1.9157   -0.01 -0.00479     2 -0.5697 -0.2927 -0.006141 0.255253 0.2386 0.014964 573.9 -0.0019 0.3601 0.3076 0.4816 0.3902    0.8
0.25  1.06 1.84052 -2.1 -0.5 50 3 4 -0.6678     0.1 -0.3582 2.658 5.62686 5.7547 0.4706 0.0464  10.5 0.8946 2.0709 -0.0091 -0.00427     2 -0.6109 -0.2662 -0.006439 0.231541 0.2497 0.014881 568.5 -0.0479 0.3522 0.3047 0.4815 0.3946 0.7999
0.3   1.06  1.9348 -2.1 -0.5 50 3 4 -0.8277  0.0999 -0.3113 2.505 5.60162 5.6527 0.4665 0.0458    11  0.859 2.2005 -0.0082 -0.00384   2.5 -0.6444 -0.2405 -0.006704 0.207277 0.2674 0.014639 560.5 -0.0756 0.3438 0.3005 0.4801 0.3981 0.7997
0.4   1.06 2.12764 -2.1 -0.5 50 3 4 -1.1284  0.0997 -0.2646 2.261 5.55602 5.4997 0.4607 0.0445    12 0.8019 2.3886 -0.0069 -0.00317   3.2 -0.6931 -0.1975 -0.007125 0.165464  0.312 0.013493   540  -0.096 0.3351 0.2984 0.4758 0.4036 0.7988
0.5   1.06 2.31684 -2.1 -0.5 50 3 4 -1.3926  0.0991 -0.2272 2.087 5.51513 5.4029 0.4571 0.0429    13 0.7578    2.5 -0.0059 -0.00272   3.5 -0.7246 -0.1633 -0.007435 0.133828  0.361 0.011133 512.9 -0.0998 0.3353 0.3036  0.471 0.4079 0.7966
0.75  1.06 2.73064 -2.1 -0.5 50 3 4 -1.8664  0.0936  -0.162 1.812 5.38632   5.29 0.4531 0.0387    14 0.6788 2.6224 -0.0045 -0.00209   4.5 -0.7708 -0.1028  -0.00812 0.085153 0.4353 0.006739 441.9 -0.0765 0.3429 0.3205 0.4621 0.4157 0.7792
1     1.06    3.03 -2.1 -0.5 50 3 4 -2.1935  0.0766   -0.14 1.648    5.31  5.248 0.4517  0.035    15 0.6196  2.669 -0.0037 -0.00175     5  -0.799 -0.0699 -0.008444 0.058595 0.4629 0.005749 391.8 -0.0412 0.3577 0.3419 0.4581 0.4213 0.7504
1.5   1.06 3.43384 -2.1 -0.5 50 3 4 -2.6883  0.0022 -0.1184 1.511 5.29995 5.2194 0.4507  0.028    16 0.5101 2.6985 -0.0028 -0.00142   5.4 -0.8382 -0.0425 -0.007707 0.031787 0.4756 0.005544 348.1   0.014 0.3769 0.3703 0.4493 0.4213 0.7136
2     1.06 3.67464 -2.1 -0.5 50 3 4  -3.104 -0.0591   -0.11  1.47  5.3273 5.2099 0.4504 0.0213    18 0.3917 2.7085 -0.0023 -0.00143   5.8 -0.8663 -0.0302 -0.004792 0.019716 0.4785 0.005521 332.5  0.0544 0.4023 0.4023 0.4459 0.4213 0.7035
3     1.06 3.64933 -2.1 -0.5 50 3 4 -3.7085 -0.0931  -0.104 1.456  5.4385  5.204 0.4501 0.0106    19 0.1244 2.7145 -0.0019 -0.00115     6 -0.9032 -0.0129 -0.001828 0.009643 0.4796 0.005517 324.1  0.1232 0.4406 0.4406 0.4433 0.4213 0.7006
4     1.06 3.60999 -2.1 -0.5 50 3 4 -4.1486 -0.0982  -0.102 1.465  5.5977  5.202 0.4501 0.0041 19.75 0.0086 2.7164 -0.0018 -0.00104  6.15 -0.9231 -0.0016 -0.001523 0.005379 0.4799 0.005517 321.7  0.1859 0.4784 0.4784 0.4424 0.4213 0.7001
5     1.06     3.5 -2.1 -0.5 50 3 4 -4.4881 -0.0994  -0.101 1.478  5.7276  5.201   0.45  0.001    20      0 2.7172 -0.0017 -0.00099   6.3 -0.9222       0  -0.00144 0.003223 0.4799 0.005517 320.9  0.2295 0.5074 0.5074  0.442 0.4213    0.7
7.5   1.06    3.45 -2.1 -0.5 50 3 4 -5.0891 -0.0999  -0.101 1.498  5.9891    5.2   0.45      0    20      0 2.7177 -0.0017 -0.00094 6.425 -0.8346       0 -0.001369 0.001134   0.48 0.005517 320.3   0.266 0.5328 0.5328 0.4416 0.4213    0.7
10    1.06    3.45 -2.1 -0.5 50 3 4  -5.553    -0.1    -0.1 1.502   6.193    5.2   0.45      0    20      0  2.718 -0.0017 -0.00091  6.55 -0.7332       0 -0.001361 0.000515   0.48 0.005517 320.1  0.2682 0.5542 0.5542 0.4414 0.4213    0.7
`,
);

type Row =
  Coefficients<"c2 c3 c4 c4a crb chm cg3 c1 c1a c1b cn cm c5 c6 c7 c8 c9 c9a cg1 cg2 ctvz phi1 phi2 phi3 phi4 phi5 phi6 phi7 phi8 tau1 tau2 sig1 sig2 sig3">;

const ROCK_VS30 = 1130;

/** Knots (period, value) of a curve linear in between; the value is 0 above the last. */
type Knots = readonly (readonly [number, number])[];

function piecewise(knots: Knots, period: number, above = 0): number {
  const next = knots.findIndex(([knot]) => knot >= period);
  if (next < 0) return above;
  const [t1, y1] = knots[next]!;
  if (next === 0 || t1 === period) return y1;
  const [t0, y0] = knots[next - 1]!;
  return y0 + ((y1 - y0) / (t1 - t0)) * (period - t0);
}

/** Systematic location-to-location term of the Canterbury earthquakes. */
const LOCATION_TERM: Knots = [
  [0, -0.06],
  [0.18, -0.06],
  [0.35, 0.12],
  [10, 0.65],
];

/** Systematic site-to-site terms of the subregions. */
const SITE_TERMS = {
  CBD: [
    [0, 0.05],
    [0.15, -0.15],
    [0.45, 0.4],
    [3.2, 0.4],
    [5, 0.08],
    [10, 0.08],
  ],
  West: [
    [0, -0.2],
    [0.85, -0.55],
    [1.4, -0.18],
    [3.2, -0.18],
    [5, 0.22],
    [10, 0.22],
  ],
  East: [
    [0, 0.05],
    [0.25, 0.05],
    [1.5, 0.15],
    [10, 0.1],
  ],
  North: [
    [0, -0.31],
    [0.2, -0.4],
    [0.6, 0.2],
    [10, 0.2],
  ],
} as const satisfies { readonly [region: string]: Knots };

/** Reduction of the total and within-event standard deviations for known sites, and of the between-event one. */
const SIGMA_REDUCTION: Knots = [
  [0, 0.8],
  [0.6, 0.8],
  [1, 0.7],
  [10, 0.6],
];
const TAU_REDUCTION: Knots = [
  [0, 0.87],
  [1, 0.87],
  [5, 0.58],
  [10, 0.58],
];

/** Central business district of Christchurch (degrees). */
const DISTRICT: readonly (readonly [number, number])[] = [
  [172.6259, -43.5209],
  [172.6505, -43.5209],
  [172.6505, -43.5399],
  [172.6124, -43.54],
  [172.6123, -43.5289],
  [172.6124, -43.5245],
  [172.622, -43.5233],
];
const DISTRICT_VS30 = 250;
const DISTRICT_Z1 = 330;

function inDistrict(lon: number, lat: number): boolean {
  let inside = false;
  for (let i = 0, j = DISTRICT.length - 1; i < DISTRICT.length; j = i++) {
    const [x1, y1] = DISTRICT[i]!;
    const [x0, y0] = DISTRICT[j]!;
    if (y1 > lat !== y0 > lat && lon < ((x0 - x1) * (lat - y1)) / (y0 - y1) + x1) inside = !inside;
  }
  return inside;
}

/** ln ratio of the larger horizontal component to the geometric mean. */
function largerComponent(imt: IntensityMeasure): number {
  const t = imt.period === 0 ? 0.01 : imt.period;
  const segment = (y0: number, y1: number, t0: number, t1: number) =>
    y0 + ((y1 - y0) / Math.log(t1 / t0)) * Math.log(t / t0);
  const short = Math.min(segment(1.106, 1.158, 0.08, 0.56), segment(1.158, 1.178, 0.56, 4.4));
  const long = Math.min(segment(1.178, 1.241, 4.4, 8.7), 1.241);
  return Math.log(Math.max(1.106, short, long));
}

interface Options {
  readonly volcanic?: boolean;
  readonly larger?: boolean;
  readonly additionalSigma?: number;
  /** Subregion of Christchurch all sites are in, or `map`: those within the central district. */
  readonly christchurch?: keyof typeof SITE_TERMS | "map";
}

/** ln of the ground motion at 1130 m/s, eq. 4. */
function lnReference(c: Row, ctx: ContextBlock, i: number, volcanic: boolean): number {
  const m = ctx.mag[i]!;
  const r = ctx.rrup[i]!;
  const rake = ctx.rake[i]!;
  const top = ctx.ztor[i]!;
  const mechanism = isReverse30Inclusive(rake) ? c.c1a : isNormal60Inclusive(rake) ? c.c1b : 0;
  const source =
    c.c1 +
    mechanism +
    c.c7 * (Math.min(top, c.c8) - 4) +
    c.c2 * (m - 6) +
    ((c.c2 - c.c3) / c.cn) * Math.log(1 + Math.exp(c.cn * (c.cm - m)));
  const path =
    c.c4 * Math.log(r + c.c5 * Math.cosh(c.c6 * Math.max(m - c.chm, 0))) +
    (c.c4a - c.c4) * Math.log(Math.hypot(r, c.crb)) +
    (c.cg1 + c.cg2 / Math.cosh(Math.max(m - c.cg3, 0))) * (volcanic ? 1 + c.ctvz : 1) * r;
  if (!(ctx.rx[i]! >= 0)) return source + path;
  const cosDip = Math.cos(ctx.dip[i]! * RADIANS);
  const hangingWall =
    c.c9 * Math.tanh((ctx.rx[i]! * cosDip * cosDip) / c.c9a) * (1 - Math.hypot(ctx.rjb[i]!, top) / (r + 0.001));
  return source + path + hangingWall;
}

function evaluator(imt: IntensityMeasure, options: Options, epsilon: number): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const T = imt.period;
  const additional2 = (options.additionalSigma ?? 0) ** 2;
  // Above this vs30 the linear amplification is constant.
  const v1 = T === 0 ? 1800 : Math.min(Math.max(1130 * (T / 0.75) ** -0.11, 1130), 1800);
  const rockExponential = Math.exp(c.phi3 * (ROCK_VS30 - 360));
  const { christchurch } = options;
  const shift = options.larger ? largerComponent(imt) : 0;
  const region = christchurch === "map" ? "CBD" : christchurch;
  const siteTerm = region === undefined ? 0 : piecewise(SITE_TERMS[region], T);
  // On the map the reference adds the site term twice and no location term.
  const local =
    christchurch === "map" ? 2 * siteTerm : region === undefined ? 0 : piecewise(LOCATION_TERM, T) + siteTerm;
  const sigmaReduction = christchurch === undefined ? 1 : piecewise(SIGMA_REDUCTION, T, 1);
  const tauReduction = christchurch === undefined || christchurch === "map" ? 1 : piecewise(TAU_REDUCTION, T, 1);
  return (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) {
      const inCity = christchurch === "map" ? inDistrict(ctx.lon[i]!, ctx.lat[i]!) : christchurch !== undefined;
      const isLocal = christchurch === "map" ? inCity && ctx.in_cshm[i]! !== 0 : inCity;
      const v = inCity ? DISTRICT_VS30 : ctx.vs30[i]!;
      const given = inCity ? DISTRICT_Z1 : ctx.z1pt0[i]!;
      const z1 = given === NOT_MEASURED ? medianBasinDepth2008(v) : given;
      const lnRock = lnReference(c, ctx, i, options.volcanic === true);
      const nonLinear = c.phi2 * (Math.exp(c.phi3 * (Math.min(v, ROCK_VS30) - 360)) - rockExponential);
      const rock = Math.exp(lnRock);
      const basin =
        c.phi5 * (1 - 1 / Math.cosh(c.phi6 * Math.max(z1 - c.phi7, 0))) +
        c.phi8 / Math.cosh(0.15 * Math.max(z1 - 15, 0));
      let mean =
        lnRock +
        c.phi1 * Math.log(Math.min(v, v1) / ROCK_VS30) +
        nonLinear * Math.log((rock + c.phi4) / c.phi4) +
        basin +
        shift;
      if (isLocal) mean += local;
      if (epsilon !== 0) mean += epsilon * epistemicDeviation(ctx.mag[i]!, ctx.rrup[i]!);
      out.mean[i] = mean;

      const dm = 0.5 * (Math.min(Math.max(ctx.mag[i]!, 5), 7) - 5);
      const amplification = 1 + (nonLinear * rock) / (rock + c.phi4);
      const tau = Math.abs(amplification * (c.tau1 + (c.tau2 - c.tau1) * dm));
      const phi =
        (c.sig1 + (c.sig2 - c.sig1) * dm) *
        Math.sqrt((ctx.vs30measured[i]! !== 0 ? 0.7 : c.sig3) + amplification * amplification);
      const reduce = isLocal ? sigmaReduction : 1;
      const reduceTau = isLocal ? tauReduction : 1;
      out.sigma[i] = Math.sqrt((tau * tau + phi * phi) * reduce * reduce + additional2);
      out.phi[i] = Math.sqrt((phi * reduce) ** 2 + additional2 / 2);
      out.tau[i] = Math.sqrt((tau * reduceTau) ** 2 + additional2 / 2);
    }
  };
}

function variant(name: string, options: Options, facts: Partial<ModelFacts> = {}) {
  const component = options.larger ? "Greater of two horizontal" : FACTS.component;
  return (args: ModelArguments) => {
    const { sigma_mu_epsilon } = readArguments(name, args, { sigma_mu_epsilon: numberArgument(0) });
    // The variants for Christchurch accept the argument but their median does not use it.
    const epsilon = options.christchurch === undefined ? sigma_mu_epsilon : 0;
    return makeModel({ ...FACTS, component, ...facts, name }, (imt) => evaluator(imt, options, epsilon));
  };
}

const VOLCANIC: Partial<ModelFacts> = { tectonicRegionType: TECTONIC_REGION_TYPES.volcanic };
const ON_MAP: Partial<ModelFacts> = {
  ruptureColumns: [...FACTS.ruptureColumns, "in_cshm"],
  siteColumns: [...FACTS.siteColumns, "lat", "lon"],
};
const ADDITIONAL = 0.35;

function christchurchModels(): ModelFamily["models"] {
  const models: { [name: string]: ReturnType<typeof variant> } = {};
  for (const region of ["CBD", "West", "East", "North", "map"] as const) {
    const isMap = region === "map";
    const base = `Bradley2013bChch${isMap ? "Maps" : region}`;
    const facts = isMap ? ON_MAP : {};
    models[base] = variant(base, { larger: true, christchurch: region }, facts);
    const name = `${base}AdditionalSigma`;
    models[name] = variant(name, { larger: true, christchurch: region, additionalSigma: ADDITIONAL }, facts);
  }
  return models;
}

export const bradley2013: ModelFamily = {
  models: {
    Bradley2013: variant("Bradley2013", {}),
    Bradley2013Volc: variant("Bradley2013Volc", { volcanic: true }, VOLCANIC),
    Bradley2013LHC: variant("Bradley2013LHC", { larger: true }),
    Bradley2013VolcLHC: variant("Bradley2013VolcLHC", { volcanic: true, larger: true }, VOLCANIC),
    Bradley2013AdditionalSigma: variant("Bradley2013AdditionalSigma", { larger: true, additionalSigma: ADDITIONAL }),
    ...christchurchModels(),
  },
};
