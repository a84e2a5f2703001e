/** Costs of retrofitting are totals like those of building. */
import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readExposure } from "../../../src/inputs/exposure/exposure.ts";
import { tempFolder } from "../../harness.ts";

const asset = (id: string, number: number, area: number) =>
  `<asset id="${id}" number="${number}" area="${area}" taxonomy="RC"><location lon="10" lat="45"/><costs><cost type="structural" value="10" retrofitted="12"/></costs></asset>`;

test.each([
  ["per_asset", "per_area", [2 * 50 * 12, 3 * 60 * 12, 70 * 12]],
  ["aggregated", "per_area", [50 * 12, 60 * 12, 70 * 12]],
  ["per_asset", "per_asset", [24, 36, 12]],
  ["per_asset", "aggregated", [12, 12, 12]],
] as const)("area %s, cost %s", async (areaKind, costKind, expected) => {
  using folder = tempFolder();
  writeFileSync(
    join(folder.path, "exposure.xml"),
    `<?xml version="1.0"?>
<nrml xmlns="http://openquake.org/xmlns/nrml/0.4"><exposureModel id="e" category="buildings"><description>d</description>
<conversions><area type="${areaKind}" unit="SQM"/><costTypes><costType name="structural" type="${costKind}" unit="EUR" retrofittedType="${costKind}" retrofittedUnit="EUR"/></costTypes></conversions>
<assets>${asset("a", 2, 50)}${asset("b", 3, 60)}${asset("c", 1, 70)}</assets></exposureModel></nrml>`,
  );
  const { assets } = await readExposure({ root: folder.path }, ["exposure.xml"], {});
  expect([...assets.retrofitting!]).toEqual([...expected]);
});
