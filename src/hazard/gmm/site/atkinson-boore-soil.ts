/**
 * The soil response of Boore & Atkinson (2008), eqs. 7, 8 and 12, which Atkinson & Boore (2006) share: a linear term in
 * ln(vs30 / 760) and a non-linear one that depends on PGA on rock (vs30 760 m/s).
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { coefficientTable } from "../coefficients.ts";

const COEFFICIENTS = coefficientTable(
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

const V1 = 180;
const V2 = 300;
const V_REF = 760;

/** Rock PGA (g): below a1 the response is linear, between a1 and a2 a cubic makes the transition. */
const A1 = 0.03;
const A2 = 0.09;
const PGA_LOW = 0.06;

const LN_A1 = Math.log(A1);
const LN_A2 = Math.log(A2);
const DX = Math.log(A2 / A1);
const LN_LOW = Math.log(PGA_LOW / 0.1);
/** Coefficients of the transition for a slope of 1: both it and its first derivative are continuous at A2. */
const DY = Math.log(A2 / PGA_LOW);
const C = (3 * DY - DX) / DX ** 2;
const D = -(2 * DY - DX) / DX ** 3;
const LN_TENTH = Math.log(0.1);

export interface AtkinsonBooreSoil {
  readonly blin: number;
  readonly b1: number;
  readonly b2: number;
}

export function atkinsonBooreSoil(imt: IntensityMeasure): AtkinsonBooreSoil {
  return COEFFICIENTS.at(imt);
}

/** Slope of the non-linear term, eqs. 13. */
function nonLinearSlope(c: AtkinsonBooreSoil, vs30: number): number {
  if (vs30 <= V1) return c.b1;
  if (vs30 <= V2) return ((c.b1 - c.b2) * Math.log(vs30 / V2)) / Math.log(V1 / V2) + c.b2;
  if (vs30 < V_REF) return (c.b2 * Math.log(vs30 / V_REF)) / Math.log(V2 / V_REF);
  return 0;
}

/** Amplification in ln units for `lnPgaRock` = ln of PGA (g) at vs30 760 m/s. */
export function soilAmplification(c: AtkinsonBooreSoil, vs30: number, lnPgaRock: number): number {
  return c.blin * Math.log(vs30 / V_REF) + nonLinearAmplification(c, vs30, lnPgaRock);
}

export function nonLinearAmplification(c: AtkinsonBooreSoil, vs30: number, lnPgaRock: number): number {
  const slope = nonLinearSlope(c, vs30);
  if (slope === 0) return 0;
  if (lnPgaRock <= LN_A1) return slope * LN_LOW;
  if (lnPgaRock > LN_A2) return slope * (lnPgaRock - LN_TENTH);
  const x = lnPgaRock - LN_A1;
  return slope * (LN_LOW + x * x * (C + D * x));
}
