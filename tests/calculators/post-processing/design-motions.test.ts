/** Risk-targeted and maximum considered motions of a small job, from the curves to the tables of parameters. */
import { expect, test } from "bun:test";
import { calculator as classicalCalculator } from "../../../src/calculators/classical/classical-calculator.ts";
import { createDatastore, openDatastore } from "../../../src/datastore/index.ts";
import { PGA, spectralAcceleration } from "../../../src/hazard/intensity-measure.ts";
import type { Job } from "../../../src/inputs/job.ts";
import { exportOutput, readResults } from "../../../src/outputs/index.ts";
import { tempFolder } from "../../harness.ts";
import { collect } from "../../outputs/read-npz.ts";
import { exampleJob, POINT } from "../classical/example-job.ts";

const LEVELS = Float64Array.from({ length: 40 }, (_, i) => 0.005 * 1.2 ** i);
const MEASURES = [PGA, spectralAcceleration(0.2), spectralAcceleration(1)];

function job(aValue: number, edition: string): Job {
  const base = exampleJob({
    sources: [{ ...POINT, mfd: { kind: "truncatedGR", minMag: 5, maxMag: 7, aValue, bValue: 1 } }],
    models: { BooreAtkinson2008: 0.7, ChiouYoungs2008: 0.3 },
    parameters: {
      investigation_time: "1",
      disagg_by_src: "true",
      postproc_func: "compute_rtgm.main",
      asce_version: edition,
      distance_bin_width: "20",
      num_epsilon_bins: "10",
      mag_bin_width: "0.1",
    },
  });
  const names = new Map([...base.sites.texts, ["custom_site_id", ["HERE"]] as const]);
  return { ...base, sites: { ...base.sites, texts: names }, measures: MEASURES, levels: MEASURES.map(() => LEVELS) };
}

async function tablesOf(wanted: Job): Promise<(key: string) => Promise<string[][]>> {
  using folder = tempFolder();
  const writer = createDatastore(folder.path, { version: "0", startDate: "", checksum: 1, seeds: {} });
  classicalCalculator.refuse(wanted);
  await classicalCalculator.compute(wanted, writer, { workers: 1, reporter: { log: () => {}, progress: () => {} } });
  await writer.close();
  const results = readResults(openDatastore(folder.path));
  const texts = new Map<string, string>();
  for (const key of ["rtgm", "mce", "mce_governing", "asce07", "asce41", "mag_dst_eps_sig", "spectra_asce41"]) {
    if (results.reader.names().every((name) => name.split("/")[0] !== key)) continue;
    const [file] = await exportOutput(results, key, "csv", { calculationId: 1 });
    texts.set(key, Buffer.from(await collect(file!.content)).toString("utf8"));
  }
  results.reader.close();
  return async (key) =>
    (texts.get(key) ?? "")
      .trimEnd()
      .split("\r\n")
      .slice(2)
      .map((line) => line.split(","));
}

test("a site of high hazard", async () => {
  const table = await tablesOf(job(6, "ASCE7-22"));
  const targeted = await table("rtgm");
  expect(targeted.map(([name]) => name)).toEqual(["PGA", "SA0P2", "SA1P0"]);
  for (const [, , , , coefficient] of targeted) {
    expect(Number(coefficient)).toBeGreaterThan(0.7);
    expect(Number(coefficient)).toBeLessThan(1.4);
  }
  for (const [, limit, probable, determined, considered] of await table("mce")) {
    expect(Number(determined)).toBeGreaterThanOrEqual(Number(limit));
    expect(Number(considered)).toBe(Math.min(Number(probable), Number(determined)));
  }
  expect((await table("mce_governing")).map(([period]) => Number(period))).toEqual([0.2, 1]);
  const parameters = new Map((await table("asce07")).map(([name, value]) => [name!, value!]));
  expect([...parameters.keys()]).toEqual(["PGAm", "Sms", "Sds", "Ss_seismicity", "Sm1", "Sd1", "S1_seismicity"]);
  expect(Number(parameters.get("Sms")) / Number(parameters.get("Sds"))).toBeCloseTo(1.5, 4);
  // At 0.2 s the motion is beyond what the source can do within the truncation.
  expect((await table("mag_dst_eps_sig")).map(([measure, source]) => [measure, source])).toEqual([
    ["PGA", "1"],
    ["SA(1.0)", "1"],
  ]);
  for (const [, , , ...spectra] of await table("spectra_asce41")) {
    const [bse2n, bse2e, bse1n, bse1e] = spectra.map(Number) as [number, number, number, number];
    expect(bse2e).toBeLessThanOrEqual(bse2n);
    expect(bse1n / bse2n).toBeCloseTo(2 / 3, 4);
    expect(bse1e).toBeLessThanOrEqual(bse1n);
  }
});

test("a site of hardly any hazard has no parameters", async () => {
  const table = await tablesOf(job(0, "ASCE7-16"));
  expect(await table("rtgm")).toEqual([]);
  expect((await table("mce")).map(([, , probable]) => probable)).toEqual(["NAN", "NAN", "NAN"]);
  expect(await table("asce07")).toEqual([
    ["PGA", "n.a."],
    ["Ss", "n.a."],
    ["Ss_seismicity", "Low"],
    ["S1", "n.a."],
    ["S1_seismicity", "Low"],
  ]);
});
