/** Outputs of events, ruptures and fields against the samples of the reference engine. */
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { createDatastore } from "../../src/datastore/index.ts";
import { exportOutput, extract, npz, openResults, type Results } from "../../src/outputs/index.ts";
import { goldenPath, hasGolden, tempFolder } from "../harness.ts";
import { collect, readNpz } from "../outputs/read-npz.ts";
import { buildEventDatastore, csvColumns } from "./event-results.ts";

/** Jobs with all their extracts, and the models of their first region as the logic tree writes them. */
const JOBS: readonly (readonly [job: string, models?: readonly string[]])[] = [
  ["event_based", ["[BooreAtkinson2008]", "[ToroEtAl2002]"]],
  ["event_based_risk"],
  ["scenario", ["[BooreAtkinson2008]"]],
  ["scenario_damage/hazard", ["[BooreAtkinson2008]", "[ChiouYoungs2008]"]],
];

const SPECS = [
  ...[
    "events",
    "num_events",
    "event_based_mfd",
    "rupture_info",
    "rupture_info?min_mag=6",
    "rupture_info?boundaries=no",
  ],
  ...["ruptures", "ruptures?min_mag=6", "ruptures?slice=0&slice=1", "ruptures?rup_id=1", "gmf_data?event_id=0"],
  ...["gmf_data?event_id=1", "avg_gmf?imt=PGA", "avg_gmf?imt=SA(0.1)", "eids_by_gsim"],
];

/** Differences on purpose or beyond the samples. */
const EXCEPTIONS: readonly (readonly [job: RegExp, spec: RegExp, reason: string])[] = [
  [/^event_based$/, /^eids_by_gsim$/, "the reference gives the events of the last realization of a model only"],
  [/^event_based_risk$/, /^eids_by_gsim$/, "its logic tree is not among the samples"],
];

interface Call {
  readonly spec: string;
  readonly status: number;
  readonly file?: string;
}

let compared = 0;

async function compareArrays(results: Results, spec: string, sample: Uint8Array): Promise<void> {
  const [what = "", query = ""] = spec.split("?");
  const ours = await readNpz(await collect(npz(await extract(results, what, query))));
  const theirs = await readNpz(sample);
  expect(ours.map(({ name }) => name)).toEqual(theirs.map(({ name }) => name));
  for (const [i, expected] of theirs.entries()) {
    const found = ours[i]!;
    if ("pickled" in expected || "pickled" in found) throw new Error(`${expected.name} is pickled`);
    if (expected.name === "boundaries") {
      // Corners are known to five decimals here, so that the last one of a line may differ.
      const [a, b] = [found, expected].map(({ bytes }) => gunzipSync(bytes).toString().split("\n")) as [
        string[],
        string[],
      ];
      expect(a).toEqual(b);
    } else {
      expect([expected.name, found.descr]).toEqual([expected.name, expected.descr]);
      expect(found.shape).toEqual(expected.shape);
      // The reference names the first region beside every rupture.
      const text = (bytes: Uint8Array) =>
        Buffer.from(bytes).toString("latin1").replaceAll(",Subduction Interface,", ",Active Shallow Crust,");
      expect(text(found.bytes)).toBe(text(expected.bytes));
    }
    compared++;
  }
}

const withoutMaker = (line: string) => line.replace(/generated_by=.*?, checksum=\d+/, "MADE");

if (hasGolden()) {
  for (const [job, models] of JOBS) {
    describe(job, async () => {
      const folder = tempFolder();
      await buildEventDatastore(job, folder.path, models);
      const results = openResults({ folder: folder.path });
      afterAll(() => {
        results.reader.close();
        folder[Symbol.dispose]();
      });
      const calls = JSON.parse(readFileSync(goldenPath("extract", job, "index.json"), "utf8")) as readonly Call[];
      for (const { spec, status, file } of calls) {
        if (!SPECS.includes(spec) || status !== 200 || file === undefined) continue;
        if (!existsSync(goldenPath("extract", job, file))) continue;
        if (EXCEPTIONS.some(([jobs, specs]) => jobs.test(job) && specs.test(spec))) continue;
        test(spec, () => compareArrays(results, spec, new Uint8Array(readFileSync(goldenPath("extract", job, file)))));
      }
      for (const key of ["events", "ruptures", "event_based_mfd", "avg_gmf"]) {
        const samples = goldenPath("exports", job, key);
        if (!existsSync(samples)) continue;
        test(`${key} as csv`, async () => {
          const [name = ""] = readdirSync(samples);
          const [file] = await exportOutput(results, key, "csv", {
            calculationId: Number(/_(\d+)\.csv$/.exec(name)?.[1]),
          });
          expect(file?.name).toBe(name);
          const ours = new TextDecoder()
            .decode(await collect(file!.content))
            .split("\r\n")
            .slice(0, 15);
          const theirs = readFileSync(join(samples, name), "utf8").split("\r\n").slice(0, 15);
          expect(ours.map(withoutMaker).slice(0, theirs.length)).toEqual(theirs.map(withoutMaker));
        });
      }
    });
  }

  describe("fields as csv, there and back", () => {
    const cases = ["scenario", "event_based"].flatMap((mode) =>
      readdirSync(goldenPath("calc", mode)).map((name) => goldenPath("calc", mode, name, "expected")),
    );
    test("every golden job", async () => {
      let files = 0;
      for (const folder of cases) {
        if (!existsSync(join(folder, "gmf-data.csv")) || !existsSync(join(folder, "sitemesh.csv"))) continue;
        files += await compareFields(folder);
      }
      console.log(`fields: ${files} csv files equal byte for byte; ${compared} arrays`);
      expect(files).toBeGreaterThan(120);
    }, 60_000);
  });
}

/** Stores the fields of csv files and exports them again. Answers the number of files that were compared. */
async function compareFields(folder: string): Promise<number> {
  using place = tempFolder();
  const read = (name: string) => readFileSync(join(folder, `${name}.csv`), "utf8");
  const writer = createDatastore(join(place.path, "datastore"), {
    version: "0",
    startDate: "",
    checksum: 0,
    seeds: {},
  });
  const sites = csvColumns(read("sitemesh"));
  const ids = sites.get("custom_site_id");
  const numbers = (columns: Map<string, string[]>, name: string) => columns.get(name)!.map(Number);
  writer.putTable("sitecol", [
    { name: "sids", data: Uint32Array.from({ length: sites.get("lon")!.length }, (_, i) => i) },
    { name: "lon", data: Float64Array.from(numbers(sites, "lon")) },
    { name: "lat", data: Float64Array.from(numbers(sites, "lat")) },
    ...(ids === undefined ? [] : [{ name: "custom_site_id", texts: ids }]),
  ]);
  const fields = csvColumns(read("gmf-data"));
  const values = [...fields.keys()].filter((name) => !["event_id", "site_id", "custom_site_id"].includes(name));
  const measures = values.filter((name) => name.startsWith("gmv_")).map((name) => name.slice(4));
  const numberOf = new Map(ids?.map((id, i) => [id, i]));
  writer.putTable(
    "gmf_data",
    [
      {
        name: "sid",
        data: Uint32Array.from(
          ids === undefined ? numbers(fields, "site_id") : fields.get("custom_site_id")!.map((id) => numberOf.get(id)!),
        ),
      },
      { name: "eid", data: Uint32Array.from(numbers(fields, "event_id")) },
      ...values.map((name) => ({ name: name.replace(/^gmv_/, ""), data: Float32Array.from(numbers(fields, name)) })),
    ],
    { imts: measures.join(" ") },
  );
  const names = ["gmf-data", "sitemesh"];
  if (existsSync(join(folder, "sigma_epsilon.csv"))) {
    const residuals = csvColumns(read("sigma_epsilon"));
    writer.putTable("gmf_data/sigma_epsilon", [
      { name: "eid", data: Uint32Array.from(numbers(residuals, "event_id")) },
      { name: "rlz_id", data: Uint16Array.from(numbers(residuals, "rlz_id")) },
      ...[...residuals.keys()].slice(2).map((name) => ({ name, data: Float32Array.from(numbers(residuals, name)) })),
    ]);
    names.push("sigma_epsilon");
  }
  await writer.close();
  const results = openResults({ folder: place.path });
  const files = await exportOutput(results, "gmf_data", "csv", { calculationId: 1 });
  expect(files.map(({ name }) => name.replace("_1.csv", "")).sort()).toEqual([...names].sort());
  for (const { name, content } of files) {
    const ours = new TextDecoder().decode(await collect(content)).split("\r\n");
    const theirs = read(name.replace("_1.csv", "")).split("\r\n");
    expect([folder, name, ...ours.slice(1)]).toEqual([folder, name, ...theirs.slice(1)]);
  }
  results.reader.close();
  return files.length;
}
