/** Delaunay triangulation of plane points by jsts. */

interface Coordinate {
  readonly x: number;
  readonly y: number;
}

/**
 * Corners of the triangles, three indices each; of points at the same place only the first is used. None for points in one
 * line.
 */
export function delaunayTriangles(x: Float64Array, y: Float64Array): Int32Array {
  const { default: Builder } = require("jsts/org/locationtech/jts/triangulate/DelaunayTriangulationBuilder.js");
  const { default: JstsCoordinate } = require("jsts/org/locationtech/jts/geom/Coordinate.js");
  const { default: ArrayList } = require("jsts/java/util/ArrayList.js");
  const sites = new ArrayList();
  const indices = new Map<string, number>();
  for (let i = 0; i < x.length; i++) {
    sites.add(new JstsCoordinate(x[i], y[i]));
    const key = `${x[i]},${y[i]}`;
    if (!indices.has(key)) indices.set(key, i);
  }
  if (indices.size < 3) return new Int32Array(0);
  const builder = new Builder();
  builder.setSites(sites);
  const triangles: readonly (readonly Coordinate[])[] = builder
    .getSubdivision()
    .getTriangleCoordinates(false)
    .toArray();
  const corners: number[] = [];
  for (const triangle of triangles) {
    const [a, b, c] = triangle.slice(0, 3).map((corner) => indices.get(`${corner.x},${corner.y}`));
    // A corner that is no site belongs to the frame around all points.
    if (a !== undefined && b !== undefined && c !== undefined) corners.push(a, b, c);
  }
  return Int32Array.from(corners);
}
