import { describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readJobFile } from "../../../src/inputs/job-ini/job-file.ts";
import { readSites } from "../../../src/inputs/sites/job-sites.ts";
import { tempFolder } from "../../harness.ts";

const NEEDED = new Map([["vs30", "SomeModel"]]);
const MODEL = "lon,lat,vs30,backarc\n1,2,500,1\n3,4,600,0\n";

async function sitesOf(ini: string, files: { readonly [name: string]: string }, required = NEEDED) {
  using folder = tempFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.path, name), text);
  writeFileSync(join(folder.path, "job.ini"), `[general]\ncalculation_mode = classical\n${ini}`);
  return (await readSites(readJobFile({ root: folder.path }, "job.ini"), required)).sites;
}

const columnsOf = (sites: Awaited<ReturnType<typeof sitesOf>>) =>
  Object.fromEntries([...sites.parameters].map(([name, column]) => [name, column[0]]));

describe("where site parameters come from", () => {
  test("a site model keeps its columns; what it does not say was not measured", async () => {
    const sites = await sitesOf("site_model_file = m.csv\nreference_vs30_type = measured", { "m.csv": MODEL });
    expect(columnsOf(sites)).toEqual({ backarc: 1, vs30: 500, vs30measured: 0 });
  });

  test("a model that needs vs30measured gets the job file's word", async () => {
    const required = new Map([...NEEDED, ["vs30measured", "SomeModel"]]);
    const sites = await sitesOf(
      "site_model_file = m.csv\nreference_vs30_type = measured",
      { "m.csv": MODEL },
      required,
    );
    expect(columnsOf(sites)["vs30measured"]).toBe(1);
  });

  test("sites_csv: the values of the job file go before its own, and are columns even when nobody reads them", async () => {
    const sites = await sitesOf(
      "sites_csv = m.csv\nreference_vs30_value = 800\nreference_depth_to_1pt0km_per_sec = 30",
      {
        "m.csv": MODEL,
      },
    );
    expect(columnsOf(sites)).toEqual({ backarc: 1, vs30: 800, vs30measured: 0, z1pt0: 30, z2pt5: Number.NaN });
  });

  test("sites without a site model have vs30 even when no model reads it", async () => {
    const sites = await sitesOf("sites = 1 2\nreference_vs30_value = 700", {}, new Map());
    expect(columnsOf(sites)).toEqual({ vs30: 700, vs30measured: 0 });
  });

  test("labels choose trees: the site model says which, and only known numbers", async () => {
    const labelled = "lon,lat,vs30,ilabel\n1,2,500,0\n3,4,600,2\n";
    const ini = 'site_model_file = m.csv\nsite_labels = {"A": 1, "B": 2}';
    expect([...(await sitesOf(ini, { "m.csv": labelled })).parameters.get("ilabel")!]).toEqual([0, 2]);
    await expect(sitesOf(ini, { "m.csv": labelled.replace("600,2", "600,7") })).rejects.toThrow(
      "labels that site_labels does not know: 7",
    );
    await expect(sitesOf(ini, { "m.csv": MODEL })).rejects.toThrow("no column ilabel");
  });
});

describe("sites of a job with an exposure", () => {
  const EXPOSURE = `<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><exposureModel id="e" category="buildings"><description>e</description>
<conversions><costTypes><costType name="structural" type="aggregated" unit="EUR"/></costTypes></conversions><assets>a.csv</assets></exposureModel></nrml>`;
  const assets = (...places: readonly string[]) =>
    `id,lon,lat,taxonomy,number,structural\n${places.map((place, i) => `a${i},${place},W,1,10`).join("\n")}\n`;
  const INI = "site_model_file = m.csv\nexposure_file = e.xml\n";

  test("only sites that are nearest to an asset stay", async () => {
    const sites = await sitesOf(INI, { "m.csv": MODEL, "e.xml": EXPOSURE, "a.csv": assets("3.01,4", "3,4.02") });
    expect([...sites.lon]).toEqual([3]);
    expect(sites.parameters.get("vs30")![0]).toBe(600);
  });

  test("assets far from all sites are an error, unless they may be discarded", async () => {
    const files = { "m.csv": MODEL, "e.xml": EXPOSURE, "a.csv": assets("3.01,4", "7,8") };
    await expect(sitesOf(INI, files)).rejects.toThrow("the assets at 1 places were discarded");
    expect((await sitesOf(`${INI}discard_assets = true`, files)).count).toBe(1);
    const farAway = { ...files, "a.csv": assets("7,8") };
    await expect(sitesOf(`${INI}discard_assets = true`, farAway)).rejects.toThrow("no asset has a site within");
  });
});
