/** Parameters of the building codes ASCE 7 and ASCE 41. */
import { pythonFloat } from "../../inputs/python-float.ts";
import { formatFixed } from "../formats/number-format.ts";
import type { Output } from "../output.ts";
import { notFound } from "../output-error.ts";
import { type Results, readSites } from "../results.ts";
import { provenanceComment, pythonString, readVs30 } from "../tables/comment.ts";
import { type OutputTable, TEXT, tableInMemory } from "../tables/table.ts";

export const asce07: Output = {
  key: "asce07",
  title: "ASCE 7 Parameters",
  formats: ["csv"],
  further: ["json", "parquet"],
  table: (results) => designParameterTables(results, "asce07"),
  size: { readToDescribe: ["sitecol"] },
};

export const asce41: Output = {
  key: "asce41",
  title: "ASCE 41 Parameters",
  formats: ["csv"],
  further: ["json", "parquet"],
  table: (results) => designParameterTables(results, "asce41"),
  size: { readToDescribe: ["sitecol"] },
};

/** Parameters of a code: one table a place, numbers with five decimals beside texts. */
async function designParameterTables(results: Results, key: "asce07" | "asce41"): Promise<OutputTable[]> {
  if (results.reader.describe(key) === undefined) throw notFound(`the calculation stored no ${key}`);
  const sites = await readSites(results);
  const vs30 = await readVs30(results);
  const records = await results.reader.readTexts(key);
  const places = [...new Set(sites.customIds?.map((id) => id.split(":")[0]!))];
  return records.map((record, place): OutputTable => {
    const parameters = Object.entries(JSON.parse(record) as { readonly [name: string]: number | string });
    const site = Math.max(0, sites.customIds?.findIndex((id) => id.split(":")[0] === places[place]) ?? 0);
    return tableInMemory(
      {
        name: `${key}-${place}`,
        comment: [
          ...provenanceComment(results),
          ["lon", pythonFloat(sites.lon[site]!)],
          ["lat", pythonFloat(sites.lat[site]!)],
          ...(vs30 === undefined ? [] : ([["vs30", pythonFloat(vs30[site]!)]] as const)),
          ["site_name", pythonString(results.description)],
        ],
        columns: [
          { name: "parameter", format: TEXT },
          { name: "value", format: TEXT, unit: "g" },
        ],
      },
      [
        parameters.map(([name]) => name),
        parameters.map(([, value]) => (typeof value === "number" ? formatFixed(value, 5) : value)),
      ],
    );
  });
}
