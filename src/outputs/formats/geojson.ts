/** Tables as GeoJSON (RFC 7946): a feature a row, its columns as properties. */
import { shapesOf } from "../tables/shapes.ts";
import type { OutputTable } from "../tables/table.ts";
import { header, type Scalar, scalar } from "./json.ts";

const encoder = new TextEncoder();
const ROWS = 1024;

/** A feature collection; coordinates are the geometry, a depth of 0 is left out. The rows of the table must have a place. */
export async function* geojson(table: OutputTable): AsyncGenerator<Uint8Array> {
  const shapes = shapesOf(table);
  if (shapes === undefined) throw new TypeError(`${table.name} has no places`);
  const depth = table.columns.findIndex(({ name }) => name === "depth");
  const others = [...table.columns.keys()].filter((c) => !shapes.columns.has(c));
  yield encoder.encode(`{"type":"FeatureCollection",${header(table)},"features":[`);
  for (let start = 0; start < table.rows; start += ROWS) {
    const count = Math.min(ROWS, table.rows - start);
    const cells = await table.read(start, start + count);
    const geometries = await shapes.read(start, start + count, cells);
    let text = "";
    for (let row = 0; row < count; row++) {
      const properties: { [name: string]: Scalar } = {};
      for (const c of others) {
        const value = scalar(table, cells, c, row);
        if (c !== depth || value !== 0) properties[table.columns[c]!.name] = value;
      }
      const feature = JSON.stringify({ type: "Feature", geometry: geometries[row]!, properties });
      text += `${start + row === 0 ? "" : ","}\n${feature}`;
    }
    yield encoder.encode(text);
  }
  yield encoder.encode("]}\n");
}
