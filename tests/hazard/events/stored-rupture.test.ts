/**
 * Ruptures read back from single precision, of all kinds of surfaces, against the reference
 * (scripts/fixtures/stored-ruptures.py).
 */
import { describe, expect, test } from "bun:test";
import { makeCollector } from "../../../src/hazard/contexts/context-collector.ts";
import { emitterOf } from "../../../src/hazard/contexts/surface-emitters.ts";
import { makeTile } from "../../../src/hazard/contexts/tile.ts";
import { kindAndOriginOf } from "../../../src/hazard/events/rupture-code.ts";
import { restoreRupture, type StoredMesh, type StoredRupture } from "../../../src/hazard/events/stored-rupture.ts";
import recorded from "../../fixtures/hazard/stored-ruptures.json";

type Recorded = (typeof recorded.ruptures)[number];

const DISTANCES = [
  ...(["rrup", "rjb", "rx", "ry0", "repi", "rhypo", "azimuth", "azimuthcp", "clon", "clat"] as const),
] as const;

/**
 * km and degrees. The inverse functions of numpy's vector library differ in the last bit of single precision: azimuths of
 * kites, what follows from them, and the middle of a mesh, which azimuths start from.
 */
const LAST_BIT = 1e-4;
const EXACT = 1e-8;
const TOLERANCE: { readonly [name: string]: number } = { ry0: LAST_BIT, azimuth: 0.05 };
const OF_KITES: { readonly [name: string]: number } = {
  strike: LAST_BIT,
  dip: LAST_BIT,
  width: 1e-5,
  ztor: 1e-6,
  rx: 1e-5,
};

function storedRupture({ code, geom, mag, rake, hypo, made }: Recorded): StoredRupture {
  const numbers = geom.map((value) => value ?? Number.NaN);
  const count = numbers[0]!;
  let at = 1 + 2 * count;
  const meshes = Array.from({ length: count }, (_, i): StoredMesh => {
    const [rows, columns] = [numbers[1 + 2 * i]!, numbers[2 + 2 * i]!];
    const take = () => {
      at += rows * columns;
      return Float32Array.from(numbers.slice(at - rows * columns, at));
    };
    return { rows, columns, lon: take(), lat: take(), depth: take() };
  });
  const { kind } = kindAndOriginOf(code);
  return {
    id: 1,
    seed: 1,
    mag,
    rake,
    hypocentre: [hypo[0]!, hypo[1]!, hypo[2]!],
    surface: { kind: kind === "multi" ? (made as "multiKite") : kind, meshes },
    occurrences: 1,
  };
}

/** Distances of the recorded sites, by name. */
function distancesOf(rupture: Recorded, exact: boolean) {
  const count = rupture.lon.length;
  const places = {
    count,
    lon: Float64Array.from(rupture.lon),
    lat: Float64Array.from(rupture.lat),
    depth: new Float64Array(count),
    parameters: new Map(),
    texts: new Map(),
  };
  const tile = makeTile(places, 0, count);
  const names = DISTANCES.filter((name) => rupture[name] !== undefined);
  const wanted = { rupture: [], distance: names, site: [], text: [] };
  const collector = makeCollector(wanted, tile.parameters, count, () => {
    throw new Error("more contexts than places");
  });
  const set = restoreRupture(storedRupture(rupture), exact);
  const emitter = emitterOf(set, 0);
  emitter.setTile(tile, Number.POSITIVE_INFINITY);
  emitter.emit(0, rupture.mag, Number.POSITIVE_INFINITY, collector, 1);
  expect(collector.block.length).toBe(count);
  return { set, names, block: collector.block };
}

function apart(name: string, a: number, b: number): number {
  const difference = Math.abs(a - b);
  return /strike|azimuth/.test(name) ? Math.min(difference, Math.abs(360 - difference)) : difference;
}

describe.each(recorded.ruptures)("a stored $made surface", (rupture) => {
  const kites = rupture.made === "kite" || rupture.made === "multiKite";
  const tolerance = (name: string): number => Math.max(TOLERANCE[name] ?? EXACT, (kites ? OF_KITES[name] : 0) ?? 0);
  const { set, names, block } = distancesOf(rupture, false);

  test("has the strike, dip, width and depth of the reference", () => {
    for (const name of ["strike", "dip", "width", "ztor"] as const) {
      const expected = rupture[name];
      if (expected === undefined) continue;
      expect(apart(name, set[name][0]!, expected), name).toBeLessThan(tolerance(name));
    }
  });

  test.each(names.map((name) => [name]))("has its %s", (name) => {
    const worst = rupture[name]!.reduce((most, value, s) => Math.max(most, apart(name, block[name][s]!, value!)), 0);
    expect(worst).toBeLessThan(tolerance(name));
  });
});

test("computed exactly, the same nodes are metres away", () => {
  const worst = recorded.ruptures.map((rupture) => {
    const { block } = distancesOf(rupture, true);
    return rupture.rrup.reduce((most, value, s) => Math.max(most, Math.abs(block.rrup[s]! - value)), 0);
  });
  const most = Math.max(...worst);
  expect(most).toBeGreaterThan(1e-5);
  expect(most).toBeLessThan(2e-3);
});
