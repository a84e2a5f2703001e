import { expect, test } from "bun:test";
import { join } from "node:path";
import { createDatastore, type DatastoreWriter } from "../../../src/datastore/index.ts";
import { exportOutput, extract, npz, openResults } from "../../../src/outputs/index.ts";
import { tempFolder } from "../../harness.ts";
import { collect, member, numbersOf, readNpz } from "../read-npz.ts";

/** Two sites, three events, rows by event and site. */
function fields(writer: DatastoreWriter): void {
  writer.setAttribute("oqparam", { calculation_mode: "scenario_risk", description: "fields" });
  writer.putTable("sitecol", [
    { name: "sids", data: Uint32Array.of(0, 1) },
    { name: "lon", data: Float64Array.of(10, 11) },
    { name: "lat", data: Float64Array.of(45, 46) },
  ]);
  writer.putTable("events", [
    { name: "id", data: Uint32Array.of(0, 1, 2) },
    { name: "rup_id", data: BigInt64Array.of(0n, 0n, 0n) },
    { name: "rlz_id", data: Uint16Array.of(0, 0, 1) },
  ]);
  writer.putArray("weights", Float64Array.of(0.5, 0.5), { shape: [2] });
  writer.putTable(
    "gmf_data",
    [
      { name: "sid", data: Uint32Array.of(0, 1, 1, 0) },
      { name: "eid", data: Uint32Array.of(0, 0, 1, 2) },
      { name: "PGA", data: Float32Array.of(0.1, 0.2, 0.3, 0.4) },
      { name: "LSD", data: Float32Array.of(0, 1, 2, 3) },
    ],
    { imts: "PGA" },
  );
}

async function withFields<T>(
  use: (results: ReturnType<typeof openResults>) => Promise<T>,
  more?: (writer: DatastoreWriter) => void,
): Promise<T> {
  using folder = tempFolder();
  const writer = createDatastore(join(folder.path, "datastore"), {
    version: "1",
    startDate: "",
    checksum: 0,
    seeds: {},
  });
  fields(writer);
  more?.(writer);
  await writer.close();
  const results = openResults({ folder: folder.path });
  try {
    return await use(results);
  } finally {
    results.reader.close();
  }
}

test("the field of an event has a record a site, zero where nothing was stored", () =>
  withFields(async (results) => {
    const archive = async (query: string) => readNpz(await collect(npz(await extract(results, "gmf_data", query))));
    const [second] = await archive("event_id=1");
    expect(second).toMatchObject({ name: "rlz-000", shape: [2] });
    const [last] = await archive("event_id=2");
    expect(last?.name).toBe("rlz-001");
    const view = new DataView((last as { bytes: Uint8Array }).bytes.slice().buffer);
    // lon, lat, PGA, LSD of each site
    expect([view.getFloat32(16, true), view.getFloat32(20, true)]).toEqual([Math.fround(0.4), 3]);
    expect([view.getFloat32(40, true), view.getFloat32(44, true)]).toEqual([0, 0]);
    await expect(archive("event_id=3")).rejects.toThrow("the calculation has 3 events");
  }));

test("fields of a scenario as a matrix of one realization", () =>
  withFields(async (results) => {
    const archive = await collect(npz(await extract(results, "gmf_scenario", "imt=PGA&kind=rlz-0")));
    const array = await member(archive, "array");
    expect(array.shape).toEqual([2, 2]);
    expect(numbersOf(array).map(Math.fround)).toEqual([0.1, 0.2, 0, 0.3].map(Math.fround));
    await expect(extract(results, "gmf_scenario", "imt=SA(1)&kind=rlz-0")).rejects.toThrow(
      "give one imt=, of PGA, LSD",
    );
  }));

test("fields without names of sites begin with the number of the site; perils keep their names", () =>
  withFields(async (results) => {
    const files = await exportOutput(results, "gmf_data", "csv", { calculationId: 3 });
    expect(files.map(({ name }) => name)).toEqual(["gmf-data_3.csv", "sitemesh_3.csv"]);
    const text = new TextDecoder().decode(await collect(files[0]!.content)).split("\r\n");
    expect(text.slice(1, 3)).toEqual(["site_id,event_id,gmv_PGA,LSD", "0,0,1.00000E-01,0.00000E+00"]);
  }));

test("an HDF5 file of the fields alone", () =>
  withFields(async (results) => {
    const [file] = await exportOutput(results, "gmf_data", "hdf5", { calculationId: 3 });
    expect(file?.name).toBe("gmf-data_3.hdf5");
    const bytes = await collect(file!.content);
    expect([...bytes.subarray(1, 4)]).toEqual([...new TextEncoder().encode("HDF")]);
  }));

test("relevant fields are those of the largest losses", () =>
  withFields(
    async (results) => {
      const archive = await collect(npz(await extract(results, "relevant_gmfs", "threshold=.6")));
      expect(numbersOf(await member(archive, "eid"))).toEqual([2, 0, 0]);
      expect(numbersOf(await member(archive, "sid"))).toEqual([0, 0, 1]);
      await expect(extract(results, "relevant_gmfs", "threshold=2")).rejects.toThrow("between 0 and 1");
    },
    (writer) =>
      writer.putTable("loss_by_event", [
        { name: "event_id", data: Uint32Array.of(2, 0, 1) },
        { name: "loss", data: Float32Array.of(5, 4, 1) },
      ]),
  ));

test("what a calculation has not is said so", () =>
  withFields(async (results) => {
    for (const [spec, what] of [
      ["relevant_gmfs", "losses by event"],
      ["rupture_info", "ruptures"],
      ["avg_gmf?imt=PGA", "average ground-motion field"],
    ] as const) {
      const [key = "", query = ""] = spec.split("?");
      await expect(extract(results, key, query)).rejects.toThrow(`this scenario_risk calculation has no ${what}`);
    }
  }));
