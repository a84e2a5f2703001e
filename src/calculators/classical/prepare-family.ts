/** A family of sources made ready to emit contexts: ruptures, their shares, and the rates of its variants. */
import type { FamilyContexts } from "../../hazard/contexts/family-contexts.ts";
import { gridContexts } from "../../hazard/contexts/grid-contexts.ts";
import { meshContexts } from "../../hazard/contexts/mesh-contexts.ts";
import { type PointContextSettings, pointContexts } from "../../hazard/contexts/point-contexts.ts";
import type { SourceFamily } from "../../hazard/logic-tree/composite-model.ts";
import { mfdBins } from "../../hazard/mfd/bins.ts";
import type { MfdBins } from "../../hazard/mfd/mfd.ts";
import { faultArea } from "../../hazard/sources/fault-area.ts";
import { binsOf, isPointLike, uniqueMagnitudes } from "../../hazard/sources/point-like.ts";
import { prepareSimpleFault, simpleFaultRuptures } from "../../hazard/sources/simple-fault.ts";
import type { Source, SourceGroup, TemporalOccurrence } from "../../hazard/sources/source.ts";
import { InputError } from "../../input-error.ts";
import type { FamilySize } from "./make-plan.ts";
import type { ClassicalSetup, RegionSettings } from "./setup.ts";

export type PreparedFamily = PreparedIndependent | PreparedAtomic;

export interface PreparedIndependent {
  readonly kind: "independent";
  readonly contexts: FamilyContexts;
  /** Group of each variant. */
  readonly groups: readonly number[];
  /** Annual rate of each magnitude in each variant, magnitudes x variants. */
  readonly rates: Float64Array;
  readonly occurrence: TemporalOccurrence;
  /** Tectonic region, as index into the setup's regions. */
  readonly region: number;
}

export interface PreparedAtomic {
  readonly kind: "atomic";
  readonly members: readonly { readonly contexts: FamilyContexts; readonly rates: Float64Array }[];
  readonly origin: SourceGroup;
  readonly group: number;
  readonly region: number;
}

/** Pieces and ruptures of a family, for the plan. */
export function familySize(family: PreparedFamily): FamilySize {
  if (family.kind === "independent") return family.contexts;
  return { units: 1, ruptures: family.members.reduce((sum, { contexts }) => sum + contexts.ruptures, 0) };
}

/** @throws InputError for a source that cannot be turned into ruptures */
export function prepareFamily(family: SourceFamily, region: RegionSettings, setup: ClassicalSetup): PreparedFamily {
  if (family.kind === "atomic")
    return {
      kind: "atomic",
      // Exclusive sources are not split, and what is not split is not averaged (method-classical 1.3).
      members: family.members.map((source) => ({ ...sourceContexts([source], region, setup, false) })),
      origin: family.origin,
      group: family.group,
      region: setup.groupRegion[family.group]!,
    };
  if (family.kind === "grid") {
    const contexts = gridContexts(family.members.filter(isPointLike), {
      ...pointSettings(region, setup, true),
      spacing: setup.settings.psGridSpacing,
      binWidth: setup.settings.widthOfMfdBin,
    });
    return {
      kind: "independent",
      contexts,
      groups: [family.group],
      rates: new Float64Array(contexts.mags.length).fill(1),
      occurrence: { kind: "poisson" },
      region: setup.groupRegion[family.group]!,
    };
  }
  const [first] = family.variants;
  return {
    kind: "independent",
    ...sourceContexts(
      family.variants.map(({ source }) => source),
      region,
      setup,
      setup.settings.splitSources,
    ),
    groups: family.variants.map(({ group }) => group),
    occurrence: family.occurrence,
    region: setup.groupRegion[first.group]!,
  };
}

/** Contexts of sources that differ in rates only, and the rate of each magnitude in each. */
function sourceContexts(
  sources: readonly Source[],
  region: RegionSettings,
  setup: ClassicalSetup,
  split: boolean,
): { contexts: FamilyContexts; rates: Float64Array } {
  const source = sources[0]!;
  if (source.kind === "multiPoint" && source.mfd.kind === "multi") {
    // Every point has its own distribution: what is shared are the magnitudes, the rates go with the points.
    const points = source.points.length / 2;
    const { mags, rates: shares } = mergeBins(binsOf(source, points, { binWidth: setup.settings.widthOfMfdBin }));
    return {
      contexts: contextsOf(source, mags, region, setup, split, shares),
      rates: new Float64Array(mags.length).fill(1),
    };
  }
  const { mags, rates } = mergeBins(sources.map((variant) => variantBins(variant, setup)));
  return { contexts: contextsOf(source, mags, region, setup, split), rates };
}

function variantBins(source: Source, setup: ClassicalSetup): MfdBins {
  if (!("mfd" in source)) throw unsupportedKind(source);
  const bins = mfdBins(source.mfd, { binWidth: setup.settings.widthOfMfdBin, faultArea: faultArea(source) });
  return isPointLike(source) ? uniqueMagnitudes(bins) : bins;
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
  source: Source,
  mags: Float64Array,
  region: RegionSettings,
  setup: ClassicalSetup,
  split: boolean,
  shares?: Float64Array,
): FamilyContexts {
  const { settings } = setup;
  const common = { maximumDistance: region.maximumDistance, minimumDistance: settings.minimumDistance };
  switch (source.kind) {
    case "point":
    case "area":
    case "multiPoint":
      return pointContexts(source, mags, {
        ...pointSettings(region, setup, split || source.kind === "point"),
        ...(shares === undefined ? {} : { shares }),
      });
    case "simpleFault": {
      const shares = { mags, rates: new Float64Array(mags.length).fill(1) };
      const fault = prepareSimpleFault(source, shares, settings.ruptureMeshSpacing);
      return meshContexts(simpleFaultRuptures(fault, shares), mags, common);
    }
    default:
      throw unsupportedKind(source);
  }
}

function pointSettings(region: RegionSettings, setup: ClassicalSetup, averageFarSites: boolean): PointContextSettings {
  const { settings } = setup;
  return {
    maximumDistance: region.maximumDistance,
    minimumDistance: settings.minimumDistance,
    pointsourceDistance: region.pointsourceDistance,
    averageFarSites,
    allSitesTogether: setup.sites.count <= settings.maxSitesDisagg,
    areaSourceDiscretization: settings.areaSourceDiscretization,
    shiftHypo: settings.shiftHypo,
  };
}

function unsupportedKind(source: Source): InputError {
  return new InputError(`source "${source.id}" is of a kind that is not computed yet: ${source.kind}`, {
    ...source.origin,
    allowed: "point, area, multiPoint, simpleFault",
  });
}
