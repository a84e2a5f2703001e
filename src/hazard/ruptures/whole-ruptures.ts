/** Ruptures of surfaces that break as a whole: characteristic sources, non-parametric ruptures (docs/method/sources.md 5.3). */
import type { Point } from "../../geo/spaced-points.ts";
import type { MfdBins } from "../mfd/mfd.ts";
import type { KiteMultiSurface } from "../surfaces/kite-multi-surface.ts";
import { wholeMesh } from "../surfaces/mesh.ts";
import type { PlanarMultiSurface, SurfaceParameters } from "../surfaces/planar-multi-surface.ts";
import type { PlanarSurface } from "../surfaces/planar-surface.ts";
import type { RuptureSurface } from "../surfaces/rupture-surface.ts";
import type { WholeSurface } from "../surfaces/whole-surface.ts";
import { MeshRuptureColumns } from "./mesh-ruptures.ts";
import { makePlanarRuptures } from "./planar-ruptures.ts";
import type {
  MeshRuptures,
  MultiKiteRuptures,
  MultiPlanarRuptures,
  PlanarRuptures,
  RuptureSet,
} from "./rupture-set.ts";

/** One rupture of the whole surface a bin, starting at its centroid. */
export function wholeRuptures(whole: RuptureSurface, rake: number, bins: MfdBins): RuptureSet {
  switch (whole.kind) {
    case "planar":
      return wholePlanarRuptures(whole.surface, bins, rake);
    case "mesh":
      return wholeMeshRuptures(whole.surface, rake, bins);
    case "multiPlanar":
      return wholeMultiPlanarRuptures(whole.surface, bins, rake);
    case "multiKite":
      return wholeMultiKiteRuptures(whole.surface, bins, rake);
  }
}

/** One rupture of the whole surface with a hypocentre of its own. Its rate is 0: it carries probabilities instead. */
export function singleRupture(
  whole: RuptureSurface,
  mag: number,
  rake: number,
  [lon, lat, depth]: readonly [number, number, number],
): RuptureSet {
  return {
    ...wholeRuptures(whole, rake, { mags: Float64Array.of(mag), rates: Float64Array.of(0) }),
    hypoLon: Float64Array.of(lon),
    hypoLat: Float64Array.of(lat),
    hypoDepth: Float64Array.of(depth),
  };
}

/** A rupture of a whole planar surface. */
export interface PlanarSurfaceRupture {
  readonly surface: PlanarSurface;
  readonly mag: number;
  readonly rake: number;
  /** Annual rate; 0 for ruptures that carry probabilities instead. */
  readonly rate: number;
  readonly hypocentre: Point;
}

/** Ruptures of planar surfaces as columns, in the given order. */
export function planarSurfaceRuptures(list: readonly PlanarSurfaceRupture[]): PlanarRuptures {
  const out = makePlanarRuptures(list.length, "centroid");
  out.count = list.length;
  for (const [r, { surface, mag, rake, rate, hypocentre }] of list.entries()) {
    out.mag[r] = mag;
    out.rate[r] = rate;
    out.rake[r] = rake;
    out.strike[r] = surface.strike;
    out.dip[r] = surface.dip;
    out.width[r] = surface.width;
    out.length[r] = surface.length;
    out.ztor[r] = surface.ztor;
    out.zbot[r] = surface.zbot;
    out.hypoLon[r] = hypocentre[0];
    out.hypoLat[r] = hypocentre[1];
    out.hypoDepth[r] = hypocentre[2];
    out.corners.set(surface.corners, 12 * r);
  }
  return out;
}

export function wholePlanarRuptures(surface: PlanarSurface, bins: MfdBins, rake: number): PlanarRuptures {
  return planarSurfaceRuptures(
    Array.from(bins.mags, (mag, i) => ({ surface, mag, rake, rate: bins.rates[i]!, hypocentre: surface.centroid })),
  );
}

export function wholeMeshRuptures(surface: WholeSurface, rake: number, bins: MfdBins): MeshRuptures {
  const window = wholeMesh(surface.mesh);
  const columns = new MeshRuptureColumns(surface, rake, bins.mags.length);
  bins.mags.forEach((mag, bin) => {
    columns.add(window, mag, bins.rates[bin]!, surface.centroid);
  });
  return columns.ruptures();
}

export function wholeMultiPlanarRuptures(
  surface: PlanarMultiSurface,
  bins: MfdBins,
  rake: number,
): MultiPlanarRuptures {
  return { kind: "multiPlanar", surface, ...jointRuptures(surface, bins, rake) };
}

export function wholeMultiKiteRuptures(surface: KiteMultiSurface, bins: MfdBins, rake: number): MultiKiteRuptures {
  return { kind: "multiKite", surface, ...jointRuptures(surface, bins, rake) };
}

/** Columns of ruptures of all surfaces together, once a magnitude. */
function jointRuptures(
  { parameters, centroid }: { readonly parameters: SurfaceParameters; readonly centroid: Point },
  bins: MfdBins,
  rake: number,
): Omit<MultiPlanarRuptures, "kind" | "surface"> {
  const count = bins.mags.length;
  const filled = (value: number) => new Float64Array(count).fill(value);
  return {
    count,
    mag: bins.mags.slice(),
    rate: bins.rates.slice(),
    rake: filled(rake),
    strike: filled(parameters.strike),
    dip: filled(parameters.dip),
    width: filled(parameters.width),
    ztor: filled(parameters.ztor),
    zbot: filled(parameters.zbot),
    hypoLon: filled(centroid[0]),
    hypoLat: filled(centroid[1]),
    hypoDepth: filled(centroid[2]),
  };
}
