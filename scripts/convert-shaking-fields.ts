/**
 * Packs the fields and events of Sgobba et al. (2021) into `src/hazard/gmm/data/sgobba-2020.qwt`.
 *
 *   bun scripts/convert-shaking-fields.ts FOLDER
 *
 * FOLDER is `openquake/hazardlib/gsim` of an OpenQuake Engine 3.26.2, which distributes the fields of the paper as CSV: corrections of the mean
 * (log10 units) and variances on a grid of 251 by 251 points. Corrections are rounded to 2^-22, variances to 2^-24, coordinates to the 1e-8
 * degrees they are given with.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { encodeGrid } from "../src/numerics/coded-grid.ts";
import { type TableToWrite, writeArchive } from "./write-archive.ts";

const SIZE = 251;
const CORRECTION_STEP = 2 ** -22;
const VARIANCE_STEP = 2 ** -24;
/** Table and file of each field. */
const FIELDS = [
  { name: "site", file: "S_model", step: CORRECTION_STEP },
  { name: "site-variance", file: "beta_dS2S", step: VARIANCE_STEP },
  ...[1, 4, 5].flatMap((cluster) => [
    { name: `path-${cluster}`, file: `P_model_cluster${cluster}`, step: CORRECTION_STEP },
    { name: `path-variance-${cluster}`, file: `beta_dP2P_cluster${cluster}`, step: VARIANCE_STEP },
  ]),
];
const PERIODS = ["0", "0.2", "0.5", "1", "2"];

const [root] = process.argv.slice(2);
if (root === undefined) {
  console.error("usage: bun scripts/convert-shaking-fields.ts FOLDER");
  process.exit(2);
}

const tables: TableToWrite[] = [];

/** The columns of a file of numbers as one table a column. */
function addFields(file: string, separator: string, heading: boolean, names: readonly string[], step: number): void {
  const original = readFileSync(join(root ?? "", "sgobba_2020", file));
  const lines = original.toString("utf8").trim().split(/\r?\n/);
  const rows = (heading ? lines.slice(1) : lines).map((line) => line.split(separator).map(Number));
  if (rows.length !== SIZE * SIZE) throw new Error(`${file} has ${rows.length} points`);
  names.forEach((name, column) => {
    const whole = rows.map((row) => Math.round((row[column] ?? Number.NaN) / step));
    const offset = whole[0] ?? 0;
    const values = Int32Array.from(whole, (value) => value - offset);
    const { order, bytes } = encodeGrid(values, SIZE);
    tables.push({
      name,
      original,
      attributes: { step: String(step), offset: String(offset), order: String(order) },
      arrays: [{ name: "code", dtype: "u1", shape: [bytes.length], values: bytes }],
    });
  });
}

addFields("grid.csv", ";", false, ["lat", "lon"], 1e-8);
for (const { name, file, step } of FIELDS)
  addFields(
    `${file}.csv`,
    ",",
    true,
    PERIODS.map((period) => `${name}-${period}`),
    step,
  );

const events = readFileSync(join(root, "sgobba_2020", "event.csv"));
const [heading = "", ...lines] = events.toString("utf8").trim().split(/\r?\n/);
const rows = lines.map((line) => line.split(","));
tables.push({
  name: "events",
  original: events,
  attributes: { ids: rows.map((row) => row[0]).join(" ") },
  arrays: heading
    .split(",")
    .map((name, column) => ({ name, column }))
    .filter(({ name }) => name.startsWith("dBe_"))
    .map(({ name, column }) => ({
      name: name.slice(4),
      dtype: "f8",
      shape: [rows.length],
      values: rows.map((row) => Number(row[column])),
    })),
});
writeArchive(
  join(import.meta.dir, "..", "src", "hazard", "gmm", "data", "sgobba-2020.qwt"),
  "Sgobba, Lanzano & Pacor (2021), EESD 50(1), sgobba_2020",
  tables,
);
