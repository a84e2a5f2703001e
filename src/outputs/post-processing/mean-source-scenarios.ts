/** Deterministic scenarios: magnitude, distance and epsilon of the sources that matter. */
import { pythonFloat } from "../../inputs/python-float.ts";
import type { Output } from "../output.ts";
import { type Results, readSites } from "../results.ts";
import { provenanceComment, pythonString, readVs30 } from "../tables/comment.ts";
import { storedTable } from "../tables/stored-table.ts";
import type { CellFormat, OutputTable } from "../tables/table.ts";

export const meanSourceScenarios: Output = {
  key: "mag_dst_eps_sig",
  title: "Deterministic Earthquake Scenarios",
  formats: ["csv"],
  further: ["json", "parquet"],
  table: scenarioTables,
  size: { readToDescribe: ["sitecol"] },
};

const FIVE_DECIMALS: CellFormat = { kind: "fixed", decimals: 5 };

/** One table a site that has scenarios; the site is part of the name unless there is one only. */
async function scenarioTables(results: Results): Promise<OutputTable[]> {
  const sites = await readSites(results);
  const vs30 = await readVs30(results);
  const tables: OutputTable[] = [];
  const stored = results.reader.names().filter((name) => name.startsWith("mag_dst_eps_sig/"));
  for (let site = 0; site < sites.count; site++) {
    const key = `mag_dst_eps_sig/${site}`;
    if (!stored.includes(key)) continue;
    const table = storedTable(results, key, stored.length === 1 ? "mag_dst_eps_sig" : `mag_dst_eps_sig-${site}`);
    tables.push({
      ...table,
      comment: [
        ...provenanceComment(results),
        ["lon", pythonFloat(sites.lon[site]!)],
        ["lat", pythonFloat(sites.lat[site]!)],
        ...(vs30 === undefined ? [] : ([["vs30", pythonFloat(vs30[site]!)]] as const)),
        ["site_name", pythonString(results.description)],
      ],
      columns: table.columns.map((column) =>
        column.format.kind === "exponent" ? { ...column, format: FIVE_DECIMALS } : column,
      ),
    });
  }
  return tables;
}
