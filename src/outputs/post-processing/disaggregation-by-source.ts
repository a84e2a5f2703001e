/** Disaggregation of relevant sources by magnitude, distance and epsilon: one table a site, zeros left out. */
import type { JsonValue } from "../../datastore/index.ts";
import { pythonFloat } from "../../inputs/python-float.ts";
import type { Output } from "../output.ts";
import { type Results, readNumbers, readSites } from "../results.ts";
import { provenanceComment, readVs30 } from "../tables/comment.ts";
import { FIVE_DIGITS, type OutputTable, TEXT, tableInMemory } from "../tables/table.ts";

const list = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);

export const disaggregationBySource: Output = {
  key: "mean_disagg_by_src",
  title: "Mag-Dist-Eps Disaggregation per Source",
  formats: ["csv"],
  further: ["json", "parquet"],
  table: disaggregationBySourceTables,
  size: { readToDescribe: ["sitecol", "mean_disagg_by_src"] },
};

async function disaggregationBySourceTables(results: Results): Promise<OutputTable[]> {
  const { reader } = results;
  const sites = await readSites(results);
  const vs30 = await readVs30(results);
  const tables: OutputTable[] = [];
  for (let site = 0; site < sites.count; site++) {
    const name = `mean_disagg_by_src/${site}`;
    const entry = reader.describe(name);
    if (entry?.kind !== "array") continue;
    const { attributes } = entry;
    const sources = list(attributes["source_id"]).map(String);
    const measures = list(attributes["imt"]).map(String);
    const levels = list(attributes["iml"]).map(Number);
    const [mags, dists, epsilons] = ["mag", "dist", "eps"].map((axis) => list(attributes[axis]).map(Number)) as [
      number[],
      number[],
      number[],
    ];
    const values = await readNumbers(results, name);
    const rows: { source: string; mag: number; dist: number; eps: number; measure: string; rate: number }[] = [];
    let at = 0;
    for (const source of sources)
      for (const mag of mags)
        for (const dist of dists)
          for (const eps of epsilons)
            for (const measure of measures) {
              const rate = values[at++]!;
              if (rate > 0) rows.push({ source, mag, dist, eps, measure, rate });
            }
    const column = (key: "mag" | "dist" | "eps" | "rate") => Float64Array.from(rows, (row) => row[key]);
    tables.push(
      tableInMemory(
        {
          name: sites.count === 1 ? "mean_disagg_by_src" : `mean_disagg_by_src-${site}`,
          comment: [
            ...provenanceComment(results),
            ["lon", pythonFloat(sites.lon[site]!)],
            ["lat", pythonFloat(sites.lat[site]!)],
            ...(vs30 === undefined ? [] : ([["vs30", pythonFloat(vs30[site]!)]] as const)),
            ["iml_disagg", `{${measures.map((measure, m) => `'${measure}': ${pythonFloat(levels[m]!)}`).join(", ")}}`],
          ],
          columns: [
            { name: "source_id", format: TEXT, meaning: "base name of the source" },
            { name: "mag", format: FIVE_DIGITS, meaning: "middle of the magnitude bin" },
            { name: "dist", format: FIVE_DIGITS, unit: "km", meaning: "middle of the bin of rupture distance" },
            { name: "eps", format: FIVE_DIGITS, meaning: "middle of the epsilon bin" },
            { name: "imt", format: TEXT, meaning: "intensity measure" },
            {
              name: "afoe",
              format: FIVE_DIGITS,
              meaning: "mean expected number of exceedances in the investigation time",
            },
          ],
        },
        [
          rows.map((row) => row.source),
          column("mag"),
          column("dist"),
          column("eps"),
          rows.map((row) => row.measure),
          column("rate"),
        ],
      ),
    );
  }
  return tables;
}
