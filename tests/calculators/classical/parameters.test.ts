/** Parameters that change what is computed, each on one small job, against curves that the reference engine computed. */

import { describe, expect, test } from "bun:test";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CLASSICAL } from "../../../src/calculators/classical/capabilities.ts";
import { readJob } from "../../../src/inputs/read-job.ts";
import { tempFolder } from "../../harness.ts";
import { computeExample } from "./compute-example.ts";

const FILES = join(import.meta.dir, "parameters-job");

interface Parameters {
  readonly [name: string]: string;
}

interface Expected {
  readonly base: Parameters;
  readonly variants: {
    readonly [name: string]: {
      readonly parameters: Parameters;
      /** Mean curves: sites, measures, levels. */
      readonly curves: readonly (readonly (readonly number[])[])[];
    };
  };
}

const { base, variants } = JSON.parse(readFileSync(join(FILES, "expected.json"), "utf8")) as Expected;

/** Of differences; the reference prints 6 digits of single precision. */
const RELATIVE = 1e-4;
const ABSOLUTE = 1e-7;

async function computeVariant(parameters: Parameters, files: Parameters = {}): Promise<number[]> {
  using folder = tempFolder();
  cpSync(FILES, folder.path, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.path, name), text);
  const lines = Object.entries({ ...base, ...parameters }).filter(([, value]) => value !== "");
  writeFileSync(
    join(folder.path, "job.ini"),
    `[general]\n${lines.map(([name, value]) => `${name} = ${value}\n`).join("")}`,
  );
  const job = await readJob(join(folder.path, "job.ini"), { capabilitiesOf: () => CLASSICAL });
  const read = await computeExample(job);
  return read("hcurves-stats");
}

/** Values of one site. */
function siteOf(curves: readonly number[], site: number): readonly number[] {
  return curves.slice(12 * site, 12 * site + 12);
}

for (const [name, { parameters, curves }] of Object.entries(variants))
  test(name, async () => {
    const got = await computeVariant(parameters);
    const expected = curves.flat(2);
    expect(got.length).toBe(expected.length);
    for (const [i, value] of expected.entries()) {
      const error = Math.abs(got[i]! - value);
      expect(error, `value ${i}: ${got[i]} instead of ${value}`).toBeLessThan(RELATIVE * value + ABSOLUTE);
    }
  });

test("keep_trt asks for the parameters of all models that have sources, where the reference computes with zeros", async () => {
  expect(await computeVariant({ keep_trt: "Active Shallow Crust" })).toEqual(await computeVariant({}));
});

test("smlt_branch of a branch behind the first", async () => {
  // Sources of the other branch add nothing: what remains of the mean is the branch's own part.
  const both = await computeVariant({});
  const [first, second] = [await computeVariant({ smlt_branch: "b1" }), await computeVariant({ smlt_branch: "b2" })];
  for (const [i, value] of both.entries()) expect(first[i]! + second[i]!).toBeCloseTo(value, 7);
});

test("oversampling = forbid refuses as many samples as there are paths", async () => {
  const parameters = { oversampling: "forbid", number_of_logic_tree_samples: "4" };
  await expect(computeVariant(parameters)).rejects.toThrow("4 realizations are too few to sample");
});

describe("deltas", () => {
  const deltas = { delta_rates_file: "deltas.csv", infer_occur_rates: "true" };

  test("reach ruptures by their numbers also where there are many sites", async () => {
    const many = await computeVariant({ ...deltas, max_sites_disagg: "1" });
    expect(siteOf(many, 0)).toEqual([...siteOf(await computeVariant(deltas), 0)]);
  });

  test("of an average are the sum over the ruptures it stands for, exactly", async () => {
    const far = { ...deltas, sites: "15.1 42.6", pointsource_distance: "50" };
    const [few, exact] = [await computeVariant(far), await computeVariant({ ...far, numerics: "exact" })];
    // The reference gives an average the delta of one of four ruptures.
    expect(exact[0]! / few[0]!).toBeGreaterThan(1.01);
  });

  test("are for sources whose ruptures have rates", async () => {
    await expect(computeVariant({ delta_rates_file: "deltas.csv" })).rejects.toThrow(
      "the ruptures of source M have no rates",
    );
  });

  for (const [row, message] of [
    ["X,0,1e-4", "there is no source X"],
    ["P,3,1e-4", "source P has no rupture 3"],
    ["P,0,-1", "takes away more than the whole rate"],
    ["P,1,1e-4\nP,1,2e-4", "duplicated rup_id for P"],
    ["P,-1,1e-4", 'rup_id is "-1"'],
    ["P,1,nan", 'delta is "nan"'],
  ] as const)
    test(`${row.replace("\n", " and ")} is refused`, async () => {
      const files = { "own.csv": `source_id,rup_id,delta\n${row}\n` };
      await expect(computeVariant({ delta_rates_file: "own.csv" }, files)).rejects.toThrow(message);
    });
});
