/**
 * Berge-Thierry, Cotton, Scotti, Griot-Pommera & Fukushima (2003), New empirical response spectral attenuation laws for moderate European
 * earthquakes, Journal of Earthquake Engineering 7(2), 193-222, eq. 1: surface-wave magnitudes, or moment magnitudes by the relations of Wells & Coppersmith
 * (W) and Lolli et al. (2014; MED, ITA, GBL), of which the uncertainty is added.
 *
 * log10(cm/s2) in the paper, ln(g) here; rhypo in km, 4 km at least. Rock from vs30 800 m/s. Total standard deviation only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { tableFromCsv } from "../coefficients.ts";
import { LN_GAL_IN_G, LN10, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { modelVariants, rowEvaluator } from "../row-evaluator.ts";
import coefficientsCsv from "./berge-thierry-2003.csv" with { type: "text" };

const FACTS: ModelFacts = {
  name: "BergeThierryEtAl2003Ms",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rhypo"],
  siteColumns: ["vs30"],
  measures: ["PGA", "SA"],
};

const COEFFICIENTS = tableFromCsv("a b c1 c2 sigma", coefficientsCsv);

/** A conversion to surface-wave magnitude, with its standard deviation. */
type Conversion = (moment: number) => readonly [surfaceWave: number, deviation: number];

const wells: Conversion = (m) =>
  m <= 6.064 ? [(m - 2.369) / 0.616, 0.147 / 0.616] : [(m - 0.1) / 0.994, 0.174 / 0.994];

/** moment = exp(a + b surfaceWave) - c, with standard deviation `deviation` of the moment magnitude. */
const exponential =
  (a: number, b: number, c: number, deviation: number): Conversion =>
  (m) => [(Math.log(m + c) - a) / b, deviation / (b * (m + c))];

const mediterranean = exponential(2.133, 0.063, 6.205, 0.1703);
const italian = exponential(1.421, 0.108, 1.863, 0.1685);
const large = exponential(-0.109, 0.229, -2.586, 0.1462);
const global: Conversion = (m) => (m < 5.75 ? mediterranean(m) : large(m));

function evaluator(imt: IntensityMeasure, conversion: Conversion): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  return rowEvaluator(
    (ctx, i) => {
      const [m] = conversion(ctx.mag[i]!);
      const r = Math.max(ctx.rhypo[i]!, 4);
      return LN10 * (c.a * m + c.b * r - Math.log10(r) + (ctx.vs30[i]! >= 800 ? c.c1 : c.c2)) + LN_GAL_IN_G;
    },
    // As in the reference the slope on the standard deviation of the magnitude is not converted from log10.
    { total: (ctx, i) => Math.hypot(c.sigma * LN10, c.a * conversion(ctx.mag[i]!)[1]) },
  );
}

export const bergeThierry2003: ModelFamily = {
  models: modelVariants(FACTS, evaluator, {
    BergeThierryEtAl2003Ms: { options: (m) => [m, 0] },
    BergeThierryEtAl2003SIGMA: { options: (m) => [m, 0.2] },
    BergeThierryEtAl2003MwW: { options: wells },
    BergeThierryEtAl2003MwL_MED: { options: mediterranean },
    BergeThierryEtAl2003MwL_ITA: { options: italian },
    BergeThierryEtAl2003MwL_GBL: { options: global },
  }),
};
