/** Outputs over HTTP, on a real port: formats, filters, descriptions, the HDF5 file, the cache, and what is refused how. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Group } from "h5wasm/node";
import { parquetReadObjects } from "hyparquet";
import { type RunningServer, startServer } from "../../src/server/index.ts";
import { loadSettings } from "../../src/settings/load.ts";
import { unzip } from "../archives.ts";
import { tempFolder } from "../harness.ts";
import { member, readNpz } from "../outputs/read-npz.ts";
import { submitExample } from "./submit-example.ts";

const folder = tempFolder("quakewright-outputs-");
let server: RunningServer;
let id: number;
let outputs: { readonly id: number; readonly type: string }[];

const get = (path: string, init?: RequestInit) => fetch(server.url + path, init);
const outputId = (key: string) => outputs.find(({ type }) => type === key)!.id;
const download = (key: string, query: string, init?: RequestInit) =>
  get(`/v1/calc/result/${outputId(key)}?${query}`, init);
const extract = (spec: string, init?: RequestInit) => get(`/v1/calc/${id}/extract/${spec}`, init);

const submit = (example: string) => submitExample(server.url, example);

beforeAll(async () => {
  const { settings } = loadSettings({ folder: folder.path });
  server = await startServer({ ...settings, port: 0, data: join(folder.path, "data") });
  id = await submit("logic-tree");
  outputs = (await (await get(`/v1/calc/${id}/results`)).json()) as typeof outputs;
}, 90_000);
afterAll(async () => {
  await server.stop("stop");
  folder[Symbol.dispose]();
});

interface JsonTable {
  readonly name: string;
  readonly attributes: { readonly [key: string]: unknown };
  readonly columns: readonly { readonly name: string; readonly type: string; readonly unit?: string }[];
  readonly rows: readonly (readonly unknown[])[];
}

describe("formats", () => {
  test("JSON, by format and by the Accept header, with units", async () => {
    const asked = await download("hmaps", "format=json&kind=mean");
    expect(asked.headers.get("content-type")).toBe("application/json");
    const table = (await asked.json()) as JsonTable;
    expect(table.name).toBe("hazard_map-mean");
    expect(table.columns.map(({ name }) => name)).toEqual(["lon", "lat", "PGA-0.1", "SA(1.0)-0.1"]);
    expect(table.columns[2]?.unit).toBe("g");
    expect(table.rows).toHaveLength(1);
    expect(table.rows[0]?.slice(0, 2)).toEqual([-29.5, 10.5]);
    const negotiated = await download("hmaps", "kind=mean", { headers: { accept: "application/json" } });
    expect(negotiated.headers.get("vary")).toContain("Accept");
    expect(await negotiated.json()).toEqual(table);
    const extracted = await extract("hmaps?kind=mean&format=json");
    expect(await extracted.json()).toEqual(table);
  });

  test("GeoJSON has its own media type when that was asked for", async () => {
    const accept = { headers: { accept: "application/geo+json, */*;q=0.1" } };
    const map = await download("hmaps", "kind=mean", accept);
    expect(map.headers.get("content-type")).toBe("application/geo+json");
    const layer = (await map.json()) as { type: string; features: { geometry: { coordinates: number[] } }[] };
    expect([layer.type, layer.features[0]?.geometry.coordinates]).toEqual(["FeatureCollection", [-29.5, 10.5]]);
    const sites = (await (await extract("sitecol?format=geojson")).json()) as typeof layer;
    expect(sites.features).toHaveLength(1);
  });

  test("several tables are one JSON document; other formats say that they are several files", async () => {
    const document = (await (await download("hcurves", "format=json&kind=mean")).json()) as {
      name: string;
      tables: JsonTable[];
    };
    expect(document.name).toBe("hcurves");
    expect(document.tables.map(({ name }) => name)).toEqual(["hazard_curve-mean-PGA", "hazard_curve-mean-SA(1.0)"]);
    const one = (await (await download("hcurves", "format=json&kind=mean&imt=PGA")).json()) as JsonTable;
    expect(document.tables[0]).toEqual(one);
    const only = (accept: string) => download("hcurves", "kind=mean", { headers: { accept } });
    const refused = await only("text/csv");
    expect([refused.status, await refused.text()]).toEqual([
      406,
      "this output is several files in text/csv: choose one with kind= and imt=, or accept application/zip as well",
    ]);
    expect((await only("text/csv, application/zip;q=0.5")).headers.get("content-type")).toBe("application/x-zip");
    const curve = await download("hcurves", "kind=mean&imt=PGA", { headers: { accept: "text/csv" } });
    expect(curve.headers.get("content-type")).toBe("text/csv");
    const parquet = await download("realizations", "format=parquet");
    expect(parquet.headers.get("content-type")).toBe("application/vnd.apache.parquet");
    expect((await download("hmaps", "format=geojson&kind=mean")).headers.get("content-type")).toBe(
      "application/geo+json",
    );
  });

  test("Parquet holds what the csv holds", async () => {
    const bytes = await (await download("realizations", "format=parquet")).bytes();
    const rows = await parquetReadObjects({ file: bytes.buffer as ArrayBuffer });
    const csv = await (await download("realizations", "format=csv")).text();
    expect(rows).toHaveLength(36);
    expect(rows.map(({ branch_path }) => branch_path)).toEqual(
      csv
        .split("\r\n")
        .slice(2, -1)
        .map((line) => line.split(",")[1]),
    );
  });

  test("a stored table that is no output", async () => {
    const sources = (await (await extract("source_info?format=json")).json()) as JsonTable;
    expect(sources.rows.map(([source]) => source)).toEqual(expect.arrayContaining(["fault"]));
    expect(await (await extract("source_info?format=csv")).text()).toContain("\r\nsource_id,");
  });

  test("who takes anything gets what clients have always got", async () => {
    for (const accept of ["*/*", "application/json, text/plain, */*", "text/html,application/xml;q=0.9,*/*;q=0.8"]) {
      const response = await extract("weights", { headers: { accept } });
      expect(response.headers.get("content-type")).toBe("application/x-zip");
      expect((await member(await response.bytes(), "array")).shape).toEqual([36]);
      const listed = await download("realizations", "", { headers: { accept } });
      expect(listed.headers.get("content-type")).toBe("text/plain");
    }
    const report = await download("fullreport", "", { headers: { accept: "application/json" } });
    expect(await report.text()).toStartWith("Logic tree with 36 realizations\n====");
  });
});

describe("filters", () => {
  const names = async (query: string) =>
    Object.keys(await unzip(await (await download("hcurves", query)).bytes())).sort();

  test("kind, rlz and imt choose files, site_id and bbox rows", async () => {
    expect(await names("format=csv&kind=mean")).toEqual([
      `hazard_curve-mean-PGA_${id}.csv`,
      `hazard_curve-mean-SA(1.0)_${id}.csv`,
    ]);
    expect(await names("format=csv&rlz=3,7&imt=PGA")).toEqual([
      `hazard_curve-rlz-003-PGA_${id}.csv`,
      `hazard_curve-rlz-007-PGA_${id}.csv`,
    ]);
    const layer = await (await download("hcurves", "format=geojson&kind=stats&imt=SA(1.0)")).json();
    const { features } = layer as { features: { properties: { table: string } }[] };
    expect(new Set(features.map(({ properties }) => properties.table)).size).toBe(4);
    const rows = async (query: string) =>
      ((await (await download("hcurves", `format=json&kind=mean&imt=PGA&${query}`)).json()) as JsonTable).rows.length;
    expect(await rows("site_id=0")).toBe(1);
    expect(await rows("bbox=-30,10,-29,11")).toBe(1);
    expect(await rows("bbox=0,0,10,10")).toBe(0);
  });

  test("the same for extracts as tables", async () => {
    const table = (await (await extract("hcurves?format=json&rlz=35&imt=PGA&site_id=0")).json()) as JsonTable;
    expect([table.name, table.rows.length]).toEqual(["hazard_curve-rlz-035-PGA", 1]);
  });

  test.each([
    ["hcurves", "format=json&kind=median", 400, "unknown kind median; allowed: rlz-000"],
    ["hcurves", "format=json&imt=PGV", 400, "unknown imt PGV; allowed: PGA, SA(1.0)"],
    ["hcurves", "format=json&site_id=1", 400, "site_id 1 is out of range: the calculation has 1 sites"],
    ["hcurves", "format=json&site_id=a", 400, 'site_id must be whole numbers, not "a"'],
    ["hcurves", "format=json&bbox=1,2", 400, "bbox must be west,south,east,north"],
    ["hcurves", "format=json&rlz=36", 400, "unknown kind rlz-36"],
    ["realizations", "format=json&site_id=0", 400, "realizations has no rows by site"],
    ["realizations", "format=json&kind=mean", 400, "realizations is not by kind"],
    [
      "hcurves",
      "format=xlsx",
      404,
      "Could not export hcurves in xlsx (allowed: csv, npz, xml, geojson, json, parquet)",
    ],
    ["hcurves", "format=json&format=csv", 400, "format must be given once"],
    ["fullreport", "format=html&site_id=0", 400, "cannot be filtered"],
  ])("%s?%s is %d", async (key, query, status, text) => {
    const response = await download(key, query);
    const body = await response.text();
    expect([response.status, response.headers.get("content-type"), body.includes("\n")]).toEqual([
      status,
      "text/plain; charset=utf-8",
      false,
    ]);
    expect(body).toContain(text);
  });

  test.each([
    ["hcurves?imt=PGA", 400, "kind is missing"],
    ["hcurves?kind=mean&imt=PGV", 400, "unknown imt PGV; allowed: PGA, SA(1.0)"],
    ["hcurves?kind=mean&site_id=9", 400, "site_id 9 is out of range"],
    ["hcurves?kind=rlz-36", 400, "kind=rlz-36: the calculation has 36 realizations"],
    ["hcurves?format=xlsx", 400, "unknown format xlsx; allowed: npz, json, geojson, parquet, csv"],
    ["oqparam?format=json", 404, "there is no output oqparam and no table of that name"],
    ["realizations?format=geojson", 404, "Could not export realizations in geojson; allowed: csv, json, parquet"],
    ["hcruves", 404, "did you mean hcurves?"],
    ["sitecol?field=vs40", 400, "unknown field vs40; allowed: one of sids, lon, lat"],
    ["full_lt/nosuch", 404, "there is no extract and nothing in the datastore called full_lt/nosuch"],
    ["sitecol/nosuch", 404, 'sitecol takes no argument "nosuch"'],
    ["nosuch.attrs", 404, "there is no nosuch in the datastore"],
    ["gmf_data", 404, "gmf_data: this classical calculation has no ground-motion fields"],
    ["mean_rates_by_src?imt=PGA&iml=.1&site_id=0", 404, "run it with disagg_by_src = true"],
  ])("extract/%s is %d", async (spec, status, text) => {
    const response = await extract(spec);
    const body = await response.text();
    expect([response.status, response.headers.get("content-type"), body.includes("\n")]).toEqual([
      status,
      "text/plain; charset=utf-8",
      false,
    ]);
    expect(body).toContain(text);
  });
});

test("describe names every column of every output, with unit and meaning", async () => {
  const response = await get(`/v1/calc/${id}/results/describe`);
  expect(response.headers.get("content-type")).toBe("application/json");
  const described = (await response.json()) as {
    key: string;
    all_types: string[];
    tables: {
      name: string;
      kinds: string[];
      files: number;
      columns: { name: string; unit: string | null; meaning: string | null }[];
    }[];
  }[];
  expect(described.map(({ key }) => key)).toEqual(outputs.map(({ type }) => type));
  const curves = described.find(({ key }) => key === "hcurves")!;
  expect(curves.all_types).toEqual(["csv", "npz", "xml", "geojson", "json", "parquet"]);
  expect(curves.tables.map(({ kinds, files }) => [kinds.length, files])).toEqual([
    [40, 40],
    [40, 40],
  ]);
  for (const { key, tables } of described)
    for (const { columns } of tables)
      for (const { name, meaning } of columns) expect([key, name, meaning]).not.toEqual([key, name, null]);
  expect((await get("/v1/calc/999/results/describe")).status).toBe(404);
});

test("attributes of stored arrays, and of the parameters", async () => {
  const attributes = async (key: string) => {
    const response = await extract(`${key}.attrs`);
    if (response.status !== 200) throw new Error(`${key}: ${response.status} ${await response.text()}`);
    return JSON.parse(new TextDecoder().decode((await member(await response.bytes(), "json")).bytes)) as {
      [name: string]: unknown;
    };
  };
  expect(await attributes("hcurves-stats")).toMatchObject({
    shape_descr: ["site_id", "stat", "imt", "lvl"],
    stat: ["mean", "quantile-0.16", "quantile-0.5", "quantile-0.84"],
    imt: ["PGA", "SA(1.0)"],
  });
  expect(await attributes("oqparam")).toMatchObject({ calculation_mode: "classical", individual_rlzs: true });
  expect(JSON.parse(String((await attributes("full_lt/source_model_lt"))["bsetdict"]))).toMatchObject({
    models: { uncertaintyType: "sourceModel" },
    "b-value": { uncertaintyType: "bGRRelative", applyToSources: "zone" },
  });
});

test("the HDF5 file is made once by a child, kept, and goes with the calculation", async () => {
  const other = await submit("point-source");
  const cache = join(folder.path, "data", "calcs", String(other), "cache");
  const path = `/v1/calc/${other}/datastore`;
  const [first, second] = await Promise.all([get(path), get(path)]);
  expect(first.headers.get("content-disposition")).toBe(`attachment; filename=calc_${other}.hdf5`);
  const bytes = await first.bytes();
  expect(first.headers.get("content-length")).toBe(String(bytes.length));
  expect(Buffer.from(await second.bytes()).equals(Buffer.from(bytes))).toBe(true);
  const kept = readdirSync(cache);
  expect(kept.map((file) => file.split(".").at(-1)).sort()).toEqual(["bin", "json"]);
  await (await get(path)).bytes();
  expect(readdirSync(cache)).toEqual(kept);
  const h5wasm = await import("h5wasm/node");
  await h5wasm.ready;
  const local = join(folder.path, "calc.hdf5");
  await Bun.write(local, bytes);
  const file = new h5wasm.File(local, "r");
  try {
    expect(file.keys()).toEqual(expect.arrayContaining(["oqparam", "sitecol", "full_lt", "weights", "source_info"]));
    expect((file.get("full_lt") as Group).keys()).toEqual(["gsim_lt", "sm_data", "source_model_lt"]);
    expect(Number(file.attrs["input_size"]?.value)).toBeGreaterThan(1000);
  } finally {
    file.close();
  }
  expect((await get(`/v1/calc/${other}/remove`, { method: "POST" })).status).toBe(200);
  expect(existsSync(cache)).toBe(false);
  expect((await get(path)).status).toBe(404);
});

test("an archive of every kind, and members no reader has to unpickle", async () => {
  for (const spec of [
    "hcurves",
    "hmaps",
    "oqparam",
    "realizations",
    "sitecol",
    "weights",
    "gsims_by_trt",
    "high_sites",
  ]) {
    const response = await extract(spec);
    const bytes = await response.bytes();
    expect([spec, response.status, response.headers.get("content-length")]).toEqual([spec, 200, String(bytes.length)]);
    expect(response.headers.get("content-disposition")).toBe(`attachment; filename=${spec}.npz`);
    expect((await readNpz(bytes)).some((array) => "pickled" in array)).toBe(false);
  }
});
