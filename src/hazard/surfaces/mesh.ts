/** Fault surfaces as meshes of points, and windows of them: what floating ruptures share. */
import { type CartesianColumns, cartesianColumns, singleCartesianColumns } from "../../geo/cartesian.ts";
import { type Orthographic, type PlaneColumns, projectColumns, projectColumnsSingle } from "../../geo/orthographic.ts";
import type { LonLatColumns } from "../../geo/sphere.ts";

/** A rectangular grid of points on a fault surface, row-major: rows go down dip, columns along strike. */
export interface Mesh {
  readonly rows: number;
  readonly columns: number;
  /** Degrees. */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** km, positive down. */
  readonly depth: Float64Array;
  /** Cartesian coordinates in km on the 6371 km sphere, same order. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  /**
   * Read back from where ruptures are stored: the coordinates are single precision, and whatever follows from them alone is
   * computed in single precision, as in the reference (docs/method/events.md 3.5).
   */
  readonly single?: boolean;
}

/** A rectangle of nodes: rows rowStart..rowStop-1, columns columnStart..columnStop-1. */
export interface MeshWindow {
  readonly rowStart: number;
  readonly rowStop: number;
  readonly columnStart: number;
  readonly columnStop: number;
}

/** Makes a mesh of row-major coordinates (degrees, km); the arrays are kept, not copied. */
export function makeMesh(
  rows: number,
  columns: number,
  lon: Float64Array,
  lat: Float64Array,
  depth: Float64Array,
): Mesh {
  return { rows, columns, lon, lat, depth, ...cartesianColumns({ lon, lat, depth }) };
}

/** The same of single-precision coordinates. */
export function makeSingleMesh(
  rows: number,
  columns: number,
  lon: Float64Array,
  lat: Float64Array,
  depth: Float64Array,
): Mesh {
  return { rows, columns, lon, lat, depth, ...singleCartesianColumns({ lon, lat, depth }), single: true };
}

/** Cartesian coordinates of places of a mesh at depth 0, in its precision. */
export function seaLevel(mesh: Mesh, places: LonLatColumns = { lon: mesh.lon, lat: mesh.lat }): CartesianColumns {
  const { lon, lat } = places;
  return mesh.single === true ? singleCartesianColumns({ lon, lat }) : cartesianColumns({ lon, lat });
}

/** Places of a mesh in the plane of a projection, in its precision. */
export function projectPlaces(mesh: Mesh, projection: Orthographic, places: LonLatColumns): PlaneColumns {
  return mesh.single === true ? projectColumnsSingle(projection, places) : projectColumns(projection, places);
}

/** The window that covers a whole mesh. */
export function wholeMesh(mesh: Mesh): MeshWindow {
  return { rowStart: 0, rowStop: mesh.rows, columnStart: 0, columnStop: mesh.columns };
}

/** Copies a window out as a mesh of its own. */
export function subMesh(mesh: Mesh, window: MeshWindow): Mesh {
  const rows = window.rowStop - window.rowStart;
  const columns = window.columnStop - window.columnStart;
  const copy = (values: Float64Array): Float64Array => {
    const out = new Float64Array(rows * columns);
    for (let i = 0; i < rows; i++) {
      const from = (window.rowStart + i) * mesh.columns + window.columnStart;
      out.set(values.subarray(from, from + columns), i * columns);
    }
    return out;
  };
  return {
    rows,
    columns,
    lon: copy(mesh.lon),
    lat: copy(mesh.lat),
    depth: copy(mesh.depth),
    x: copy(mesh.x),
    y: copy(mesh.y),
    z: copy(mesh.z),
    ...(mesh.single === true ? { single: true } : {}),
  };
}
