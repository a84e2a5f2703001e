/** Contexts of ruptures that are windows of one mesh. */
import {
  type MeshDistances,
  prepareMeshDistances,
  selectSites,
  setSites,
  writeDistances,
} from "../distances/mesh-distances.ts";
import type { MeshRuptures } from "../ruptures/rupture-set.ts";
import type { Mesh } from "../surfaces/mesh.ts";
import { meshInCanterbury } from "./canterbury.ts";
import { acceptRows, makeRuptureValues, reserve } from "./context-collector.ts";
import { readRuptureValues } from "./family-contexts.ts";
import type { RuptureEmitter } from "./rupture-emitter.ts";
import type { SiteBall, SiteTile } from "./tile.ts";

/** Ask for ruptures in ascending order: distances are worked out in chunks. */
export function meshEmitter(ruptures: MeshRuptures, minimumDistance: number): RuptureEmitter {
  const ball = boundingBall(ruptures.mesh);
  let prepared: { distances: MeshDistances; columns: string } | undefined;
  let tile: SiteTile | undefined;
  let near: Int32Array = new Int32Array(0);
  let fresh = false;
  const values = makeRuptureValues();

  const setTile = (next: SiteTile, farthest: number): void => {
    tile = next;
    fresh = false;
    near = sitesWithin(next, ball, farthest);
  };

  const emit: RuptureEmitter["emit"] = (r, mag, maximum, collector, weight) => {
    if (tile === undefined || near.length === 0) return;
    // Every tile has a collector of its own; outlines and plans are worth keeping from tile to tile.
    const columns = collector.distances.join(" ");
    if (prepared === undefined || prepared.columns !== columns)
      prepared = { distances: prepareMeshDistances(ruptures, collector.distances), columns };
    const { distances } = prepared;
    if (!fresh) {
      setSites(distances, tile.sites, near);
      fresh = true;
    }
    const selected = selectSites(distances, r, maximum);
    const n = selected.count;
    if (n === 0) return;
    const { block, site, wanted } = collector;
    const row = reserve(collector, n);
    selected.row = row;
    writeDistances(distances, r, selected, block);
    for (let k = 0; k < n; k++) site[row + k] = near[selected.indices[k]!]!;
    readRuptureValues(ruptures, r, mag, values);
    if (wanted.rupture.includes("in_cshm")) values.in_cshm = meshInCanterbury(ruptures, r);
    acceptRows(collector, n, values, weight, minimumDistance);
  };

  return { setTile, emit };
}

/** A ball around all nodes, km. */
function boundingBall(mesh: Mesh): SiteBall {
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
function sitesWithin(tile: SiteTile, ball: SiteBall, limit: number): Int32Array {
  const { x, y, z } = tile.points;
  const rows: number[] = [];
  for (let s = 0; s < tile.count; s++)
    if (Math.hypot(x[s]! - ball.x, y[s]! - ball.y, z[s]! - ball.z) - ball.radius <= limit + 1e-6) rows.push(s);
  return Int32Array.from(rows);
}
