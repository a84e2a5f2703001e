import { describe, expect, test } from "bun:test";
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseCsvOutput } from "../../src/cli/terminal/csv-output.ts";
import { PROJECT, tempFolder } from "../harness.ts";
import { runProgram, startProgram } from "./program.ts";

interface Expected {
  readonly columns: number;
  readonly rows: number;
  /** Indexes of the rows in `sample`. */
  readonly at: readonly number[];
  readonly sample: readonly (readonly number[])[];
}

/** First, middle and last rows of what the reference engine exported for each example. */
const REFERENCE = JSON.parse(readFileSync(join(import.meta.dir, "examples.json"), "utf8")) as {
  readonly examples: { readonly [name: string]: { readonly [file: string]: Expected } };
};

const example = (name: string) => join(PROJECT, "examples", name);

/** The tolerance of the project's comparisons with the engine, whose csv has five to seven digits. */
const isClose = (got: number, expected: number) => Math.abs(got - expected) <= 1e-6 + 1e-3 * Math.abs(expected);

describe("run", () => {
  test.each(Object.keys(REFERENCE.examples))(
    "%s gives the reference engine's numbers",
    async (name) => {
      using folder = tempFolder();
      const { code, out, err } = await runProgram(
        ["run", join(example(name), "job.ini"), "--exports", "csv", "--export-dir", "out"],
        { cwd: folder.path },
      );
      expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
      const files = REFERENCE.examples[name] ?? {};
      for (const [file, { columns, rows, at, sample }] of Object.entries(files)) {
        expect(out).toContain(join("out", file));
        const table = parseCsvOutput(readFileSync(join(folder.path, "out", file), "utf8"));
        expect([table.columns.length, table.rows.length]).toEqual([columns, rows]);
        for (const [i, row] of at.entries()) {
          for (const [j, expected] of (sample[i] ?? []).entries()) {
            const got = table.rows[row]?.[j] ?? Number.NaN;
            if (!isClose(got, expected)) {
              throw new Error(`${file} row ${row} ${table.columns[j]}: got ${got}, the engine has ${expected}`);
            }
          }
        }
      }
      expect(readdirSync(folder.path)).toEqual(["out"]);
    },
    60_000,
  );

  test("the numbers do not depend on the number of workers", async () => {
    using folder = tempFolder();
    for (const workers of ["1", "3"]) {
      const args = ["run", join(example("area-source"), "job.ini"), "--workers", workers, "--export-dir", workers];
      expect((await runProgram(args, { cwd: folder.path })).code).toBe(0);
    }
    const withoutComment = (path: string) => {
      const text = readFileSync(path, "utf8");
      // Its comment holds the second of the start.
      return path.endsWith(".csv") ? text.slice(text.indexOf("\n") + 1) : text;
    };
    const names = readdirSync(join(folder.path, "1"));
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) {
      expect(withoutComment(join(folder.path, "3", name))).toBe(withoutComment(join(folder.path, "1", name)));
    }
  });

  test("the smallest job takes less than 0.3 s", async () => {
    using folder = tempFolder();
    const args = ["run", join(example("point-source"), "job.ini"), "--export-dir", "out"];
    const times: number[] = [];
    // The best of a few: the machine may be busy with other tests.
    for (let i = 0; i < 12 && !(Math.min(...times) < 0.3); i++)
      times.push((await runProgram(args, { cwd: folder.path })).seconds);
    expect(Math.min(...times)).toBeLessThan(0.3);
  });

  test("several types, and none: a list of what there would be", async () => {
    using folder = tempFolder();
    const job = join(example("point-source"), "job.ini");
    const some = await runProgram(["run", job, "--exports", "csv,npz", "--export-dir", "out"], { cwd: folder.path });
    expect(some.code).toBe(0);
    expect(readdirSync(join(folder.path, "out")).sort()).toContain("hcurves.npz");
    const none = await runProgram(["run", job], { cwd: folder.path });
    expect(none.code).toBe(0);
    expect(none.out).toContain("hcurves  Hazard Curves (csv, npz)");
    expect(readdirSync(folder.path)).toEqual(["out"]);
    const whole = await runProgram(["run", job, "--exports", "hdf5", "--export-dir", "whole"], { cwd: folder.path });
    expect(whole.code).toBe(0);
    expect(readdirSync(join(folder.path, "whole"))).toEqual(["calc_1.hdf5"]);
    const unknown = await runProgram(["run", job, "--exports", "cvs"], { cwd: folder.path });
    expect(unknown).toMatchObject({ code: 2, out: "" });
    expect(unknown.err).toContain("unknown type cvs (did you mean csv?)");
  });

  test("--data keeps the calculation with its log", async () => {
    using folder = tempFolder();
    const job = join(example("point-source"), "job.ini");
    expect((await runProgram(["run", job, "--data", "kept"], { cwd: folder.path })).code).toBe(0);
    const kept = join(folder.path, "kept", "calcs", "1");
    expect(existsSync(join(kept, "datastore", "datastore.json"))).toBe(true);
    expect(JSON.parse(readFileSync(join(kept, "end.json"), "utf8"))).toMatchObject({ status: "complete" });
    expect(readFileSync(join(kept, "log.jsonl"), "utf8")).toContain("INFO");
  });

  test("mistakes in the input are told as compilers do, exit code 1", async () => {
    using folder = tempFolder();
    cpSync(example("point-source"), join(folder.path, "job"), { recursive: true });
    const ini = join(folder.path, "job", "job.ini");
    writeFileSync(
      ini,
      readFileSync(ini, "utf8").replace("calculation_mode = classical", "calculation_mode = clasical"),
    );
    const { code, out, err } = await runProgram(["run", "job/job.ini"], { cwd: folder.path });
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/^(0 % .*\n)*job\/job\.ini:5(:\d+)?: error: .*clasical/m);
    expect(err).not.toContain("    at ");
    const absent = await runProgram(["run", "absent.ini"], { cwd: folder.path });
    expect(absent).toMatchObject({ code: 1, err: "error: No such file: absent.ini\n" });
  });

  test.each(["1", "2"])("Ctrl-C ends it with 130 and leaves nothing behind, with %s workers", async (workers) => {
    using folder = tempFolder();
    cpSync(example("area-source"), folder.path, { recursive: true });
    const ini = join(folder.path, "job.ini");
    const text = readFileSync(ini, "utf8").replace(
      "sites_csv = sites.csv",
      "region = -34.0 6.0, -25.0 6.0, -25.0 15.0, -34.0 15.0\nregion_grid_spacing = 3.0",
    );
    writeFileSync(ini, text);
    const child = startProgram(["run", "job.ini", "--workers", workers, "--log-level", "debug"], { cwd: folder.path });
    let err = "";
    for await (const chunk of child.stderr) {
      err += new TextDecoder().decode(chunk);
      if (err.includes("computing")) break;
    }
    const since = performance.now();
    child.kill("SIGINT");
    expect(await child.exited).toBe(130);
    expect(performance.now() - since).toBeLessThan(5000);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`quakewright-run-${child.pid}-`))).toEqual([]);
  });
});
