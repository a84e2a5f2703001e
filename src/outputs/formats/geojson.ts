/** Tables as GeoJSON (RFC 7946): a feature a row, its columns as properties. */
import { shapesOf } from "../tables/shapes.ts";
import type { OutputTable } from "../tables/table.ts";
import { header, type Scalar, scalar } from "./json.ts";

const encoder = new TextEncoder();
const ROWS = 1024;

/** A feature collection; coordinates are the geometry, a depth of 0 is left out. The rows of the table must have a place. */
export async function* geojson(table: OutputTable): AsyncGenerator<Uint8Array> {
  yield encoder.encode(`{"type":"FeatureCollection",${header(table)},"features":[`);
  yield* features(table, "\n", {});
  yield encoder.encode("]}\n");
}

/** Several tables as one collection; the property `table` says which a feature is of. */
export async function* geojsonDocument(name: string, tables: readonly OutputTable[]): AsyncGenerator<Uint8Array> {
  const heads = tables.map((table) => `{${header(table)}}`).join(",");
  yield encoder.encode(`{"type":"FeatureCollection","name":${JSON.stringify(name)},"tables":[${heads}],"features":[`);
  let separator = "\n";
  for (const table of tables) {
    yield* features(table, separator, { table: table.name });
    if (table.rows > 0) separator = ",\n";
  }
  yield encoder.encode("]}\n");
}

/** The features of the rows, the first after `separator`, each with `more` before its own properties. */
async function* features(
  table: OutputTable,
  separator: string,
  more: { readonly [name: string]: Scalar },
): AsyncGenerator<Uint8Array> {
  const shapes = shapesOf(table);
  if (shapes === undefined) throw new TypeError(`${table.name} has no places`);
  const depth = table.columns.findIndex(({ name }) => name === "depth");
  const others = [...table.columns.keys()].filter((c) => !shapes.columns.has(c));
  for (let start = 0; start < table.rows; start += ROWS) {
    const count = Math.min(ROWS, table.rows - start);
    const cells = await table.read(start, start + count);
    const geometries = await shapes.read(start, start + count, cells);
    let text = "";
    for (let row = 0; row < count; row++) {
      const properties: { [name: string]: Scalar } = { ...more };
      for (const c of others) {
        const value = scalar(table, cells, c, row);
        if (c !== depth || value !== 0) properties[table.columns[c]!.name] = value;
      }
      const feature = JSON.stringify({ type: "Feature", geometry: geometries[row]!, properties });
      text += `${start + row === 0 ? separator : ",\n"}${feature}`;
    }
    yield encoder.encode(text);
  }
}
