/**
 * Converts the tables of table-based ground-motion models to the archives in `src/hazard/gmm/data`.
 *
 *   bun scripts/convert-ground-motion-tables.ts FOLDER
 *
 * FOLDER is `openquake/hazardlib/gsim` of an OpenQuake Engine 3.26.2, which distributes the tables of the papers as HDF5. Amplitudes and deviations
 * are kept in single precision (6e-8), magnitudes, distances and periods in double.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { type Dataset, File, type Group, ready } from "h5wasm/node";
import type { ArchivedArray, ArchivedTable, ArchiveHeader } from "../src/hazard/gmm/tables/array-archive.ts";

const ENGINE_VERSION = "OpenQuake Engine 3.26.2";
const TARGET = join(import.meta.dir, "..", "src", "hazard", "gmm", "data");

/** What goes into which archive. */
const ARCHIVES: readonly { readonly target: string; readonly source: string; readonly folders: readonly string[] }[] = [
  {
    target: "nga-east.qwt",
    source: "NGA-East seed models, PEER 2015/04 and 2017/03, nga_east_tables",
    folders: ["nga_east_tables"],
  },
  {
    target: "usgs-nga-east.qwt",
    source: "NGA-East models of the US national seismic hazard model 2018, PEER 2017/03, usgs_nga_east_tables",
    folders: ["usgs_nga_east_tables"],
  },
  {
    target: "canada.qwt",
    source:
      "Atkinson & Adams (2013) and NGA-East for the Canadian models 2015 and 2020, nbcc2015_tables, AA13, NGA-East-13",
    folders: ["can15/nbcc2015_tables", "can20/AA13", "can20/NGA-East-13"],
  },
  { target: "australia-2023.qwt", source: "NGA-East backbone for Australia 2023, aus23", folders: ["aus23"] },
  {
    target: "chapman-guo-2021.qwt",
    source: "Coastal plain amplification, Chapman & Guo (2021), chapman_guo_2021",
    folders: ["chapman_guo_2021"],
  },
  {
    target: "spectral-correlation.qwt",
    source:
      "Correlations of spectral accelerations, Akkar et al. (2014) and Clemett & Gandara (2024), mgmpe/corr_coeffs",
    folders: ["mgmpe/corr_coeffs"],
  },
  {
    target: "kuehn-2020.qwt",
    source: "Epistemic deviations of Kuehn et al. (2020), PEER 2020/04, kuehn_2020",
    folders: ["kuehn_2020"],
  },
];

/** Axes keep double precision. */
const AXES = new Set([
  "asc/periods",
  "sinter/periods",
  "sslab/periods",
  "vrancea/periods",
  "Mw",
  "Distances",
  "T",
  "M",
  "R",
  "IMLs/T",
  "Total/T",
]);

await ready;
const [root] = process.argv.slice(2);
if (root === undefined) {
  console.error("usage: bun scripts/convert-ground-motion-tables.ts FOLDER");
  process.exit(2);
}
for (const archive of ARCHIVES) convert(archive.target, archive.source, archive.folders);

/** A table of points on a grid, in CSV: the axes and one array a further column, named by its measure. */
function readGrid(path: string) {
  const [heading = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = heading.split(",");
  const rows = lines.map((line) => line.split(",").map(Number));
  const axes = names.slice(0, 3).map((_, column) => {
    return [...new Set(rows.map((row) => row[column] ?? Number.NaN))].sort((a, b) => a - b);
  });
  const [a, b, c] = axes as [number[], number[], number[]];
  const shape = [a.length, b.length, c.length];
  const arrays: ArchivedArray[] = axes.map((axis, k) => ({ name: names[k] ?? "", dtype: "f8", shape: [axis.length] }));
  const parts = axes.map((axis) => Buffer.from(Float64Array.from(axis).buffer));
  names.slice(3).forEach((name, k) => {
    const values = new Float32Array(a.length * b.length * c.length).fill(Number.NaN);
    for (const row of rows) {
      const [x = 0, y = 0, z = 0] = row;
      values[(a.indexOf(x) * b.length + b.indexOf(y)) * c.length + c.indexOf(z)] = row[k + 3] ?? Number.NaN;
    }
    arrays.push({ name: name.replace("psa_ratio_", ""), dtype: "f4", shape });
    parts.push(Buffer.from(values.buffer));
  });
  return { arrays, bytes: Buffer.concat(parts), attributes: {} };
}

function convert(target: string, source: string, folders: readonly string[]): void {
  const tables: ArchivedTable[] = [];
  const segments: Buffer[] = [];
  let offset = 0;
  for (const folder of folders) {
    const names = readdirSync(join(root ?? "", folder)).filter((name) =>
      /\.hdf5$|psa_ratios\.csv$|akkar_coeff_table\.csv$/.test(name),
    );
    for (const name of names.sort()) {
      const path = join(root ?? "", folder, name);
      const { arrays, bytes, attributes } = readAny(path);
      const segment = deflateRawSync(bytes, { level: 9 });
      const sha256 = createHash("sha256").update(readFileSync(path)).digest("hex");
      tables.push({ name, sha256, attributes, offset, length: segment.length, arrays });
      segments.push(segment);
      offset += segment.length;
    }
  }
  const header: ArchiveHeader = { source, version: ENGINE_VERSION, tables };
  const json = Buffer.from(JSON.stringify(header));
  const start = Buffer.alloc(8);
  start.write("QWT1", "latin1");
  start.writeUInt32LE(json.length, 4);
  const all = Buffer.concat([start, json, ...segments]);
  writeFileSync(join(TARGET, target), all);
  console.log(`${target}: ${tables.length} tables, ${all.length} bytes`);
}

function readAny(path: string) {
  if (path.endsWith("akkar_coeff_table.csv")) return readMatrix(path);
  return path.endsWith(".csv") ? readGrid(path) : readTable(path);
}

/** A square matrix in CSV without a heading. */
function readMatrix(path: string) {
  const rows = readFileSync(path, "utf8")
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(",").map(Number));
  const arrays: ArchivedArray[] = [{ name: "total", dtype: "f8", shape: [rows.length, rows.length] }];
  return { arrays, bytes: Buffer.from(Float64Array.from(rows.flat()).buffer), attributes: {} };
}

function readTable(path: string) {
  const file = new File(path, "r");
  const arrays: ArchivedArray[] = [];
  const parts: Buffer[] = [];
  const attributes: { [name: string]: string } = {};
  for (const { name, dataset } of datasets(file, "")) {
    const values = Array.from(dataset.value as ArrayLike<number>, Number);
    const dtype = AXES.has(name) ? "f8" : "f4";
    const array = dtype === "f8" ? Float64Array.from(values) : Float32Array.from(values);
    arrays.push({ name, dtype, shape: (dataset.shape ?? []).map(Number) });
    parts.push(Buffer.from(array.buffer));
    const metric = dataset.attrs["metric"]?.value;
    if (metric !== undefined) attributes["metric"] = String(metric);
  }
  file.close();
  return { arrays, bytes: Buffer.concat(parts), attributes };
}

function* datasets(group: File | Group, prefix: string): Generator<{ name: string; dataset: Dataset }> {
  for (const key of [...group.keys()].sort()) {
    const item = group.get(key);
    if (item === null) continue;
    if ("keys" in item) yield* datasets(item as Group, `${prefix}${key}/`);
    else yield { name: `${prefix}${key}`, dataset: item as Dataset };
  }
}
