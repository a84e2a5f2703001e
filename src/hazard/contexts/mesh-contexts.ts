/** Contexts of ruptures that are windows of one mesh: faults. */
import {
  type MeshDistances,
  prepareMeshDistances,
  selectSites,
  setSites,
  writeDistances,
} from "../distances/mesh-distances.ts";
import type { MeshRuptures } from "../ruptures/rupture-set.ts";
import type { Mesh } from "../surfaces/mesh.ts";
import { acceptRows, type ContextCollector, makeRuptureValues, reserve } from "./context-collector.ts";
import {
  binnedDistances,
  type ContextSettings,
  type FamilyContexts,
  readRuptureValues,
  roundedMagnitude,
} from "./family-contexts.ts";
import { farthest } from "./maximum-distance.ts";
import type { SiteTile } from "./tile.ts";

/**
 * @param ruptures sorted by bin; `rate` holds the share of each rupture in its magnitude's rate
 * @param mags the bins' magnitudes in the same order
 */
export function meshContexts(ruptures: MeshRuptures, mags: Float64Array, settings: ContextSettings): FamilyContexts {
  const reach = binnedDistances(mags, settings.maximumDistance);
  const starts = binStarts(ruptures, mags);
  const ball = boundingBall(ruptures.mesh);
  const limit = farthest(settings.maximumDistance);
  let prepared: { distances: MeshDistances; columns: readonly string[] } | undefined;
  let tile: SiteTile | undefined;
  let near: Int32Array = new Int32Array(0);
  let selection = new Int32Array(0);
  let fresh = false;
  const values = makeRuptureValues();

  const setTile = (next: SiteTile): void => {
    tile = next;
    fresh = false;
    if (selection.length < next.count) selection = new Int32Array(next.count);
    near = sitesInReach(next, ball, limit);
  };

  const emit = (bin: number, _from: number, _to: number, collector: ContextCollector, factor: number): void => {
    const maximum = reach[bin]!;
    if (tile === undefined || near.length === 0 || !(maximum >= 0)) return;
    if (prepared === undefined || prepared.columns !== collector.distances)
      prepared = { distances: prepareMeshDistances(ruptures, collector.distances), columns: collector.distances };
    const { distances } = prepared;
    if (!fresh) {
      setSites(distances, tile.sites, near, near.length);
      fresh = true;
    }
    const { block, site } = collector;
    const mag = roundedMagnitude(mags[bin]!);
    for (let r = starts[bin]!; r < starts[bin + 1]!; r++) {
      const n = selectSites(distances, r, maximum, selection);
      if (n === 0) continue;
      const row = reserve(collector, n);
      writeDistances(distances, r, selection, 0, n, block, row);
      for (let k = 0; k < n; k++) site[row + k] = near[selection[k]!]!;
      readRuptureValues(ruptures, r, mag, values);
      acceptRows(collector, n, values, factor * ruptures.rate[r]!, settings.minimumDistance);
    }
  };

  return { mags, units: 1, ruptures: ruptures.count, setTile, emit };
}

/** First rupture of each bin, and the end of the last. */
function binStarts(ruptures: MeshRuptures, mags: Float64Array): Int32Array {
  const starts = new Int32Array(mags.length + 1).fill(ruptures.count);
  let r = 0;
  for (let bin = 0; bin < mags.length; bin++) {
    starts[bin] = r;
    while (r < ruptures.count && ruptures.mag[r] === mags[bin]) r++;
  }
  starts[mags.length] = r;
  if (r !== ruptures.count) throw new Error("ruptures are not sorted by magnitude bin");
  return starts;
}

interface Ball {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly radius: number;
}

/** A ball around all nodes, km. */
function boundingBall(mesh: Mesh): Ball {
  const n = mesh.x.length;
  let x = 0;
  let y = 0;
  let z = 0;
  let nodes = 0;
  for (let i = 0; i < n; i++) {
    if (Number.isNaN(mesh.x[i]!)) continue;
    x += mesh.x[i]!;
    y += mesh.y[i]!;
    z += mesh.z[i]!;
    nodes++;
  }
  x /= nodes;
  y /= nodes;
  z /= nodes;
  let radius = 0;
  for (let i = 0; i < n; i++) {
    const d = Math.hypot(mesh.x[i]! - x, mesh.y[i]! - y, mesh.z[i]! - z);
    if (d > radius) radius = d;
  }
  return { x, y, z, radius };
}

/** Rows of the tile that can be within `limit` of the ball: an exact shortcut, since rrup is a straight distance. */
function sitesInReach(tile: SiteTile, ball: Ball, limit: number): Int32Array {
  const { x, y, z } = tile.points;
  const rows: number[] = [];
  for (let s = 0; s < tile.count; s++)
    if (Math.hypot(x[s]! - ball.x, y[s]! - ball.y, z[s]! - ball.z) - ball.radius <= limit + 1e-6) rows.push(s);
  return Int32Array.from(rows);
}
