import { describe, expect, test } from "bun:test";
import { dilateRing } from "../../src/geo/dilation.ts";
import { geodeticDistance } from "../../src/geo/distance.ts";
import { ringContains } from "../../src/geo/plane/inside-ring.ts";
import { signedArea } from "../../src/geo/plane/signed-area.ts";
import { planePolygon } from "../../src/geo/polygon.ts";
import { expectClose } from "./closeness.ts";

test("a square grows by a strip on each side and a quarter circle at each corner", async () => {
  const ring = { lon: Float64Array.of(10, 10.2, 10.2, 10), lat: Float64Array.of(0, 0, 0.2, 0.2) };
  const side = geodeticDistance(10, 0, 10.2, 0);
  const grown = await dilateRing(ring, 5);
  const area = side ** 2 + 4 * 5 * side + Math.PI * 25;
  // Arcs of 16 segments a quarter lie 0.2 % inside the circle.
  expectClose(Math.abs(signedArea(grown.ring)), area, "area", 2e-3, 0);
  expectClose(grown.box.south * -111.195, 5, "southwards", 1e-3, 0);
});

/** Outlines with so many corners that each lies within the distance of many others. */
const CROWDED: Readonly<Record<string, (n: number) => (i: number) => readonly [number, number]>> = {
  "a comb": (n) => (i) => (i < n - 2 ? [(i / n) * 2, 0.5 + (i % 2) * 0.2] : i === n - 2 ? [2, -1] : [0, -1]),
  "a star": (n) => (i) => polar((i / n) * 2 * Math.PI, i % 2 === 0 ? 0.5 : 1),
  "a ragged coast": (n) => (i) => polar((i / n) * 2 * Math.PI, 1 + 0.05 * ((i * 0.618034) % 1)),
};
const polar = (angle: number, radius: number) => [radius * Math.cos(angle), radius * Math.sin(angle)] as const;

function ringOfCorners(n: number, corner: (i: number) => readonly [number, number]) {
  const corners = Array.from({ length: n }, (_, i) => corner(i));
  return { lon: Float64Array.from(corners, ([lon]) => lon), lat: Float64Array.from(corners, ([, lat]) => lat) };
}

test("what falls into pieces is said", async () => {
  const teeth = ringOfCorners(13_000, (i) => [i * 1e-5, (i % 2) * 2 - 1]);
  expect(dilateRing(teeth, 2)).rejects.toThrow("the outline crosses itself");
});

describe("outlines that go to and fro", () => {
  for (const [name, shape] of Object.entries(CROWDED)) {
    test(`${name}: the border lies at its distance from the corners, to 1 %`, async () => {
      const km = 40;
      const ring = ringOfCorners(3000, shape(3000));
      const grown = await dilateRing(ring, km);
      const corners = planePolygon(ring).ring;
      const { x, y } = grown.ring;
      for (let i = 0; i < x.length; i++) {
        const nearest = Math.min(...corners.x.map((_, k) => distanceToEdge(corners, k, x[i]!, y[i]!)));
        expect(nearest).toBeGreaterThan(0.99 * km);
        expect(nearest).toBeLessThan(1.01 * km);
      }
      for (let k = 0; k < corners.x.length; k++)
        expect(ringContains(grown.ring, corners.x[k]!, corners.y[k]!)).toBe(true);
    });

    test(`${name}: time grows with the corners`, async () => {
      const cost = async (n: number) => {
        const ring = ringOfCorners(n, shape(n));
        const begun = process.cpuUsage();
        await dilateRing(ring, 40);
        const { user, system } = process.cpuUsage(begun);
        return (user + system) / 1000;
      };
      await cost(100);
      for (const n of [5000, 10_000, 20_000]) expect(await cost(n)).toBeLessThan(1500);
    });
  }
});

function distanceToEdge(ring: { x: Float64Array; y: Float64Array }, k: number, x: number, y: number): number {
  const next = (k + 1) % ring.x.length;
  const [dx, dy] = [ring.x[next]! - ring.x[k]!, ring.y[next]! - ring.y[k]!];
  const share = ((x - ring.x[k]!) * dx + (y - ring.y[k]!) * dy) / (dx * dx + dy * dy);
  const along = Math.min(1, Math.max(0, share));
  return Math.hypot(x - ring.x[k]! - along * dx, y - ring.y[k]! - along * dy);
}
