import { expect, test } from "bun:test";
import { PGA, spectralAcceleration } from "../../../src/hazard/intensity-measure.ts";
import type { Job } from "../../../src/inputs/job.ts";
import { computeExample } from "../classical/compute-example.ts";
import { exampleJob } from "../classical/example-job.ts";

const LEVELS = Float64Array.from({ length: 12 }, (_, i) => 1e-6 * 4 ** i);

function job(method: string): Job {
  const base = exampleJob({
    parameters: {
      truncation_level: "6",
      postproc_func: "compute_mrd.main",
      postproc_args: `{'imt1': 'PGA', 'imt2': 'SA(1.0)', 'cross_correlation': 'BakerJayaram2008', 'seed': 1,
        'meabins': [-6, -5, -4, -3, -2, -1], 'sigbins': [0.4, 0.5, 0.6, 0.7, 0.8], 'method': '${method}'}`.replaceAll(
        /\s+/g,
        " ",
      ),
    },
  });
  return { ...base, measures: [PGA, spectralAcceleration(1)], levels: [LEVELS, LEVELS] };
}

test("summed over the second measure, the rates are those of the curve of the first", async () => {
  const arrays = await computeExample(job("direct"));
  const curve = (await arrays("hcurves-stats")).slice(0, LEVELS.length).map((poe) => -Math.log1p(-poe) / 50);
  const density = await arrays("mrd");
  const cells = LEVELS.length - 1;
  for (const level of [6, 7, 8]) {
    let rate = 0;
    for (let i = 0; i < cells; i++) rate += density[i * cells + level]!;
    const expected = curve[level]! - curve[level + 1]!;
    expect(Math.abs(rate / expected - 1)).toBeLessThan(1e-4);
  }
});

test("gathering ruptures of like motions changes little", async () => {
  const direct = await (await computeExample(job("direct")))("mrd");
  const indirect = await (await computeExample(job("indirect")))("mrd");
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  expect(Math.abs(sum(indirect) / sum(direct) - 1)).toBeLessThan(1e-3);
});
