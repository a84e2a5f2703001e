/**
 * Converts the tables of table-based ground-motion models to the archives in `src/hazard/gmm/data`.
 *
 *   bun scripts/convert-ground-motion-tables.ts FOLDER
 *
 * FOLDER is `openquake/hazardlib/gsim` of an OpenQuake Engine 3.26.2, which distributes the tables of the papers as HDF5. Amplitudes and deviations
 * are kept in single precision (6e-8), magnitudes, distances and periods in double.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Dataset, File, type Group, ready } from "h5wasm/node";
import { type TableToWrite, writeArchive } from "./write-archive.ts";

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
function readGrid(path: string): Contents {
  const [heading = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = heading.split(",");
  const rows = lines.map((line) => line.split(",").map(Number));
  const axes = names.slice(0, 3).map((_, column) => {
    return [...new Set(rows.map((row) => row[column] ?? Number.NaN))].sort((a, b) => a - b);
  });
  const [a, b, c] = axes as [number[], number[], number[]];
  const shape = [a.length, b.length, c.length];
  const arrays: TableToWrite["arrays"][number][] = axes.map((axis, k) => ({
    name: names[k] ?? "",
    dtype: "f8",
    shape: [axis.length],
    values: axis,
  }));
  names.slice(3).forEach((name, k) => {
    const values = new Float32Array(a.length * b.length * c.length).fill(Number.NaN);
    for (const row of rows) {
      const [x = 0, y = 0, z = 0] = row;
      values[(a.indexOf(x) * b.length + b.indexOf(y)) * c.length + c.indexOf(z)] = row[k + 3] ?? Number.NaN;
    }
    arrays.push({ name: name.replace("psa_ratio_", ""), dtype: "f4", shape, values });
  });
  return { arrays, attributes: {} };
}

function convert(target: string, source: string, folders: readonly string[]): void {
  const tables: TableToWrite[] = [];
  for (const folder of folders) {
    const names = readdirSync(join(root ?? "", folder)).filter((name) =>
      /\.hdf5$|psa_ratios\.csv$|akkar_coeff_table\.csv$/.test(name),
    );
    for (const name of names.sort()) {
      const path = join(root ?? "", folder, name);
      tables.push({ name, original: readFileSync(path), ...readAny(path) });
    }
  }
  writeArchive(join(TARGET, target), source, tables);
}

type Contents = Pick<TableToWrite, "attributes" | "arrays">;

function readAny(path: string): Contents {
  if (path.endsWith("akkar_coeff_table.csv")) return readMatrix(path);
  return path.endsWith(".csv") ? readGrid(path) : readTable(path);
}

/** A square matrix in CSV without a heading. */
function readMatrix(path: string): Contents {
  const rows = readFileSync(path, "utf8")
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(",").map(Number));
  return {
    arrays: [{ name: "total", dtype: "f8", shape: [rows.length, rows.length], values: rows.flat() }],
    attributes: {},
  };
}

function readTable(path: string): Contents {
  const file = new File(path, "r");
  const arrays: TableToWrite["arrays"][number][] = [];
  const attributes: { [name: string]: string } = {};
  for (const { name, dataset } of datasets(file, "")) {
    const values = Array.from(dataset.value as ArrayLike<number>, Number);
    const dtype = AXES.has(name) ? "f8" : "f4";
    arrays.push({ name, dtype, shape: (dataset.shape ?? []).map(Number), values });
    const metric = dataset.attrs["metric"]?.value;
    if (metric !== undefined) attributes["metric"] = String(metric);
  }
  file.close();
  return { arrays, attributes };
}

function* datasets(group: File | Group, prefix: string): Generator<{ name: string; dataset: Dataset }> {
  for (const key of [...group.keys()].sort()) {
    const item = group.get(key);
    if (item === null) continue;
    if ("keys" in item) yield* datasets(item as Group, `${prefix}${key}/`);
    else yield { name: `${prefix}${key}`, dataset: item as Dataset };
  }
}
