/** Assets of a scenario that are too far from its rupture, all of them. */
import { geodeticDistance } from "../../geo/distance.ts";
import type { SurfaceGeometry } from "../../hazard/surfaces/surface-geometry.ts";
import { InputError } from "../../input-error.ts";
import type { Exposure } from "../exposure/exposure.ts";
import { type JobFile, placeOf } from "../job-ini/job-file.ts";
import type { RuptureModel } from "../rupture-model.ts";

/**
 * The distance to the rupture is not computed but bounded from below, by a circle around its hypocentre that holds the whole
 * surface: what is refused here has no asset in reach for sure.
 * @throws InputError when no asset is in reach.
 */
export function checkAssetsWithinDistance(jobFile: JobFile, rupture: RuptureModel, exposure: Exposure): void {
  const distances = Object.values(jobFile.parameters.maximum_distance ?? {}).flat();
  const reach = distances.reduce((most, [, km]) => Math.max(most, km), 0);
  if (distances.length === 0 || exposure.lon.length === 0) return;
  const [lon, lat] = rupture.hypocentre;
  const radius = radiusAround(lon, lat, rupture.surface);
  const isWithin = exposure.lon.some(
    (assetLon, i) => geodeticDistance(lon, lat, assetLon, exposure.lat[i]!) - radius <= reach,
  );
  if (isWithin) return;
  throw new InputError(
    `no asset lies within ${reach.toFixed(0)} km of the rupture of magnitude ${rupture.mag.toFixed(1)}`,
    {
      reference: `No assets within <RuptureFilter mag=${rupture.mag.toFixed(1)} dist=${reach.toFixed(0)}>`,
      ...placeOf(jobFile, "maximum_distance"),
      allowed: "an exposure with assets within maximum_distance of the rupture",
    },
  );
}

/** km around a point that hold a surface, seen from above. */
function radiusAround(lon: number, lat: number, surface: SurfaceGeometry): number {
  const farthest = (points: Float64Array, step: 2 | 3): number => {
    let most = 0;
    for (let i = 0; i + 1 < points.length; i += step)
      most = Math.max(most, geodeticDistance(lon, lat, points[i]!, points[i + 1]!));
    return most;
  };
  switch (surface.kind) {
    case "simpleFaultGeometry": {
      const down = surface.lowerSeismogenicDepth / Math.tan((surface.dip * Math.PI) / 180);
      return farthest(surface.trace, 2) + Math.abs(down);
    }
    case "complexFaultGeometry":
      return Math.max(...surface.edges.map((edge) => farthest(edge, 3)));
    case "planarSurface": {
      const corners = [surface.topLeft, surface.topRight, surface.bottomRight, surface.bottomLeft];
      return Math.max(...corners.map(([x, y]) => geodeticDistance(lon, lat, x, y)));
    }
    case "griddedSurface":
      return farthest(surface.points, 3);
    case "kiteSurface":
      return Math.max(...surface.profiles.map((profile) => farthest(profile, 3)));
    case "multiSurface":
      return Math.max(...surface.surfaces.map((part) => radiusAround(lon, lat, part)));
  }
}
