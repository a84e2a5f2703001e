/**
 * Weatherill (2024), a regionalised direct ground-motion model of average spectral acceleration for Europe: the European model of Kotha et al.
 * (2020), see there, fitted to the geometric mean of ten spectral accelerations at 0.2 to 1.5 times the period of the measure.
 *
 * ln(g); rjb and depth in km, vs30 in m/s, slope in m/m. AvgSA(0.05) to AvgSA(5.0).
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { ALL_STANDARD_DEVIATIONS } from "../make-model.ts";
import type { ModelFacts, ModelFamily } from "../model.ts";
import { type EuropeanTables, europeanByGeology, europeanByVs30, homoskedastic, kothaVariant } from "./kotha-2020.ts";
import {
  ANELASTIC_BY_REGION,
  DEVIATIONS,
  EPISTEMIC,
  GEOLOGY_FIXED,
  GEOLOGY_LEVEL,
  GEOLOGY_SLOPE,
  WEATHERILL_2024,
} from "./weatherill-2024-coefficients.ts";

const FACTS: ModelFacts = {
  name: "Weatherill2024ESHM20AvgSA",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal (RotD50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["rjb"],
  siteColumns: ["region", "vs30", "vs30measured"],
  measures: ["AvgSA"],
};

function byMagnitude(imt: IntensityMeasure) {
  const c = DEVIATIONS.at(imt);
  return {
    tau: { magnitudes: [4.5, 5, 5.5, 6.5], values: [c.tau1, c.tau2, c.tau3, c.tau4] },
    within: { magnitudes: [5, 6.5], values: [c.phi0_a, c.phi0_b] },
  };
}

const TABLES: EuropeanTables = {
  coefficients: WEATHERILL_2024,
  epistemic: EPISTEMIC,
  byRegion: ANELASTIC_BY_REGION,
  deviations: byMagnitude,
};

const HOMOSKEDASTIC: EuropeanTables = { ...TABLES, deviations: homoskedastic(WEATHERILL_2024) };

const GEOLOGY = { fixed: GEOLOGY_FIXED, level: GEOLOGY_LEVEL, slope: GEOLOGY_SLOPE };

export const weatherill2024: ModelFamily = {
  models: {
    Weatherill2024ESHM20AvgSA: kothaVariant(FACTS, (imt, options) => europeanByVs30(imt, options, TABLES)),
    Weatherill2024ESHM20AvgSAHomoskedastic: kothaVariant(
      { ...FACTS, name: "Weatherill2024ESHM20AvgSAHomoskedastic" },
      (imt, options) => europeanByVs30(imt, options, HOMOSKEDASTIC),
    ),
    Weatherill2024ESHM20SlopeGeologyAvgSA: kothaVariant(
      { ...FACTS, name: "Weatherill2024ESHM20SlopeGeologyAvgSA", siteColumns: ["geology", "region", "slope"] },
      (imt, options) => europeanByGeology(imt, options, TABLES, GEOLOGY),
    ),
  },
};
