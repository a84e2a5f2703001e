/**
 * Distances from sites to the ruptures of one mesh (docs/method/sources.md 7.1 and 7.3).
 *
 * Floating ruptures share the nodes of their fault. So per site the distances to all nodes are computed once and every
 * rupture's minimum comes from tables of block minima, for a whole tile of sites beforehand:
 *
 *     const distances = prepareMeshDistances(ruptures, ["rrup", "rjb"]);
 *     setSites(distances, sites, ids);                               // a tile
 *     const selected = selectSites(distances, r, maximumDistance);   // those of the tile with rrup up to it
 *     selected.row = row;
 *     writeDistances(distances, r, selected, block);
 *
 * Ask for ruptures in ascending order: they are worked through in chunks that bound the memory.
 */
import { type CartesianColumns, cartesianColumns } from "../../geo/cartesian.ts";
import { EARTH_RADIUS } from "../../geo/sphere.ts";
import { InputError } from "../../input-error.ts";
import type { ContextBlock, DistanceColumn } from "../context-block.ts";
import { type SelectedSites, selectNone } from "../sites/selected-sites.ts";
import type { SiteCollection } from "../sites/site-collection.ts";
import { prepareSites } from "../sites/site-points.ts";
import { cloudOutline } from "../surfaces/cloud-outline.ts";
import { distanceToKite, type KiteOutline, kiteOutline } from "../surfaces/kite-outline.ts";
import { type Mesh, type MeshWindow, seaLevel } from "../surfaces/mesh.ts";
import { distanceToOutline, meshOutline, type Outline } from "../surfaces/mesh-outline.ts";
import type { MeshWindows } from "../surfaces/mesh-windows.ts";
import { windowOf } from "../surfaces/mesh-windows.ts";
import { fillHypocentral, type Hypocentres } from "./hypocentral-distances.ts";
import { fillChunk, type MeshChunk, planChunk } from "./mesh-chunk.ts";
import { fillMeshAzimuth, fillMeshClosestPoint, fillMeshRy0 } from "./mesh-point-distances.ts";

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
  "rvolc",
]);

/** Columns a writer may leave out. */
const NOTHING = new Float64Array(0);

/** Working state for one set of ruptures; not shared between threads. */
export interface MeshDistances {
  readonly ruptures: MeshWindows & Hypocentres;
  readonly wanted: ReadonlySet<DistanceColumn>;
  /** Mesh nodes at depth 0, km, in the precision of the mesh. */
  readonly surface: CartesianColumns;
  /** The same in double precision, which rx is measured to. */
  readonly trace: CartesianColumns;
  readonly outlines: Map<number, Outline>;
  readonly kiteOutlines: Map<number, KiteOutline>;
  /** Whether all rows have the places of the first: the outline of a rupture then hardly depends on its rows. */
  readonly vertical: boolean;
  tile: SelectedSites | undefined;
  chunk: MeshChunk | undefined;
  /** Whether `chunk` holds values of the present tile. */
  fresh: boolean;
}

/**
 * Plans the distances in `wanted` for a set of ruptures.
 * @throws InputError if a wanted column cannot come from a mesh: rcdpp, and rx and ry0 of gridded surfaces, which have no
 * top edge
 */
export function prepareMeshDistances(
  ruptures: MeshWindows & Hypocentres,
  wanted: Iterable<DistanceColumn>,
): MeshDistances {
  const columns = new Set(wanted);
  for (const column of columns) {
    if (!SUPPORTED.has(column))
      throw new InputError(`the distance "${column}", which a ground-motion model needs, is not defined for faults`);
    if (ruptures.surface === "gridded" && (column === "rx" || column === "ry0"))
      throw new InputError(`a gridded surface has no distance "${column}", which a ground-motion model needs`);
  }
  const { lon, lat, single } = ruptures.mesh;
  const surface = seaLevel(ruptures.mesh);
  return {
    ruptures,
    wanted: columns,
    surface,
    trace: single === true && columns.has("rx") ? cartesianColumns({ lon, lat }) : surface,
    ...outlinesOf(ruptures.mesh),
    vertical: ruptures.surface !== "kite" && ruptures.surface !== "gridded" && isVertical(ruptures.mesh),
    tile: undefined,
    chunk: undefined,
    fresh: false,
  };
}

/** Takes the sites `ids` of a collection as the tile that the following calls refer to by position. */
export function setSites(
  distances: MeshDistances,
  sites: Pick<SiteCollection, "lon" | "lat" | "depth">,
  ids: Int32Array,
): void {
  const pick = (values: Float64Array) => Float64Array.from(ids, (id) => values[id]!);
  const { lon, lat, depth } = sites;
  distances.tile = selectNone(prepareSites({ count: ids.length, lon: pick(lon), lat: pick(lat), depth: pick(depth) }));
  distances.fresh = false;
}

/**
 * The sites of the tile whose rrup to rupture `r` does not exceed `maximum` km, ascending; good until the next call. The caller
 * says in which row they are written.
 */
export function selectSites(distances: MeshDistances, r: number, maximum: number): SelectedSites {
  const { first, rrupSquare } = chunkOf(distances, r);
  const selected = tileOf(distances);
  const { indices } = selected;
  const { count } = selected.points;
  const base = (r - first) * count;
  let n = 0;
  for (let s = 0; s < count; s++) {
    if (Math.sqrt(rrupSquare[base + s]!) <= maximum) indices[n++] = s;
  }
  selected.count = n;
  return selected;
}

/** Writes the wanted distances of rupture `r` to selected sites of the tile into a context block. */
export function writeDistances(distances: MeshDistances, r: number, selected: SelectedSites, out: ContextBlock): void {
  const { wanted, ruptures } = distances;
  const chunk = chunkOf(distances, r);
  const { points, indices, count, row } = selected;
  const base = (r - chunk.first) * points.count;
  if (wanted.has("rrup")) {
    const { rrup } = out;
    for (let i = 0; i < count; i++) rrup[row + i] = Math.sqrt(chunk.rrupSquare[base + indices[i]!]!);
  }
  if (wanted.has("rx")) {
    const { rx } = out;
    for (let i = 0; i < count; i++) rx[row + i] = chunk.rx[base + indices[i]!]!;
  }
  if (wanted.has("rjb")) fillRjb(distances, r, chunk.rjbSquare, base, selected, out.rjb);
  if (wanted.has("ry0")) fillMeshRy0(ruptures, r, selected, out.ry0);
  if (wanted.has("repi") || wanted.has("rhypo")) {
    const columns = { repi: wanted.has("repi") ? out.repi : NOTHING, rhypo: wanted.has("rhypo") ? out.rhypo : NOTHING };
    fillHypocentral(ruptures, r, selected, columns);
  }
  if (wanted.has("rvolc")) out.rvolc.fill(0, row, row + count);
  if (wanted.has("azimuth")) fillMeshAzimuth(ruptures, r, selected, out.azimuth);
  if (wanted.has("azimuthcp") || wanted.has("clon") || wanted.has("clat"))
    fillMeshClosestPoint(ruptures, r, wanted, selected, out);
}

function tileOf(distances: MeshDistances): SelectedSites {
  if (distances.tile === undefined) throw new Error("setSites comes before distances are asked for");
  return distances.tile;
}

/** The chunk that holds rupture `r`, computed if it is not the present one. */
function chunkOf(distances: MeshDistances, r: number): MeshChunk {
  const { chunk, fresh, ruptures, wanted } = distances;
  if (fresh && chunk !== undefined && r >= chunk.first && r < chunk.stop) return chunk;
  const tile = tileOf(distances).points;
  // rjb of kites is measured to their boundary alone.
  const wants = { rjb: wanted.has("rjb") && ruptures.surface !== "kite", rx: wanted.has("rx") };
  const matrices = 1 + Number(wants.rjb) + Number(wants.rx);
  const size = Math.max(1, Math.floor(CHUNK_VALUES / Math.max(1, tile.count * matrices)));
  const first = r - (r % size);
  const stop = Math.min(ruptures.count, first + size);
  const made = planChunk(ruptures, wants, first, stop, tile.count, chunk);
  fillChunk(made, ruptures, distances, tile);
  distances.chunk = made;
  distances.fresh = true;
  return made;
}

function fillRjb(
  distances: MeshDistances,
  r: number,
  squares: Float64Array,
  base: number,
  selected: SelectedSites,
  out: Float64Array,
): void {
  const { points: sites, indices, count, row } = selected;
  const { ux, uy, uz } = sites;
  const { surface } = distances.ruptures;
  if (surface === "kite") {
    const boundary = cached(distances.kiteOutlines, distances, r, kiteOutline);
    for (let i = 0; i < count; i++) {
      const s = indices[i]!;
      out[row + i] = distanceToKite(boundary, EARTH_RADIUS * ux[s]!, EARTH_RADIUS * uy[s]!, EARTH_RADIUS * uz[s]!);
    }
    return;
  }
  let outline: Outline | undefined;
  for (let i = 0; i < count; i++) {
    const s = indices[i]!;
    let distance = Math.sqrt(squares[base + s]!);
    if (distance < NEAR) {
      outline ??= cached(distances.outlines, distances, r, surface === "gridded" ? cloudOutline : meshOutline);
      distance = distanceToOutline(outline, EARTH_RADIUS * ux[s]!, EARTH_RADIUS * uy[s]!, EARTH_RADIUS * uz[s]!);
    }
    out[row + i] = distance;
  }
}

/** Outlines of windows of a mesh, which all that look at the mesh share. */
const OUTLINES = new WeakMap<Mesh, Pick<MeshDistances, "outlines" | "kiteOutlines">>();

function outlinesOf(mesh: Mesh): Pick<MeshDistances, "outlines" | "kiteOutlines"> {
  const known = OUTLINES.get(mesh) ?? { outlines: new Map(), kiteOutlines: new Map() };
  OUTLINES.set(mesh, known);
  return known;
}

/** The outline of a rupture, made once a window and kept for all tiles. */
function cached<T>(
  outlines: Map<number, T>,
  { ruptures, vertical }: MeshDistances,
  r: number,
  make: (mesh: Mesh, window: MeshWindow) => T,
): T {
  const { mesh } = ruptures;
  let window = windowOf(ruptures, r);
  if (vertical) {
    // All stripes between rows are equal, and the outline of n equal ones is that of the next lower power of 2 (see unionOfRings).
    const stripes = 2 ** Math.floor(Math.log2(window.rowStop - window.rowStart - 1));
    window = { ...window, rowStart: 0, rowStop: 1 + stripes };
  }
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

/** Whether the rows of a mesh have the same places, to the last bit. */
function isVertical({ rows, columns, lon, lat }: Mesh): boolean {
  if (rows < 2) return false;
  for (let node = columns; node < rows * columns; node++) {
    if (lon[node]! !== lon[node - columns]! || lat[node]! !== lat[node - columns]!) return false;
  }
  return true;
}
