/**
 * Skarlatoudis, Papazachos, Margaris, Ventouzi & Kalogeras (2013), Ground-motion prediction equations of intermediate-depth earthquakes in
 * the Hellenic arc, southern Aegean subduction area, BSSA 103(3), 1952-1968, eqs. 1 and 10; and the scaled backbone version.
 *
 * log10(cm/s2) and log10(cm/s) in the paper, ln(g) and ln(cm/s) here; rhypo and depth in km; `backarc` 1 in the back-arc. Site classes B (vs30 360
 * to 760 m/s, "S") and below ("SS"). Magnitude 4.5 to 6.7, 65 to 850 km.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, type CoefficientTable, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, LN10 } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { galShift, modelVariants, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "SkarlatoudisEtAlSSlab2013",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
  component: "Average Horizontal (RotD50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["rhypo"],
  siteColumns: ["backarc", "vs30"],
  measures: ["PGA", "PGV", "SA"],
  doi: "10.1785/0120120265",
  validity: { magnitude: [4.5, 6.7], distance: 850 },
};

type Columns = "c1 c2 c32 c41 c42 c51 c52 c61 c62 sigma tau epsilon";

const PUBLISHED = coefficientTable(
  "c1 c2 c32 c41 c42 c51 c52 c61 c62 sigma tau epsilon",
  `
PGA   4.229 0.877 -0.00206 -0.481 -0.152 0.425 0.303 0.267 0.491 0.352 0.112 0.369
PGV   2.965 1.069 -0.00178 -0.264  0.018  0.39 0.333 0.408 0.599 0.315 0.144 0.346
0.01  4.235 0.876 -0.00206 -0.482 -0.153 0.425 0.304 0.265 0.488 0.353 0.111  0.37
0.025 4.119 0.877 -0.00202  -0.49  -0.14 0.415 0.326 0.301 0.511 0.352 0.103 0.367
0.05   4.32 0.863 -0.00212 -0.483 -0.178  0.41 0.286 0.245 0.475 0.376 0.095 0.388
0.1   4.565 0.867 -0.00244 -0.515 -0.185 0.452 0.371 0.234 0.442 0.404 0.066  0.41
0.2   4.613 0.842 -0.00199 -0.596 -0.221 0.396 0.291 0.289 0.469 0.379 0.154 0.409
0.4   4.463 0.926  -0.0019 -0.427  -0.11 0.459 0.295 0.298 0.516 0.322 0.141 0.351
1     3.952 1.102 -0.00178 -0.199  0.112 0.316 0.442 0.371 0.512 0.305 0.201 0.365
2     3.281  1.26 -0.00106 -0.136  0.055 0.196 0.352 0.408 0.578 0.277 0.203 0.343
4     2.588 1.384 -0.00039 -0.179 -0.046 0.113 0.189 0.264 0.475 0.278 0.176 0.329
`,
);

const SCALED = coefficientTable(
  "c1 c2 c32 c41 c42 c51 c52 c61 c62 sigma tau epsilon",
  `
PGA  4.269325379 0.877 -0.00206 -0.481 -0.152 0.425 0.303 0.267 0.491 0.352 0.112 0.369
PGV  3.008558747 1.069 -0.00178 -0.264  0.018  0.39 0.333 0.408 0.599 0.315 0.144 0.346
0.05 4.358898212 0.863 -0.00212 -0.483 -0.178  0.41 0.286 0.245 0.475 0.376 0.095 0.388
0.1   4.60851946 0.867 -0.00244 -0.515 -0.185 0.452 0.371 0.234 0.442 0.404 0.066  0.41
0.15 4.634792233 0.855 -0.00222 -0.556 -0.203 0.424 0.331 0.262 0.456 0.392  0.11  0.41
0.2   4.66206289 0.842 -0.00199 -0.596 -0.221 0.396 0.291 0.289 0.469 0.379 0.154 0.409
0.3   4.59000098 0.884 -0.00195 -0.512 -0.166 0.428 0.293 0.294 0.493 0.351 0.148  0.38
0.4    4.5183401 0.926  -0.0019 -0.427  -0.11 0.459 0.295 0.298 0.516 0.322 0.141 0.351
0.5  4.431948234 0.955 -0.00188 -0.389 -0.073 0.435  0.32  0.31 0.515 0.319 0.151 0.353
0.75  4.22140226 1.029 -0.00183 -0.294   0.02 0.376 0.381 0.341 0.514 0.312 0.176 0.359
1    4.005961507 1.102 -0.00178 -0.199  0.112 0.316 0.442 0.371 0.512 0.305 0.201 0.365
2    3.336034124  1.26 -0.00106 -0.136  0.055 0.196 0.352 0.408 0.578 0.277 0.203 0.343
3     2.99174758 1.322 -0.00073 -0.158  0.005 0.155 0.271 0.336 0.527 0.278  0.19 0.336
4    2.647374059 1.384 -0.00039 -0.179 -0.046 0.113 0.189 0.264 0.475 0.278 0.176 0.329
`,
);

/** Geometric spreading. */
const SPREADING = -1.7;
/** Arc terms only exist for events at this depth (km) and below. */
const DEEP = 100;

/** Growth of the arc terms with distance (km): 0, then a ramp down, then 1. Shallower events start farther away. */
function arcGrowth(distance: number, depth: number): number {
  const [start, length] = depth < 80 ? [205, 150] : [140, 100];
  if (distance < start) return 0;
  // The reference overwrites the ramp beyond 335 and 240 km by 1.
  return distance >= (depth < 80 ? 335 : 240) ? 1 : (start - distance) / length;
}

function arcTerm(c: Coefficients<"c41 c42 c51 c52">, backarc: boolean, distance: number, depth: number): number {
  if (depth < DEEP) return 0;
  const growth = arcGrowth(distance, depth);
  return backarc ? c.c51 + c.c52 * growth : c.c41 + c.c42 * growth;
}

function evaluator(imt: IntensityMeasure, table: CoefficientTable<Columns>): GroundMotionEvaluator {
  const c = table.at(imt);
  const shift = galShift(imt);
  return rowEvaluator(
    (ctx, i) => {
      const r = ctx.rhypo[i]!;
      const v = ctx.vs30[i]!;
      const site = v < 360 ? c.c62 : v < 760 ? c.c61 : 0;
      const log10 =
        c.c1 +
        c.c2 * (ctx.mag[i]! - 5.5) +
        SPREADING * Math.log10(r) +
        c.c32 * (r - 1) +
        site +
        arcTerm(c, ctx.backarc[i]! === 1, r, ctx.hypo_depth[i]!);
      return log10 * LN10 + shift;
    },
    { tau: c.tau * LN10, phi: c.sigma * LN10, sigma: c.epsilon * LN10 },
  );
}

export const skarlatoudis2013: ModelFamily = {
  models: modelVariants(FACTS, evaluator, {
    SkarlatoudisEtAlSSlab2013: { options: PUBLISHED },
    SkarlatoudisEtAlSSlab2013_scaled: { options: SCALED },
  }),
};
