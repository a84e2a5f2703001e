/** Growing a polygon outwards. */
import { boundingBox } from "./bounding-box.ts";
import { type Orthographic, type PlaneColumns, unproject } from "./orthographic.ts";
import { crowdedPairs } from "./plane/crowding.ts";
import { outsideNotches, withoutStraightRuns } from "./plane/notches.ts";
import { type PlanePolygon, planePolygon } from "./polygon.ts";
import { EARTH_RADIUS, type LonLatColumns, RADIANS_PER_DEGREE } from "./sphere.ts";

/** Segments of the arcs around convex corners, a quarter circle. */
const QUADRANT_SEGMENTS = 16;

/** Pairs of edges near each other that the geometry library may be given: half a second to one. */
const MOST_PAIRS = 40_000;

/**
 * By how much of its distance the border of a crowded ring may move, the smallest first that is enough. The last is the tolerance
 * with which the library itself (and GEOS, the reference's) leaves out shallow inner corners.
 */
const TOLERANCES = [1e-4, 1e-3, 1e-2];

/** Bays whose shores are farther apart may leave a hole (2 distances of it are covered from the shores). */
const WIDEST_BAY = 1.8;

/** Corners that stay for one side of the box; those of a comb are alike. */
const MOST_MAKERS = 16;

/** What the geometry library gives: a polygon with its holes, or several polygons. */
interface BufferedRing {
  getCoordinates(): readonly { readonly x: number; readonly y: number }[];
}
interface BufferedPolygon {
  getExteriorRing?(): BufferedRing;
  getNumInteriorRing(): number;
  getInteriorRingN(index: number): BufferedRing;
}

/**
 * The polygon whose border lies `km` outside a ring: buffered in its orthographic plane with round joins. Bays that close leave
 * holes. Asynchronous because the geometry library (jsts, a port of JTS) takes 50 ms to load and few jobs need it.
 *
 * The library's time goes with the square of the edges that lie near each other. A ring with too many of them first loses the
 * corners that its border hardly feels, which moves the border by at most 1 % of `km`; its box keeps.
 * @throws RangeError if too many edges are left, or if the ring crosses itself so that it falls apart.
 */
export async function dilateRing(ring: LonLatColumns, km: number): Promise<PlanePolygon> {
  const { projection, ring: corners } = planePolygon(ring);
  const { x, y } = uncrowded(corners, km, projection);
  const [{ default: BufferOp }, { default: GeometryFactory }, { default: Coordinate }] = await Promise.all([
    import("jsts/org/locationtech/jts/operation/buffer/BufferOp.js"),
    import("jsts/org/locationtech/jts/geom/GeometryFactory.js"),
    import("jsts/org/locationtech/jts/geom/Coordinate.js"),
  ]);
  const shell = Array.from(x, (value, i) => new Coordinate(value, y[i]));
  shell.push(new Coordinate(x[0], y[0]));
  const factory = new GeometryFactory();
  const polygon = factory.createPolygon(factory.createLinearRing(shell));
  const buffered: BufferedPolygon = BufferOp.bufferOp(polygon, km, QUADRANT_SEGMENTS);
  if (buffered.getExteriorRing === undefined)
    throw new RangeError(`the outline crosses itself: widened by ${km} km it falls into pieces`);
  const exterior = columnsOf(buffered.getExteriorRing());
  const holes = Array.from({ length: buffered.getNumInteriorRing() }, (_, i) =>
    columnsOf(buffered.getInteriorRingN(i)),
  );
  const places = Array.from(exterior.x, (px, i) => unproject(projection, px, exterior.y[i]!));
  const box = boundingBox({
    lon: Float64Array.from(places, ([lon]) => lon),
    lat: Float64Array.from(places, ([, lat]) => lat),
  });
  return { box, projection, ring: exterior, holes };
}

/** Without the closing corner. */
function columnsOf(ring: BufferedRing): PlaneColumns {
  const corners = ring.getCoordinates().slice(0, -1);
  return { x: Float64Array.from(corners, (corner) => corner.x), y: Float64Array.from(corners, (corner) => corner.y) };
}

/** The ring itself, or one with fewer corners and nearly the same border at a distance. */
function uncrowded(ring: PlaneColumns, km: number, projection: Orthographic): PlaneColumns {
  if (crowdedPairs(ring, km, MOST_PAIRS) < MOST_PAIRS) return ring;
  const stays = makersOfTheBox(ring, km, projection);
  for (const tolerance of TOLERANCES) {
    const corners = withoutStraightRuns(
      ring,
      outsideNotches(ring, Math.sqrt(8 * tolerance) * km, WIDEST_BAY * km, stays),
      tolerance * km,
      stays,
    );
    const left = {
      x: Float64Array.from(corners, (corner) => ring.x[corner]!),
      y: Float64Array.from(corners, (corner) => ring.y[corner]!),
    };
    if (crowdedPairs(left, km, MOST_PAIRS) < MOST_PAIRS) return left;
  }
  throw new RangeError(
    `the outline of ${ring.x.length} corners goes to and fro too often within ${km} km to be widened by them; give a simpler one`,
  );
}

/**
 * The corners whose arcs may reach farthest to the west, east, south or north, and their neighbours, which turn the arcs: a grid
 * begins at the box of the border, and all its points would move with it.
 */
function makersOfTheBox({ x, y }: PlaneColumns, km: number, projection: Orthographic): Uint8Array {
  const n = x.length;
  const degrees = km / EARTH_RADIUS / RADIANS_PER_DEGREE;
  const reaches = Array.from({ length: 4 }, () => new Float64Array(n));
  const [middle] = unproject(projection, 0, 0);
  for (let i = 0; i < n; i++) {
    const [lon, lat] = unproject(projection, x[i]!, y[i]!);
    const across = degrees / Math.max(Math.cos(lat * RADIANS_PER_DEGREE), 1e-3);
    const east = lon - middle - 360 * Math.round((lon - middle) / 360);
    for (const [k, reach] of [east + across, across - east, lat + degrees, degrees - lat].entries())
      reaches[k]![i] = reach;
  }
  const stays = new Uint8Array(n);
  for (const reach of reaches) {
    const most = reach.reduce((a, b) => Math.max(a, b));
    // The arcs lie 0.12 % of the distance inside their circle.
    const makers = Array.from(reach.keys())
      .filter((i) => reach[i]! > most - 2e-3 * degrees)
      .sort((i, j) => reach[j]! - reach[i]! || i - j);
    for (const i of makers.slice(0, MOST_MAKERS)) stays[i] = stays[(i + 1) % n] = stays[(i + n - 1) % n] = 1;
  }
  return stays;
}
