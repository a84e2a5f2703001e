/** Correction (ln) of the global NGA-Subduction interface models in the US national seismic hazard model for Alaska 2023. */
import { InputError } from "../../../input-error.ts";
import { coefficientTable } from "../coefficients.ts";

export const ALASKA_BIAS = coefficientTable(
  "bias_adj",
  `
PGA   -0.26167
PGV    0.00833
0.01  -0.30351
0.02  -0.35893
0.03  -0.40397
0.05  -0.47992
0.075 -0.54842
0.1   -0.58624
0.15  -0.57579
0.2   -0.53038
0.25  -0.46174
0.3   -0.3811
0.4   -0.23987
0.5   -0.12297
0.75   0.04782
1      0.15648
1.5    0.21896
2      0.22739
3      0.165
4      0.11244
5      0.05667
7.5   -0.07493
10    -0.2286
`,
);

/** The correction is for global interface models only. */
export function refuseBias(model: string, refused: boolean): void {
  if (refused)
    throw new InputError(`${model}: ak23_bias_adj is for the global interface model`, { parameter: "ak23_bias_adj" });
}
