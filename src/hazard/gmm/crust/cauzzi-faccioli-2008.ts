/**
 * Cauzzi & Faccioli (2008), Broadband (0.05 to 20 s) prediction of displacement response spectra based on worldwide digital
 * records, Journal of Seismology 12, 453-475, eqs. 2 and 4 (rhypo); Faccioli, Bianchini & Villani (2010), New ground motion prediction equations
 * for T > 1 s and their influence on seismic hazard assessment (rrup with magnitude-dependent saturation).
 *
 * The papers give log10 of displacement (cm), PGA (m/s2) and PGV (cm/s); here ln(g) and ln(cm/s). Distances in km. Magnitude 5 to
 * 7.2, rhypo 15 (at least) to 150 km. Eurocode 8 site classes from vs30. Total standard deviation only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable, tableFromCsv } from "../coefficients.ts";
import { GRAVITY, LN_GAL_IN_G, LN10, plainModel, TOTAL_STANDARD_DEVIATION, withConstantTotal } from "../make-model.ts";
import { isNormal60UpTo, isReverse30UpTo } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { changes } from "../rupture-rows.ts";
import cauzziFaccioli2008Csv from "./cauzzi-faccioli-2008.csv" with { type: "text" };

const FACTS_2008: ModelFacts = {
  name: "CauzziFaccioli2008",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["rhypo"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  referenceVelocity: 1000,
  doi: "10.1007/s10950-008-9098-y",
  validity: { magnitude: [5, 7.2], distance: 150 },
};

const FACTS_2010: ModelFacts = {
  ...FACTS_2008,
  name: "FaccioliEtAl2010",
  distanceColumns: ["rrup"],
  measures: ["PGA", "SA"],
};

const CAUZZI_FACCIOLI_2008 = tableFromCsv("a1 a2 aN aR aS a3 aB aC aD sigma", cauzziFaccioli2008Csv);

const FACCIOLI_2010 = coefficientTable(
  "a1 a2 a3 a4 a5 aB aC aD aN aR aS sigma",
  `
PGA  -1.18 0.559 -1.624 0.018 0.445 0.25 0.31 0.33 -0.01  0.09 -0.05 0.36
0.05 -2.96 0.604 -1.878 0.052 0.396  0.2 0.21 0.18 -0.02  0.08 -0.03 0.38
0.1  -2.02 0.559 -1.837  0.07 0.373 0.26 0.24 0.19  0.01  0.08 -0.05  0.4
0.2  -1.97 0.527 -1.512 0.031 0.391  0.3 0.42  0.4  0.04  0.05 -0.05  0.4
0.3  -2.11  0.57 -1.421 0.009 0.459 0.23 0.42 0.45  0.02  0.03 -0.03  0.4
0.4  -2.23 0.596 -1.355 0.005 0.478 0.19 0.42 0.53  0.04  0.01 -0.02 0.41
0.5  -2.35 0.613 -1.295 0.001 0.556  0.2 0.42 0.62  0.05     0 -0.02 0.41
0.6  -2.46 0.641 -1.282 0.001 0.566 0.19 0.42 0.68  0.06 -0.01 -0.02 0.41
0.7   -2.5 0.664 -1.293 0.001  0.58 0.17 0.42  0.7  0.07 -0.02 -0.02 0.41
0.8  -2.57 0.693 -1.313 0.002 0.536 0.17 0.41 0.72  0.06 -0.03 -0.01  0.4
0.9  -2.63 0.717 -1.334 0.003 0.526 0.17 0.42 0.73  0.07 -0.04 -0.01  0.4
1    -2.68 0.731 -1.335 0.002 0.529 0.17 0.42 0.72  0.08 -0.04 -0.01  0.4
1.25 -2.84 0.767  -1.32 0.001 0.581 0.16  0.4 0.67  0.09 -0.05 -0.01  0.4
1.5  -2.95 0.801 -1.342 0.002 0.529 0.15 0.39 0.63  0.09 -0.05 -0.01  0.4
2    -3.09  0.87 -1.424 0.018 0.423 0.12 0.34 0.55  0.04 -0.04  0.01  0.4
2.5  -3.14 0.904 -1.454 0.078 0.342 0.11 0.31  0.5  0.02 -0.03  0.01 0.39
3     -3.2 0.933  -1.47 0.262 0.272 0.11 0.29 0.49  0.02 -0.02     0 0.38
4    -3.49 1.014 -1.496 0.387 0.268 0.11 0.27 0.44  0.01 -0.03  0.01 0.37
5    -3.71 1.069 -1.497 0.527  0.26  0.1 0.24 0.39  0.01 -0.05  0.02 0.36
7.5  -4.15 1.097  -1.32 0.455 0.266 0.09 0.22 0.34  0.04 -0.09  0.04 0.33
10   -4.28 1.068 -1.187  0.21 0.298 0.08  0.2 0.32  0.05 -0.11  0.04 0.31
15   -4.17 1.021 -1.143 0.089 0.334 0.09 0.19 0.32  0.07 -0.11  0.04 0.29
20   -4.02 0.993 -1.167 0.065 0.343 0.11 0.21 0.33  0.08 -0.11  0.03  0.3
`,
);

interface Common {
  readonly a1: number;
  readonly a2: number;
  readonly aN: number;
  readonly aR: number;
  readonly aS: number;
  readonly aB: number;
  readonly aC: number;
  readonly aD: number;
}

function source(c: Common, mag: number, rake: number): number {
  const faulting = isReverse30UpTo(rake) ? c.aR : isNormal60UpTo(rake) ? c.aN : c.aS;
  return c.a1 + c.a2 * mag + faulting;
}

function siteTerm(c: Common, vs30: number): number {
  return vs30 < 180 ? c.aD : vs30 < 360 ? c.aC : vs30 < 800 ? c.aB : 0;
}

/** ln of the factor to g (cm/s for PGV). */
function units(imt: IntensityMeasure): number {
  if (imt.kind === "PGA") return -Math.log(GRAVITY);
  return imt.kind === "SA" ? 2 * Math.log((2 * Math.PI) / imt.period) + LN_GAL_IN_G : 0;
}

function cauzziFaccioli2008(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = CAUZZI_FACCIOLI_2008.at(imt);
  const shift = units(imt);
  return withConstantTotal((ctx, out) => {
    for (let i = 0; i < ctx.length; i++) {
      const level = source(c, ctx.mag[i]!, ctx.rake[i]!) + siteTerm(c, ctx.vs30[i]!);
      out.mean[i] = LN10 * level + c.a3 * Math.log(Math.max(ctx.rhypo[i]!, 15)) + shift;
    }
  }, LN10 * c.sigma);
}

function faccioli2010(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = FACCIOLI_2010.at(imt);
  const shift = units(imt);
  return withConstantTotal((ctx, out) => {
    let saturation = 0;
    for (let i = 0; i < ctx.length; i++) {
      const m = ctx.mag[i]!;
      if (changes(ctx.mag, i)) {
        saturation = c.a4 * 10 ** (c.a5 * m);
      }
      const level = source(c, m, ctx.rake[i]!) + siteTerm(c, ctx.vs30[i]!);
      out.mean[i] = LN10 * level + c.a3 * Math.log(ctx.rrup[i]! + saturation) + shift;
    }
  }, LN10 * c.sigma);
}

export const cauzziFaccioli2008Family: ModelFamily = {
  models: {
    CauzziFaccioli2008: plainModel(FACTS_2008, cauzziFaccioli2008),
    FaccioliEtAl2010: plainModel(FACTS_2010, faccioli2010),
  },
};
