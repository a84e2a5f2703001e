/** What must hold whatever the numbers: the direct and inverse problems undo each other, projections come back. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { azimuth } from "../../src/geo/azimuth.ts";
import { fromCartesian, toCartesian } from "../../src/geo/cartesian.ts";
import { geodeticDistance, geodeticDistanceFloat32 } from "../../src/geo/distance.ts";
import { distanceToArc, distanceToSemiArc, signedDistanceToSegment } from "../../src/geo/great-circle.ts";
import { lineLength, lineOf } from "../../src/geo/line.ts";
import { orientation } from "../../src/geo/orientation.ts";
import { orthographicAround, project, unproject } from "../../src/geo/orthographic.ts";
import { ringContains } from "../../src/geo/plane/inside-ring.ts";
import { middlePoint, pointAt } from "../../src/geo/point-at.ts";
import { resampleLine } from "../../src/geo/resample-line.ts";
import { roundAway, roundEven } from "../../src/geo/rounding.ts";
import { intervalsBetween } from "../../src/geo/spaced-points.ts";
import { foldLongitude } from "../../src/geo/sphere.ts";
import { expectClose, expectSameAngle } from "./closeness.ts";

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const lon = number(-180, 179.999);
const lat = number(-85, 85);
const place = fc.tuple(lon, lat);
const direction = number(0, 359.999);

describe("geodesy", () => {
  test("going somewhere and measuring back", () => {
    fc.assert(
      fc.property(place, direction, number(0.01, 15000), ([x, y], towards, km) => {
        const [x2, y2] = pointAt(x, y, towards, km);
        expect(x2).toBeGreaterThanOrEqual(-180);
        expect(x2).toBeLessThan(180.0000001);
        expectClose(geodeticDistance(x, y, x2, y2), km, "distance", 1e-9, 1e-8);
        if (Math.abs(y2) < 89 && km > 1) expectSameAngle(azimuth(x, y, x2, y2), towards, "azimuth", 1e-6);
      }),
    );
  });

  test("distance is symmetric, and float32 radians stay within two metres", () => {
    fc.assert(
      fc.property(place, place, ([x1, y1], [x2, y2]) => {
        const km = geodeticDistance(x1, y1, x2, y2);
        expect(geodeticDistance(x2, y2, x1, y1)).toBeCloseTo(km, 9);
        const apart = geodeticDistanceFloat32(x1, y1, x2, y2) - km;
        // Near the antipode the haversine itself loses digits.
        if (km < 19000) expect(Math.abs(apart)).toBeLessThan(0.002);
      }),
    );
  });

  test("the middle point is equally far from both ends", () => {
    fc.assert(
      fc.property(place, direction, number(0.1, 5000), ([x, y], towards, km) => {
        const [x2, y2] = pointAt(x, y, towards, km);
        const [mx, my] = middlePoint(x, y, x2, y2);
        expectClose(geodeticDistance(x, y, mx, my), km / 2, "first half", 1e-8, 1e-8);
        expectClose(geodeticDistance(mx, my, x2, y2), km / 2, "second half", 1e-8, 1e-8);
      }),
    );
  });

  test("Cartesian coordinates come back", () => {
    fc.assert(
      fc.property(place, number(-9, 700), ([x, y], depth) => {
        const [bx, by, bz] = fromCartesian(...toCartesian(x, y, depth));
        expectSameAngle(bx, x, "lon", 1e-10);
        expectClose(by, y, "lat", 0, 1e-10);
        expectClose(bz, depth, "depth", 0, 1e-9);
      }),
    );
  });

  test("the orthographic projection comes back", () => {
    fc.assert(
      fc.property(place, direction, number(0, 3000), ([x, y], towards, km) => {
        const projection = orthographicAround(x, y);
        const [x2, y2] = pointAt(x, y, towards, km);
        const [bx, by] = unproject(projection, ...project(projection, x2, y2));
        expect(geodeticDistance(bx, by, x2, y2)).toBeLessThan(1e-6);
      }),
    );
  });

  test("arcs: a point moved off the line to the right is that far from it", () => {
    // Segments compare bearings at both ends with the azimuth at the first, so they must stay away from the poles.
    const mildPlace = fc.tuple(lon, number(-60, 60));
    fc.assert(
      fc.property(mildPlace, direction, number(1, 500), number(-100, 100), ([x, y], towards, along, aside) => {
        const [onLon, onLat] = pointAt(x, y, towards, along);
        const onwards = azimuth(onLon, onLat, x, y) + 180;
        const [tx, ty] = pointAt(onLon, onLat, onwards + 90, aside);
        expectClose(distanceToArc(x, y, towards, tx, ty), aside, "arc", 1e-6, 1e-6);
        expectClose(distanceToSemiArc(x, y, towards, tx, ty), aside, "semi-arc", 1e-6, 1e-6);
        const [endLon, endLat] = pointAt(x, y, towards, 2 * along);
        // Aside of the middle of a segment, not past its ends.
        if (Math.abs(aside) < along)
          expectClose(signedDistanceToSegment(x, y, endLon, endLat, tx, ty), aside, "segment", 1e-5, 1e-6);
      }),
    );
  });

  test("intervals are exactly as long as asked", () => {
    fc.assert(
      fc.property(
        place,
        direction,
        number(5, 300),
        number(0, 50),
        number(0.5, 20),
        ([x, y], towards, km, z, spacing) => {
          const [x2, y2] = pointAt(x, y, towards, km);
          const points = intervalsBetween([x, y, 3], [x2, y2, 3 + z], spacing);
          for (let i = 0; i + 1 < points.lon.length; i++) {
            const step = geodeticDistance(points.lon[0]!, points.lat[0]!, points.lon[i + 1]!, points.lat[i + 1]!);
            const down = points.depth[i + 1]! - points.depth[0]!;
            expectClose(Math.hypot(step, down), (i + 1) * spacing, "spacing", 1e-6, 1e-6);
          }
        },
      ),
    );
  });

  test("a resampled line has steps of the spacing and about the same length", () => {
    fc.assert(
      fc.property(place, direction, number(-60, 60), number(30, 200), number(1, 9), ([x, y], towards, turn, km, s) => {
        const [x2, y2] = pointAt(x, y, towards, km);
        const [x3, y3] = pointAt(x2, y2, towards + turn, km);
        const line = lineOf([x, y, x2, y2, x3, y3], 2);
        const resampled = resampleLine(line, s, false);
        for (let i = 0; i + 1 < resampled.lon.length; i++) {
          const [ax, ay] = [resampled.lon[i]!, resampled.lat[i]!];
          const step = geodeticDistance(ax, ay, resampled.lon[i + 1]!, resampled.lat[i + 1]!);
          // Steps are straight in the projected plane, which shrinks distances at its edge by (200 / 6371)^2 / 2.
          expect(Math.abs(step - s)).toBeLessThan(0.002 * s);
        }
        expect(Math.abs(lineLength(resampled) - lineLength(line))).toBeLessThan(s + 0.002 * km);
      }),
      { numRuns: 50 },
    );
  });
});

describe("numbers", () => {
  test("folded longitudes", () => {
    fc.assert(
      fc.property(number(-1000, 1000), (x) => {
        const folded = foldLongitude(x);
        expect(folded >= -180 && folded < 180).toBe(true);
        expect(Math.abs(Math.sin(((folded - x) * Math.PI) / 360))).toBeLessThan(1e-9);
      }),
    );
  });

  test("both roundings are within a half; they differ at halves only", () => {
    fc.assert(
      fc.property(number(0, 1e6), (x) => {
        expect(Math.abs(roundAway(x) - x)).toBeLessThanOrEqual(0.5);
        expect(Math.abs(roundEven(x) - x)).toBeLessThanOrEqual(0.5);
        if (Math.abs((x % 1) - 0.5) > 1e-9) expect(roundAway(x)).toBe(roundEven(x));
      }),
    );
    expect([0.5, 1.5, 2.5, -0.5, -1.5].map((x) => roundEven(x))).toEqual([0, 2, 2, 0, -2]);
    expect([0.5, 1.5, 2.5].map((x) => roundAway(x))).toEqual([1, 2, 3]);
    expect(roundEven(2.675, 2)).toBe(2.68);
  });

  test("orientation is exact where doubles are not", () => {
    // Shewchuk's classic: points a few last digits off a line.
    const tiny = 2 ** -53;
    expect(orientation(12, 12, 24, 24, 0.5, 0.5)).toBe(0);
    expect(orientation(12, 12, 24, 24, 0.5, 0.5 + tiny)).toBe(1);
    expect(orientation(12, 12, 24, 24, 0.5 + tiny, 0.5)).toBe(-1);
    // Coordinates in km with millimetres, collinear ones among them.
    const km = fc.integer({ min: -9, max: 9 }).map((x) => x * 0.1 + 1e-6);
    fc.assert(
      fc.property(km, km, km, km, km, km, (ax, ay, bx, by, cx, cy) => {
        const there = orientation(ax, ay, bx, by, cx, cy);
        expect(orientation(bx, by, ax, ay, cx, cy) + there).toBe(0);
        expect(orientation(bx, by, cx, cy, ax, ay)).toBe(there);
      }),
    );
  });

  test("a regular polygon holds what is nearer than its inner circle", () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 40 }), number(0, 2), number(0, 6.28), (n, radius, angle) => {
        const turns = Array.from({ length: n }, (_, i) => (2 * Math.PI * i) / n);
        const ring = {
          x: Float64Array.from(turns, (t) => Math.cos(t)),
          y: Float64Array.from(turns, (t) => Math.sin(t)),
        };
        const inside = ringContains(ring, radius * Math.cos(angle), radius * Math.sin(angle));
        if (radius < Math.cos(Math.PI / n) - 1e-12) expect(inside).toBe(true);
        if (radius > 1) expect(inside).toBe(false);
      }),
    );
    const square = { x: Float64Array.of(0, 1, 1, 0), y: Float64Array.of(0, 0, 1, 1) };
    for (const [x, y] of [
      [0, 0],
      [0.5, 0],
      [1, 0.5],
      [0.5, 1],
      [0, 0.3],
      [1, 1],
    ] as const)
      expect(ringContains(square, x, y)).toBe(false);
    expect(ringContains(square, 0.5, 1e-300)).toBe(true);
  });
});
