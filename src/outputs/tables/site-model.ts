/** All that is known of the sites, in the order of the stored columns. */
import type { DType } from "../../datastore/index.ts";
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";
import { provenanceComment } from "./comment.ts";
import { BOOLEAN, type CellFormat, DEGREES, FIVE_DIGITS, INTEGER, type OutputTable, plain, TEXT } from "./table.ts";

/** How the cells of a stored column are written. */
export function formatOf(name: string, dtype: DType): CellFormat {
  if (dtype.startsWith("|S")) return TEXT;
  if (dtype === "|b1") return BOOLEAN;
  if (name === "lon" || name === "lat" || name === "depth") return DEGREES;
  return dtype.startsWith("<f") ? FIVE_DIGITS : INTEGER;
}

export async function siteModelTables(results: Results): Promise<OutputTable[]> {
  const { reader } = results;
  const entry = reader.describe("sitecol");
  if (entry?.kind !== "table") throw notFound("the calculation stored no sites");
  return [
    {
      name: "site_model",
      comment: provenanceComment(results),
      columns: entry.columns.map(({ name, dtype, unit, meaning }) => ({
        name,
        format: formatOf(name, dtype),
        ...(unit === undefined ? {} : { unit }),
        ...(meaning === undefined ? {} : { meaning }),
      })),
      rows: entry.rows,
      bySite: true,
      read: async (start, stop) => {
        const cells = await Promise.all(
          entry.columns.map(({ name }) => reader.readColumn("sitecol", name, { start, stop })),
        );
        return cells.map((cell) => ("buffer" in cell ? plain(cell) : { texts: cell }));
      },
    },
  ];
}
