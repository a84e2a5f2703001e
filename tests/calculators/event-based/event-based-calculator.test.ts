/** Event-based hazard of a small job: the same with any number of threads, and what it refuses. */
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { EVENT_BASED } from "../../../src/calculators/event-based/capabilities.ts";
import { calculator } from "../../../src/calculators/event-based/event-based-calculator.ts";
import { createDatastore, openDatastore } from "../../../src/datastore/index.ts";
import { readJob } from "../../../src/inputs/read-job.ts";
import { tempFolder } from "../../harness.ts";
import { type Changes, writeSmallJob } from "../../inputs/small-job.ts";

const EVENTS = `ses_per_logic_tree_path = 300
minimum_intensity = 0.001
hazard_curves_from_gmfs = true
`;

function eventJob(more = ""): Changes {
  return { "job.ini": (text) => text.replace("classical", "event_based") + EVENTS + more };
}

async function smallJob(changes: Changes) {
  using folder = tempFolder();
  writeSmallJob(folder.path, changes);
  return await readJob(join(folder.path, "job.ini"), { capabilitiesOf: () => EVENT_BASED });
}

const QUIET = { log: () => {}, progress: () => {} };

async function compute(workers: number) {
  using folder = tempFolder();
  const writer = createDatastore(join(folder.path, "datastore"), {
    version: "0",
    startDate: "",
    checksum: 1,
    seeds: {},
  });
  await calculator.compute(await smallJob(eventJob()), writer, { workers, reporter: QUIET });
  await writer.commit();
  const reader = openDatastore(join(folder.path, "datastore"));
  const column = async (table: string, name: string) =>
    Array.from((await reader.readColumn(table, name)) as Uint32Array);
  const found = {
    years: await column("events", "year"),
    eid: await column("gmf_data", "eid"),
    sid: await column("gmf_data", "sid"),
    pga: await column("gmf_data", "PGA"),
    curves: Array.from((await reader.readArray("hcurves-stats")) as Float32Array),
    averages: Array.from((await reader.readArray("avg_gmf")) as Float32Array),
    sources: (await reader.readColumn("source_info", "source_id")) as readonly string[],
    possible: await column("source_info", "num_ruptures"),
    contexts: Array.from((await reader.readColumn("source_info", "num_ctxs")) as BigUint64Array, Number),
  };
  await reader.close();
  return found;
}

describe("event sets of a small job", () => {
  test("do not depend on the number of threads; rows stand in the order of events, then sites", async () => {
    const one = await compute(1);
    expect(await compute(3)).toEqual(one);
    expect(one.eid.length).toBeGreaterThan(100);
    for (let row = 1; row < one.eid.length; row++)
      expect(one.eid[row]! * 10 + one.sid[row]!).toBeGreaterThan(one.eid[row - 1]! * 10 + one.sid[row - 1]!);
    expect(Math.max(...one.years)).toBeLessThanOrEqual(50 * 300);
  });

  test("store which sources they were drawn from", async () => {
    // 20 magnitudes and two planes, one of which is written twice; the engine makes no contexts of them either.
    expect(await compute(1)).toMatchObject({ sources: ["1"], possible: [40], contexts: [0] });
  });

  test("the first level of a curve counts the events above it", async () => {
    const { pga, sid, curves } = await compute(1);
    const above = pga.filter((motion, row) => sid[row] === 0 && motion >= 0.1).length;
    // Levels of PGA are 0.1 to 0.5; curves are sites x statistics x measures x levels, PGA first.
    expect(curves[0]!).toBeCloseTo(1 - Math.exp(-above / 300), 6);
  });

  test("a total standard deviation is split by with_betw_ratio, also for correlated fields", async () => {
    using folder = tempFolder();
    const correlated = `ground_motion_correlation_model = JB2009
ground_motion_correlation_params = {"vs30_clustering": True}
`;
    const total = (text: string) => text.replaceAll("BooreAtkinson2008", "AtkinsonBoore2006");
    const refused = await smallJob({ ...eventJob(correlated), "gmlt.xml": total });
    expect(() => calculator.refuse(refused)).toThrow("needs deviations between and within events");
    const job = await smallJob({ ...eventJob(`${correlated}with_betw_ratio = 1.7\n`), "gmlt.xml": total });
    calculator.refuse(job);
    const path = join(folder.path, "datastore");
    const writer = createDatastore(path, { version: "0", startDate: "", checksum: 1, seeds: {} });
    await calculator.compute(job, writer, { workers: 1, reporter: QUIET });
    await writer.commit();
    const reader = openDatastore(path);
    const between = (await reader.readColumn("gmf_data/sigma_epsilon", "sig_inter_PGA")) as Float32Array;
    await reader.close();
    // The total is 0.3 log10 units in the paper; tau = total / sqrt(1 + 1.7^2). The engine printed the same number.
    expect(between.length).toBeGreaterThan(100);
    for (const tau of between) expect(tau).toBeCloseTo(0.3502371, 6);
  });

  test("many sites without minimum_intensity are refused", async () => {
    const job = await smallJob(eventJob("max_sites_disagg = 1\n"));
    const bare = { ...job, parameters: { ...job.parameters, minimum_intensity: {} } };
    expect(() => calculator.refuse(bare)).toThrow("minimum_intensity is missing");
  });

  test("event sets in which nothing happens are told as that", async () => {
    using folder = tempFolder();
    const job = await smallJob({
      "job.ini": (text) => `${text.replace("classical", "event_based")}ground_motion_fields = false\n`,
      "sm.xml": (text) => text.replace('aValue="3"', 'aValue="-3"'),
    });
    const writer = createDatastore(join(folder.path, "datastore"), {
      version: "0",
      startDate: "",
      checksum: 1,
      seeds: {},
    });
    expect(calculator.compute(job, writer, { workers: 1, reporter: QUIET })).rejects.toThrow("no rupture occurs");
  });
});
