/**
 * Distances from sites to the ruptures of one mesh (method-sources 7.1 and 7.3).
 *
 * Floating ruptures share the nodes of their fault. So per site the distances to all nodes are computed once and every
 * rupture's minimum comes from tables of block minima (`mesh-window-minima`), for a whole tile of sites beforehand:
 *
 *     const distances = prepareMeshDistances(ruptures, ["rrup", "rjb"]);
 *     setSites(distances, sites, ids, count);                          // a tile
 *     const n = selectSites(distances, r, maximumDistance, selection); // positions in the tile with rrup in reach
 *     writeDistances(distances, r, selection, 0, n, block, offset);
 *
 * Ask for ruptures in ascending order: they are worked through in chunks that bound the memory.
 */
import { azimuth } from "../../geo/azimuth.ts";
import type { Point } from "../../geo/spaced-points.ts";
import { EARTH_RADIUS, modulo, RADIANS_PER_DEGREE } from "../../geo/sphere.ts";
import { InputError } from "../../input-error.ts";
import type { ContextBlock, DistanceColumn } from "../contexts/context-block.ts";
import type { MeshRuptures } from "../ruptures/rupture-set.ts";
import type { SiteCollection } from "../sites/site-collection.ts";
import { cloudMiddle } from "../surfaces/gridded-surface.ts";
import { kiteMiddle } from "../surfaces/kite-parameters.ts";
import type { Mesh, MeshWindow } from "../surfaces/mesh.ts";
import { meshMiddle } from "../surfaces/mesh-middle.ts";
import { cloudOutline } from "./mesh-cloud-outline.ts";
import { distanceToKite, type KiteOutline, kiteOutline } from "./mesh-kite-outline.ts";
import { distanceToOutline, meshOutline, type Outline } from "./mesh-outline.ts";
import {
  hasGaps,
  planTopEdges,
  setDirection,
  type TopEdges,
  updateTopEdges,
  windowRx,
  windowRxWithGaps,
} from "./mesh-top-edge.ts";
import { planWindowMinima, updateWindowMinima, type WindowMinima, windowMinimum } from "./mesh-window-minima.ts";

/** Below this distance to the nodes (km), rjb is measured to the outline of the rupture. */
const NEAR = 40;

/** Values kept at a time: 32 MB. */
const CHUNK_VALUES = 4 * 1024 * 1024;

/** Distance columns that ruptures of meshes can give. */
const SUPPORTED: ReadonlySet<DistanceColumn> = new Set<DistanceColumn>([
  "rrup",
  "rjb",
  "rx",
  "ry0",
  "repi",
  "rhypo",
  "azimuth",
  "azimuthcp",
  "clon",
  "clat",
]);

/** The sites of a tile: depth in km, unit vectors, and Cartesian km at their depth. */
interface TileSites {
  readonly count: number;
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly depth: Float64Array;
  readonly ux: Float64Array;
  readonly uy: Float64Array;
  readonly uz: Float64Array;
}

/** What is known for the ruptures first..stop-1 and all sites of the tile, site fastest. */
interface Chunk {
  readonly first: number;
  readonly stop: number;
  readonly rupturePlan: WindowMinima;
  readonly surfacePlan: WindowMinima | undefined;
  readonly topEdges: TopEdges | undefined;
  /** Squares, km2. */
  readonly rrupSquare: Float64Array;
  readonly rjbSquare: Float64Array;
  /** km. */
  readonly rx: Float64Array;
}

/** Working state for one set of ruptures; not shared between threads. */
export interface MeshDistances {
  readonly ruptures: MeshRuptures;
  readonly wanted: ReadonlySet<DistanceColumn>;
  /** Mesh nodes at depth 0, km. */
  readonly surfaceX: Float64Array;
  readonly surfaceY: Float64Array;
  readonly surfaceZ: Float64Array;
  readonly outlines: Map<number, Outline>;
  readonly kiteOutlines: Map<number, KiteOutline>;
  tile: TileSites | undefined;
  chunk: Chunk | undefined;
  /** Whether `chunk` holds values of the present tile. */
  fresh: boolean;
  /** Poles through the ends of a top edge for ry0. */
  readonly poles: Float64Array;
}

/**
 * Plans the distances in `wanted` for a set of ruptures.
 * @throws RangeError if a wanted column cannot come from a mesh
 * @throws InputError for rx and ry0 of gridded surfaces, which have no top edge
 */
export function prepareMeshDistances(ruptures: MeshRuptures, wanted: Iterable<DistanceColumn>): MeshDistances {
  const columns = new Set(wanted);
  for (const column of columns) {
    if (!SUPPORTED.has(column)) throw new RangeError(`mesh ruptures have no distance "${column}"`);
    if (ruptures.surface === "gridded" && (column === "rx" || column === "ry0"))
      throw new InputError(`a gridded surface has no distance "${column}", which a ground-motion model needs`);
  }
  const { lon, lat } = ruptures.mesh;
  const n = lon.length;
  const surfaceX = new Float64Array(n);
  const surfaceY = new Float64Array(n);
  const surfaceZ = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const lambda = lon[i]! * RADIANS_PER_DEGREE;
    const phi = lat[i]! * RADIANS_PER_DEGREE;
    const horizontal = EARTH_RADIUS * Math.cos(phi);
    surfaceX[i] = horizontal * Math.cos(lambda);
    surfaceY[i] = horizontal * Math.sin(lambda);
    surfaceZ[i] = EARTH_RADIUS * Math.sin(phi);
  }
  return {
    ruptures,
    wanted: columns,
    surfaceX,
    surfaceY,
    surfaceZ,
    outlines: new Map(),
    kiteOutlines: new Map(),
    tile: undefined,
    chunk: undefined,
    fresh: false,
    poles: new Float64Array(6),
  };
}

/** Takes the sites `ids[0..count-1]` of a collection as the tile that the following calls refer to by position. */
export function setSites(distances: MeshDistances, sites: SiteCollection, ids: Int32Array, count: number): void {
  const tile: TileSites = {
    count,
    lon: new Float64Array(count),
    lat: new Float64Array(count),
    depth: new Float64Array(count),
    ux: new Float64Array(count),
    uy: new Float64Array(count),
    uz: new Float64Array(count),
  };
  for (let s = 0; s < count; s++) {
    const id = ids[s]!;
    const lambda = sites.lon[id]! * RADIANS_PER_DEGREE;
    const phi = sites.lat[id]! * RADIANS_PER_DEGREE;
    const horizontal = Math.cos(phi);
    tile.lon[s] = sites.lon[id]!;
    tile.lat[s] = sites.lat[id]!;
    tile.depth[s] = sites.depth[id]!;
    tile.ux[s] = horizontal * Math.cos(lambda);
    tile.uy[s] = horizontal * Math.sin(lambda);
    tile.uz[s] = Math.sin(phi);
  }
  distances.tile = tile;
  distances.fresh = false;
}

/**
 * Positions in the tile of the sites whose rrup to rupture `r` does not exceed `maximum` km, ascending, into `selection`.
 * @returns their number
 */
export function selectSites(distances: MeshDistances, r: number, maximum: number, selection: Int32Array): number {
  const chunk = chunkOf(distances, r);
  const { count } = tileOf(distances);
  const { rrupSquare } = chunk;
  const base = (r - chunk.first) * count;
  let n = 0;
  for (let s = 0; s < count; s++) {
    if (Math.sqrt(rrupSquare[base + s]!) <= maximum) selection[n++] = s;
  }
  return n;
}

/**
 * Writes the wanted distances of rupture `r` to the sites at tile positions `selection[from..to-1]` into the rows of a
 * context block from `offset` on.
 */
export function writeDistances(
  distances: MeshDistances,
  r: number,
  selection: Int32Array,
  from: number,
  to: number,
  out: ContextBlock,
  offset: number,
): void {
  const { wanted } = distances;
  const chunk = chunkOf(distances, r);
  const { count } = tileOf(distances);
  const base = (r - chunk.first) * count;
  if (wanted.has("rrup")) {
    const { rrup } = out;
    for (let k = from; k < to; k++) rrup[offset + k - from] = Math.sqrt(chunk.rrupSquare[base + selection[k]!]!);
  }
  if (wanted.has("rx")) {
    const { rx } = out;
    for (let k = from; k < to; k++) rx[offset + k - from] = chunk.rx[base + selection[k]!]!;
  }
  if (wanted.has("rjb")) writeJoynerBoore(distances, r, chunk, base, selection, from, to, out, offset);
  if (wanted.has("ry0")) writeAlongStrike(distances, r, selection, from, to, out, offset);
  if (wanted.has("repi") || wanted.has("rhypo")) writeHypocentral(distances, r, selection, from, to, out, offset);
  if (wanted.has("azimuth")) writeAzimuth(distances, r, selection, from, to, out, offset);
  if (wanted.has("azimuthcp") || wanted.has("clon") || wanted.has("clat"))
    writeClosestPoint(distances, r, selection, from, to, out, offset);
}

function tileOf(distances: MeshDistances): TileSites {
  if (distances.tile === undefined) throw new Error("setSites comes before distances are asked for");
  return distances.tile;
}

/** The window of rupture `r`. */
function windowOf(ruptures: MeshRuptures, r: number): MeshWindow {
  return {
    rowStart: ruptures.rowStart[r]!,
    rowStop: ruptures.rowStop[r]!,
    columnStart: ruptures.columnStart[r]!,
    columnStop: ruptures.columnStop[r]!,
  };
}

/** Whether rjb starts from the distances to all nodes; that of kites is measured to their boundary alone. */
function needsNodesForRjb({ ruptures, wanted }: MeshDistances): boolean {
  return wanted.has("rjb") && ruptures.surface !== "kite";
}

/** The chunk that holds rupture `r`, computed if it is not the present one. */
function chunkOf(distances: MeshDistances, r: number): Chunk {
  const { chunk, fresh } = distances;
  if (fresh && chunk !== undefined && r >= chunk.first && r < chunk.stop) return chunk;
  const { count } = tileOf(distances);
  const { ruptures, wanted } = distances;
  const matrices = 1 + Number(needsNodesForRjb(distances)) + Number(wanted.has("rx"));
  const size = Math.max(1, Math.floor(CHUNK_VALUES / Math.max(1, count * matrices)));
  const first = r - (r % size);
  const stop = Math.min(ruptures.count, first + size);
  const made = planChunk(distances, first, stop, (stop - first) * count);
  fillChunk(distances, made);
  distances.chunk = made;
  distances.fresh = true;
  return made;
}

function planChunk(distances: MeshDistances, first: number, stop: number, values: number): Chunk {
  const { ruptures, wanted, chunk: old } = distances;
  const { mesh } = ruptures;
  if (old !== undefined && old.first === first && old.stop === stop && old.rrupSquare.length === values) return old;
  const windows = {
    count: stop - first,
    rowStart: ruptures.rowStart.subarray(first, stop),
    rowStop: ruptures.rowStop.subarray(first, stop),
    columnStart: ruptures.columnStart.subarray(first, stop),
    columnStop: ruptures.columnStop.subarray(first, stop),
  };
  const withRjb = needsNodesForRjb(distances);
  const withRx = wanted.has("rx");
  const samePlan = old !== undefined && old.first === first && old.stop === stop;
  return {
    first,
    stop,
    rupturePlan: samePlan ? old.rupturePlan : planWindowMinima(mesh.rows, mesh.columns, windows),
    surfacePlan: samePlan
      ? old.surfacePlan
      : withRjb || withRx
        ? planWindowMinima(mesh.rows, mesh.columns, windows)
        : undefined,
    topEdges: samePlan ? old.topEdges : withRx ? planTopEdges(mesh, windows) : undefined,
    rrupSquare: new Float64Array(values),
    rjbSquare: new Float64Array(withRjb ? values : 0),
    rx: new Float64Array(withRx ? values : 0),
  };
}

function fillChunk(distances: MeshDistances, chunk: Chunk): void {
  const { ruptures, surfaceX, surfaceY, surfaceZ } = distances;
  const { x, y, z } = ruptures.mesh;
  const { count, depth, ux, uy, uz } = tileOf(distances);
  const { rupturePlan, surfacePlan, topEdges, rrupSquare, rjbSquare, rx, first } = chunk;
  const windows = chunk.stop - first;
  const withRjb = rjbSquare.length > 0;
  const gaps = ruptures.surface === "kite";
  for (let s = 0; s < count; s++) {
    const radius = EARTH_RADIUS - depth[s]!;
    fillSquares(x, y, z, radius * ux[s]!, radius * uy[s]!, radius * uz[s]!, rupturePlan.values);
    updateWindowMinima(rupturePlan);
    for (let w = 0; w < windows; w++) rrupSquare[w * count + s] = windowMinimum(rupturePlan, w);
    if (surfacePlan === undefined) continue;
    fillSquares(
      surfaceX,
      surfaceY,
      surfaceZ,
      EARTH_RADIUS * ux[s]!,
      EARTH_RADIUS * uy[s]!,
      EARTH_RADIUS * uz[s]!,
      surfacePlan.values,
    );
    if (withRjb) {
      updateWindowMinima(surfacePlan);
      for (let w = 0; w < windows; w++) rjbSquare[w * count + s] = windowMinimum(surfacePlan, w);
    }
    if (topEdges === undefined) continue;
    updateTopEdges(topEdges, surfacePlan.values, ux[s]!, uy[s]!, uz[s]!);
    for (let w = 0; w < windows; w++) {
      const r = first + w;
      const row = ruptures.rowStart[r]!;
      const start = ruptures.columnStart[r]!;
      const stop = ruptures.columnStop[r]!;
      rx[w * count + s] =
        gaps && hasGaps(ruptures.mesh, row, start, stop)
          ? windowRxWithGaps(topEdges, ruptures.mesh, row, start, stop)
          : windowRx(topEdges, w, row, start, stop);
    }
  }
}

/** Squared straight distances from one point to many, km2; nodes without coordinates are infinitely far. */
function fillSquares(
  x: Float64Array,
  y: Float64Array,
  z: Float64Array,
  px: number,
  py: number,
  pz: number,
  out: Float64Array,
): void {
  for (let i = 0; i < out.length; i++) {
    const dx = x[i]! - px;
    const dy = y[i]! - py;
    const dz = z[i]! - pz;
    const square = dx * dx + dy * dy + dz * dz;
    out[i] = square >= 0 ? square : Number.POSITIVE_INFINITY;
  }
}

function writeJoynerBoore(
  distances: MeshDistances,
  r: number,
  chunk: Chunk,
  base: number,
  selection: Int32Array,
  from: number,
  to: number,
  out: ContextBlock,
  offset: number,
): void {
  const { ux, uy, uz } = tileOf(distances);
  const { rjb } = out;
  if (distances.ruptures.surface === "kite") {
    const boundary = cached(distances.kiteOutlines, distances, r, kiteOutline);
    for (let k = from; k < to; k++) {
      const s = selection[k]!;
      rjb[offset + k - from] = distanceToKite(
        boundary,
        EARTH_RADIUS * ux[s]!,
        EARTH_RADIUS * uy[s]!,
        EARTH_RADIUS * uz[s]!,
      );
    }
    return;
  }
  const makeOutline = distances.ruptures.surface === "gridded" ? cloudOutline : meshOutline;
  let outline: Outline | undefined;
  for (let k = from; k < to; k++) {
    const s = selection[k]!;
    let distance = Math.sqrt(chunk.rjbSquare[base + s]!);
    if (distance < NEAR) {
      outline ??= cached(distances.outlines, distances, r, makeOutline);
      distance = distanceToOutline(outline, EARTH_RADIUS * ux[s]!, EARTH_RADIUS * uy[s]!, EARTH_RADIUS * uz[s]!);
    }
    rjb[offset + k - from] = distance;
  }
}

/** The outline of a rupture, made once a window and kept for all tiles. */
function cached<T>(
  outlines: Map<number, T>,
  { ruptures }: MeshDistances,
  r: number,
  make: (mesh: Mesh, window: MeshWindow) => T,
): T {
  const { mesh } = ruptures;
  const window = windowOf(ruptures, r);
  const rows = window.rowStart * (mesh.rows + 1) + window.rowStop;
  const columns = window.columnStart * (mesh.columns + 1) + window.columnStop;
  const key = rows * (mesh.columns + 1) ** 2 + columns;
  let outline = outlines.get(key);
  if (outline === undefined) {
    outline = make(mesh, window);
    outlines.set(key, outline);
  }
  return outline;
}

/** ry0: 0 between the two great circles across strike through the ends of the top edge, else the distance to the nearer. */
function writeAlongStrike(
  distances: MeshDistances,
  r: number,
  selection: Int32Array,
  from: number,
  to: number,
  out: ContextBlock,
  offset: number,
): void {
  const { ruptures, poles } = distances;
  const { mesh } = ruptures;
  const { ux, uy, uz } = tileOf(distances);
  const { ry0 } = out;
  const top = ruptures.rowStart[r]! * mesh.columns;
  let first = top + ruptures.columnStart[r]!;
  let last = top + ruptures.columnStop[r]! - 1;
  while (first < last && Number.isNaN(mesh.lon[first]!)) first++;
  while (last > first && Number.isNaN(mesh.lon[last]!)) last--;
  const across = (ruptures.strike[r]! + 90) % 360;
  setDirection(poles, 0, mesh.lon[first]!, mesh.lat[first]!, across + 90);
  setDirection(poles, 3, mesh.lon[last]!, mesh.lat[last]!, across + 90);
  for (let k = from; k < to; k++) {
    const s = selection[k]!;
    const a = ux[s]! * poles[0]! + uy[s]! * poles[1]! + uz[s]! * poles[2]!;
    const b = ux[s]! * poles[3]! + uy[s]! * poles[4]! + uz[s]! * poles[5]!;
    ry0[offset + k - from] = a * b > 0 ? EARTH_RADIUS * Math.asin(Math.min(Math.abs(a), Math.abs(b))) : 0;
  }
}

function writeHypocentral(
  distances: MeshDistances,
  r: number,
  selection: Int32Array,
  from: number,
  to: number,
  out: ContextBlock,
  offset: number,
): void {
  const { ruptures, wanted } = distances;
  const { ux, uy, uz, depth } = tileOf(distances);
  const { repi, rhypo } = out;
  const lambda = ruptures.hypoLon[r]! * RADIANS_PER_DEGREE;
  const phi = ruptures.hypoLat[r]! * RADIANS_PER_DEGREE;
  const hx = Math.cos(phi) * Math.cos(lambda);
  const hy = Math.cos(phi) * Math.sin(lambda);
  const hz = Math.sin(phi);
  const hypoDepth = ruptures.hypoDepth[r]!;
  const withRepi = wanted.has("repi");
  const withRhypo = wanted.has("rhypo");
  for (let k = from; k < to; k++) {
    const s = selection[k]!;
    const dx = ux[s]! - hx;
    const dy = uy[s]! - hy;
    const dz = uz[s]! - hz;
    const horizontal = 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(dx * dx + dy * dy + dz * dz) / 2));
    const vertical = hypoDepth - depth[s]!;
    if (withRepi) repi[offset + k - from] = horizontal;
    if (withRhypo) rhypo[offset + k - from] = Math.sqrt(horizontal * horizontal + vertical * vertical);
  }
}

/** Where azimuths are taken from. */
function surfaceMiddle(ruptures: MeshRuptures, r: number): Point {
  const { mesh, surface } = ruptures;
  if (surface === "kite") return kiteMiddle(mesh, windowOf(ruptures, r));
  if (surface === "gridded") return cloudMiddle(mesh);
  return meshMiddle(mesh, windowOf(ruptures, r));
}

/** Azimuth from the middle of the surface to the site, relative to strike. */
function writeAzimuth(
  distances: MeshDistances,
  r: number,
  selection: Int32Array,
  from: number,
  to: number,
  out: ContextBlock,
  offset: number,
): void {
  const { ruptures } = distances;
  const { lon, lat } = tileOf(distances);
  const [middleLon, middleLat] = surfaceMiddle(ruptures, r);
  const strike = ruptures.strike[r]!;
  for (let k = from; k < to; k++) {
    const s = selection[k]!;
    out.azimuth[offset + k - from] = modulo(azimuth(middleLon, middleLat, lon[s]!, lat[s]!) - strike, 360);
  }
}

/** Nearest node, the first in row-major order on ties, and the azimuth from the site to it. */
function writeClosestPoint(
  distances: MeshDistances,
  r: number,
  selection: Int32Array,
  from: number,
  to: number,
  out: ContextBlock,
  offset: number,
): void {
  const { ruptures, wanted } = distances;
  const { mesh } = ruptures;
  const tile = tileOf(distances);
  const window = windowOf(ruptures, r);
  const withAzimuth = wanted.has("azimuthcp");
  const withPoint = wanted.has("clon") || wanted.has("clat");
  for (let k = from; k < to; k++) {
    const s = selection[k]!;
    const radius = EARTH_RADIUS - tile.depth[s]!;
    const px = radius * tile.ux[s]!;
    const py = radius * tile.uy[s]!;
    const pz = radius * tile.uz[s]!;
    let nearest = Number.POSITIVE_INFINITY;
    let closest = window.rowStart * mesh.columns + window.columnStart;
    for (let row = window.rowStart; row < window.rowStop; row++) {
      for (let column = window.columnStart; column < window.columnStop; column++) {
        const node = row * mesh.columns + column;
        const dx = mesh.x[node]! - px;
        const dy = mesh.y[node]! - py;
        const dz = mesh.z[node]! - pz;
        const square = dx * dx + dy * dy + dz * dz;
        if (square < nearest) {
          nearest = square;
          closest = node;
        }
      }
    }
    const row = offset + k - from;
    if (withPoint) {
      out.clon[row] = mesh.lon[closest]!;
      out.clat[row] = mesh.lat[closest]!;
    }
    if (withAzimuth) out.azimuthcp[row] = azimuth(tile.lon[s]!, tile.lat[s]!, mesh.lon[closest]!, mesh.lat[closest]!);
  }
}
