/**
 * Generalised coordinates of a set of traces (GC2: Spudich & Chiou 2015, USGS Open-File Report 2015-1028): rx and ry0 of
 * ruptures of several surfaces (docs/method/sources.md 7.4).
 *
 * The reference keeps line coordinates and sums in single precision; so do we, to agree to the last digit it shows.
 */
import { averageAzimuth, azimuth } from "../../geo/azimuth.ts";
import { geodeticDistance } from "../../geo/distance.ts";
import { type Orthographic, orthographicOf, projectColumns, unproject } from "../../geo/orthographic.ts";
import { DEGREES_PER_RADIAN, EARTH_RADIUS, type LonLatColumns, modulo, RADIANS_PER_DEGREE } from "../../geo/sphere.ts";

/** Sites nearer to a segment's line than this (km) are taken as on it. */
const ON_LINE = 0.1;

/** Degrees; a strike nearer to north than this counts as going east. */
const NORTHWARD = 0.1;

/** A trace in its own plane, segments one after the other. */
export interface TraceFrame {
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
}

/** What of a trace decides how it is put in line with others. */
export interface TraceEnds {
  readonly firstLon: number;
  readonly firstLat: number;
  readonly lastLon: number;
  readonly lastLat: number;
  /** Sum of the great-circle lengths of the segments, km. */
  readonly length: number;
  /** Mean direction, degrees. */
  readonly azimuth: number;
}

/** How traces are put in line. */
export interface TraceArrangement {
  /** Indices of the traces in the order in which they are summed. */
  readonly order: readonly number[];
  /** Whether the direction of each trace, in the order given, is turned round. */
  readonly flipped: readonly boolean[];
  /** Along the mean strike from the origin to each trace, in the order of summing, km (single precision). */
  readonly shift: Float32Array;
}

export interface GeneralizedCoordinates extends TraceArrangement {
  /** In the order in which they are summed. */
  readonly traces: readonly TraceFrame[];
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
  const ends = traces.map(traceEnds);
  const arrangement = arrangeTraces(ends);
  const { order, flipped, shift } = arrangement;
  const frames = order.map((i) => traceFrame(traces[i]!, flipped[i]!, reversal));
  let uMax = 0;
  const tu = new Float64Array(2);
  for (const { firstLon, firstLat, lastLon, lastLat } of ends)
    for (const [lon, lat] of [
      [firstLon, firstLat],
      [lastLon, lastLat],
    ] as const) {
      const lambda = lon * RADIANS_PER_DEGREE;
      const phi = lat * RADIANS_PER_DEGREE;
      coordinatesAt(
        frames,
        shift,
        Math.cos(phi) * Math.cos(lambda),
        Math.cos(phi) * Math.sin(lambda),
        Math.sin(phi),
        tu,
      );
      uMax = Math.max(uMax, Math.abs(tu[1]!));
    }
  return { ...arrangement, traces: frames, uMax };
}

export function traceEnds(trace: LonLatColumns): TraceEnds {
  const { lon, lat } = trace;
  const last = lon.length - 1;
  return {
    firstLon: lon[0]!,
    firstLat: lat[0]!,
    lastLon: lon[last]!,
    lastLat: lat[last]!,
    length: surfaceLength(trace),
    azimuth: averageAzimuth(trace),
  };
}

/** Turns round the traces that run against the others, and finds their order and where each starts along the mean strike. */
export function arrangeTraces(traces: readonly TraceEnds[]): TraceArrangement {
  const lengths = traces.map(({ length }) => length);
  const azimuths = traces.map((trace) => trace.azimuth);
  const flipped = discordant(azimuths, lengths);
  const strike = meanAzimuth(
    azimuths.map((degrees, i) => (flipped[i]! ? modulo(degrees + 180, 360) : degrees)),
    lengths,
  );
  const ends: LonLatColumns = {
    lon: Float64Array.from(traces.flatMap(({ firstLon, lastLon }) => [firstLon, lastLon])),
    lat: Float64Array.from(traces.flatMap(({ firstLat, lastLat }) => [firstLat, lastLat])),
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
  const shift = Float32Array.from(order, (i) => {
    const first = 2 * i + (flipped[i]! ? 1 : 0);
    const bearing = azimuth(originLon, originLat, ends.lon[first]!, ends.lat[first]!);
    const distance = geodeticDistance(originLon, originLat, ends.lon[first]!, ends.lat[first]!);
    return Math.cos((strike - bearing) * RADIANS_PER_DEGREE) * distance;
  });
  return { order, flipped, shift };
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

/** The segments of a trace, turned round if `flipped`. */
export function traceFrame(trace: LonLatColumns, flipped: boolean, reversal: TraceReversal): TraceFrame {
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

/**
 * km: 0 along the traces.
 * @example ry0Of(12, 10) = 2
 */
export function ry0Of(u: number, uMax: number): number {
  return u < 0 ? -u : u > uMax ? Math.fround(u - uMax) : 0;
}

const TUW = new Float64Array(3);

/** T and U of a place given as a unit vector. */
export function coordinatesAt(
  traces: readonly TraceFrame[],
  shift: Float32Array,
  x: number,
  y: number,
  z: number,
  out: Float64Array,
): void {
  let ts = 0;
  let us = 0;
  let ws = 0;
  for (let i = 0; i < traces.length; i++) {
    traceCoordinates(traces[i]!, x, y, z, TUW, 0);
    const w = TUW[2]!;
    ts = Math.fround(ts + Math.fround(TUW[0]! * w));
    us = Math.fround(us + Math.fround(Math.fround(TUW[1]! + shift[i]!) * w));
    ws = Math.fround(ws + w);
  }
  out[0] = Math.fround(ts / ws);
  out[1] = Math.fround(us / ws);
}

/**
 * T, U and weight of a place, given as a unit vector, with respect to one trace: three single-precision numbers from `out[at]`
 * on.
 */
export function traceCoordinates(
  trace: TraceFrame,
  x: number,
  y: number,
  z: number,
  out: Float64Array | Float32Array,
  at: number,
): void {
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
  out[at] = onTrace ? 0 : Math.fround(across / weights);
  out[at + 1] = Math.fround(along / weights);
  out[at + 2] = Math.fround(weights);
}
