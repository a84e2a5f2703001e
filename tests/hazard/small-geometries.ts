/** Small surfaces at the equator whose numbers can be worked out by hand; a degree is 111.195 km. */
import { type Mesh, makeMesh } from "../../src/hazard/surfaces/mesh.ts";
import type { KiteGeometry, PlanarGeometry, SimpleFaultGeometry } from "../../src/hazard/surfaces/surface-geometry.ts";

export const DEGREE = (Math.PI * 6371) / 180;

/** km east or north of (0, 0) in degrees. */
export const km = (distance: number): number => distance / DEGREE;

/** Vertical, 20 km long from (0, 0) to the east, from 2 to 12 km. */
export const WALL: PlanarGeometry = {
  kind: "planarSurface",
  topLeft: [0, 0, 2],
  topRight: [km(20), 0, 2],
  bottomRight: [km(20), 0, 12],
  bottomLeft: [0, 0, 12],
};

/** The same wall, farther east. */
export const NEXT_WALL: PlanarGeometry = {
  kind: "planarSurface",
  topLeft: [km(30), 0, 2],
  topRight: [km(40), 0, 2],
  bottomRight: [km(40), 0, 12],
  bottomLeft: [km(30), 0, 12],
};

/** Trace of 20.4 km to the east, of which whole steps of 1, 2 or 4 km take 20; dip 45 degrees to the south. */
export const RAMP: SimpleFaultGeometry = {
  kind: "simpleFaultGeometry",
  trace: Float64Array.of(0, 0, km(20.4), 0),
  dip: 45,
  upperSeismogenicDepth: 0,
  lowerSeismogenicDepth: 10,
};

/** Two equal profiles of 45 degrees, 20 km apart. */
export const KITE: KiteGeometry = {
  kind: "kiteSurface",
  profiles: [Float64Array.of(0, 0, 0, 0, -km(10), 10), Float64Array.of(km(20), 0, 0, km(20), -km(10), 10)],
};

/** Nodes each 2 km to the east; rows 2 km farther south and 2 km deeper each, the first at depth 0. */
export function rampMesh(rows: number, columns: number): Mesh {
  const at = (value: (i: number, j: number) => number) =>
    Float64Array.from({ length: rows * columns }, (_, node) => value(Math.floor(node / columns), node % columns));
  return makeMesh(
    rows,
    columns,
    at((_, j) => km(2 * j)),
    at((i) => km(-2 * i)),
    at((i) => 2 * i),
  );
}
