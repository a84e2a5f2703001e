/**
 * An intensity measure. `name` is the canonical text (`PGA`, `SA(0.3)`), `kind` the part before the bracket, `period`
 * in seconds (0 for PGA, PGV, MMI and other measures without one; 1/f for measures given by a frequency).
 */
export interface IntensityMeasure {
  readonly name: string;
  readonly kind: string;
  readonly period: number;
}

/** True for measures whose levels and means are not logarithms (reference: only MMI; JMA levels do get a logarithm). */
export function isLinearMeasure(imt: IntensityMeasure): boolean {
  return imt.kind === "MMI";
}
