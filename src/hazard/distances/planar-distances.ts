/**
 * Distances from one planar rupture to many sites (docs/method/sources.md 7.1, 7.2). All work with unit vectors: the sine of the
 * distance to a great circle is the site's projection on the circle's pole, so no trigonometric function is called per
 * site but one arc sine a distance. Agreement with the haversine formulas is 1e-11 km.
 */
import { EARTH_RADIUS, RADIANS_PER_DEGREE } from "../../geo/sphere.ts";
import { InputError } from "../../input-error.ts";
import type { ContextBlock, DistanceColumn } from "../context-block.ts";
import type { SelectedSites } from "../sites/selected-sites.ts";
import { planeFrame } from "../surfaces/plane-frame.ts";
import type { Planes } from "../surfaces/planes.ts";
import { fillHypocentral, type Hypocentres } from "./hypocentral-distances.ts";
import { type AzimuthOrigin, fillAzimuth, fillClosestPoint } from "./planar-point-distances.ts";

/** Columns that receive distances; those of length 0 are not wanted. A context block is one. */
export type DistanceBlock = Pick<ContextBlock, DistanceColumn>;

/** Planes that ruptures start on. */
export interface PlanesWithHypocentres extends Planes, Hypocentres {
  readonly azimuthFrom: AzimuthOrigin["azimuthFrom"];
}

const FRAME = new Float64Array(9);
const POLE = new Float64Array(3);

/** Poles nearer than this are one: 6e-12 km at the surface. */
const SAME_POLE = 1e-15;

/**
 * rrup in km of plane `r` to the selected sites. Separate from the rest because
 * it decides which sites need the rest.
 */
export function planarRrup(planes: Planes, r: number, selected: SelectedSites, out: Float64Array): void {
  const { points: sites, indices, count, row } = selected;
  const { corners } = planes;
  const length = planes.length[r]!;
  const width = planes.width[r]!;
  planeFrame(corners, 12 * r, FRAME);
  const ux = FRAME[0]!;
  const uy = FRAME[1]!;
  const uz = FRAME[2]!;
  const vx = FRAME[3]!;
  const vy = FRAME[4]!;
  const vz = FRAME[5]!;
  const nx = FRAME[6]!;
  const ny = FRAME[7]!;
  const nz = FRAME[8]!;
  const x0 = corners[12 * r]!;
  const y0 = corners[12 * r + 1]!;
  const z0 = corners[12 * r + 2]!;
  const { x, y, z } = sites;
  for (let i = 0; i < count; i++) {
    const s = indices[i]!;
    const mx = x[s]! - x0;
    const my = y[s]! - y0;
    const mz = z[s]! - z0;
    const off = mx * nx + my * ny + mz * nz;
    let along = mx * ux + my * uy + mz * uz;
    let down = mx * vx + my * vy + mz * vz;
    along -= Math.max(0, Math.min(along, length));
    down -= Math.max(0, Math.min(down, width));
    out[row + i] = Math.sqrt(off * off + along * along + down * down);
  }
}

/**
 * All wanted distances but rrup (which `planarRrup` gives).
 * @throws InputError if `rcdpp` is wanted: point-like sources and planar surfaces have no slip direction.
 */
export function planarDistances(
  ruptures: PlanesWithHypocentres,
  r: number,
  selected: SelectedSites,
  out: DistanceBlock,
): void {
  if (out.rcdpp.length > 0)
    throw new InputError("the distance rcdpp (centred directivity) is not defined for planar ruptures");
  const wantsArcs = out.rjb.length > 0 || out.rx.length > 0 || out.ry0.length > 0;
  if (wantsArcs) fillArcDistances(ruptures, r, selected, out);
  if (out.repi.length > 0 || out.rhypo.length > 0) fillHypocentral(ruptures, r, selected, out);
  if (out.azimuth.length > 0) fillAzimuth(ruptures, r, selected, out.azimuth);
  if (out.clon.length > 0 || out.clat.length > 0 || out.azimuthcp.length > 0)
    fillClosestPoint(ruptures, r, selected, out);
  if (out.rvolc.length > 0) out.rvolc.fill(0, selected.row, selected.row + selected.count);
}

/**
 * rjb, rx and ry0 in km, from the signed distances to the four great circles along the edges: bottom and top with the azimuth
 * of the strike, left and right across it.
 */
export function fillArcDistances(
  planes: Planes,
  r: number,
  selected: SelectedSites,
  out: Pick<DistanceBlock, "rjb" | "rx" | "ry0">,
): void {
  const { points: sites, indices, count, row } = selected;
  const { rjb, rx, ry0 } = out;
  const wantsRjb = rjb.length > 0;
  const wantsRx = rx.length > 0;
  const wantsRy0 = ry0.length > 0;
  const { corners } = planes;
  const at = 12 * r;
  const strike = planes.strike[r]! * RADIANS_PER_DEGREE;
  const sinStrike = Math.sin(strike);
  const cosStrike = Math.cos(strike);

  // A site's projection on a pole is positive where the site lies to the right of the circle's direction.
  rightHandPole(corners, at, sinStrike, cosStrike);
  const tx = POLE[0]!;
  const ty = POLE[1]!;
  const tz = POLE[2]!;
  rightHandPole(corners, at + 6, sinStrike, cosStrike);
  // Top and bottom of a vertical rupture lie on one circle: sites on it must not fall between two that differ by noise.
  const vertical = Math.abs(POLE[0]! - tx) + Math.abs(POLE[1]! - ty) + Math.abs(POLE[2]! - tz) < SAME_POLE;
  const bx = vertical ? tx : POLE[0]!;
  const by = vertical ? ty : POLE[1]!;
  const bz = vertical ? tz : POLE[2]!;
  // sin(strike + 90) = cos(strike), cos(strike + 90) = -sin(strike).
  rightHandPole(corners, at, cosStrike, -sinStrike);
  const lx = POLE[0]!;
  const ly = POLE[1]!;
  const lz = POLE[2]!;
  rightHandPole(corners, at + 3, cosStrike, -sinStrike);
  const qx = POLE[0]!;
  const qy = POLE[1]!;
  const qz = POLE[2]!;

  const { ux, uy, uz } = sites;
  for (let i = 0; i < count; i++) {
    const s = indices[i]!;
    const px = ux[s]!;
    const py = uy[s]!;
    const pz = uz[s]!;
    const top = px * tx + py * ty + pz * tz;
    if (wantsRx) rx[row + i] = EARTH_RADIUS * Math.asin(top);
    if (!wantsRjb && !wantsRy0) continue;
    const left = px * lx + py * ly + pz * lz;
    const right = px * qx + py * qy + pz * qz;
    const beyondEnd = left > 0 === right > 0;
    const alongSine = beyondEnd ? Math.min(Math.abs(left), Math.abs(right)) : 0;
    if (wantsRy0) ry0[row + i] = beyondEnd ? EARTH_RADIUS * Math.asin(alongSine) : 0;
    if (!wantsRjb) continue;
    const bottom = px * bx + py * by + pz * bz;
    if (bottom > 0 === top > 0)
      rjb[row + i] = beyondEnd
        ? nearestSurfaceCorner(corners, at, sites.x[s]!, sites.y[s]!, sites.z[s]!)
        : EARTH_RADIUS * Math.asin(Math.min(Math.abs(bottom), Math.abs(top)));
    else rjb[row + i] = beyondEnd ? EARTH_RADIUS * Math.asin(alongSine) : 0;
  }
}

/**
 * Unit vector towards the right of the great circle through the corner at `at` whose azimuth there has the given sine and
 * cosine, into `POLE`.
 */
function rightHandPole(corners: Float64Array, at: number, sine: number, cosine: number): void {
  const x = corners[at]!;
  const y = corners[at + 1]!;
  const z = corners[at + 2]!;
  const horizontal = Math.sqrt(x * x + y * y);
  const radius = Math.sqrt(x * x + y * y + z * z);
  const cosLambda = horizontal > 0 ? x / horizontal : 1;
  const sinLambda = horizontal > 0 ? y / horizontal : 0;
  const sinPhi = z / radius;
  const cosPhi = horizontal / radius;
  // east cos(azimuth) - north sin(azimuth)
  POLE[0] = -sinLambda * cosine + sinPhi * cosLambda * sine;
  POLE[1] = cosLambda * cosine + sinPhi * sinLambda * sine;
  POLE[2] = -cosPhi * sine;
}

/** Smallest straight distance, km, to the four corners brought to the surface. */
function nearestSurfaceCorner(corners: Float64Array, at: number, x: number, y: number, z: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let c = at; c < at + 12; c += 3) {
    const cx = corners[c]!;
    const cy = corners[c + 1]!;
    const cz = corners[c + 2]!;
    const scale = EARTH_RADIUS / Math.sqrt(cx * cx + cy * cy + cz * cz);
    const dx = x - scale * cx;
    const dy = y - scale * cy;
    const dz = z - scale * cz;
    const squared = dx * dx + dy * dy + dz * dz;
    if (squared < least) least = squared;
  }
  return Math.sqrt(least);
}
