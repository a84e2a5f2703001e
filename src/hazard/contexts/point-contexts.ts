/**
 * Contexts of point-like sources, with the reference's averaging of far ruptures
 * (docs/method/classical.md 2.1 to 2.4).
 *
 * Sites farther from the point than a magnitude's own limit see one average rupture in place of all nodal planes and depths.
 * What depends on magnitude, plane and depth only is made once a source (templates) and turned into place point by point.
 */

import { aspectRatioAt } from "../ruptures/aspect-ratio.ts";
import {
  appendTemplates,
  makePlanarRuptures,
  type PlanarRuptureBuffer,
  placePlanarRuptures,
} from "../ruptures/planar-ruptures.ts";
import { planarSize, projectionRadius } from "../ruptures/planar-size.ts";
import { type PlanarDefinition, type PlanarTemplates, planarTemplates } from "../ruptures/planar-templates.ts";
import { averageHypocentralDepth, averageNodalPlane } from "../ruptures/point-distributions.ts";
import type { SelectedSites } from "../sites/selected-sites.ts";
import { planarDefinition, pointsOf } from "../sources/point-like.ts";
import type { PointLikeSource } from "../sources/source.ts";
import type { AddedRates } from "./added-rates.ts";
import type { ContextCollector } from "./context-collector.ts";
import { type ContextSettings, type FamilyContexts, roundedMagnitude } from "./family-contexts.ts";
import { coversMagnitude, distanceAt } from "./maximum-distance.ts";
import { farthestSite, makeNearAndFar, type NearAndFar, splitSites } from "./near-and-far.ts";
import { emitPlanar, makePlanarEmitter } from "./planar-contexts.ts";
import { ballWithin, type SiteBall, type SiteTile, tileBall } from "./tile.ts";

export interface PointContextSettings extends ContextSettings {
  /** km. */
  readonly pointsourceDistance: number;
  /** False keeps all ruptures everywhere. */
  readonly averageFarSites: boolean;
  /** Few sites: one near site makes all of them near. The tile must then hold all sites of the job. */
  readonly allSitesTogether: boolean;
  /** km; undefined where area sources bring their own. */
  readonly areaSourceDiscretization: number | undefined;
  readonly shiftHypo: boolean;
  /** Share of each point in a magnitude's rate, magnitudes x points; undefined: an even share for areas, all for points. */
  readonly shares?: Float64Array;
  /** False for points of sources that are not looked at (`sources-within-distance.ts`); undefined: all are. */
  readonly withinMaximumDistance?: (point: number) => boolean;
}

/** Templates of all magnitudes and a buffer in which they are put to points. */
interface PlacedRuptures {
  readonly templates: PlanarTemplates;
  readonly ruptures: PlanarRuptureBuffer;
  /** Ruptures of each magnitude. */
  readonly perBin: number;
  /** Share of each in the rate of its magnitude. */
  readonly share: Float64Array;
}

/** @throws InputError for an unknown scaling relation or an area that holds no point */
export function pointContexts(
  source: PointLikeSource,
  mags: Float64Array,
  settings: PointContextSettings,
): FamilyContexts {
  const points = pointsOf(source, { areaSourceDiscretization: settings.areaSourceDiscretization });
  const units = points.lon.length;
  const definition = planarDefinition(source, settings.shiftHypo);
  const all = placed(mags, definition);
  const averaging = settings.averageFarSites && all.perBin > 1;
  const average = averaging
    ? placed(mags, {
        ...definition,
        planes: [averageNodalPlane(definition.planes)],
        depths: [averageHypocentralDepth(definition.depths)],
      })
    : all;
  const maximumDistances = mags.map((mag) => distanceAt(settings.maximumDistance, mag));
  const radii = mags.map((mag) => radiusOf(source, definition, mag));
  const kept = farthestSite(mags, maximumDistances, radii[radii.length - 1] ?? 0, 0);
  const evenShare = source.kind === "area" ? 1 / units : 1;
  const emitter = makePlanarEmitter();

  let ball: SiteBall = { x: 0, y: 0, z: 0, radius: 0 };
  let split: NearAndFar | undefined;

  const setTile = (next: SiteTile): void => {
    ball = tileBall(next);
    split = makeNearAndFar(next.points);
  };

  const emitRuptures = (
    from: PlacedRuptures,
    bin: number,
    point: number,
    sites: SelectedSites,
    collector: ContextCollector,
    weight: number,
    added: Float64Array | undefined,
  ): void => {
    const { templates, ruptures, perBin, share } = from;
    const first = bin * perBin;
    placePlanarRuptures(templates, first, first + perBin, points.lon[point]!, points.lat[point]!, ruptures, first);
    emitPlanar(
      emitter,
      {
        ruptures,
        first,
        stop: first + perBin,
        share,
        mag: roundedMagnitude(mags[bin]!),
        maximum: maximumDistances[bin]!,
        inclusive: false,
        added,
        addedFrom: point * templates.count,
      },
      weight,
      settings.minimumDistance,
      sites,
      collector,
    );
  };

  const emit = (
    bin: number,
    from: number,
    to: number,
    collector: ContextCollector,
    factor: number,
    added?: AddedRates,
  ): void => {
    if (split === undefined || !coversMagnitude(settings.maximumDistance, mags[bin]!) || !(maximumDistances[bin]! > 0))
      return;
    const limit = averaging
      ? Math.min(radii[bin]!, maximumDistances[bin]! / 2) + settings.pointsourceDistance
      : Number.POSITIVE_INFINITY;
    const ofAverage = averaging ? added?.ofAverage : added?.ofRupture;
    for (let point = from; point < to; point++) {
      const share = settings.shares === undefined ? evenShare : settings.shares[bin * units + point]!;
      const lon = points.lon[point]!;
      const lat = points.lat[point]!;
      if (!(share > 0) || !ballWithin(ball, lon, lat, kept) || settings.withinMaximumDistance?.(point) === false)
        continue;
      splitSites(split, lon, lat, 0, kept, limit, settings.allSitesTogether);
      const { near, far } = split;
      if (far.count > 0) emitRuptures(average, bin, point, far, collector, factor * share, ofAverage);
      if (near.count > 0) emitRuptures(all, bin, point, near, collector, factor * share, added?.ofRupture);
    }
  };

  const ruptureCounts = new Int32Array(mags.length).fill(all.perBin);
  return { mags, units, ruptures: units * all.templates.count, ruptureCounts, setTile, emit };
}

function placed(mags: Float64Array, definition: PlanarDefinition): PlacedRuptures {
  const templates = planarTemplates(mags, definition);
  const ruptures = makePlanarRuptures(templates.count);
  appendTemplates(templates, 0, templates.count, ruptures);
  const share = templates.planeProbability.map((probability, r) => probability * templates.depthProbability[r]!);
  return { templates, ruptures, perBin: definition.planes.length * definition.depths.length, share };
}

/** Half the diagonal of the rupture of the last nodal plane; 0 for point ruptures. */
function radiusOf(source: PointLikeSource, definition: PlanarDefinition, mag: number): number {
  const last = definition.planes.at(-1);
  if (last === undefined || source.scaling.name === "PointMSR") return 0;
  const area = definition.area(mag, last.rake);
  return projectionRadius(planarSize(area, aspectRatioAt(source.aspectRatio, mag), last.dip, definition.layer));
}
