/**
 * Average spectral acceleration from any model of spectral acceleration: the mean of ln SA over periods, its variance by the correlation between
 * periods (Kohrangi et al. 2017). `GenericGmpeAvgSA` has fixed periods, `GmpeIndirectAvgSA` multiples of the measure's own period.
 */
import { InputError } from "../../../input-error.ts";
import { type IntensityMeasure, PGA, spectralAcceleration } from "../../intensity-measure.ts";
import { factsOf, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import {
  type FactoryEnvironment,
  type GroundMotionEvaluator,
  type GroundMotionModel,
  type ModelArguments,
  type ModelFamily,
  makeGroundMotionBlock,
} from "../model.ts";
import { numberArgument, numbersArgument, readArguments, textArgument } from "../model-arguments.ts";
import { innerModel } from "./site-term-models.ts";
import { type SpectralCorrelation, spectralCorrelation } from "./spectral-correlation.ts";

/** A period as the weighted sum of up to two evaluated ones. */
interface TargetPeriod {
  readonly period: number;
  readonly low: number;
  readonly high: number;
  /** Share of `high`. */
  readonly share: number;
}

/**
 * Mean over `targets`; `evaluators` are those of the periods that targets refer to. `ownCorrelation`: of a period with itself, which
 * the reference interpolates in the grid of Akkar et al. to a little less than 1.
 */
function averageEvaluator(
  evaluators: readonly GroundMotionEvaluator[],
  targets: readonly TargetPeriod[],
  correlation: SpectralCorrelation,
  ownCorrelation: (period: number) => number,
): GroundMotionEvaluator {
  const n = targets.length;
  const rho = new Float64Array(n * n);
  targets.forEach((a, j) => {
    targets.forEach((b, k) => {
      rho[j * n + k] = j === k ? ownCorrelation(a.period) : correlation(a.period, b.period);
    });
  });
  const low = Int32Array.from(targets, (target) => target.low);
  const high = Int32Array.from(targets, (target) => target.high);
  const share = Float64Array.from(targets, (target) => target.share);
  const sigmas = new Float64Array(n);
  let blocks = evaluators.map(() => makeGroundMotionBlock(0));
  return (ctx, out) => {
    const rows = ctx.length;
    if ((blocks[0]?.mean.length ?? 0) < rows) blocks = evaluators.map(() => makeGroundMotionBlock(ctx.capacity));
    evaluators.forEach((evaluate, k) => {
      evaluate(ctx, blocks[k]!);
    });
    for (let i = 0; i < rows; i++) {
      let mean = 0;
      for (let k = 0; k < n; k++) {
        const a = blocks[low[k]!]!;
        const b = blocks[high[k]!]!;
        mean += a.mean[i]! + share[k]! * (b.mean[i]! - a.mean[i]!);
        sigmas[k] = a.sigma[i]! + share[k]! * (b.sigma[i]! - a.sigma[i]!);
      }
      let variance = 0;
      for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) variance += rho[j * n + k]! * sigmas[j]! * sigmas[k]!;
      out.mean[i] = mean / n;
      out.sigma[i] = Math.sqrt(variance) / n;
    }
    out.tau.fill(0, 0, rows);
    out.phi.fill(0, 0, rows);
  };
}

function averageModel(
  name: string,
  inner: GroundMotionModel,
  evaluatorFor: (imt: IntensityMeasure) => GroundMotionEvaluator,
): GroundMotionModel {
  const { referenceVelocity: _rock, ...facts } = factsOf(inner);
  return {
    ...facts,
    name,
    standardDeviations: TOTAL_STANDARD_DEVIATION,
    measures: ["AvgSA", ...inner.measures.filter((kind) => kind !== "AvgSA")],
    forMeasure: (imt) => (imt.kind === "AvgSA" ? evaluatorFor(imt) : inner.forMeasure(imt)),
  };
}

function measureOf(period: number): IntensityMeasure {
  return period === 0 ? PGA : spectralAcceleration(period);
}

/** Periods fixed by `avg_periods`; 0 is PGA. */
function fixedPeriods(args: ModelArguments, environment: FactoryEnvironment): GroundMotionModel {
  const name = "GenericGmpeAvgSA";
  const { avg_periods, corr_func, ...rest } = args;
  const options = readArguments(
    name,
    { ...(avg_periods === undefined ? {} : { avg_periods }), ...(corr_func === undefined ? {} : { corr_func }) },
    { avg_periods: numbersArgument(undefined), corr_func: textArgument("none") },
  );
  const periods = options.avg_periods;
  if (periods === undefined || periods.length === 0)
    throw new InputError(`${name} needs avg_periods`, { parameter: "avg_periods", allowed: "[0.2, 0.5, 1.0]" });
  const inner = innerModel(name, rest, environment);
  const correlation = spectralCorrelation(options.corr_func);
  return averageModel(name, inner, () =>
    averageEvaluator(
      periods.map((period) => inner.forMeasure(measureOf(period))),
      periods.map((period, k) => ({ period, low: k, high: k, share: 0 })),
      correlation,
      options.corr_func === "akkar" ? (period) => correlation(period, period) : () => 1,
    ),
  );
}

/** `count` numbers from `low` to `high`, evenly spaced. */
function spaced(low: number, high: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => (k === count - 1 ? high : low + (k * (high - low)) / (count - 1)));
}

/**
 * Periods from `t_low` to `t_high` times that of the measure. When the measures of the job need more than `max_num_per` different
 * periods, that many evenly spaced ones are computed instead and interpolated.
 */
function relativePeriods(args: ModelArguments, environment: FactoryEnvironment): GroundMotionModel {
  const name = "GmpeIndirectAvgSA";
  const schema = {
    corr_func: textArgument("none"),
    t_low: numberArgument(0.2),
    t_high: numberArgument(1.5),
    n_per: numberArgument(10),
    max_num_per: numberArgument(30),
  };
  const own = Object.fromEntries(Object.entries(args).filter(([key]) => key in schema));
  const rest = Object.fromEntries(Object.entries(args).filter(([key]) => !(key in schema)));
  const options = readArguments(name, own, schema);
  if (!(options.t_high > options.t_low))
    throw new InputError(`${name}: t_high is not above t_low`, { parameter: "t_high" });
  const inner = innerModel(name, rest, environment);
  const correlation = spectralCorrelation(options.corr_func, true);
  const targetsOf = (imt: IntensityMeasure) =>
    spaced(options.t_low * imt.period, options.t_high * imt.period, options.n_per);
  return averageModel(name, inner, (imt) => {
    if (imt.period === 0) throw new InputError(`${name} does not give ${imt.name}`, { allowed: "AvgSA(period)" });
    const measures = (environment.measures ?? []).filter((other) => other.kind === "AvgSA" && other.period > 0);
    const all = measures.some((other) => other.name === imt.name) ? measures : [...measures, imt];
    const needed = [...new Set(all.flatMap(targetsOf))].sort((a, b) => a - b);
    const many = needed.length > options.max_num_per;
    const wanted = targetsOf(imt);
    const periods = many ? spaced(needed[0]!, needed.at(-1)!, options.max_num_per) : wanted;
    const targets = wanted.map((period, k): TargetPeriod => {
      if (!many) return { period, low: k, high: k, share: 0 };
      let high = 1;
      while (high < periods.length - 1 && period > periods[high]!) high++;
      const start = periods[high - 1]!;
      return { period, low: high - 1, high, share: (period - start) / (periods[high]! - start) };
    });
    return averageEvaluator(
      periods.map((period) => inner.forMeasure(spectralAcceleration(period))),
      targets,
      correlation,
      () => 1,
    );
  });
}

export const averageSa: ModelFamily = {
  models: { GenericGmpeAvgSA: fixedPeriods, GmpeIndirectAvgSA: relativePeriods },
};
