/** What a job takes from the one it continues, and what keeps it from continuing. */
import { describe, expect, test } from "bun:test";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Job } from "../../src/inputs/job.ts";
import { readJob } from "../../src/inputs/read-job.ts";
import { PROJECT, tempFolder } from "../harness.ts";

const FILES = join(PROJECT, "tests/calculators/classical/parameters-job");

interface Parameters {
  readonly [name: string]: string;
}

const { base } = JSON.parse(readFileSync(join(FILES, "expected.json"), "utf8")) as { readonly base: Parameters };

async function jobOf(parameters: Parameters, parent?: Job): Promise<Job> {
  using folder = tempFolder();
  cpSync(FILES, folder.path, { recursive: true });
  const lines = Object.entries(parameters).map(([name, value]) => `${name} = ${value}\n`);
  writeFileSync(join(folder.path, "job.ini"), `[general]\n${lines.join("")}`);
  return await readJob(join(folder.path, "job.ini"), parent === undefined ? {} : { parent });
}

const whole = (more: Parameters = {}): Promise<Job> => jobOf({ ...base, ...more });
const CHILD = { description: "child", calculation_mode: "classical" };

describe("a job on top of another", () => {
  test("takes everything it does not say", async () => {
    const parent = await whole({ calculation_mode: "preclassical", maximum_distance: "150" });
    const child = await jobOf(CHILD, parent);
    // Sites are taken as they were read.
    expect(child.parameters).toEqual({ ...parent.parameters, ...CHILD, calculation_mode: "classical", sites: [] });
    expect(child.sourceModels).toBe(parent.sourceModels);
    expect(child.sourceModelTree).toBe(parent.sourceModelTree!);
    expect(child.gmmTree).toBe(parent.gmmTree!);
    expect(child.sites).toBe(parent.sites);
    expect(child.levels).toEqual(parent.levels);
  });

  test("keeps what it says itself, with its consequences", async () => {
    const parent = await whole({ poes: "0.1", hazard_maps: "true" });
    const child = await jobOf({ ...CHILD, maximum_distance: "80", return_periods: "500" }, parent);
    expect(child.parameters.maximum_distance!["default"]!.every(([, km]) => km === 80)).toBe(true);
    expect(child.parameters.poes).toEqual([1 - Math.exp(-1 / 500)]);
    expect(child.parameters.hazard_maps).toBe(true);
  });

  test("has its own sites, with the parent's reference values", async () => {
    const parent = await whole({ reference_vs30_value: "444" });
    const child = await jobOf({ ...CHILD, sites: "13.5 42.5" }, parent);
    expect(Array.from(child.sites.lon)).toEqual([13.5]);
    expect(Array.from(child.sites.parameters.get("vs30")!)).toEqual([444]);
  });

  test("has its own models for the parent's sources", async () => {
    const parent = await whole({ discard_trts: "Stable Continental Crust" });
    const child = await jobOf({ ...CHILD, gsim_logic_tree_file: "motions.xml" }, parent);
    expect(child.gmmTree!.branchSets.map(({ tectonicRegionType }) => tectonicRegionType)).toEqual(
      parent.gmmTree!.branchSets.map(({ tectonicRegionType }) => tectonicRegionType),
    );
    expect(child.sourceModels).toBe(parent.sourceModels);
  });

  test("can be continued in turn", async () => {
    const first = await whole({ calculation_mode: "preclassical" });
    const second = await jobOf({ ...CHILD, calculation_mode: "preclassical", maximum_distance: "90" }, first);
    const third = await jobOf(CHILD, second);
    expect(third.parameters.maximum_distance).toEqual(second.parameters.maximum_distance!);
    expect(third.parameters.width_of_mfd_bin).toBe(0.5);
  });
});

describe("a job is refused on top of another", () => {
  const levels = { intensity_measure_types_and_levels: '{"PGA": [0.005, 0.02, 0.05, 0.1, 0.2, 0.5]}' };
  const cases: [string, Parameters, Parameters, string][] = [
    ["another kind", {}, { calculation_mode: "preclassical" }, "of kind 'preclassical', you need to provide"],
    ["another time", {}, { investigation_time: "50" }, "investigation_time is 50.0, the continued calculation has 1.0"],
    [
      "more samples",
      { number_of_logic_tree_samples: "2" },
      { number_of_logic_tree_samples: "3" },
      "the events span 3.0 years, those of the continued calculation 2.0",
    ],
    [
      "other statistics",
      {},
      { quantiles: "0.5" },
      "the statistics are ['mean', 'quantile-0.5'], those of the continued calculation ['mean']",
    ],
    [
      "other levels",
      {},
      levels,
      "0.2, 0.5] are different from the parent levels [0.005, 0.02, 0.05, 0.1, 0.2, 0.4] for PGA",
    ],
    [
      "other measures",
      {},
      { intensity_measure_types_and_levels: '{"SA(1.0)": [0.1, 0.2]}' },
      "the continued calculation has no SA(1.0)",
    ],
    ["other ground", {}, { reference_vs30_value: "300" }, "the sites are those of the parent calculation"],
    ["other sources", {}, { source_id: "A" }, "the sources are those of the parent calculation"],
  ];
  test.each(cases)("%s", async (_name, parent, child, message) => {
    await expect(jobOf({ ...CHILD, ...child }, await whole(parent))).rejects.toThrow(message);
  });
});
