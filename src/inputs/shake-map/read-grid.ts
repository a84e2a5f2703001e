/** ShakeMaps as `grid.xml` and `uncertainty.xml` of the USGS: lines of numbers, whose columns `grid_field` elements name. */
import { InputError, ProblemList } from "../../input-error.ts";
import { readXmlBytes } from "../nrml/read-xml.ts";
import type { XmlElement } from "../nrml/xml.ts";
import { parseFinite } from "../python-float.ts";
import { DEVIATION, MEASURE_OF_COLUMN, type ShakeMap } from "./shake-map.ts";

/** Measures that a grid of today has. Grids without PSA06 are older, and may lack some. */
const REQUIRED = ["PGA", "PSA03", "PSA10"];

/** Columns that may be negative. */
const PLACES: ReadonlySet<string> = new Set(["LON", "LAT"]);

interface Grid {
  readonly file: string;
  /** By name of the column. */
  readonly columns: ReadonlyMap<string, Float32Array>;
}

/**
 * @param uncertainty the deviations; those of the grid itself, or 0, without
 * @throws InputError for what is no grid, missing columns, numbers that are none, and grids of different points
 */
export function readGrid(grid: GridFile, uncertainty: GridFile | undefined): ShakeMap {
  const main = parseGrid(grid);
  const beside = uncertainty === undefined ? undefined : parseGrid(uncertainty);
  const [lon, lat] = [columnOf(main, "LON"), columnOf(main, "LAT")];
  if (beside !== undefined)
    for (const name of ["LON", "LAT"]) {
      const [own, other] = [columnOf(main, name), columnOf(beside, name)];
      const same = own.length === other.length && own.every((value, i) => value === other[i]);
      if (!same)
        throw new InputError(`the points of ${beside.file} are not those of ${main.file}`, {
          file: beside.file,
          parameter: name,
          allowed: "the uncertainty grid of the same ShakeMap",
        });
    }
  const hasDeviations = [...main.columns.keys()].some((name) => name.startsWith(DEVIATION));
  if (!hasDeviations && main.columns.has("PSA06")) for (const name of REQUIRED) columnOf(main, name);
  const medians = new Map<string, Float32Array>();
  const deviations = new Map<string, Float32Array>();
  for (const [column, measure] of MEASURE_OF_COLUMN) {
    const values = main.columns.get(column);
    if (values === undefined) continue;
    medians.set(measure, values);
    const spread = (beside ?? main).columns.get(`${DEVIATION}${column}`);
    deviations.set(measure, spread ?? new Float32Array(values.length));
  }
  return { places: { kind: "points", lon, lat }, medians, deviations };
}

export interface GridFile {
  /** Shown in messages. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

function columnOf({ file, columns }: Grid, name: string): Float32Array {
  const column = columns.get(name);
  if (column === undefined)
    throw new InputError(`the grid has no column ${name}`, {
      file,
      parameter: name,
      allowed: [...columns.keys()].join(", "),
    });
  return column;
}

function parseGrid({ name: file, bytes }: GridFile): Grid {
  const fields: XmlElement[] = [];
  let data: XmlElement | undefined;
  const problems = new ProblemList();
  readXmlBytes(
    bytes,
    file,
    {
      isRecord: ({ name }) => name === "grid_field" || name === "grid_data",
      record: (element) => {
        if (element.name === "grid_field") fields.push(element);
        else data = element;
      },
    },
    problems,
  );
  problems.throwIfAny();
  if (data === undefined || fields.length === 0)
    throw new InputError("this is no grid of a ShakeMap", {
      file,
      allowed: "an element shakemap_grid with grid_field and grid_data",
    });
  const known = (name: string) =>
    name === "LON" || name === "LAT" || MEASURE_OF_COLUMN.has(name.startsWith(DEVIATION) ? name.slice(3) : name);
  const wanted = fields.flatMap(({ attributes, line }) => {
    const { name = "", index = "" } = attributes;
    if (!known(name)) return [];
    const place = Number(index);
    if (!Number.isInteger(place) || place < 1)
      throw new InputError(`${JSON.stringify(index)} is no number of a column`, {
        file,
        line,
        parameter: name,
        allowed: "1, 2, ...",
      });
    return [{ name, at: place - 1 }];
  });
  const start = data.text.length - data.text.trimStart().length;
  const firstLine = data.line + (data.text.slice(0, start).match(/\n/g)?.length ?? 0);
  const lines = data.text.trim().split(/\r\n|[\n\r]/);
  const columns = new Map(wanted.map(({ name }) => [name, new Float32Array(lines.length)]));
  for (const [i, text] of lines.entries()) {
    const cells = text.trim().split(/\s+/);
    const place = { file, line: firstLine + i };
    // One number too few moves all behind it into the columns of others.
    if (cells.length !== fields.length)
      throw new InputError(`the line has ${cells.length} numbers, the grid ${fields.length} columns`, {
        ...place,
        parameter: "grid_data",
        allowed: `${fields.length} numbers a line, as there are grid_field elements`,
      });
    for (const { name, at } of wanted) columns.get(name)![i] = numberAt(cells, at, name, place);
  }
  return { file, columns };
}

function numberAt(
  cells: readonly string[],
  at: number,
  parameter: string,
  place: { readonly file: string; readonly line: number },
): number {
  const text = cells[at];
  if (text === undefined)
    throw new InputError(`the line has ${cells.length} numbers, and column ${at + 1} is missing`, {
      ...place,
      parameter,
    });
  try {
    const value = parseFinite(text);
    if (value < 0 && !PLACES.has(parameter))
      throw new InputError(`${parameter} is ${text}`, { ...place, parameter, allowed: "a number of at least 0" });
    return value;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [{ message, allowed = "a number" }] = error.problems;
    throw new InputError(message, { ...place, parameter, allowed });
  }
}
