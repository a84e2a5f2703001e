/** Hazard curves given to a job as csv, one file a measure. */
import type { IntensityMeasure } from "../hazard/intensity-measure.ts";
import { InputError, ProblemList } from "../input-error.ts";
import { type CsvTable, readCsv } from "./csv.ts";
import { numberColumn, warnOfUnreadColumns } from "./csv-columns.ts";
import { type InputFolder, readWhole } from "./input-folder.ts";
import { parseIntensityMeasure } from "./intensity-measures.ts";
import { decodeUtf8 } from "./job-ini/ini-syntax.ts";
import { parseFinite } from "./python-float.ts";

/** Curves of all sites, one realization. */
export interface GivenHazardCurves {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly depth: Float64Array;
  readonly measures: readonly IntensityMeasure[];
  /** Parallel to the measures; increasing. */
  readonly levels: readonly Float64Array[];
  /** Parallel to the measures: sites x levels. */
  readonly poes: readonly Float32Array[];
  /** Time of the probabilities. */
  readonly years: number;
}

/** `imt='PGA', investigation_time=50.0` of the comment in the first line. */
function commentOf(
  bytes: Uint8Array,
  file: string,
): { readonly measure: IntensityMeasure; readonly years: number | undefined } {
  const [comment = ""] = decodeUtf8(bytes, file).split(/\r\n|\r|\n/, 1);
  const measure = comment.startsWith("#") ? /imt=["']+([^"']+)["']/.exec(comment)?.[1] : undefined;
  if (measure === undefined)
    throw new InputError(`${file} does not say its measure`, {
      file,
      line: 1,
      allowed: "a first line like: #,,\"imt='PGA', investigation_time=50.0\"",
    });
  const years = /investigation_time=([^,'"\s]+)/.exec(comment)?.[1];
  return {
    measure: parseIntensityMeasure(measure),
    years: years === undefined || years === "None" ? undefined : parseFinite(years),
  };
}

/**
 * @param years of the job: for files that do not say their time, which wins over the job's
 * @throws InputError for probabilities outside 0..1, levels that are none, files about other sites, no time at all
 */
export function readHazardCurves(
  folder: InputFolder,
  files: readonly string[],
  years: number | undefined,
): GivenHazardCurves {
  const problems = new ProblemList();
  const read = files.map((file) => {
    const bytes = readWhole(folder, file);
    const table = readCsv(bytes, file);
    const places = ["lon", "lat", "depth"];
    warnOfUnreadColumns(folder, table, places, (field) => places.includes(field) || field.startsWith("poe-"));
    const column = (name: string) => numberColumn(table, name, problems);
    const { measure, years: own } = commentOf(bytes, file);
    const { levels, poes } = curvesOf(table, problems);
    const depth = table.fields.includes("depth") ? column("depth") : new Float64Array(table.rows.length);
    return { file, measure, years: own, lon: column("lon"), lat: column("lat"), depth, levels, poes };
  });
  problems.throwIfAny();
  const first = read[0]!;
  for (const other of read)
    if (!samePlaces(first, other))
      throw new InputError(`the sites of ${other.file} are not those of ${first.file}`, { file: other.file });
  const time = read.findLast((each) => each.years !== undefined)?.years ?? years;
  if (time === undefined || !(time > 0))
    throw new InputError("missing investigation_time", { file: first.file, line: 1, allowed: "> 0 years" });
  const { lon, lat, depth } = first;
  return {
    ...{ lon, lat, depth },
    measures: read.map(({ measure }) => measure),
    levels: read.map(({ levels }) => levels),
    poes: read.map(({ poes }) => poes),
    years: time,
  };
}

interface Places {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
}

function samePlaces(a: Places, b: Places): boolean {
  return a.lon.length === b.lon.length && a.lon.every((x, i) => x === b.lon[i] && a.lat[i] === b.lat[i]);
}

function curvesOf(
  table: CsvTable,
  problems: ProblemList,
): { readonly levels: Float64Array; readonly poes: Float32Array } {
  const fields = table.fields.filter((field) => field.startsWith("poe-"));
  const place = { file: table.file, line: 1 };
  if (fields.length < 2) throw new InputError("two columns poe-LEVEL or more are needed", place);
  const levels = Float64Array.from(fields, (field) => parseFinite(field.slice("poe-".length)));
  for (let i = 1; i < levels.length; i++)
    if (!(levels[i]! > levels[i - 1]!))
      throw new InputError("the levels do not increase", { ...place, parameter: fields[i]! });
  const outside = (value: number): string | undefined =>
    value >= 0 && value <= 1 ? undefined : `contains probabilities ${value < 0 ? "< 0" : "> 1"}: [${value}]`;
  const columns = fields.map((field) => numberColumn(table, field, problems, outside));
  const poes = new Float32Array(table.rows.length * fields.length);
  for (const [l, column] of columns.entries())
    for (let site = 0; site < column.length; site++) poes[site * fields.length + l] = column[site]!;
  return { levels, poes };
}
