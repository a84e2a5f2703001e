import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { calculator } from "../../../src/calculators/disaggregation/disaggregation-calculator.ts";
import type { Source } from "../../../src/hazard/sources/source.ts";
import { InputError } from "../../../src/input-error.ts";
import type { Job } from "../../../src/inputs/job.ts";
import { computeExample } from "../classical/compute-example.ts";
import { type ExampleOptions, exampleJob, groupOf, POINT } from "../classical/example-job.ts";

const BINS = {
  calculation_mode: "disaggregation",
  mag_bin_width: "0.5",
  distance_bin_width: "10",
  coordinate_bin_width: "0.5",
  num_epsilon_bins: "4",
};

const SECOND: Source = {
  ...POINT,
  id: "2",
  lon: 0.6,
  lat: 0.4,
  mfd: { kind: "truncatedGR", minMag: 5.5, maxMag: 7, aValue: 3.2, bValue: 0.9 },
};

function disaggregation(parameters: { readonly [name: string]: string }, options: ExampleOptions = {}): Job {
  const levels = parameters["iml_disagg"];
  const job = exampleJob({ sources: [POINT, SECOND], ...options, parameters: { ...BINS, ...parameters } });
  return levels === undefined ? job : { ...job, levels: [Float64Array.of(job.parameters.iml_disagg["PGA"] as number)] };
}

const compute = (job: Job, workers = 1) => computeExample(job, workers, () => {}, calculator);

/** 1 - product of (1 - p). */
function together(probabilities: readonly number[]): number {
  return -Math.expm1(probabilities.reduce((sum, p) => sum + Math.log1p(-p), 0));
}

test("all bins together exceed the level as often as the hazard curve says, within 1e-4", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        level: fc.double({ min: 0.02, max: 0.6, noNaN: true }),
        lon: fc.double({ min: -0.5, max: 1, noNaN: true }),
        magWidth: fc.constantFrom(0.25, 0.5, 1),
        epsilons: fc.integer({ min: 1, max: 6 }),
        truncation: fc.constantFrom(2, 3, 5),
      }),
      async ({ level, lon, magWidth, epsilons, truncation }) => {
        const job = disaggregation(
          {
            disagg_outputs: "Mag TRT_Lon_Lat Mag_Dist_Eps",
            iml_disagg: `{"PGA": ${level}}`,
            mag_bin_width: `${magWidth}`,
            num_epsilon_bins: `${epsilons}`,
            truncation_level: `${truncation}`,
          },
          { sites: [[lon, 0.2]] },
        );
        const arrays = await compute(job);
        const [poe] = await arrays("hcurves-stats");
        const [total] = await arrays("poe4");
        expect(Math.abs(total! - poe!)).toBeLessThan(1e-4 * poe! + 2e-12);
        for (const kind of job.parameters.disagg_outputs) {
          const sum = together(await arrays(`disagg-rlzs/${kind}`));
          expect(Math.abs(sum - total!), kind).toBeLessThan(1e-9);
        }
      },
    ),
    { numRuns: 12 },
  );
});

test("kinds with tectonic regions are the others, apart by region", async () => {
  const crust = "Active Shallow Crust";
  const stable = "Stable Continental Crust";
  const group = groupOf([POINT]);
  const base = disaggregation({ poes_disagg: "0.05" });
  const [model] = base.sourceModels.values();
  const [set] = base.gmmTree!.branchSets;
  const other = { ...SECOND, tectonicRegionType: stable };
  const job: Job = {
    ...base,
    sourceModels: new Map([
      ["ssm.xml", { ...model!, groups: [group, { ...groupOf([other]), tectonicRegionType: stable }] }],
    ]),
    gmmTree: { ...base.gmmTree!, branchSets: [set!, { ...set!, id: "bs2", tectonicRegionType: stable }] },
  };
  const arrays = await compute(job);
  expect(set!.tectonicRegionType).toBe(crust);
  for (const kind of ["Mag", "Lon_Lat", "Mag_Dist", "Mag_Dist_Eps"]) {
    const whole = await arrays(`disagg-rlzs/${kind}`);
    const byRegion = await arrays(`disagg-rlzs/TRT_${kind}`);
    expect(byRegion.length).toBe(2 * whole.length);
    for (const [i, value] of whole.entries())
      expect(together([byRegion[i]!, byRegion[whole.length + i]!])).toBeCloseTo(value, 12);
    const regions = await arrays("disagg-rlzs/TRT");
    expect(together(byRegion.slice(0, whole.length))).toBeCloseTo(regions[0]!, 12);
    expect(regions.every((value) => value > 0)).toBe(true);
  }
});

describe("realizations", () => {
  const models = { BooreAtkinson2008: 0.5, ChiouYoungs2008: 0.3, AkkarBommer2010: 0.2 };

  test("as many as asked are taken, the nearest to the mean first; the mean has their own weights", async () => {
    const all = await compute(disaggregation({ poes_disagg: "0.05 0.02" }, { models }));
    const best = await all("best_rlzs");
    expect([...best].sort()).toEqual([0, 1, 2].map(BigInt) as unknown as number[]);
    const some = await compute(disaggregation({ poes_disagg: "0.05 0.02", num_rlzs_disagg: "2" }, { models }));
    expect(await some("best_rlzs")).toEqual(best.slice(0, 2));
    const weights = await some("weights");
    const rlzs = await some("disagg-rlzs/Mag");
    const mean = await some("disagg-stats/Mag");
    for (const [i, value] of mean.entries()) {
      const rate = best
        .slice(0, 2)
        .reduce((sum, r, z) => sum + weights[Number(r)]! * -Math.log1p(-rlzs[2 * i + z]!), 0);
      expect(-Math.expm1(-rate)).toBeCloseTo(value, 12);
    }
  });

  test("those of rlz_index are taken; there is no mean of one", async () => {
    const arrays = await compute(
      disaggregation({ poes_disagg: "0.05", rlz_index: "2", num_rlzs_disagg: "1" }, { models }),
    );
    expect((await arrays("best_rlzs")).map(Number)).toEqual([2]);
    expect(await arrays("disagg-stats/Mag")).toBeUndefined();
  });

  test("that do not exist are refused", async () => {
    const wrong: readonly { readonly [name: string]: string }[] = [
      { rlz_index: "3", num_rlzs_disagg: "1" },
      { num_rlzs_disagg: "4" },
    ];
    for (const parameters of wrong)
      expect(compute(disaggregation({ poes_disagg: "0.05", ...parameters }, { models }))).rejects.toThrow(InputError);
  });
});

test("threads do not change a bit", async () => {
  const options: ExampleOptions = {
    sites: [
      [0.3, 0.2],
      [0.1, 0.5],
    ],
    models: { BooreAtkinson2008: 0.6, ChiouYoungs2008: 0.4 },
  };
  const job = disaggregation({ poes_disagg: "0.05" }, options);
  const [one, two] = [await compute(job, 1), await compute(job, 2)];
  for (const kind of job.parameters.disagg_outputs)
    for (const name of ["disagg-rlzs", "disagg-stats"])
      expect(await two(`${name}/${kind}`)).toEqual(await one(`${name}/${kind}`));
});

test("epsilon star puts the whole of a rupture into the bin of the smallest epsilon that exceeds", async () => {
  const parameters = { iml_disagg: '{"PGA": 0.2}', num_epsilon_bins: "6" };
  const plain = await compute(disaggregation(parameters));
  const star = await compute(disaggregation({ ...parameters, epsilon_star: "true" }));
  expect((await star("poe4"))[0]!).toBeLessThanOrEqual((await plain("poe4"))[0]! * (1 + 1e-9));
  expect(await star("disagg-rlzs/Mag_Dist_Eps")).not.toEqual(await plain("disagg-rlzs/Mag_Dist_Eps"));
});

test("around the date line longitudes go on beyond 180; exactly they have bins of their own", async () => {
  const places: ExampleOptions = {
    sources: [
      { ...POINT, lon: 179.95 },
      { ...SECOND, lon: -179.6 },
    ],
    sites: [[179.9, 0.2]],
  };
  const parameters = { poes_disagg: "0.01", coordinate_bin_width: "0.2", disagg_outputs: "Lon_Lat" };
  const like = await compute(disaggregation(parameters, places));
  const exact = await compute(disaggregation({ ...parameters, numerics: "exact" }, places));
  expect(Math.max(...(await like("disagg-bins/Lon")))).toBeGreaterThan(180);
  const filled = async (arrays: typeof like) => {
    const bins = (await arrays("disagg-bins/Lon")).length - 1;
    const values = await arrays("disagg-rlzs/Lon_Lat");
    const rows = values.length / bins;
    return Array.from({ length: bins }, (_, lon) => lon).filter((lon) =>
      values.slice(lon * rows, (lon + 1) * rows).some((value) => value > 0),
    );
  };
  const bins = (await like("disagg-bins/Lon")).length - 1;
  expect(await filled(like)).toContain(bins - 1);
  expect(await filled(exact)).not.toContain((await exact("disagg-bins/Lon")).length - 2);
});

describe("refused by name", () => {
  const cases: readonly [string, { readonly [name: string]: string }, ExampleOptions, string][] = [
    [
      "more sites than max_sites_disagg",
      { max_sites_disagg: "1" },
      {
        sites: [
          [0, 0],
          [1, 1],
        ],
      },
      "max_sites_disagg",
    ],
    ["no mean curve", { mean: "false" }, {}, "mean"],
    ["a probability that no site reaches", { poes_disagg: "0.99" }, {}, "poes_disagg"],
    [
      "clusters",
      {},
      { group: { ...groupOf([POINT]), cluster: true, occurrence: { kind: "clusterPoisson", occurrenceRate: 0.1 } } },
      "cluster",
    ],
    ["exclusive ruptures", {}, { group: { ...groupOf([POINT]), ruptureInterdependence: "mutex" } }, "rup_interdep"],
  ];
  for (const [what, parameters, options, parameter] of cases)
    test(what, async () => {
      const error: unknown = await compute(disaggregation({ poes_disagg: "0.05", ...parameters }, options)).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).problems[0].parameter).toBe(parameter);
    });
});
