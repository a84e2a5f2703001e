/**
 * Fragility functions: probabilities that limit states are reached or exceeded given the intensity at a site. Discrete ones
 * are tables, continuous ones lognormal distributions given by mean and standard deviation of the intensity.
 */
import { interpolate } from "../../numerics/interpolate.ts";
import { normalCdf } from "../../numerics/normal.ts";

interface Common {
  readonly id: string;
  /** Name of the intensity measure. */
  readonly measure: string;
  /** Intensity below which nothing is damaged; one that is not given or 0 is `NO_DAMAGE`. */
  readonly noDamageLimit: number;
}

export interface DiscreteFragility extends Common {
  readonly kind: "discrete";
  /** Intensities, increasing. */
  readonly levels: Float64Array;
  /** By limit state, parallel to the levels. */
  readonly probabilities: readonly Float64Array[];
}

export interface ContinuousFragility extends Common {
  readonly kind: "continuous";
  /** Intensities are clipped to these; a least one of 0 is `NO_DAMAGE`. */
  readonly minimumLevel: number;
  readonly maximumLevel: number;
  /** By limit state: of the intensity, not of its logarithm. */
  readonly means: Float64Array;
  readonly standardDeviations: Float64Array;
}

export type FragilityFunction = DiscreteFragility | ContinuousFragility;

/** Stands for a no-damage limit or least intensity of 0, which has no logarithm. */
export const NO_DAMAGE = 1e-10;

/** A fragility function made ready for many intensities. */
export interface FragilityEvaluator {
  readonly limitStates: number;
  /** Fills `out[0 .. limitStates - 1]` with the probabilities of exceedance at an intensity. */
  readonly exceedance: (intensity: number, out: Float64Array) => void;
}

export function fragilityEvaluator(fragility: FragilityFunction): FragilityEvaluator {
  return fragility.kind === "discrete" ? discreteEvaluator(fragility) : continuousEvaluator(fragility);
}

/** Where the no-damage limit is not above the first level, a table begins with probability 0 at it. */
function discreteEvaluator({ levels, probabilities, noDamageLimit }: DiscreteFragility): FragilityEvaluator {
  const ramp = noDamageLimit <= levels[0]!;
  const xs = ramp ? Float64Array.of(noDamageLimit, ...levels) : levels;
  const rows = ramp ? probabilities.map((row) => Float64Array.of(0, ...row)) : probabilities;
  const last = xs[xs.length - 1]!;
  // With the limit at the first level the function jumps there: the later of two points of one level counts.
  const jump = ramp && noDamageLimit === levels[0];
  return {
    limitStates: rows.length,
    exceedance: (intensity, out) => {
      const level = Math.min(intensity, last);
      for (let i = 0; i < rows.length; i++) {
        if (level < noDamageLimit || intensity === 0) out[i] = 0;
        else out[i] = jump && level === noDamageLimit ? rows[i]![1]! : interpolate(level, xs, rows[i]!);
      }
    },
  };
}

function continuousEvaluator(fragility: ContinuousFragility): FragilityEvaluator {
  const { means, standardDeviations, minimumLevel, maximumLevel, noDamageLimit } = fragility;
  const medians = means.map((mean, i) => (mean * mean) / Math.hypot(standardDeviations[i]!, mean));
  const sigmas = means.map((mean, i) => Math.sqrt(Math.log((standardDeviations[i]! / mean) ** 2 + 1)));
  return {
    limitStates: means.length,
    exceedance: (intensity, out) => {
      let level = intensity;
      if (maximumLevel > 0 && level > maximumLevel) level = maximumLevel;
      if (level < minimumLevel) level = minimumLevel;
      const log = Math.log(level);
      for (let i = 0; i < medians.length; i++)
        out[i] = level <= noDamageLimit ? 0 : normalCdf((log - Math.log(medians[i]!)) / sigmas[i]!);
    },
  };
}

/** Fractions below this count as none. */
const LEAST_FRACTION = 1e-7;

/** Fractions of the damage states, no damage first: differences of the probabilities of exceedance of the limit states. */
export function damageFractions(exceedance: Float64Array, out: Float64Array): void {
  const states = exceedance.length + 1;
  let before = 1;
  for (let i = 0; i < states; i++) {
    const next = i === states - 1 ? 0 : exceedance[i]!;
    const fraction = before - next;
    out[i] = fraction < LEAST_FRACTION ? 0 : fraction;
    before = next;
  }
}

/** The first level of a function, which decides the default least intensity of a job. */
export function firstLevel(fragility: FragilityFunction): number {
  if (fragility.kind === "continuous") return fragility.minimumLevel;
  const [first] = fragility.levels;
  return Math.min(fragility.noDamageLimit, first!);
}
