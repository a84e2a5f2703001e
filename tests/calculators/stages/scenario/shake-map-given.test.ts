import { expect, test } from "bun:test";
import { shakeMapGiven } from "../../../../src/calculators/stages/scenario/shake-map-given.ts";
import { parseIntensityMeasure } from "../../../../src/inputs/intensity-measures.ts";
import type { Job } from "../../../../src/inputs/job.ts";

function told(measure: string, median: number, spatial: "no" | "yes") {
  const warnings: string[] = [];
  const column = (value: number) => new Map([[measure, Float32Array.of(value)]]);
  const job = {
    files: new Map(),
    measures: [parseIntensityMeasure(measure)],
    parameters: {
      ...{ number_of_ground_motion_fields: 2, random_seed: 1, truncation_level: 1, secondary_perils: [] },
      ...{ spatial_correlation: spatial, cross_correlation: "no", cholesky_limit: 100 },
    },
    scenario: {
      shakeMap: {
        ...{ kept: Int32Array.of(0), lon: Float64Array.of(13), lat: Float64Array.of(42) },
        ...{ medians: column(median), deviations: column(0.1) },
      },
    },
  } as unknown as Job;
  const fields = shakeMapGiven(job, { log: (level, message) => void warnings.push(`${level} ${message}`) })!;
  return { fields, warnings };
}

test("fields name every site in every event", () => {
  const { fields, warnings } = told("PGA", 20, "yes");
  expect(Array.from(fields.events)).toEqual([0, 1]);
  expect(fields.sites).toEqual(["0", "0"]);
  expect(warnings).toEqual([]);
});

test("correlation without effect and motions beyond belief are told", () => {
  expect(told("MMI", 7, "yes").warnings).toEqual([
    "WARNING Intensities (MMI) are not correlated: spatial_correlation and cross_correlation have no effect",
  ]);
  expect(told("MMI", 7, "no").warnings).toEqual([]);
  expect(told("PGA", 900, "no").warnings[0]).toMatch(/^WARNING Motions of PGA reach .* more than 5 /);
  expect(told("PGV", 300, "no").warnings).toEqual([]);
});

test("measures of inherited functions: all of vulnerability, of fragility those that assets use", () => {
  const functions = (...pairs: readonly (readonly [id: string, measure: string])[]) =>
    new Map([
      ["groundshaking", new Map([["structural", new Map(pairs.map(([id, measure]) => [id, { id, measure }]))]])],
    ]);
  const column = new Map(["PGA", "SA(0.3)", "SA(1.0)"].map((name) => [name, Float32Array.of(20)] as const));
  const model = { perils: ["groundshaking"], vulnerability: new Map(), fragility: new Map(), mapping: undefined };
  const measuresOf = (given: Partial<Record<"vulnerability" | "fragility", ReturnType<typeof functions>>>) => {
    const job = {
      files: new Map(),
      measures: [],
      risk: { model: { ...model, ...given } },
      assets: { tags: [{ name: "taxonomy", values: ["?", "W"], index: Uint32Array.of(1) }] },
      parameters: {
        ...{ number_of_ground_motion_fields: 1, random_seed: 1, truncation_level: 1, secondary_perils: [] },
        ...{ spatial_correlation: "no", cross_correlation: "no", cholesky_limit: 100 },
      },
      scenario: {
        shakeMap: {
          ...{ kept: Int32Array.of(0), lon: Float64Array.of(13), lat: Float64Array.of(42) },
          ...{ medians: column, deviations: column },
        },
      },
    } as unknown as Job;
    return [...shakeMapGiven(job, { log: () => {} })!.motions.keys()];
  };
  const both = functions(["W", "SA(1.0)"], ["unused", "PGA"]);
  expect(measuresOf({ vulnerability: both })).toEqual(["PGA", "SA(1.0)"]);
  expect(measuresOf({ fragility: both })).toEqual(["SA(1.0)"]);
});
