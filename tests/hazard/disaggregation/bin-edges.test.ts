import { expect, test } from "bun:test";
import fc from "fast-check";
import {
  binCentres,
  distanceEdges,
  epsilonEdges,
  magnitudeEdges,
} from "../../../src/hazard/disaggregation/bin-edges.ts";

test("edges of example E22", () => {
  expect(Array.from(magnitudeEdges([5.55, 6.05, 6.55], 0.5))).toEqual([5.5, 6, 6.5, 7]);
  expect(Array.from(distanceEdges(100, 20))).toEqual([0, 20, 40, 60, 80, 100]);
  expect(Array.from(epsilonEdges(3, 3))).toEqual([-3, -1, 1, 3]);
});

test("a magnitude at the last edge, or one magnitude at an edge, gets a bin more", () => {
  expect(Array.from(magnitudeEdges([5.5, 6], 0.5))).toEqual([5.5, 6, 6.5]);
  expect(Array.from(magnitudeEdges([6], 1))).toEqual([6, 7]);
});

test("one bin of distance without a width, beyond the farthest otherwise", () => {
  expect(Array.from(distanceEdges(200, undefined))).toEqual([0, 200]);
  expect(Array.from(distanceEdges(90, 20))).toEqual([0, 20, 40, 60, 80, 100]);
});

test("all magnitudes lie between the edges, centres between their edges", () => {
  const mags = fc.array(fc.double({ min: 4, max: 9.5, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(mags, fc.constantFrom(0.1, 0.2, 0.5, 1), (values, width) => {
      const edges = magnitudeEdges(values, width);
      expect(edges[0]!).toBeLessThanOrEqual(Math.min(...values) + 1e-9);
      expect(edges.at(-1)!).toBeGreaterThanOrEqual(Math.max(...values) - 1e-9);
      for (const [i, centre] of binCentres(edges).entries())
        expect(centre).toBeCloseTo((edges[i]! + edges[i + 1]!) / 2, 12);
    }),
  );
});
