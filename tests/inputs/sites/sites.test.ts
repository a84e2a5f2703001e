import { describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readJobFile } from "../../../src/inputs/job-ini/job-file.ts";
import { geohash } from "../../../src/inputs/sites/geohash.ts";
import { readSites } from "../../../src/inputs/sites/job-sites.ts";
import { nearestSearch } from "../../../src/inputs/sites/nearest.ts";
import { z1pt0FromVs30, z2pt5FromVs30 } from "../../../src/inputs/sites/override-vs30.ts";
import { tempFolder } from "../../harness.ts";

const VS30 = new Map([["vs30", "SomeModel"]]);

async function sitesOf(
  ini: string,
  files: { readonly [name: string]: string } = {},
  required: ReadonlyMap<string, string> = VS30,
) {
  using folder = tempFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.path, name), text);
  writeFileSync(join(folder.path, "job.ini"), `[general]\ncalculation_mode = classical\n${ini}`);
  return await readSites(readJobFile({ root: folder.path }, "job.ini"), required);
}

const places = ({ lon, lat }: { lon: Float64Array; lat: Float64Array }) => Array.from(lon, (x, i) => `${x} ${lat[i]}`);

describe("sites of a job", () => {
  test("a list is sorted before it is rounded (docs/method/classical.md E3)", async () => {
    const { sites } = await sitesOf(
      "sites = 0.5 0.1, -0.2 0.3, 0.123456789 0.1, -0.2 -0.3\nreference_vs30_value = 760",
    );
    expect(places(sites)).toEqual(["-0.2 -0.3", "-0.2 0.3", "0.12346 0.1", "0.5 0.1"]);
    expect([...sites.parameters.keys()]).toEqual(["vs30", "vs30measured"]);
    expect(sites.parameters.get("vs30")![0]).toBe(760);
  });

  test("tile 2 of 3 has every third site from the second on, by the names of all, and counts as many", async () => {
    const list = "sites = 0 0, 1 0, 2 0, 3 0, 4 0\nreference_vs30_value = 760\n";
    const { sites } = await sitesOf(`${list}tile_spec = [2, 3]`);
    expect(places(sites)).toEqual(["1 0", "4 0"]);
    expect(sites.texts.get("custom_site_id")).toEqual([geohash(1, 0), geohash(4, 0)]);
    using folder = tempFolder();
    writeFileSync(join(folder.path, "job.ini"), `[general]\ncalculation_mode = classical\n${list}tile_spec = [2, 3]`);
    expect(readJobFile({ root: folder.path }, "job.ini").parameters.max_sites_disagg).toBe(1);
    await expect(sitesOf(`${list}tile_spec = [1, 5]`)).rejects.toThrow("5 tiles of 5 sites");
  });

  test("a grid around a region (docs/method/classical.md E3)", async () => {
    const { sites } = await sitesOf(
      "region = 10 45, 10.5 45, 10.5 45.4, 10 45.4\nregion_grid_spacing = 20\nreference_vs30_value = 760",
    );
    expect(sites.count).toBe(14);
    expect(places(sites)[0]).toBe("9.99759 44.86041");
    expect(places(sites)[13]).toBe("10.51232 45.4");
  });

  test("a csv without header is sorted, one with a header keeps its order", async () => {
    const bare = await sitesOf("sites_csv = s.csv\nreference_vs30_value = 760", { "s.csv": "2,1\n1,2\n" });
    expect(places(bare.sites)).toEqual(["1 2", "2 1"]);
    const headed = await sitesOf("sites_csv = s.csv\nreference_vs30_value = 760", { "s.csv": "lon,lat\n2,1\n1,2\n" });
    expect(places(headed.sites)).toEqual(["2 1", "1 2"]);
  });

  test("sites take the parameters of the nearest record within 8 km (docs/method/classical.md E16)", async () => {
    const model = { "m.csv": "lon,lat,vs30\n0.5,0.1,300\n-0.2,0.3,400\n0.1234567,0.1,500\n" };
    const alone = await sitesOf("site_model_file = m.csv", model);
    expect(places(alone.sites)).toEqual(["0.5 0.1", "-0.2 0.3", "0.12346 0.1"]);
    const near = await sitesOf("sites = 0.5 0.1, 0.54 0.1\nsite_model_file = m.csv", model);
    expect([...near.sites.parameters.get("vs30")!]).toEqual([300, 300]);
    await expect(sitesOf("sites = 0.6 0.1\nsite_model_file = m.csv", model)).rejects.toThrow("no record within 8 km");
  });

  test("parameters that a model needs and nobody gives are asked for by name", async () => {
    await expect(sitesOf("sites = 0 0")).rejects.toThrow("SomeModel needs reference_vs30_value, which has no value");
    const needsDepth = new Map([["z1pt0", "Deep"]]);
    await expect(sitesOf("sites = 0 0", {}, needsDepth)).rejects.toThrow("reference_depth_to_1pt0km_per_sec");
  });

  test("XML site models", async () => {
    const xml = `<nrml xmlns="http://openquake.org/xmlns/nrml/0.4"><siteModel>
      <site lon="1" lat="2" vs30="300" vs30Type="measured" z1pt0="50" backarc="false"/></siteModel></nrml>`;
    const { sites } = await sitesOf("site_model_file = m.xml", { "m.xml": xml });
    expect([sites.parameters.get("vs30")![0], sites.parameters.get("vs30measured")![0]]).toEqual([300, 1]);
  });

  test.each([
    ["a text where a number belongs", "lon,lat,vs30\n0,0,hard\n", 'm.csv:2: "hard" is no number'],
    ["an unknown column", "lon,lat,vs3O\n0,0,300\n", "did you mean vs30"],
    ["no rows", "lon,lat,vs30\n", "a header but no sites"],
    ["an empty file", "", "is empty"],
    ["a doubled site", "lon,lat,vs30\n0,0,300\n0,0,300\n", "m.csv:3: the site 0 0 stands also on line 2"],
    ["a negative vs30", "lon,lat,vs30\n0,0,-600\n", "-600 is below 0"],
    ["a short row", "lon,lat,vs30\n0,0\n", "m.csv:2: 2 fields, but 3 columns"],
  ])("a site model with %s is refused with the place", async (_what, text, message) => {
    await expect(sitesOf("site_model_file = m.csv", { "m.csv": text })).rejects.toThrow(message);
  });

  test("sites that coincide are refused; neighbours and mirror images are not", async () => {
    await expect(sitesOf("sites = 10 -20, 0 0, 10.000004 -20")).rejects.toThrow(
      "site 3 stands where another does:  10.000004 -20",
    );
    const { sites } = await sitesOf(
      "sites = 10 -20, -10 20, 10 20, -10 -20, 10.00001 20, 10 20.00001, 0 0\nreference_vs30_value = 300",
    );
    expect(sites.count).toBe(7);
  });

  test("override_vs30 repeats the sites and estimates depths (docs/method/classical.md 8.3)", async () => {
    const required = new Map([
      ["vs30", "M"],
      ["z1pt0", "M"],
    ]);
    const { sites } = await sitesOf(
      "sites = 13.3 42.2\nreference_vs30_value = 760\nreference_depth_to_1pt0km_per_sec = 1\noverride_vs30 = 300 760",
      {},
      required,
    );
    expect([...sites.parameters.get("vs30")!]).toEqual([300, 760]);
    expect(sites.parameters.get("z1pt0")![0]).toBeCloseTo(458.778710889, 8);
    expect(sites.parameters.get("z1pt0")![1]).toBeCloseTo(41.306642431, 8);
    expect(z1pt0FromVs30(760)).toBeCloseTo(41.306642431, 8);
    expect(z2pt5FromVs30(760)).toBeCloseTo(Math.exp(7.089 - 1.144 * Math.log(760)), 12);
  });

  test("nothing gives sites: told what could", async () => {
    await expect(sitesOf("")).rejects.toThrow("the job does not say where its sites are");
  });

  test("the nearest point is the nearest", () => {
    const lon = Float64Array.from({ length: 300 }, (_, i) => ((i * 37) % 100) / 10);
    const lat = Float64Array.from({ length: 300 }, (_, i) => ((i * 53) % 97) / 10);
    const search = nearestSearch({ lon, lat });
    for (let i = 0; i < 300; i++) {
      const { index, distance } = search(lon[i]!, lat[i]!);
      expect(distance).toBeLessThan(1e-6);
      expect([lon[index], lat[index]]).toEqual([lon[i], lat[i]]);
    }
  });
});
