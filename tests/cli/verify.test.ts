/** `verify` with programs that stand for the engine, and with the engine itself where QUAKEWRIGHT_ORACLE names one. */
import { expect, test } from "bun:test";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT, tempFolder } from "../harness.ts";
import { runProgram } from "./program.ts";

const JOB = join(PROJECT, "examples", "point-source", "job.ini");
const ORACLE = process.env["QUAKEWRIGHT_ORACLE"] ?? "";

/** A program that computes what the engine would, changed by `then`; it fails outside a home of its own. */
function standIn(folder: string, then: string): string {
  const path = join(folder, "oq");
  const run = `"${process.execPath}" "${join(PROJECT, "src", "main.ts")}" run "$3" --exports csv --export-dir "$out" --quiet`;
  writeFileSync(
    path,
    `#!/bin/sh\nset -e\nout="\${7#export_dir=}"\n[ "$OQ_DATADIR" = "$HOME/oqdata" ]\n[ "$HOME" != "${process.env["HOME"]}" ]\n${run}\n${then}\n`,
  );
  chmodSync(path, 0o755);
  return path;
}

test("both compute the same, and what they computed can be kept", async () => {
  using folder = tempFolder();
  const oq = standIn(folder.path, 'mv "$out/hazard_curve-mean-PGA.csv" "$out/hazard_curve-mean-PGA_1.csv"');
  const args = ["verify", JOB, "--oq", oq, "--keep", "kept", "--html", "report.html"];
  const { code, out } = await runProgram(args, { cwd: folder.path });
  expect(out).toContain("equal     hazard_curve-mean-PGA.csv");
  expect(code).toBe(0);
  expect(existsSync(join(folder.path, "kept", "theirs", "hazard_curve-mean-PGA_1.csv"))).toBe(true);
  expect(existsSync(join(folder.path, "kept", "ours", "hazard_curve-mean-PGA.csv"))).toBe(true);
  expect(readFileSync(join(folder.path, "report.html"), "utf8")).toContain("Quakewright");
  // What was kept is not written over.
  const again = await runProgram(args, { cwd: folder.path });
  expect([again.code, again.err.includes("exists already")]).toEqual([2, true]);
}, 60_000);

test("a difference is told with its place", async () => {
  using folder = tempFolder();
  const oq = standIn(folder.path, 'sed -i.old "s/9.15[0-9]*E-03/9.90E-03/" "$out/hazard_curve-mean-PGA.csv"');
  const { code, out } = await runProgram(["verify", JOB, "--oq", oq]);
  expect(out).toContain("DIFFERENT hazard_curve-mean-PGA.csv");
  expect(out).toMatch(/worst at lon=-29.8\d* lat=10.1\d* depth=0.0\d*, column poe-0.02\d*: 9.90E-03 against 9.15/);
  expect(code).toBe(1);
}, 60_000);

test("an engine that fails, or ends well without results, is told as that", async () => {
  using folder = tempFolder();
  const fails = await runProgram(["verify", JOB, "--oq", standIn(folder.path, "echo no such model; exit 5")]);
  expect(fails.code).toBe(1);
  expect(fails.err).toContain("no such model");
  expect(fails.err).toContain("the OpenQuake Engine failed (exit code 5); nothing was compared");
  const silent = await runProgram(["verify", JOB, "--oq", standIn(folder.path, 'rm "$out"/*')]);
  expect([silent.code, silent.err.includes("nothing was compared")]).toEqual([1, true]);
}, 60_000);

test("no engine is told loudly; a wrong path is a usage error", async () => {
  using folder = tempFolder();
  mkdirSync(join(folder.path, "bin"));
  const none = await runProgram(["verify", JOB], { environment: { PATH: join(folder.path, "bin") } });
  expect(none.code).toBe(3);
  expect(none.err).toContain("THERE IS NO OPENQUAKE ENGINE HERE");
  for (const path of ["nowhere/oq", folder.path])
    expect((await runProgram(["verify", JOB, "--oq", path])).code).toBe(2);
});

test.skipIf(ORACLE === "")(
  `with the engine itself${ORACLE === "" ? " (QUAKEWRIGHT_ORACLE names none)" : ""}`,
  async () => {
    const { code, out } = await runProgram(["verify", JOB, "--oq", join(ORACLE, "bin", "oq")]);
    expect([code, out.includes("EQUAL: 2 of 2 outputs agree")]).toEqual([0, true]);
  },
  300_000,
);
