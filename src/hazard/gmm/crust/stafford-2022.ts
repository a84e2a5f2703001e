/**
 * Stafford (2022), A model for the distribution of response spectral ordinates from New Zealand crustal earthquakes based upon adjustments to the
 * Chiou and Youngs (2014) response spectral model, GNS 2022/15: branches of the median (near-source level, saturation, depth of rupture, anelastic
 * attenuation) and of the standard deviation (by the number of data).
 *
 * ln(g); distances and ztor in km, z1pt0 in m. Magnitude 4 to 8, rrup up to 300 km, periods 0.01 to 10 s; PGA is SA of 0.01 s.
 */

import { chiSquaredQuantile } from "../../../numerics/chi-squared.ts";
import { type IntensityMeasure, spectralAcceleration } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { ALL_STANDARD_DEVIATIONS, makeModel } from "../make-model.ts";
import { isReverse30Inclusive } from "../mechanism.ts";
import type { FactoryEnvironment, GroundMotionEvaluator, ModelArguments, ModelFacts, ModelFamily } from "../model.ts";
import { choiceArgument, flagArgument, readArguments } from "../model-arguments.ts";
import {
  CHIOU_YOUNGS_2014_DEFAULTS,
  chiouYoungs2014Basin,
  chiouYoungs2014NonLinearSlope,
  lnRock,
  meanTop2014,
  rockModel,
  ruptureChanges,
  updateRupture,
} from "./chiou-youngs-2014.ts";

const FACTS: ModelFacts = {
  name: "Stafford2022",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal (RotD50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["dip", "mag", "rake", "ztor"],
  distanceColumns: ["rjb", "rrup", "rx"],
  siteColumns: ["vs30", "vs30measured", "z1pt0"],
  measures: ["PGA", "SA"],
  referenceVelocity: 1130,
  validity: { magnitude: [4, 8], distance: 300 },
};

const BRANCHES = ["Lower", "Central", "Upper"] as const;
type Branch = (typeof BRANCHES)[number];
const SIGN: { readonly [branch in Branch]: number } = { Lower: -1, Central: 0, Upper: 1 };
const EPISTEMIC_SCALE = 1.28155 * 0.893;
/** Correlation of the near-source adjustments. */
const SATURATION_SHARE = 0.4;
const PROBABILITY: { readonly [branch in Branch]: number } = { Lower: 0.1, Central: 0.5, Upper: 0.9 };

function sigmoid(x: number, start: number, end: number, center: number, width: number): number {
  return start + (end - start) / (1 + Math.exp(-(x - center) / width));
}

/** Epistemic standard deviation where there are few data: near large ruptures. `lnR`: ln of rrup. */
function empiricalDeviation(period: number): (lnR: number, mag: number) => number {
  const centerR = sigmoid(period, 3.75, 5.75, 3.5, 0.5);
  const widthR = sigmoid(period, 0.225, 1.3, 3.5, 0.5);
  const centerM = sigmoid(period, 5.82, 6.4, 3.5, 0.5);
  const widthM = sigmoid(period, 0.42, 0.38, 2.5, 0.2);
  return (lnR, mag) => 0.4 - 0.25 * sigmoid(lnR, 0, 1, centerR, widthR) * sigmoid(mag, 1, 0, centerM, widthM);
}

function saturationDeviation(mag: number, lnR: number): number {
  return sigmoid(lnR, 0.6638 - 0.257 * (Math.min(mag, 7) - 6), 0, 0.799, 0.9835);
}

interface Options {
  readonly median: Branch;
  readonly deviation: Branch;
  readonly adjust_c1: boolean;
  readonly adjust_chm: boolean;
  readonly adjust_c7: boolean;
  readonly adjust_cg1: boolean;
  /** Parts of the standard deviation that make up the total of the branch. */
  readonly exact: boolean;
}

/** Change of the depth coefficients c7 and c7b by period. */
function depthChange(median: Branch, period: number): readonly [number, number] {
  const lnT = Math.log(period);
  if (median === "Lower") return [-0.02578, sigmoid(lnT, -0.05737, 0.05733, -1.0324, 0.04875)];
  return median === "Central" ? [0, sigmoid(lnT, -0.0865, 0, -1.5364, 0.3266)] : [0, 0];
}

function anelasticChange(median: Branch, period: number): number {
  const correction = Math.min(0.0024 * Math.tanh(0.8 * Math.log(period / 1.8)), 0);
  const deviation = sigmoid(Math.log(period), 0.00054, 0.0004, Math.log(0.9), 0.2);
  return correction + SIGN[median] * EPISTEMIC_SCALE * deviation;
}

/** Number of independent data by period. */
function effectiveData(period: number): number {
  return period <= 0.3
    ? sigmoid(Math.log(period), 190.34, 221.16, -2.4341, 0.10366)
    : 221.16 / (period / 0.3) ** 0.10299;
}

function evaluator(given: IntensityMeasure, options: Options): GroundMotionEvaluator {
  const imt = given.kind === "PGA" ? spectralAcceleration(0.01) : given;
  const { period } = imt;
  const model = rockModel(imt, CHIOU_YOUNGS_2014_DEFAULTS);
  const { c } = model;
  const basin = chiouYoungs2014Basin(imt, CHIOU_YOUNGS_2014_DEFAULTS);
  const sign = SIGN[options.median] * EPISTEMIC_SCALE;
  const empirical = empiricalDeviation(period);
  const reference = empirical(Math.log(80), 5);
  const [deltaC7, deltaC7b] = options.adjust_c7 ? depthChange(options.median, period) : [0, 0];
  const deltaGamma = options.adjust_cg1 ? anelasticChange(options.median, period) : 0;
  const lnT = Math.log(period);
  const tauSmall = sigmoid(lnT, 0.45, 0.4, 0, 0.2);
  const tauLarge = sigmoid(lnT, 0.35, 0.4, 0, 0.2);
  const station = 0.3171 + 0.3248 * (period / 0.717) ** 0.7911 * Math.exp((-0.897 * period) / 0.717);
  const fixed2 = station * station + 0.264 * 0.39 * 0.39;
  const data = effectiveData(period);
  const probability = PROBABILITY[options.deviation];
  return (ctx, out) => {
    let depth = 0;
    let tau0 = 0;
    for (let i = 0; i < ctx.length; i++) {
      const m = ctx.mag[i]!;
      if (ruptureChanges(ctx, i)) {
        updateRupture(model, CHIOU_YOUNGS_2014_DEFAULTS, ctx, i);
        const rake = ctx.rake[i]!;
        const excess = ctx.ztor[i]! - meanTop2014(m, isReverse30Inclusive(rake));
        depth = (deltaC7 + deltaC7b / Math.cosh(2 * Math.max(m - 4.5, 0))) * excess;
        tau0 = tauSmall + ((tauLarge - tauSmall) * (Math.min(Math.max(m, 5), 6.5) - 5)) / 1.5;
      }
      const rrup = ctx.rrup[i]!;
      const lnR = Math.log(Math.max(rrup, 1e-10));
      const near = empirical(lnR, m);
      let lnReference = lnRock(model, CHIOU_YOUNGS_2014_DEFAULTS, ctx, i) + depth + deltaGamma * rrup;
      if (options.adjust_c1) lnReference += sign * near;
      if (options.adjust_chm) lnReference += sign * SATURATION_SHARE * saturationDeviation(m, lnR);
      const vs30 = ctx.vs30[i]!;
      const motion = Math.exp(lnReference);
      const slope = chiouYoungs2014NonLinearSlope(c, vs30);
      out.mean[i] =
        lnReference +
        c.phi1 * Math.min(Math.log(vs30 / 1130), 0) +
        slope * Math.log((motion + c.phi4) / c.phi4) +
        basin(vs30, ctx.z1pt0[i]!);
      const response = 1 + (slope * motion) / (motion + c.phi4);
      const phi2 = fixed2 + response * response * 0.736 * 0.39 * 0.39;
      const tau = Math.abs(response * tau0);
      out.tau[i] = tau;
      out.phi[i] = Math.sqrt(phi2);
      const degrees = data / (near / reference) ** 2 - 1;
      const branch = chiSquaredQuantile(probability, degrees);
      out.sigma[i] = Math.sqrt(((phi2 + tau * tau) / degrees) * branch);
      if (options.exact) {
        const share = Math.sqrt(branch / degrees);
        out.tau[i]! *= share;
        out.phi[i]! *= share;
      }
    }
  };
}

const PARTS_DEFECT =
  "its branch of the standard deviation changes the total only, so that fields are sampled from the central one";

function stafford2022(args: ModelArguments, { exact = false }: FactoryEnvironment) {
  const read = readArguments(FACTS.name, args, {
    mu_branch: choiceArgument(BRANCHES, "Central"),
    sigma_branch: choiceArgument(BRANCHES, "Central"),
    adjust_c1: flagArgument(true),
    adjust_chm: flagArgument(true),
    adjust_c7: flagArgument(true),
    adjust_cg1: flagArgument(true),
  });
  const options: Options = { ...read, median: read.mu_branch, deviation: read.sigma_branch, exact };
  const wrong = !exact && read.sigma_branch !== "Central";
  return makeModel({ ...FACTS, ...(wrong ? { defect: () => PARTS_DEFECT } : {}) }, (imt) => evaluator(imt, options));
}

export const stafford2022Family: ModelFamily = { models: { Stafford2022: stafford2022 } };
