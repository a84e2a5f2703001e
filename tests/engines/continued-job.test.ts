/** Calculations on top of others, as a server starts them and by `run` with several job files. */
import { expect, test } from "bun:test";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseCsvOutput } from "../../src/cli/terminal/csv-output.ts";
import { openDatastore } from "../../src/datastore/index.ts";
import type { CalculationRequest } from "../../src/engines/engine.ts";
import { nativeEngine } from "../../src/engines/native/native-engine.ts";
import { runProgram } from "../cli/program.ts";
import { PROJECT, tempFolder } from "../harness.ts";

const FILES = join(PROJECT, "tests/calculators/classical/parameters-job");
const { base, variants } = JSON.parse(readFileSync(join(FILES, "expected.json"), "utf8")) as {
  readonly base: { readonly [name: string]: string };
  readonly variants: { readonly base: { readonly curves: readonly (readonly (readonly number[])[])[] } };
};
/** By site and measure, computed by the reference engine. */
const CURVES = variants.base.curves;

const QUIET = { log: () => {}, progress: () => {} };

function iniOf(parameters: { readonly [name: string]: string }): string {
  return `[general]\n${Object.entries(parameters)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join("")}`;
}

const PRECLASSICAL = iniOf({ ...base, calculation_mode: "preclassical" });
const CHILD = iniOf({ description: "child", calculation_mode: "classical" });

/** A calculation's folder as it is before computing; only those with `files` have more than a job file. */
function calculation(root: string, id: number, ini: string, files: boolean, parent?: CalculationRequest["parent"]) {
  const folder = join(root, String(id));
  mkdirSync(join(folder, "inputs"), { recursive: true });
  if (files) cpSync(FILES, join(folder, "inputs"), { recursive: true });
  writeFileSync(join(folder, "inputs", "job.ini"), ini);
  const request: CalculationRequest = {
    ...({ calculationId: id, engine: "native", ini: "job.ini", workers: 1, user: "ann" } as const),
    ...(parent === undefined ? {} : { parent }),
  };
  writeFileSync(join(folder, "request.json"), JSON.stringify(request));
  return { id, folder, request };
}

function expectClose(got: ArrayLike<number>, expected: readonly number[]): void {
  expect(got.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) expect(Math.abs(got[i]! - value)).toBeLessThan(1e-4 * value + 1e-7);
}

test("sources, models, sites and parameters come from the calculation below, and from the one below that", async () => {
  using temp = tempFolder();
  const first = calculation(temp.path, 1, PRECLASSICAL, true);
  await nativeEngine.calculate(first.folder, first.request, QUIET);
  const second = calculation(temp.path, 2, CHILD, false, first);
  const third = calculation(temp.path, 3, CHILD, false, second);
  for (const { folder, request } of [second, third]) {
    expect(await nativeEngine.check(folder, request)).toEqual({ calculationMode: "classical", description: "child" });
    await nativeEngine.calculate(folder, request, QUIET);
    const reader = openDatastore(join(folder, "datastore"));
    expectClose((await reader.readArray("hcurves-stats")) as Float32Array, CURVES.flat(2));
    reader.close();
  }
});

test("run computes each job file on top of the one before, wherever its files are", async () => {
  using temp = tempFolder();
  cpSync(FILES, join(temp.path, "model"), { recursive: true });
  writeFileSync(join(temp.path, "model", "first.ini"), PRECLASSICAL);
  const one = iniOf({ calculation_mode: "classical", sites: "13.0 42.0" });
  writeFileSync(join(temp.path, "one.ini"), one);
  const args = ["run", "model/first.ini", "one.ini", "--export-dir", "out", "--quiet"];
  const { code, err } = await runProgram(args, { cwd: temp.path });
  expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
  const { rows } = parseCsvOutput(readFileSync(join(temp.path, "out", "hazard_curve-mean-PGA.csv"), "utf8"));
  expect(rows.length).toBe(1);
  expectClose(rows[0]!.slice(3), CURVES[0]![0]!);
  expect(existsSync(join(temp.path, "out", "step1"))).toBe(true);
});

test("what does not fit is refused", async () => {
  using temp = tempFolder();
  const first = calculation(temp.path, 1, PRECLASSICAL, true);
  const longer = iniOf({ calculation_mode: "classical", investigation_time: "50" });
  const other = iniOf({ calculation_mode: "classical", hazard_calculation_id: "7" });
  const [misfit, renamed] = [
    calculation(temp.path, 2, longer, false, first),
    calculation(temp.path, 3, other, false, first),
  ];
  await expect(nativeEngine.calculate(misfit.folder, misfit.request, QUIET)).rejects.toThrow(
    "investigation_time is 50.0, the continued calculation has 1.0",
  );
  await expect(nativeEngine.check(renamed.folder, renamed.request)).rejects.toThrow("on top of calculation 1");
  const alone = calculation(temp.path, 4, iniOf({ ...base, hazard_calculation_id: "7" }), true);
  await expect(nativeEngine.check(alone.folder, alone.request)).rejects.toThrow("hazard_calculation_id = 7");
  rmSync(join(first.folder, "inputs"), { recursive: true });
  await expect(nativeEngine.check(misfit.folder, misfit.request)).rejects.toThrow(
    "calculation 1 cannot be continued: its input files are not there any more",
  );
});
