import { describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { planeAround } from "../../../src/hazard/events/scenario-rupture.ts";
import { readRuptureCsv } from "../../../src/inputs/scenario/rupture-csv.ts";
import { readStations, withStations } from "../../../src/inputs/scenario/stations.ts";
import { geohash } from "../../../src/inputs/sites/geohash.ts";
import { tempFolder } from "../../harness.ts";

function withFile<T>(text: string, read: (folder: { root: string }, file: string) => T): T {
  using folder = tempFolder();
  writeFileSync(join(folder.path, "given.csv"), text);
  return read({ root: folder.path }, "given.csv");
}

describe("planes around a hypocentre", () => {
  const given = { mag: 6.5, strike: 0, dip: 90, hypocentre: [0, 0, 6] as const };

  test("sizes by kind of faulting", () => {
    const strikeSlip = planeAround({ ...given, hypocentre: [0, 0, 6], rake: 0 });
    expect(strikeSlip.length).toBeCloseTo(28.84, 1);
    expect(strikeSlip.width).toBeCloseTo(9.89, 2);
    const reverse = planeAround({ ...given, hypocentre: [0, 0, 6], rake: 90 });
    expect(reverse.length).toBeCloseTo(22.39, 1);
    expect(reverse.width).toBeCloseTo(11.35, 2);
  });

  test("move down where they would stand in the air", () => {
    const { ztor, centroid } = planeAround({ ...given, hypocentre: [0, 0, 2], rake: 0 });
    expect(ztor).toBeCloseTo(0, 10);
    expect(centroid[2]).toBeCloseTo(4.94, 2);
  });

  test("take their area from a relation that is named", () => {
    const plane = planeAround({
      ...given,
      hypocentre: [0, 0, 6],
      rake: 0,
      scaling: { name: "PeerMSR", aspectRatio: 2 },
    });
    expect(plane.area).toBeCloseTo(10 ** (6.5 - 4), 0);
    expect(plane.length / plane.width).toBeCloseTo(2, 2);
  });
});

describe("ruptures as csv", () => {
  const HEAD = "seed,mag,rake,lon,lat,dep,multiplicity,trt,kind,mesh,extra\n";
  const PLANE = '"[[[[1.0, 1.1, 1.0, 1.1]], [[2.0, 2.0, 2.0, 2.0]], [[1.0, 1.0, 9.0, 9.0]]]]"';

  test("planes and multi-surfaces", () => {
    const text = `#,,,,,,,,,,"trts=['A']"\n${HEAD}7,5.5,0,1.05,2,5,1,A,X PlanarSurface,${PLANE},{}\n`;
    const [rupture] = withFile(text, readRuptureCsv);
    expect(rupture).toMatchObject({ seed: 7, mag: 5.5, hypocentre: [1.05, 2, 5], tectonicRegionType: "A" });
    expect(rupture!.surface.kind).toBe("planar");
    expect([...rupture!.surface.meshes[0]!.depth]).toEqual([1, 1, 9, 9]);
  });

  test("refuse unknown kinds and meshes that are none, with their lines", () => {
    const row = (kind: string, mesh: string) => `7,5.5,0,1,2,5,1,A,${kind},${mesh},{}\n`;
    const text = HEAD + row("X HollowSurface", PLANE) + row("X PlanarSurface", '"[[1, 2]]"');
    expect(() => withFile(text, readRuptureCsv)).toThrow(/unknown kind of rupture.*HollowSurface/);
  });
});

describe("stations", () => {
  const HEAD = "STATION_ID,LONGITUDE,LATITUDE,PGA_VALUE,PGA_LN_SIGMA\n";

  test("at one place are averaged", () => {
    const { lon, recordings, warnings } = withFile(`${HEAD}a,1,2,0.2,0\nb,1,2,0.1,1\nc,1.5,2,0.3,0\n`, readStations);
    expect([...lon]).toEqual([1, 1.5]);
    expect(recordings[0]!.values[0]).toBeCloseTo(0.15, 12);
    expect(recordings[0]!.sigmas[0]).toBe(0.5);
    expect(warnings.length).toBe(1);
  });

  test("must have recorded something", () => {
    expect(() => withFile(`${HEAD}a,1,2,0,0\n`, readStations)).toThrow("zero intensity value");
    expect(() => withFile(`${HEAD}a,1,2,,0\n`, readStations)).toThrow();
    expect(() => withFile("LONGITUDE,LATITUDE\n1,2\n", readStations)).toThrow("no column of recorded values");
  });

  test("are rounded as they are written: a five in the sixth place to the even digit, as sites are", () => {
    const { lon } = withFile(`${HEAD}a,26.120635,39.52876,0.2,0\nb,190.000005,2,0.1,0\n`, readStations);
    expect([...lon]).toEqual([26.12064, -170]);
  });

  test("without a sigma count as recorded exactly, with a warning; beside others at the place they do not count", () => {
    const { recordings, warnings } = withFile(
      `${HEAD}a,1,2,0.2,\nb,3,2,0.1,0.5\nc,1.5,2,0.3,0.4\nd,1.5,2,0.3,\n`,
      readStations,
    );
    expect(Array.from(recordings[0]!.sigmas)).toEqual([0, 0.5, 0.4]);
    expect(warnings[1]).toContain("2 stations of");
    expect(warnings[1]).toContain("have no PGA_LN_SIGMA: it is taken as 0, recorded exactly");
  });

  test("become sites where there is none", () => {
    const stations = withFile(`${HEAD}a,2,2,0.2,0\nb,1,2,0.1,1\n`, readStations);
    const sites = {
      count: 1,
      lon: Float64Array.of(1),
      lat: Float64Array.of(2),
      depth: new Float64Array(1),
      parameters: new Map([["vs30", Float64Array.of(600)]]),
      texts: new Map([["custom_site_id", ["first"]]]),
    };
    const all = withStations(sites, stations, undefined);
    expect([all.own, all.sites.count, [...all.siteOf]]).toEqual([1, 2, [1, 0]]);
    expect([...all.sites.parameters.get("vs30")!]).toEqual([600, 600]);
    expect(all.sites.texts.get("custom_site_id")).toEqual(["first", ""]);
  });
});

test("names of places", () => {
  expect([geohash(0, 0), geohash(10, 45)]).toEqual(["7zzzzzzz", "spzpgxcz"]);
});
