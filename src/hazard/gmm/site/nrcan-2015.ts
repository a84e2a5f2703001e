/**
 * Site factors of the national building code of Canada 2015 relative to vs30 760 m/s: Boore & Atkinson (2008) below, and above either the
 * same or Atkinson & Boore (2006), linear between 760 and 2000 m/s in log-log.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { coefficientTable } from "../coefficients.ts";
import { atkinsonBooreSoil, soilAmplification } from "./atkinson-boore-soil.ts";

/** Hard rock (2000 m/s) to 760 m/s. */
const HARD_ROCK = coefficientTable(
  "c",
  `
PGV   1.23
PGA  0.891
0.05 0.891
0.1  1.072
0.2  1.318
0.3   1.38
0.5   1.38
1    1.288
2     1.23
5    1.148
10   1.072
`,
);

export type NrcanSite = (vs30: number, lnRock: number) => number;

/** ln amplification for a motion of ln `lnRock` at 760 m/s (the reference takes that of the measure itself for PGA). */
export function nrcanSite(imt: IntensityMeasure, kind: "base" | "linear"): NrcanSite {
  const soil = atkinsonBooreSoil(imt);
  const lnHardRock = Math.log(HARD_ROCK.at(imt).c);
  if (kind === "base") return (vs30, lnRock) => soilAmplification(soil, vs30 >= 2000 ? 1999 : vs30, lnRock);
  return (vs30, lnRock) => {
    if (vs30 < 760) return soilAmplification(soil, vs30, lnRock);
    return (-lnHardRock * Math.log(Math.min(vs30, 2000) / 760)) / Math.log(2000 / 760);
  };
}
