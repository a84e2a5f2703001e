import { describe, expect, test } from "bun:test";
import { mkdirSync, readdirSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { jobPlace } from "../../src/cli/local/job-folder.ts";
import { tempFolder } from "../harness.ts";
import { writeSmallJob } from "../inputs/small-job.ts";
import { runProgram } from "./program.ts";

/** The small job with its models in a folder beside that of the job file. */
function writeJobBeside(root: string, change: (ini: string) => string = (ini) => ini): void {
  mkdirSync(join(root, "models"));
  mkdirSync(join(root, "runs"));
  writeSmallJob(join(root, "models"), { "job.ini": (ini) => change(ini.replace(/= (\w+\.xml)/g, "= ../models/$1")) });
  renameSync(join(root, "models", "job.ini"), join(root, "runs", "job.ini"));
}

describe("a local run reads what its user can read", () => {
  test("files named with .. make the folder of the job wider", () => {
    using folder = tempFolder();
    const root = realpathSync(folder.path);
    writeJobBeside(root);
    expect(jobPlace("job.ini", "", join(root, "runs"))).toEqual({ folder: root, ini: "runs/job.ini" });
    writeFileSync(join(root, "runs", "plain.ini"), "sites = 0 0");
    expect(jobPlace("plain.ini", "", join(root, "runs"))).toEqual({ folder: join(root, "runs"), ini: "plain.ini" });
  });

  test("run and validate take such a job, and name files as they were typed", async () => {
    using folder = tempFolder();
    writeJobBeside(folder.path);
    const cwd = join(folder.path, "runs");
    const good = await runProgram(["run", "job.ini", "--export-dir", "out"], { cwd });
    expect(good.code).toBe(0);
    expect((await runProgram(["validate", "job.ini"], { cwd })).out).toContain("job.ini: valid");
    writeFileSync(join(folder.path, "models", "sm.xml"), "<nrml/>");
    for (const command of ["run", "validate"]) {
      const { code, err } = await runProgram([command, "job.ini"], { cwd });
      expect(code).toBe(1);
      expect(err).toContain("../models/sm.xml:1:");
    }
  });

  test("the walls stay where --job-folder sets them", async () => {
    using folder = tempFolder();
    writeJobBeside(folder.path);
    const { code, err } = await runProgram(["run", "job.ini", "--job-folder", "."], { cwd: join(folder.path, "runs") });
    expect(code).toBe(1);
    expect(err).toContain("../models/smlt.xml is outside the folder of the job");
  });
});

test("run --exports csv writes the files the reference's command line writes", async () => {
  using folder = tempFolder();
  writeSmallJob(folder.path, { "job.ini": (ini) => `${ini}hazard_maps = true\npoes = 0.1 0.02\n` });
  const { code } = await runProgram(["run", "job.ini", "--exports", "csv", "--export-dir", "out"], {
    cwd: folder.path,
  });
  expect(code).toBe(0);
  expect(readdirSync(join(folder.path, "out")).sort()).toEqual([
    "hazard_curve-mean-PGA.csv",
    "hazard_curve-mean-SA(1.0).csv",
    "hazard_map-mean-2475y.csv",
    "hazard_map-mean-475y.csv",
    "hazard_map-mean.csv",
    "realizations.csv",
  ]);
});

test("a job of a mode that is not computed has an exit code of its own", async () => {
  using folder = tempFolder();
  writeSmallJob(folder.path, { "job.ini": (ini) => ini.replace("= classical", "= workflow") });
  for (const command of ["run", "validate"]) {
    const { code, err } = await runProgram([command, "job.ini"], { cwd: folder.path });
    expect(code).toBe(4);
    expect(err.split("\n")[0]).toMatch(/^job\.ini:3: .*calculation_mode workflow/);
  }
});
