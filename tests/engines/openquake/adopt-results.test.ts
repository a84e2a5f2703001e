import { expect, test } from "bun:test";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { curvesOfRates } from "../../../src/calculators/risk/curves-of-rates.ts";
import { realizationsOf } from "../../../src/calculators/stages/make-hazard-setup.ts";
import { openDatastore } from "../../../src/datastore/index.ts";
import { adopt } from "../../../src/engines/openquake/adopt.ts";
import { adoptResults } from "../../../src/engines/openquake/adopt-results.ts";
import { readJob } from "../../../src/inputs/read-job.ts";
import { runProgram } from "../../cli/program.ts";
import { PROJECT, tempFolder } from "../../harness.ts";

/** An example computed here: its datastore, and its HDF5 file, which has the layout of the engine's, alone in a folder. */
async function computed(folder: string, example: string) {
  const job = join(folder, "job");
  cpSync(join(PROJECT, "examples", example), job, { recursive: true });
  const data = join(folder, "data");
  const exports = ["--exports", "hdf5", "--export-dir", folder, "--data", data];
  const ran = await runProgram(["run", join(job, "job.ini"), "--quiet", ...exports]);
  if (ran.code !== 0) throw new Error(ran.err);
  mkdirSync(join(folder, "adopted"));
  const file = join(folder, "adopted", "calc_1.hdf5");
  cpSync(join(folder, "calc_1.hdf5"), file);
  const [calculation = ""] = readdirSync(join(data, "calcs"));
  return { ini: join(job, "job.ini"), root: job, file, datastore: join(data, "calcs", calculation, "datastore") };
}

const REPORTER = { log: () => {}, progress: () => {} };

test("curves, maps and realizations are those of the file, and rates by group and model give the curves of every realization", async () => {
  using folder = tempFolder();
  const { ini, root, file, datastore } = await computed(folder.path, "logic-tree");
  await adopt(file, ini, root, REPORTER);
  const [own, adopted] = [openDatastore(datastore), openDatastore(join(folder.path, "adopted"))];
  try {
    for (const name of ["hcurves-rlzs", "hcurves-stats", "hmaps-stats"]) {
      expect(await adopted.readArray(name)).toEqual(await own.readArray(name));
      expect(adopted.describe(name)?.attributes).toEqual(own.describe(name)!.attributes);
    }
    expect(await adopted.readColumn("realizations", "branch_path")).toEqual(
      await own.readColumn("realizations", "branch_path"),
    );
    for (const name of ["lon", "lat", "vs30"])
      expect(await adopted.readColumn("sitecol", name)).toEqual(await own.readColumn("sitecol", name));
    const curves = (await curvesOfRates(adopted, realizationsOf(await readJob(ini, { root }))))!;
    const expected = (await own.readArray("hcurves-rlzs")) as Float32Array;
    const read = curves.read(0, 1);
    expect(read.length).toBe(expected.length);
    let worst = 0;
    for (const [i, poe] of expected.entries()) worst = Math.max(worst, Math.abs(poe - read[i]!));
    expect(worst).toBeLessThan(2e-7);
    // Of other realizations nothing is added up.
    const others = readFileSync(ini, "utf8").replace(
      /^number_of_logic_tree_samples = .*$/m,
      "number_of_logic_tree_samples = 5",
    );
    writeFileSync(ini, others);
    expect(await curvesOfRates(adopted, realizationsOf(await readJob(ini, { root })))).toBeUndefined();
  } finally {
    own.close();
    adopted.close();
  }
}, 60_000);

test("events, fields and average losses are those of the file", async () => {
  using folder = tempFolder();
  const { file, datastore } = await computed(folder.path, "event-based-risk");
  await adoptResults(file, () => {});
  const [own, adopted] = [openDatastore(datastore), openDatastore(join(folder.path, "adopted"))];
  try {
    for (const name of ["events", "gmf_data", "gmf_data/sigma_epsilon"]) {
      const entry = own.describe(name)!;
      if (entry.kind !== "table") throw new Error("no table");
      expect(entry.rows).toBeGreaterThan(100);
      for (const column of entry.columns)
        expect([name, column.name, await adopted.readColumn(name, column.name)]).toEqual([
          name,
          column.name,
          await own.readColumn(name, column.name),
        ]);
    }
    expect(adopted.describe("gmf_data")!.attributes).toEqual(own.describe("gmf_data")!.attributes);
    const name = "avg_losses-rlzs/structural";
    expect(await adopted.readArray(name)).toEqual(await own.readArray(name));
  } finally {
    own.close();
    adopted.close();
  }
}, 60_000);

test("what the engine writes as 1 is true, what it leaves out has its default; folders of the server are left out", async () => {
  using folder = tempFolder();
  const path = join(folder.path, "calc_1.hdf5");
  const { ready, File } = await import("h5wasm/node");
  await ready;
  const file = new File(path, "w");
  const parameters = {
    ...{ base_path: "/srv/jobs/1", inputs: { job_ini: "/srv/jobs/1/job.ini" }, export_dir: "/srv/jobs/1" },
    ...{ calculation_mode: "classical", std: 1, quantiles: [0.5], uniform_hazard_spectra: 1, individual_rlzs: 1 },
    ...{ hazard_imtls: { PGA: [0.1, 0.2] }, poes: [0.1] },
  };
  file.create_dataset({ name: "oqparam", data: JSON.stringify(parameters) });
  file.create_dataset({ name: "weights", data: Float32Array.of(0.5, 0.5), shape: [2] });
  file.create_dataset({ name: "hcurves-stats", data: Float32Array.of(3, 2, 1, 1, 2, 2), shape: [1, 3, 1, 2] });
  file.close();
  await adoptResults(path, () => {});
  const adopted = openDatastore(folder.path);
  const stats = ["mean", "std", "quantile-0.5"];
  expect(adopted.attributes).toMatchObject({ stats, uniform_hazard_spectra: true, individual_rlzs: true, num_rlzs: 2 });
  expect(adopted.describe("hcurves-stats")!.attributes).toMatchObject({ stats, imts: ["PGA"], levels: [[0.1, 0.2]] });
  expect(adopted.attributes["oqparam"]).toMatchObject({ inputs: { job_ini: "job.ini" } });
  expect(JSON.stringify(adopted.attributes)).not.toContain("/srv");
  adopted.close();
});

test("a file that cannot be read is told, and leaves nothing", async () => {
  using folder = tempFolder();
  const file = join(folder.path, "calc_1.hdf5");
  writeFileSync(file, "no such file");
  const told: string[] = [];
  const reporter = { ...REPORTER, log: (_level: string, text: string) => void told.push(text) };
  await adopt(file, join(folder.path, "job.ini"), folder.path, reporter);
  expect(told.join()).toContain("formats of the engine only: calc_1.hdf5: calc_1.hdf5 is not an HDF5 file");
  expect(readdirSync(folder.path)).toEqual(["calc_1.hdf5"]);
  expect(readFileSync(file, "utf8")).toBe("no such file");
});
