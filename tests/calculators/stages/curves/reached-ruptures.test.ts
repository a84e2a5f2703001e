import { expect, test } from "bun:test";
import { reachedRuptures } from "../../../../src/calculators/stages/curves/reached-ruptures.ts";
import { FAULT, POINT } from "../../../hazard/small-sources.ts";

type Setup = Parameters<typeof reachedRuptures>[0];

/** Sources at 0, 10 and 20 degrees along the equator; sites, in tiles of two, at 0 to 20 degrees. */
function setupOf(km: number): Setup {
  const sources = [0, 10, 20].map((lon) => ({ ...POINT, kind: "point" as const, id: `p${lon}`, lon, lat: 0 }));
  const families = sources.map((source) => ({
    kind: "independent",
    variants: [{ source, group: 0 }],
    occurrence: { kind: "poisson" },
  }));
  const lon = Float64Array.from([0, 0.1, 5, 5.1, 10, 10.1, 20, 20.1]);
  return {
    sites: { count: lon.length, lon, lat: new Float64Array(lon.length) },
    composite: { groups: [], families },
    groupSettings: [{ maximumDistance: { mags: Float64Array.of(5), km: Float64Array.of(km) } }],
  } as unknown as Setup;
}

const sizes = [100, 200, 400].map((ruptures) => ({ units: 1, ruptures }));
const slices = sizes.map((_, family) => ({ family, unitStart: 0, unitStop: 1 }));
const tiles = [0, 2, 4, 6].map((siteStart) => ({ siteStart, siteStop: siteStart + 2, slices, complete: true }));

test("a tile counts the ruptures within the maximum distance, and few of those beyond", () => {
  const shares = reachedRuptures(setupOf(300), sizes, tiles);
  const beyond = 0.02;
  const wanted = [100 + beyond * 600, beyond * 700, 200 + beyond * 500, 400 + beyond * 300];
  for (const [i, share] of shares.entries()) expect(share).toBeCloseTo(2 * wanted[i]!, 6);
  // 600 km reach from the middle to the sources on both of its sides.
  expect(reachedRuptures(setupOf(600), sizes, tiles)[1]).toBeCloseTo(2 * (300 + beyond * 400), 6);
});

test("slices of the sources of a tile add up to the tile", () => {
  const setup = setupOf(600);
  const parts = slices.map((slice) => ({ ...tiles[1]!, slices: [slice], complete: false }));
  const sum = reachedRuptures(setup, sizes, parts).reduce((a, b) => a + b, 0);
  expect(sum).toBeCloseTo(reachedRuptures(setup, sizes, tiles)[1]!, 6);
});

test("the places of a fault are those of its geometry", () => {
  const { composite, ...rest } = setupOf(100);
  const source = { ...FAULT, geometry: { ...FAULT.geometry, trace: Float64Array.of(4.9, 0, 5.2, 0) } };
  const family = { kind: "independent", variants: [{ source, group: 0 }], occurrence: { kind: "poisson" } };
  const setup = { ...rest, composite: { ...composite, families: [family] } } as unknown as Setup;
  const own = tiles.map((tile) => ({ ...tile, slices: [{ family: 0, unitStart: 0, unitStop: 1 }] }));
  const shares = reachedRuptures(setup, [{ units: 1, ruptures: 50 }], own);
  expect(shares[1]).toBeCloseTo(100, 6);
  expect(shares[0]).toBeCloseTo(2, 6);
});
