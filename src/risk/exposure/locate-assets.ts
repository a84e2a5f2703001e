/**
 * Assets meet the sites of the hazard: each takes the nearest one. Where the hazard is computed for the assets, sites without
 * any are left out.
 */
import { strictlyInRing } from "../../geo/point-in-ring.ts";
import { type Assets, type LocatedAssets, pickAssets } from "./assets.ts";

export interface LocationSettings {
  /** Nearest site of a place, with its distance in km. */
  readonly nearest: (lon: number, lat: number) => { readonly index: number; readonly distance: number };
  readonly siteCount: number;
  /** km; assets that are farther from every site are left out. */
  readonly limit: number;
  /** Assets outside are left out silently. */
  readonly region?: Parameters<typeof strictlyInRing>[2] | undefined;
  /** Whether sites without assets are kept, with their numbers. */
  readonly keepSites: boolean;
}

export interface Located {
  readonly assets: LocatedAssets;
  /** Sites that stay, by their number before. */
  readonly sites: readonly number[];
  /** Assets that are too far away. */
  readonly discarded: readonly string[];
}

/** The assets at some of the sites, in their order; the sites are numbered anew. */
export function assetsAtSites(assets: LocatedAssets, sites: ArrayLike<number>): LocatedAssets {
  const renumbered = new Map(Array.from(sites, (site, i) => [site, i]));
  const kept = Array.from(assets.sites.keys()).filter((i) => renumbered.has(assets.sites[i]!));
  return { ...pickAssets(assets, kept), sites: Uint32Array.from(kept, (i) => renumbered.get(assets.sites[i]!)!) };
}

/**
 * Sorts assets by place (longitude, then latitude), then by site; the place in this order is the ordinal of an asset. Single
 * precision decides nothing: places are compared in double.
 */
export function locateAssets(assets: Assets, settings: LocationSettings): Located {
  const { lon, lat } = assets;
  const order = Array.from({ length: assets.count }, (_, i) => i).sort(
    (a, b) => lon[a]! - lon[b]! || lat[a]! - lat[b]! || a - b,
  );
  const kept: number[] = [];
  const sites: number[] = [];
  const discarded: string[] = [];
  let place = { index: -1, distance: Number.POSITIVE_INFINITY };
  let inside = true;
  for (const [k, i] of order.entries()) {
    const before = order[k - 1];
    if (before === undefined || lon[before] !== lon[i] || lat[before] !== lat[i]) {
      inside = settings.region === undefined || strictlyInRing(lon[i]!, lat[i]!, settings.region);
      if (inside) place = settings.nearest(lon[i]!, lat[i]!);
    }
    if (!inside) continue;
    if (place.distance > settings.limit) {
      discarded.push(assets.ids[i]!);
      continue;
    }
    kept.push(i);
    sites.push(place.index);
  }
  const bySite = Array.from(kept.keys()).sort((a, b) => sites[a]! - sites[b]! || a - b);
  const used = new Uint8Array(settings.siteCount);
  for (const site of sites) used[site] = 1;
  const staying = Array.from(used.keys()).filter((site) => settings.keepSites || used[site] === 1);
  const renumbered = new Uint32Array(settings.siteCount);
  for (const [number, site] of staying.entries()) renumbered[site] = number;
  const picked = pickAssets(
    assets,
    bySite.map((k) => kept[k]!),
  );
  return {
    assets: { ...picked, sites: Uint32Array.from(bySite, (k) => renumbered[sites[k]!]!) },
    sites: staying,
    discarded,
  };
}
