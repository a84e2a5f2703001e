/** ShakeMaps as shapefiles: areas (`.shp`) with the columns of grids (`.dbf`), upper or lower case. */
import { type Geometry, parseDbf, parseShp } from "shpjs";
import { InputError } from "../../input-error.ts";
import type { GridFile } from "./read-grid.ts";
import { type Area, DEVIATION, MEASURE_OF_COLUMN, type ShakeMap } from "./shake-map.ts";

/** @throws InputError for files that are none, shapes that are no areas, and rows that do not belong to them */
export function readShapefile(shapes: GridFile, table: GridFile): ShakeMap {
  const areas = parsed(shapes, parseShp).map((geometry, i) => areaOf(geometry, shapes.name, i));
  const rows = parsed(table, parseDbf);
  if (rows.length !== areas.length)
    throw new InputError(`there are ${areas.length} areas and ${rows.length} rows`, {
      file: table.name,
      allowed: "the table that belongs to the shapes",
    });
  const fields = new Map(Object.keys(rows[0] ?? {}).map((field) => [field.toUpperCase(), field]));
  const column = (name: string): Float32Array | undefined => {
    const field = fields.get(name);
    if (field === undefined) return undefined;
    return Float32Array.from(rows, (row, i) => {
      const value = row[field];
      if (typeof value !== "number" || !Number.isFinite(value))
        throw new InputError(`row ${i + 1}: ${field} is ${JSON.stringify(value ?? null)}`, {
          file: table.name,
          parameter: field,
          allowed: "a number",
        });
      return value;
    });
  };
  const medians = new Map<string, Float32Array>();
  const deviations = new Map<string, Float32Array>();
  for (const [name, measure] of MEASURE_OF_COLUMN) {
    const values = column(name);
    if (values === undefined) continue;
    medians.set(measure, values);
    deviations.set(measure, column(`${DEVIATION}${name}`) ?? new Float32Array(values.length));
  }
  if (medians.size === 0)
    throw new InputError("no column is a motion", {
      file: table.name,
      allowed: [...MEASURE_OF_COLUMN.keys()].join(", "),
    });
  return { places: { kind: "areas", areas }, medians, deviations };
}

function parsed<T>({ name, bytes }: GridFile, parse: (bytes: Uint8Array) => T): T {
  try {
    return parse(bytes);
  } catch {
    throw new InputError("the file cannot be read: it is no shapefile, or is cut off", {
      file: name,
      allowed: "a shapefile with areas (.shp and .dbf)",
    });
  }
}

function areaOf(geometry: Geometry | null, file: string, index: number): Area {
  switch (geometry?.type) {
    case "Polygon":
      return geometry.coordinates;
    case "MultiPolygon":
      return geometry.coordinates.flat();
    default:
      throw new InputError(`shape ${index + 1} is ${geometry === null ? "empty" : `a ${geometry?.type}`}`, {
        file,
        allowed: "areas (polygons)",
      });
  }
}
