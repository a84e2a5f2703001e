import { expect, test } from "bun:test";
import fc from "fast-check";
import { cartesianColumns, chord, fromCartesian, toCartesian } from "../../src/geo/cartesian.ts";
import { expectAllClose, expectClose } from "./closeness.ts";

test("axes and depth", () => {
  expectAllClose(toCartesian(0, 0, 0), [6371, 0, 0], "x", 0, 1e-9);
  expectAllClose(toCartesian(90, 0, 1), [0, 6370, 0], "y", 0, 1e-9);
  expectAllClose(toCartesian(0, 90, 371), [0, 0, 6000], "z", 0, 1e-9);
});

test("columns are the points one by one, and come back", () => {
  const place = fc.tuple(
    fc.double({ min: -179, max: 179, noNaN: true }),
    fc.double({ min: -89, max: 89, noNaN: true }),
    fc.double({ min: -5, max: 600, noNaN: true }),
  );
  fc.assert(
    fc.property(place, ([lon, lat, depth]) => {
      const { x, y, z } = cartesianColumns({
        lon: Float64Array.of(lon),
        lat: Float64Array.of(lat),
        depth: Float64Array.of(depth),
      });
      expect([x[0]!, y[0]!, z[0]!]).toEqual([...toCartesian(lon, lat, depth)]);
      expectAllClose(fromCartesian(x[0]!, y[0]!, z[0]!), [lon, lat, depth], "back", 1e-9, 1e-9);
    }),
  );
  const surface = { lon: Float64Array.of(12), lat: Float64Array.of(40) };
  expect(cartesianColumns(surface).x[0]).toBe(toCartesian(12, 40, 0)[0]);
});

test("the chord of a right angle is the radius times the root of 2", () => {
  expectClose(chord(0, 0, 90, 0), 6371 * Math.SQRT2, "chord", 1e-12, 0);
});
