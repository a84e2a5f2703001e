/** Archives and folders in the place of job files: `run` and `estimate`. */
import { describe, expect, test } from "bun:test";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipOf } from "../archives.ts";
import { PROJECT, tempFolder } from "../harness.ts";
import { runProgram } from "./program.ts";

const example = (name: string) => join(PROJECT, "examples", name);

async function zipExample(name: string, path: string, more: Record<string, string> = {}): Promise<void> {
  const names = readdirSync(example(name));
  const files = Object.fromEntries(
    names.map((file) => [file, new Uint8Array(readFileSync(join(example(name), file)))]),
  );
  writeFileSync(path, await zipOf({ ...files, ...more }));
}

const withoutDate = (path: string) => readFileSync(path, "utf8").replace(/start_date='[^']*'/, "");

describe("run", () => {
  test("computes the job of an archive and of a folder as the job file itself", async () => {
    using folder = tempFolder();
    await zipExample("point-source", join(folder.path, "job.zip"));
    const out = (name: string) => ["--exports", "csv", "--export-dir", join(folder.path, name)];
    const runs = [join(example("point-source"), "job.ini"), "job.zip", example("point-source")];
    for (const [index, word] of runs.entries())
      expect(await runProgram(["run", word, ...out(String(index))], { cwd: folder.path })).toMatchObject({ code: 0 });
    const name = "hazard_curve-mean-PGA.csv";
    const expected = withoutDate(join(folder.path, "0", name));
    for (const index of [1, 2]) expect(withoutDate(join(folder.path, String(index), name))).toBe(expected);
  }, 30_000);

  test("keeps the files of an archive with the calculation, and removes what it unpacked", async () => {
    using folder = tempFolder();
    await zipExample("point-source", join(folder.path, "job.zip"));
    const kept = join(folder.path, "kept");
    expect((await runProgram(["run", "job.zip", "--data", kept], { cwd: folder.path })).code).toBe(0);
    expect(existsSync(join(kept, "calcs", "1", "inputs", "job.ini"))).toBe(true);
    expect(readdirSync(kept)).toEqual(["calcs"]);
  }, 30_000);

  test("asks which job file is meant, and takes hazard and risk in their order", async () => {
    using folder = tempFolder();
    const job = readFileSync(join(example("point-source"), "job.ini"), "utf8");
    await zipExample("point-source", join(folder.path, "two.zip"), { "other.ini": job });
    const open = await runProgram(["run", "two.zip"], { cwd: folder.path });
    expect(open).toMatchObject({ code: 2, out: "" });
    expect(open.err).toContain("two.zip holds 2 job files: say which with --ini, in their order (job.ini, other.ini)");
    expect(await runProgram(["run", "two.zip", "--ini", "other.ini"], { cwd: folder.path })).toMatchObject({ code: 0 });
    const wrong = await runProgram(["run", "two.zip", "--ini", "third.ini"], { cwd: folder.path });
    expect(wrong.err).toContain("there is no third.ini inside two.zip; there are job.ini, other.ini");
    await zipExample("point-source", join(folder.path, "pair.zip"), {
      "a_risk.ini": "[general]\ncalculation_mode = x\n",
    });
    const pair = await runProgram(["run", "pair.zip"], { cwd: folder.path });
    expect(pair.code).toBe(1);
    // The hazard was computed before the mistake of the risk was found, in the archive.
    expect(pair.err).toContain("contexts");
    expect(pair.err).toContain("pair.zip/a_risk.ini:2");
  }, 30_000);

  test("tells mistakes by their place in the archive", async () => {
    using folder = tempFolder();
    await zipExample("point-source", join(folder.path, "job.zip"), { "source-model.xml": "<nrml" });
    const { code, err } = await runProgram(["run", "job.zip"], { cwd: folder.path });
    expect(code).toBe(1);
    expect(err).toContain("job.zip/source-model.xml:1");
    writeFileSync(join(folder.path, "empty.zip"), await zipOf({ "readme.txt": "nothing" }));
    expect((await runProgram(["run", "empty.zip"], { cwd: folder.path })).err).toContain(
      "no job file inside empty.zip",
    );
  }, 30_000);
});

describe("estimate", () => {
  test("tells size, memory and time of a job file, an archive and a folder", async () => {
    using folder = tempFolder();
    cpSync(example("area-source"), join(folder.path, "job"), { recursive: true });
    await zipExample("event-based-risk", join(folder.path, "risk.zip"));
    const { code, out, err } = await runProgram(["estimate", "job/job.ini", "job", "risk.zip", "--json"], {
      cwd: folder.path,
    });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const [file, same, risk] = JSON.parse(out) as { job: string; mode: string; estimate: Record<string, number> }[];
    expect([file?.job, same?.job, risk?.job]).toEqual(["job/job.ini", "job/job.ini", "risk.zip/job.ini"]);
    expect(same?.estimate["ruptures"]).toBe(file?.estimate["ruptures"] as number);
    expect(file?.estimate["ruptures"]).toBeGreaterThan(100);
    // The hazard that its losses need is computed first.
    expect(risk?.mode).toBe("event_based_risk");
    expect(risk?.estimate["ruptures"]).toBeGreaterThan(1000);
    expect(risk?.estimate["seconds"]).toBeGreaterThan(0.3);
  }, 30_000);

  test("prints lines for people, with the elements of a cluster", async () => {
    const args = ["estimate", example("hazard-map"), "--executor", "slurm", "--slurm-element-cost", "0.01"];
    const { code, out } = await runProgram(args);
    expect(code).toBe(0);
    expect(out).toMatch(/classical, Hazard map of Frisland/);
    expect(out).toMatch(/size {5}672 sites, 3 sources, 4,596 ruptures/);
    expect(out).toMatch(/time {5}about .* on 1 thread, between .* and /);
    expect(out).toMatch(/cluster {2}\d+ elements of about/);
  }, 30_000);

  test("tells which job continues another", async () => {
    using folder = tempFolder();
    mkdirSync(join(folder.path, "job"));
    cpSync(example("point-source"), join(folder.path, "job"), { recursive: true });
    writeFileSync(join(folder.path, "job", "job_risk.ini"), "[general]\ncalculation_mode = classical_risk\n");
    const { code, err } = await runProgram(["estimate", "job"], { cwd: folder.path });
    expect(code).toBe(0);
    expect(err).toContain("job/job_risk.ini: continues job/job.ini");
  }, 30_000);
});
