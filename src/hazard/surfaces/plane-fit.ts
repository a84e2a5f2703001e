/** Strike and dip of a cloud of points from the plane fitted to it (docs/method/sources.md 5.6). */
import { orthographicOf, type PlaneColumns, projectColumns } from "../../geo/orthographic.ts";
import { DEGREES_PER_RADIAN, modulo, type PointColumns } from "../../geo/sphere.ts";
import type { Orientation } from "./mesh-cells.ts";

/**
 * Orientation of the plane with the least sum of squared distances to the points, in their orthographic plane with
 * height up. Two points have the strike of the line between them and no dip (NaN).
 * @param plane the points in their orthographic plane, where that was computed in another precision
 * @throws RangeError for a single point
 */
export function fittedOrientation(points: PointColumns, plane?: PlaneColumns): Orientation {
  const n = points.lon.length;
  if (n < 2) throw new RangeError("a surface needs at least two points to have a strike");
  const { x, y } = plane ?? projectColumns(orthographicOf(points), points);
  if (n === 2)
    return { strike: modulo(Math.atan2(x[1]! - x[0]!, y[1]! - y[0]!) * DEGREES_PER_RADIAN, 360), dip: Number.NaN };
  const [nx, ny, nz] = smallestDirection(scatter(x, y, points.depth));
  const horizontal = Math.hypot(nx, ny);
  const phi = Math.acos(Math.max(-1, Math.min(1, ny / horizontal))) * DEGREES_PER_RADIAN;
  const delta = Math.acos(Math.max(-1, Math.min(1, horizontal / Math.hypot(nx, ny, nz)))) * DEGREES_PER_RADIAN;
  return { strike: modulo(nx < 0 ? 360 - phi - 90 : phi - 90, 360), dip: 90 - delta };
}

/** xx, xy, xz, yy, yz, zz of the centred points, z being minus the depth. */
type Scatter = readonly [number, number, number, number, number, number];

function scatter(x: Float64Array, y: Float64Array, depth: Float64Array): Scatter {
  const n = x.length;
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / n;
  const mx = mean(x);
  const my = mean(y);
  const mz = -mean(depth);
  const out: [number, number, number, number, number, number] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const dx = x[i]! - mx;
    const dy = y[i]! - my;
    const dz = -depth[i]! - mz;
    out[0] += dx * dx;
    out[1] += dx * dy;
    out[2] += dx * dz;
    out[3] += dy * dy;
    out[4] += dy * dz;
    out[5] += dz * dz;
  }
  return out;
}

/**
 * Unit eigenvector of the smallest eigenvalue, by Jacobi rotations, pointing upwards. (The reference takes the sign its
 * linear algebra library happens to return.)
 */
function smallestDirection([xx, xy, xz, yy, yz, zz]: Scatter): readonly [number, number, number] {
  const a = [
    [xx, xy, xz],
    [xy, yy, yz],
    [xz, yz, zz],
  ];
  const v = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  const trace = xx + yy + zz;
  for (let sweep = 0; sweep < 50; sweep++) {
    if (Math.abs(a[0]![1]!) + Math.abs(a[0]![2]!) + Math.abs(a[1]![2]!) <= 1e-18 * trace) break;
    rotate(a, v, 0, 1);
    rotate(a, v, 0, 2);
    rotate(a, v, 1, 2);
  }
  let least = 0;
  for (let k = 1; k < 3; k++) if (a[k]![k]! < a[least]![least]!) least = k;
  const sign = v[2]![least]! < 0 ? -1 : 1;
  return [sign * v[0]![least]!, sign * v[1]![least]!, sign * v[2]![least]!];
}

/** One Jacobi rotation that makes a[p][q] zero. */
function rotate(a: number[][], v: number[][], p: number, q: number): void {
  const off = a[p]![q]!;
  if (off === 0) return;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * off);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < 3; k++) {
    const kp = a[k]![p]!;
    const kq = a[k]![q]!;
    a[k]![p] = c * kp - s * kq;
    a[k]![q] = s * kp + c * kq;
  }
  for (let k = 0; k < 3; k++) {
    const pk = a[p]![k]!;
    const qk = a[q]![k]!;
    a[p]![k] = c * pk - s * qk;
    a[q]![k] = s * pk + c * qk;
    const vp = v[k]![p]!;
    const vq = v[k]![q]!;
    v[k]![p] = c * vp - s * vq;
    v[k]![q] = s * vp + c * vq;
  }
}
