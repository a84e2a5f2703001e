import { describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import JSZip from "jszip";
import type { SiteCollection } from "../../../src/hazard/sites/site-collection.ts";
import { InputError } from "../../../src/input-error.ts";
import type { JobFile } from "../../../src/inputs/job-ini/job-file.ts";
import { type ReadShakeMap, readJobShakeMap } from "../../../src/inputs/shake-map/read-shake-map.ts";
import type { Area, ShakeMap } from "../../../src/inputs/shake-map/shake-map.ts";
import { shakenSites } from "../../../src/inputs/shake-map/shaken-sites.ts";
import { tempFolder } from "../../harness.ts";
import { dbf, gridXml, npy, SQUARE, shp, UNCERTAINTY } from "./shake-map-files.ts";

type Files = Readonly<Record<string, string | Uint8Array>>;

async function read(files: Files, uri: Readonly<Record<string, unknown>>, npyFile?: string): Promise<ReadShakeMap> {
  using folder = tempFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder.path, name), content);
  const jobFile = {
    folder: { root: folder.path },
    file: "job.ini",
    parameters: { shakemap_uri: uri },
    inputs: new Map(npyFile === undefined ? [] : [["shakemap", { files: [npyFile] }]]),
    places: new Map(),
    lines: new Map(),
  } as unknown as JobFile;
  return (await readJobShakeMap(jobFile))!;
}

const refusal = (files: Files, uri: Readonly<Record<string, unknown>>): Promise<InputError> =>
  read(files, uri).then(
    () => expect.unreachable(),
    (error: InputError) => error,
  );

const GRIDS = { "grid.xml": gridXml(), "uncertainty.xml": UNCERTAINTY };

describe("grids", () => {
  const both = { kind: "usgs_xml", grid_url: "grid.xml", uncertainty_url: "uncertainty.xml" };

  test("have medians, and deviations from the grid beside them", async () => {
    const { map, files, warnings } = await read(GRIDS, both);
    expect(Array.from(map.medians.get("SA(0.3)")!)).toEqual([20, 40, 60, 80]);
    expect(map.deviations.get("PGA")![2]).toBe(0.5);
    expect([files, warnings]).toEqual([["grid.xml", "uncertainty.xml"], []]);
  });

  test("alone count as sure, with a warning", async () => {
    const { map, warnings } = await read(GRIDS, { kind: "usgs_xml", grid_url: "grid.xml" });
    expect(Array.from(map.deviations.get("PGA")!)).toEqual([0, 0, 0, 0]);
    expect(warnings[0]).toContain("no uncertainty grid");
  });

  test("come from one archive", async () => {
    const zip = new JSZip();
    zip.file("download/grid.xml", GRIDS["grid.xml"]);
    zip.file("download/uncertainty.xml", UNCERTAINTY);
    const { map } = await read(
      { "both.zip": await zip.generateAsync({ type: "uint8array" }) },
      {
        kind: "usgs_xml",
        grid_url: "both.zip",
      },
    );
    expect(map.deviations.get("SA(1.0)")![0]).toBeCloseTo(0.7, 6);
  });

  test("that are wrong are told with file and line", async () => {
    const rows = ["13 42 10 20 5 8 500", "13.1 42 much 40 10 16 500"];
    const [problem] = (await refusal({ ...GRIDS, "grid.xml": gridXml(undefined, rows) }, both)).problems;
    expect([problem.file, problem.line, problem.parameter]).toEqual(["grid.xml", 12, "PGA"]);
    const other = gridXml(["LON", "LAT", "STDPGA"], ["13 42 0.5"]);
    expect((await refusal({ ...GRIDS, "uncertainty.xml": other }, both)).message).toContain("are not those of");
    expect((await refusal({ ...GRIDS, "grid.xml": "<nrml/>" }, both)).message).toContain("no grid of a ShakeMap");
    const short = gridXml(["LON", "LAT", "PGA", "PSA06"], ["13 42 1 2"]);
    expect((await refusal({ "grid.xml": short }, { kind: "usgs_xml", grid_url: "grid.xml" })).message).toContain(
      "no column PSA03",
    );
  });
});

describe("arrays of NumPy", () => {
  test("have records", async () => {
    const rows = [
      [13, 42, 10, 0.5],
      [13.5, 42, 20, 0.25],
    ] as const;
    const { map } = await read({ "map.npy": npy(rows) }, { kind: "file_npy", fname: "map.npy" });
    expect(Array.from(map.medians.get("PGA")!)).toEqual([10, 20]);
    expect(map.deviations.get("PGA")![1]).toBe(0.25);
    const same = await read({ "map.npy": npy(rows) }, {}, "map.npy");
    expect(same.map.medians).toEqual(map.medians);
  });

  test("that are others are refused", async () => {
    const uri = { kind: "file_npy", fname: "map.npy" };
    const good = npy([[13, 42, 10, 0.5]]);
    for (const bytes of [new Uint8Array(4), good.slice(0, 100), good.slice(0, good.length - 4)])
      expect(await refusal({ "map.npy": bytes }, uri)).toBeInstanceOf(InputError);
    const text = Buffer.from(good).toString("latin1").replaceAll("<f4", "|O8");
    expect((await refusal({ "map.npy": Buffer.from(text, "latin1") }, uri)).message).toContain("|O8");
  });
});

describe("shapefiles", () => {
  const files = { "a.shp": shp([SQUARE]), "a.dbf": dbf(["pga", "STDPGA"], [[12.5, 0.5]]) };

  test("have areas with the columns of grids", async () => {
    const { map } = await read(files, { kind: "shapefile", fname: "a.shp" });
    expect(map.medians.get("PGA")![0]).toBe(12.5);
    expect(map.places.kind === "areas" && map.places.areas[0]![0]).toEqual(SQUARE as never);
  });

  test("come from an archive", async () => {
    const zip = new JSZip();
    for (const [name, bytes] of Object.entries(files)) zip.file(`x/${name}`, bytes);
    const { map } = await read(
      { "a.zip": await zip.generateAsync({ type: "uint8array" }) },
      {
        kind: "shapefile",
        fname: "a.zip",
      },
    );
    expect(map.deviations.get("PGA")![0]).toBe(0.5);
  });

  test("that are broken, or have no motions, are refused", async () => {
    const uri = { kind: "shapefile", fname: "a.shp" };
    expect((await refusal({ ...files, "a.shp": new Uint8Array(30) }, uri)).message).toContain("no shapefile");
    expect((await refusal({ ...files, "a.dbf": dbf(["pga"], []) }, uri)).message).toContain("1 areas and 0 rows");
    expect((await refusal({ ...files, "a.dbf": dbf(["OTHER"], [[1]]) }, uri)).message).toContain(
      "no column is a motion",
    );
  });
});

test("nothing is fetched, and kinds are named", async () => {
  expect((await refusal({}, { kind: "usgs_id", id: "usp000fjta" })).message).toContain("not fetched");
  const address = { kind: "usgs_xml", grid_url: "https://example.org/grid.xml" };
  expect((await refusal({}, address)).message).toContain("nothing is fetched");
  expect((await refusal({}, { kind: "usgs_xml", grid_url: "../grid.xml" })).message).toContain("outside the folder");
  expect((await refusal({}, { kind: "other" })).problems[0].allowed).toBe("usgs_xml, shapefile, file_npy");
  expect((await refusal({}, { kind: "shapefile", fname: "a", more: 1 })).message).toContain("more is not read");
  expect((await refusal({}, { kind: "file_npy" })).message).toContain("fname is missing");
});

describe("sites", () => {
  const sites: SiteCollection = {
    count: 3,
    lon: Float64Array.of(13.02, 13.09, 14),
    lat: Float64Array.of(42.01, 42.02, 43),
    depth: new Float64Array(3),
    parameters: new Map(),
    texts: new Map(),
  };

  test("take the nearest point of a grid, however far, with a warning", async () => {
    const { map } = await read(GRIDS, { kind: "usgs_xml", grid_url: "grid.xml" });
    const shaken = shakenSites(map, sites, 20, {});
    expect(Array.from(shaken.medians.get("PGA")!)).toEqual([10, 20, 40]);
    expect(shaken.warnings[0]).toContain("1 of 3 sites are more than 20 km");
  });

  test("outside all areas are left out", async () => {
    const uri = { kind: "shapefile", fname: "a.shp" };
    const { map } = await read({ "a.shp": shp([SQUARE]), "a.dbf": dbf(["PGA"], [[12.5]]) }, uri);
    const shaken = shakenSites(map, sites, 20, {});
    expect(Array.from(shaken.kept)).toEqual([0, 1]);
    expect(shaken.warnings[0]).toContain("1 of 3 sites lie outside");
    const far = { ...sites, lon: Float64Array.of(1, 2, 3) };
    expect(() => shakenSites(map, far, 20, {})).toThrow("no site lies within an area");
  });

  test("in a hole of an area, or on its border, are outside", () => {
    const ring = (west: number, south: number, size: number): Area[number] => [
      [west, south],
      [west, south + size],
      [west + size, south + size],
      [west + size, south],
      [west, south],
    ];
    const one = new Map([["PGA", Float32Array.of(12.5)]]);
    const area: Area = [ring(0, 0, 4), ring(1, 1, 2)];
    const map: ShakeMap = { places: { kind: "areas", areas: [area] }, medians: one, deviations: one };
    // In turn: inside, in the hole, on its four sides, on a corner of it, on the outer border.
    const [lon, lat] = [Float64Array.of(0.5, 2, 1, 3, 2, 2, 3, 4), Float64Array.of(2, 2, 2, 2, 1, 3, 3, 2)];
    expect(Array.from(shakenSites(map, { ...sites, count: 8, lon, lat }, 20, {}).kept)).toEqual([0]);
  });
});

test("a line with a number too few or a negative one is told with its line: nothing moves into other columns", async () => {
  const both = { kind: "usgs_xml", grid_url: "grid.xml", uncertainty_url: "uncertainty.xml" };
  for (const [row, parameter, told] of [
    ["13.1 42 40 10 16 500", "grid_data", "the line has 6 numbers, the grid 7 columns"],
    ["13.1 42 20 -40 10 16 500", "PSA03", "PSA03 is -40"],
  ] as const) {
    const wrong = gridXml(undefined, ["13 42 10 20 5 8 500", row]);
    const [problem] = (await refusal({ ...GRIDS, "grid.xml": wrong }, both)).problems;
    expect([problem.message, problem.line, problem.parameter]).toEqual([told, 12, parameter]);
  }
});
