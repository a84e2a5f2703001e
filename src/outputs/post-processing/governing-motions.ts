/** The governing spectrum of ASCE 7. */
import type { Output } from "../output.ts";
import type { Results } from "../results.ts";
import { storedTable } from "../tables/stored-table.ts";
import { type OutputTable, selectRows } from "../tables/table.ts";

export const governingMotions: Output = {
  key: "mce_governing",
  title: "ASCE 7 MCEr Response Spectrum",
  formats: ["csv"],
  further: ["json", "parquet"],
  table: governingMotionTables,
  size: { readToDescribe: ["mce_governing"] },
};

/** Spectral accelerations only. */
async function governingMotionTables(results: Results): Promise<OutputTable[]> {
  const table = storedTable(results, "mce_governing");
  const periods = (await results.reader.readColumn("mce_governing", "period")) as Float64Array;
  const rows = Uint32Array.from(periods.keys()).filter((row) => periods[row] !== 0);
  return [selectRows(table, rows)];
}
