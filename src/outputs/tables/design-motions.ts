/** Motions for the design of buildings: risk-targeted, maximum considered, and the scenarios behind them. */
import { pythonFloat } from "../../inputs/python-float.ts";
import { formatFixed } from "../export/number-format.ts";
import { notFound } from "../output-error.ts";
import { type Results, readSites } from "../results.ts";
import { provenanceComment, pythonString } from "./comment.ts";
import { readVs30 } from "./rates-by-source.ts";
import { storedTable } from "./stored-table.ts";
import { type CellFormat, type Cells, type OutputTable, selectRows, TEXT, tableInMemory } from "./table.ts";

export function riskTargetedTables(results: Results): OutputTable[] {
  return [storedTable(results, "rtgm")];
}

/** PGA is called `PGA_G` here, being of the geometric mean where SA are maximum components. */
export function maximumConsideredTables(results: Results): OutputTable[] {
  const table = storedTable(results, "mce");
  const read = async (start: number, stop: number): Promise<readonly Cells[]> => {
    const [first, ...others] = await table.read(start, stop);
    if (first === undefined || !("texts" in first)) throw notFound("the table mce does not begin with measures");
    return [{ texts: first.texts.map((name) => (name === "PGA" ? "PGA_G" : name)) }, ...others];
  };
  return [{ ...table, read }];
}

/** Spectral accelerations only. */
export async function governingMotionTables(results: Results): Promise<OutputTable[]> {
  const table = storedTable(results, "mce_governing");
  const periods = (await results.reader.readColumn("mce_governing", "period")) as Float64Array;
  const rows = Uint32Array.from(periods.keys()).filter((row) => periods[row] !== 0);
  return [selectRows(table, rows)];
}

const FIVE_DECIMALS: CellFormat = { kind: "fixed", decimals: 5 };

/** One table a site that has scenarios; the site is part of the name unless there is one only. */
export async function scenarioTables(results: Results): Promise<OutputTable[]> {
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

export function designSpectrumTables(results: Results, key: "spectra_asce41" | "asce41_sa_final"): OutputTable[] {
  return [storedTable(results, key)];
}

/** Parameters of a code: one table a place, numbers with five decimals beside texts. */
export async function designParameterTables(results: Results, key: "asce07" | "asce41"): Promise<OutputTable[]> {
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
