/** What a kite mesh, or a window of it, says to ground-motion models (docs/method/sources.md 6.3). */
import { azimuth } from "../../geo/azimuth.ts";
import { geodeticDistanceFloat32 } from "../../geo/distance.ts";
import { keepCorners } from "../../geo/line.ts";
import { geodeticDistanceSingle } from "../../geo/single-geodesy.ts";
import type { Point } from "../../geo/spaced-points.ts";
import { DEGREES_PER_RADIAN, modulo, type PointColumns } from "../../geo/sphere.ts";
import { dipAndWidthSingle, topStrikeSingle } from "./kite-single.ts";
import type { Mesh, MeshWindow } from "./mesh.ts";
import { nodeOf } from "./mesh-centroid.ts";
import type { WindowParameters } from "./surface-mesh.ts";

/** Degrees the reference adds to each azimuth of the top row before averaging them. */
const AZIMUTH_SHIFT = 0.001;

/** Horizontal distances (km) below this are vertical. */
const NO_DISTANCE = 1e-20;

/** Distances between nodes are from single-precision radians, and single throughout where the mesh is. */
function distancesOf({ single }: Mesh): typeof geodeticDistanceFloat32 {
  return single === true ? geodeticDistanceSingle : geodeticDistanceFloat32;
}

/** Strike, dip (degrees), width, ztor, zbot (km). */
export function kiteParameters(mesh: Mesh, window: MeshWindow): WindowParameters {
  if (mesh.single === true)
    return {
      strike: topStrikeSingle(mesh, topNodes(mesh, window), AZIMUTH_SHIFT),
      ...dipAndWidthSingle(mesh, window, NO_DISTANCE),
      ...depthRange(mesh, window),
    };
  return { strike: topStrike(mesh, window), ...dipAndWidth(mesh, window), ...depthRange(mesh, window) };
}

/** Plain mean of the azimuths along the top row. */
function topStrike(mesh: Mesh, window: MeshWindow): number {
  const { lon, lat } = mesh;
  const nodes = topNodes(mesh, window);
  let sum = 0;
  for (let i = 0; i + 1 < nodes.length; i++) {
    const [from, to] = [nodes[i]!, nodes[i + 1]!];
    sum += modulo(azimuth(lon[from]!, lat[from]!, lon[to]!, lat[to]!) + AZIMUTH_SHIFT, 360);
  }
  return sum / (nodes.length - 1);
}

/** Nodes of the top row that have coordinates. */
function topNodes(mesh: Mesh, { rowStart, columnStart, columnStop }: MeshWindow): number[] {
  const start = rowStart * mesh.columns;
  const nodes: number[] = [];
  for (let node = start + columnStart; node < start + columnStop; node++)
    if (!Number.isNaN(mesh.lon[node]!)) nodes.push(node);
  return nodes;
}

/** Means over columns: of the plain mean of cell dips, weighted by the columns' lengths, and of these lengths. */
function dipAndWidth(mesh: Mesh, window: MeshWindow): { readonly dip: number; readonly width: number } {
  const { lon, lat, depth, columns } = mesh;
  let dips = 0;
  let lengths = 0;
  let count = 0;
  for (let j = window.columnStart; j < window.columnStop; j++) {
    let angles = 0;
    let length = 0;
    let cells = 0;
    for (let i = window.rowStart; i + 1 < window.rowStop; i++) {
      const node = i * columns + j;
      const below = node + columns;
      if (Number.isNaN(lon[node]!) || Number.isNaN(lon[below]!)) continue;
      const horizontal = geodeticDistanceFloat32(lon[below]!, lat[below]!, lon[node]!, lat[node]!);
      const vertical = depth[below]! - depth[node]!;
      angles += horizontal > NO_DISTANCE ? Math.atan(vertical / horizontal) * DEGREES_PER_RADIAN : 90;
      length += Math.sqrt(horizontal * horizontal + vertical * vertical);
      cells++;
    }
    if (cells === 0) continue;
    dips += (angles / cells) * length;
    lengths += length;
    count++;
  }
  return { dip: dips / lengths, width: lengths / count };
}

function depthRange(mesh: Mesh, window: MeshWindow): { readonly ztor: number; readonly zbot: number } {
  let ztor = Number.POSITIVE_INFINITY;
  let zbot = Number.NEGATIVE_INFINITY;
  for (let i = window.rowStart; i < window.rowStop; i++) {
    for (let j = window.columnStart; j < window.columnStop; j++) {
      const depth = mesh.depth[i * mesh.columns + j]!;
      if (Number.isNaN(depth)) continue;
      if (i === window.rowStart && depth < ztor) ztor = depth;
      if (depth > zbot) zbot = depth;
    }
  }
  return { ztor, zbot };
}

/** Area in km2 of the complete cells, from horizontal and vertical distances. */
export function kiteArea(mesh: Mesh, window: MeshWindow): number {
  const { lon, lat, depth, columns } = mesh;
  const horizontal = distancesOf(mesh);
  const distance = (a: number, b: number): number => {
    const vertical = depth[a]! - depth[b]!;
    return Math.sqrt(horizontal(lon[a]!, lat[a]!, lon[b]!, lat[b]!) ** 2 + vertical * vertical);
  };
  let area = 0;
  for (let i = window.rowStart; i + 1 < window.rowStop; i++) {
    for (let j = window.columnStart; j + 1 < window.columnStop; j++) {
      const tl = i * columns + j;
      const bl = tl + columns;
      const diagonal = distance(bl + 1, tl);
      const cell =
        heron(distance(tl + 1, tl), distance(tl, bl), diagonal) +
        heron(distance(bl + 1, bl), distance(tl + 1, bl + 1), diagonal);
      if (!Number.isNaN(cell)) area += cell;
    }
  }
  return area;
}

function heron(a: number, b: number, c: number): number {
  const half = (a + b + c) / 2;
  return Math.sqrt(half * (half - a) * (half - b) * (half - c));
}

/** The node nearest to the centroid of all nodes in Cartesian space, the first one on ties. */
export function kiteCentroid(mesh: Mesh, window: MeshWindow): Point {
  let x = 0;
  let y = 0;
  let z = 0;
  const nodes = nodesOf(mesh, window);
  for (const node of nodes) {
    x += mesh.x[node]!;
    y += mesh.y[node]!;
    z += mesh.z[node]!;
  }
  x /= nodes.length;
  y /= nodes.length;
  z /= nodes.length;
  let middle = nodes[0]!;
  let nearest = Number.POSITIVE_INFINITY;
  for (const node of nodes) {
    const square = (mesh.x[node]! - x) ** 2 + (mesh.y[node]! - y) ** 2 + (mesh.z[node]! - z) ** 2;
    if (square < nearest) {
      nearest = square;
      middle = node;
    }
  }
  return nodeOf(mesh, middle);
}

/** Indices of the nodes of a window that have coordinates, row by row. */
export function nodesOf(mesh: Mesh, window: MeshWindow): number[] {
  const nodes: number[] = [];
  for (let i = window.rowStart; i < window.rowStop; i++) {
    for (let j = window.columnStart; j < window.columnStop; j++) {
      const node = i * mesh.columns + j;
      if (!Number.isNaN(mesh.lon[node]!)) nodes.push(node);
    }
  }
  return nodes;
}

/** The trace: per column the uppermost node where that lies in the first two rows, corners of more than 1 degree kept. */
export function kiteTrace(mesh: Mesh): PointColumns {
  const { lon, lat, rows, columns } = mesh;
  const nodes: number[] = [];
  for (let j = 0; j < columns; j++) {
    let i = 0;
    while (i < rows && Number.isNaN(lon[i * columns + j]!)) i++;
    if (i <= 1) nodes.push(i * columns + j);
  }
  const trace: PointColumns = {
    lon: Float64Array.from(nodes, (node) => lon[node]!),
    lat: Float64Array.from(nodes, (node) => lat[node]!),
    depth: new Float64Array(nodes.length),
  };
  return keepCorners(trace, 1);
}
