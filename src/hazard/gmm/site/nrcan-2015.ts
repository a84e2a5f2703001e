/**
 * Site factors of the national building code of Canada 2015 relative to vs30 760 m/s: Boore & Atkinson (2008) below, and above either the
 * same or Atkinson & Boore (2006), linear between 760 and 2000 m/s in log-log.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { coefficientTable } from "../coefficients.ts";
import { soilAmplification } from "./atkinson-boore-soil.ts";

const SOIL = coefficientTable(
  "blin b1 b2",
  `
PGV     -0.6   -0.5 -0.06
PGA    -0.36  -0.64 -0.14
0.01   -0.36  -0.64 -0.14
0.02   -0.34  -0.63 -0.12
0.03   -0.33  -0.62 -0.11
0.04   -0.31  -0.61 -0.11
0.05   -0.29  -0.64 -0.11
0.06   -0.25  -0.64 -0.11
0.075  -0.23  -0.64 -0.11
0.09   -0.23  -0.64 -0.12
0.1    -0.25   -0.6 -0.13
0.12   -0.26  -0.56 -0.14
0.15   -0.28  -0.53 -0.18
0.17   -0.29  -0.53 -0.19
0.2    -0.31  -0.52 -0.19
0.24   -0.38  -0.52 -0.16
0.25   -0.39  -0.52 -0.16
0.3    -0.44  -0.52 -0.14
0.36   -0.48  -0.51 -0.11
0.4     -0.5  -0.51  -0.1
0.46   -0.55   -0.5 -0.08
0.5     -0.6   -0.5 -0.06
0.6    -0.66  -0.49 -0.03
0.75   -0.69  -0.47    -0
0.85   -0.69  -0.46    -0
1       -0.7  -0.44    -0
1.5    -0.72   -0.4    -0
2      -0.73  -0.38    -0
3      -0.74  -0.34    -0
4      -0.75  -0.31    -0
5      -0.75 -0.291    -0
7.5   -0.692 -0.247    -0
10     -0.65 -0.215    -0
`,
);

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
  const soil = SOIL.at(imt);
  const lnHardRock = Math.log(HARD_ROCK.at(imt).c);
  if (kind === "base") return (vs30, lnRock) => soilAmplification(soil, vs30 >= 2000 ? 1999 : vs30, lnRock);
  return (vs30, lnRock) => {
    if (vs30 < 760) return soilAmplification(soil, vs30, lnRock);
    return (-lnHardRock * Math.log(Math.min(vs30, 2000) / 760)) / Math.log(2000 / 760);
  };
}
