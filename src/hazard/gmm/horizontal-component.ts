/**
 * Conversion of horizontal components to the geometric mean (`horiz_comp_to_geom_mean`; docs/method/classical.md 4.4, after
 * Beyer and Bommer 2006 and Boore and Kishida 2017).
 *
 * mu' = mu - ln c and sigma' = sqrt((sigma^2 - s^2) / r^2), for models of RotD50, GMRotI50, a random component or the greater
 * of two. Models of the geometric mean and of other components stay as they are. Only the total sigma is converted.
 */
import type { IntensityMeasure } from "../intensity-measure.ts";
import type { GroundMotionEvaluator, GroundMotionModel } from "./model.ts";

/** Ratio of medians, standard deviation of that ratio, ratio of standard deviations. */
export interface ComponentFactors {
  readonly c: number;
  readonly s: number;
  readonly r: number;
}

type Knots = readonly (readonly [period: number, c: number])[];

const ROTD50: Knots = [
  [0.09, 1.009],
  [0.58, 1.028],
  [4.59, 1.042],
  [8.93, 1.077],
];
const GREATER: Knots = [
  [0.1, 1.117],
  [0.53, 1.165],
  [4.48, 1.195],
  [8.7, 1.266],
];

/** Factors of a component for a measure; undefined where nothing is converted. */
export function componentFactors(component: string, imt: IntensityMeasure): ComponentFactors | undefined {
  switch (component) {
    case "Average Horizontal (RotD50)":
      return rotated(imt, 1.009, ROTD50);
    case "Greater of two horizontal":
      return rotated(imt, 1.117, GREATER);
    case "Average Horizontal (GMRotI50)":
      if (imt.kind === "PGA") return { c: 1, s: 0.02, r: 1 };
      if (imt.kind === "PGV") return { c: 1, s: 0.03, r: 1 };
      return imt.kind === "SA" ? { c: 1, s: ramp(imt.period, 0.03, 0.04), r: 1 } : undefined;
    case "Random horizontal":
      if (imt.kind === "PGA") return { c: 1, s: 0.07, r: 1.03 };
      return imt.kind === "SA" ? { c: 1, s: ramp(imt.period, 0.07, 0.11), r: 1.05 } : undefined;
    default:
      return undefined;
  }
}

function rotated(imt: IntensityMeasure, atZero: number, knots: Knots): ComponentFactors | undefined {
  if (imt.kind === "PGA") return { c: atZero, s: 0, r: 1 };
  if (imt.kind === "PGV") return { c: 1, s: 0, r: 1 };
  if (imt.kind !== "SA") return undefined;
  const [first, , , last] = knots;
  const line = (i: number): number => {
    const [t0, c0] = knots[i]!;
    const [t1, c1] = knots[i + 1]!;
    return c0 + ((c1 - c0) * Math.log(imt.period / t0)) / Math.log(t1 / t0);
  };
  return {
    c: Math.max(first![1], Math.min(line(0), line(1)), Math.min(line(2), last![1])),
    s: 0,
    r: 1,
  };
}

/** Constant up to 0.15 s and from 0.8 s on, linear in log10 of the period between. */
function ramp(period: number, short: number, long: number): number {
  if (period <= 0.15) return short;
  if (period > 0.8) return long;
  return short + ((long - short) * Math.log10(period / 0.15)) / Math.log10(0.8 / 0.15);
}

/** The model for the geometric mean of the horizontal components. */
export function toGeometricMean(model: GroundMotionModel): GroundMotionModel {
  return {
    ...model,
    ...(model.mixture === undefined
      ? {}
      : { mixture: model.mixture.map((part) => ({ ...part, model: toGeometricMean(part.model) })) }),
    forMeasure(imt): GroundMotionEvaluator {
      const evaluate = model.forMeasure(imt);
      const factors = componentFactors(model.component, imt);
      if (factors === undefined) return evaluate;
      const lnC = Math.log(factors.c);
      const { s, r } = factors;
      return (ctx, out) => {
        evaluate(ctx, out);
        for (let i = 0; i < ctx.length; i++) {
          out.mean[i]! -= lnC;
          out.sigma[i] = Math.sqrt((out.sigma[i]! ** 2 - s * s) / (r * r));
        }
      };
    },
  };
}
