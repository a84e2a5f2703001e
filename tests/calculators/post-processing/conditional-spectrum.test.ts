import { expect, test } from "bun:test";
import { PGA, spectralAcceleration } from "../../../src/hazard/intensity-measure.ts";
import type { Job } from "../../../src/inputs/job.ts";
import { computeExample } from "../classical/compute-example.ts";
import { exampleJob } from "../classical/example-job.ts";

const LEVELS = Float64Array.from({ length: 40 }, (_, i) => 0.005 * 1.15 ** i);

function job(poes: string): Job {
  const base = exampleJob({
    models: { BooreAtkinson2008: 0.7, ChiouYoungs2008: 0.3 },
    parameters: {
      postproc_func: "conditional_spectrum.main",
      cross_correlation: "BakerJayaram2008",
      imt_ref: "SA(0.2)",
      poes,
    },
  });
  const measures = [PGA, spectralAcceleration(0.2), spectralAcceleration(1)];
  return { ...base, measures, levels: measures.map(() => LEVELS) };
}

test("the mean spectrum goes through the conditioning level, with hardly any deviation there", async () => {
  const lines: string[] = [];
  const arrays = await computeExample(job("0.01"), 1, (_level, line) => lines.push(line));
  const [, pgaDeviation, reference, referenceDeviation, , longDeviation] = await arrays("cs-stats");
  expect(lines.filter((line) => line.includes("instead of"))).toEqual([]);
  expect(reference!).toBeGreaterThan(0.05);
  expect(referenceDeviation!).toBeLessThan(0.1);
  expect(pgaDeviation!).toBeGreaterThan(referenceDeviation!);
  expect(longDeviation!).toBeGreaterThan(pgaDeviation!);
  // The mean over realizations is one of ln spectra.
  const rlzs = await arrays("cs-rlzs");
  expect(Math.exp(0.7 * Math.log(rlzs[2]!) + 0.3 * Math.log(rlzs[8]!))).toBeCloseTo(reference!, 6);
});

test("a probability that is never reached leaves an empty spectrum and a warning", async () => {
  const lines: string[] = [];
  const arrays = await computeExample(job("0.99"), 1, (_level, line) => lines.push(line));
  expect(await arrays("cs-stats")).toEqual([0, 0, 0, 0, 0, 0]);
  expect(lines.some((line) => line.includes("no conditional spectrum"))).toBe(true);
});
