import { describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../src/cli/exit.ts";
import { keptFolders, temporaryFolders } from "../../src/cli/local/calculation-folders.ts";
import { jobPlace } from "../../src/cli/local/job-folder.ts";
import { InputError } from "../../src/input-error.ts";
import { tempFolder } from "../harness.ts";

describe("folders of calculations", () => {
  test("temporary ones go away, also those of killed runs", async () => {
    using parent = tempFolder();
    const dead = Bun.spawn(["true"]);
    await dead.exited;
    mkdirSync(join(parent.path, `quakewright-run-${dead.pid}-abc`));
    mkdirSync(join(parent.path, "quakewright-run-other"));
    const folders = temporaryFolders(parent.path);
    const first = folders.make();
    const second = folders.make();
    expect([first.id, second.id]).toEqual([1, 2]);
    expect(existsSync(second.folder)).toBe(true);
    expect(readdirSync(parent.path)).toHaveLength(2);
    folders.release();
    expect(readdirSync(parent.path)).toEqual(["quakewright-run-other"]);
  });

  test("kept ones go on counting and refuse a server's folder", () => {
    using data = tempFolder();
    mkdirSync(join(data.path, "calcs", "7"), { recursive: true });
    const folders = keptFolders(data.path);
    expect(folders.make()).toEqual({ id: 8, folder: join(data.path, "calcs", "8") });
    folders.release();
    expect(existsSync(join(data.path, "calcs", "8"))).toBe(true);
    writeFileSync(join(data.path, "jobs.sqlite"), "");
    expect(() => keptFolders(data.path)).toThrow(UsageError);
  });
});

describe("the folder of a job", () => {
  test("is the working folder when the job is below it, else the job's own", () => {
    using folder = tempFolder();
    const root = realpathSync(folder.path);
    mkdirSync(join(root, "model", "runs"), { recursive: true });
    mkdirSync(join(root, "elsewhere"));
    writeFileSync(join(root, "model", "runs", "job.ini"), "");
    const model = join(root, "model");
    expect(jobPlace("runs/job.ini", "", model)).toEqual({ folder: model, ini: "runs/job.ini" });
    const path = join(model, "runs", "job.ini");
    expect(jobPlace(path, "", join(root, "elsewhere"))).toEqual({ folder: join(model, "runs"), ini: "job.ini" });
    expect(jobPlace(path, "../model", join(root, "elsewhere"))).toEqual({ folder: model, ini: "runs/job.ini" });
    expect(() => jobPlace(path, ".", join(root, "elsewhere"))).toThrow("is not below --job-folder .");
    expect(() => jobPlace("absent.ini", "", root)).toThrow(InputError);
    expect(() => jobPlace("model", "", root)).toThrow("Is not a file: model");
  });
});
