/** Any table of the datastore as it is stored: the sources, the tasks, the sites. */
import type { DType } from "../../datastore/index.ts";
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";
import { SITE_PARAMETERS } from "../site-parameters.ts";
import { provenanceComment } from "./comment.ts";
import {
  BOOLEAN,
  type CellFormat,
  type Cells,
  DEGREES,
  FIVE_DIGITS,
  INTEGER,
  type OutputTable,
  type TableColumn,
  TEXT,
} from "./table.ts";

/** How the cells of a stored column are written. */
export function formatOf(name: string, dtype: DType): CellFormat {
  if (dtype.startsWith("|S")) return TEXT;
  if (dtype === "|b1") return BOOLEAN;
  if (name === "lon" || name === "lat" || name === "depth") return DEGREES;
  return dtype.startsWith("<f") ? FIVE_DIGITS : INTEGER;
}

/**
 * Columns in the order they are stored; those with several numbers a row become `name~0`, `name~1` ...
 * @param as first part of the file's name
 * @throws OutputError when there is no such table.
 */
export function storedTable(results: Results, key: string, as = key): OutputTable {
  const { reader } = results;
  const entry = reader.describe(key);
  if (entry?.kind !== "table") throw notFound(`there is no table ${key} in the datastore of this calculation`);
  const widths = entry.columns.map(({ shape }) => shape.reduce((a, b) => a * b, 1));
  return {
    name: as,
    comment: provenanceComment(results),
    columns: entry.columns.flatMap(({ name, dtype, shape, unit, meaning }, c) => {
      const known = key === "sitecol" && Object.hasOwn(SITE_PARAMETERS, name) ? SITE_PARAMETERS[name] : undefined;
      return Array.from(
        { length: widths[c]! },
        (_, i): TableColumn => ({
          name: shape.length === 0 ? name : `${name}~${i}`,
          format: formatOf(name, dtype),
          ...(unit === undefined ? {} : { unit }),
          ...(meaning === undefined ? {} : { meaning }),
          ...known,
        }),
      );
    }),
    rows: entry.rows,
    bySite: key === "sitecol",
    read: async (start, stop) => {
      const cells = await Promise.all(entry.columns.map(({ name }) => reader.readColumn(key, name, { start, stop })));
      return cells.flatMap((data, c): Cells[] => {
        const stride = widths[c]!;
        if (!("buffer" in data)) {
          return Array.from({ length: stride }, (_, i) => ({
            texts: stride === 1 ? data : data.filter((_text, at) => at % stride === i),
          }));
        }
        return Array.from({ length: stride }, (_, offset) => ({ data, offset, stride }));
      });
    },
  };
}
