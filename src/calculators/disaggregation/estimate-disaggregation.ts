/** What a disaggregation takes beyond the curves it starts from: its outputs in memory and on disk, and its time. */
import { axesOfKind, binsOf } from "../../hazard/disaggregation/marginals.ts";
import { InputError } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import { type CalculationEstimate, gigabytes, timeClassOf } from "../estimate.ts";
import { estimateTime } from "../stages/curves/size-up.ts";
import { makeCurveRunner } from "../stages/curves/tile-runner.ts";
import { secondsOfDisaggregation } from "../stages/disaggregation/disaggregate-sites.ts";
import { type MatrixBins, matrixBins } from "../stages/disaggregation/disaggregation-bins.ts";
import { matrixShape } from "../stages/disaggregation/matrix.ts";
import { makeHazardSetup } from "../stages/make-hazard-setup.ts";

/** Arrays of an output that are in memory at a time: the sums of a site, the whole, what is being written. */
const COPIES = 2;

/** Bytes of the outputs: all that are stored, and the largest. */
export interface OutputBytes {
  readonly stored: number;
  readonly largest: number;
}

/** @param realizations of the logic trees */
export function outputBytes({ parameters, sites, measures }: Job, bins: MatrixBins, realizations: number): OutputBytes {
  const { rlz_index, num_rlzs_disagg, poes_disagg, disagg_outputs } = parameters;
  const shape = matrixShape(bins);
  const chosen = rlz_index?.length ?? (num_rlzs_disagg === 0 ? realizations : num_rlzs_disagg);
  const values = sites.count * measures.length * Math.max(1, poes_disagg.length);
  const cells = disagg_outputs.map((kind) =>
    axesOfKind(kind).reduce((product, axis) => product * binsOf(shape, axis), 1),
  );
  const bytes = 8 * values;
  return {
    stored: bytes * (chosen + (chosen > 1 ? 1 : 0)) * cells.reduce((sum, count) => sum + count, 0),
    largest: bytes * chosen * cells.reduce((most, count) => Math.max(most, count), 0),
  };
}

/**
 * @param allowed bytes a calculation may take; undefined: no limit
 * @throws InputError with the numbers of bins, before anything is disaggregated
 */
export function refuseManyBins(job: Job, bins: MatrixBins, realizations: number, allowed: number | undefined): void {
  if (allowed === undefined) return;
  const needed = COPIES * outputBytes(job, bins, realizations).largest;
  if (needed <= allowed) return;
  const { trt: trtCount, mag, dist, lon, lat, eps } = matrixShape(bins);
  throw new InputError(
    `the bins need about ${gigabytes(needed)} of memory: ${trtCount} tectonic regions, ${mag} magnitudes, ${dist} distances, ${lon} longitudes, ${lat} latitudes and ${eps} epsilons at ${job.sites.count} sites`,
    {
      parameter: "coordinate_bin_width",
      allowed: `${gigabytes(allowed)} on this machine (setting memory-share); wider bins, fewer disagg_outputs, num_rlzs_disagg or sites need less`,
    },
  );
}

/** What a disaggregation will take, its curves included. */
export function estimateDisaggregation(job: Job, workers: number): CalculationEstimate {
  const started = performance.now();
  const { setup } = makeHazardSetup(job);
  const runner = makeCurveRunner(setup);
  const curves = estimateTime(setup, runner, workers, (performance.now() - started) / 1000);
  const { stored, largest } = outputBytes(job, matrixBins(job, setup), setup.realizations.count);
  const own = secondsOfDisaggregation(setup, runner.sizes(), Math.max(1, job.parameters.poes_disagg.length));
  const seconds = curves.seconds + own / curves.threads;
  const factor = seconds / curves.seconds;
  return {
    ...curves,
    memoryBytes: curves.memoryBytes + COPIES * largest,
    outputBytes: curves.outputBytes + stored,
    seconds,
    secondsLow: curves.secondsLow * factor,
    secondsHigh: curves.secondsHigh * factor,
    timeClass: timeClassOf(seconds),
  };
}
