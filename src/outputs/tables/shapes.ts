/** Where the rows of a table are on the map: of points from their coordinates, of others as the table tells. */
import type { Shape } from "./shape.ts";
import type { Cells, OutputTable, ReadShapes } from "./table.ts";

export interface RowShapes {
  readonly types: readonly Shape["type"][];
  readonly read: ReadShapes;
  /** Columns that the shape stands for. */
  readonly columns: ReadonlySet<number>;
}

/** Undefined for tables whose rows have no place. */
export function shapesOf(table: OutputTable): RowShapes | undefined {
  const { shapes } = table;
  if (shapes !== undefined) return { types: shapes.types, read: shapes.read, columns: new Set() };
  const lon = table.columns.findIndex(({ name }) => name === "lon");
  const lat = table.columns.findIndex(({ name }) => name === "lat");
  if (lon < 0 || lat < 0) return undefined;
  return {
    types: ["Point"],
    columns: new Set([lon, lat]),
    read: async (start, stop, cells) =>
      Array.from({ length: stop - start }, (_, row) => ({
        type: "Point" as const,
        coordinates: [degrees(cells[lon]!, row), degrees(cells[lat]!, row)] as const,
      })),
  };
}

/** About a metre, as coordinates are printed. */
export function roundDegrees(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}

function degrees(cells: Cells, row: number): number {
  return "texts" in cells ? Number.NaN : roundDegrees(Number(cells.data[cells.offset + row * cells.stride]));
}
