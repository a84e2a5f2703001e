/** The events: which rupture, realization, year and event set each belongs to. */
import { withArray } from "../arrays/named-array.ts";
import { tableRecords } from "../arrays/stored-columns.ts";
import type { Output } from "../output.ts";
import type { Results } from "../results.ts";
import { storedTable } from "../tables/stored-table.ts";
import type { OutputTable, TableColumn } from "../tables/table.ts";

export const events: Output = {
  key: "events",
  title: "Events",
  formats: ["csv"],
  further: ["json", "parquet"],
  table: (results) => [eventTable(results)],
  extract: async ({ reader }) => withArray([], await tableRecords(reader, "events")),
  needs: "events",
  permission: { extract: 1 },
};

const COLUMNS: { readonly [stored: string]: Pick<TableColumn, "name" | "meaning"> } = {
  id: { name: "event_id", meaning: "number of the event, from 0" },
  rup_id: { name: "rup_id", meaning: "rupture" },
  rlz_id: { name: "rlz_id", meaning: "realization of the logic trees" },
  year: { name: "year", meaning: "year within the event sets" },
  ses_id: { name: "ses_id", meaning: "event set" },
};

function eventTable(results: Results): OutputTable {
  const table = storedTable(results, "events");
  return { ...table, columns: table.columns.map((column) => ({ ...column, ...COLUMNS[column.name] })) };
}
