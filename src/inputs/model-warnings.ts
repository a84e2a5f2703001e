/**
 * What a job asks of ground-motion models that their publications do not give, and numbers of the reference that are known to be wrong: one
 * warning a class and reason. Looks at sources and sites as read, never at contexts, so that it costs nothing.
 */
import type { GroundMotionModel } from "../hazard/gmm/model.ts";
import type { IntensityMeasure } from "../hazard/intensity-measure.ts";
import type { GmmLogicTree } from "../hazard/logic-tree/trees.ts";
import type { MagnitudeFrequencyDistribution } from "../hazard/mfd/mfd.ts";
import type { SiteCollection } from "../hazard/sites/site-collection.ts";
import type { Source, SourceModel } from "../hazard/sources/source.ts";

export interface ModelUse {
  readonly trees: readonly GmmLogicTree[];
  readonly measures: readonly IntensityMeasure[];
  readonly sites: SiteCollection;
  readonly sourceModels: Iterable<SourceModel>;
  /** Longest distance from ruptures to sites, km, of a tectonic region; undefined where the job does not say. */
  readonly maximumDistance: (tectonicRegionType: string) => number | undefined;
  /** `numerics = exact`, which mends what is wrong. */
  readonly exact: boolean;
}

type Range = readonly [lowest: number, highest: number];

export function modelWarnings(use: ModelUse): string[] {
  const warnings = new Set<string>();
  const magnitudes = magnitudesByTectonicRegionType(use.sourceModels);
  for (const { branchSets } of use.trees)
    for (const { branches, tectonicRegionType } of branchSets)
      for (const { model } of branches) {
        if (!use.exact) for (const text of defects(model, use.measures)) warnings.add(text);
        const outside = outsideValidity(model, use, tectonicRegionType, magnitudes.get(tectonicRegionType) ?? []);
        if (outside !== "") warnings.add(`${model.name} is used beyond what it was made for: ${outside}`);
      }
  return [...warnings];
}

/** One text a reason, with the measures it concerns. */
function defects({ name, defect }: GroundMotionModel, measures: readonly IntensityMeasure[]): string[] {
  const byText = new Map<string, string[]>();
  for (const imt of measures) {
    const text = defect?.(imt);
    if (text !== undefined) byText.set(text, [...(byText.get(text) ?? []), imt.name]);
  }
  return [...byText].map(
    ([text, names]) => `${name}: ${text} (${names.join(", ")}); numerics = exact does what its authors do`,
  );
}

function outsideValidity(
  { validity }: GroundMotionModel,
  { sites, maximumDistance }: ModelUse,
  tectonicRegionType: string,
  magnitudes: readonly Range[],
): string {
  const parts: string[] = [];
  const magnitude = validity?.magnitude;
  if (magnitude !== undefined) {
    const outside = magnitudes.filter(([low, high]) => low < magnitude[0] - SLACK || high > magnitude[1] + SLACK);
    if (outside.length > 0) {
      const [low, high] = union(outside);
      parts.push(
        `magnitudes ${text(low)} to ${text(high)} of ${share(outside.length, magnitudes.length, "sources")}, valid are ${magnitude.join(" to ")}`,
      );
    }
  }
  const vs30 = validity?.vs30;
  const column = sites.parameters.get("vs30");
  if (vs30 !== undefined && column !== undefined) {
    let outside = 0;
    for (let i = 0; i < sites.count; i++) if (column[i]! < vs30[0] || column[i]! > vs30[1]) outside++;
    if (outside > 0) parts.push(`vs30 of ${share(outside, sites.count, "sites")} is not ${vs30[0]} to ${vs30[1]} m/s`);
  }
  const reach = maximumDistance(tectonicRegionType);
  if (validity?.distance !== undefined && reach !== undefined && reach > validity.distance)
    parts.push(`distances up to ${text(reach)} km, valid are ${validity.distance} km`);
  return parts.join("; ");
}

/** Magnitudes as written are no binary numbers. */
const SLACK = 1e-6;

function text(value: number): string {
  return String(Number(value.toFixed(3)));
}

function share(part: number, whole: number, what: string): string {
  return part === whole ? `all ${what}` : `${part} of ${whole} ${what}`;
}

function union(ranges: readonly Range[]): Range {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const range of ranges) {
    low = Math.min(low, range[0]);
    high = Math.max(high, range[1]);
  }
  return [low, high];
}

function magnitudesByTectonicRegionType(models: Iterable<SourceModel>): Map<string, Range[]> {
  const byTectonicRegionType = new Map<string, Range[]>();
  for (const { groups } of models)
    for (const { sources } of groups)
      for (const source of sources) {
        const range = magnitudesOf(source);
        if (!(range[0] <= range[1])) continue;
        const list = byTectonicRegionType.get(source.tectonicRegionType);
        if (list === undefined) byTectonicRegionType.set(source.tectonicRegionType, [range]);
        else list.push(range);
      }
  return byTectonicRegionType;
}

function magnitudesOf(source: Source): Range {
  if ("mfd" in source) return ofDistribution(source.mfd);
  return union(source.ruptures.map(({ mag }): Range => [mag, mag]));
}

function ofDistribution(mfd: MagnitudeFrequencyDistribution): Range {
  switch (mfd.kind) {
    case "incremental":
      return [mfd.minMag, mfd.minMag + (mfd.rates.length - 1) * mfd.binWidth];
    case "arbitrary":
      return union(Array.from(mfd.mags, (mag): Range => [mag, mag]));
    case "youngsCoppersmith":
      // The characteristic part is half a magnitude wide.
      return [mfd.minMag, mfd.characteristicMag + 0.25];
    case "multi":
      return union(mfd.members.map(ofDistribution));
    default:
      return [mfd.minMag, mfd.maxMag];
  }
}
