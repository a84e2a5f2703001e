/**
 * Contexts of point-like sources whose points are merged on a coarse grid (`ps_grid_spacing`; docs/method/classical.md 2.5).
 *
 * A cell with one point is that point; a cell with several is a collapsed source: far sites see one mean rupture a magnitude,
 * near ones the ruptures of all members, with levelled rates.
 */

import { aspectRatioAt } from "../ruptures/aspect-ratio.ts";
import { planarSize, projectionRadius } from "../ruptures/planar-size.ts";
import type { PlanarDefinition } from "../ruptures/planar-templates.ts";
import { averageHypocentralDepth, averageNodalPlane } from "../ruptures/point-distributions.ts";
import type { SelectedSites } from "../sites/selected-sites.ts";
import { type BinnedRuptures, collapsedFarRuptures, collapsedNearRuptures } from "../sources/collapsed-ruptures.ts";
import { type CollapsedPoint, collapsePoints, type GridCell, type GridPoint } from "../sources/point-grid.ts";
import { binsOf, planarDefinition, pointsOf } from "../sources/point-like.ts";
import type { PointLikeSource } from "../sources/source.ts";
import type { ContextCollector } from "./context-collector.ts";
import { type FamilyContexts, roundedMagnitude } from "./family-contexts.ts";
import { coversMagnitude, distanceAt } from "./maximum-distance.ts";
import { farthestSite, makeNearAndFar, type NearAndFar, splitSites } from "./near-and-far.ts";
import { emitPlanar, makePlanarEmitter } from "./planar-contexts.ts";
import type { PointContextSettings } from "./point-contexts.ts";
import { ballWithin, type SiteBall, type SiteTile, tileBall } from "./tile.ts";

export interface GridContextSettings extends PointContextSettings {
  /** km. */
  readonly spacing: number;
  readonly binWidth: number | undefined;
}

/** Cells whose ruptures are kept in place at a time. */
const CACHED_CELLS = 256;

/** A cell: where it is, which of the family's magnitudes it has, and how its ruptures are made. */
interface Cell {
  readonly lon: number;
  readonly lat: number;
  /** km; where distances to sites are measured from. */
  readonly depth: number;
  /** Position of the family's magnitudes in the cell's own, -1 where it lacks one. */
  readonly bins: Int32Array;
  readonly rates: Float64Array;
  /** Half diagonal of each of the cell's ruptures' last plane, km. */
  readonly radii: Float64Array;
  /** km from the place within which sites are looked at. */
  readonly kept: number;
  /** Added to what makes a site far, km. */
  readonly extra: number;
  readonly averaging: boolean;
  readonly near: () => BinnedRuptures;
  readonly far: () => BinnedRuptures;
  readonly ruptures: number;
}

/** Rates are part of the contexts: the weight of a context is `factor` times the annual rate of its rupture. */
export function gridContexts(sources: readonly PointLikeSource[], settings: GridContextSettings): FamilyContexts {
  const points = sources.flatMap((source) => gridPoints(source, settings));
  const cells = collapsePoints(points, settings.spacing);
  const mags = Float64Array.from(new Set(points.flatMap(({ bins }) => Array.from(bins.mags)))).sort();
  const made = cells.map((cell) => makeCell(cell, mags, settings));
  const maximumDistances = mags.map((mag) => distanceAt(settings.maximumDistance, mag));
  const emitter = makePlanarEmitter();
  const placed = new Map<string, BinnedRuptures>();
  let ball: SiteBall = { x: 0, y: 0, z: 0, radius: 0 };
  let split: NearAndFar | undefined;

  const placedOf = (unit: number, which: "near" | "far"): BinnedRuptures => {
    const key = `${which}${unit}`;
    const known = placed.get(key);
    if (known !== undefined) return known;
    if (placed.size >= CACHED_CELLS) placed.clear();
    const ruptures = made[unit]![which]();
    placed.set(key, ruptures);
    return ruptures;
  };

  const emitRuptures = (
    { ruptures, starts, share }: BinnedRuptures,
    own: number,
    bin: number,
    sites: SelectedSites,
    collector: ContextCollector,
    weight: number,
  ): void =>
    emitPlanar(
      emitter,
      {
        ruptures,
        first: starts[own]!,
        stop: starts[own + 1]!,
        share,
        mag: roundedMagnitude(mags[bin]!),
        maximum: maximumDistances[bin]!,
        inclusive: false,
      },
      weight,
      settings.minimumDistance,
      sites,
      collector,
    );

  const setTile = (next: SiteTile): void => {
    ball = tileBall(next);
    split = makeNearAndFar(next.points);
  };

  const emit = (bin: number, from: number, to: number, collector: ContextCollector, factor: number): void => {
    if (split === undefined || !coversMagnitude(settings.maximumDistance, mags[bin]!) || !(maximumDistances[bin]! > 0))
      return;
    for (let unit = from; unit < to; unit++) {
      const cell = made[unit]!;
      const own = cell.bins[bin]!;
      if (own < 0 || !ballWithin(ball, cell.lon, cell.lat, cell.kept + cell.depth)) continue;
      const limit = cell.averaging
        ? Math.min(cell.radii[own]!, maximumDistances[bin]! / 2) + cell.extra + settings.pointsourceDistance
        : Number.POSITIVE_INFINITY;
      splitSites(split, cell.lon, cell.lat, cell.depth, cell.kept, limit, settings.allSitesTogether);
      const { near, far } = split;
      const weight = factor * cell.rates[own]!;
      if (far.count > 0) emitRuptures(placedOf(unit, "far"), own, bin, far, collector, weight);
      if (near.count > 0) emitRuptures(placedOf(unit, "near"), own, bin, near, collector, weight);
    }
  };

  return { mags, units: made.length, ruptures: made.reduce((sum, cell) => sum + cell.ruptures, 0), setTile, emit };
}

function gridPoints(source: PointLikeSource, settings: GridContextSettings): GridPoint[] {
  const pointSettings = { binWidth: settings.binWidth, areaSourceDiscretization: settings.areaSourceDiscretization };
  const { lon, lat } = pointsOf(source, pointSettings);
  const definition = planarDefinition(source, settings.shiftHypo);
  const bins = binsOf(source, lon.length, pointSettings);
  return Array.from(lon, (_, i) => ({ lon: lon[i]!, lat: lat[i]!, definition, bins: bins[i] ?? bins[0]! }));
}

function makeCell(cell: GridCell, mags: Float64Array, settings: GridContextSettings): Cell {
  const collapsed = cell.kind === "collapsed";
  const point: CollapsedPoint = collapsed ? cell.point : asCollapsed(cell.point);
  const { bins } = point;
  const position = new Map(Array.from(bins.mags, (mag, i) => [mag, i]));
  const radii = bins.mags.map((mag) => radiusOf(collapsed ? point.average : cell.point.definition, mag));
  const maximumDistances = bins.mags.map((mag) => distanceAt(settings.maximumDistance, mag));
  const extra = collapsed ? settings.spacing * HALF_DIAGONAL : 0;
  const combinations = (definition: PlanarDefinition): number => definition.planes.length * definition.depths.length;
  return {
    lon: point.lon,
    lat: point.lat,
    depth: collapsed ? point.depth : 0,
    bins: Int32Array.from(mags, (mag) => position.get(mag) ?? -1),
    rates: bins.rates,
    radii,
    kept: farthestSite(bins.mags, maximumDistances, radii[radii.length - 1] ?? 0, extra),
    extra,
    averaging: settings.averageFarSites && (collapsed || combinations(cell.point.definition) > 1),
    near: () => collapsedNearRuptures(point),
    far: () => collapsedFarRuptures(point),
    ruptures: point.members.reduce((sum, member) => sum + member.bins.mags.length * combinations(member.definition), 0),
  };
}

/** Half the diagonal of a square of side 1, as the reference rounds it. */
const HALF_DIAGONAL = 0.707;

/** A point alone in its cell, as the group of one; its coordinates are not rounded. */
function asCollapsed(point: GridPoint): CollapsedPoint {
  const { definition } = point;
  return {
    lon: point.lon,
    lat: point.lat,
    depth: 0,
    bins: point.bins,
    average: {
      ...definition,
      planes: [averageNodalPlane(definition.planes)],
      depths: [averageHypocentralDepth(definition.depths)],
    },
    members: [point],
  };
}

function radiusOf(definition: PlanarDefinition, mag: number): number {
  const last = definition.planes.at(-1);
  if (last === undefined) return 0;
  const area = definition.area(mag, last.rake);
  return projectionRadius(planarSize(area, aspectRatioAt(definition.aspectRatio, mag), last.dip, definition.layer));
}
