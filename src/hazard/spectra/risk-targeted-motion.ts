/**
 * Ground motion that gives a structure a chosen risk of collapse.
 *
 * Luco, Ellingwood, Hamburger, Hooper, Kimball and Kircher (2007), Risk-targeted versus current seismic design maps for the
 * conterminous United States, SEAOC Convention; ASCE 7-16 and 7-22, section 21.2.1.2. Collapse capacity is lognormal with a
 * deviation of 0.6 and a probability of collapse of 10 % at the motion; its distribution and the hazard curve together
 * give the risk, which has to be 1 % in 50 years.
 */
import { normalPdf } from "../../numerics/normal.ts";

/** Annual rate of the uniform-hazard motion: 2 % in 50 years. */
export const UNIFORM_HAZARD_RATE = -Math.log(1 - 0.02) / 50;

/** Annual risk of collapse: 1 % in 50 years. */
export const TARGET_RISK = -Math.log(1 - 0.01) / 50;

const CAPACITY_DEVIATION = 0.6;

/** Standard normal quantile of the 10 % of collapse at the motion. */
const COLLAPSE_QUANTILE = -1.2815515655446004;

/** The curve is integrated from here (g) in steps of this factor, as the USGS does. */
const SMALLEST_MOTION = 0.001;
const STEP = 1.05;

/** The USGS accepts a risk within 1 % of the target. */
const TOLERANCE = 0.01;
const MOST_ITERATIONS = 6;

export interface RiskTargetedMotion {
  /** g, or the unit of the levels. */
  readonly motion: number;
  /** Motion exceeded with 2 % in 50 years. */
  readonly uniformHazard: number;
  /** motion / uniformHazard. */
  readonly riskCoefficient: number;
}

/**
 * Starts from the uniform-hazard motion, scales it by the ratio of risk and target, and goes on by interpolating ln(motion) in
 * ln(risk) until the risk is within 1 % of the target: what the USGS publishes has that tolerance.
 *
 * @param levels ascending
 * @param rates annual rates of exceedance, falling; the uniform-hazard rate must lie between the first and the last
 * @returns undefined when the risk cannot be met in six steps
 */
export function riskTargetedMotion(levels: Float64Array, rates: Float64Array): RiskTargetedMotion | undefined {
  const lnLevels = levels.map(Math.log);
  const lnRates = rates.map((rate) => Math.log(Math.max(rate, Number.MIN_VALUE)));
  const uniformHazard = motionAtRate(lnLevels, lnRates, UNIFORM_HAZARD_RATE);
  const samples = sampleCurve(lnLevels, lnRates);
  const motions: number[] = [];
  const risks: number[] = [];
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const last = motions.length - 1;
    const motion =
      iteration === 0
        ? uniformHazard
        : iteration === 1
          ? motions[0]! * (risks[0]! / TARGET_RISK)
          : interpolatedMotion(motions, risks);
    if (!(motion > 0) || motion === motions[last]) return undefined;
    const risk = collapseRisk(samples, motion);
    if (Math.abs(risk / TARGET_RISK - 1) < TOLERANCE)
      return { motion, uniformHazard, riskCoefficient: motion / uniformHazard };
    motions.push(motion);
    risks.push(risk);
  }
  return undefined;
}

/** Log-log interpolation from the top of the curve. */
function motionAtRate(lnLevels: Float64Array, lnRates: Float64Array, rate: number): number {
  const wanted = Math.log(rate);
  let i = 1;
  while (i < lnLevels.length - 1 && lnRates[i]! > wanted) i++;
  return Math.exp(line(wanted, lnRates[i - 1]!, lnLevels[i - 1]!, lnRates[i]!, lnLevels[i]!));
}

interface Samples {
  readonly lnMotions: Float64Array;
  readonly rates: Float64Array;
}

/** The curve at evenly spaced ln motions, straight lines in log-log space, continued beyond its ends. */
function sampleCurve(lnLevels: Float64Array, lnRates: Float64Array): Samples {
  const step = Math.log(STEP);
  const start = Math.log(SMALLEST_MOTION);
  const count = Math.floor((lnLevels[lnLevels.length - 1]! - start) / step + 1e-9) + 1;
  const lnMotions = Float64Array.from({ length: count }, (_, i) => start + i * step);
  let segment = 1;
  const rates = lnMotions.map((x) => {
    while (segment < lnLevels.length - 1 && lnLevels[segment]! < x) segment++;
    const [a, b] = [segment - 1, segment];
    return Math.exp(line(x, lnLevels[a]!, lnRates[a]!, lnLevels[b]!, lnRates[b]!));
  });
  return { lnMotions, rates };
}

/** Integral of the density of the capacity times the rate of exceeding it, by trapezoids. */
function collapseRisk({ lnMotions, rates }: Samples, motion: number): number {
  const lnMedian = Math.log(motion) - CAPACITY_DEVIATION * COLLAPSE_QUANTILE;
  const integrand = (i: number): number => {
    const density = normalPdf((lnMotions[i]! - lnMedian) / CAPACITY_DEVIATION) / CAPACITY_DEVIATION;
    return (density / Math.exp(lnMotions[i]!)) * rates[i]!;
  };
  let risk = 0;
  for (let i = 1; i < rates.length; i++)
    risk += ((Math.exp(lnMotions[i]!) - Math.exp(lnMotions[i - 1]!)) * (integrand(i - 1) + integrand(i))) / 2;
  return risk;
}

/** Between the two tried motions around the target, or beyond the nearest two. */
function interpolatedMotion(motions: readonly number[], risks: readonly number[]): number {
  const order = [...motions.keys()].sort((a, b) => risks[a]! - risks[b]!);
  let upper = 1;
  while (upper < order.length - 1 && risks[order[upper]!]! < TARGET_RISK) upper++;
  const [a, b] = [order[upper - 1]!, order[upper]!];
  return Math.exp(
    line(Math.log(TARGET_RISK), Math.log(risks[a]!), Math.log(motions[a]!), Math.log(risks[b]!), Math.log(motions[b]!)),
  );
}

function line(x: number, x0: number, y0: number, x1: number, y1: number): number {
  return x1 === x0 ? y0 : y0 + ((x - x0) * (y1 - y0)) / (x1 - x0);
}
