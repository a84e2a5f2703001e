import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { makeMomentMemory } from "../../../src/hazard/curves/moment-sums.ts";
import {
  addContexts,
  addExceedances,
  addFinishedSums,
  makeRateSums,
  type RateSums,
} from "../../../src/hazard/curves/rate-accumulator.ts";
import { makeSurvivalTable, type SurvivalTable } from "../../../src/hazard/curves/survival-table.ts";

const SITES = 3;
const BLOCK = 500;
const BLOCKS = 16;

interface Case {
  readonly truncation: number;
  readonly lnLevels: Float64Array;
  readonly sigmas: readonly number[];
  readonly seed: number;
}

const cases: fc.Arbitrary<Case> = fc.record({
  truncation: fc.oneof(fc.double({ min: 0.6, max: 10, noNaN: true }), fc.constant(3)),
  lnLevels: fc
    .uniqueArray(fc.double({ min: 0.001, max: 5, noNaN: true }), { minLength: 6, maxLength: 45 })
    .map((levels) => Float64Array.from(levels, Math.log).sort()),
  sigmas: fc.array(fc.double({ min: 0.2, max: 1.5, noNaN: true }), { minLength: 1, maxLength: 3 }),
  seed: fc.nat(),
});

/** Numbers from 0 to 1, the same for the same seed. */
function uniform(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

type Add = (mean: Float64Array, sigma: Float64Array, site: Int32Array, weight: Float64Array) => void;

/** Blocks of contexts whose means lie below, between and above all levels. */
function addBlocks({ sigmas, seed }: Case, add: Add): void {
  const next = uniform(seed);
  for (let block = 0; block < BLOCKS; block++) {
    const mean = Float64Array.from({ length: BLOCK }, () => -12 + 18 * next());
    const sigma = Float64Array.from({ length: BLOCK }, () => sigmas[Math.floor(next() * sigmas.length)]!);
    const site = Int32Array.from({ length: BLOCK }, () => Math.floor(next() * SITES));
    add(
      mean,
      sigma,
      site,
      Float64Array.from({ length: BLOCK }, () => 1e-6 + 1e-2 * next() ** 4),
    );
  }
}

function finished(sums: RateSums): Float64Array {
  const out = new Float64Array(SITES * sums.measures * sums.levels);
  addFinishedSums(sums, 1, out);
  return out;
}

/** The same contexts by `addContexts` and by the loop over levels. */
function bothWays(contexts: Case, table: SurvivalTable, memory = makeMomentMemory()) {
  const levels = contexts.lnLevels.length;
  const fast = makeRateSums(SITES, 2, levels, memory);
  const slow = makeRateSums(SITES, 2, levels);
  const before = memory.left;
  let used = 0;
  addBlocks(contexts, (mean, sigma, site, weight) => {
    addContexts(table, BLOCK, mean, sigma, site, weight, contexts.lnLevels, fast, 1);
    addExceedances(table, 0, BLOCK, mean, sigma, site, weight, contexts.lnLevels, slow, 1);
    used = before - memory.left;
  });
  return { fast: finished(fast), slow: finished(slow), used };
}

describe("moments", () => {
  test("give the rates of the loop over levels", () => {
    fc.assert(
      fc.property(cases, (contexts) => {
        const { fast, slow, used } = bothWays(contexts, makeSurvivalTable(contexts.truncation));
        expect(used).toBeGreaterThan(0);
        for (const [i, rate] of slow.entries())
          expect(Math.abs(fast[i]! - rate)).toBeLessThanOrEqual(rate > 1e-12 ? 1e-8 * rate : 1e-12);
      }),
      { numRuns: 40 },
    );
  });

  test("are not used where the memory for them is spent", () => {
    const contexts = {
      truncation: 3,
      lnLevels: Float64Array.from({ length: 20 }, (_, l) => -4 + 0.2 * l),
      sigmas: [0.6],
      seed: 7,
    };
    const { fast, slow, used } = bothWays(contexts, makeSurvivalTable(3), makeMomentMemory(100));
    expect(used).toBe(0);
    expect(fast).toEqual(slow);
  });

  test("are not used for few contexts, nor where every row has its own standard deviation", () => {
    const table = makeSurvivalTable(3);
    const lnLevels = Float64Array.from({ length: 20 }, (_, l) => -4 + 0.2 * l);
    const mean = Float64Array.from({ length: BLOCK }, (_, row) => -5 + 0.01 * row);
    const site = new Int32Array(BLOCK);
    const weight = new Float64Array(BLOCK).fill(1e-3);
    for (const [sigma, blocks] of [
      [new Float64Array(BLOCK).fill(0.6), 1],
      [Float64Array.from({ length: BLOCK }, (_, row) => 0.6 + 1e-4 * row), 20],
    ] as const) {
      const memory = makeMomentMemory();
      const { left } = memory;
      const sums = makeRateSums(SITES, 1, lnLevels.length, memory);
      for (let block = 0; block < blocks; block++)
        addContexts(table, BLOCK, mean, sigma, site, weight, lnLevels, sums, 0);
      expect(memory.left).toBe(left);
    }
  });

  test("leave clean memory to the next sums", () => {
    const memory = makeMomentMemory();
    const contexts = {
      truncation: 3,
      lnLevels: Float64Array.from({ length: 30 }, (_, l) => -5 + 0.2 * l),
      sigmas: [0.5, 0.7],
      seed: 3,
    };
    const first = bothWays(contexts, makeSurvivalTable(3), memory);
    const second = bothWays(contexts, makeSurvivalTable(3), memory);
    expect(second.fast).toEqual(first.fast);
    expect(second.used).toBe(first.used);
    expect(memory.free).toHaveLength(2);
    expect(memory.free.every((array) => array.every((x) => x === 0))).toBe(true);
  });
});
