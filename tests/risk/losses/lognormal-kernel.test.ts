/** The WebAssembly loop of lognormal losses against the formula with the language's own functions. */
import { describe, expect, test } from "bun:test";
import { Pcg64 } from "../../../src/numerics/random/pcg64.ts";
import { makeLognormalKernel } from "../../../src/risk/losses/lognormal-kernel.ts";

interface Curve {
  readonly levels: readonly number[];
  readonly means: readonly number[];
  readonly covs: readonly number[];
}

const CURVES: readonly Curve[] = [
  { levels: [0.05, 0.1, 0.11, 0.4, 2], means: [0, 0.01, 0.2, 0.9, 1], covs: [0, 1e-9, 0.3, 0.8, 0.01] },
  { levels: [0.1], means: [0.3], covs: [0.7] },
  { levels: [1e-6, 1, 1.0000001, 50], means: [1e-12, 0.5, 0.6, 1], covs: [3, 30, 1e4, 1e90] },
];
/** Runs of 1, 2, 5, 1 assets. */
const RUNS = [1, 2, 5, 1];
const FIRSTS = [3, 7, 0, 11];
const WEIGHT = 0.25;

function expected({ levels, means, covs }: Curve, motion: number, value: number, normal: number, least: number) {
  const last = levels.length - 1;
  if (!(motion >= levels[0]!)) return [0, 0];
  const above = levels.findIndex((level) => level > motion);
  const low = motion >= levels[last]! ? last : above - 1;
  const share = low === last ? 0 : (motion - levels[low]!) / (levels[low + 1]! - levels[low]!);
  const at = (column: readonly number[]) =>
    column[low]! + share * ((column[low + 1] ?? 0) - column[low]!) * (share && 1);
  const cov = at(covs);
  const ratio = (at(means) * Math.exp(normal * Math.sqrt(Math.log1p(cov * cov)))) / Math.sqrt(1 + cov * cov);
  const loss = value * ratio;
  return loss > least ? [WEIGHT * loss, WEIGHT * (loss * cov) ** 2] : [0, 0];
}

describe.each([0, 1, 2])("function %p", (c) => {
  const curve = CURVES[c]!;
  const kernel = makeLognormalKernel({
    ...{ lossTypes: 2, measures: 2, assets: 12, blockAssets: 9, sites: 4, hits: 5 },
    functions: CURVES.map(({ levels, means, covs }) => ({
      measure: 1,
      levels: Float64Array.from(levels),
      means: Float64Array.from(means),
      coefficients: Float64Array.from(covs),
    })),
  });
  const generator = new Pcg64(c);
  const motionsOf = (): number[] => {
    const { levels } = curve;
    const pick = () => Math.floor(generator.double() * levels.length);
    const near = levels[pick()]!;
    return [near, near * (0.5 + generator.double()), generator.double() < 0.1 ? Number.NaN : generator.double(), 3];
  };
  for (let i = 0; i < 12; i++) kernel.values[1]![i] = 10 ** (8 * generator.double());

  test.each([0, 100])("losses above %p", (least) => {
    for (let round = 0; round < 200; round++) {
      const motions = motionsOf();
      kernel.motions[1]!.set(motions);
      // The first hit is not of this block.
      for (const [hit, size] of RUNS.entries()) kernel.hits.set([hit, FIRSTS[hit]!, size], 3 * (hit + 1));
      for (let row = 0; row < 9; row++) kernel.normals[row] = 8 * (generator.double() - 0.5);
      kernel.losses[1]!.fill(0);
      kernel.variances[1]!.fill(0);
      kernel.begin(4);
      kernel.add({ fn: c, type: 1, first: 1, stop: 5, count: 9, weight: WEIGHT, least });
      let row = 0;
      for (const [hit, size] of RUNS.entries())
        for (let i = 0; i < size; i++, row++) {
          const value = kernel.values[1]![FIRSTS[hit]! + i]!;
          const [loss, variance] = expected(curve, motions[hit]!, value, kernel.normals[row]!, least);
          // The mean is taken off in the exponent, which is 200 for the widest.
          const tolerance = c === 2 ? 1e-12 : 1e-13;
          expect(Math.abs(kernel.losses[1]![row]! - loss!)).toBeLessThanOrEqual(tolerance * loss!);
          expect(Math.abs(kernel.variances[1]![row]! - variance!)).toBeLessThanOrEqual(tolerance * variance!);
        }
    }
  });
});
