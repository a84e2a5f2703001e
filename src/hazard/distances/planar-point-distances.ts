/** Distances from points of a plane: its hypocentre or centroid, the point nearest to the site. */
import { DEGREES_PER_RADIAN, RADIANS_PER_DEGREE } from "../../geo/sphere.ts";
import type { ContextBlock } from "../context-block.ts";
import type { SelectedSites } from "../sites/selected-sites.ts";
import { planeFrame } from "../surfaces/plane-frame.ts";
import type { Planes } from "../surfaces/planes.ts";
import type { Hypocentres } from "./hypocentral-distances.ts";

const FRAME = new Float64Array(9);

/** Sine of an angle that is rounding noise: 6e-12 km. */
const NO_DISTANCE = 1e-15;

/** What azimuths are measured from. */
export interface AzimuthOrigin extends Pick<Planes, "corners" | "strike">, Pick<Hypocentres, "hypoLon" | "hypoLat"> {
  readonly azimuthFrom: "hypocentre" | "centroid";
}

/**
 * Azimuth of the sites relative to the strike, degrees in [0, 360), from where the set says. A site at that very place is
 * taken to lie north of it.
 */
export function fillAzimuth(planes: AzimuthOrigin, r: number, selected: SelectedSites, out: Float64Array): void {
  const { points: sites, indices, count, row } = selected;
  let sinLambda: number;
  let cosLambda: number;
  let sinPhi: number;
  let cosPhi: number;
  if (planes.azimuthFrom === "hypocentre") {
    const lambda = planes.hypoLon[r]! * RADIANS_PER_DEGREE;
    const phi = planes.hypoLat[r]! * RADIANS_PER_DEGREE;
    sinLambda = Math.sin(lambda);
    cosLambda = Math.cos(lambda);
    sinPhi = Math.sin(phi);
    cosPhi = Math.cos(phi);
  } else {
    // Half way between the top left and bottom right corners on their great circle.
    const { corners } = planes;
    const a = 12 * r;
    const d = a + 9;
    const ra = Math.hypot(corners[a]!, corners[a + 1]!, corners[a + 2]!);
    const rd = Math.hypot(corners[d]!, corners[d + 1]!, corners[d + 2]!);
    const x = corners[a]! / ra + corners[d]! / rd;
    const y = corners[a + 1]! / ra + corners[d + 1]! / rd;
    const z = corners[a + 2]! / ra + corners[d + 2]! / rd;
    const horizontal = Math.hypot(x, y);
    const norm = Math.hypot(horizontal, z);
    sinLambda = y / horizontal;
    cosLambda = x / horizontal;
    sinPhi = z / norm;
    cosPhi = horizontal / norm;
  }
  const strike = planes.strike[r]! * RADIANS_PER_DEGREE;
  const sine = Math.sin(strike);
  const cosine = Math.cos(strike);
  // Horizontal unit vectors along the strike and to its right: the angle between them and the site is what is asked.
  const ax = -sinLambda * sine - sinPhi * cosLambda * cosine;
  const ay = cosLambda * sine - sinPhi * sinLambda * cosine;
  const az = cosPhi * cosine;
  const bx = -sinLambda * cosine + sinPhi * cosLambda * sine;
  const by = cosLambda * cosine + sinPhi * sinLambda * sine;
  const bz = -cosPhi * sine;
  const { ux, uy, uz } = sites;
  for (let i = 0; i < count; i++) {
    const s = indices[i]!;
    const px = ux[s]!;
    const py = uy[s]!;
    const pz = uz[s]!;
    const right = px * bx + py * by + pz * bz;
    const ahead = px * ax + py * ay + pz * az;
    const angle =
      Math.abs(right) < NO_DISTANCE && Math.abs(ahead) < NO_DISTANCE
        ? -planes.strike[r]!
        : Math.atan2(right, ahead) * DEGREES_PER_RADIAN;
    out[row + i] = angle < 0 ? angle + 360 : angle;
  }
}

/** Longitude and latitude of the rupture's point nearest to the site, and its azimuth from the site; degrees. */
export function fillClosestPoint(
  planes: Planes,
  r: number,
  selected: SelectedSites,
  out: Pick<ContextBlock, "clon" | "clat" | "azimuthcp">,
): void {
  const { points: sites, indices, count, row } = selected;
  const { clon, clat, azimuthcp } = out;
  const { corners } = planes;
  const length = planes.length[r]!;
  const width = planes.width[r]!;
  const at = 12 * r;
  planeFrame(corners, at, FRAME);
  const { x, y, z, ux, uy, uz } = sites;
  for (let i = 0; i < count; i++) {
    const s = indices[i]!;
    const mx = x[s]! - corners[at]!;
    const my = y[s]! - corners[at + 1]!;
    const mz = z[s]! - corners[at + 2]!;
    const along = Math.max(0, Math.min(mx * FRAME[0]! + my * FRAME[1]! + mz * FRAME[2]!, length));
    const down = Math.max(0, Math.min(mx * FRAME[3]! + my * FRAME[4]! + mz * FRAME[5]!, width));
    const cx = corners[at]! + along * FRAME[0]! + down * FRAME[3]!;
    const cy = corners[at + 1]! + along * FRAME[1]! + down * FRAME[4]!;
    const cz = corners[at + 2]! + along * FRAME[2]! + down * FRAME[5]!;
    if (clon.length > 0) clon[row + i] = Math.atan2(cy, cx) * DEGREES_PER_RADIAN;
    if (clat.length > 0) clat[row + i] = Math.asin(cz / Math.sqrt(cx * cx + cy * cy + cz * cz)) * DEGREES_PER_RADIAN;
    if (azimuthcp.length === 0) continue;
    const px = ux[s]!;
    const py = uy[s]!;
    const pz = uz[s]!;
    const horizontal = Math.sqrt(px * px + py * py);
    const east = (cy * px - cx * py) / horizontal;
    const north = (cz * (px * px + py * py) - pz * (cx * px + cy * py)) / horizontal;
    const angle = Math.atan2(east, north) * DEGREES_PER_RADIAN;
    azimuthcp[row + i] = angle < 0 ? angle + 360 : angle;
  }
}
