/**
 * Tromans et al. (2019), Probabilistic seismic hazard assessment for a new-build nuclear power plant site in the UK, BEE 17, 1-36, section 4 and
 * figure 10: the median of another model, scaled and corrected for the site's velocity and kappa, with single-station standard deviations in
 * three branches. Between-event standard deviations are those of Abrahamson et al. (2014), within-event ones of Rodriguez-Marek et al. (2013,
 * table 4); the statistical uncertainty of the median is that of Al Atik & Youngs (2014), eqs. 9 to 11.
 *
 * The uncertainty of the median and the velocity-kappa correction of all measures of a job add up on each of them, as in the reference; a job
 * of one measure has just its own.
 */
import { InputError } from "../../../input-error.ts";
import { type IntensityMeasure, parseIntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type CoefficientTable, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, makeModel, thenAdjust } from "../make-model.ts";
import { isNormal45Inclusive } from "../mechanism.ts";
import type { GroundMotionEvaluator, GroundMotionModel, ModelArguments, ModelFactory, ModelFamily } from "../model.ts";
import {
  choiceArgument,
  flagArgument,
  numberArgument,
  optionalNumber,
  readArguments,
  tableArgument,
  textArgument,
} from "../model-arguments.ts";
import { unionColumns } from "../union-columns.ts";
import { innerModel } from "./site-term-models.ts";

const SINGLE_STATION = coefficientTable(
  "constant phi1 phi2",
  `
PGV  0.46 0.49 0.37
PGA  0.46 0.49 0.35
0.01 0.46 0.49 0.35
0.1  0.45 0.45 0.43
0.2  0.48 0.51 0.37
0.3  0.48 0.51 0.37
0.5  0.46 0.49 0.37
1    0.45 0.46  0.4
3    0.41 0.41 0.41
`,
);

/** Added in quadrature: variability between sites. */
const SITE_TO_SITE = coefficientTable(
  "phi",
  `
PGA          0
0.01         0
0.99999      0
1       0.0001
2       0.0069
3       0.0131
10      0.0131
`,
);

/** What a branch makes of both standard deviations: a share of phi, a shift of tau. */
const BRANCHES = {
  upper: { phi: 1.16, tau: 0.075 },
  central: { phi: 1, tau: 0 },
  lower: { phi: 0.84, tau: -0.075 },
};

const ARGUMENTS = {
  gmpe_name: textArgument(""),
  branch: choiceArgument(["lower", "central", "upper"], "central"),
  sigma_mu_epsilon: numberArgument(0),
  homoskedastic_sigma: flagArgument(false),
  scaling_factor: optionalNumber(),
  vskappa: tableArgument(),
  phi_ds2s: flagArgument(true),
};

/** At magnitude 5 and less, 7 and more, linear between. */
function byMagnitude(low: number, high: number, mag: number): number {
  return low + 0.5 * (high - low) * (Math.min(Math.max(mag, 5), 7) - 5);
}

/**
 * Standard deviation of the median by magnitude and rake (degrees), added up over `measures`; PGA counts as 0.01 s.
 */
function medianUncertainty(measures: readonly IntensityMeasure[]): (mag: number, rake: number) => number {
  let constant = 0;
  for (const imt of measures) {
    if (imt.kind !== "PGA" && imt.kind !== "SA")
      throw new InputError(`sigma_mu_epsilon does not apply to ${imt.name}`, { allowed: "PGA, SA" });
    constant += 0.083 + (imt.period >= 1 ? 0.0171 * Math.log(imt.period) : 0);
  }
  const count = measures.length;
  return (mag, rake) => constant + count * (0.056 * Math.max(mag - 7, 0) + (isNormal45Inclusive(rake) ? 0.038 : 0));
}

interface Options {
  readonly branch: keyof typeof BRANCHES;
  readonly epsilon: number;
  readonly homoskedastic: boolean;
  readonly lnScale: number;
  readonly siteCorrection: CoefficientTable<"ln"> | undefined;
  readonly siteToSite: boolean;
  /** All measures of the job. */
  readonly measures: readonly IntensityMeasure[];
}

function evaluator(inner: GroundMotionModel, imt: IntensityMeasure, options: Options): GroundMotionEvaluator {
  const branch = BRANCHES[options.branch];
  const c = SINGLE_STATION.at(imt);
  const site = options.siteToSite ? SITE_TO_SITE.at(imt).phi : 0;
  const [tauLow, tauHigh] = imt.kind === "PGV" ? [0.38, 0.38] : [0.47, 0.36];
  const together = options.measures.some((other) => other.name === imt.name) ? options.measures : [imt];
  const correction = options.siteCorrection;
  const shift =
    correction === undefined
      ? options.lnScale
      : together.reduce((sum, measure) => sum + correction.at(measure).ln, options.lnScale);
  const uncertainty = options.epsilon === 0 ? undefined : medianUncertainty(together);
  return thenAdjust(inner.forMeasure(imt), (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) {
      const mag = ctx.mag[i]!;
      out.mean[i]! += shift;
      if (uncertainty !== undefined) out.mean[i]! += options.epsilon * uncertainty(mag, ctx.rake[i]!);
      const tau = branch.tau + byMagnitude(tauLow, tauHigh, options.homoskedastic ? 6 : mag);
      const station = options.homoskedastic ? c.constant : Math.max(byMagnitude(c.phi1, c.phi2, mag), c.constant);
      const phi = Math.hypot(branch.phi * station, site);
      out.tau[i] = tau;
      out.phi[i] = phi;
      out.sigma[i] = Math.hypot(tau, phi);
    }
  });
}

function readSiteCorrection(name: string, values: ModelArguments): CoefficientTable<"ln"> {
  const rows = Object.entries(values).map(([measure, value]) => {
    const imt = parseIntensityMeasure(measure);
    if (typeof value !== "number" || !(value > 0))
      throw new InputError(`${name}: vskappa of ${imt.name} is ${JSON.stringify(value)}`, {
        parameter: "vskappa",
        allowed: "a positive factor",
      });
    return `${imt.name} ${Math.log(value)}`;
  });
  if (rows.length === 0)
    throw new InputError(`${name}: vskappa is empty`, { parameter: "vskappa", allowed: "a factor a measure" });
  return coefficientTable("ln", rows.join("\n"));
}

function factory(name: string, alwaysRake: boolean): ModelFactory {
  return (args, environment) => {
    const read = readArguments(name, args, ARGUMENTS);
    const { gmpe_name, scaling_factor: scale, vskappa } = read;
    if (scale !== undefined && scale < 0)
      throw new InputError(`${name}: scaling_factor is ${scale}`, {
        parameter: "scaling_factor",
        allowed: "a positive factor",
      });
    const inner = innerModel(name, gmpe_name === "" ? {} : { gmpe_name }, environment);
    const options: Options = {
      branch: read.branch,
      epsilon: read.sigma_mu_epsilon,
      homoskedastic: read.homoskedastic_sigma,
      // A factor of 0 counts as none.
      lnScale: scale === undefined || scale === 0 ? 0 : Math.log(scale),
      siteCorrection: vskappa === undefined ? undefined : readSiteCorrection(name, vskappa),
      siteToSite: read.phi_ds2s,
      measures: environment.measures ?? [],
    };
    const usesRake = alwaysRake || options.epsilon !== 0;
    return makeModel(
      {
        name,
        tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
        component: "Average Horizontal (RotD50)",
        standardDeviations: ALL_STANDARD_DEVIATIONS,
        ...unionColumns([{ ruptureColumns: usesRake ? ["mag", "rake"] : ["mag"] }, inner]),
        measures: inner.measures.filter((kind) => ["PGA", "PGV", "SA"].includes(kind)),
      },
      (imt) => evaluator(inner, imt, options),
    );
  };
}

export const tromans2019: ModelFamily = {
  models: {
    TromansEtAl2019: factory("TromansEtAl2019", false),
    TromansEtAl2019SigmaMu: factory("TromansEtAl2019SigmaMu", true),
  },
};
