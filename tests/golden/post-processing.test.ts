/** Post-processing from the job file to the csv files, against the golden calculations; extracts against the samples. */
import { afterAll, describe, expect, test } from "bun:test";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findMode } from "../../src/calculators/computed-modes.ts";
import { createDatastore } from "../../src/datastore/index.ts";
import { readJob } from "../../src/inputs/read-job.ts";
import { exportOutput, extract, npz, openResults, type Results } from "../../src/outputs/index.ts";
import { goldenPath, hasGolden, tempFolder } from "../harness.ts";
import { collect, readNpz } from "../outputs/read-npz.ts";

/** The engine's own numbers come from single precision. */
const RELATIVE = 1e-3;
const ABSOLUTE = 1e-6;

async function compute(name: string, ini: string, folder: string): Promise<Results> {
  cpSync(goldenPath("calc", "classical", name, "job"), join(folder, "job"), { recursive: true });
  const job = await readJob(join(folder, "job", ini));
  const calculator = await findMode("classical").load();
  calculator.refuse(job);
  const writer = createDatastore(join(folder, "datastore"), { version: "0", startDate: "", checksum: 1, seeds: {} });
  await calculator.compute(job, writer, { workers: 1, reporter: { log: () => {}, progress: () => {} } });
  await writer.close();
  return openResults({ folder });
}

function rowsOf(text: string): string[][] {
  return text
    .trimEnd()
    .split("\r\n")
    .filter((line) => !line.startsWith("#"))
    .map((line) => line.split(","));
}

function expectSameTable(found: string, expected: string, file: string): void {
  const [ours, theirs] = [rowsOf(found), rowsOf(expected)];
  expect(ours.length, file).toBe(theirs.length);
  for (const [r, row] of theirs.entries())
    for (const [c, text] of row.entries()) {
      const cell = ours[r]![c]!;
      const value = Number(text);
      if (Number.isNaN(value)) expect(cell, `${file}, row ${r}`).toBe(text);
      else
        expect(Math.abs(Number(cell) - value), `${file}, row ${r}: ${cell} instead of ${text}`).toBeLessThan(
          RELATIVE * Math.abs(value) + ABSOLUTE,
        );
    }
}

if (hasGolden()) {
  describe.each([
    ["conditional_spectrum_case_1", "job.ini", "cs-stats"],
    ["logictree_case_05", "job.ini", "mean_disagg_by_src"],
    ["logictree_case_12", "job.ini", "mean_disagg_by_src"],
    ["postproc_case_median_spectrum-2", "job2.ini", "median_spectra"],
  ])("%s", async (name, ini, output) => {
    const folder = tempFolder();
    const results = await compute(name, ini, folder.path);
    afterAll(() => {
      results.reader.close();
      folder[Symbol.dispose]();
    });
    const expected = goldenPath("calc", "classical", name, "expected");

    test("files", async () => {
      const files = await exportOutput(results, output, "csv", { calculationId: 1 });
      const names = files.map((file) => file.name.replace(/_1\.csv$/, ".csv")).sort();
      const stem = names[0]!.slice(0, 12);
      expect(names).toEqual(
        readdirSync(expected)
          .filter((file) => file.startsWith(stem))
          .sort(),
      );
      for (const file of files) {
        const golden = file.name.replace(/_1\.csv$/, ".csv");
        const text = Buffer.from(await collect(file.content)).toString("utf8");
        expectSameTable(text, readFileSync(join(expected, golden), "utf8"), golden);
      }
    });

    if (output === "cs-stats")
      test.each(["cs-stats", "cs-rlzs"])("extract %s", async (spec) => {
        const ours = await readNpz(await collect(npz(await extract(results, spec))));
        const sample = new Uint8Array(readFileSync(goldenPath("extract", "conditional_spectrum", `${spec}.npz`)));
        const theirs = await readNpz(sample);
        expect(ours.map((array) => array.name)).toEqual(theirs.map((array) => array.name));
        for (const [i, array] of theirs.entries()) {
          const found = ours[i]!;
          if ("pickled" in array || "pickled" in found) throw new Error(`${array.name} is pickled`);
          expect(found.descr).toEqual(array.descr);
          expect(found.shape).toEqual(array.shape);
          if (array.name !== "array") expect(found.bytes).toEqual(array.bytes);
        }
      });
  });
}
