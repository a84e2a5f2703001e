/** A scenario of one rupture of an event set: from our HDF5 file, as from the csv file of its ruptures. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { extract, openResults } from "../../../src/outputs/index.ts";
import { runProgram } from "../../cli/program.ts";
import { PROJECT, tempFolder } from "../../harness.ts";

const folder = tempFolder();
afterAll(() => folder[Symbol.dispose]());

const JOB = `[general]
description = one rupture of many
calculation_mode = scenario
rupture_mesh_spacing = 2
sites = -30.1 59.1, -29.9 59.3
gsim = BooreAtkinson2008
reference_vs30_type = measured
reference_vs30_value = 760
reference_depth_to_2pt5km_per_sec = 1
reference_depth_to_1pt0km_per_sec = 40
intensity_measure_types = PGA
truncation_level = 3
maximum_distance = 300
number_of_ground_motion_fields = 10
`;

/** Numbers of the ruptures with the largest and the smallest magnitude: a fault, a plane. */
let ids: readonly [number, number];

beforeAll(async () => {
  const ini = join(PROJECT, "examples", "event-based", "job.ini");
  const data = join(folder.path, "data");
  const exports = ["--exports", "csv,hdf5", "--export-dir", folder.path, "--data", data];
  const ran = await runProgram(["run", ini, "--quiet", ...exports]);
  if (ran.code !== 0) throw new Error(ran.err);
  const rows = readFileSync(join(folder.path, "ruptures.csv"), "utf8")
    .split(/\r?\n/)
    .filter((line) => /^\d/.test(line))
    .map((line) => line.split(","))
    .sort((a, b) => Number(a[3]) - Number(b[3]));
  ids = [Number(rows.at(-1)![0]), Number(rows[0]![0])];
  const [calculation = ""] = readdirSync(join(data, "calcs"));
  const results = openResults({ folder: join(data, "calcs", calculation) });
  for (const id of ids) {
    const array = (await extract(results, "ruptures", `rup_id=${id}`)).find(({ name }) => name === "array")!;
    writeFileSync(join(folder.path, `rupture-${id}.csv`), array.data as Uint8Array);
  }
  results.reader.close();
}, 60_000);

/** Rows of event and motion. */
async function fieldsOf(name: string, text: string): Promise<readonly (readonly number[])[]> {
  const ini = join(folder.path, `${name}.ini`);
  writeFileSync(ini, JOB + text);
  const target = join(folder.path, name);
  const ran = await runProgram(["run", ini, "--quiet", "--exports", "csv", "--export-dir", target]);
  expect([ran.code, ran.code === 0 ? "" : ran.err]).toEqual([0, ""]);
  const lines = readFileSync(join(target, "gmf-data.csv"), "utf8").split(/\r?\n/);
  return lines.filter((line) => /^\d/.test(line)).map((line) => line.split(",").slice(0, 2).map(Number));
}

test("its fields are those of the same rupture in csv, a plane as a fault", async () => {
  for (const id of ids) {
    const fields = await fieldsOf(`hdf5-${id}`, `rupture_model_file = calc_1.hdf5\nrupture_id = ${id}\n`);
    const given = await fieldsOf(`csv-${id}`, `rupture_model_file = rupture-${id}.csv\n`);
    expect([fields.length, given.length]).toEqual([20, 20]);
    // Coordinates have five decimals in csv.
    for (const [row, [event, motion]] of fields.entries()) {
      expect(event).toBe(given[row]![0]!);
      expect(Math.abs(motion! / given[row]![1]! - 1)).toBeLessThan(1e-4);
    }
  }
}, 60_000);

test("which rupture is meant must be said, and be there; beside another rupture it has no meaning", async () => {
  const told = async (text: string) => {
    const ini = join(folder.path, "wrong.ini");
    writeFileSync(ini, JOB + text);
    const { code, out, err } = await runProgram(["validate", ini]);
    return [code, out + err];
  };
  const line = JOB.split("\n").length;
  expect(await told("rupture_model_file = calc_1.hdf5\n")).toEqual([
    1,
    expect.stringContaining(`wrong.ini:${line}: error: rupture_id must say which rupture of calc_1.hdf5 is meant`),
  ]);
  expect(await told("rupture_model_file = calc_1.hdf5\nrupture_id = 5\n")).toEqual([
    1,
    expect.stringMatching(new RegExp(`wrong.ini:${line + 1}: error: calc_1.hdf5 has no rupture 5 \\(allowed: \\d+, `)),
  ]);
  expect(await told(`rupture_model_file = rupture-${ids[0]}.csv\nrupture_id = ${ids[0]}\n`)).toEqual([
    0,
    expect.stringContaining("rupture_id picks a rupture of an event set in HDF5"),
  ]);
}, 60_000);
