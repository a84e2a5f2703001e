/** The worked examples of docs/method/classical.md 9, all printed by the reference engine. */
import { describe, expect, test } from "bun:test";
import type { SourceModelBranchSet } from "../../../src/hazard/logic-tree/trees.ts";
import type { PointSource } from "../../../src/hazard/sources/source.ts";
import type { Job } from "../../../src/inputs/job.ts";
import { computeExample, expectClose } from "./compute-example.ts";
import { exampleJob, POINT } from "./example-job.ts";

const TWO_PLANES_TWO_DEPTHS: PointSource = {
  ...POINT,
  aspectRatio: 1.5,
  nodalPlanes: [
    { probability: 0.6, strike: 30, dip: 60, rake: 90 },
    { probability: 0.4, strike: 120, dip: 90, rake: 0 },
  ],
  hypocentralDepths: [
    { probability: 0.7, depth: 8 },
    { probability: 0.3, depth: 14 },
  ],
};

test("E1: a point source with two planes and two depths", async () => {
  const read = await computeExample(exampleJob({ sources: [TWO_PLANES_TWO_DEPTHS] }));
  expectClose(await read("hcurves-stats"), [0.376858979, 0.120783672, 0.024380086, 0.00196953444, 1.78813279e-5]);
});

describe("E7: averaging far ruptures depends on the company", () => {
  const source: PointSource = {
    ...POINT,
    nodalPlanes: [
      { probability: 0.5, strike: 0, dip: 90, rake: 0 },
      { probability: 0.5, strike: 90, dip: 45, rake: 90 },
    ],
    hypocentralDepths: [
      { probability: 0.5, depth: 5 },
      { probability: 0.5, depth: 15 },
    ],
  };
  const far: [number, number] = [1.25, 0.3];
  const near: [number, number] = [0.1, 0.1];

  test("a far site alone sees the average", async () => {
    const read = await computeExample(exampleJob({ sources: [source], sites: [far] }));
    expectClose((await read("hcurves-stats")).slice(0, 2), [0.0715825334, 0.000234263251]);
  });

  test("together with a near one it sees all ruptures", async () => {
    const read = await computeExample(exampleJob({ sources: [source], sites: [near, far] }));
    expectClose((await read("hcurves-stats")).slice(5, 7), [0.068659842, 0.000191717103]);
  });

  test("unless sites are decided one by one", async () => {
    const parameters = { max_sites_disagg: "1" };
    const read = await computeExample(exampleJob({ sources: [source], sites: [near, far], parameters }));
    expectClose((await read("hcurves-stats")).slice(5, 7), [0.0715825334, 0.000234263251]);
  });

  const cases: [string, { [name: string]: string }, number[]][] = [
    ["plain", {}, [0.353559822, 0.0522929467, 0.00625947537, 0.000241885195, 0]],
    ["minimum_magnitude", { minimum_magnitude: "5.5" }, [0.130811915, 0.0396143459, 0.00622003525, 0.000241885195, 0]],
    [
      "maximum_distance by magnitude",
      { maximum_distance: "[(5,50),(6,100)]" },
      [0.33108899, 0.0352043472, 0.00215394562, 0, 0],
    ],
    ["minimum_distance", { minimum_distance: "60" }, [0.343518972, 0.0395242758, 0.00387575733, 9.51583424e-5, 0]],
    ["truncation 0", { truncation_level: "0" }, [0.38380304, 0.0169490278, 0, 0, 0]],
  ];
  for (const [name, parameters, expected] of cases)
    test(`E8: ${name}`, async () => {
      const read = await computeExample(exampleJob({ sources: [source], sites: [[0.5, 0.1]], parameters }));
      expectClose(await read("hcurves-stats"), expected);
    });
});

describe("E10: statistics and maps", () => {
  const b: SourceModelBranchSet = {
    id: "bs2",
    uncertaintyType: "bGRRelative",
    line: 2,
    branches: [
      [-0.1, 0.2],
      [0, 0.5],
      [0.1, 0.3],
    ].map(([value, weight], i) => ({
      id: `c${i}`,
      weight: weight!,
      text: String(value),
      value: { kind: "numbers", numbers: [value!] },
    })),
  };
  const models = { BooreAtkinson2008: 0.6, ChiouYoungs2008: 0.4 };
  const common = { individual_rlzs: "true", std: "true", quantiles: "0.15 0.5 0.85", max: "true" };

  test("realizations and statistics of probabilities", async () => {
    const read = await computeExample(exampleJob({ models, branchSets: [b], parameters: common }));
    const firstLevel = (values: number[]): number[] => values.filter((_, i) => i % 5 === 0);
    expectClose(
      firstLevel(await read("hcurves-rlzs")),
      [0.339046597, 0.330508441, 0.376404911, 0.366842657, 0.415639043, 0.405073643],
    );
    expectClose(
      firstLevel(await read("hcurves-stats")),
      [0.376840144, 0.0270147808, 0.335489035, 0.370030075, 0.406834543, 0.415639043],
    );
  });

  test("statistics of rates", async () => {
    const read = await computeExample(
      exampleJob({ models, branchSets: [b], parameters: { ...common, use_rates: "true" } }),
    );
    const firstLevel = (await read("hcurves-stats")).filter((_, i) => i % 5 === 0);
    expectClose(firstLevel, [0.377425343, 0.0424237289, 0.335502356, 0.370046258, 0.406847715, 0.415639043]);
  });

  test("mean maps, and the rates of the only source", async () => {
    const parameters = { poes: "0.1 0.02 0.9", hazard_maps: "true", disagg_by_src: "true" };
    const read = await computeExample(exampleJob({ models, branchSets: [b], parameters }));
    expectClose(await read("hmaps-stats"), [0.0525759831, 0.1012403, 0]);
    expectClose((await read("mean_rates_by_src")).slice(0, 1), [0.00947783422]);
  });
});

describe("the number of workers changes no bit", () => {
  const area = (discretization: number) => ({
    ...TWO_PLANES_TWO_DEPTHS,
    kind: "area" as const,
    polygon: Float64Array.of(-0.5, -0.5, 0.5, -0.5, 0.5, 0.5, -0.5, 0.5),
    discretization,
  });
  const sites = Array.from({ length: 300 }, (_, i): [number, number] => [
    (i % 20) / 10 - 1,
    Math.floor(i / 20) / 10 - 1,
  ]);
  const models = { BooreAtkinson2008: 0.6, ChiouYoungs2008: 0.4 };
  const jobs: [string, Job][] = [
    ["many sites: tiles", exampleJob({ sources: [area(10)], sites, models, parameters: { width_of_mfd_bin: "0.05" } })],
    [
      "one site: slices of the source",
      exampleJob({ sources: [area(1.5)], models, parameters: { width_of_mfd_bin: "0.01" } }),
    ],
  ];
  for (const [name, job] of jobs)
    test(name, async () => {
      const lines: string[] = [];
      const log = (_: string, line: string): unknown => lines.push(line);
      const [one, two, three] = await Promise.all([1, 2, 3].map((workers) => computeExample(job, workers, log)));
      const expected = await one!("hcurves-stats");
      expect(expected[0]).toBeGreaterThan(0.01);
      expect(await two!("hcurves-stats")).toEqual(expected);
      expect(await three!("hcurves-stats")).toEqual(expected);
      expect(lines.some((line) => line.includes("on 3 threads"))).toBe(true);
    }, 60_000);
});
