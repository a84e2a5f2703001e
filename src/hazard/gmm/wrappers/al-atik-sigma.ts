/**
 * The standard deviations of Al Atik (2015), PEER 2015/07, with the median of another model, as the ACME 2019 project used them: beyond the corner
 * period of a source of 80 bars the displacement of the spectrum is constant, and factors of a user's file correct for kappa.
 *
 * Where the corner lies beyond the longest period of the model its spectrum goes on along a straight line through the last ones, in
 * logarithms; the project did so for two models. In the reference that works for one row at a time and below the corner only; and it takes
 * the last period asked for, when that is none of the model's table, for the longest.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { InputError } from "../../../input-error.ts";
import { type IntensityMeasure, spectralAcceleration } from "../../intensity-measure.ts";
import {
  atMagnitude,
  phiKnots,
  siteToSiteAtQuantile,
  TAU_MODELS,
  type TauModel,
  tauKnots,
} from "../al-atik-2015-sigma.ts";
import { type CoefficientTable, coefficientsFromText, coefficientTable } from "../coefficients.ts";
import { periodRange } from "../evaluate.ts";
import { makeModel } from "../make-model.ts";
import {
  type FactoryEnvironment,
  type GroundMotionBlock,
  type GroundMotionEvaluator,
  type GroundMotionModel,
  type ModelArguments,
  type ModelFamily,
  makeGroundMotionBlock,
} from "../model.ts";
import { choiceArgument, optionalNumber, readArguments, textArgument } from "../model-arguments.ts";
import { innerModel } from "./site-term-models.ts";

const NAME = "AlAtikSigmaModel";

/** Periods (s) at the end of a spectrum that its extension goes along; the last is where the model counts as ended. */
const EXTENSIONS: { readonly [model: string]: readonly number[] } = {
  BindiEtAl2014Rjb: [1, 1.3, 1.5, 1.8, 2],
  RietbrockEdwards2019Low: [4, 5],
};

/** Site-to-site standard deviation of the project's site. */
const PROJECT_SITE = coefficientTable(
  "phi",
  `
PGA        0
0.001      0
0.999      0
1     0.0011
1.2    0.004
1.5   0.0075
2     0.0111
10    0.0111
`,
  { interpolation: "linear" },
);

const PHI_MODELS = ["global", "cena", "cena_constant", "global_linear"] as const;

const ARGUMENTS = {
  gmpe_name: textArgument(""),
  tau_model: choiceArgument(TAU_MODELS, "global"),
  phi_model: choiceArgument(PHI_MODELS, "global"),
  tau_quantile: optionalNumber(),
  phi_ss_quantile: optionalNumber(),
  phi_s2ss_quantile: optionalNumber(),
  phi_s2ss_model: choiceArgument(["cena", "brb"], undefined),
  kappa_file: textArgument(""),
  kappa_val: textArgument(""),
};

interface DeviationOptions {
  readonly tau_model: TauModel;
  readonly phi_model: (typeof PHI_MODELS)[number];
  readonly tau_quantile: number | undefined;
  readonly phi_ss_quantile: number | undefined;
  readonly phi_s2ss_quantile: number | undefined;
  readonly phi_s2ss_model: "cena" | "brb" | undefined;
}

/** Corner period (s) of a source of 80 bars, 1 s at least, for the magnitude to two decimals (a half to the even one). */
function cornerPeriod(mag: number): number {
  const hundredths = mag * 100;
  const nearest = Math.round(hundredths);
  const rounded = nearest - hundredths === 0.5 && nearest % 2 !== 0 ? nearest - 1 : nearest;
  return Math.max(10 ** (-1.884 - Math.log10(80) / 3 + 0.5 * (rounded / 100)), 1);
}

/** ln of the constant displacement from `corner` on, as acceleration at `period` over that at the corner. */
function displacementShift(corner: number, period: number): number {
  return 2 * Math.log(corner / period);
}

/** Fills the mean of one measure for the magnitudes that share a corner period. */
function spectrumFor(
  inner: GroundMotionModel,
  imt: IntensityMeasure,
  corner: number,
  longest: () => number,
): GroundMotionEvaluator {
  const { period } = imt;
  if (period <= corner && period <= longest()) return inner.forMeasure(imt);
  if (corner <= longest()) {
    const evaluate = inner.forMeasure(spectralAcceleration(corner));
    const shift = displacementShift(corner, period);
    return (ctx, out) => {
      evaluate(ctx, out);
      for (let i = 0; i < ctx.length; i++) out.mean[i]! += shift;
    };
  }
  return extension(inner, Math.min(period, corner), displacementShift(Math.min(period, corner), period));
}

/** Value at `period` of the line of least squares through the last periods, ln over ln. */
function extension(inner: GroundMotionModel, period: number, shift: number): GroundMotionEvaluator {
  const periods = EXTENSIONS[inner.name];
  if (periods === undefined)
    throw new InputError(`${inner.name} does not give SA(${period}), which lies below the corner period`, {
      allowed: `shorter periods; longer ones with ${Object.keys(EXTENSIONS).join(", ")}`,
    });
  const xs = periods.map(Math.log);
  const centre = xs.reduce((sum, x) => sum + x, 0) / xs.length;
  const spread = xs.reduce((sum, x) => sum + (x - centre) ** 2, 0);
  const offset = (Math.log(period) - centre) / spread;
  const weights = xs.map((x) => 1 / xs.length + offset * (x - centre));
  const evaluators = periods.map((each) => inner.forMeasure(spectralAcceleration(each)));
  let part = makeGroundMotionBlock(0);
  return (ctx, out) => {
    if (part.mean.length < ctx.length) part = makeGroundMotionBlock(ctx.capacity);
    out.mean.fill(shift, 0, ctx.length);
    evaluators.forEach((evaluate, k) => {
      evaluate(ctx, part);
      for (let i = 0; i < ctx.length; i++) out.mean[i]! += weights[k]! * part.mean[i]!;
    });
  };
}

/** Fills the mean: one run of the model a corner period of the block. */
function meanEvaluator(inner: GroundMotionModel, imt: IntensityMeasure, longest: () => number): GroundMotionEvaluator {
  if (imt.period <= 1 && imt.period <= longest()) return inner.forMeasure(imt);
  const spectra = new Map<number, GroundMotionEvaluator>();
  let part: GroundMotionBlock = makeGroundMotionBlock(0);
  return (ctx, out) => {
    if (part.mean.length < ctx.length) part = makeGroundMotionBlock(ctx.capacity);
    const done = new Set<number>();
    for (let first = 0; first < ctx.length; first++) {
      const corner = cornerPeriod(ctx.mag[first]!);
      if (done.has(corner)) continue;
      done.add(corner);
      let spectrum = spectra.get(corner);
      if (spectrum === undefined) {
        spectrum = spectrumFor(inner, imt, corner, longest);
        spectra.set(corner, spectrum);
      }
      spectrum(ctx, part);
      for (let i = first; i < ctx.length; i++) if (cornerPeriod(ctx.mag[i]!) === corner) out.mean[i] = part.mean[i]!;
    }
  };
}

/**
 * Within-event standard deviation by magnitude. Below 0.5 s its median is 0.4 at least; other quantiles keep their distance from the median.
 */
function withinDeviation(imt: IntensityMeasure, options: DeviationOptions): (mag: number) => number {
  const model = options.phi_model === "global_linear" ? "global" : options.phi_model;
  const quantile = options.phi_ss_quantile;
  const station = phiKnots(model, imt, quantile, "linear");
  const median = phiKnots(model, imt, 0.5, "linear");
  const short = imt.period < 0.5;
  const site = siteDeviation(imt, options);
  return (mag) => {
    const given = atMagnitude(station, mag);
    const raised = short ? given + Math.max(0.4 - atMagnitude(median, mag), 0) : given;
    return Math.hypot(raised, site);
  };
}

function siteDeviation(imt: IntensityMeasure, options: DeviationOptions): number {
  if (options.phi_s2ss_model === undefined) return 0;
  return options.phi_s2ss_model === "brb"
    ? PROJECT_SITE.at(imt).phi
    : siteToSiteAtQuantile(imt, options.phi_s2ss_quantile);
}

/** ln of the kappa factor; measures without a period take that of 0.01 s, long periods that of 2 s. */
function kappaShift(table: CoefficientTable<string>, column: string, imt: IntensityMeasure): number {
  const period = Math.min(imt.period === 0 ? 0.01 : imt.period, 2);
  return Math.log(table.at(spectralAcceleration(period))[column] ?? Number.NaN);
}

function readKappa(file: string, column: string, folder: string): CoefficientTable<string> {
  let text: string;
  try {
    text = readFileSync(resolve(folder, file), "utf8");
  } catch {
    throw new InputError("the table of kappa factors cannot be read", { file, parameter: "kappa_file" });
  }
  return coefficientsFromText(text, column, file);
}

/**
 * As in the reference, sigma holds the within-event standard deviation alone and phi stays 0.
 */
function evaluator(
  inner: GroundMotionModel,
  imt: IntensityMeasure,
  options: DeviationOptions,
  lnKappa: number,
  longest: () => number,
): GroundMotionEvaluator {
  const mean = meanEvaluator(inner, imt, longest);
  const tau = tauKnots(options.tau_model, imt, options.tau_quantile);
  const within = withinDeviation(imt, options);
  return (ctx, out) => {
    mean(ctx, out);
    for (let i = 0; i < ctx.length; i++) {
      const mag = ctx.mag[i]!;
      out.mean[i]! += lnKappa;
      out.sigma[i] = within(mag);
      out.tau[i] = atMagnitude(tau, mag);
      out.phi[i] = 0;
    }
  };
}

function build(args: ModelArguments, environment: FactoryEnvironment): GroundMotionModel {
  const read = readArguments(NAME, args, ARGUMENTS);
  const inner = innerModel(NAME, read.gmpe_name === "" ? {} : { gmpe_name: read.gmpe_name }, environment);
  const kappa =
    read.kappa_file === "" ? undefined : readKappa(read.kappa_file, read.kappa_val, environment.folder ?? ".");
  let end: number | undefined;
  const longest = () => {
    end ??= EXTENSIONS[inner.name]?.at(-1) ?? periodRange(inner)?.[1] ?? 0;
    return end;
  };
  return makeModel(
    {
      name: NAME,
      tectonicRegionType: inner.tectonicRegionType,
      component: inner.component,
      standardDeviations: inner.standardDeviations,
      ruptureColumns: inner.ruptureColumns.includes("mag") ? inner.ruptureColumns : ["mag", ...inner.ruptureColumns],
      distanceColumns: inner.distanceColumns,
      siteColumns: inner.siteColumns,
      measures: inner.measures.filter((kind) => ["PGA", "PGV", "SA"].includes(kind)),
    },
    (imt) => {
      const lnKappa = kappa === undefined ? 0 : kappaShift(kappa, read.kappa_val, imt);
      return evaluator(inner, imt, read, lnKappa, longest);
    },
  );
}

export const alAtikSigma: ModelFamily = { models: { [NAME]: build } };
