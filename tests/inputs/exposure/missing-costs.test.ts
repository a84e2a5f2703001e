/** Assets written in the document itself have a cost of every type that is declared. */
import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readExposure } from "../../../src/inputs/exposure/exposure.ts";
import { tempFolder } from "../../harness.ts";

const DOCUMENT = `<?xml version="1.0"?>
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><exposureModel id="e" category="buildings"><description>d</description>
<conversions><costTypes><costType name="structural" type="per_asset" unit="EUR"/><costType name="contents" type="per_asset" unit="EUR"/></costTypes></conversions>
<assets>
<asset id="a1" number="2" taxonomy="RC"><location lon="10" lat="45"/><costs><cost type="structural" value="100"/></costs></asset>
</assets></exposureModel></nrml>`;

test("a declared cost that an asset lacks is told, unless missing ones are ignored", async () => {
  using folder = tempFolder();
  writeFileSync(join(folder.path, "exposure.xml"), DOCUMENT);
  const read = (ignoredCosts: readonly string[]) =>
    readExposure({ root: folder.path }, ["exposure.xml"], { ignoredCosts });
  expect(read([])).rejects.toThrow("asset a1 has no cost of type contents");
  const { assets } = await read(["contents"]);
  expect(Array.from(assets.values.get("structural")!)).toEqual([200]);
  expect(Array.from(assets.values.get("contents")!)).toEqual([0]);
});
