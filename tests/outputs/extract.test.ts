import { afterAll, beforeAll, expect, test } from "bun:test";
import { gunzipSync } from "node:zlib";
import { extract, npz, OutputError, openResults, type Results } from "../../src/outputs/index.ts";
import { tempFolder } from "../harness.ts";
import { collect, member, numbersOf, readNpz } from "./read-npz.ts";
import { curveValue, writeSample } from "./sample-results.ts";

const folder = tempFolder();
let results: Results;

beforeAll(async () => {
  await writeSample(folder.path, 5, true);
  results = openResults({ folder: folder.path });
});

afterAll(() => {
  results.reader.close();
  folder[Symbol.dispose]();
});

const archive = async (spec: string, query = "") => collect(npz(await extract(results, spec, query)));
const json = async (spec: string) =>
  JSON.parse(new TextDecoder().decode((await member(await archive(spec), "json")).bytes));

async function refusal(spec: string, query = ""): Promise<[string, string]> {
  try {
    await extract(results, spec, query);
  } catch (error) {
    if (error instanceof OutputError) return [error.kind, error.message];
    throw error;
  }
  return ["", "answered"];
}

test("oqparam leaves out private keys and adds what clients cannot do without", async () => {
  const parameters = await json("oqparam");
  expect(parameters).toMatchObject({
    calculation_mode: "classical",
    description: 'A "sample" <of> results & more',
    investigation_time: 50,
    hazard_imtls: { PGA: [0.1, 0.2, 0.4], "SA(0.1)": [0.05, 0.1, 0.2] },
  });
  expect(parameters).not.toHaveProperty("_private");
});

test("several sites and measures at once, in the order asked for", async () => {
  const mean = await member(await archive("hcurves", "kind=mean&site_id=3&site_id=0&imt=SA(0.1)&imt=PGA"), "mean");
  expect(mean.shape).toEqual([2, 2, 3]);
  const expected = [3, 0].flatMap((site) => [1, 0].flatMap((m) => [0, 1, 2].map((l) => curveValue(site, 0, m, l))));
  expect(numbersOf(mean)).toEqual(expected);
});

test("names of sites lead the records, and the query is echoed", async () => {
  const all = await member(await archive("hcurves"), "all");
  expect((all.descr as readonly { name: string }[]).map(({ name }) => name)).toEqual([
    "custom_site_id",
    "lon",
    "lat",
    "mean",
    "quantile-0.15",
  ]);
  const names = (await readNpz(await archive("hmaps", "kind=rlzs&imt=PGA&site_id=[1,2]"))).map(({ name }) => name);
  expect(names).toEqual(["rlz-000", "rlz-001", "kind", "imt", "site_id", "k", "rlzs", "extra"]);
});

test("models by region are texts", async () => {
  const active = await member(await archive("gsims_by_trt"), "Active");
  expect(active.descr).toBe("<U9");
  expect(
    new TextDecoder("utf-16").decode(new Uint16Array(Uint32Array.from(numbersOf({ ...active, descr: "<u4" })))),
  ).toContain("[A]");
});

test("sources by code, limit and id; the identifiers unzip", async () => {
  const ids = async (query: string) => {
    const zipped = (await member(await archive("sources", query), "src_gz")).bytes;
    return gunzipSync(zipped).toString();
  };
  expect(await ids("")).toBe("a;1;b;c");
  expect(await ids("limit=1")).toBe("a;1;b");
  expect(await ids("code=P")).toBe("b;c");
  expect(await ids("source_id=c")).toBe("c");
  expect(await refusal("sources", "code=X")).toEqual(["not-found", "there is no source with code X"]);
});

test("tasks are grouped by kind", async () => {
  const tasks = await readNpz(await archive("task_info"));
  expect(tasks.map(({ name }) => name)).toEqual(["classical", "reading", "extra"]);
  const [classical] = tasks;
  expect(classical !== undefined && "shape" in classical ? classical.shape : undefined).toEqual([2]);
  expect(await refusal("task_info", "kind=x")).toEqual([
    "bad-request",
    "unknown kind of task x; allowed: classical, reading",
  ]);
});

test("anything in the datastore by its name, nested names too, and attributes", async () => {
  expect((await readNpz(await archive("full_lt/gsim_lt"))).map(({ name }) => name)).toEqual(["extra", "array"]);
  expect((await member(await archive("full_lt"), "array")).descr).toBe("<U7");
  expect(await json("hcurves-stats.attrs")).toMatchObject({
    shape_descr: ["site_id", "stat", "imt", "lvl"],
    site_id: 5,
  });
  expect(await json("oqparam.attrs")).toMatchObject({ calculation_mode: "classical" });
});

test("bad requests say what would be right", async () => {
  expect(await refusal("hcurves", "imt=PGA")).toEqual([
    "bad-request",
    "kind is missing: give kind=mean or kind=quantile-0.15 or kind=stats or kind=rlzs or kind=rlz-N",
  ]);
  expect(await refusal("hcurves", "kind=nosuch")).toEqual([
    "bad-request",
    "unknown kind nosuch; allowed: mean, quantile-0.15, stats, rlzs, rlz-N",
  ]);
  expect(await refusal("hcurves", "kind=rlz-9")).toEqual([
    "bad-request",
    "kind=rlz-9: the calculation has 2 realizations",
  ]);
  expect(await refusal("hcurves", "kind=mean&site_id=9")).toEqual([
    "bad-request",
    "site_id 9 is out of range: the calculation has 5 sites",
  ]);
  expect(await refusal("hcurves", "kind=mean&site_id=x")).toEqual([
    "bad-request",
    'site_id must be a whole number, not "x"',
  ]);
  expect(await refusal("sitecol", "field=nosuch")).toEqual([
    "bad-request",
    "unknown field nosuch; allowed: one of sids, lon, lat, depth, vs30, vs30measured, custom_site_id",
  ]);
  expect(await refusal("hcurvs")).toEqual([
    "not-found",
    "there is no extract and nothing in the datastore called hcurvs; did you mean hcurves?",
  ]);
  expect(await refusal("events")).toEqual(["not-found", "events: this classical calculation has no events"]);
  expect(await refusal("constructor")).toEqual([
    "not-found",
    "there is no extract and nothing in the datastore called constructor",
  ]);
  expect(await refusal("../../etc/passwd")).toEqual([
    "not-found",
    "there is no extract and nothing in the datastore called ../../etc/passwd",
  ]);
});
