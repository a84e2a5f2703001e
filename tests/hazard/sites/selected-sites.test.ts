import { expect, test } from "bun:test";
import { chordDistances, selectAll, selectNone, selectThese } from "../../../src/hazard/sites/selected-sites.ts";
import { prepareSites } from "../../../src/hazard/sites/site-points.ts";
import { expectAllClose } from "../../geo/closeness.ts";
import { km } from "../small-geometries.ts";

const SITES = prepareSites({
  count: 3,
  lon: Float64Array.of(0, km(3), km(60)),
  lat: new Float64Array(3),
  depth: new Float64Array(3),
});

test("all sites, none with room for all, or some", () => {
  expect(selectAll(SITES, 4)).toMatchObject({ indices: Int32Array.of(0, 1, 2), count: 3, row: 4 });
  expect(selectNone(SITES)).toMatchObject({ indices: new Int32Array(3), count: 0, row: 0 });
  expect(selectThese(SITES, Int32Array.of(2, 0)).count).toBe(2);
});

test("straight distances to a place at depth, from the row on that is asked for", () => {
  const out = new Float64Array(4);
  chordDistances(0, 0, 4, selectThese(SITES, Int32Array.of(1, 0), 1), out);
  expectAllClose(out, [0, 5, 4, 0], "3-4-5 triangle", 1e-3, 1e-9);
});
