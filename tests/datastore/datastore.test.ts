import { expect, test } from "bun:test";
import { existsSync, readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import {
  appendRagged,
  continueDatastore,
  createDatastore,
  decodeNpyHeader,
  type NumericArray,
  openDatastore,
  putRagged,
  readRagged,
} from "../../src/datastore/index.ts";
import { tempFolder } from "../harness.ts";

const PROVENANCE = { version: "0.1.0", startDate: "2026-01-31T10:20:30", checksum: 632922019, seeds: { ses_seed: 42 } };

test("arrays, tables and attributes come back as they were put", async () => {
  using folder = tempFolder();
  const writer = createDatastore(folder.path, PROVENANCE);
  writer.putArray("hcurves-stats", new Float64Array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6]), {
    shape: [1, 2, 3],
    dtype: "<f4",
    dimensions: ["site", "stat", "level"],
    unit: "probability",
    attributes: { stats: ["mean", "quantile-0.15"] },
  });
  writer.putTable(
    "sitecol",
    [
      { name: "sids", data: new Uint32Array([0, 1]) },
      { name: "lon", data: new Float64Array([10.5, -20]), unit: "degree", meaning: "longitude" },
      { name: "vs30measured", data: new Uint8Array([1, 0]), dtype: "|b1" },
      { name: "custom_site_id", texts: ["Zürich", "a/b"] },
      { name: "hypo", data: new Float32Array([1, 2, 3, 4, 5, 6]), shape: [3] },
    ],
    { origin: "list" },
  );
  writer.putTexts("gsims", ["[A]", ""]);
  writer.putArray("seed", new BigInt64Array([2n ** 62n]), { shape: [] });
  writer.setAttribute("oqparam", { extreme_gmv: Number.POSITIVE_INFINITY, z: Number.NaN, poes: [0.1], none: null });
  await writer.close();

  const reader = openDatastore(folder.path);
  expect(reader.provenance).toEqual(PROVENANCE);
  expect(reader.attributes).toEqual({
    oqparam: { extreme_gmv: Number.POSITIVE_INFINITY, z: Number.NaN, poes: [0.1], none: null },
  });
  expect(reader.names()).toEqual(["gsims", "hcurves-stats", "seed", "sitecol"]);
  expect(reader.describe("hcurves-stats")).toEqual({
    kind: "array",
    dtype: "<f4",
    shape: [1, 2, 3],
    dimensions: ["site", "stat", "level"],
    unit: "probability",
    attributes: { stats: ["mean", "quantile-0.15"] },
  });
  expect(reader.describe("nothing")).toBeUndefined();
  expect(reader.describe("constructor")).toBeUndefined();
  expect(await reader.readArray("hcurves-stats")).toEqual(new Float32Array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6]));
  expect(await reader.readColumn("sitecol", "lon", { start: 1, stop: 2 })).toEqual(new Float64Array([-20]));
  expect(await reader.readColumn("sitecol", "vs30measured")).toEqual(new Uint8Array([1, 0]));
  expect(await reader.readColumn("sitecol", "custom_site_id")).toEqual(["Zürich", "a/b"]);
  expect(await reader.readColumn("sitecol", "hypo", { start: 1, stop: 9 })).toEqual(new Float32Array([4, 5, 6]));
  expect(await reader.readTexts("gsims")).toEqual(["[A]", ""]);
  expect(await reader.readArray("seed")).toEqual(new BigInt64Array([2n ** 62n]));
  expect(reader.readColumn("sitecol", "nothing")).rejects.toThrow("no column nothing");
  reader.close();
});

test("appended rows count from the commit on, and the header of the file follows", async () => {
  using folder = tempFolder();
  const writer = createDatastore(folder.path, PROVENANCE);
  writer.putArray("gmv", new Float32Array([1, 2]), { shape: [1, 2] });
  writer.appendTable("events", [
    { name: "id", data: new Uint32Array([0]) },
    { name: "name", texts: ["a"] },
  ]);
  await writer.commit();
  writer.appendArray("gmv", new Float32Array([3, 4, 5, 6]));
  writer.appendTable("events", [
    { name: "name", texts: ["wider", "x"] },
    { name: "id", data: new Uint32Array([1, 2]) },
  ]);
  const before = openDatastore(folder.path);
  expect(before.describe("gmv")).toMatchObject({ shape: [1, 2] });
  expect(await before.readArray("gmv", { start: 0, stop: 99 })).toEqual(new Float32Array([1, 2]));
  expect(await before.readColumn("events", "name")).toEqual(["a"]);
  await writer.commit();
  const after = openDatastore(folder.path);
  expect(await after.readArray("gmv")).toEqual(new Float32Array([1, 2, 3, 4, 5, 6]));
  expect(await after.readColumn("events", "name")).toEqual(["a", "wider", "x"]);
  expect(await after.readColumn("events", "id")).toEqual(new Uint32Array([0, 1, 2]));
  const bytes = await Bun.file(after.file("gmv").path).bytes();
  expect(decodeNpyHeader(bytes)).toEqual({ descr: "<f4", shape: [3, 2], length: after.file("gmv").offset });
  await writer.close();
  expect(readdirSync(join(folder.path, "events")).sort()).toEqual(["id.npy", "name.2.npy"]);
  before.close();
  after.close();
});

test("a replaced array keeps its old values for a reader until the next commit", async () => {
  using folder = tempFolder();
  const writer = createDatastore(folder.path, PROVENANCE);
  writer.putArray("weights", new Float64Array([1]), { shape: [1] });
  await writer.commit();
  writer.putArray("weights", new Float64Array([0.5, 0.5]), { shape: [2] });
  const old = openDatastore(folder.path);
  await writer.commit();
  expect(await old.readArray("weights")).toEqual(new Float64Array([1]));
  expect(await openDatastore(folder.path).readArray("weights")).toEqual(new Float64Array([0.5, 0.5]));
  await writer.close();
  expect(readdirSync(folder.path).sort()).toEqual(["datastore.json", "weights.2.npy"]);
});

test("a datastore is continued behind its last commit, and started again from nothing", async () => {
  using folder = tempFolder();
  const first = createDatastore(folder.path, PROVENANCE);
  first.putArray("a", new Float64Array([1]), { shape: [1] });
  await first.commit();
  first.appendArray("a", new Float64Array([99]));
  const second = continueDatastore(folder.path);
  second.appendArray("a", new Float64Array([2]));
  second.setEntryAttributes("a", { note: "continued" });
  await second.close();
  const reader = openDatastore(folder.path);
  expect(await reader.readArray("a")).toEqual(new Float64Array([1, 2]));
  expect(reader.describe("a")?.attributes).toEqual({ note: "continued" });
  createDatastore(folder.path, PROVENANCE);
  expect(openDatastore(folder.path).names()).toEqual([]);
  expect(existsSync(join(folder.path, "a.npy"))).toBe(false);
});

test("a folder that holds something else is left alone", () => {
  using folder = tempFolder();
  writeFileSync(join(folder.path, "thesis.txt"), "years of work");
  expect(() => createDatastore(folder.path, PROVENANCE)).toThrow("not empty");
});

test("what does not fit is refused", async () => {
  using folder = tempFolder();
  const writer = createDatastore(folder.path, PROVENANCE);
  expect(() => writer.putArray("a", new Float64Array(3), { shape: [2] })).toThrow("24 bytes given, 16 expected");
  expect(() =>
    writer.putTable("t", [
      { name: "x", data: new Float64Array(2) },
      { name: "y", data: new Float64Array(3) },
    ]),
  ).toThrow("y has 3 rows, x has 2");
  writer.putTable("t", [{ name: "x", data: new Float64Array(2) }]);
  expect(() => writer.appendTable("t", [{ name: "z", data: new Float64Array(2) }])).toThrow("x is missing");
  expect(() => writer.putArray("a//b", new Float64Array(1), { shape: [1] })).toThrow("empty part");
});

test("a file cut short is an error, not a crash", async () => {
  using folder = tempFolder();
  const writer = createDatastore(folder.path, PROVENANCE);
  writer.putArray("a", new Float64Array(1000), { shape: [1000] });
  await writer.close();
  truncateSync(join(folder.path, "a.npy"), 500);
  const reader = openDatastore(folder.path);
  expect(reader.readArray("a")).rejects.toThrow("shorter than the 1000 rows");
});

test("names become paths and come back, whatever they hold", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.string({ minLength: 1, unit: "grapheme" }).filter((s) => !s.includes("/"))),
      async (names) => {
        using folder = tempFolder();
        const writer = createDatastore(folder.path, PROVENANCE);
        for (const [i, name] of names.entries()) writer.putArray(`x/${name}`, new Float64Array([i]), { shape: [1] });
        await writer.commit();
        const reader = openDatastore(folder.path);
        for (const [i, name] of names.entries())
          expect(await reader.readArray(`x/${name}`)).toEqual(new Float64Array([i]));
        reader.close();
      },
    ),
    { numRuns: 20 },
  );
});

test("a child datastore falls back to its parent", async () => {
  using hazard = tempFolder();
  using risk = tempFolder();
  const parentWriter = createDatastore(hazard.path, PROVENANCE);
  parentWriter.putArray("a", new Float64Array([1]), { shape: [1] });
  parentWriter.putTable("t", [{ name: "x", texts: ["p"] }]);
  await parentWriter.close();
  const writer = createDatastore(risk.path, PROVENANCE);
  writer.putArray("b", new Float64Array([2]), { shape: [1] });
  await writer.close();
  const reader = openDatastore(risk.path, openDatastore(hazard.path));
  expect(reader.names()).toEqual(["b"]);
  expect(await reader.readArray("a")).toEqual(new Float64Array([1]));
  expect(await reader.readColumn("t", "x")).toEqual(["p"]);
});

test("ragged rows are values and offsets", async () => {
  using folder = tempFolder();
  const writer = createDatastore(folder.path, PROVENANCE);
  putRagged(writer, "rupgeoms", new Float32Array([1, 2, 3]), [0, 2, 2, 3]);
  await writer.commit();
  appendRagged(writer, "rupgeoms", new Float32Array([4, 5]), [2]);
  await writer.close();
  const reader = openDatastore(folder.path);
  const rows = (arrays: readonly NumericArray[]) => arrays.map((row) => Array.from(row, Number));
  expect(rows(await readRagged(reader, "rupgeoms"))).toEqual([[1, 2], [], [3], [4, 5]]);
  expect(rows(await readRagged(reader, "rupgeoms", { start: 1, stop: 3 }))).toEqual([[], [3]]);
});
