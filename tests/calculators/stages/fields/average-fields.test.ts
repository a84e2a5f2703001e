import { expect, test } from "bun:test";
import { fieldAverages } from "../../../../src/calculators/stages/fields/average-fields.ts";
import type { DatastoreWriter } from "../../../../src/datastore/index.ts";

const SITES = Int32Array.of(0, 2);

/** Means, then deviations, of three sites and the given columns. */
function averagesOf(names: readonly string[], perils: readonly Float32Array[], least: readonly number[]): number[] {
  const averages = fieldAverages(names, 3, new Float64Array(names.length).fill(0.01), least);
  const motions = Float32Array.of(0.1, 0.2, 0.4, 0.8);
  averages.add({ model: 0, events: Uint32Array.of(0, 1), sites: SITES, values: [motions] }, (e) => 1 + 2 * e, perils);
  let stored: number[] = [];
  const putArray = (_name: string, data: Float32Array): void => {
    stored = [...data];
  };
  averages.store({ putArray } as unknown as DatastoreWriter, 3, 4);
  return stored;
}

test("geometric means and deviations, weighted by event", () => {
  const [mean0, mean1, mean2, deviation0] = averagesOf(["PGA"], [], []);
  expect(mean0!).toBeCloseTo(0.1 ** 0.25 * 0.4 ** 0.75, 6);
  expect(mean1).toBe(0);
  expect(mean2!).toBeCloseTo(0.2 ** 0.25 * 0.8 ** 0.75, 6);
  expect(deviation0!).toBeCloseTo(Math.exp(Math.log(4) * Math.sqrt(0.25 * 0.75)), 6);
});

test("where a peril is too small there is no field", () => {
  const perils = [Float32Array.of(0.5, 0.001, 0.5, 0.001)];
  const [pga0, peril0, pga1, , pga2] = averagesOf(["PGA", "X_Disp"], perils, [0.01]);
  expect(pga0!).toBeCloseTo(0.1 ** 0.25 * 0.4 ** 0.75, 6);
  expect(peril0!).toBeCloseTo(0.5, 6);
  expect([pga1, pga2]).toEqual([0, 0]);
});
