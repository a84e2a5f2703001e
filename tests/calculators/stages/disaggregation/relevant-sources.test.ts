/** The parts of a source's disaggregation add up to the rate that the calculation finds for the source. */
import { expect, test } from "bun:test";
import { computeExample } from "../../classical/compute-example.ts";
import { exampleJob, POINT } from "../../classical/example-job.ts";

const FAR = { ...POINT, id: "2", lon: 1.2 };
const LEVEL = 0.05;

function job(parameters: { readonly [name: string]: string } = {}) {
  return exampleJob({
    sources: [POINT, FAR],
    models: { BooreAtkinson2008: 0.7, ChiouYoungs2008: 0.3 },
    parameters: {
      disagg_by_src: "true",
      use_rates: "true",
      postproc_func: "disagg_by_rel_sources.main",
      postproc_args: `{'imts': ['PGA'], 'imls_by_sid': {0: [${LEVEL}]}}`,
      mag_bin_width: "0.5",
      distance_bin_width: "20",
      num_epsilon_bins: "6",
      ...parameters,
    },
  });
}

test("rates of the relevant source", async () => {
  const arrays = await computeExample(job());
  const bySource = await arrays("mean_rates_by_src");
  // Levels 0.01, 0.05 ...; two sources, of which only the near one is relevant.
  const expected = bySource[2]! * 50;
  const parts = await arrays("mean_disagg_by_src/0");
  expect(parts.length).toBe(3 * 10 * 6);
  const total = parts.reduce((sum, part) => sum + part, 0);
  expect(Math.abs(total / expected - 1)).toBeLessThan(1e-6);
});

test("epsilon star moves the parts, not their sum", async () => {
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const usual = await (await computeExample(job()))("mean_disagg_by_src/0");
  const star = await (await computeExample(job({ epsilon_star: "true" })))("mean_disagg_by_src/0");
  expect(Math.abs(sum(star) / sum(usual) - 1)).toBeLessThan(1e-6);
  expect(star).not.toEqual(usual);
});

test("exact numbers are annual", async () => {
  const [, usual] = await (await computeExample(job()))("mean_disagg_by_src/0");
  const [, exact] = await (await computeExample(job({ numerics: "exact" })))("mean_disagg_by_src/0");
  expect(exact! * 50).toBeCloseTo(usual!, 12);
});

test("deviations are those of the models, everywhere", async () => {
  const sigma = await (await computeExample(job()))("sigma_by_src/0");
  for (const value of sigma) {
    expect(value).toBeGreaterThan(0.5);
    expect(value).toBeLessThan(0.7);
  }
});
