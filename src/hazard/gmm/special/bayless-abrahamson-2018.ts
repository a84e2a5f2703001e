/**
 * Bayless & Abrahamson (2019), Summary of the BA18 ground-motion model for Fourier amplitude spectra for crustal earthquakes in California,
 * BSSA 109(5), 2088-2105, eqs. 4-14: effective amplitude spectrum by frequency.
 *
 * ln(g s); rrup, ztor in km, z1pt0 in m (-999: the median of vs30). Magnitude 3 to 8, up to 300 km, 0.1 to 100 Hz.
 */

import { type IntensityMeasure, parseIntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { ALL_STANDARD_DEVIATIONS, makeModel } from "../make-model.ts";
import { isNormal30 } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFactory, ModelFacts, ModelFamily } from "../model.ts";
import { refuseArguments } from "../model-arguments.ts";
import type { RowFunction } from "../row-evaluator.ts";
import { NOT_MEASURED } from "../site/basin-depth.ts";
import { BAYLESS_ABRAHAMSON_2018 } from "./bayless-abrahamson-2018-coefficients.ts";

const FACTS: ModelFacts = {
  name: "BaylessAbrahamson2018",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag", "rake", "ztor"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30", "z1pt0"],
  measures: ["EAS"],
  validity: { magnitude: [3, 8], distance: 300 },
};

type Row = ReturnType<typeof BAYLESS_ABRAHAMSON_2018.at>;

/** Above this frequency (Hz) the spectrum decays with kappa. */
const HIGHEST = 23.988321;
const REFERENCE_VS30 = 760;

/** Source and path on rock, eqs. 4 to 7. */
function rockTerm(c: Row): RowFunction {
  return (ctx, i) => {
    const m = ctx.mag[i]!;
    const r = ctx.rrup[i]!;
    const saturation = c.c5 * Math.cosh(c.c6 * Math.max(m - c.chm, 0));
    return (
      c.c1 +
      c.c2 * (m - 6) +
      ((c.c2 - c.c3) / c.cn) * Math.log(1 + Math.exp(c.cn * (c.cM - m))) +
      c.c4 * Math.log(r + saturation) -
      (0.5 + c.c4) * Math.log(Math.hypot(r, 50)) +
      c.c7 * r +
      c.c9 * Math.min(ctx.ztor[i]!, 20) +
      (isNormal30(ctx.rake[i]!) ? c.c10 : 0)
    );
  };
}

function basinTerm(c: Row, vs30: number, z1: number): number {
  const factor = vs30 > 500 ? c.c11d : vs30 > 300 ? c.c11c : vs30 > 200 ? c.c11b : c.c11a;
  const median = Math.exp((-7.67 / 4) * Math.log((vs30 ** 4 + 610 ** 4) / (1360 ** 4 + 610 ** 4))) / 1000;
  const depth = z1 === NOT_MEASURED ? median : z1 / 1000;
  return factor * Math.log((Math.min(depth, 2) + 0.01) / (median + 0.01));
}

function linear(c: Row): RowFunction {
  const rock = rockTerm(c);
  return (ctx, i) => {
    const v = ctx.vs30[i]!;
    return rock(ctx, i) + c.c8 * Math.log(Math.min(v, 1000) / 1000) + basinTerm(c, v, ctx.z1pt0[i]!);
  };
}

/** Nonlinear terms at all frequencies, ascending, for a site and the peak of the outcrop motion. */
function nonLinearSpectrum(rows: readonly Row[], vs30: number, lnOutcrop: number, out: Float64Array): void {
  const outcrop = Math.exp(lnOutcrop);
  const v = Math.min(vs30, REFERENCE_VS30) - 360;
  let lowest = 0;
  rows.forEach((c, k) => {
    const slope = c.f4 * (Math.exp(c.f5 * v) - Math.exp(c.f5 * (REFERENCE_VS30 - 360)));
    out[k] = slope * Math.log((outcrop + c.f3) / c.f3);
    if (out[k]! < out[lowest]!) lowest = k;
  });
  // From the strongest reduction on it stays.
  out.fill(out[lowest]!, lowest);
}

let spectrum: readonly (readonly [frequency: number, row: Row])[] | undefined;

/** All rows by frequency, ascending, and that of a measure in between at its place. */
function spectrumWith(frequency: number, own: Row): readonly Row[] {
  spectrum ??= [...BAYLESS_ABRAHAMSON_2018.rows()]
    .map(([name, row]) => [1 / parseIntensityMeasure(name).period, row] as const)
    .sort(([a], [b]) => a - b);
  if (spectrum.some(([, row]) => row === own)) return spectrum.map(([, row]) => row);
  const before = spectrum.filter(([f]) => f < frequency);
  return [...before, [frequency, own] as const, ...spectrum.slice(before.length)].map(([, row]) => row);
}

function nonLinearTerm(frequency: number, own: Row): RowFunction {
  const rows = spectrumWith(frequency, own);
  const place = rows.indexOf(own);
  const outcrop = rockTerm(BAYLESS_ABRAHAMSON_2018.at(parseIntensityMeasure("EAS(5.0118725)")));
  const values = new Float64Array(rows.length);
  return (ctx, i) => {
    nonLinearSpectrum(rows, ctx.vs30[i]!, 1.238 + 0.846 * outcrop(ctx, i), values);
    return values[place]!;
  };
}

/**
 * The table has a placeholder for what is not given above the highest frequency, the part `c1a` of the standard deviation included. The reference
 * takes it for a number, and mixes it into the row of a frequency just below 24 Hz; `exact` leaves the part out, as the authors do.
 */
function evaluator(imt: IntensityMeasure, exact: boolean): GroundMotionEvaluator {
  const c = BAYLESS_ABRAHAMSON_2018.at(imt);
  const frequency = 1 / imt.period;
  const beyond = exact ? hasPlaceholders(imt) : frequency >= 24;
  const extra = exact && beyond ? 0 : c.c1a;
  const mean = linear(beyond ? BAYLESS_ABRAHAMSON_2018.at(parseIntensityMeasure(`EAS(${HIGHEST})`)) : c);
  const nonLinear = nonLinearTerm(frequency, c);
  const decay = beyond ? Math.PI * (frequency - HIGHEST) : 0;
  const ramp = (low: number, high: number, mag: number) => low + ((high - low) / 2) * Math.min(Math.max(mag - 4, 0), 2);
  return (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) {
      const m = ctx.mag[i]!;
      const kappa = Math.exp(-0.4 * Math.log(ctx.vs30[i]! / REFERENCE_VS30) - 3.5);
      out.mean[i] = mean(ctx, i) - decay * kappa + nonLinear(ctx, i);
      const tau = ramp(c.s1, c.s2, m);
      const phi = Math.hypot(ramp(c.s3, c.s4, m), ramp(c.s5, c.s6, m));
      out.tau[i] = tau;
      out.phi[i] = phi;
      out.sigma[i] = Math.hypot(tau, phi, extra);
    }
  };
}

function hasPlaceholders(imt: IntensityMeasure): boolean {
  return 1 / imt.period > HIGHEST * (1 + 1e-9);
}

function defect(imt: IntensityMeasure): string | undefined {
  return imt.kind === "EAS" && hasPlaceholders(imt)
    ? "its standard deviation above 23.99 Hz is a placeholder of the coefficient table"
    : undefined;
}

const build: ModelFactory = (args, { exact = false }) => {
  refuseArguments(FACTS.name, args);
  return makeModel({ ...FACTS, ...(exact ? {} : { defect }) }, (imt) => evaluator(imt, exact));
};

export const baylessAbrahamson2018: ModelFamily = { models: { BaylessAbrahamson2018: build } };
