/**
 * Manea, Cioflan & Danciu (2022), Ground-motion models for Vrancea intermediate-depth earthquakes, Earthquake Spectra 38(1), 407-431.
 *
 * ln(cm/s2) in the paper, ln(g) here; rhypo and depth in km, f0 (Hz) of the site. `backarc`: 0 fore-arc, 1 back-arc, 2 along the arc. EC8
 * classes by vs30; below 180 m/s there is no class term.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { tableFromCsv } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, LN_GAL_IN_G, plainModel } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { rowEvaluator } from "../row-evaluator.ts";
import coefficientsCsv from "./manea-2021.csv" with { type: "text" };

const FACTS: ModelFacts = {
  name: "ManeaEtAl2021",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["rhypo"],
  siteColumns: ["backarc", "f0", "vs30"],
  measures: ["PGA", "SA"],
};

const COEFFICIENTS = tableFromCsv(
  "phi0 phi1 phi2 phi3 phi4 phi5 phi6 phi7 phi8 phi9 phi10 phi11 phi tau sigma",
  coefficientsCsv,
);

function evaluator(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const anelastic = [c.phi7, c.phi6, c.phi5];
  return rowEvaluator(
    (ctx, i) => {
      const dm = ctx.mag[i]! - 5.7;
      const r = ctx.rhypo[i]!;
      const v = ctx.vs30[i]!;
      const siteClass = v >= 800 ? c.phi9 : v >= 360 ? c.phi10 : v >= 180 ? c.phi11 : 0;
      return (
        c.phi0 +
        c.phi1 * dm +
        c.phi2 * dm * dm +
        c.phi3 * Math.log(r) +
        (anelastic[ctx.backarc[i]!] ?? 0) * r +
        c.phi4 * ctx.hypo_depth[i]! +
        siteClass +
        c.phi8 * Math.log(ctx.f0[i]! / 15) +
        LN_GAL_IN_G
      );
    },
    { tau: c.tau, phi: c.phi, sigma: c.sigma },
  );
}

export const manea2021: ModelFamily = { models: { ManeaEtAl2021: plainModel(FACTS, evaluator) } };
