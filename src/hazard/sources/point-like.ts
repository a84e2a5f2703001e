/**
 * Point, multi-point and area sources made ready: where their points are, how often which magnitudes occur there, and
 * the ruptures' templates. Everything is worked out once a source; a point then costs a rotation a rupture.
 */
import type { LonLatColumns } from "../../geo/sphere.ts";
import { mfdBins } from "../mfd/bins.ts";
import { divideMfd } from "../mfd/divide.ts";
import type { MagnitudeFrequencyDistribution, MfdBins } from "../mfd/mfd.ts";
import {
  appendTemplates,
  makePlanarRuptures,
  type PlanarRuptureBuffer,
  placePlanarRuptures,
} from "../ruptures/planar-ruptures.ts";
import { type PlanarDefinition, type PlanarTemplates, planarTemplates } from "../ruptures/planar-templates.ts";
import { mergeHypocentralDepths, mergeNodalPlanes } from "../ruptures/point-distributions.ts";
import { scalingRelation } from "../scaling/find-relation.ts";
import { areaPoints } from "./area-points.ts";
import type { PointLikeSource } from "./source.ts";

/** Parameters of the job that decide the points and their bins. */
export interface PointLikeSettings {
  readonly binWidth?: number | undefined;
  /** km. */
  readonly areaSourceDiscretization?: number | undefined;
  readonly shiftHypocentre?: boolean | undefined;
  /** Magnitudes that a distribution repeats: classical hazard joins them, event sets keep them. */
  readonly repeatedMagnitudes?: "joined" | "kept";
}

/** Points that share their magnitudes share their templates. */
export interface PointFamily {
  /** Bins of every point of the family; rates differ between families, too. */
  readonly bins: MfdBins;
  readonly templates: PlanarTemplates;
}

export interface PreparedPoints {
  readonly source: PointLikeSource;
  readonly definition: PlanarDefinition;
  /** In the reference's order; point i is `source:i` in names. */
  readonly points: LonLatColumns;
  /** One for all points, or one a point. */
  readonly families: readonly PointFamily[];
  /** Largest number of ruptures of a point. */
  readonly maxRuptures: number;
}

/**
 * Prepares a point-like source.
 * @throws InputError for an unknown scaling relation, a distribution that cannot be shared among points, or a missing bin width
 * or discretization.
 */
export function preparePoints(source: PointLikeSource, settings: PointLikeSettings): PreparedPoints {
  const points = pointsOf(source, settings);
  const definition = planarDefinition(source, settings.shiftHypocentre ?? false);
  const templates = new Map<string, PlanarTemplates>();
  const families = binsOf(source, points.lon.length, settings).map((bins): PointFamily => {
    const key = bins.mags.join(" ");
    let shared = templates.get(key);
    if (shared === undefined) {
      shared = planarTemplates(bins.mags, definition);
      templates.set(key, shared);
    }
    return { bins, templates: shared };
  });
  return {
    source,
    definition,
    points,
    families,
    maxRuptures: families.reduce((most, family) => Math.max(most, family.templates.count), 0),
  };
}

/** Where the points of a source are. Coordinates of multi-point sources pass through float32, as in the reference. */
export function pointsOf(source: PointLikeSource, settings: PointLikeSettings): LonLatColumns {
  switch (source.kind) {
    case "point":
      return { lon: Float64Array.of(source.lon), lat: Float64Array.of(source.lat) };
    case "multiPoint": {
      const n = source.points.length / 2;
      return {
        lon: Float64Array.from({ length: n }, (_, i) => Math.fround(source.points[2 * i]!)),
        lat: Float64Array.from({ length: n }, (_, i) => Math.fround(source.points[2 * i + 1]!)),
      };
    }
    case "area":
      return areaPoints(source, settings.areaSourceDiscretization);
  }
}

/** Bins of each point, or one for all: those of an area source are an even share, those of a multi-point source its members'. */
export function binsOf(source: PointLikeSource, points: number, settings: PointLikeSettings): readonly MfdBins[] {
  const { mfd } = source;
  const made = (distribution: MagnitudeFrequencyDistribution): MfdBins => {
    const bins = mfdBins(distribution, settings);
    return settings.repeatedMagnitudes === "kept" ? bins : uniqueMagnitudes(bins);
  };
  if (source.kind === "area") return [made(divideMfd(mfd, points))];
  if (source.kind === "multiPoint" && mfd.kind === "multi") return mfd.members.map(made);
  return [made(mfd)];
}

/**
 * Bins with each magnitude once, where it first occurs, with the rate given last: what the reference makes of an arbitrary
 * distribution that repeats a magnitude (docs/method/sources.md 4.1).
 */
export function uniqueMagnitudes(bins: MfdBins): MfdBins {
  const rates = new Map<number, number>();
  for (let i = 0; i < bins.mags.length; i++) rates.set(bins.mags[i]!, bins.rates[i]!);
  if (rates.size === bins.mags.length) return bins;
  return { mags: Float64Array.from(rates.keys()), rates: Float64Array.from(rates.values()) };
}

/** What the ruptures of a source are made of: repeated planes and depths merged, the scaling relation looked up. */
export function planarDefinition(source: PointLikeSource, shiftHypocentre: boolean): PlanarDefinition {
  const relation = scalingRelation(source.scaling, { file: source.origin?.file, line: source.origin?.line });
  return {
    planes: mergeNodalPlanes(source.nodalPlanes),
    depths: mergeHypocentralDepths(source.hypocentralDepths),
    layer: { upper: source.upperSeismogenicDepth, lower: source.lowerSeismogenicDepth },
    aspectRatio: source.aspectRatio,
    area: (mag, rake) => relation.area(mag, rake),
    shiftHypocentre,
  };
}

/** The family of point i. */
export function familyOf(prepared: PreparedPoints, i: number): PointFamily {
  return prepared.families.length === 1 ? prepared.families[0]! : prepared.families[i]!;
}

/** Number of ruptures of a prepared source. */
export function countPointRuptures(prepared: PreparedPoints): number {
  const { families, points } = prepared;
  if (families.length === 1) return families[0]!.templates.count * points.lon.length;
  return families.reduce((sum, family) => sum + family.templates.count, 0);
}

/** Ruptures of one point after the other in one buffer. */
export interface PointRuptureSet {
  readonly ruptures: PlanarRuptureBuffer;
  /** Family that `ruptures` was last filled from. */
  family: PointFamily | undefined;
}

export function makePointRuptureSet(prepared: PreparedPoints): PointRuptureSet {
  return { ruptures: makePlanarRuptures(prepared.maxRuptures), family: undefined };
}

/** Fills the set with the ruptures of point i, in the order magnitudes, planes, depths. */
export function placePoint(prepared: PreparedPoints, i: number, out: PointRuptureSet): void {
  const family = familyOf(prepared, i);
  const { templates } = family;
  const { ruptures } = out;
  if (out.family !== family) {
    ruptures.count = 0;
    appendTemplates(templates, 0, templates.count, ruptures);
    pointRates(family, ruptures.rate);
    out.family = family;
  }
  const { lon, lat } = prepared.points;
  placePlanarRuptures(templates, 0, templates.count, lon[i]!, lat[i]!, ruptures, 0);
}

/** (bin rate x plane) x depth, in this order of multiplication: sampled event sets depend on the last digit. */
export function pointRates({ bins, templates }: PointFamily, out: Float64Array): void {
  for (let k = 0; k < templates.count; k++)
    out[k] = bins.rates[templates.bin[k]!]! * templates.planeProbability[k]! * templates.depthProbability[k]!;
}
