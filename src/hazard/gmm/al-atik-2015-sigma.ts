/**
 * Al Atik (2015), NGA-East: Ground-motion standard deviation models for central and eastern North America, PEER 2015/07: the
 * between-event standard deviation by magnitude (global, central and eastern North America, constant), the single-station within-event standard
 * deviation and the site-to-site one, each with its uncertainty. Quantiles treat the variance as scaled chi-squared.
 */

import { chiSquaredQuantile } from "../../numerics/chi-squared.ts";
import { type IntensityMeasure, parseIntensityMeasure } from "../intensity-measure.ts";
import { type CoefficientTable, coefficientTable, type Interpolation } from "./coefficients.ts";

export const TAU_MODELS = ["global", "cena", "cena_constant"] as const;
export type TauModel = (typeof TAU_MODELS)[number];

interface TauTable {
  /** Magnitudes between which tau is linear; constant beyond. */
  readonly magnitudes: readonly number[];
  readonly mean: { readonly PGV: readonly number[]; readonly SA: readonly number[] };
  readonly deviation: { readonly PGV: readonly number[]; readonly SA: readonly number[] };
}

const TAU: { readonly [model in TauModel]: TauTable } = {
  global: {
    magnitudes: [4.5, 5, 5.5, 6.5],
    mean: { PGV: [0.3733, 0.3639, 0.3434, 0.3236], SA: [0.4518, 0.427, 0.3863, 0.3508] },
    deviation: { PGV: [0.0558, 0.0554, 0.0477, 0.0449], SA: [0.0671, 0.0688, 0.0661, 0.0491] },
  },
  cena: {
    magnitudes: [5, 5.5, 6.5],
    mean: { PGV: [0.3477, 0.3281, 0.3092], SA: [0.373, 0.3375, 0.3064] },
    deviation: { PGV: [0.0554, 0.0477, 0.0449], SA: [0.0688, 0.0661, 0.0491] },
  },
  cena_constant: {
    magnitudes: [5],
    mean: { PGV: [0.3441], SA: [0.3695] },
    deviation: { PGV: [0.0554], SA: [0.0688] },
  },
};

/** Standard deviation at a quantile when its square has a scaled chi-squared distribution; the mean when there is no quantile. */
export function deviationAtQuantile(mean: number, deviation: number, quantile: number | undefined): number {
  if (quantile === undefined) return mean;
  const scale = deviation ** 2 / (2 * mean ** 2);
  const degrees = (2 * mean ** 4) / deviation ** 2;
  return Math.sqrt(scale * chiSquaredQuantile(quantile, degrees));
}

/** Knots of a standard deviation that is linear in magnitude between them. */
export interface MagnitudeKnots {
  readonly magnitudes: readonly number[];
  readonly values: readonly number[];
}

export function atMagnitude(knots: MagnitudeKnots, mag: number): number {
  const { magnitudes, values } = knots;
  const last = magnitudes.length - 1;
  if (mag <= magnitudes[0]!) return values[0]!;
  if (mag > magnitudes[last]!) return values[last]!;
  let k = 1;
  while (mag > magnitudes[k]!) k++;
  const m0 = magnitudes[k - 1]!;
  return values[k - 1]! + ((values[k]! - values[k - 1]!) * (mag - m0)) / (magnitudes[k]! - m0);
}

export function tauKnots(model: TauModel, imt: IntensityMeasure, quantile?: number): MagnitudeKnots {
  const table = TAU[model];
  const kind = imt.kind === "PGV" ? "PGV" : "SA";
  return {
    magnitudes: table.magnitudes,
    values: table.mean[kind].map((mean, k) => deviationAtQuantile(mean, table.deviation[kind][k]!, quantile)),
  };
}

/** Standard deviation of tau at its knots. */
export function tauDeviationKnots(model: TauModel, imt: IntensityMeasure): MagnitudeKnots {
  const table = TAU[model];
  return { magnitudes: table.magnitudes, values: table.deviation[imt.kind === "PGV" ? "PGV" : "SA"] };
}

export const PHI_MODELS = ["global", "cena", "cena_constant"] as const;
export type PhiModel = (typeof PHI_MODELS)[number];

const PHI_GLOBAL = coefficientTable(
  "mean_a var_a mean_b var_b",
  `
PGV   0.5034 0.0609 0.3585 0.0316
PGA   0.5477 0.0731 0.3505 0.0412
0.01  0.5477 0.0731 0.3505 0.0412
0.02  0.5464 0.0727 0.3505 0.0416
0.03   0.545 0.0723 0.3505 0.0419
0.04  0.5436  0.072 0.3505 0.0422
0.05  0.5424 0.0716 0.3505 0.0425
0.075 0.5392 0.0707 0.3505 0.0432
0.1   0.5361 0.0699 0.3505 0.0439
0.15  0.5299 0.0682 0.3543 0.0453
0.2    0.524 0.0666 0.3659 0.0465
0.25  0.5183 0.0651 0.3765 0.0476
0.3   0.5127 0.0637 0.3876 0.0486
0.4   0.5022 0.0611 0.4066 0.0503
0.5   0.4923 0.0586  0.417 0.0515
0.75  0.4704 0.0535 0.4277 0.0526
1     0.4519 0.0495 0.4257 0.0508
1.5   0.4231 0.0439 0.4142 0.0433
2     0.4026 0.0405 0.4026 0.0396
3     0.3775 0.0371 0.3775 0.0366
4     0.3648 0.0358 0.3648 0.0358
5     0.3583 0.0353 0.3583 0.0356
7.5   0.3529  0.035 0.3529 0.0355
10    0.3519  0.035 0.3519 0.0355
`,
);

const PHI_CENA = coefficientTable(
  "mean_a var_a mean_b var_b",
  `
PGV   0.5636 0.0807 0.4013 0.0468
PGA   0.5192 0.0693 0.3323 0.0364
0.01  0.5192 0.0693 0.3323 0.0364
0.02  0.5192 0.0693 0.3331 0.0365
0.03  0.5192 0.0693 0.3339 0.0365
0.04  0.5192 0.0693 0.3348 0.0367
0.05  0.5192 0.0693 0.3355 0.0367
0.075 0.5192 0.0693 0.3375  0.037
0.1   0.5192 0.0693 0.3395 0.0372
0.15  0.5192 0.0693 0.3471 0.0382
0.2   0.5192 0.0693 0.3625 0.0402
0.25  0.5192 0.0693 0.3772 0.0423
0.3   0.5192 0.0693 0.3925 0.0446
0.4   0.5192 0.0693 0.4204 0.0492
0.5   0.5192 0.0693 0.4398 0.0527
0.75  0.5192 0.0693 0.4721  0.059
1     0.5192 0.0693 0.4892 0.0626
1.5   0.5192 0.0693 0.5082 0.0668
2     0.5192 0.0693 0.5192 0.0693
3     0.5192 0.0693 0.5192 0.0693
4     0.5192 0.0693 0.5192 0.0693
5     0.5192 0.0693 0.5192 0.0693
7.5   0.5192 0.0693 0.5192 0.0693
10    0.5192 0.0693 0.5192 0.0693
`,
);

const PHI_CENA_CONSTANT = coefficientTable(
  "mean_a var_a mean_b var_b",
  `
PGV  0.5507 0.0678 0.5507 0.0678
PGA  0.5132 0.0675 0.5132 0.0675
0.01 0.5132 0.0675 0.5132 0.0675
10   0.5132 0.0675 0.5132 0.0675
`,
);

const SITE_TO_SITE = coefficientTable(
  "mean var",
  `
PGV   0.4344   0.02
PGA   0.4608 0.0238
0.01  0.4608 0.0238
0.02  0.4617 0.0238
0.03    0.47  0.024
0.04  0.4871  0.026
0.05   0.525  0.029
0.075   0.58 0.0335
0.1    0.593  0.035
0.15  0.5714 0.0325
0.2   0.5368 0.0296
0.25  0.5058 0.0272
0.3   0.4805  0.025
0.4    0.444 0.0212
0.5   0.4197 0.0182
0.75  0.3849 0.0139
1     0.3667 0.0135
1.5   0.3481 0.0157
2     0.3387 0.0173
3     0.3292 0.0195
4     0.3245 0.0211
5     0.3216 0.0224
7.5   0.3178  0.024
10    0.3159  0.024
`,
);

const PHI: { readonly [model in PhiModel]: CoefficientTable<"mean_a var_a mean_b var_b"> } = {
  global: PHI_GLOBAL,
  cena: PHI_CENA,
  cena_constant: PHI_CENA_CONSTANT,
};

/** Single-station within-event standard deviation: from magnitude 5 to 6.5. Quantiles are taken at the rows of the table. */
export function phiKnots(
  model: PhiModel,
  imt: IntensityMeasure,
  quantile?: number,
  interpolation: Interpolation = "logarithmic",
): MagnitudeKnots {
  const { a, b } = phiQuantileTable(model, quantile, interpolation).at(imt);
  return { magnitudes: [5, 6.5], values: [a, b] };
}

const quantileTables = new Map<string, CoefficientTable<"a b">>();

function phiQuantileTable(
  model: PhiModel,
  quantile: number | undefined,
  interpolation: Interpolation,
): CoefficientTable<"a b"> {
  const key = `${model} ${quantile} ${interpolation}`;
  let table = quantileTables.get(key);
  if (table === undefined) {
    const rows = [...PHI[model].rows()].map(([name, row]) => {
      const a = deviationAtQuantile(row.mean_a, row.var_a, quantile);
      const b = deviationAtQuantile(row.mean_b, row.var_b, quantile);
      return `${name} ${a} ${b}`;
    });
    table = coefficientTable("a b", rows.join("\n"), { interpolation });
    quantileTables.set(key, table);
  }
  return table;
}

/** Measures at which the single-station standard deviation, or the site-to-site one, is tabulated. */
export function deviationMeasures(model: PhiModel, withSite: boolean): IntensityMeasure[] {
  return [...(withSite ? SITE_TO_SITE : PHI[model]).rows().keys()].map(parseIntensityMeasure);
}

/** Standard deviation of the single-station standard deviation at its knots. */
export function phiDeviationKnots(model: PhiModel, imt: IntensityMeasure): MagnitudeKnots {
  const row = PHI[model].at(imt);
  return { magnitudes: [5, 6.5], values: [row.var_a, row.var_b] };
}

/** Site-to-site standard deviation of central and eastern North America, with its standard deviation. */
export function siteToSite(imt: IntensityMeasure): { readonly mean: number; readonly deviation: number } {
  const row = SITE_TO_SITE.at(imt);
  return { mean: row.mean, deviation: row.var };
}

const siteQuantileTables = new Map<number | undefined, CoefficientTable<"phi">>();

export function siteToSiteAtQuantile(imt: IntensityMeasure, quantile?: number): number {
  let table = siteQuantileTables.get(quantile);
  if (table === undefined) {
    const rows = [...SITE_TO_SITE.rows()].map(
      ([name, row]) => `${name} ${deviationAtQuantile(row.mean, row.var, quantile)}`,
    );
    table = coefficientTable("phi", rows.join("\n"));
    siteQuantileTables.set(quantile, table);
  }
  return table.at(imt).phi;
}

/** Standard deviations of the US national seismic hazard model 2018 (Petersen et al. 2020): the updated panel's and EPRI (2013). */
export const USGS_PANEL = coefficientTable(
  "t1 t2 t3 t4 ss_a ss_b s2s1 s2s2",
  `
PGV   0.3633 0.3532  0.334 0.3136 0.4985 0.3548 0.487 0.458
PGA   0.4436 0.4169 0.3736 0.3415 0.5423 0.3439 0.533 0.566
0.01  0.4436 0.4169 0.3736 0.3415 0.5423 0.3439 0.533 0.566
0.02  0.4436 0.4169 0.3736 0.3415  0.541 0.3438 0.537 0.577
0.03  0.4436 0.4169 0.3736 0.3415 0.5397 0.3437 0.542 0.598
0.05  0.4436 0.4169 0.3736 0.3415 0.5371 0.3435 0.583 0.653
0.075 0.4436 0.4169 0.3736 0.3415 0.5339 0.3433 0.619 0.633
0.1   0.4436 0.4169 0.3736 0.3415 0.5308 0.3431 0.623  0.59
0.15  0.4436 0.4169 0.3736 0.3415 0.5247 0.3466 0.603 0.532
0.2   0.4436 0.4169 0.3736 0.3415 0.5189 0.3585 0.578 0.461
0.25  0.4436 0.4169 0.3736 0.3415 0.5132 0.3694 0.554 0.396
0.3   0.4436 0.4169 0.3736 0.3415 0.5077 0.3808 0.527 0.373
0.4   0.4436 0.4169 0.3736 0.3415 0.4973 0.4004 0.491 0.339
0.5   0.4436 0.4169 0.3736 0.3415 0.4875 0.4109 0.472 0.305
0.75  0.4436 0.4169 0.3736 0.3415 0.4658 0.4218 0.432 0.273
1     0.4436 0.4169 0.3736 0.3415 0.4475 0.4201 0.431 0.257
1.5   0.4436 0.4169 0.3736 0.3415 0.4188 0.4097 0.424 0.247
2     0.4436 0.4169 0.3736 0.3415 0.3984 0.3986 0.423 0.239
3     0.4436 0.4169 0.3736 0.3415 0.3733 0.3734 0.418  0.23
4     0.4436 0.4169 0.3736 0.3415 0.3604 0.3604 0.412 0.221
5     0.4436 0.4169 0.3736 0.3415 0.3538 0.3537 0.404 0.214
7.5   0.4436 0.4169 0.3736 0.3415 0.3482 0.3481 0.378 0.201
10    0.4436 0.4169 0.3736 0.3415 0.3472 0.3471 0.319 0.193
`,
);

export const USGS_EPRI = coefficientTable(
  "tau_M5 phi_M5 tau_M6 phi_M6 tau_M7 phi_M7",
  `
PGV   0.3925 0.5979 0.3612 0.5218 0.3502  0.509
PGA    0.432 0.6269 0.3779 0.5168 0.3525 0.5039
0.01   0.432 0.6269 0.3779 0.5168 0.3525 0.5039
0.02   0.471 0.6682 0.4385 0.5588 0.4138 0.5462
0.03   0.471 0.6682 0.4385 0.5588 0.4138 0.5462
0.05   0.471 0.6682 0.4385 0.5588 0.4138 0.5462
0.075  0.471 0.6682 0.4385 0.5588 0.4138 0.5462
0.1    0.471 0.6682 0.4385 0.5588 0.4138 0.5462
0.15  0.4433 0.6693  0.413 0.5631 0.3886 0.5506
0.2   0.4216 0.6691 0.3822 0.5689 0.3579 0.5566
0.25   0.415 0.6646 0.3669 0.5717 0.3427 0.5597
0.3   0.4106 0.6623 0.3543 0.5846 0.3302 0.5727
0.4   0.4088 0.6562 0.3416 0.5997 0.3176 0.5882
0.5   0.4175 0.6526 0.3456 0.6125 0.3217 0.6015
0.75  0.4439 0.6375 0.3732 0.6271 0.3494 0.6187
1      0.462 0.6219 0.3887 0.6283  0.365 0.6227
1.5   0.4774 0.5957 0.4055 0.6198 0.3819 0.6187
2     0.4809  0.586 0.4098 0.6167 0.3863 0.6167
3     0.4862 0.5813 0.4186 0.6098 0.3952 0.6098
4     0.4904 0.5726 0.4144 0.6003  0.391 0.6003
5     0.4899 0.5651 0.4182 0.5986 0.3949 0.5986
7.5   0.4803 0.5502 0.4067 0.5982 0.3835 0.5982
10    0.4666 0.5389 0.3993 0.5885 0.3761 0.5885
`,
);

/** Site-to-site standard deviation of Stewart et al. (2019) by vs30: another one from 1500 m/s on, a transition from 1200 m/s. */
export function stewartSiteToSite(row: { readonly s2s1: number; readonly s2s2: number }, vs30: number): number {
  if (vs30 > 1500) return row.s2s2;
  return vs30 > 1200 ? row.s2s1 - ((row.s2s1 - row.s2s2) / 300) * (vs30 - 1200) : row.s2s1;
}
