import { expect, test } from "bun:test";
import { lookoutPlaces, withinMaximumDistance } from "../../../src/hazard/contexts/sources-within-distance.ts";
import type { AreaSource, MultiPointSource } from "../../../src/hazard/sources/source.ts";

/** 200 km are 1.79862 degrees: the reference looks at what begins nearer than that. */
const SITE = { lon: [0], lat: [0] };

function area(west: number, east: number): AreaSource {
  const polygon = Float64Array.of(west, -0.3, east, -0.3, east, 0.3, west, 0.3);
  return { kind: "area", polygon } as unknown as AreaSource;
}

test("an area is looked at if a site lies in its box widened by the maximum distance", () => {
  expect(withinMaximumDistance(area(1.79, 2.5), SITE, 200)(0)).toBe(true);
  expect(withinMaximumDistance(area(1.9, 2.5), SITE, 200)(0)).toBe(false);
});

test("the box is widened by degrees of longitude at its highest latitude", () => {
  const source = { ...area(1.9, 2.5), polygon: Float64Array.of(1.9, -40, 2.5, -40, 2.5, 0, 1.9, 0) };
  expect(withinMaximumDistance(source, SITE, 200)(0)).toBe(true);
});

test("boxes across the date line are always looked at", () => {
  expect(
    withinMaximumDistance({ ...area(0, 0), polygon: Float64Array.of(-179, 50, 179, 50, 179, 51) }, SITE, 200)(0),
  ).toBe(true);
});

test("multi-point sources are looked at in blocks of a thousand points", () => {
  const points = Float64Array.from({ length: 2 * 1500 }, (_, i) => (i % 2 === 1 ? 0 : i < 2000 ? 5 : 1));
  const reached = withinMaximumDistance({ kind: "multiPoint", points } as unknown as MultiPointSource, SITE, 200);
  expect(reached(999)).toBe(false);
  expect(reached(1000)).toBe(true);
});

test("many sites are looked from with the centres of their hexagons added", () => {
  const sites = { lon: [10, 10.001, 12], lat: [45, 45, 45] };
  expect(lookoutPlaces(sites, false).lon.length).toBe(3);
  expect(lookoutPlaces(sites, true).lon.length).toBe(5);
});
