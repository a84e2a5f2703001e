import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { SaxesParser } from "saxes";
import { createDatastore } from "../../src/datastore/index.ts";
import {
  describeOutputs,
  exportOutput,
  listOutputs,
  OutputError,
  type OutputFilters,
  openResults,
  packFiles,
  parseFilters,
  type Results,
} from "../../src/outputs/index.ts";
import { unzip } from "../archives.ts";
import { tempFolder } from "../harness.ts";
import { collect } from "./read-npz.ts";
import { curveValue, writeSample } from "./sample-results.ts";

const folder = tempFolder();
let results: Results;

beforeAll(async () => {
  await writeSample(folder.path);
  results = openResults({ folder: folder.path });
});

afterAll(() => {
  results.reader.close();
  folder[Symbol.dispose]();
});

async function exported(key: string, type: string, filters?: OutputFilters): Promise<Map<string, Uint8Array>> {
  const files = await exportOutput(results, key, type, {
    calculationId: 7,
    ...(filters === undefined ? {} : { filters }),
  });
  const contents = new Map<string, Uint8Array>();
  for (const file of files) contents.set(file.name, await collect(file.content));
  return contents;
}

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

test("the list of outputs", () => {
  expect(listOutputs(results).map(({ key, types }) => [key, ...types])).toEqual([
    ["fullreport", "rst"],
    ["hcurves", "csv", "npz"],
    ["hmaps", "csv", "npz"],
    ["hmaps-stats", "csv"],
    ["realizations", "csv"],
    ["site_model", "csv"],
    ["uhs", "csv", "npz"],
  ]);
  const sizes = new Map(listOutputs(results).map(({ key, sizeMb }) => [key, sizeMb]));
  expect(sizes.get("hcurves")).toBeNull();
  expect(sizes.get("hmaps-stats")).toBeCloseTo((5 * 2 * 2 * 2 * 4) / 1048576, 12);
});

test("filters choose sites, rectangle, measures and kinds", async () => {
  const all = await exported("hcurves", "csv");
  expect([...all.keys()]).toHaveLength(8);
  const one = await exported(
    "hcurves",
    "csv",
    parseFilters(new URLSearchParams("imt=SA(0.1)&kind=rlz-1,mean&site_id=4,1")),
  );
  expect([...one.keys()]).toEqual(["hazard_curve-mean-SA(0.1)_7.csv", "hazard_curve-rlz-001-SA(0.1)_7.csv"]);
  const lines = text(one.get("hazard_curve-rlz-001-SA(0.1)_7.csv")).trimEnd().split("\r\n");
  expect(lines.slice(1)).toEqual([
    "lon,lat,depth,poe-0.0500000,poe-0.1000000,poe-0.2000000",
    `10.50000,45.50000,0.00000,${[0, 1, 2].map((l) => curveValue(1, 6, 1, l).toExponential(6).replace("e-1", "E-01")).join(",")}`,
    `0.10000,0.00000,0.00000,${[0, 1, 2].map((l) => curveValue(4, 6, 1, l).toExponential(6).replace("e-1", "E-01")).join(",")}`,
  ]);
  const west = await exported("hmaps", "csv", parseFilters(new URLSearchParams("bbox=179,-20,-179,0&kind=mean")));
  expect(
    text(west.get("hazard_map-mean_7.csv"))
      .split("\r\n")
      .slice(2, -1)
      .map((line) => line.split(",")[0]),
  ).toEqual(["179.99990", "-179.50000"]);
  const columns = await exported("hmaps", "csv", { measures: ["PGA"], kinds: ["mean"] });
  expect(text(columns.get("hazard_map-mean_7.csv")).split("\r\n")[1]).toBe("lon,lat,PGA-0.1,PGA-0.02");
});

test("what cannot be filtered or exported is refused by name", async () => {
  const refused = async (promise: Promise<unknown>, kind: OutputError["kind"], message: string) => {
    const error = await promise.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(OutputError);
    expect((error as OutputError).kind).toBe(kind);
    expect((error as OutputError).message).toContain(message);
  };
  await refused(exported("hcurves", "hdf5"), "not-found", "Could not export hcurves in hdf5; allowed: csv, npz, xml");
  await refused(exported("gmf_data", "csv"), "not-found", "calculation has no ground-motion fields");
  await refused(exported("constructor", "csv"), "not-found", "there is no output constructor");
  await refused(
    exported("hcurves", "csv", { measures: ["PGV"] }),
    "bad-request",
    "unknown imt PGV; allowed: PGA, SA(0.1)",
  );
  await refused(exported("hcurves", "csv", { kinds: ["median"] }), "bad-request", "unknown kind median");
  await refused(exported("hcurves", "csv", { siteIds: [5] }), "bad-request", "site_id 5 is out of range");
  await refused(exported("realizations", "csv", { siteIds: [0] }), "bad-request", "no rows by site");
  await refused(exported("realizations", "csv", { kinds: ["mean"] }), "bad-request", "kind and rlz do not apply");
  await refused(exported("site_model", "csv", { measures: ["PGA"] }), "bad-request", "imt does not apply");
  await refused(exported("task_info", "geojson"), "not-found", "Could not export task_info in geojson; allowed: csv");
  await refused(exported("hcurves", "npz", { siteIds: [0] }), "bad-request", "npz exports hold everything");
  expect(() => parseFilters(new URLSearchParams("site_id=x"))).toThrow('site_id must be whole numbers, not "x"');
  expect(() => parseFilters(new URLSearchParams("bbox=1,2,3"))).toThrow("west,south,east,north");
});

test("site names come first, quoted when they hold a comma, cut at eight bytes in curves", async () => {
  using other = tempFolder();
  await writeSample(other.path, 12, true);
  const named = openResults({ folder: other.path });
  const [curve] = await exportOutput(named, "hcurves", "csv", {
    calculationId: 1,
    filters: { kinds: ["mean"], siteIds: [11] },
  });
  expect(
    text(await collect(curve!.content))
      .split("\r\n")
      .slice(1, 3)
      .map((line) => line.slice(0, 28)),
  ).toEqual(["custom_site_id,lon,lat,depth", '"site,11",0.01100,0.00550,0.']);
  named.reader.close();
});

test("JSON tables carry units, meanings and the comment", async () => {
  const files = await exported("hcurves", "json", { kinds: ["mean"], measures: ["PGA"], siteIds: [2] });
  const table = JSON.parse(text(files.get("hazard_curve-mean-PGA_7.json")));
  expect(table.attributes).toMatchObject({ kind: "mean", investigation_time: 50, imt: "PGA", checksum: 42 });
  expect(table.columns[3]).toEqual({
    name: "poe-0.1000000",
    type: "number",
    unit: "1",
    meaning: "probability that PGA exceeds 0.1 g in the investigation time",
  });
  expect(table.rows).toEqual([[179.9999, -10, 0, 0.2001, 0.2002, 0.2003]]);
  const realizations = JSON.parse(text((await exported("realizations", "json")).get("realizations_7.json")));
  expect(realizations.rows).toEqual([
    [0, "A~A", 0.4],
    [1, "A~B", 0.6],
  ]);
});

test("GeoJSON layers are points with the values as properties", async () => {
  const files = await exported("hmaps", "geojson", { kinds: ["mean"] });
  const layer = JSON.parse(text(files.get("hazard_map-mean_7.geojson")));
  expect(layer.type).toBe("FeatureCollection");
  expect(layer.features).toHaveLength(5);
  expect(layer.features[1]).toEqual({
    type: "Feature",
    geometry: { type: "Point", coordinates: [10.5, 45.5] },
    properties: { "PGA-0.1": 0.1001, "PGA-0.02": 0.1002, "SA(0.1)-0.1": 0.1011, "SA(0.1)-0.02": 0.1012 },
  });
});

test("Parquet files hold the same numbers, 32 bits where 32 are stored", async () => {
  const files = await exported("hmaps", "parquet", { kinds: ["mean"] });
  const bytes = files.get("hazard_map-mean_7.parquet")!;
  const file = bytes.slice().buffer;
  const rows = await parquetReadObjects({ file });
  expect(rows).toHaveLength(5);
  expect(rows[1]).toEqual({
    lon: 10.5,
    lat: 45.5,
    "PGA-0.1": curveValue(1, 0, 0, 0),
    "PGA-0.02": curveValue(1, 0, 0, 1),
    "SA(0.1)-0.1": curveValue(1, 0, 1, 0),
    "SA(0.1)-0.02": curveValue(1, 0, 1, 1),
    geometry: { type: "Point", coordinates: [10.5, 45.5] },
  });
  const metadata = parquetMetadata(file);
  expect(metadata.schema.find(({ name }) => name === "PGA-0.1")?.type).toBe("FLOAT");
  expect(metadata.key_value_metadata?.find(({ key }) => key === "kind")?.value).toBe("'mean'");
  const geo = metadata.key_value_metadata?.find(({ key }) => key === "geo")?.value;
  expect(JSON.parse(geo ?? "")).toEqual({
    version: "1.1.0",
    primary_column: "geometry",
    columns: { geometry: { encoding: "WKB", geometry_types: ["Point"] } },
  });
  const realizations = await parquetReadObjects({
    file: (await exported("realizations", "parquet")).get("realizations_7.parquet")!.slice().buffer,
  });
  expect(realizations[1]).toEqual({ rlz_id: 1n, branch_path: "A~B", weight: Math.fround(0.6) });
});

interface Element {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
  text: string;
}

function elements(xml: string): Element[] {
  const found: Element[] = [];
  const parser = new SaxesParser({ xmlns: false });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) =>
    found.push({ name, attributes: attributes as Element["attributes"], text: "" }),
  );
  parser.on("text", (part) => {
    const last = found.at(-1);
    if (last !== undefined) last.text += part;
  });
  parser.write(xml).close();
  return found;
}

test("NRML: curves, maps and spectra", async () => {
  const curves = await exported("hcurves", "xml");
  expect([...curves.keys()]).toContain("quantile_curve-0.15-SA(0.1)_7.xml");
  const quantile = elements(text(curves.get("quantile_curve-0.15-SA(0.1)_7.xml")));
  expect(quantile[0]).toMatchObject({ name: "nrml", attributes: { xmlns: "http://openquake.org/xmlns/nrml/0.5" } });
  expect(quantile[1]).toMatchObject({
    name: "hazardCurves",
    attributes: {
      statistics: "quantile",
      quantileValue: "0.15",
      IMT: "SA",
      saPeriod: "0.1",
      saDamping: "5.0",
      investigationTime: "50.0",
    },
  });
  expect(quantile.find(({ name }) => name === "IMLs")?.text).toContain("5.0000000E-02 1.0000000E-01 2.0000000E-01");
  expect(quantile.filter(({ name }) => name === "gml:pos").map((element) => element.text.trim())[1]).toBe(
    "10.50000 45.50000",
  );
  const realization = elements(text(curves.get("hazard_curve-rlz-001-PGA_7.xml")));
  expect(realization[1]?.attributes).toEqual({
    sourceModelTreePath: "A",
    gsimTreePath: "B",
    IMT: "PGA",
    investigationTime: "50.0",
  });

  const maps = await exported("hmaps", "xml", { kinds: ["mean"] });
  expect([...maps.keys()]).toEqual([
    "hazard_map-mean-PGA-0.02_7.xml",
    "hazard_map-mean-PGA-0.1_7.xml",
    "hazard_map-mean-SA(0.1)-0.02_7.xml",
    "hazard_map-mean-SA(0.1)-0.1_7.xml",
  ]);
  const map = elements(text(maps.get("hazard_map-mean-PGA-0.1_7.xml")));
  expect(map[1]?.attributes["poE"]).toBe("0.1");
  expect(map.filter(({ name }) => name === "node")[4]?.attributes).toEqual({
    lon: "0.10000",
    lat: "0.00000",
    iml: "4.0009999E-01",
  });

  const spectra = await exported("uhs", "xml", { kinds: ["mean"] });
  expect([...spectra.keys()]).toEqual(["hazard_uhs-mean-0.020000_7.xml", "hazard_uhs-mean-0.100000_7.xml"]);
  const spectrum = elements(text(spectra.get("hazard_uhs-mean-0.020000_7.xml")));
  expect(spectrum.find(({ name }) => name === "periods")?.text.trim()).toBe("0.0 0.1");
});

test("several files come as one zip, one as itself", async () => {
  const files = await exportOutput(results, "uhs", "csv", { calculationId: 7 });
  const packed = packFiles(files, "uhs", "csv");
  expect([packed.name, packed.type]).toEqual(["uhs-csv.zip", "application/x-zip"]);
  const members = await unzip(await collect(packed.content));
  expect(Object.keys(members)).toEqual(files.map(({ name }) => name));
  const [single] = await exportOutput(results, "realizations", "csv", { calculationId: 7 });
  expect(packFiles([single!], "realizations", "csv").name).toBe("realizations_7.csv");
  expect(() => packFiles([], "x", "csv")).toThrow("Nothing to export for export_type=csv, x");
});

test("the report tells inputs, parameters, realizations, timings and outputs, and escapes", async () => {
  const rst = text((await exported("fullreport", "rst")).get("report_7.rst"));
  const [title = "", rule = ""] = rst.split("\n");
  expect(title).toBe('A "sample" <of> results & more');
  expect(rule).toBe("=".repeat(title.length));
  for (const heading of [
    "Parameters",
    "Random seeds",
    "Input files",
    "Ground-motion logic tree",
    "Realizations",
    "Sources",
    "Slowest tasks",
    "Outputs",
  ]) {
    expect(rst).toContain(`\n${heading}\n${"-".repeat(heading.length)}\n`);
  }
  expect(rst).toContain("num_sites = 5, num_levels = 6, num_rlzs = 2");
  expect(rst).toMatch(/\| SA\(0\.1\) \| g +\| 3 +\| 0\.05 +\| 0\.2 +\|/);
  expect(rst).toMatch(/\| vs30 +\| m\/s +\| 760 +\| 760 +\|/);
  expect(rst).toMatch(/\| classical \| 2 +\| 0\.625 +\| 0\.313 +\| 0\.500 +\|/);
  const widths = new Set(
    rst
      .split("\n\nOutputs\n")[1]!
      .split("\n")
      .filter((line) => /^[+|]/.test(line))
      .map((line) => line.length),
  );
  expect(widths.size).toBe(1);
  const html = text((await exported("fullreport", "html")).get("report_7.html"));
  expect(html).toContain("<h1>A &quot;sample&quot; &lt;of&gt; results &amp; more</h1>");
  expect(html).not.toMatch(/https?:\/\//);
});

test("descriptions name every column with unit and meaning", async () => {
  const described = await describeOutputs(results);
  expect(described.map(({ key }) => key)).toEqual(listOutputs(results).map(({ key }) => key));
  const maps = described.find(({ key }) => key === "hmaps")!;
  expect(maps.all_types).toContain("geojson");
  expect(maps.tables).toHaveLength(1);
  expect(maps.tables[0]).toMatchObject({
    name: "hazard_map-rlz-000",
    kinds: ["rlz-000", "rlz-001", "mean", "quantile-0.15"],
    files: 4,
    rows: 5,
    by_site: true,
  });
  expect(maps.tables[0]!.columns.at(-1)).toEqual({
    name: "SA(0.1)-0.02",
    type: "number",
    unit: "g",
    meaning: "SA(0.1) exceeded with a probability of 0.02 in the investigation time",
  });
});

test("one realization stands for statistics that were not stored, and the other way round", async () => {
  using other = tempFolder();
  const writer = createDatastore(join(other.path, "datastore"), {
    version: "0",
    startDate: "",
    checksum: 0,
    seeds: {},
  });
  writer.setAttribute("imts", ["PGA"]);
  writer.setAttribute("levels", [[0.1]]);
  writer.setAttribute("stats", []);
  writer.putArray("weights", Float64Array.of(1), { shape: [1] });
  writer.putTable("sitecol", [
    { name: "lon", data: Float64Array.of(1) },
    { name: "lat", data: Float64Array.of(2) },
  ]);
  writer.putArray("hcurves-rlzs", Float32Array.of(0.5), { shape: [1, 1, 1, 1] });
  await writer.close();
  const single = openResults({ folder: other.path });
  const names = (await exportOutput(single, "hcurves", "csv", { calculationId: 1 })).map(({ name }) => name);
  expect(names).toEqual(["hazard_curve-rlz-000-PGA_1.csv"]);
  expect(listOutputs(single).map(({ key }) => key)).toEqual(["fullreport", "hcurves"]);
  single.reader.close();
});
