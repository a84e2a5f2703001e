/** Tables as Parquet files: one row group for up to 16,384 rows, so that memory does not grow with the table. */
import { ByteWriter, type ColumnSource, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import { VERSION } from "../../version.ts";
import type { Cells, OutputTable, TableColumn } from "../tables/table.ts";

const ROWS = 16_384;

/** 64-bit numbers keep their width, values of curves and maps their 32 bits. */
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
      return { ...base, type: cells?.data instanceof Float32Array ? "FLOAT" : "DOUBLE" };
  }
}

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
  for (let i = 0; i < rows; i++) out[i] = Number(data[offset + i * stride]);
  // A dictionary of measured values would be as long as they are, and slow to find that out.
  return { name, data: out, encoding: "PLAIN" };
}

/** The bytes of a Parquet file. Units and meanings of the columns and the comment are in its key-value metadata. */
export async function* parquet(table: OutputTable): AsyncGenerator<Uint8Array> {
  const sink = new ByteWriter();
  const take = (): Uint8Array => {
    const bytes = sink.getBytes().slice();
    sink.index = 0;
    return bytes;
  };
  const first = await table.read(0, Math.min(ROWS, table.rows));
  const schema: SchemaElement[] = [
    { name: "root", num_children: table.columns.length },
    ...table.columns.map((column, c) => schemaElement(column, table.rows > 0 ? first[c] : undefined)),
  ];
  const columns = table.columns.map(({ name, unit, meaning }) => ({ name, unit, meaning }));
  const writer = new ParquetWriter({
    writer: sink,
    schema,
    createdBy: `Quakewright ${VERSION}`,
    kvMetadata: [
      { key: "columns", value: JSON.stringify(columns) },
      ...(table.comment ?? []).map(([key, value]) => ({ key, value })),
    ],
  });
  for (let start = 0; start < table.rows; start += ROWS) {
    const rows = Math.min(ROWS, table.rows - start);
    const cells = start === 0 ? first : await table.read(start, start + rows);
    await writer.write({
      columnData: table.columns.map((column, c) => columnSource(column, cells[c]!, rows)),
      rowGroupSize: ROWS,
    });
    yield take();
  }
  writer.finish();
  yield take();
}
