/**
 * Tables as Parquet files: one row group for up to 16,384 rows, so that memory does not grow with the table. Tables whose rows
 * have a place are GeoParquet 1.1: a column `geometry` of well-known binary, described under the key `geo`.
 */
import { ByteWriter, type ColumnSource, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import { VERSION } from "../../version.ts";
import { type RowShapes, shapesOf } from "../tables/shapes.ts";
import type { Cells, OutputTable, TableColumn } from "../tables/table.ts";
import { wkb } from "./wkb.ts";

const ROWS = 16_384;
const GEOMETRY = "geometry";

/** 64-bit numbers keep their width, values of curves and maps their 32 bits. Numbers that need not be whole may be null. */
function schemaElement(column: TableColumn, cells: Cells | undefined): SchemaElement {
  const base = { name: column.name, repetition_type: "REQUIRED" } as const;
  if (cells !== undefined && "texts" in cells) return { ...base, type: "BYTE_ARRAY", converted_type: "UTF8" };
  switch (column.format.kind) {
    case "text":
      return { ...base, type: "BYTE_ARRAY", converted_type: "UTF8" };
    case "boolean":
      return { ...base, type: "BOOLEAN" };
    case "integer":
      return { ...base, type: "INT64" };
    default:
      return { ...base, repetition_type: "OPTIONAL", type: cells?.data instanceof Float32Array ? "FLOAT" : "DOUBLE" };
  }
}

/** No value is null: readers would take a NaN for the greatest number. */
function columnSource(column: TableColumn, cells: Cells, rows: number): ColumnSource {
  const { name, format } = column;
  if ("texts" in cells) return { name, data: [...cells.texts] };
  const { data, offset, stride } = cells;
  if (format.kind === "integer") {
    return { name, data: BigInt64Array.from({ length: rows }, (_, i) => BigInt(data[offset + i * stride]!)) };
  }
  if (format.kind === "boolean") {
    return { name, data: Array.from({ length: rows }, (_, i) => Boolean(data[offset + i * stride])) };
  }
  const out = data instanceof Float32Array ? new Float32Array(rows) : new Float64Array(rows);
  let missing = false;
  for (let i = 0; i < rows; i++) {
    const value = Number(data[offset + i * stride]);
    out[i] = value;
    if (Number.isNaN(value)) missing = true;
  }
  // A dictionary of measured values would be as long as they are, and slow to find that out.
  return {
    name,
    data: missing ? Array.from(out, (value) => (Number.isNaN(value) ? null : value)) : out,
    encoding: "PLAIN",
  };
}

/** The description of the geometry column (GeoParquet 1.1). Coordinates are longitude and latitude, WGS84. */
function geoMetadata({ types }: RowShapes): string {
  return JSON.stringify({
    version: "1.1.0",
    primary_column: GEOMETRY,
    columns: { [GEOMETRY]: { encoding: "WKB", geometry_types: types } },
  });
}

/** The bytes of a Parquet file. Units and meanings of the columns and the comment are in its key-value metadata. */
export async function* parquet(table: OutputTable): AsyncGenerator<Uint8Array> {
  const sink = new ByteWriter();
  const take = (): Uint8Array => {
    const bytes = sink.getBytes().slice();
    sink.index = 0;
    return bytes;
  };
  const shapes = table.columns.some(({ name }) => name === GEOMETRY) ? undefined : shapesOf(table);
  const first = await table.read(0, Math.min(ROWS, table.rows));
  const schema: SchemaElement[] = [
    { name: "root", num_children: table.columns.length + (shapes === undefined ? 0 : 1) },
    ...table.columns.map((column, c) => schemaElement(column, table.rows > 0 ? first[c] : undefined)),
    ...(shapes === undefined
      ? []
      : ([{ name: GEOMETRY, repetition_type: "REQUIRED", type: "BYTE_ARRAY" }] satisfies SchemaElement[])),
  ];
  const columns = table.columns.map(({ name, unit, meaning }) => ({ name, unit, meaning }));
  const writer = new ParquetWriter({
    writer: sink,
    schema,
    createdBy: `Quakewright ${VERSION}`,
    kvMetadata: [
      ...(shapes === undefined ? [] : [{ key: "geo", value: geoMetadata(shapes) }]),
      { key: "columns", value: JSON.stringify(columns) },
      ...(table.comment ?? []).map(([key, value]) => ({ key, value })),
    ],
  });
  for (let start = 0; start < table.rows; start += ROWS) {
    const rows = Math.min(ROWS, table.rows - start);
    const cells = start === 0 ? first : await table.read(start, start + rows);
    const columnData = table.columns.map((column, c) => columnSource(column, cells[c]!, rows));
    if (shapes !== undefined) {
      const places = await shapes.read(start, start + rows, cells);
      columnData.push({ name: GEOMETRY, data: places.map(wkb), encoding: "PLAIN" });
    }
    await writer.write({ columnData, rowGroupSize: ROWS });
    yield take();
  }
  writer.finish();
  yield take();
}
