/** Which tables an output consists of, by datastore key. A later mode adds its keys here and nowhere else. */
import type { Results } from "../results.ts";
import { conditionalSpectrumTables } from "./conditional-spectra.ts";
import {
  designParameterTables,
  designSpectrumTables,
  governingMotionTables,
  maximumConsideredTables,
  riskTargetedTables,
  scenarioTables,
} from "./design-motions.ts";
import { disaggregationBySourceTables } from "./disaggregation-by-source.ts";
import { hazardCurveTables } from "./hazard-curves.ts";
import { hazardMapStatisticTables, hazardMapTables } from "./hazard-maps.ts";
import { medianSpectrumDisaggregationTables, medianSpectrumTables } from "./median-spectra.ts";
import { ratesBySourceTables } from "./rates-by-source.ts";
import { realizationTables } from "./realizations.ts";
import { siteModelTables } from "./site-model.ts";
import type { OutputTable } from "./table.ts";
import { uniformHazardSpectrumTables } from "./uniform-hazard-spectra.ts";

/** `kinds` only for outputs that have kinds; undefined means those that are exported unless asked otherwise. */
type MakeTables = (results: Results, kinds?: string[]) => Promise<OutputTable[]>;

export const TABLES: { readonly [key: string]: MakeTables } = {
  asce07: (results) => designParameterTables(results, "asce07"),
  asce41: (results) => designParameterTables(results, "asce41"),
  asce41_sa_final: async (results) => designSpectrumTables(results, "asce41_sa_final"),
  "cs-stats": (results) => conditionalSpectrumTables(results),
  hcurves: hazardCurveTables,
  hmaps: hazardMapTables,
  "hmaps-stats": hazardMapStatisticTables,
  mag_dst_eps_sig: (results) => scenarioTables(results),
  mce: async (results) => maximumConsideredTables(results),
  mce_governing: (results) => governingMotionTables(results),
  mean_disagg_by_src: (results) => disaggregationBySourceTables(results),
  mean_rates_by_src: (results) => ratesBySourceTables(results),
  median_spectra: (results) => medianSpectrumTables(results),
  median_spectrum_disagg: (results) => medianSpectrumDisaggregationTables(results),
  realizations: (results) => realizationTables(results),
  rtgm: async (results) => riskTargetedTables(results),
  site_model: (results) => siteModelTables(results),
  spectra_asce41: async (results) => designSpectrumTables(results, "spectra_asce41"),
  uhs: uniformHazardSpectrumTables,
};
