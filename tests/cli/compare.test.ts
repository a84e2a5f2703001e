import { expect, test } from "bun:test";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempFolder } from "../harness.ts";
import { runProgram } from "./program.ts";

const CURVE = "# comment\nlon,lat,poe-0.1\n10,45,0.5\n11,45,0.25\n";

test("exit code, lines, JSON and page", async () => {
  using folder = tempFolder();
  const write = (name: string, text: string) => {
    mkdirSync(join(folder.path, name));
    writeFileSync(join(folder.path, name, `curve_${name.length}.csv`), text);
  };
  write("a", CURVE);
  write("same", CURVE);
  write("changed", CURVE.replace("0.25", "0.26"));
  mkdirSync(join(folder.path, "empty"));
  const compare = (...args: string[]) => runProgram(["compare", ...args], { cwd: folder.path });

  expect(await compare("a", "same")).toMatchObject({ code: 0, err: "" });
  const differs = await compare("a", "changed", "--html", "report.html");
  expect(differs.code).toBe(1);
  expect(differs.out).toContain("worst at lon=11 lat=45, column poe-0.1: 0.25 against 0.26");
  expect(readFileSync(join(folder.path, "report.html"), "utf8")).toStartWith("<!doctype html>");
  const wide = await compare("a", "changed", "--rtol", "0.1", "--json");
  expect(wide.code).toBe(0);
  expect(JSON.parse(wide.out)).toMatchObject({ equal: true, tables: [{ output: "curve.csv", differing: 0 }] });
  for (const [operand, message] of [
    ["nowhere", "expected a folder of csv files or the number of a calculation"],
    ["empty", "holds no csv files"],
    ["77", "there is no calculation 77"],
  ] as const) {
    const { code, err } = await compare("a", operand);
    expect(code).toBe(2);
    expect(err).toContain(message);
  }
});

test("calculations of a data folder, with each other and with a folder of exports", async () => {
  using folder = tempFolder();
  const { path } = folder;
  const job = "examples/point-source/job.ini";
  const [data, out] = [join(path, "kept"), join(path, "out")];
  const ran = await runProgram([
    "run",
    job,
    "--data",
    data,
    "--workers",
    "1",
    "--exports",
    "csv",
    "--export-dir",
    out,
    "--quiet",
  ]);
  expect([ran.code, ran.err]).toEqual([0, ran.err]);
  const self = await runProgram(["compare", "1", "1", "--data", data, "--json"]);
  const found = JSON.parse(self.out) as { equal: boolean; tables: { cells: number }[] };
  expect([self.code, found.equal]).toEqual([0, true]);
  expect(found.tables.some(({ cells }) => cells > 0)).toBe(true);
  expect((await runProgram(["compare", "1", out, "--data", data, "--common"])).code).toBe(0);
});
