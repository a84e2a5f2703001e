/**
 * Yenier & Atkinson (2015), Regionally adjustable generic ground-motion prediction equation based on equivalent point-source simulations:
 * application to central and eastern North America, BSSA 105(4), 1989-2009, eqs. 1-12 calibrated for central and eastern North
 * America, with the site response of Seyhan & Stewart (2014). The ACME 2019 variant is for rock (vs30 760 m/s), a depth of 10 km and known mechanisms
 * (Bommer et al. 2003).
 *
 * ln(g) or ln(cm/s); rrup and depth in km. Magnitude 3 to 8, up to 600 km. No standard deviation.
 */
import { InputError } from "../../../input-error.ts";
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { makeModel, plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import { isNormal45UpTo, isReverse45UpTo } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { choiceArgument, optionalNumber, readArguments } from "../model-arguments.ts";
import { type RowFunction, rowEvaluator } from "../row-evaluator.ts";
import { boore2014Site } from "./boore-2014.ts";
import { BOORE_2014 } from "./boore-2014-coefficients.ts";

const FACTS: ModelFacts = {
  name: "YenierAtkinson2015BSSA",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  validity: { magnitude: [3, 8], distance: 600 },
};

const ACME_FACTS: ModelFacts = {
  ...FACTS,
  name: "YenierAtkinson2015ACME2019",
  ruptureColumns: ["hypo_depth", "mag", "rake"],
};

/** Table 2: magnitude scaling and spreading for a stress of 100 bars. */
const SOURCE = coefficientTable(
  "Mh e0 e1 e2 e3 b3 b4",
  `
PGA   5.85     2.216 0.6859  -0.1392 0.7656 -0.6187  0.06029
PGV    5.9      5.96   1.03  -0.1651  1.079 -0.5785  0.05737
0.01  5.85     2.227 0.6874  -0.1363 0.7643 -0.6209  0.06057
0.013  5.9     2.281 0.6855   -0.129 0.7617 -0.6259  0.06129
0.016 5.85     2.272 0.6971  -0.1232 0.7594 -0.6308  0.06191
0.02   5.9     2.378 0.6999  -0.1066 0.7488 -0.6377  0.06251
0.025    6     2.564  0.684 -0.09416 0.7413 -0.6311  0.06097
0.03  6.15     2.806 0.6607 -0.09087 0.7389 -0.6028  0.05641
0.04  5.75     2.731 0.7034  -0.1086 0.7383 -0.5484   0.0482
0.05  5.35     2.559 0.7193  -0.1636 0.7545 -0.5096  0.04279
0.065 5.75     2.997 0.6842  -0.1547 0.7553 -0.4665   0.0364
0.08   5.2     2.576 0.7651  -0.2434 0.7865  -0.421  0.03071
0.1   5.45     2.777 0.7118  -0.2619 0.7941 -0.3774  0.02472
0.13  5.35     2.641 0.7346  -0.3321 0.8116 -0.3551  0.02224
0.16  5.25     2.466 0.8088  -0.3871 0.8407 -0.3265  0.01918
0.2   5.45     2.549 0.8194   -0.386 0.8426 -0.2868  0.01376
0.25   5.6     2.517 0.8671  -0.3775 0.8785 -0.2429 0.009209
0.3   5.85     2.635 0.8471  -0.3631 0.8763 -0.2117 0.005164
0.4   6.15     2.674 0.8501  -0.3469 0.8966 -0.1927 0.004847
0.5   6.25     2.544 0.8856  -0.3486 0.9182 -0.2079  0.00854
0.65   6.6     2.617 0.8758   -0.316 0.9251 -0.2277  0.01371
0.8   6.85     2.664 0.9053  -0.2888 0.8944 -0.2523  0.01906
1     6.45     1.986   1.34  -0.2456 0.9829 -0.2974  0.02765
1.3   6.75     2.011  1.386  -0.2057      1 -0.3503  0.03777
1.6   6.75     1.753  1.564  -0.1678  1.054 -0.3849   0.0443
2     6.65     1.251  1.748  -0.1316  1.192 -0.4353  0.05361
2.5    6.7    0.9308  1.824  -0.1087  1.288 -0.4787  0.06143
3     6.65    0.5156  1.908 -0.08979  1.418 -0.5129  0.06761
4     6.85    0.3439  1.931 -0.07471  1.506 -0.5515  0.07429
5     6.85  -0.07923   1.98 -0.06211  1.585   -0.58  0.07896
6.5   7.15 -0.006674  1.973 -0.05453   1.63 -0.5961  0.08117
8      7.5    0.2561  1.942  -0.0523  1.593  -0.609  0.08299
10    7.45   -0.2763  1.972 -0.04633  1.723 -0.6196   0.0842
`,
);

/** Table 3: exponent of the stress factor, below and above 100 bars. */
const STRESS = coefficientTable(
  "s0 s1 s2 s3 s4 s5 s6 s7 s8 s9",
  `
PGA    -2.132   1.937  -0.504  0.05824 -0.002498    -1.444   1.235  -0.2851  0.03021 -0.001217
PGV    -2.246   1.951 -0.5181  0.06139 -0.002725    -1.758   1.379  -0.3256    0.035 -0.001425
0.01   -2.048   1.881 -0.4901  0.05668 -0.002433    -1.437   1.242  -0.2892  0.03088 -0.001252
0.013  -1.922   1.802 -0.4713  0.05471 -0.002357    -1.348   1.195  -0.2799  0.03006 -0.001225
0.016  -1.711   1.663 -0.4365  0.05087 -0.002199    -1.079   1.041  -0.2466   0.0269 -0.001114
0.02    -1.16   1.274 -0.3344  0.03911   -0.0017    -1.272   1.254  -0.3171  0.03624  -0.00155
0.025  -1.535   1.595 -0.4293  0.05103 -0.002242    -1.454   1.366  -0.3372  0.03727 -0.001537
0.03   -1.056   1.205 -0.3132  0.03615  -0.00155    -2.243   1.981  -0.5086  0.05782 -0.002439
0.04  -0.8571   1.044 -0.2677  0.03082 -0.001328     -3.31   2.663  -0.6683  0.07415 -0.003056
0.05  -0.9628  0.9826 -0.2156   0.0208 -0.000742    -4.228   3.293  -0.8316  0.09303 -0.003873
0.065  -2.225   1.948   -0.49  0.05486 -0.002293     -3.96   2.871  -0.6675  0.06883  -0.00265
0.08   -3.685   2.962  -0.751  0.08421 -0.003509    -3.139   2.177  -0.4674  0.04466 -0.001598
0.1    -4.051     3.1 -0.7625  0.08328 -0.003393    -2.452   1.569   -0.289    0.023 -0.000657
0.13   -4.174   3.092 -0.7438  0.07982 -0.003205    -1.384  0.6264 -0.01161 -0.01092  0.000828
0.16   -3.965    2.82 -0.6499   0.0672 -0.002614   -0.1997  -0.337    0.257 -0.04252  0.002176
0.2    -2.707   1.729 -0.3302  0.02816 -0.000906    0.8197  -1.083   0.4395 -0.06105  0.002846
0.25   -1.767  0.9826 -0.1314 0.005998  -1.2e-05      1.78  -1.767   0.6066 -0.07834  0.003498
0.3   -0.3182 -0.1386  0.1704  -0.0285  0.001421     2.245  -2.003   0.6326 -0.07699  0.003268
0.4     2.018  -1.857  0.6117 -0.07674  0.003341     2.422  -1.938   0.5558 -0.06174   0.00239
0.5     3.956  -3.288  0.9885  -0.1196  0.005142    0.8555 -0.4528  0.06459  0.00522  -0.00083
0.65    3.645  -2.822  0.7932 -0.08926  0.003555   -0.6671  0.9277  -0.3708  0.06183  -0.00343
0.8     2.404  -1.652  0.4088  -0.0371  0.001051    -2.124   2.152  -0.7301   0.1053 -0.005287
1       1.066 -0.4552 0.03739  0.01033 -0.001084    -4.473   4.051   -1.274    0.171 -0.008137
1.3    -2.508   2.523 -0.8446   0.1205 -0.006024    -5.494   4.766   -1.439   0.1849 -0.008458
1.6    -5.264   4.738  -1.476   0.1963 -0.009284     -5.88   4.978   -1.465   0.1832 -0.008156
2      -6.642   5.767  -1.742   0.2241  -0.01028     -6.01   4.985   -1.433   0.1748 -0.007587
2.5    -8.078   6.835  -2.019   0.2538  -0.01141    -4.883   3.947   -1.089   0.1264 -0.005173
3       -7.98   6.643  -1.924   0.2366  -0.01039     -4.18   3.317  -0.8862  0.09888 -0.003853
4      -7.123   5.777  -1.615   0.1904 -0.007982    -2.627   1.963  -0.4616   0.0424 -0.001176
5      -6.388   5.083  -1.381   0.1576 -0.006361    -1.377  0.9093  -0.1422 0.001323   0.00071
6.5      -4.8   3.684 -0.9368  0.09763 -0.003474   -0.3929 0.09826  0.09528 -0.02778  0.001959
8      -3.416   2.512 -0.5803  0.05153 -0.001344 -0.006872 -0.1888   0.1692 -0.03534    0.0022
10     -2.194   1.511 -0.2871  0.01534  0.000238    0.2684 -0.3862   0.2169 -0.03967  0.002304
`,
);

const ANELASTIC = coefficientTable(
  "gCENA",
  `
PGA   -0.004667
PGV   -0.002792
0.01  -0.004661
0.013 -0.004693
0.016 -0.004687
0.02  -0.004668
0.025 -0.004884
0.03  -0.005113
0.04  -0.005266
0.05  -0.005471
0.065 -0.005714
0.08  -0.005794
0.1    -0.00564
0.13  -0.005236
0.16  -0.004771
0.2   -0.004203
0.25  -0.003648
0.3   -0.003121
0.4   -0.002438
0.5   -0.002041
0.65  -0.001638
0.8   -0.001426
1     -0.001259
1.3   -0.001063
1.6   -0.001171
2     -0.001016
2.5    -0.00106
3     -0.001093
4     -0.001301
5     -0.000935
6.5   -0.000787
8     -0.000643
10    -0.000365
`,
);

const TRANSITION = 50;
const CALIBRATION_RANGE = 150;

type Source = ReturnType<typeof SOURCE.at>;
type Stress = ReturnType<typeof STRESS.at>;

/** Eq. 2. */
function magnitudeTerm(c: Source, mag: number): number {
  const dm = mag - c.Mh;
  return dm > 0 ? c.e0 + c.e3 * dm : c.e0 + c.e1 * dm + c.e2 * dm * dm;
}

/** Eqs. 5 to 7 and 11: stress parameter of the region by magnitude and depth. */
function stressTerm(s: Stress, mag: number, depth: number): number {
  const lnStress = 5.704 + Math.min(0.29 * (depth - 10), 0) + Math.min(0.229 * (mag - 5), 0);
  const exponent =
    Math.exp(lnStress) > 100
      ? s.s5 + mag * (s.s6 + mag * (s.s7 + mag * (s.s8 + mag * s.s9)))
      : s.s0 + mag * (s.s1 + mag * (s.s2 + mag * (s.s3 + mag * s.s4)));
  return exponent * (lnStress - Math.log(100));
}

/** Calibration constant and slope (eqs. 10 and 12) of a measure. */
function calibration(imt: IntensityMeasure): readonly [constant: number, slope: number] {
  if (imt.kind === "PGV") return [-0.21, 0.052];
  if (imt.kind === "PGA") return [-0.25, 0.03];
  return [
    -0.25 + Math.max(0, 0.39 * Math.log(imt.period / 2)),
    Math.min(0.095, 0.03 + Math.max(0, 0.095 * Math.log(imt.period / 0.065))),
  ];
}

/** Motion at vs30 760 m/s without the calibration: that and the effective distance decide everything else. */
function uncalibrated(c: Source, s: Stress, anelastic: number, mag: number, rrup: number, depth: number): number {
  const pseudoDepth = 10 ** (-0.405 + 0.235 * mag);
  const r = Math.hypot(rrup, pseudoDepth);
  const far = Math.max(r / TRANSITION, 1);
  const spreading = -1.3 * Math.log(Math.min(r, TRANSITION)) - 0.5 * Math.log(far);
  const ratio = r / Math.hypot(1, pseudoDepth);
  return (
    magnitudeTerm(c, mag) +
    stressTerm(s, mag, depth) +
    spreading +
    (c.b3 + c.b4 * mag) * Math.log(ratio) +
    anelastic * rrup
  );
}

function calibrated(constant: number, slope: number, mag: number, rrup: number): number {
  const r = Math.hypot(rrup, 10 ** (-0.405 + 0.235 * mag));
  return constant + slope * Math.min(Math.log(r / CALIBRATION_RANGE), 0);
}

interface Options {
  readonly depth?: number;
  readonly vs30?: number;
  readonly faulting?: RowFunction;
}

function evaluator(imt: IntensityMeasure, options: Options): GroundMotionEvaluator {
  const c = SOURCE.at(imt);
  const s = STRESS.at(imt);
  const anelastic = ANELASTIC.at(imt).gCENA;
  const site = BOORE_2014.at(imt);
  const [constant, slope] = calibration(imt);
  const [pgaConstant, pgaSlope] = calibration(PGA);
  return rowEvaluator(
    (ctx, i) => {
      const m = ctx.mag[i]!;
      const r = ctx.rrup[i]!;
      const base = uncalibrated(c, s, anelastic, m, r, options.depth ?? ctx.hypo_depth[i]!);
      // The reference takes the coefficients of the measure itself for the rock motion that the soil responds to.
      const pgaRock = Math.exp(base + calibrated(pgaConstant, pgaSlope, m, r));
      const rock = base + calibrated(constant, slope, m, r);
      const soil = boore2014Site(site, options.vs30 ?? ctx.vs30[i]!, pgaRock);
      return rock + soil + (options.faulting?.(ctx, i) ?? 0);
    },
    { total: 0 },
  );
}

/** ln factors for strike-slip, reverse and normal events relative to the mixture in the data. */
function faultingTerm(imt: IntensityMeasure): RowFunction {
  if (imt.kind === "PGV") throw new InputError("no factors for the style of faulting for PGV", { allowed: "PGA, SA" });
  const ratio = 0.3 / Math.log10(3 / 0.4);
  const reverse = Math.log(1.2 - ratio * Math.log10(Math.min(Math.max(imt.period, 0.4), 3) / 0.4));
  const normal = Math.log(0.95);
  const strikeSlip = -0.68 * reverse - 0.02 * normal;
  return (ctx, i) => {
    const rake = ctx.rake[i]!;
    if (isNormal45UpTo(rake)) return strikeSlip + normal;
    if (isReverse45UpTo(rake)) return strikeSlip + reverse;
    if ((rake > -30 && rake <= 30) || rake > 150 || rake <= -150) return strikeSlip;
    throw new InputError(`rake ${rake} is neither strike-slip, reverse nor normal`, {
      parameter: "rake",
      allowed: "within 30 degrees of horizontal or 45 degrees of vertical slip",
    });
  };
}

export const yenierAtkinson2015: ModelFamily = {
  models: {
    YenierAtkinson2015BSSA: (args) => {
      const read = readArguments(FACTS.name, args, {
        focal_depth: optionalNumber(),
        region: choiceArgument(["CENA"], "CENA"),
      });
      return makeModel(FACTS, (imt) => evaluator(imt, { depth: read.focal_depth }));
    },
    YenierAtkinson2015ACME2019: plainModel(ACME_FACTS, (imt) =>
      evaluator(imt, { depth: 10, vs30: 760, faulting: faultingTerm(imt) }),
    ),
  },
};
