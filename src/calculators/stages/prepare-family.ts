/** A family of sources made ready to emit contexts: ruptures, their shares, and the rates of its variants. */
import type { AddedRates } from "../../hazard/contexts/added-rates.ts";
import type { ContextSettings, FamilyContexts } from "../../hazard/contexts/family-contexts.ts";
import { faultContexts } from "../../hazard/contexts/fault-contexts.ts";
import { gridContexts } from "../../hazard/contexts/grid-contexts.ts";
import { multiFaultContexts } from "../../hazard/contexts/multi-fault-contexts.ts";
import { nonParametricContexts } from "../../hazard/contexts/non-parametric-contexts.ts";
import { type PointContextSettings, pointContexts } from "../../hazard/contexts/point-contexts.ts";
import { withinMaximumDistance } from "../../hazard/contexts/sources-within-distance.ts";
import type { SourceFamily } from "../../hazard/logic-tree/composite-model.ts";
import type { MfdBins } from "../../hazard/mfd/mfd.ts";
import {
  type FaultSettings,
  type FaultSource,
  faultRuptures,
  splitKiteBins,
} from "../../hazard/sources/fault-ruptures.ts";
import { binsOf, uniqueMagnitudes } from "../../hazard/sources/point-like.ts";
import type { Source, SourceGroup, TemporalOccurrence } from "../../hazard/sources/source.ts";
import { isPointLike, type PointLikeSource } from "../../hazard/sources/source.ts";
import { sourceBins } from "../../hazard/sources/source-bins.ts";
import type { FamilySize } from "./curves/make-plan.ts";
import { addedTo, type SourceRates } from "./delta-rates.ts";
import type { HazardSetup, TectonicRegionSettings } from "./hazard-setup.ts";

export type PreparedFamily = PreparedIndependent | PreparedAtomic;

export interface PreparedIndependent {
  readonly kind: "independent";
  readonly contexts: FamilyContexts;
  /** Group of each variant. */
  readonly groups: readonly number[];
  /** Annual rate of each magnitude in each variant, magnitudes x variants. */
  readonly rates: Float64Array;
  /** What is added to the rates of single ruptures, by variant; undefined: nothing. */
  readonly added?: readonly AddedRates[];
  readonly occurrence: TemporalOccurrence;
  /** Tectonic region, as index into the setup's tectonic regions. */
  readonly trt: number;
}

/** A source of a group that cannot be computed apart. */
export interface PreparedMember {
  readonly contexts: FamilyContexts;
  /** Annual rate of each magnitude. */
  readonly rates: Float64Array;
  /** What is added to the rates of single ruptures. */
  readonly added?: readonly AddedRates[];
  readonly occurrence: TemporalOccurrence;
  /** Weights of ruptures that exclude each other. */
  readonly exclusiveWeights?: Float64Array;
}

export interface PreparedAtomic {
  readonly kind: "atomic";
  readonly members: readonly PreparedMember[];
  readonly origin: SourceGroup;
  readonly group: number;
  readonly trt: number;
}

/** Pieces and ruptures of a family, for the plan. */
export function familySize(family: PreparedFamily): FamilySize {
  if (family.kind === "independent") return family.contexts;
  return { units: 1, ruptures: family.members.reduce((sum, { contexts }) => sum + contexts.ruptures, 0) };
}

/** @throws InputError for a source that cannot be turned into ruptures */
export function prepareFamily(
  family: SourceFamily,
  tectonicRegion: TectonicRegionSettings,
  setup: HazardSetup,
): PreparedFamily {
  if (family.kind === "atomic")
    return {
      kind: "atomic",
      members: family.members.map((source) => prepareMember(source, family.origin, tectonicRegion, setup)),
      origin: family.origin,
      group: family.group,
      trt: setup.groupTrt[family.group]!,
    };
  if (family.kind === "grid") {
    const contexts = gridContexts(family.members.filter(isPointLike), {
      ...pointSettings(tectonicRegion, setup, true),
      spacing: setup.settings.psGridSpacing,
      binWidth: setup.settings.widthOfMfdBin,
    });
    return {
      kind: "independent",
      contexts,
      groups: [family.group],
      rates: new Float64Array(contexts.mags.length).fill(1),
      occurrence: { kind: "poisson" },
      trt: setup.groupTrt[family.group]!,
    };
  }
  const [first] = family.variants;
  const sources = family.variants.map(({ source }) => source);
  const made = sourceContexts(sources, tectonicRegion, setup, setup.settings.splitSources);
  return {
    kind: "independent",
    ...made,
    ...addedTo(sources, made, family.occurrence, setup),
    groups: family.variants.map(({ group }) => group),
    occurrence: family.occurrence,
    trt: setup.groupTrt[first.group]!,
  };
}

function prepareMember(
  source: Source,
  origin: SourceGroup,
  tectonicRegion: TectonicRegionSettings,
  setup: HazardSetup,
): PreparedMember {
  // Exclusive sources are not split, and what is not split is not averaged (docs/method/classical.md 1.3).
  const made = sourceContexts([source], tectonicRegion, setup, false);
  const occurrence = source.occurrence ?? origin.occurrence;
  return {
    ...made,
    ...addedTo([source], made, occurrence, setup),
    occurrence,
    ...(source.kind === "nonParametric"
      ? { exclusiveWeights: Float64Array.from(source.ruptures, ({ weight }) => weight ?? 0) }
      : {}),
  };
}

/** Contexts of sources that differ in rates only, and the rate of each magnitude in each. */
function sourceContexts(
  sources: readonly Source[],
  tectonicRegion: TectonicRegionSettings,
  setup: HazardSetup,
  split: boolean,
): SourceRates {
  const source = sources[0]!;
  if (source.kind === "multiPoint" && source.mfd.kind === "multi") {
    // Every point has its own distribution: what is shared are the magnitudes, the rates go with the points.
    const points = source.points.length / 2;
    const bins = binsOf(source, points, { binWidth: setup.settings.widthOfMfdBin });
    const { mags, rates: shares } = mergeBins(bins);
    const own = bins.map((ofPoint) => placesOf(ofPoint, mags));
    return {
      contexts: contextsOf(source, mags, tectonicRegion, setup, split, shares),
      rates: new Float64Array(mags.length).fill(1),
      ownBins: [(point) => own[point]!],
    };
  }
  if (source.kind === "nonParametric") {
    // The reference meshes complex surfaces of non-parametric ruptures with the spacing of all others.
    const ruptureMesh = setup.settings.ruptureMeshSpacing;
    const contexts = nonParametricContexts(
      source,
      { ruptureMesh, complexFaultMesh: ruptureMesh },
      { ...contextSettings(tectonicRegion, setup), split },
    );
    return { contexts, rates: new Float64Array(contexts.mags.length * sources.length).fill(1), ownBins: [] };
  }
  if (source.kind === "multiFault") {
    const { settings, sites } = setup;
    const contexts = multiFaultContexts(source, {
      ...contextSettings(tectonicRegion, setup),
      ruptureMeshSpacing: settings.ruptureMeshSpacing,
      inferOccurRates: settings.inferOccurRates,
      fewSites: sites.count <= settings.maxSitesDisagg ? sites : undefined,
    });
    // Ruptures are numbered as listed, whatever their magnitudes.
    const ownBins = sources.map(() => () => [0]);
    return { contexts, rates: new Float64Array(contexts.mags.length * sources.length).fill(1), ownBins };
  }
  // Variants of a source are of its kind.
  const bins = sources.map((variant) => variantBins(variant as typeof source, setup, split));
  const { mags, rates } = mergeBins(bins);
  const ownBins = bins.map((own) => {
    const places = placesOf(own, mags);
    return () => places;
  });
  return { contexts: contextsOf(source, mags, tectonicRegion, setup, split), rates, ownBins };
}

/** Where the magnitudes of `bins` are among `mags`. */
function placesOf({ mags: own }: MfdBins, mags: Float64Array): Int32Array {
  const position = new Map(Array.from(mags, (mag, i) => [mag, i]));
  return Int32Array.from(own, (mag) => position.get(mag)!);
}

function variantBins(source: PointLikeSource | FaultSource, setup: HazardSetup, split: boolean): MfdBins {
  const bins = sourceBins(source, { ...faultSettings(setup), binWidth: setup.settings.widthOfMfdBin });
  if (source.kind === "kiteFault" && split) return splitKiteBins(source, bins, faultSettings(setup));
  return isPointLike(source) ? uniqueMagnitudes(bins) : bins;
}

function faultSettings({ settings }: HazardSetup): FaultSettings {
  return {
    ruptureMesh: settings.ruptureMeshSpacing,
    complexFaultMesh: settings.complexFaultMeshSpacing,
    floatingSteps: settings.floatingSteps,
  };
}

/**
 * All magnitudes of several sets of bins, ascending, and the rate of each in each set: magnitudes x sets, 0 where it does not
 * occur.
 */
export function mergeBins(bins: readonly MfdBins[]): { mags: Float64Array; rates: Float64Array } {
  const mags = Float64Array.from(new Set(bins.flatMap(({ mags }) => Array.from(mags)))).sort();
  const position = new Map(Array.from(mags, (mag, i) => [mag, i]));
  const rates = new Float64Array(mags.length * bins.length);
  for (const [set, bin] of bins.entries())
    for (let i = 0; i < bin.mags.length; i++) rates[position.get(bin.mags[i]!)! * bins.length + set]! += bin.rates[i]!;
  return { mags, rates };
}

function contextsOf(
  source: PointLikeSource | FaultSource,
  mags: Float64Array,
  tectonicRegion: TectonicRegionSettings,
  setup: HazardSetup,
  split: boolean,
  shares?: Float64Array,
): FamilyContexts {
  if (isPointLike(source))
    return pointContexts(source, mags, {
      ...pointSettings(tectonicRegion, setup, split || source.kind === "point"),
      ...(shares === undefined ? {} : { shares }),
      ...(source.kind === "point" || setup.lookouts === undefined
        ? {}
        : {
            withinMaximumDistance: withinMaximumDistance(
              source,
              setup.lookouts,
              tectonicRegion.maximumDistance.km.at(-1) ?? 0,
            ),
          }),
    });
  const bins = { mags, rates: new Float64Array(mags.length).fill(1) };
  return faultContexts(faultRuptures(source, bins, faultSettings(setup)), mags, contextSettings(tectonicRegion, setup));
}

function contextSettings(tectonicRegion: TectonicRegionSettings, { settings }: HazardSetup): ContextSettings {
  return { maximumDistance: tectonicRegion.maximumDistance, minimumDistance: settings.minimumDistance };
}

function pointSettings(
  tectonicRegion: TectonicRegionSettings,
  setup: HazardSetup,
  averageFarSites: boolean,
): PointContextSettings {
  const { settings } = setup;
  return {
    ...contextSettings(tectonicRegion, setup),
    pointsourceDistance: tectonicRegion.pointsourceDistance,
    averageFarSites,
    allSitesTogether: setup.sites.count <= settings.maxSitesDisagg,
    areaSourceDiscretization: settings.areaSourceDiscretization,
    shiftHypo: settings.shiftHypo,
  };
}
