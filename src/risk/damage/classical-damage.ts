/** Damage from hazard curves: probabilities of the damage states of an asset in a time (docs/method/risk.md 3). */
import { interpolate, refine } from "../../numerics/interpolate.ts";
import { type FragilityFunction, fragilityEvaluator } from "../functions/fragility.ts";
import { annualRate, type HazardCurve } from "../losses/classical-loss-curve.ts";

export interface ClassicalDamageSettings {
  /** Time the probabilities are for, years. */
  readonly riskYears: number;
  /** 1: the levels of the hazard; more: those of the function, each interval cut into so many parts. */
  readonly stepsPerInterval: number;
  /** Levels of a continuous function between its least and its greatest one. */
  readonly continuousDiscretization: number;
}

/** Levels of a function at which the hazard is integrated when steps are asked for. */
function levelsOf(fragility: FragilityFunction, settings: ClassicalDamageSettings): Float64Array {
  if (fragility.kind === "continuous") {
    const { minimumLevel: from, maximumLevel: to } = fragility;
    const count = settings.continuousDiscretization;
    return Float64Array.from({ length: count }, (_, i) =>
      count === 1 ? from : from + ((to - from) * i) / (count - 1),
    );
  }
  const { levels, noDamageLimit } = fragility;
  const all = noDamageLimit < levels[0]! ? Float64Array.of(noDamageLimit, ...levels) : levels;
  return refine(all, settings.stepsPerInterval);
}

/**
 * Probabilities of the damage states in the risk time, no damage first. The annual rate of a limit state is the sum, over the levels, of the
 * rate at which the level occurs (half the difference of the rates of exceedance of its neighbours) times its probability there;
 * motions above the last level are lost.
 */
export function classicalDamage(
  fragility: FragilityFunction,
  hazard: HazardCurve,
  settings: ClassicalDamageSettings,
): Float64Array {
  const refined = settings.stepsPerInterval > 1;
  const [least, most] = [hazard.levels[0]!, hazard.levels[hazard.levels.length - 1]!];
  const levels = refined
    ? levelsOf(fragility, settings).map((level) => Math.min(Math.max(level, least), most))
    : hazard.levels;
  const count = levels.length;
  const rates = new Float64Array(count);
  for (let i = 0; i < count; i++)
    rates[i] = annualRate(
      refined ? interpolate(levels[i]!, hazard.levels, hazard.poes) : hazard.poes[i]!,
      hazard.years,
    );
  const evaluator = fragilityEvaluator(fragility);
  const states = evaluator.limitStates;
  const exceedance = new Float64Array(states);
  const annual = new Float64Array(states);
  for (let i = 0; i < count; i++) {
    const occurrence = (rates[Math.max(i - 1, 0)]! - rates[Math.min(i + 1, count - 1)]!) / 2;
    evaluator.exceedance(levels[i]!, exceedance);
    for (let s = 0; s < states; s++) annual[s]! += occurrence * exceedance[s]!;
  }
  const fractions = new Float64Array(states + 1);
  let before = 1;
  for (let s = 0; s <= states; s++) {
    const next = s === states ? 0 : 1 - Math.exp(-annual[s]! * settings.riskYears);
    fractions[s] = before - next;
    before = next;
  }
  return fractions;
}
