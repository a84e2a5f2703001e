/** Growing a polygon outwards. */
import { unproject } from "./orthographic.ts";
import { planePolygon } from "./polygon.ts";
import type { LonLatColumns } from "./sphere.ts";

/** Segments of the arcs around convex corners, a quarter circle. */
const QUADRANT_SEGMENTS = 16;

/**
 * The ring whose border lies `km` outside a given one: buffered in its orthographic plane with round joins, holes that
 * arise are dropped. Asynchronous because the geometry library (jsts, a port of JTS) takes 50 ms to load and few jobs need it.
 */
export async function dilateRing(ring: LonLatColumns, km: number): Promise<LonLatColumns> {
  const [{ default: BufferOp }, { default: GeometryFactory }, { default: Coordinate }] = await Promise.all([
    import("jsts/org/locationtech/jts/operation/buffer/BufferOp.js"),
    import("jsts/org/locationtech/jts/geom/GeometryFactory.js"),
    import("jsts/org/locationtech/jts/geom/Coordinate.js"),
  ]);
  const polygon = planePolygon(ring);
  const { x, y } = polygon.ring;
  const shell = Array.from(x, (value, i) => new Coordinate(value, y[i]));
  shell.push(new Coordinate(x[0], y[0]));
  const factory = new GeometryFactory();
  const buffered = BufferOp.bufferOp(factory.createPolygon(factory.createLinearRing(shell)), km, QUADRANT_SEGMENTS);
  const exterior: readonly { readonly x: number; readonly y: number }[] = buffered.getExteriorRing().getCoordinates();
  const grown = exterior.slice(0, -1).map((vertex) => unproject(polygon.projection, vertex.x, vertex.y));
  return { lon: Float64Array.from(grown, ([lon]) => lon), lat: Float64Array.from(grown, ([, lat]) => lat) };
}
