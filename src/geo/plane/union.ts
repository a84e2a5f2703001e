/**
 * Buffer and union of small plane rings as GEOS makes them.
 *
 * Rings that keep their shape and cross cleanly, which nearly all stripes of a fault do, take `ring-offset` and `ring-union`;
 * the others jsts, a port of JTS and so of GEOS.
 *
 * The reference simplifies the union afterwards, and that depends on the vertex at which the ring starts. jsts and GEOS
 * agree on the shape but not on the start, so it is found here by the rule of GEOS' overlay (3.14): the first piece of
 * the first ring's boundary that lies outside the second ring opens the result, with its second vertex.
 */
import type { PlaneColumns } from "../orthographic.ts";
import { cornerSine, ringSides } from "./line-buffer.ts";
import { outerOffset } from "./ring-offset.ts";
import { unionOfTwo } from "./ring-union.ts";

/** A closed ring: the last vertex repeats the first. */
export type Ring = PlaneColumns;

/** A polygon: its shell, then its holes. */
export type RingPolygon = readonly Ring[];

interface Coordinate {
  readonly x: number;
  readonly y: number;
}

interface Geometry {
  getExteriorRing(): { getCoordinates(): readonly Coordinate[] };
  getNumInteriorRing(): number;
  getInteriorRingN(i: number): { getCoordinates(): readonly Coordinate[] };
  getNumGeometries(): number;
  getGeometryN(i: number): Geometry;
}

interface Jsts {
  readonly bufferLine: (line: PlaneColumns, distance: number, quadrantSegments: number) => Geometry;
  readonly bufferRing: (ring: Ring, distance: number, quadrantSegments: number) => Geometry;
  readonly union: (a: RingPolygon, b: RingPolygon) => Geometry;
}

let loaded: Jsts | undefined;

/** Loading takes 50 ms and is left until a site lies near a fault. */
function jsts(): Jsts {
  if (loaded !== undefined) return loaded;
  const { default: BufferOp } = require("jsts/org/locationtech/jts/operation/buffer/BufferOp.js");
  const { default: OverlayOp } = require("jsts/org/locationtech/jts/operation/overlay/OverlayOp.js");
  const {
    default: SnapIfNeeded,
  } = require("jsts/org/locationtech/jts/operation/overlay/snap/SnapIfNeededOverlayOp.js");
  const { default: GeometryFactory } = require("jsts/org/locationtech/jts/geom/GeometryFactory.js");
  const { default: JstsCoordinate } = require("jsts/org/locationtech/jts/geom/Coordinate.js");
  const factory = new GeometryFactory();
  followGeos();
  const coordinates = ({ x, y }: PlaneColumns) => Array.from(x, (value, i) => new JstsCoordinate(value, y[i]));
  const ring = (line: PlaneColumns) => factory.createLinearRing(coordinates(line));
  const polygon = (rings: RingPolygon) => factory.createPolygon(ring(rings[0]!), rings.slice(1).map(ring));
  loaded = {
    bufferLine: (line, distance, quadrantSegments) =>
      BufferOp.bufferOp(factory.createLineString(coordinates(line)), distance, quadrantSegments),
    bufferRing: (shell, distance, quadrantSegments) => BufferOp.bufferOp(polygon([shell]), distance, quadrantSegments),
    union: (a, b) => SnapIfNeeded.overlayOp(polygon(a), polygon(b), OverlayOp.UNION),
  };
  return loaded;
}

interface CurveSetBuilder {
  readonly _curveBuilder: { getRingCurve(line: readonly Coordinate[], side: number, distance: number): unknown };
  addCurve(curve: unknown, left: number, right: number): void;
}

interface SegmentGenerator {
  readonly _filletAngleQuantum: number;
  readonly _segList: { addPt(point: Coordinate): void };
}

/** See `line-buffer.ts`. The library has no other way in than replacing what it does with closed lines and corners. */
function followGeos(): void {
  const { default: Builder } = require("jsts/org/locationtech/jts/operation/buffer/OffsetCurveSetBuilder.js");
  const { default: Position } = require("jsts/org/locationtech/jts/geomgraph/Position.js");
  const { default: Location } = require("jsts/org/locationtech/jts/geom/Location.js");
  Builder.prototype.addRingBothSides = function (this: CurveSetBuilder, line: readonly Coordinate[], distance: number) {
    const { left, right } = ringSides(line, distance);
    const add = (side: number, leftPlace: number, rightPlace: number) =>
      this.addCurve(this._curveBuilder.getRingCurve(line, side, distance), leftPlace, rightPlace);
    if (left) add(Position.LEFT, Location.EXTERIOR, Location.INTERIOR);
    if (right) add(Position.RIGHT, Location.INTERIOR, Location.EXTERIOR);
  };
  const { default: Generator } = require("jsts/org/locationtech/jts/operation/buffer/OffsetSegmentGenerator.js");
  const { default: Orientation } = require("jsts/org/locationtech/jts/algorithm/Orientation.js");
  const { default: JstsCoordinate } = require("jsts/org/locationtech/jts/geom/Coordinate.js");
  Generator.prototype.addDirectedFillet = function (
    this: SegmentGenerator,
    { x, y }: Coordinate,
    start: number,
    end: number,
    direction: number,
    radius: number,
  ) {
    const total = Math.abs(start - end);
    const segments = Math.trunc(total / this._filletAngleQuantum + 0.5);
    const step = (direction === Orientation.CLOCKWISE ? -total : total) / segments;
    for (let i = 0; i < segments; i++) {
      const angle = start + i * step;
      const east = radius * cornerSine(Math.cos(angle));
      this._segList.addPt(new JstsCoordinate(x + east, y + radius * cornerSine(Math.sin(angle))));
    }
  };
}

/** The outer ring of a closed line widened by `distance`, with round corners of `quadrantSegments` a quarter. */
export function bufferedOutline(line: PlaneColumns, distance: number, quadrantSegments: number): Ring {
  return outerOffset(line, distance, quadrantSegments) ?? bufferedOutlineByJsts(line, distance, quadrantSegments);
}

/** The same for lines of any shape, at 10 times the cost. */
export function bufferedOutlineByJsts(line: PlaneColumns, distance: number, quadrantSegments: number): Ring {
  return ringOf(jsts().bufferLine(line, distance, quadrantSegments).getExteriorRing());
}

/** The outer ring of a polygon without holes widened by `distance`. */
export function bufferedPolygon(shell: Ring, distance: number, quadrantSegments: number): Ring {
  return ringOf(jsts().bufferRing(shell, distance, quadrantSegments).getExteriorRing());
}

function ringOf(line: { getCoordinates(): readonly Coordinate[] }): Ring {
  const coordinates = line.getCoordinates();
  return { x: Float64Array.from(coordinates, (c) => c.x), y: Float64Array.from(coordinates, (c) => c.y) };
}

/** Union of rings; polygons apart from each other stay apart. The order of the unions is GEOS'. */
export function unionOfRings(rings: readonly Ring[]): RingPolygon[] {
  const [first] = rings;
  // Equal rings (vertical faults): each union of two halves moves the start by one vertex.
  if (first !== undefined && rings.every((ring) => equalRings(ring, first)))
    return [[rotated(first, Math.floor(Math.log2(rings.length)) % (first.x.length - 1))]];
  const ordered = packingOrder(rings);
  return binaryUnion(ordered, 0, ordered.length);
}

function binaryUnion(rings: readonly Ring[], start: number, end: number): RingPolygon[] {
  if (end - start === 1) return [[rings[start]!]];
  const middle = (start + end) >> 1;
  return unionOf(binaryUnion(rings, start, middle), binaryUnion(rings, middle, end));
}

function unionOf(left: readonly RingPolygon[], right: readonly RingPolygon[]): RingPolygon[] {
  if (left.length === 1 && right.length === 1 && left[0]!.length === 1 && right[0]!.length === 1) {
    const ring = unionOfTwo(left[0]![0]!, right[0]![0]!);
    if (ring !== undefined) return [[ring]];
  }
  return unionByJsts(left, right);
}

/** A polygon of a union, and the places of those it is made of among all that go into the union. */
interface UnionPart {
  readonly polygon: RingPolygon;
  readonly members: readonly number[];
}

/** Union of polygons of any shape. Every shell starts anew, by the rule above, even one that nothing touches. */
export function unionByJsts(left: readonly RingPolygon[], right: readonly RingPolygon[]): RingPolygon[] {
  const sources = [...left, ...right];
  let parts: UnionPart[] = left.map((polygon, i) => ({ polygon, members: [i] }));
  for (const [r, polygon] of right.entries()) {
    const apart: UnionPart[] = [];
    let merged: UnionPart = { polygon, members: [left.length + r] };
    for (const part of parts) {
      const union = jsts().union(part.polygon, merged.polygon);
      if (union.getNumGeometries() === 1)
        merged = { polygon: polygonOf(union.getGeometryN(0)), members: [...part.members, ...merged.members] };
      else apart.push(part);
    }
    parts = [...apart, merged];
  }
  return parts
    .map(({ polygon, members }) => ({ polygon, members: members.toSorted((a, b) => a - b) }))
    .sort((a, b) => a.members[0]! - b.members[0]!)
    .map(({ polygon, members }) =>
      startedLike(
        polygon,
        members.map((member) => sources[member]![0]!),
      ),
    );
}

function polygonOf(geometry: Geometry): RingPolygon {
  const rings = [ringOf(geometry.getExteriorRing())];
  for (let i = 0; i < geometry.getNumInteriorRing(); i++) rings.push(ringOf(geometry.getInteriorRingN(i)));
  return rings;
}

/** Rotates the shell to start behind the point where the boundary of a ring, followed from its start, first is on it. */
function startedLike(polygon: RingPolygon, rings: readonly Ring[]): RingPolygon {
  const [shell, ...holes] = polygon;
  if (shell === undefined) return polygon;
  const n = shell.x.length - 1;
  for (const ring of rings)
    for (let k = 0; k + 1 < ring.x.length; k++) {
      const x = ring.x[k]!;
      const y = ring.y[k]!;
      for (let i = 0; i < n; i++) {
        if (shell.x[i] !== x || shell.y[i] !== y) continue;
        return [rotated(shell, k === 0 ? (i + 1) % n : i), ...holes];
      }
    }
  return polygon;
}

function equalRings(a: Ring, b: Ring): boolean {
  if (a === b) return true;
  return a.x.length === b.x.length && a.x.every((x, i) => x === b.x[i]) && a.y.every((y, i) => y === b.y[i]);
}

function rotated(ring: Ring, start: number): Ring {
  const n = ring.x.length - 1;
  const x = new Float64Array(n + 1);
  const y = new Float64Array(n + 1);
  for (let i = 0; i <= n; i++) {
    x[i] = ring.x[(start + i) % n]!;
    y[i] = ring.y[(start + i) % n]!;
  }
  return { x, y };
}

/** Leaves a node of the spatial index. */
const NODE_CAPACITY = 10;

/** Sort-tile-recursive order of the rings' boxes (Leutenegger et al. 1997): vertical slices, in each by height. */
function packingOrder(rings: readonly Ring[]): Ring[] {
  const boxes = rings.map((ring) => ({ ring, x: middleOf(ring.x), y: middleOf(ring.y) }));
  if (boxes.length < 2) return [...rings];
  const slices = Math.ceil(Math.sqrt(Math.ceil(boxes.length / NODE_CAPACITY)));
  const inSlice = Math.ceil(boxes.length / slices);
  boxes.sort((a, b) => a.x - b.x);
  const ordered: Ring[] = [];
  for (let start = 0; start < boxes.length; start += inSlice) {
    const slice = boxes.slice(start, start + inSlice).sort((a, b) => a.y - b.y);
    for (const box of slice) ordered.push(box.ring);
  }
  return ordered;
}

function middleOf(values: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return (least + greatest) / 2;
}
