/** Worked example E1: the asset table, sites of assets, aggregation keys. */
import { expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readExposure } from "../../../src/inputs/exposure/exposure.ts";
import { nearestSearch } from "../../../src/inputs/sites/nearest.ts";
import { makeAggregation, mostSums, sumByKey } from "../../../src/risk/exposure/aggregation.ts";
import { type LocatedAssets, tagTexts, valuesOf } from "../../../src/risk/exposure/assets.ts";
import { locateAssets } from "../../../src/risk/exposure/locate-assets.ts";
import { mergeAssets } from "../../../src/risk/exposure/merge-assets.ts";

const DOCUMENT = `<?xml version="1.0" encoding="utf-8"?>
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5">
<exposureModel id="e" category="buildings">
<description>d</description>
<conversions><costTypes>
<costType name="structural" type="per_area" unit="EUR"/>
<costType name="contents" type="per_asset" unit="EUR"/>
</costTypes><area type="per_asset" unit="SQM"/></conversions>
<occupancyPeriods>day night</occupancyPeriods>
<tagNames>region policy</tagNames>
<assets>assets.csv</assets>
</exposureModel></nrml>`;

const TABLE = `id,lon,lat,taxonomy,number,area,structural,contents,day,night,region,policy
a1,10.30,45.0,W,2,100,3,50,4,8,south,p2
a2,10.00,45.0,S,1,200,2,30,1,3,north,p1
a3,10.001,45.0,W,3,10,5,20,2,2,north,p1
a4,10.00,45.0,C,4,50,1,10,6,0,south,p2
a5,12.00,45.0,W,4,50,1,10,6,0,south,p2
`;

async function located(): Promise<{ readonly assets: LocatedAssets; readonly discarded: readonly string[] }> {
  const root = mkdtempSync(join(tmpdir(), "exposure-"));
  try {
    writeFileSync(join(root, "exposure.xml"), DOCUMENT);
    writeFileSync(join(root, "assets.csv"), TABLE);
    const { assets } = await readExposure({ root }, ["exposure.xml"]);
    const nearest = nearestSearch({
      lon: Float64Array.of(10.25, 10),
      lat: Float64Array.of(45, 45),
      depth: new Float64Array(2),
    });
    return locateAssets(assets, { nearest, siteCount: 2, limit: 20, keepSites: false });
  } finally {
    rmSync(root, { recursive: true });
  }
}

test("assets are sorted by place and site, their values are totals", async () => {
  const { assets, discarded } = await located();
  expect(discarded).toEqual(["a5"]);
  expect(assets.ids).toEqual(["a1", "a2", "a4", "a3"]);
  expect(Array.from(assets.sites)).toEqual([0, 1, 1, 1]);
  const of = (name: string) => Array.from(assets.values.get(name)!);
  expect(of("structural")).toEqual([600, 400, 200, 150]);
  expect(of("contents")).toEqual([100, 30, 40, 60]);
  expect(of("number")).toEqual([2, 1, 4, 3]);
  expect(Array.from(valuesOf(assets, "occupants", "night")!)).toEqual([8, 3, 0, 2]);
  expect(Array.from(valuesOf(assets, "occupants", "avg")!)).toEqual([6, 2, 3, 2]);
  expect(assets.tags.map(({ name }) => name)).toEqual(["taxonomy", "policy", "region"]);
  expect(tagTexts(assets.tags[0]!)).toEqual(["W", "S", "C", "W"]);
  expect(assets.tags.map(({ index }) => Array.from(index))).toEqual([
    [3, 2, 1, 3],
    [2, 1, 2, 1],
    [2, 1, 2, 1],
  ]);
});

test("keys are all combinations of tags, the total behind them", async () => {
  const { assets } = await located();
  const aggregation = makeAggregation(assets, [["region"], ["taxonomy", "region"]], 2);
  expect(aggregation.keys.map(({ values }) => values.join(" "))).toEqual([
    "north",
    "south",
    "C north",
    "C south",
    "S north",
    "S south",
    "W north",
    "W south",
  ]);
  expect(aggregation.keyOfAsset.map((of) => Array.from(of))).toEqual([
    [1, 0, 1, 0],
    [7, 4, 3, 6],
  ]);
  expect(Array.from(sumByKey(aggregation, assets.values.get("structural")!))).toEqual([
    550, 800, 0, 200, 400, 0, 150, 600, 1350,
  ]);
  const byId = makeAggregation(assets, [["id"]], 2);
  expect(byId.keys.map(({ values }) => values[0])).toEqual(["a1", "a2", "a4", "a3"]);
  expect(Array.from(byId.keyOfAsset[0]!)).toEqual([0, 1, 2, 3]);
});

test("a merged asset has the tags of the one whose name comes first", async () => {
  const { assets } = await located();
  const taxonomy = { ...assets.tags[0]!, index: new Uint32Array(assets.count) };
  const ids = ["z", "b10", "b9", "b11"];
  const merged = mergeAssets({ ...assets, ids, tags: [taxonomy, ...assets.tags.slice(1)] });
  expect(merged.ids).toEqual(["z", "agg1"]);
  // b10 is the first by name, and by place.
  const renamed = mergeAssets({ ...assets, ids: ["z", "b9", "b12", "b10"], tags: [taxonomy, ...assets.tags.slice(1)] });
  expect(tagTexts(renamed.tags.find(({ name }) => name === "region")!)[1]).toBe("north");
  expect(Array.from(renamed.lon)[1]).toBe(10.001);
});

test("assets of one site and taxonomy are merged", async () => {
  const { assets } = await located();
  const same = { ...assets, tags: assets.tags.map((tag) => ({ ...tag, index: assets.tags[1]!.index })) };
  const merged = mergeAssets(same);
  expect(merged.ids).toEqual(["a1", "agg1", "a4"]);
  expect(Array.from(merged.values.get("structural")!)).toEqual([600, 550, 200]);
  expect(Array.from(merged.occupants.get("day")!)).toEqual([4, 3, 6]);
});

test("sums of an event are no more than assets in each list", async () => {
  const { assets } = await located();
  expect(mostSums(assets, [], 2)).toBe(1);
  expect(mostSums(assets, [["id"], ["region"]], 2)).toBe(1 + 4 + 2);
  // Three taxonomies, two regions and two policies: twelve keys, four assets.
  expect(mostSums(assets, [["taxonomy", "region", "policy"]], 2)).toBe(1 + 4);
});
