/** Extracts about assets and their losses, from three assets at two sites whose sums can be done in the head. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import { createDatastore } from "../../../src/datastore/index.ts";
import { exportOutput, extract, listOutputs, npz, openResults, type Results } from "../../../src/outputs/index.ts";
import { lossIdOf } from "../../../src/risk/losses/loss-ids.ts";
import { tempFolder } from "../../harness.ts";
import { collect, member, numbersOf, readNpz } from "../read-npz.ts";

const folder = tempFolder();
let results: Results;

beforeAll(async () => {
  const writer = createDatastore(join(folder.path, "datastore"), {
    version: "0.1.0",
    startDate: "2026-01-31T10:20:30",
    checksum: 42,
    seeds: {},
  });
  writer.setAttribute("calculation_mode", "event_based_risk");
  writer.setAttribute("description", "three houses & a test");
  writer.setAttribute("stats", ["mean", "max"]);
  writer.setAttribute("num_rlzs", 2);
  writer.setAttribute("risk_model", { consequences: [], covs: 1, limit_states: [], loss_types: ["structural"] });
  writer.putTable("sitecol", [
    { name: "sids", data: Uint32Array.of(0, 1) },
    { name: "lon", data: Float64Array.of(10, 11) },
    { name: "lat", data: Float64Array.of(45, 46) },
  ]);
  writer.putArray("weights", Float64Array.of(0.75, 0.25), { shape: [2] });
  writer.putTable(
    "assetcol",
    [
      { name: "id", texts: ["a", "b", "c"] },
      { name: "ordinal", data: Uint32Array.of(0, 1, 2) },
      { name: "lon", data: Float32Array.of(10.5, 10, 10.5) },
      { name: "lat", data: Float32Array.of(45.5, 45, 45.5) },
      { name: "site_id", data: Uint32Array.of(0, 0, 1) },
      { name: "value-structural", data: Float32Array.of(100, 200, 300) },
      { name: "occupants_night", data: Float32Array.of(1, 2, 3) },
      { name: "occupants_avg", data: Float32Array.of(1, 2, 3) },
      { name: "ideductible", data: Float32Array.of(0, 0, 0) },
      { name: "taxonomy", texts: ["W", "RC", "W"] },
      { name: "town", texts: ["x", "?", "y"] },
    ],
    { tagnames: ["taxonomy", "town"], fields: ["structural"], units: { structural: "EUR" } },
  );
  // Assets x statistics.
  writer.putArray("avg_losses-stats/structural", Float32Array.of(1, 2, 10, 20, 100, 200), {
    shape: [3, 2],
    attributes: { stats: ["mean", "max"] },
  });
  writer.putTable("agg_values", [{ name: "structural", data: Float32Array.of(400, 200, 600) }]);
  writer.putTable(
    "agg_keys",
    [
      { name: "key", texts: ["W", "RC"] },
      { name: "group", data: Uint16Array.of(0, 0) },
    ],
    { aggregate_by: [["taxonomy"]] },
  );
  writer.putTable("aggcurves", [
    { name: "agg_id", data: Uint32Array.of(0, 0, 0) },
    { name: "rlz_id", data: Uint16Array.of(0, 0, 1) },
    { name: "loss_id", data: Uint8Array.of(lossIdOf("structural"), lossIdOf("structural"), lossIdOf("structural")) },
    { name: "return_period", data: Uint32Array.of(10, 50, 50) },
    { name: "loss", data: Float32Array.of(4, 40, 80) },
  ]);
  await writer.close();
  results = openResults({ folder: folder.path });
});

afterAll(() => {
  results.reader.close();
  folder[Symbol.dispose]();
});

const archive = async (spec: string, query = ""): Promise<Uint8Array> =>
  collect(npz(await extract(results, spec, query)));
const numbers = async (spec: string, query: string, name: string) => {
  const found = await member(await archive(spec, query), name);
  return { shape: found.shape, values: numbersOf(found) };
};
const json = async (spec: string, query = ""): Promise<unknown> =>
  JSON.parse(new TextDecoder().decode((await member(await archive(spec, query), "json")).bytes));

test("losses are summed over the assets with the tags asked for", async () => {
  expect(await numbers("agg_losses/structural", "", "array")).toEqual({ shape: [2], values: [111, 222] });
  expect(await numbers("agg_losses/structural", "taxonomy=W", "array")).toEqual({ shape: [2], values: [101, 202] });
  expect(await numbers("agg_losses/structural", "town=*", "array")).toEqual({
    shape: [3, 2],
    values: [10, 20, 1, 2, 100, 200],
  });
  expect(await numbers("agg_losses/structural", "taxonomy=W&town=*", "array")).toEqual({
    shape: [2, 2],
    values: [1, 2, 100, 200],
  });
  const none = await readNpz(await archive("agg_losses/structural", "taxonomy=S"));
  expect(none.map(({ name }) => name)).toEqual(["selected", "stats", "extra"]);
  await expect(extract(results, "agg_losses/contents")).rejects.toThrow("there are structural");
  await expect(extract(results, "agg_losses/structural", "county=x")).rejects.toThrow("allowed: taxonomy, town");
  await expect(extract(results, "agg_losses/structural", "taxonomy=*&town=*")).rejects.toThrow("only one tag may be *");
});

test("losses by the values of several tags", async () => {
  const query = "kind=mean&loss_type=structural&tag=taxonomy&tag=town";
  // RC, W x ?, x, y
  expect(await numbers("aggregate/avg_losses", query, "array")).toEqual({
    shape: [2, 3],
    values: [10, 0, 0, 0, 1, 100],
  });
  expect(await numbers("aggregate/avg_losses", "kind=max&tag=taxonomy", "array")).toEqual({
    shape: [2, 1],
    values: [20, 202],
  });
  await expect(extract(results, "aggregate/avg_losses", "kind=rlz-0&tag=taxonomy")).rejects.toThrow(
    "no avg_losses-rlzs",
  );
});

test("losses and exposure where the assets are", async () => {
  expect((await numbers("losses_by_location", "", "lon")).values).toEqual([10, 10.5]);
  expect((await numbers("losses_by_location", "", "structural")).values).toEqual([10, 101]);
  expect((await numbers("losses_by_site", "", "lat")).values).toEqual([45, 46]);
  expect((await numbers("losses_by_site", "", "structural")).values).toEqual([11, 100]);
  expect((await numbers("exposure_by_location", "", "value-structural")).values).toEqual([200, 400]);
});

test("assets and their tags", async () => {
  const lists = { taxonomy: ["?", "RC", "W"], town: ["?", "x", "y"], tagnames: ["taxonomy", "town"], tagsizes: [3, 3] };
  expect(await json("assets")).toEqual(lists);
  expect(await json("exposure_metadata")).toEqual({ ...lists, names: ["value-structural", "occupants_night"] });
  expect((await member(await archive("assets", "taxonomy=W"), "array")).shape).toEqual([2]);
  const tags = new TextDecoder().decode((await member(await archive("asset_tags"), "taxonomy")).bytes);
  expect(tags.replaceAll("\0", " ")).toBe("taxonomy=? taxonomy=RCtaxonomy=W ");
  expect(await json("composite_risk_model.attrs")).toEqual(results.reader.attributes["risk_model"]);
  const byAsset = await readNpz(await archive("losses_by_asset"));
  expect(byAsset.map(({ name }) => name)).toEqual(["mean", "max", "extra"]);
});

test("curves of a key: realizations, their mean, and ratios", async () => {
  const key = "loss_type=structural&taxonomy=W";
  expect(await numbers("agg_curves", `kind=rlzs&absolute=1&${key}`, "array")).toEqual({
    shape: [2, 2, 1, 1],
    values: [4, 40, 0, 80],
  });
  expect((await numbers("agg_curves", `kind=mean&absolute=1&${key}`, "array")).values).toEqual([3, 50]);
  expect((await numbers("agg_curves", `kind=rlz-1&absolute=0&${key}`, "array")).values).toEqual([0, 0.2]);
  expect(await json("agg_curves", `kind=stats&absolute=1&${key}`)).toEqual({
    shape_descr: ["kind", "return_period", "ep_field", "taxonomy"],
    kind: ["mean", "max"],
    return_period: [10, 50],
    units: ["EUR"],
    ep_field: ["loss"],
    taxonomy: ["W"],
  });
  await expect(extract(results, "agg_curves", `kind=rlzs&absolute=2&${key}`)).rejects.toThrow(
    "absolute must be 0 or 1",
  );
  expect((await numbers("risk_stats/aggcurves", "", "loss")).values).toEqual([3, 4, 50, 80]);
});

test("the exposure is an archive that describes totals", async () => {
  expect(listOutputs(results).map(({ key }) => key)).toContain("exposure");
  const files = await exportOutput(results, "exposure", "zip", { calculationId: 7 });
  expect(files.map(({ name }) => name)).toEqual(["exposure_7.xml", "assetcol_7.csv"]);
  const [xml = "", csv = ""] = await Promise.all(
    files.map(async ({ content }) => new TextDecoder().decode(await collect(content))),
  );
  expect(xml).toContain('<costType name="structural" type="aggregated" unit="EUR"/>');
  expect(xml).toContain("three houses &amp; a test");
  expect(csv.split(/\r?\n/).slice(0, 2)).toEqual([
    "id,lon,lat,value-structural,occupants_night,occupants_avg,ideductible,taxonomy,town",
    "a,1.05000E+01,4.55000E+01,1.00000E+02,1.00000E+00,1.00000E+00,0.00000E+00,W,x",
  ]);
});
