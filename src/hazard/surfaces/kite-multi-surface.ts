/** Several kite surfaces that rupture together (docs/method/sources.md 6.4). */
import { boundingBox } from "../../geo/bounding-box.ts";
import { toCartesian } from "../../geo/cartesian.ts";
import { middlePoint } from "../../geo/point-at.ts";
import type { Point } from "../../geo/spaced-points.ts";
import { InputError, type ProblemPlace } from "../../input-error.ts";
import { type GeneralizedCoordinates, generalizedCoordinates } from "./generalized-coordinates.ts";
import { kiteMesh } from "./kite-mesh.ts";
import { type KiteOutline, kiteOutline } from "./kite-outline.ts";
import { kiteArea, kiteCentroid, kiteParameters, kiteTrace, nodesOf } from "./kite-parameters.ts";
import { type Mesh, wholeMesh } from "./mesh.ts";
import { combinedParameters, type SurfaceParameters } from "./planar-multi-surface.ts";
import type { KiteGeometry } from "./surface-geometry.ts";

/** All nodes of all sections that have coordinates, section by section. */
export interface SectionNodes {
  /** Degrees. */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** Cartesian km. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
}

export interface KiteMultiSurface {
  readonly sections: readonly Mesh[];
  readonly nodes: SectionNodes;
  readonly outlines: readonly KiteOutline[];
  /** Area-weighted means; the strike is a circular one, the area the sum. zbot is the deepest node's depth. */
  readonly parameters: SurfaceParameters;
  /** Of the section nearest to the middle of the box. */
  readonly centroid: Point;
  /** For rx and ry0. */
  readonly coordinates: GeneralizedCoordinates;
}

/**
 * Meshes the sections, `spacing` km (the job's `rupture_mesh_spacing`) both ways.
 * @throws InputError if there is no section or one is no surface
 */
export function kiteMultiSurface(
  geometries: readonly KiteGeometry[],
  spacing: number,
  place: ProblemPlace = {},
): KiteMultiSurface {
  if (geometries.length === 0) throw new InputError("a multi-surface has no surface", place);
  return joinedKites(geometries.map((geometry) => kiteMesh(geometry.profiles, spacing, spacing, place)));
}

/** Kite meshes that rupture together. */
export function joinedKites(sections: readonly Mesh[]): KiteMultiSurface {
  const parameters = sections.map((mesh) => ({
    ...kiteParameters(mesh, wholeMesh(mesh)),
    area: kiteArea(mesh, wholeMesh(mesh)),
  }));
  const zbot = parameters.reduce((most, section) => Math.max(most, section.zbot), Number.NEGATIVE_INFINITY);
  const centroids = sections.map((mesh) => kiteCentroid(mesh, wholeMesh(mesh)));
  return {
    sections,
    nodes: sectionNodes(sections),
    outlines: sections.map((mesh) => kiteOutline(mesh, wholeMesh(mesh))),
    parameters: { ...combinedParameters(parameters), zbot },
    centroid: centroids[nearestToMiddle(sections)]!,
    coordinates: generalizedCoordinates(sections.map(kiteTrace)),
  };
}

/** The nodes of meshes that have coordinates, one mesh after the other. */
export function sectionNodes(sections: readonly Mesh[]): SectionNodes {
  const nodes = sections.flatMap((mesh) => nodesOf(mesh, wholeMesh(mesh)).map((node) => ({ mesh, node })));
  return {
    lon: Float64Array.from(nodes, ({ mesh, node }) => mesh.lon[node]!),
    lat: Float64Array.from(nodes, ({ mesh, node }) => mesh.lat[node]!),
    x: Float64Array.from(nodes, ({ mesh, node }) => mesh.x[node]!),
    y: Float64Array.from(nodes, ({ mesh, node }) => mesh.y[node]!),
    z: Float64Array.from(nodes, ({ mesh, node }) => mesh.z[node]!),
  };
}

/** Index of the section with the node nearest to the middle of the (single-precision) box's diagonal at depth 0. */
function nearestToMiddle(sections: readonly Mesh[]): number {
  if (sections.length === 1) return 0;
  const corners = sections.map((mesh) => {
    const nodes = nodesOf(mesh, wholeMesh(mesh));
    return boundingBox({
      lon: Float64Array.from(nodes, (node) => mesh.lon[node]!),
      lat: Float64Array.from(nodes, (node) => mesh.lat[node]!),
    });
  });
  const box = boundingBox({
    lon: Float64Array.from(corners.flatMap(({ west, east }) => [Math.fround(west), Math.fround(east)])),
    lat: Float64Array.from(corners.flatMap(({ south, north }) => [Math.fround(south), Math.fround(north)])),
  });
  const [x, y, z] = toCartesian(...middlePoint(box.west, box.north, box.east, box.south), 0);
  let nearest = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [k, mesh] of sections.entries()) {
    for (const node of nodesOf(mesh, wholeMesh(mesh))) {
      const square = (mesh.x[node]! - x) ** 2 + (mesh.y[node]! - y) ** 2 + (mesh.z[node]! - z) ** 2;
      if (square >= least) continue;
      least = square;
      nearest = k;
    }
  }
  return nearest;
}
