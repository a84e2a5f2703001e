/** Tables as JSON, row by row. JSON has no NaN: missing numbers are null. */
import type { Cells, OutputTable } from "../tables/table.ts";
import { shortestSingle } from "./shortest.ts";

const encoder = new TextEncoder();
const ROWS = 1024;

export type Scalar = number | string | boolean | null;

/** The value of one cell. */
export function scalar(table: OutputTable, cells: readonly Cells[], column: number, row: number): Scalar {
  const cell = cells[column]!;
  if ("texts" in cell) return cell.texts[row]!;
  const value = cell.data[cell.offset + row * cell.stride]!;
  if (table.columns[column]!.format.kind === "boolean") return value !== 0 && value !== 0n;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (!Number.isFinite(value)) return null;
  return cell.data instanceof Float32Array ? shortestSingle(value) : value;
}

/** Values of a comment as JSON values: `'mean'` is "mean", `50.0` is 50. */
function commentValue(text: string): string | number {
  const quoted = /^(['"])(.*)\1$/.exec(text);
  if (quoted !== null) return quoted[2]!.replace(/\\(.)/g, "$1");
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

/** Members `name`, `attributes` (the comment) and `columns` of a table, without braces. */
export function header(table: OutputTable): string {
  const attributes = Object.fromEntries((table.comment ?? []).map(([key, value]) => [key, commentValue(value)]));
  const columns = table.columns.map(({ name, format, unit, meaning }) => ({
    name,
    type:
      format.kind === "text"
        ? "text"
        : format.kind === "integer"
          ? "integer"
          : format.kind === "boolean"
            ? "boolean"
            : "number",
    ...(unit === undefined ? {} : { unit }),
    ...(meaning === undefined ? {} : { meaning }),
  }));
  return `"name":${JSON.stringify(table.name)},"attributes":${JSON.stringify(attributes)},"columns":${JSON.stringify(columns)}`;
}

/** `{name, attributes, columns: [{name, type, unit, meaning}], rows: [[...], ...]}` */
export async function* json(table: OutputTable): AsyncGenerator<Uint8Array> {
  yield encoder.encode("{");
  yield* members(table);
  yield encoder.encode("}\n");
}

/** Several tables as one document: `{name, tables: [...]}`. */
export async function* jsonDocument(name: string, tables: readonly OutputTable[]): AsyncGenerator<Uint8Array> {
  yield encoder.encode(`{"name":${JSON.stringify(name)},"tables":[`);
  for (const [i, table] of tables.entries()) {
    yield encoder.encode(i === 0 ? "\n{" : ",\n{");
    yield* members(table);
    yield encoder.encode("}");
  }
  yield encoder.encode("]}\n");
}

async function* members(table: OutputTable): AsyncGenerator<Uint8Array> {
  yield encoder.encode(`${header(table)},"rows":[`);
  for (let start = 0; start < table.rows; start += ROWS) {
    const count = Math.min(ROWS, table.rows - start);
    const cells = await table.read(start, start + count);
    let text = "";
    for (let row = 0; row < count; row++) {
      text += `${start + row === 0 ? "" : ","}\n${JSON.stringify(table.columns.map((_, c) => scalar(table, cells, c, row)))}`;
    }
    yield encoder.encode(text);
  }
  yield encoder.encode("]");
}
