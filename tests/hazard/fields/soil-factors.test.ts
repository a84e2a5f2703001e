import { expect, test } from "bun:test";
import { soilFactors } from "../../../src/hazard/fields/soil-factors.ts";
import { PGA, spectralAcceleration } from "../../../src/hazard/intensity-measure.ts";
import type { AmplificationFunction } from "../../../src/hazard/site-response/amplification.ts";
import { standardNormal } from "../../../src/numerics/random/normal.ts";
import { Pcg64 } from "../../../src/numerics/random/pcg64.ts";

const SA = spectralAcceleration(0.3);
const factors = (code: string, sigma: number): AmplificationFunction => ({
  code,
  levels: Float64Array.of(0.1, 0.3),
  fromMag: undefined,
  fromRrup: undefined,
  medians: new Map([
    ["PGA", Float64Array.of(2, 1)],
    ["SA(0.3)", Float64Array.of(3, 3)],
  ]),
  sigmas: new Map([["PGA", Float64Array.of(sigma, sigma)]]),
});
const SITES = Int32Array.of(0, 2);
const SURE = [factors("A", 0), factors("B", 0), factors("C", 0)];

test("factors are taken at the motion on rock, linearly between levels", () => {
  const amplify = soilFactors(new Pcg64(1), SURE, [PGA, SA], SITES, 1);
  const motions = Float32Array.of(0.2, 0.05);
  amplify(0, 0, 1, motions);
  expect(motions[0]!).toBeCloseTo(0.2 * 1.5, 6);
  expect(motions[1]!).toBeCloseTo(0.05 * 2, 6);
  amplify(1, 0, 1, motions);
  expect(motions[0]!).toBeCloseTo(0.3 * 3, 6);
});

test("draws are by measure, site and event, whatever the runs", () => {
  const functions = [factors("A", 0.5), factors("B", 0.5), factors("C", 0.2)];
  const [whole, runs] = [new Float32Array(6).fill(0.3), new Float32Array(6).fill(0.3)];
  soilFactors(new Pcg64(7), functions, [PGA], SITES, 3)(0, 0, 3, whole);
  const amplify = soilFactors(new Pcg64(7), functions, [PGA], SITES, 3);
  amplify(0, 0, 2, runs.subarray(0, 4));
  amplify(0, 2, 1, runs.subarray(4));
  expect(runs).toEqual(whole);
  const generator = new Pcg64(7);
  const drawn = Array.from({ length: 6 }, () => standardNormal(generator));
  // Event 1 at the second site: the fifth draw.
  expect(whole[3]!).toBeCloseTo(0.3 * Math.exp(0.2 * drawn[4]!), 6);
});
