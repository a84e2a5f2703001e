/** Calculators by calculation mode. */
import { InputError } from "../input-error.ts";
import { nearestName } from "../nearest-name.ts";
import type { Calculator } from "./calculator.ts";
import { classicalCalculator, preclassicalCalculator } from "./classical/classical-calculator.ts";

const CALCULATORS: readonly Calculator[] = [classicalCalculator, preclassicalCalculator];

export const COMPUTED_MODES: readonly string[] = CALCULATORS.map(({ mode }) => mode);

/** @throws InputError for a mode that is not computed here. */
export function findCalculator(mode: string | undefined): Calculator {
  const calculator = CALCULATORS.find((candidate) => candidate.mode === mode);
  if (calculator === undefined)
    throw new InputError(`calculation_mode ${mode ?? ""} is not computed yet by the native engine`, {
      parameter: "calculation_mode",
      allowed: COMPUTED_MODES.join(", "),
      suggestion: mode === undefined ? undefined : nearestName(mode, COMPUTED_MODES),
    });
  return calculator;
}
