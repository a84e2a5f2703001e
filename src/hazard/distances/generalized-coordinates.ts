/**
 * Generalised coordinates of a set of traces (GC2: Spudich & Chiou 2015, USGS Open-File Report 2015-1028): rx and ry0 of
 * ruptures of several surfaces (method-sources 7.4).
 *
 * The reference keeps line coordinates and sums in single precision; so do we, to agree to the last digit it shows.
 */
import { averageAzimuth, azimuth } from "../../geo/azimuth.ts";
import { geodeticDistance } from "../../geo/distance.ts";
import { type Orthographic, orthographicOf, projectColumns, unproject } from "../../geo/orthographic.ts";
import { DEGREES_PER_RADIAN, EARTH_RADIUS, type LonLatColumns, modulo, RADIANS_PER_DEGREE } from "../../geo/sphere.ts";
import type { SitePoints } from "./site-points.ts";

/** Sites nearer to a segment's line than this (km) are taken as on it. */
const ON_LINE = 0.1;

/** Degrees; a strike nearer to north than this counts as going east. */
const NORTHWARD = 0.1;

/** A trace in its own plane, segments one after the other. */
interface TraceFrame {
  readonly projection: Orthographic;
  readonly sinLambda0: number;
  readonly cosLambda0: number;
  readonly segments: number;
  /** Start point, km. */
  readonly startX: Float64Array;
  readonly startY: Float64Array;
  /** Direction; the right-hand normal is (directionY, -directionX). */
  readonly directionX: Float64Array;
  readonly directionY: Float64Array;
  readonly length: Float64Array;
  /** Length of the segments before. */
  readonly before: Float64Array;
  /** Along the mean strike from the origin to the trace, km (float32). */
  readonly shift: number;
}

export interface GeneralizedCoordinates {
  /** In the order in which they are summed. */
  readonly traces: readonly TraceFrame[];
  /** Index of each of them in what was given, and whether its direction was turned round. */
  readonly order: readonly number[];
  readonly flipped: readonly boolean[];
  /** Largest |U| of the traces' ends, km. */
  readonly uMax: number;
}

/**
 * How a trace whose direction disagrees with the others is turned: the reference reverses its points but only negates the
 * directions of its segments, which then belong to other points ("negated", rx changes by up to 1.3 km for bent traces). For
 * multi-fault sources, and by the published method, the line is properly "reversed".
 */
export type TraceReversal = "negated" | "reversed";

/** Prepares traces of two or more points each. */
export function generalizedCoordinates(
  traces: readonly LonLatColumns[],
  reversal: TraceReversal = "negated",
): GeneralizedCoordinates {
  const lengths = traces.map(surfaceLength);
  const azimuths = traces.map(averageAzimuth);
  const flipped = discordant(azimuths, lengths);
  const strike = meanAzimuth(
    azimuths.map((degrees, i) => (flipped[i]! ? modulo(degrees + 180, 360) : degrees)),
    lengths,
  );

  const ends: LonLatColumns = {
    lon: Float64Array.from(traces.flatMap(({ lon }) => [lon[0]!, lon[lon.length - 1]!])),
    lat: Float64Array.from(traces.flatMap(({ lat }) => [lat[0]!, lat[lat.length - 1]!])),
  };
  const projection = orthographicOf(ends);
  const { x, y } = projectColumns(projection, ends);
  const eastward = (strike > 0 && strike <= 180) || Math.abs(strike) < NORTHWARD;
  let origin = 0;
  for (let i = 1; i < x.length; i++) if (eastward ? x[i]! < x[origin]! : x[i]! > x[origin]!) origin = i;
  const [originLon, originLat] = unproject(projection, x[origin]!, y[origin]!);

  const order = Array.from(traces.keys());
  const western = (i: number) => Math.min(x[2 * i]!, x[2 * i + 1]!);
  order.sort((a, b) => western(a) - western(b));
  if (!eastward) order.reverse();
  const frames = order.map((i): TraceFrame => {
    const first = 2 * i + (flipped[i]! ? 1 : 0);
    const bearing = azimuth(originLon, originLat, ends.lon[first]!, ends.lat[first]!);
    const distance = geodeticDistance(originLon, originLat, ends.lon[first]!, ends.lat[first]!);
    const shift = Math.fround(Math.cos((strike - bearing) * RADIANS_PER_DEGREE) * distance);
    return traceFrame(traces[i]!, flipped[i]!, reversal, shift);
  });

  let uMax = 0;
  const tu = new Float64Array(2);
  for (let i = 0; i < ends.lon.length; i++) {
    const lambda = ends.lon[i]! * RADIANS_PER_DEGREE;
    const phi = ends.lat[i]! * RADIANS_PER_DEGREE;
    coordinatesAt(frames, Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi), tu);
    uMax = Math.max(uMax, Math.abs(tu[1]!));
  }
  return { traces: frames, order, flipped, uMax };
}

/** Sum of the great-circle lengths of a trace's segments, km. */
function surfaceLength({ lon, lat }: LonLatColumns): number {
  let sum = 0;
  for (let i = 0; i + 1 < lon.length; i++) sum += geodeticDistance(lon[i]!, lat[i]!, lon[i + 1]!, lat[i + 1]!);
  return sum;
}

/** Circular mean, degrees in [0, 360). */
function meanAzimuth(azimuths: readonly number[], weights: readonly number[]): number {
  let sines = 0;
  let cosines = 0;
  for (const [i, degrees] of azimuths.entries()) {
    sines += Math.sin(degrees * RADIANS_PER_DEGREE) * weights[i]!;
    cosines += Math.cos(degrees * RADIANS_PER_DEGREE) * weights[i]!;
  }
  return modulo(Math.atan2(sines, cosines) * DEGREES_PER_RADIAN, 360);
}

/** Which traces run against the majority by length. */
function discordant(azimuths: readonly number[], lengths: readonly number[]): readonly boolean[] {
  const mean = meanAzimuth(azimuths, lengths);
  const low = modulo(mean - 90, 360);
  const high = modulo(mean + 90, 360);
  const along = azimuths.map((degrees) =>
    mean >= 90 && mean <= 270 ? degrees >= low && degrees < high : degrees >= low || degrees < high,
  );
  let concordant = 0;
  let all = 0;
  for (const [i, degrees] of azimuths.entries()) {
    const weight = lengths[i]! * Math.abs(Math.cos(Math.abs(degrees - mean) * RADIANS_PER_DEGREE));
    all += weight;
    if (along[i]!) concordant += weight;
  }
  return concordant / all > 0.5 ? along.map((is) => !is) : along;
}

function traceFrame(trace: LonLatColumns, flipped: boolean, reversal: TraceReversal, shift: number): TraceFrame {
  const projection = orthographicOf(trace);
  const points = trace.lon.length;
  const segments = points - 1;
  const plane = projectColumns(projection, trace);
  if (flipped && reversal === "reversed") {
    plane.x.reverse();
    plane.y.reverse();
  }
  const frame: TraceFrame = {
    projection,
    sinLambda0: Math.sin(projection.lambda0),
    cosLambda0: Math.cos(projection.lambda0),
    segments,
    startX: new Float64Array(segments),
    startY: new Float64Array(segments),
    directionX: new Float64Array(segments),
    directionY: new Float64Array(segments),
    length: new Float64Array(segments),
    before: new Float64Array(segments),
    shift,
  };
  const negated = flipped && reversal === "negated";
  let before = 0;
  for (let i = 0; i < segments; i++) {
    const dx = plane.x[i + 1]! - plane.x[i]!;
    const dy = plane.y[i + 1]! - plane.y[i]!;
    const length = Math.sqrt(dx * dx + dy * dy);
    const start = negated ? points - 1 - i : i;
    frame.startX[i] = plane.x[start]!;
    frame.startY[i] = plane.y[start]!;
    frame.directionX[i] = (negated ? -dx : dx) / length;
    frame.directionY[i] = (negated ? -dy : dy) / length;
    frame.length[i] = length;
    frame.before[i] = before;
    before += length;
  }
  return frame;
}

/** rx and ry0, km, of sites; a column of length 0 is not wanted. */
export function fillGeneralizedDistances(
  coordinates: GeneralizedCoordinates,
  sites: SitePoints,
  siteIndices: Int32Array,
  count: number,
  rx: Float64Array,
  ry0: Float64Array,
  offset: number,
): void {
  const { traces, uMax } = coordinates;
  const tu = new Float64Array(2);
  for (let i = 0; i < count; i++) {
    const s = siteIndices[i]!;
    coordinatesAt(traces, sites.ux[s]!, sites.uy[s]!, sites.uz[s]!, tu);
    if (rx.length > 0) rx[offset + i] = tu[0]!;
    if (ry0.length === 0) continue;
    const u = tu[1]!;
    ry0[offset + i] = u < 0 ? -u : u > uMax ? Math.fround(u - uMax) : 0;
  }
}

/** T and U of a place given as a unit vector. */
function coordinatesAt(traces: readonly TraceFrame[], x: number, y: number, z: number, out: Float64Array): void {
  let ts = 0;
  let us = 0;
  let ws = 0;
  for (const trace of traces) {
    const { projection, sinLambda0, cosLambda0, startX, startY, directionX, directionY, length, before } = trace;
    const siteX = EARTH_RADIUS * (y * cosLambda0 - x * sinLambda0);
    const siteY = EARTH_RADIUS * (z * projection.cosPhi0 - (x * cosLambda0 + y * sinLambda0) * projection.sinPhi0);
    let weights = 0;
    let across = 0;
    let along = 0;
    let onTrace = false;
    for (let i = 0; i < trace.segments; i++) {
      const dx = siteX - startX[i]!;
      const dy = siteY - startY[i]!;
      const u = dx * directionX[i]! + dy * directionY[i]!;
      const t = dx * directionY[i]! - dy * directionX[i]!;
      const size = length[i]!;
      let weight: number;
      if (Math.abs(t) >= ON_LINE) weight = (Math.atan((size - u) / t) - Math.atan(-u / t)) / t;
      else if (u < -ON_LINE || u > size + ON_LINE) weight = 1 / (u - size) - 1 / u;
      else {
        weight = 1 / (-0.01 - size) + 1 / 0.01;
        onTrace = true;
      }
      weights += weight;
      across += t * weight;
      along += (u + before[i]!) * weight;
    }
    const t = onTrace ? 0 : Math.fround(across / weights);
    const u = Math.fround(along / weights);
    const w = Math.fround(weights);
    ts = Math.fround(ts + Math.fround(t * w));
    us = Math.fround(us + Math.fround(Math.fround(u + trace.shift) * w));
    ws = Math.fround(ws + w);
  }
  out[0] = Math.fround(ts / ws);
  out[1] = Math.fround(us / ws);
}
