import { describe, expect, test } from "bun:test";
import {
  estimateDisaggregation,
  outputBytes,
  refuseManyBins,
} from "../../../src/calculators/disaggregation/estimate-disaggregation.ts";
import { estimateCurves } from "../../../src/calculators/stages/curves/size-up.ts";
import type { MatrixBins } from "../../../src/calculators/stages/disaggregation/disaggregation-bins.ts";
import type { Job } from "../../../src/inputs/job.ts";
import { exampleJob, POINT } from "../classical/example-job.ts";

const edges = (count: number): Float64Array => Float64Array.from({ length: count + 1 }, (_, i) => i);

/** 2 regions x 13 magnitudes x 40 distances x 18 longitudes x 18 latitudes x 6 epsilons: two million cells. */
const BINS: MatrixBins = {
  mag: edges(13),
  dist: edges(40),
  eps: edges(6),
  coordinates: [{ lon: edges(18), lat: edges(18) }],
  tectonicRegionTypes: ["Active Shallow Crust", "Stable Continental Crust"],
};

function job(parameters: { readonly [name: string]: string } = {}): Job {
  return exampleJob({
    sources: [POINT],
    parameters: {
      calculation_mode: "disaggregation",
      mag_bin_width: "0.5",
      distance_bin_width: "10",
      coordinate_bin_width: "0.5",
      num_epsilon_bins: "4",
      poes_disagg: "0.1 0.02",
      disagg_outputs: "Mag TRT_Mag_Dist_Eps",
      ...parameters,
    },
  });
}

describe("bytes of the outputs", () => {
  test("of two levels: the bins of each kind, for every realization taken and their mean", () => {
    const cells = 13 + 2 * 13 * 40 * 6;
    expect(outputBytes(job(), BINS, 1)).toEqual({ stored: 8 * 2 * cells, largest: 8 * 2 * 6240 });
    expect(outputBytes(job(), BINS, 3).stored).toBe(8 * 2 * cells * 4);
    expect(outputBytes(job({ num_rlzs_disagg: "2" }), BINS, 3).stored).toBe(8 * 2 * cells * 3);
    expect(outputBytes(job({ rlz_index: "1", num_rlzs_disagg: "1" }), BINS, 3).stored).toBe(8 * 2 * cells);
  });
});

describe("bins", () => {
  test("in millions are computed where memory holds the outputs", () => {
    refuseManyBins(job(), BINS, 100, undefined);
    refuseManyBins(job(), BINS, 100, 2 ** 27);
  });

  test("that memory does not hold are refused with their numbers", () => {
    expect(() => refuseManyBins(job(), BINS, 100, 2 ** 20)).toThrow(
      "the bins need about 0.02 GB of memory: 2 tectonic regions, 13 magnitudes, 40 distances, 18 longitudes, 18 latitudes and 6 epsilons at 1 sites",
    );
  });
});

test("an estimate counts what comes after the curves", () => {
  // Hundreds of coordinates each way: more than the curves of the job and the noise of what a process holds.
  const many = job({ disagg_outputs: "Mag_Lon_Lat", coordinate_bin_width: "0.002" });
  const curves = estimateCurves(many, 1);
  const all = estimateDisaggregation(many, 1);
  expect(all.outputBytes).toBeGreaterThan(curves.outputBytes + 1e7);
  expect(all.memoryBytes).toBeGreaterThan(curves.memoryBytes + 1e7);
  expect(all.ruptures).toBe(curves.ruptures);
});
