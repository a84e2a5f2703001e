import { expect, test } from "bun:test";
import fc from "fast-check";
import { panned, toCanvas, toPlace, type View, viewOf, zoomed } from "../../src/drawing/projection.ts";

const SIZE = { width: 600, height: 400 };
const views = fc.record({
  lon: fc.double({ min: -170, max: 170, noNaN: true }),
  lat: fc.double({ min: -70, max: 70, noNaN: true }),
  scale: fc.double({ min: 2, max: 5000, noNaN: true }),
});

test("a degree of longitude is shortened as at the middle of the map", () => {
  const view: View = { lon: 10, lat: 60, scale: 100 };
  const [right, middle] = toCanvas(view, SIZE, 11, 60);
  expect([right, middle].map(Math.round)).toEqual([350, 200]);
  const [centre, top] = toCanvas(view, SIZE, 10, 61);
  expect([centre, top].map(Math.round)).toEqual([300, 100]);
});

test("places and pixels are each other's inverse", () => {
  fc.assert(
    fc.property(views, fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 400 }), (view, x, y) => {
      const [lon, lat] = toPlace(view, SIZE, x, y);
      const [backX, backY] = toCanvas(view, SIZE, lon, lat);
      expect(backX).toBeCloseTo(x, 6);
      expect(backY).toBeCloseTo(y, 6);
    }),
  );
});

test("all sites are in view at first", () => {
  const [lon, lat] = [Float64Array.of(-33, -27, -30), Float64Array.of(58, 60, 59)];
  const view = viewOf(lon, lat, SIZE);
  for (let s = 0; s < 3; s++) {
    const [x, y] = toCanvas(view, SIZE, lon[s]!, lat[s]!);
    expect(x >= 0 && x <= 600 && y >= 0 && y <= 400).toBe(true);
  }
});

test("dragging moves the map with the pointer, zooming keeps the latitude under it", () => {
  fc.assert(
    fc.property(views, (view) => {
      expect(toCanvas(panned(view, 0, 20), SIZE, view.lon, view.lat)[1]).toBeCloseTo(220, 4);
      const [, lat] = toPlace(view, SIZE, 100, 50);
      expect(toPlace(zoomed(view, SIZE, 100, 50, 1.5), SIZE, 100, 50)[1]).toBeCloseTo(lat, 8);
    }),
  );
});
