import { test } from "bun:test";
import { dilateRing } from "../../src/geo/dilation.ts";
import { geodeticDistance } from "../../src/geo/distance.ts";
import { planePolygon, ringArea } from "../../src/geo/polygon.ts";
import { expectClose } from "./closeness.ts";

test("a square grows by a strip on each side and a quarter circle at each corner", async () => {
  const ring = { lon: Float64Array.of(10, 10.2, 10.2, 10), lat: Float64Array.of(0, 0, 0.2, 0.2) };
  const side = geodeticDistance(10, 0, 10.2, 0);
  const grown = await dilateRing(ring, 5);
  const area = side ** 2 + 4 * 5 * side + Math.PI * 25;
  // Arcs of 16 segments a quarter lie 0.2 % inside the circle.
  expectClose(ringArea(planePolygon(grown).ring), area, "area", 2e-3, 0);
  expectClose(Math.min(...grown.lat) * -111.195, 5, "southwards", 1e-3, 0);
});
