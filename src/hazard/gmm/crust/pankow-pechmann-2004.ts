/**
 * Pankow & Pechmann (2004), The SEA99 ground-motion predictive relations for extensional tectonic regimes: revisions and a new peak ground
 * velocity relation, BSSA 94(1), 341-348, eq. 1.
 *
 * log10 of g (PGA) and cm/s (PGV and pseudo-velocity) in the paper, ln(g) and ln(cm/s) here; rjb in km. Soil up to vs30 910 m/s. Magnitude 5 to
 * 7.7, up to 100 km. Total standard deviation only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { LN_GAL_IN_G, LN10, plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "PankowPechmann2004",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rjb"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  validity: { magnitude: [5, 7.7], distance: 100 },
};

const COEFFICIENTS = coefficientTable(
  "b1 b2 b3 b5 b6 h SlZ",
  `
PGV  2.252  0.49      0 -1.196 0.195 7.06 0.246
PGA  0.237 0.229      0 -1.052 0.174 7.27 0.203
0.1  2.109 0.327 -0.098  -1.25 0.099 9.99 0.273
0.11  2.12 0.318   -0.1 -1.207 0.099 9.84 0.265
0.12 2.129 0.313 -0.101 -1.173 0.101 9.69 0.257
0.13 2.138 0.309 -0.101 -1.145 0.103 9.54 0.252
0.14 2.145 0.307   -0.1 -1.122 0.107 9.39 0.247
0.15 2.152 0.305 -0.099 -1.103 0.111 9.25 0.242
0.16 2.158 0.305 -0.098 -1.088 0.116 9.12 0.239
0.17 2.163 0.305 -0.096 -1.075 0.121 8.99 0.237
0.18 2.167 0.306 -0.094 -1.064 0.126 8.86 0.235
0.19 2.172 0.308 -0.092 -1.055 0.131 8.74 0.234
0.2  2.175 0.309  -0.09 -1.047 0.137 8.63 0.233
0.22 2.182 0.313 -0.086 -1.036 0.147 8.41 0.231
0.24 2.186 0.318 -0.082 -1.029 0.158 8.22 0.231
0.26  2.19 0.323 -0.078 -1.024 0.168 8.04 0.231
0.28 2.194 0.329 -0.073 -1.021 0.178 7.87 0.231
0.3  2.196 0.334  -0.07  -1.02 0.188 7.72 0.232
0.32 2.198  0.34 -0.066 -1.019 0.196 7.58 0.232
0.34 2.199 0.345 -0.062  -1.02 0.205 7.45 0.233
0.36   2.2  0.35 -0.059 -1.021 0.213 7.33 0.234
0.38   2.2 0.356 -0.055 -1.023 0.221 7.22 0.236
0.4  2.201 0.361 -0.052 -1.025 0.228 7.11 0.237
0.42 2.201 0.365 -0.049 -1.027 0.235 7.02 0.238
0.44 2.201  0.37 -0.047  -1.03 0.241 6.93 0.239
0.46 2.201 0.375 -0.044 -1.032 0.247 6.85 0.241
0.48 2.201 0.379 -0.042 -1.035 0.253 6.77 0.242
0.5  2.199 0.384 -0.039 -1.038 0.259  6.7 0.243
0.55 2.197 0.394 -0.034 -1.044 0.271 6.55 0.246
0.6  2.195 0.403  -0.03 -1.051 0.281 6.42 0.249
0.65 2.191 0.411 -0.026 -1.057 0.291 6.32 0.252
0.7  2.187 0.418 -0.023 -1.062 0.299 6.23 0.254
0.75 2.184 0.425  -0.02 -1.067 0.305 6.17 0.257
0.8  2.179 0.431 -0.018 -1.071 0.311 6.11  0.26
0.85 2.174 0.437 -0.016 -1.075 0.316 6.07 0.262
0.9   2.17 0.442 -0.015 -1.078  0.32 6.04 0.264
0.95 2.164 0.446 -0.014 -1.081 0.324 6.02 0.267
1     2.16  0.45 -0.014 -1.083 0.326 6.01 0.269
1.1   2.15 0.457 -0.013 -1.085  0.33 6.01 0.273
1.2   2.14 0.462 -0.014 -1.086 0.332 6.03 0.278
1.3  2.129 0.466 -0.015 -1.085 0.333 6.07 0.282
1.4  2.119 0.469 -0.017 -1.083 0.331 6.13 0.286
1.5  2.109 0.471 -0.019 -1.079 0.329 6.21 0.291
1.6  2.099 0.472 -0.022 -1.075 0.326 6.29 0.295
1.7  2.088 0.473 -0.025  -1.07 0.322 6.39 0.299
1.8  2.079 0.472 -0.029 -1.063 0.317 6.49 0.303
1.9  2.069 0.472 -0.032 -1.056 0.312  6.6 0.307
2    2.059 0.471 -0.037 -1.049 0.306 6.71 0.312
`,
);

function evaluator(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const shift = imt.kind === "SA" ? Math.log((2 * Math.PI) / imt.period) + LN_GAL_IN_G : 0;
  return rowEvaluator(
    (ctx, i) => {
      const dm = ctx.mag[i]! - 6;
      const soil = ctx.vs30[i]! > 910 ? 0 : c.b6;
      const path = c.b5 * Math.log10(Math.hypot(ctx.rjb[i]!, c.h));
      return LN10 * (c.b1 + c.b2 * dm + c.b3 * dm * dm + path + soil) + shift;
    },
    { total: c.SlZ * LN10 },
  );
}

export const pankowPechmann2004: ModelFamily = { models: { PankowPechmann2004: plainModel(FACTS, evaluator) } };
