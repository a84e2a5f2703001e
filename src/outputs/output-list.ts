/** The one list of outputs: a new output is a file of its own and a line here. */

import { disaggregationArrays } from "./disaggregation/disaggregation-arrays.ts";
import { disaggregationLayer } from "./disaggregation/disaggregation-layer.ts";
import {
  disaggregationStatistics,
  disaggregationsByRealization,
  traditionalDisaggregations,
} from "./disaggregation/disaggregations.ts";
import { averageFields } from "./events/average-fields.ts";
import { events } from "./events/events.ts";
import { eventsByModel } from "./events/events-by-model.ts";
import { frequencyOfEvents } from "./events/frequency-of-events.ts";
import { groundMotionFields } from "./events/ground-motion-fields.ts";
import { numberOfEvents } from "./events/number-of-events.ts";
import { relevantFields } from "./events/relevant-fields.ts";
import { ruptureInfo } from "./events/rupture-info.ts";
import { ruptures } from "./events/ruptures.ts";
import { scenarioFields } from "./events/scenario-fields.ts";
import { hazardCurves } from "./hazard/hazard-curves.ts";
import { hazardMapStatistics } from "./hazard/hazard-map-statistics.ts";
import { hazardMaps } from "./hazard/hazard-maps.ts";
import { highSites } from "./hazard/high-sites.ts";
import { ratesBySource } from "./hazard/rates-by-source.ts";
import { uniformHazardSpectra } from "./hazard/uniform-hazard-spectra.ts";
import { fullReport } from "./job/full-report.ts";
import { modelsByTectonicRegionType } from "./job/models-by-tectonic-region-type.ts";
import { oqparam } from "./job/oqparam.ts";
import { realizations } from "./job/realizations.ts";
import { siteModel } from "./job/site-model.ts";
import { sites } from "./job/sites.ts";
import { sourceData } from "./job/source-data.ts";
import { sources } from "./job/sources.ts";
import { tasks } from "./job/tasks.ts";
import { weights } from "./job/weights.ts";
import { NOT_COMPUTED } from "./not-computed.ts";
import type { Output } from "./output.ts";
import { conditionalSpectra, conditionalSpectraByRealization } from "./post-processing/conditional-spectra.ts";
import { asce07, asce41 } from "./post-processing/design-parameters.ts";
import { asce41Spectra, asce41SpectraFinal } from "./post-processing/design-spectra.ts";
import { disaggregationBySource } from "./post-processing/disaggregation-by-source.ts";
import { governingMotions } from "./post-processing/governing-motions.ts";
import { maximumConsideredMotions } from "./post-processing/maximum-considered-motions.ts";
import { meanSourceScenarios } from "./post-processing/mean-source-scenarios.ts";
import { medianSpectra } from "./post-processing/median-spectra.ts";
import { medianSpectrumDisaggregation } from "./post-processing/median-spectrum-disaggregation.ts";
import { riskTargetedMotions } from "./post-processing/risk-targeted-motions.ts";
import { aggregateCurves } from "./risk/aggregate-curves.ts";
import { aggregateDamages } from "./risk/aggregate-damages.ts";
import { aggregate, aggregateLosses } from "./risk/aggregate-losses.ts";
import { aggregateRisk } from "./risk/aggregate-risk.ts";
import { aggregateCurveStatistics, aggregateRiskStatistics } from "./risk/aggregate-statistics.ts";
import { assetLossCurveStatistics, assetLossCurvesByRealization } from "./risk/asset-loss-curves.ts";
import { assetLossMapStatistics, assetLossMapsByRealization } from "./risk/asset-loss-maps.ts";
import { assetRisk } from "./risk/asset-risk.ts";
import { assetTags } from "./risk/asset-tags.ts";
import { assets } from "./risk/assets.ts";
import { averageLossesByRealization, averageLossStatistics } from "./risk/average-losses.ts";
import { averageLossesBy } from "./risk/average-losses-by.ts";
import { benefitCostByRealization, benefitCostStatistics } from "./risk/benefit-cost-ratios.ts";
import { consequenceCurves } from "./risk/consequence-curves.ts";
import { curvesOfKey } from "./risk/curves-of-key.ts";
import { damageStatistics, damagesByRealization } from "./risk/damages.ts";
import { exposure } from "./risk/exposure.ts";
import { exposureMetadata } from "./risk/exposure-metadata.ts";
import {
  averageConnectivityLoss,
  completeConnectivityLoss,
  connectivityOfDemands,
  connectivityOfZones,
  efficiencyLoss,
  efficiencyLossOfNodes,
  partialConnectivityLoss,
  weightedConnectivityLoss,
} from "./risk/infrastructure.ts";
import { lossesByAsset } from "./risk/losses-by-asset.ts";
import { exposureByTag, lossesByTag } from "./risk/losses-by-tag.ts";
import {
  averageReinsurance,
  averageReinsuranceByPolicy,
  reinsuranceCurves,
  reinsuredEvents,
} from "./risk/reinsurance.ts";
import { riskByEvent } from "./risk/risk-by-event.ts";
import { riskModelAttributes } from "./risk/risk-model-attributes.ts";
import { riskStatistics } from "./risk/risk-statistics.ts";
import { sourceLosses } from "./risk/source-losses.ts";
import { exposureByLocation, lossesByLocation, lossesBySite } from "./risk/sums-by-place.ts";
import { totalRisk } from "./risk/total-risk.ts";

export const OUTPUTS: readonly Output[] = [
  // the job
  fullReport,
  modelsByTectonicRegionType,
  oqparam,
  realizations,
  siteModel,
  sites,
  sourceData,
  sources,
  tasks,
  weights,
  // hazard
  hazardCurves,
  hazardMaps,
  hazardMapStatistics,
  highSites,
  ratesBySource,
  uniformHazardSpectra,
  // disaggregation
  disaggregationArrays,
  disaggregationLayer,
  disaggregationsByRealization,
  disaggregationStatistics,
  traditionalDisaggregations,
  // post-processing of hazard
  asce07,
  asce41,
  asce41Spectra,
  asce41SpectraFinal,
  conditionalSpectra,
  conditionalSpectraByRealization,
  disaggregationBySource,
  governingMotions,
  maximumConsideredMotions,
  meanSourceScenarios,
  medianSpectra,
  medianSpectrumDisaggregation,
  riskTargetedMotions,
  // risk
  aggregate,
  aggregateDamages,
  aggregateLosses,
  assetRisk,
  assetTags,
  assets,
  consequenceCurves,
  curvesOfKey,
  exposure,
  exposureByTag,
  exposureMetadata,
  lossesByTag,
  lossesByAsset,
  riskModelAttributes,
  riskStatistics,
  exposureByLocation,
  lossesByLocation,
  lossesBySite,
  aggregateCurves,
  aggregateCurveStatistics,
  aggregateRisk,
  aggregateRiskStatistics,
  averageLossesBy,
  averageReinsurance,
  averageReinsuranceByPolicy,
  reinsuranceCurves,
  reinsuredEvents,
  riskByEvent,
  totalRisk,
  sourceLosses,
  assetLossCurvesByRealization,
  assetLossCurveStatistics,
  assetLossMapsByRealization,
  assetLossMapStatistics,
  averageLossesByRealization,
  averageLossStatistics,
  benefitCostByRealization,
  benefitCostStatistics,
  damagesByRealization,
  damageStatistics,
  averageConnectivityLoss,
  completeConnectivityLoss,
  connectivityOfDemands,
  connectivityOfZones,
  efficiencyLoss,
  efficiencyLossOfNodes,
  partialConnectivityLoss,
  weightedConnectivityLoss,
  // events and fields
  averageFields,
  events,
  eventsByModel,
  frequencyOfEvents,
  groundMotionFields,
  numberOfEvents,
  relevantFields,
  ruptureInfo,
  ruptures,
  scenarioFields,
  ...NOT_COMPUTED,
];

const BY_KEY: ReadonlyMap<string, Output> = new Map(OUTPUTS.map((output) => [output.key, output]));

/** The output of a datastore key. */
export function findOutput(key: string): Output | undefined {
  return BY_KEY.get(key);
}
