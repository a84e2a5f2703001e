/** Resampling of polylines: at a fixed spacing, or to a fixed number of points. */
import { azimuth } from "./azimuth.ts";
import { lineLength, segmentLength } from "./line.ts";
import { type Orthographic, orthographicOf, project, unproject } from "./orthographic.ts";
import { intervalsBetween } from "./spaced-points.ts";
import type { PointColumns } from "./sphere.ts";

/** A resampled point nearer than this (km) to a vertex is that vertex. */
const SAME_VERTEX_KM = 1e-5;

/** Degrees; two outputs nearer in both coordinates are one above the other. */
const VERTICAL_DEGREES = 0.01;

/**
 * A line of points `spacing` km apart (straight, in the line's own orthographic plane and depth), measured around
 * corners as the crow flies: docs/method/sources.md 1.1. With `keepEnd` the last vertex closes it; without, the end is rounded to a
 * whole number of steps.
 * @throws RangeError if no point of the line has the distance asked for (NaN coordinates).
 */
export function resampleLine(line: PointColumns, spacing: number, keepEnd: boolean): PointColumns {
  const { lon, lat, depth } = line;
  const n = lon.length;
  const projection = orthographicOf(line);
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const there = project(projection, lon[i]!, lat[i]!);
    x[i] = there[0];
    y[i] = there[1];
  }
  const out = new Resampled(projection, lon[0]!, lat[0]!, depth[0]!, x[0]!, y[0]!);

  let from = -1;
  for (;;) {
    const i = lastVertexWithin(x, y, depth, out, spacing, from);
    if (i === n - 1) break;
    const next = i + 1;
    const step = whereSphereMeets(x, y, depth, i, out, spacing);
    out.add(step[0], step[1], step[2]);
    const dx = x[next]! - out.x;
    const dy = y[next]! - out.y;
    const dz = depth[next]! - out.z;
    let left = Math.sqrt(dx * dx + dy * dy + dz * dz);
    const scale = spacing / left;
    while (left > spacing * 0.9999) {
      out.add(out.x + scale * dx, out.y + scale * dy, out.z + scale * dz);
      left = Math.sqrt((x[next]! - out.x) ** 2 + (y[next]! - out.y) ** 2 + (depth[next]! - out.z) ** 2);
    }
    from = next;
  }

  const end = n - 1;
  if (keepEnd) out.addPoint(lon[end]!, lat[end]!, depth[end]!);
  else {
    const rest = Math.sqrt((x[end]! - out.x) ** 2 + (y[end]! - out.y) ** 2 + (depth[end]! - out.z) ** 2);
    const same = out.goesOnTowards(lon[end]!, lat[end]!, depth[end]!);
    if ((rest > spacing / 2 && same) || (rest < spacing / 2 && !same)) {
      const dx = x[end]! - x[end - 1]!;
      const dy = y[end]! - y[end - 1]!;
      const dz = depth[end]! - depth[end - 1]!;
      const scale = spacing / Math.sqrt(dx * dx + dy * dy + dz * dz);
      out.add(out.x + scale * dx, out.y + scale * dy, out.z + scale * dz);
    }
  }
  return out.columns();
}

/** The points made so far, with the last one in the plane. */
class Resampled {
  private readonly lon: number[];
  private readonly lat: number[];
  private readonly depth: number[];

  constructor(
    private readonly projection: Orthographic,
    lon: number,
    lat: number,
    depth: number,
    public x: number,
    public y: number,
  ) {
    this.lon = [lon];
    this.lat = [lat];
    this.depth = [depth];
    this.z = depth;
  }

  z: number;

  add(x: number, y: number, z: number): void {
    const [lon, lat] = unproject(this.projection, x, y);
    this.addPoint(lon, lat, z);
    this.x = x;
    this.y = y;
    this.z = z;
  }

  /** Exact repetitions of the last point are left out. */
  addPoint(lon: number, lat: number, depth: number): void {
    const last = this.lon.length - 1;
    if (this.lon[last] === lon && this.lat[last] === lat && this.depth[last] === depth) return;
    this.lon.push(lon);
    this.lat.push(lat);
    this.depth.push(depth);
  }

  /** Whether the end of the line lies ahead of the last output, not behind it. */
  goesOnTowards(lon: number, lat: number, depth: number): boolean {
    const last = this.lon.length - 1;
    if (last === 0) return true;
    const lon0 = this.lon[last - 1]!;
    const lat0 = this.lat[last - 1]!;
    const lon1 = this.lon[last]!;
    const lat1 = this.lat[last]!;
    if (Math.abs(lon0 - lon1) < VERTICAL_DEGREES && Math.abs(lat0 - lat1) < VERTICAL_DEGREES)
      return !(depth < this.depth[last]!);
    return Math.abs(azimuth(lon0, lat0, lon1, lat1) - azimuth(lon1, lat1, lon, lat)) < 30;
  }

  columns(): PointColumns {
    return {
      lon: Float64Array.from(this.lon),
      lat: Float64Array.from(this.lat),
      depth: Float64Array.from(this.depth),
    };
  }
}

/** Index of the vertex farthest from the last output but not beyond `spacing`; vertices before `from` are passed. */
function lastVertexWithin(
  x: Float64Array,
  y: Float64Array,
  z: Float64Array,
  last: Resampled,
  spacing: number,
  from: number,
): number {
  let best = 0;
  let farthest = Number.NEGATIVE_INFINITY;
  for (let i = Math.max(from, 0); i < x.length; i++) {
    const distance = Math.sqrt((x[i]! - last.x) ** 2 + (y[i]! - last.y) ** 2 + (z[i]! - last.z) ** 2);
    if (distance <= spacing && distance > farthest) {
      farthest = distance;
      best = i;
    }
  }
  return best;
}

/** Where the segment i -> i+1 leaves the sphere of radius `spacing` around the last output. */
function whereSphereMeets(
  x: Float64Array,
  y: Float64Array,
  z: Float64Array,
  i: number,
  last: Resampled,
  spacing: number,
): readonly [number, number, number] {
  const x1 = x[i + 1]!;
  const y1 = y[i + 1]!;
  const z1 = z[i + 1]!;
  const dx = x[i]! - x1;
  const dy = y[i]! - y1;
  const dz = z[i]! - z1;
  const a = dx * dx + dy * dy + dz * dz;
  const b = 2 * (dx * (x1 - last.x) + dy * (y1 - last.y) + dz * (z1 - last.z));
  const c = (x1 - last.x) ** 2 + (y1 - last.y) ** 2 + (z1 - last.z) ** 2 - spacing * spacing;
  const discriminant = b * b - 4 * a * c;
  if (!(discriminant >= 0)) throw new RangeError("a line cannot be resampled: no point at the wanted distance");
  const root = Math.sqrt(discriminant);
  const u = (-b + root) / (2 * a);
  const px = x1 + u * dx;
  const py = y1 + u * dy;
  const pz = z1 + u * dz;
  const inside = between(px, x1, x[i]!) && between(py, y1, y[i]!) && between(pz, z1, z[i]!);
  if (inside) return [px, py, pz];
  const other = (-b - root) / (2 * a);
  return [x1 + other * dx, y1 + other * dy, z1 + other * dz];
}

function between(value: number, end1: number, end2: number): boolean {
  return value >= Math.min(end1, end2) && value <= Math.max(end1, end2);
}

/** `count` points at equal distances along the line (edges and columns of complex faults): docs/method/sources.md 1.2. */
export function resampleToCount(line: PointColumns, count: number): PointColumns {
  const lon = new Float64Array(count);
  const lat = new Float64Array(count);
  const depth = new Float64Array(count);
  lon[0] = line.lon[0]!;
  lat[0] = line.lat[0]!;
  depth[0] = line.depth[0]!;
  const segments = line.lon.length - 1;
  const step = lineLength(line) / (count - 1);
  let segment = 0;
  let before = 0;
  let length = segments > 0 ? segmentLength(line, 0) : 0;
  for (let i = 1; i < count; i++) {
    const target = i * step;
    while (before + length < target && segment + 1 < segments) {
      before += length;
      segment++;
      length = segmentLength(line, segment);
    }
    const offset = target - before;
    lon[i] = line.lon[segment]!;
    lat[i] = line.lat[segment]!;
    depth[i] = line.depth[segment]!;
    if (offset < SAME_VERTEX_KM) continue;
    const points = intervalsBetween(
      [lon[i]!, lat[i]!, depth[i]!],
      [line.lon[segment + 1]!, line.lat[segment + 1]!, line.depth[segment + 1]!],
      offset,
    );
    if (points.lon.length < 2) continue;
    lon[i] = points.lon[1]!;
    lat[i] = points.lat[1]!;
    depth[i] = points.depth[1]!;
  }
  return { lon, lat, depth };
}
