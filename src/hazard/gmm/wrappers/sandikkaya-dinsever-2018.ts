/**
 * Sandikkaya & Dinsever (2018), A site amplification model for crustal earthquakes, Geosciences 8(7), 264: linear, basin and non-linear site
 * terms on the ground motion that another model gives on rock, and within-event standard deviations with the variability of the site response.
 *
 * vs30 in m/s, z1pt0 in m and known. 0.01 to 4 s. The non-linear term compares the rock motion in g with 0.1 g in m/s2, as the reference does.
 */
import { InputError } from "../../../input-error.ts";
import { type IntensityMeasure, parseIntensityMeasure } from "../../intensity-measure.ts";
import { type CoefficientTable, coefficientTable } from "../coefficients.ts";
import { GRAVITY, makeModel, thenAdjust } from "../make-model.ts";
import type {
  FactoryEnvironment,
  GroundMotionEvaluator,
  GroundMotionModel,
  ModelArguments,
  ModelFamily,
} from "../model.ts";
import { choiceArgument, numberArgument, readArguments, tableArgument } from "../model-arguments.ts";
import { NOT_MEASURED } from "../site/basin-depth.ts";
import { unionColumns } from "../union-columns.ts";
import { atRock, innerModel } from "./site-term-models.ts";

const NAME = "SandikkayaDinsever2018";
const ROCK_VS30 = 760;

/** Share of the within-event standard deviation of the model on rock that is not the site's, where none is given. */
const WITHOUT_SITE = 0.85;

const SITE = coefficientTable(
  "b1 b3 b2 sigma_s c0 c2 c1",
  `
PGA   -0.53307 -0.46412 0.02105 0.47096 1.24013 0.09542 -0.05865
0.01  -0.53307 -0.46412 0.02105 0.47096 1.24013 0.09542 -0.05865
0.025 -0.50842  -0.3904 0.02023 0.47508 1.24682 0.09906 -0.05951
0.04  -0.45025 -0.31255 0.01858 0.48906 1.33552 0.12324 -0.06481
0.05  -0.38023 -0.23187 0.02029 0.50412  1.6779 0.18762 -0.08741
0.07   -0.3505 -0.18413 0.02376 0.50892 1.57403 0.12994  -0.0791
0.1   -0.42752 -0.37652 0.03221 0.49777 1.52282 0.12604 -0.07408
0.15  -0.55919 -0.53679 0.03248 0.47977 1.31863 0.11085 -0.05612
0.2    -0.6673  -0.6571 0.02956 0.46896 1.21025 0.10065 -0.04777
0.25  -0.73135 -0.69189 0.02516 0.45698 1.13978 0.07837 -0.03958
0.3    -0.7884 -0.68208 0.03152 0.45065 1.05645 0.04621 -0.03245
0.35   -0.8332 -0.69252 0.03233 0.44141 1.01481 0.05533 -0.02765
0.4    -0.8681 -0.74537 0.03521 0.43589 1.00182 0.05914 -0.02363
0.45  -0.88575 -0.73547 0.03923 0.42954 0.94803 0.06557  -0.0179
0.5   -0.89944 -0.69269 0.04159 0.42699 0.94724 0.06067  -0.0171
0.6   -0.91493  -0.6348  0.0458 0.41593 0.95504 0.07576 -0.01606
0.7   -0.93236 -0.63204 0.04993 0.40303 1.01362 0.08323 -0.01527
0.75  -0.93217  -0.6378 0.04989 0.40219 1.03634 0.08203 -0.01622
0.8   -0.92975 -0.65092 0.05114 0.39766 1.05807 0.08385 -0.01434
0.9   -0.92777 -0.57775 0.05266 0.38861 1.11036 0.09388 -0.01658
1     -0.93815 -0.60041 0.05421  0.3815 1.16634 0.09095 -0.01502
1.2   -0.93377 -0.56801 0.05576 0.36982 1.29484 0.08078 -0.01434
1.4   -0.93847 -0.48684 0.05782 0.35868 1.32222 0.08353 -0.00681
1.6   -0.92242 -0.40484 0.05645 0.35713 1.30431 0.07158 -0.00268
1.8   -0.91608 -0.29053 0.05615 0.34643 1.35426 0.07341        0
2     -0.90369 -0.18149 0.05307 0.34133 1.38763  0.0679        0
2.5   -0.89442 -0.04175 0.05954  0.3396 1.41986 0.08582        0
3     -0.87386        0 0.05596 0.35349 1.37795 0.10208        0
3.5    -0.8551        0 0.05469 0.35286 1.34678 0.07501        0
4      -0.8468        0 0.05469 0.36845  1.2583 0.05876        0
`,
);

/** Change of the linear term by region (`TRGR`, Turkey and Greece, is offered by the reference but cannot be computed there). */
const REGIONS = ["USNZ", "JP", "TW", "CH", "WA", "TRGR", "WMT", "NWE"] as const;
type Region = (typeof REGIONS)[number];

const REGIONAL = coefficientTable(
  "USNZ JP TW CH WA TRGR WMT NWE",
  `
PGA   -0.0302  0.0117 -0.0233   0.0158  0.1001 -0.0118  0.0172  0.0314
0.01  -0.0302  0.0117 -0.0233   0.0158  0.1001 -0.0118  0.0172  0.0314
0.025 -0.0303  0.0135 -0.0272    0.015  0.1013   -0.01  0.0174  0.0264
0.04  -0.0336  0.0298 -0.0394   0.0111  0.1059 -0.0148  0.0101  0.0178
0.05    -0.04  0.0575 -0.0541   0.0099  0.1071  -0.024 -0.0093  0.0038
0.07  -0.0346  0.0508  -0.056  -0.0012  0.1119  -0.019 -0.0114 -0.0206
0.1   -0.0287  0.0199  -0.045    0.022  0.1251 -0.0095  0.0084 -0.0222
0.15  -0.0187 -0.0228 -0.0114   0.0143  0.1105  0.0044  0.0258 -0.0307
0.2   -0.0196 -0.0439  0.0089   0.0056  0.1134  0.0133   0.035 -0.0254
0.25  -0.0227 -0.0543  0.0222   0.0059  0.1016  0.0162   0.048  0.0274
0.3   -0.0216 -0.0583    0.03 -0.00003   0.086  0.0153   0.058  0.0407
0.35  -0.0187 -0.0583  0.0301   0.0025   0.089  0.0135  0.0534   0.065
0.4   -0.0239 -0.0544  0.0313    0.008 0.09462   0.007 0.05177  0.0728
0.45  -0.0254 -0.0502  0.0327   0.0142  0.0999  0.0041  0.0519  0.0798
0.5   -0.0322 -0.0461   0.036   0.0156  0.1073 -0.0022  0.0553  0.0879
0.6   -0.0388 -0.0389  0.0356   0.0163  0.1209 -0.0125  0.0565  0.0978
0.7   -0.0411 -0.0333  0.0336    0.022  0.1246 -0.0197  0.0483  0.1104
0.75  -0.0416 -0.0305  0.0339   0.0252  0.1224 -0.0269  0.0485  0.1166
0.8   -0.0436 -0.0289  0.0346   0.0297  0.1244 -0.0321  0.0512  0.1193
0.9   -0.0412 -0.0262  0.0289   0.0325  0.1239 -0.0408  0.0574  0.1303
1     -0.0397 -0.0195  0.0146   0.0375  0.1273 -0.0434  0.0673  0.1369
1.2   -0.0395 -0.0071 -0.0025   0.0463  0.1376 -0.0467  0.0668  0.0914
1.4   -0.0365 -0.0036 -0.0115   0.0574  0.1397 -0.0446   0.064  0.0893
1.6   -0.0361  0.0073 -0.0188    0.062  0.1319 -0.0473    0.06  0.0914
1.8   -0.0307  0.0108 -0.0252   0.0609  0.1332 -0.0452  0.0523  0.1062
2      -0.028  0.0129 -0.0328   0.0591  0.1408 -0.0445   0.041  0.1092
2.5   -0.0336  0.0277 -0.0413   0.0588  0.1471 -0.0316  0.0197  0.0509
3     -0.0325  0.0369 -0.0579   0.0566  0.1679 -0.0268  0.0138   0.105
3.5   -0.0272  0.0461  -0.063   0.0525  0.1422 -0.0294  0.0216   0.156
4     -0.0203  0.0503 -0.0641   0.0572  0.1945 -0.0242  0.0138  0.2198
`,
);

interface Options {
  readonly rockVs30: number;
  readonly region: Region | undefined;
  /** Within-event standard deviation without the site's, by measure. */
  readonly phi0: CoefficientTable<"phi"> | undefined;
}

function evaluator(inner: GroundMotionModel, imt: IntensityMeasure, options: Options): GroundMotionEvaluator {
  const c = SITE.at(imt);
  const slope = c.b1 + (options.region === undefined ? 0 : REGIONAL.at(imt)[options.region]);
  const given = options.phi0?.at(imt).phi;
  const threshold = 0.1 * GRAVITY;
  const siteScale = c.sigma_s * c.c0;
  return thenAdjust(atRock(inner.forMeasure(imt), options.rockVs30), (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) {
      const vs30 = ctx.vs30[i]!;
      const depth = ctx.z1pt0[i]!;
      if (depth === NOT_MEASURED)
        throw new InputError(`${NAME} needs a measured z1pt0 at every site`, {
          parameter: "z1pt0",
          allowed: "depths in m, not -999",
        });
      const rock = Math.exp(out.mean[i]!);
      const softness = Math.exp(-Math.exp(2 * Math.log(vs30) - 11));
      out.mean[i]! +=
        slope * Math.log(Math.min(vs30, 1000) / 760) +
        c.b2 * Math.log(depth) +
        c.b3 * Math.log((rock + threshold) / threshold) * softness;
      const strength = Math.log(Math.min(Math.max(rock, 0.005), 0.35));
      const stiffness = Math.log(Math.min(Math.max(vs30, 150), 600));
      const site = siteScale * (c.c1 * strength + c.c2 * stiffness);
      const phi = Math.hypot(given ?? WITHOUT_SITE * out.phi[i]!, site);
      out.phi[i] = phi;
      out.sigma[i] = Math.hypot(out.tau[i]!, phi);
    }
  });
}

function readPhi0(values: ModelArguments): CoefficientTable<"phi"> {
  const rows = Object.entries(values).map(([measure, value]) => {
    const { name } = parseIntensityMeasure(measure);
    if (typeof value !== "number" || !Number.isFinite(value))
      throw new InputError(`${NAME}: phi_0 of ${name} is ${JSON.stringify(value)}`, {
        parameter: "phi_0",
        allowed: "a number",
      });
    return `${name} ${value}`;
  });
  if (rows.length === 0)
    throw new InputError(`${NAME}: phi_0 is empty`, { parameter: "phi_0", allowed: "a number a measure" });
  return coefficientTable("phi", rows.join("\n"));
}

function build(args: ModelArguments, environment: FactoryEnvironment): GroundMotionModel {
  const { reference_velocity, region, phi_0, ...rest } = args;
  const given: Record<string, NonNullable<typeof phi_0>> = {};
  for (const [name, value] of Object.entries({ reference_velocity, region, phi_0 }))
    if (value !== undefined) given[name] = value;
  const read = readArguments(NAME, given, {
    reference_velocity: numberArgument(ROCK_VS30),
    region: choiceArgument(REGIONS, undefined),
    phi_0: tableArgument(),
  });
  const inner = innerModel(NAME, rest, environment);
  for (const part of ["Inter event", "Intra event"] as const)
    if (!inner.standardDeviations.includes(part))
      throw new InputError(`${NAME}: ${inner.name} has no ${part.toLowerCase()} standard deviation`, {
        parameter: "gmpe_name",
        allowed: "a model with inter and intra event standard deviations",
      });
  const options: Options = {
    rockVs30: read.reference_velocity === 0 ? ROCK_VS30 : read.reference_velocity,
    region: read.region,
    phi0: read.phi_0 === undefined ? undefined : readPhi0(read.phi_0),
  };
  return makeModel(
    {
      name: NAME,
      tectonicRegionType: "",
      component: "Horizontal",
      standardDeviations: inner.standardDeviations,
      ...unionColumns([{ ruptureColumns: ["mag"], siteColumns: ["vs30", "z1pt0"] }, inner]),
      measures: ["PGA", "SA"],
      referenceVelocity: ROCK_VS30,
    },
    (imt) => evaluator(inner, imt, options),
  );
}

export const sandikkayaDinsever2018: ModelFamily = { models: { [NAME]: build } };
