/** A scenario (docs/method/events.md D): fields as the reference computed them. */
import { describe, expect, test } from "bun:test";
import { residualCorrelation } from "../../../src/hazard/fields/residual-correlation.ts";
import {
  type BetweenTerms,
  type FieldRun,
  type FieldSettings,
  type ModelEvents,
  ruptureFields,
} from "../../../src/hazard/fields/rupture-fields.ts";
import { siteDistances } from "../../../src/hazard/fields/site-distances.ts";
import type { SpatialCorrelation } from "../../../src/hazard/fields/spatial-correlation.ts";
import { PGA, spectralAcceleration } from "../../../src/hazard/intensity-measure.ts";

const SITES = { lon: [10.1, 10.2, 10.4], lat: [45.1, 45.2, 45.1] };
const MEASURES = [PGA, spectralAcceleration(1)];
const EVENTS = Uint32Array.of(0, 1, 2, 3, 4);

const same = (value: number) => new Float32Array(3).fill(value);
const MODEL: ModelEvents = {
  motions: [
    { mean: Float32Array.of(-1.49356377, -1.68253112, -1.2238766), sigma: same(0), tau: same(0.26), phi: same(0.502) },
    { mean: Float32Array.of(-1.72986519, -1.9531132, -1.40100574), sigma: same(0), tau: same(0.302), phi: same(0.573) },
  ],
  totalOnly: false,
  events: EVENTS,
  ascending: EVENTS,
};

const SETTINGS: FieldSettings = {
  measures: MEASURES,
  truncationWithin: 3,
  truncationBetween: 3,
  crossCorrelation: "none",
  maximum: new Float64Array(2).fill(Number.POSITIVE_INFINITY),
  minimum: new Float64Array(2).fill(1e-10),
};

/** Measures x events x sites. */
function fieldsOf(settings: Partial<FieldSettings> = {}, seed = 42, model = MODEL, reached = [0, 1, 2]): number[][][] {
  const out: number[][][] = MEASURES.map(() => []);
  const take = ({ values, sites, events }: FieldRun): void => {
    for (const [m, column] of values.entries())
      for (let e = 0; e < events.length; e++)
        out[m]!.push([...column.subarray(e * sites.length, (e + 1) * sites.length)]);
  };
  const rupture = { seed, models: [model], sites: Int32Array.from(reached) };
  ruptureFields(rupture, { ...SETTINGS, ...settings }, take);
  return out;
}

const correlated = (model: SpatialCorrelation) => ({ correlation: residualCorrelation(model, SITES) });

function expectFirst(settings: Partial<FieldSettings>, pga: number[], sa: number[], seed = 42): void {
  const [first, second] = fieldsOf(settings, seed);
  for (const [i, value] of pga.entries()) expect(first![0]![i]!).toBeCloseTo(value, 6);
  for (const [i, value] of sa.entries()) expect(second![0]![i]!).toBeCloseTo(value, 6);
}

describe("fields of a rupture", () => {
  test("9: without correlation", () => {
    expectFirst({}, [0.3879987, 0.586442828, 0.29571116], [0.0887586027, 0.162353888, 0.115627103]);
    const [pga] = fieldsOf();
    expect(pga![4]![2]!).toBeCloseTo(0.268492281, 6);
  });

  test("10: Jayaram and Baker with clustering", () => {
    const settings = correlated({ kind: "JB2009", vs30Clustering: true });
    expectFirst(settings, [0.3879987, 0.62885052, 0.383099437], [0.0887586027, 0.147538066, 0.117239818]);
    const [pga] = fieldsOf(settings);
    expect(pga![4]![1]!).toBeCloseTo(0.13514176, 6);
    expect(pga![4]![2]!).toBeCloseTo(0.236868918, 6);
  });

  test("11: without clustering", () => {
    const settings = correlated({ kind: "JB2009", vs30Clustering: false });
    expectFirst(settings, [0.3879987, 0.588237762, 0.296065062], [0.0887586027, 0.147538066, 0.117239818]);
  });

  test("12: Heresi and Miranda", () => {
    const settings = correlated({ kind: "HM2018" });
    expectFirst(settings, [0.3879987, 0.628861487, 0.406401962], [0.0887586027, 0.136330783, 0.116361402]);
  });

  test("13, 14: correlation between measures", () => {
    const pga = [0.3879987, 0.586442828, 0.29571116];
    expectFirst({ crossCorrelation: "FullCrossCorrelation" }, pga, [0.141009167, 0.257928699, 0.18369469]);
    const goda = [0.364775985, 0.551342666, 0.278012097];
    expectFirst({ crossCorrelation: "GodaAtkinson2009" }, goda, [0.135839552, 0.248472601, 0.17696016]);
  });

  test("15 to 18: truncation", () => {
    const levels = (within: number, between: number) => ({ truncationWithin: within, truncationBetween: between });
    expectFirst(levels(99, 99), [0.388685286, 0.593260467, 0.29573217], [0.0885519236, 0.162409827, 0.11532151]);
    expectFirst(levels(2, 1), [0.359050751, 0.484571129, 0.281023026], [0.0998478606, 0.175155491, 0.130694434]);
    expectFirst(levels(0, 1), [0.254913956, 0.211021215, 0.33382377], [0.235047475, 0.188018337, 0.326570868]);
    expectFirst(levels(0, 0), [0.224570915, 0.185902834, 0.294087887], [0.177308306, 0.14183183, 0.246349081]);
  });

  test("19: another seed", () => {
    expectFirst({}, [0.238473386, 0.111144356, 0.598386645], [0.0288849585, 0.0974466279, 0.0612002872], 43);
  });

  test("22: motions above the largest become medians", () => {
    const maximum = Float64Array.of(0.3, Number.POSITIVE_INFINITY);
    expectFirst({ maximum }, [0.224570915, 0.185902834, 0.29571116], [0.0887586027]);
  });

  test("motions are zero where all are below the least", () => {
    const [pga, sa] = fieldsOf({ minimum: Float64Array.of(0.3, 0.12) });
    expect(pga![0]![1]!).toBeGreaterThan(0.5);
    expect([pga![0]![2]!, sa![0]![2]!]).toEqual([0, 0]);
  });

  test("between-event terms", () => {
    let terms: BetweenTerms | undefined;
    const rupture = { seed: 42, models: [MODEL], sites: Int32Array.of(0, 1, 2) };
    ruptureFields(
      rupture,
      SETTINGS,
      () => {},
      (found) => {
        terms = found;
      },
    );
    const expected = [0.6560417, 1.8282976, -0.4501654, -0.3297103, -0.076179855, -0.87675554];
    for (const [i, value] of expected.entries()) expect(terms!.residuals[i]!).toBeCloseTo(value, 6);
    expect([...terms!.tau]).toEqual([Math.fround(0.26), Math.fround(0.302)]);
  });

  test("distances between sites", () => {
    const distances = siteDistances(SITES, SITES);
    for (const [cell, km] of [
      [1, 13.606719],
      [2, 23.546843],
      [5, 19.22597],
    ] as const)
      expect(distances[cell]!).toBeCloseTo(km, 5);
  });
});
