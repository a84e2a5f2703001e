/** Median motions by source (`med_gmv.main`) of a preclassical calculation, against what the reference engine stored. */
import { expect, test } from "bun:test";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { findMode } from "../../src/calculators/computed-modes.ts";
import { createDatastore, openDatastore } from "../../src/datastore/index.ts";
import { readJob } from "../../src/inputs/read-job.ts";
import { goldenPath, hasGolden, tempFolder } from "../harness.ts";

/** Sums over the contexts of each source, in g: two measures of the first model, then of the second. */
const SUMS: readonly (readonly [source: string, contexts: number, sums: readonly number[]])[] = [
  ["0_0!aFault_aPriori_D2_1", 44, [4.268884, 9.13878, 3.474168, 7.660509]],
  ["0_0!bFault_stitched_D2_1_Char", 33, [3.209957, 7.445641, 3.693821, 7.721302]],
  ["0_1!aFault_aPriori_D2_1", 44, [3.918275, 8.761246, 3.066501, 6.725973]],
  ["0_1!bFault_stitched_D2_1_Char", 33, [2.805784, 6.613404, 3.170098, 6.591346]],
  ["122_1", 77, [7.758176, 14.802241, 6.772393, 14.937194]],
  ["1_0!aFault_aPriori_D2_1", 22, [1.108906, 2.416492, 0.726763, 1.55599]],
  ["1_0!bFault_stitched_D2_1_Char", 55, [5.346467, 12.820961, 5.127169, 11.252804]],
  ["1_1!aFault_aPriori_D2_1", 22, [0.962685, 2.203474, 0.593554, 1.265637]],
  ["1_1!bFault_stitched_D2_1_Char", 55, [4.621458, 11.042253, 4.50203, 9.820728]],
  ["2_0!aFault_aPriori_D2_1", 11, [0.487154, 1.011376, 0.345019, 0.739641]],
  ["2_0!bFault_stitched_D2_1_Char", 88, [8.821967, 18.373213, 7.061762, 15.525776]],
  ["2_1!aFault_aPriori_D2_1", 11, [0.44199, 0.971205, 0.293255, 0.626782]],
  ["2_1!bFault_stitched_D2_1_Char", 88, [8.072366, 17.708839, 6.151669, 13.446286]],
  ["3_0", 132, [13.001212, 23.54112, 10.498553, 23.021333]],
  ["3_1", 132, [12.402828, 23.146272, 9.760284, 21.339519]],
  ["89_0", 88, [12.965345, 29.204884, 13.625871, 30.569563]],
  ["89_1", 88, [12.09419, 28.142969, 12.441673, 27.761809]],
];

test.if(hasGolden())("every rupture of every source has the reference's medians", async () => {
  using folder = tempFolder();
  cpSync(goldenPath("calc", "preclassical", "logictree_case_13-gmv", "job"), join(folder.path, "job"), {
    recursive: true,
  });
  const job = await readJob(join(folder.path, "job", "job_gmv.ini"));
  const calculator = await findMode("preclassical").load();
  calculator.refuse(job);
  const place = join(folder.path, "datastore");
  const writer = createDatastore(place, { version: "0", startDate: "", checksum: 1, seeds: {} });
  await calculator.compute(job, writer, { workers: 1, reporter: { log: () => {}, progress: () => {} } });
  await writer.commit();
  await writer.close();
  const reader = openDatastore(place);
  const stored = reader.names().filter((name) => name.startsWith("med_gmv/"));
  expect(stored.sort()).toEqual(SUMS.map(([source]) => `med_gmv/${source}`).sort());
  for (const [source, contexts, sums] of SUMS) {
    const entry = reader.describe(`med_gmv/${source}`);
    expect(entry?.kind === "array" && entry.shape).toEqual([2, 2, contexts]);
    const values = Array.from((await reader.readArray(`med_gmv/${source}`)) as Float64Array);
    for (const [i, sum] of sums.entries()) {
      const ours = values.slice(i * contexts, (i + 1) * contexts).reduce((a, b) => a + b, 0);
      expect(ours / sum, `${source}, ${i}`).toBeCloseTo(1, 5);
    }
  }
  reader.close();
});
