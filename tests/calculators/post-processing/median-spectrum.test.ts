import { expect, test } from "bun:test";
import type { Job } from "../../../src/inputs/job.ts";
import { computeExample } from "../classical/compute-example.ts";
import { exampleJob } from "../classical/example-job.ts";

const LEVELS = Float64Array.from({ length: 60 }, (_, i) => 0.005 * 1.1 ** i);

function job(poes: string): Job {
  const base = exampleJob({
    models: { BooreAtkinson2008: 0.7, ChiouYoungs2008: 0.3 },
    parameters: { investigation_time: "1", postproc_func: "median_spectrum.main", poes },
  });
  return { ...base, levels: [LEVELS] };
}

test("the weights of all ruptures and models add up to 1", async () => {
  const arrays = await computeExample(job("0.001, 0.0001"));
  const [mean0, mean1, sigma0, , weight0, weight1] = await arrays("median_spectra");
  expect(weight0!).toBeCloseTo(1, 2);
  expect(weight1!).toBeCloseTo(1, 2);
  // Rarer motions come from ruptures with larger means.
  expect(mean1!).toBeGreaterThan(mean0!);
  expect(sigma0!).toBeGreaterThan(0.5);
});

test("a probability that the curve does not reach is an error", async () => {
  await expect(computeExample(job("0.9"))).rejects.toThrow("instead of 1");
});
