/**
 * What the New Zealand national seismic hazard model 2022 (Bradley, Bora, Lee et al. 2022, GNS 2022/57) changes in the NGA-Subduction models: a
 * back-arc term for slab earthquakes (that of the BC Hydro model) and standard deviations that feel the non-linear site response.
 */
import type { ContextBlock } from "../../context-block.ts";
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { coefficientTable } from "../coefficients.ts";

const BACK_ARC = coefficientTable(
  "theta7 theta8",
  `
0.02   1.0988 -1.42
0.05   1.2536 -1.65
0.075  1.4175 -1.80
0.1    1.3997 -1.80
0.15   1.3582 -1.69
0.2    1.1648 -1.49
0.25   0.9940 -1.30
0.3    0.8821 -1.18
0.4    0.7046 -0.98
0.5    0.5799 -0.82
0.6    0.5021 -0.70
0.75   0.3687 -0.54
1      0.1746 -0.34
1.5   -0.0820 -0.05
2     -0.2821  0.12
2.5   -0.4108  0.25
3     -0.4466  0.30
4     -0.4344  0.30
5     -0.4368  0.30
6     -0.4586  0.30
7.5   -0.4433  0.30
10    -0.4828  0.30
`,
);

/** Mean of the ratio between the magnitudes of the models (weights by epicentre). */
const WEIGHT = 1.008;

/** Term (ln) of a row: zero in the fore-arc. PGA, PGV and periods below 0.02 s share the first coefficients. */
export function slabBackArc(imt: IntensityMeasure): (ctx: ContextBlock, i: number) => number {
  const { theta7, theta8 } = imt.period < 0.02 ? { theta7: 1.0988, theta8: -1.42 } : BACK_ARC.at(imt);
  return (ctx, i) => {
    if (ctx.backarc[i]! === 0) return 0;
    return WEIGHT * (theta7 + theta8 * Math.log(Math.max(ctx.rrup[i]!, 85) / 40));
  };
}

/** Correlation with PGA of within-event and between-event residuals, Abrahamson & Gulerce (2020). */
const CORRELATION = coefficientTable(
  "within between",
  `
0.01  1     1
0.02  0.99  0.99
0.03  0.99  0.99
0.05  0.97  0.985
0.075 0.95  0.98
0.1   0.92  0.97
0.15  0.9   0.96
0.2   0.87  0.94
0.25  0.84  0.93
0.3   0.82  0.91
0.4   0.74  0.86
0.5   0.66  0.8
0.6   0.59  0.78
0.75  0.5   0.73
1     0.41  0.69
1.5   0.33  0.62
2     0.3   0.56
2.5   0.27  0.52
3     0.25  0.495
4     0.22  0.43
5     0.19  0.4
6     0.17  0.37
7.5   0.14  0.32
10    0.1   0.28
`,
);

export interface ResidualCorrelation {
  readonly within: number;
  readonly between: number;
}

export function residualCorrelation(imt: IntensityMeasure): ResidualCorrelation {
  return imt.period < 0.01 ? { within: 1, between: 1 } : CORRELATION.at(imt);
}
