/**
 * Packs the branch coefficients of Douglas et al. (2024) into `src/hazard/gmm/data/douglas-2024.qwt`.
 *
 *   bun scripts/convert-branch-coefficients.ts FOLDER
 *
 * FOLDER is `openquake/hazardlib/gsim` of an OpenQuake Engine 3.26.2, which distributes the tables of the paper as CSV. One table a set of branches and
 * distance (`162-rjb`): the periods (s; the first stands for PGA) and for each kind of weights an array of branches, periods and the ten
 * coefficients, in double precision.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import type { ArchivedArray, ArchivedTable, ArchiveHeader } from "../src/hazard/gmm/tables/array-archive.ts";

const TARGET = join(import.meta.dir, "..", "src", "hazard", "gmm", "data", "douglas-2024.qwt");
const COEFFICIENTS = ["b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8", "b9", "b10"];

const [root] = process.argv.slice(2);
if (root === undefined) {
  console.error("usage: bun scripts/convert-branch-coefficients.ts FOLDER");
  process.exit(2);
}

const tables: ArchivedTable[] = [];
const segments: Buffer[] = [];
for (const branches of [162, 5, 3])
  for (const distance of ["rjb", "rrup"]) {
    const text = readFileSync(
      join(root, "Douglas_et_al_2024_COEFFS", `Coeffs_${branches}_branch_${distance}.csv`),
      "utf8",
    );
    const { arrays, bytes } = readBranches(text, branches);
    const segment = deflateRawSync(bytes, { level: 9 });
    tables.push({
      name: `${branches}-${distance}`,
      sha256: createHash("sha256").update(text).digest("hex"),
      attributes: {},
      offset: segments.reduce((sum, other) => sum + other.length, 0),
      length: segment.length,
      arrays,
    });
    segments.push(segment);
  }
const header: ArchiveHeader = {
  source: "Douglas et al. (2024), Bulletin of Earthquake Engineering 22, Douglas_et_al_2024_COEFFS",
  version: "OpenQuake Engine 3.26.2",
  tables,
};
const json = Buffer.from(JSON.stringify(header));
const start = Buffer.alloc(8);
start.write("QWT1", "latin1");
start.writeUInt32LE(json.length, 4);
const all = Buffer.concat([start, json, ...segments]);
writeFileSync(TARGET, all);
console.log(`${tables.length} tables, ${all.length} bytes`);

function readBranches(text: string, branches: number) {
  const [heading = "", ...lines] = text
    .replace(/^\uFEFF/, "")
    .trim()
    .split(/\r?\n/);
  const names = heading.split(",").map((name) => name.trim());
  const column = (name: string) => names.indexOf(name);
  const rows = lines.map((line) => line.split(","));
  const number = (row: readonly string[], name: string) => Number(row[column(name)]);
  const periods = [...new Set(rows.map((row) => number(row, "Period")))].sort((a, b) => a - b);
  const weights = column("Weighting Option");
  const kinds = weights < 0 ? ["original"] : [...new Set(rows.map((row) => row[weights]?.trim() ?? ""))].sort();
  const arrays: ArchivedArray[] = [{ name: "periods", dtype: "f8", shape: [periods.length] }];
  const parts = [Buffer.from(Float64Array.from(periods).buffer)];
  for (const kind of kinds) {
    const values = new Float64Array(branches * periods.length * COEFFICIENTS.length).fill(Number.NaN);
    for (const row of rows) {
      if (weights >= 0 && row[weights]?.trim() !== kind) continue;
      const place = (number(row, "Branch") - 1) * periods.length + periods.indexOf(number(row, "Period"));
      COEFFICIENTS.forEach((name, k) => {
        values[place * COEFFICIENTS.length + k] = number(row, name);
      });
    }
    if (values.some(Number.isNaN)) throw new Error(`branches or periods are missing in the ${branches} branches`);
    arrays.push({ name: kind, dtype: "f8", shape: [branches, periods.length, COEFFICIENTS.length] });
    parts.push(Buffer.from(values.buffer));
  }
  return { arrays, bytes: Buffer.concat(parts) };
}
