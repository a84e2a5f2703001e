/** Running a job of the worked examples and looking at its arrays. */
import { expect } from "bun:test";
import type { Calculator } from "../../../src/calculators/calculator.ts";
import { calculator as classicalCalculator } from "../../../src/calculators/classical/classical-calculator.ts";
import { createDatastore, openDatastore } from "../../../src/datastore/index.ts";
import type { Job } from "../../../src/inputs/job.ts";
import { tempFolder } from "../../harness.ts";

/** The reference sums in single precision. */
const RELATIVE = 2e-6;
const ABSOLUTE = 2e-8;

/** A step of numbers just below 1 in single precision: what complements of probabilities are rounded to. */
export const SINGLE_STEP = 2 ** -24;

/** Computes a job and returns a reader of its arrays. */
export async function computeExample(
  job: Job,
  workers = 1,
  log: (level: string, line: string) => unknown = () => {},
  calculator: Calculator = classicalCalculator,
): Promise<(name: string) => Promise<number[]>> {
  using folder = tempFolder();
  const writer = createDatastore(folder.path, { version: "0", startDate: "", checksum: 1, seeds: {} });
  calculator.refuse(job);
  await calculator.compute(job, writer, { workers, reporter: { log, progress: () => {} } });
  await writer.commit();
  await writer.close();
  const reader = openDatastore(folder.path);
  const arrays = new Map<string, number[]>();
  for (const name of reader.names())
    if (reader.describe(name)?.kind === "array")
      arrays.set(name, Array.from((await reader.readArray(name)) as Float32Array));
  reader.close();
  return async (name) => arrays.get(name)!;
}

/** Equal within the reference's own single precision, unless said otherwise. */
export function expectClose(got: readonly number[], expected: readonly number[], absolute = ABSOLUTE): void {
  expect(got.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) {
    const error = Math.abs(got[i]! - value);
    expect(error, `value ${i}: ${got[i]} instead of ${value}`).toBeLessThan(RELATIVE * Math.abs(value) + absolute);
  }
}
