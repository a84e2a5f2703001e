/**
 * Site terms of the Canadian seismic hazard model 2020 above vs30 1100 m/s, Kolaj, Adams & Halchuk (2020): between 1100 and 2000 m/s
 * the model's own linear term, not amplifying more than the hard-rock factor of Atkinson & Boore (2006) says. The Canadian models all have that
 * factor, but not the same one at 0.05 s.
 */
import { InputError } from "../../../input-error.ts";
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { type CoefficientTable, coefficientTable } from "../coefficients.ts";

/** Factor from 2000 m/s to 760 m/s. `shortPeriods`: the rows below 0.1 s. */
export function hardRockTable(shortPeriods: string): CoefficientTable<"c"> {
  return coefficientTable(
    "c",
    `
PGV   1.23
PGA  0.891
0.1  1.072
0.2  1.318
0.3   1.38
0.5   1.38
1    1.288
2     1.23
5    1.148
10   1.072
${shortPeriods}
`,
  );
}

/** As the model of 2020 has it. */
export const HARD_ROCK_2020 = hardRockTable("0.005 0.791\n0.05 0.791");

const LN1100 = Math.log(1100);
const LN2000 = Math.log(2000);

/** ln of the factor between a1100 at 1100 m/s and the limited a2000 at 2000 m/s, held beyond. */
export function hardRockFactor(imt: IntensityMeasure, a1100: number, a2000: number): (vs30: number) => number {
  const far = Math.min(a1100, Math.max(a2000, -Math.log(HARD_ROCK_2020.at(imt).c)));
  return (vs30) => {
    const share = Math.min(Math.max((Math.log(vs30) - LN1100) / (LN2000 - LN1100), 0), 1);
    return a1100 + (far - a1100) * share;
  };
}

/** The model of 2020 covers PGA, PGV and periods from 0.05 to 10 s. */
export function refusePeriod(imt: IntensityMeasure): void {
  if (imt.kind === "SA" && (imt.period < 0.05 || imt.period > 10))
    throw new InputError(`no values for ${imt.name}`, { allowed: "SA(0.05) to SA(10.0)" });
}
