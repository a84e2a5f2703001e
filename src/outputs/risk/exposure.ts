/** The exposure as it was computed: a description in NRML and a table of the assets, as an archive that can be used again. */

import { csv } from "../formats/csv.ts";
import { escapeXml } from "../formats/xml.ts";
import type { Output } from "../output.ts";
import { fileName, outputFile, textContent } from "../output-file.ts";
import { isStored, type Results } from "../results.ts";
import { FIVE_DIGITS, type OutputTable, tableInMemory } from "../tables/table.ts";
import { readAssets } from "./asset-columns.ts";
import { readTags } from "./asset-tags.ts";
import { valueColumns } from "./assets.ts";

/** Hazard that a calculation of its own keeps; one that continues another keeps only its sites and realizations. */
const HAZARD = ["hcurves-rlzs", "hcurves-stats", "events", "gmf_data"] as const;

export const exposure: Output = {
  key: "exposure",
  title: "Exposure",
  formats: ["zip"],
  offered: (results) => isStored(results, "assetcol") && !continuesHazard(results),
  files: {
    zip: async (results, { calculationId }) => {
      const table = await assetTable(results);
      const description = await describe(results, fileName("assetcol", calculationId, "csv"));
      return [
        outputFile("exposure", calculationId, "xml", textContent(description)),
        outputFile("assetcol", calculationId, "csv", csv(table)),
      ];
    },
  },
  needs: "an exposure",
  size: { reads: ["assetcol"], listed: "assetcol" },
};

/** Whether the hazard is that of another calculation, which lists the exposure. */
function continuesHazard(results: Results): boolean {
  return isStored(results, "realizations") && !HAZARD.some((name) => isStored(results, name));
}

/** Values are totals of the assets, and the costs are described so. */
async function describe(results: Results, file: string): Promise<string> {
  const { units } = results.reader.describe("assetcol")?.attributes ?? {};
  const costs = Object.entries(typeof units === "object" && units !== null && !Array.isArray(units) ? units : {});
  const tags = (await readTags(results)).map(({ name }) => name).filter((name) => name !== "taxonomy");
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<nrml xmlns="http://openquake.org/xmlns/nrml/0.5">',
    '  <exposureModel id="exposure" category="buildings">',
    `    <description>${escapeXml(results.description)}</description>`,
    "    <conversions>",
    "      <costTypes>",
    ...costs.map(
      ([name, unit]) =>
        `        <costType name="${escapeXml(name)}" type="aggregated" unit="${escapeXml(String(unit))}"/>`,
    ),
    "      </costTypes>",
    "    </conversions>",
    "    <occupancyPeriods/>",
    `    <tagNames>${escapeXml(tags.join(" "))}</tagNames>`,
    `    <assets>${escapeXml(file)}</assets>`,
    "  </exposureModel>",
    "</nrml>",
    "",
  ].join("\n");
}

/** Names, places, values, people, deductibles and tags, as the reference orders them. */
async function assetTable(results: Results): Promise<OutputTable> {
  const { reader } = results;
  const assets = await readAssets(results);
  const entry = reader.describe("assetcol");
  const stored = new Set(entry?.kind === "table" ? entry.columns.map(({ name }) => name) : []);
  const names = [...valueColumns(results), ...["ideductible", "retrofitted"].filter((name) => stored.has(name))];
  const values = await Promise.all(
    names.map(async (name) => (await reader.readColumn("assetcol", name)) as Float32Array),
  );
  const at = (name: string) => assets.columns.findIndex((column) => column.name === name);
  const [lon, lat] = [at("lon"), at("lat")];
  const tags = Array.from(assets.columns.keys()).filter((c) => c !== lon && c !== lat && c > 0);
  const pick = (c: number) => assets.columns[c]!;
  return tableInMemory(
    {
      name: "assetcol",
      comment: undefined,
      columns: [
        { ...pick(0), name: "id" },
        { ...pick(lon), format: FIVE_DIGITS },
        { ...pick(lat), format: FIVE_DIGITS },
        ...names.map((name) => ({ name, format: FIVE_DIGITS })),
        ...tags.map(pick),
      ],
    },
    [assets.ids, assets.cells[lon]!, assets.cells[lat]!, ...values, ...tags.map((c) => assets.cells[c]!)],
  );
}
