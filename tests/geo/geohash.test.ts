import { expect, test } from "bun:test";
import { geohash } from "../../src/geo/geohash.ts";

test("names of places", () => {
  expect(geohash(10, 45, 5)).toBe("spzpg");
  expect(geohash(10, 46, 5)).toBe("u0pje");
  expect(geohash(80.4844, 29.2275, 8)).toBe("tv1nr2wy");
});
