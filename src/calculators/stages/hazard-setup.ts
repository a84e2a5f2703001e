/**
 * What every task of a hazard calculation shares: plain data that survives a structured clone, so that worker
 * threads can be given it. Models are named, not carried: each thread builds its own.
 */

import type { RateDifferences } from "../../hazard/contexts/added-rates.ts";
import type { MaximumDistance } from "../../hazard/contexts/maximum-distance.ts";
import type { Places } from "../../hazard/contexts/sources-within-distance.ts";
import type { Statistic } from "../../hazard/curves/statistics.ts";
import type { ModelArguments } from "../../hazard/gmm/model.ts";
import type { IntensityMeasure } from "../../hazard/intensity-measure.ts";
import type { CompositeModel } from "../../hazard/logic-tree/composite-model.ts";
import type { AmplificationTable } from "../../hazard/site-response/amplification.ts";
import type { SiteCollection } from "../../hazard/sites/site-collection.ts";
import type { FloatingSteps } from "../../hazard/sources/kite-fault.ts";

export interface ModelSpec {
  readonly className: string;
  readonly args: ModelArguments;
}

/** A branch of a ground-motion tree: one model, or several whose probabilities are averaged (`collapse_gsim_logic_tree`). */
export type BranchModel =
  | { readonly kind: "model"; readonly spec: ModelSpec }
  | { readonly kind: "average"; readonly parts: readonly { readonly weight: number; readonly spec: ModelSpec }[] };

/** Ground-motion models of one tectonic region, in branch order. */
export interface TectonicRegionModels {
  readonly tectonicRegionType: string;
  readonly models: readonly BranchModel[];
  /** Models of the sites with a label of their own (`site_labels`), parallel to `models`. */
  readonly byLabel: readonly { readonly label: number; readonly models: readonly BranchModel[] }[];
  /** Per model: measures whose weight is zero, which the reference leaves out. */
  readonly unusedMeasures: readonly (readonly string[])[];
}

/** Parameters that decide the numbers, resolved for a tectonic region. */
export interface TectonicRegionSettings {
  readonly maximumDistance: MaximumDistance;
  readonly pointsourceDistance: number;
  readonly minimumMagnitude: number;
}

export interface HazardSettings {
  readonly investigationTime: number;
  readonly truncationLevel: number;
  readonly minimumDistance: number;
  readonly maxSitesDisagg: number;
  readonly splitSources: boolean;
  readonly psGridSpacing: number;
  readonly ruptureMeshSpacing: number;
  readonly complexFaultMeshSpacing: number | undefined;
  /** How far ruptures of kite faults float, as fractions of their size. */
  readonly floatingSteps: FloatingSteps;
  /** Multi-fault sources: take ruptures for Poissonian, with rates from their probabilities of no occurrence. */
  readonly inferOccurRates: boolean;
  readonly areaSourceDiscretization: number | undefined;
  readonly widthOfMfdBin: number | undefined;
  readonly shiftHypo: boolean;
  /** Convert models of other horizontal components to the geometric mean. */
  readonly geometricMean: boolean;
  readonly useRates: boolean;
  readonly keepRealizations: boolean;
  readonly bySource: boolean;
  /** Do the right thing where the reference's numbers come from a plain defect. */
  readonly exact: boolean;
}

/** Amplification of the sites. */
export interface SiteAmplification {
  readonly method: "convolution" | "kernel";
  readonly table: AmplificationTable;
  /** Code of each site. */
  readonly codes: readonly string[];
  /** g; the levels of curves on soil, for all measures (convolution). */
  readonly soilLevels: Float64Array;
}

export interface RealizationTable {
  readonly count: number;
  /** Number of source paths. */
  readonly paths: number;
  readonly sourcePath: Uint32Array;
  readonly models: Uint16Array;
  readonly plainWeights: Float64Array;
  /** Weights for each measure, all the same array unless the tree has weights by measure. */
  readonly weights: readonly Float64Array[];
  /** In place of `weights`, for sites with a label of their own. */
  readonly weightsByLabel: ReadonlyMap<number, readonly Float64Array[]>;
}

export interface HazardSetup {
  readonly sites: SiteCollection;
  /** Places whose distance decides which sources are looked at; undefined: all sources are. */
  readonly lookouts: Places | undefined;
  readonly composite: CompositeModel;
  readonly tectonicRegions: readonly TectonicRegionModels[];
  /** Tectonic region of each group of `composite`. */
  readonly groupTrt: readonly number[];
  readonly groupSettings: readonly TectonicRegionSettings[];
  readonly modelFolder: string;
  readonly measures: readonly IntensityMeasure[];
  /** In the units of the models' means: natural logarithms, but for MMI. */
  readonly levels: readonly Float64Array[];
  readonly settings: HazardSettings;
  readonly amplification: SiteAmplification | undefined;
  /** Annual rates to be added to those of ruptures, by source. */
  readonly deltaRates: ReadonlyMap<string, RateDifferences> | undefined;
  readonly realizations: RealizationTable;
  readonly statistics: readonly Statistic[];
}

/** Number of levels, the same for all measures: 0 where there are none. */
export function levelCount({ levels }: Pick<HazardSetup, "levels">): number {
  return levels[0]?.length ?? 0;
}
