/** `numerics = exact`: what changes, and by how much (docs/differences.md). */
import { expect, test } from "bun:test";
import type { SourceModelBranchSet } from "../../../src/hazard/logic-tree/trees.ts";
import type { MultiPointSource, PointSource } from "../../../src/hazard/sources/source.ts";
import { computeExample, expectClose } from "./compute-example.ts";
import { exampleJob, groupOf, POINT } from "./example-job.ts";

const EXACT = { numerics: "exact" };

const set = (id: string, type: string, values: number[], applyToBranches?: string[]): SourceModelBranchSet => ({
  id,
  uncertaintyType: type,
  line: 1,
  branches: values.map((value, i) => ({
    id: `${id}${i}`,
    weight: 1 / values.length,
    text: String(value),
    value: { kind: "numbers", numbers: [value] },
  })),
  ...(applyToBranches === undefined ? {} : { applyToBranches }),
});

test("a far site sees averaged ruptures whoever else is in the job", async () => {
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
  const sites: [number, number][] = [
    [0.1, 0.1],
    [1.25, 0.3],
  ];
  const read = await computeExample(exampleJob({ sources: [source], sites, parameters: EXACT }));
  expectClose((await read("hcurves-stats")).slice(5, 7), [0.0715825334, 0.000234263251]);
});

test("exclusive sources are combined in double precision (example E11)", async () => {
  const second: PointSource = {
    ...POINT,
    id: "s:2",
    lon: 0.5,
    lat: 0.3,
    mfd: { kind: "truncatedGR", minMag: 5, maxMag: 6.5, aValue: 3.3, bValue: 1 },
  };
  const group = {
    ...groupOf([{ ...POINT, id: "s:1" }, second]),
    sourceInterdependence: "mutex" as const,
    sourceWeights: [0.4, 0.6],
  };
  const read = await computeExample(exampleJob({ group, parameters: EXACT }));
  expect((await read("hcurves-stats"))[4]).toBeCloseTo(0.000319156, 9);
});

test("branches behind a dummy are applied", async () => {
  // The second set hangs below one branch of the first; the third stands behind a dummy for the other.
  const branchSets = [
    set("m", "maxMagGRRelative", [0, 0.5]),
    set("b", "bGRRelative", [0.05], ["m0"]),
    set("n", "maxMagGRRelativeNoMoBalance", [0, 0.5]),
  ];
  const parameters = { individual_rlzs: "true" };
  const first = async (extra: { [name: string]: string }): Promise<number[]> => {
    const read = await computeExample(exampleJob({ branchSets, parameters: { ...parameters, ...extra } }));
    return (await read("hcurves-rlzs")).filter((_, i) => i % 5 === 3);
  };
  const quirky = await first({});
  const exact = await first(EXACT);
  expect(quirky).toHaveLength(4);
  // Realizations 2 and 3 took the branch without a set: equal in the reference, different in truth.
  expect(quirky[2]).toBe(quirky[3]!);
  expect(exact[3]! / exact[2]!).toBeGreaterThan(1.05);
  expect(exact.slice(0, 2)).toEqual(quirky.slice(0, 2));
});

test("changes to the distributions of a multi-point source count whatever its size", async () => {
  const { lon: _lon, lat: _lat, ...common } = POINT;
  const mfd = { kind: "truncatedGR", minMag: 5, maxMag: 6.5, aValue: 0, bValue: 1 } as const;
  const ofSize = (points: number): MultiPointSource => ({
    ...common,
    kind: "multiPoint",
    points: Float64Array.from({ length: 2 * points }, (_, i) =>
      i % 2 === 0 ? (i % 40) / 100 : Math.floor(i / 40) / 100,
    ),
    mfd: { kind: "multi", members: Array.from({ length: points }, () => mfd) },
  });
  const branchSets = [set("b", "bGRRelative", [0, 0.2])];
  const ratio = async (points: number, extra: { [name: string]: string }): Promise<number> => {
    const parameters = { individual_rlzs: "true", ...extra };
    const read = await computeExample(exampleJob({ sources: [ofSize(points)], branchSets, parameters }));
    const curves = await read("hcurves-rlzs");
    return curves[5 + 3]! / curves[3]!;
  };
  const [small, large, exact] = [await ratio(1000, {}), await ratio(1001, {}), await ratio(1001, EXACT)];
  expect(large).toBe(1);
  expect(small).toBeGreaterThan(1.1);
  expect(exact).toBeCloseTo(small, 3);
});
