/** Site models: parameters at points, from XML or csv; a csv may also be a bare list of points. */
import { roundEven } from "../../geo/rounding.ts";
import { InputError, ProblemList } from "../../input-error.ts";
import { nearestName } from "../../nearest-name.ts";
import { type CsvTable, csvLines, readCsv, splitCsvLine } from "../csv.ts";
import { type InputFolder, readWhole } from "../input-folder.ts";
import { coordinates, parseLatitude, parseLongitude } from "../job-ini/value-types.ts";
import { readNrmlDocument } from "../nrml/nrml-documents.ts";
import { unusualOf } from "../physical-ranges.ts";
import { isFiniteText, parseFinite } from "../python-float.ts";
import { isTextColumn, SITE_MODEL_COLUMNS, type SiteColumnType } from "./site-columns.ts";

/** Records as columns, in file order. */
export interface SiteModel {
  readonly file: string;
  readonly count: number;
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly numbers: ReadonlyMap<string, Float64Array>;
  readonly texts: ReadonlyMap<string, readonly string[]>;
  /** True for a list of points without header: sorted, without parameters. */
  readonly bare: boolean;
}

export interface SiteModelOptions {
  /** vs30 = -999 marks sites whose vs30 is overridden. */
  readonly overriddenVs30: boolean;
}

/** @throws InputError with everything wrong in the file. */
export function readSiteModel(folder: InputFolder, file: string, options: SiteModelOptions): SiteModel {
  if (file.endsWith(".xml")) return readXmlSiteModel(folder, file, options);
  const bytes = readWhole(folder, file);
  const [first] = csvLines(bytes, file);
  if (first === undefined)
    throw new InputError(`${file} is empty`, { file, allowed: "a header and rows, or lon,lat rows" });
  const [lonText = "", ...rest] = splitCsvLine(first.text);
  if (rest.length === 0 && first.text.includes(";"))
    throw new InputError("the columns are separated by semicolons", { file, line: first.line, allowed: "commas" });
  if (rest.length === 0)
    throw new InputError("only one column", { file, line: first.line, allowed: "lon,lat and parameters" });
  return isFiniteText(lonText) ? readBarePoints(bytes, file) : readCsvSiteModel(folder, readCsv(bytes, file), options);
}

function readBarePoints(bytes: Uint8Array, file: string): SiteModel {
  const problems = new ProblemList();
  const seen = new Map<string, number>();
  const points = csvLines(bytes, file).flatMap(({ text, line }) => {
    try {
      const [point] = coordinates.parse(text.replaceAll(",", " "));
      const key = `${point![0]} ${point![1]}`;
      const before = seen.get(key);
      if (before !== undefined) throw new InputError(`the site ${key} stands also on line ${before}`);
      seen.set(key, line);
      return [point!];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.add(error.problems[0].message, { file, line, allowed: "lon,lat or lon,lat,depth" });
      return [];
    }
  });
  problems.throwIfAny();
  points.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  return {
    file,
    count: points.length,
    lon: Float64Array.from(points, ([lon]) => lon),
    lat: Float64Array.from(points, ([, lat]) => lat),
    numbers: new Map([["depth", Float64Array.from(points, ([, , depth]) => depth)]]),
    texts: new Map(),
    bare: true,
  };
}

const TRUE = new Set(["1", "true", "1.0"]);
const FALSE = new Set(["0", "false", "0.0", ""]);

function parseNumber(name: string, type: SiteColumnType, text: string, options: SiteModelOptions): number {
  if (type === "boolean") {
    const word = text.trim().toLowerCase();
    if (TRUE.has(word)) return 1;
    if (FALSE.has(word)) return 0;
    throw new InputError(`${name} is ${text}`, { allowed: "0, 1, true, false" });
  }
  // backarc is a flag in XML and 0, 1, 2 in csv.
  if (type === "integer" && /^\s*(true|false)\s*$/i.test(text)) return text.trim().toLowerCase() === "true" ? 1 : 0;
  const value = parseFinite(text);
  if (type === "integer" && (!Number.isInteger(value) || value < 0))
    throw new InputError(`${name} is ${text}`, { allowed: "an integer >= 0" });
  const sentinel = value === -999 && (type === "sentinel" || (type === "nonNegative" && options.overriddenVs30));
  if ((type === "sentinel" || type === "nonNegative") && value < 0 && !sentinel)
    throw new InputError(`${value} is below 0${type === "sentinel" ? " and not -999 (not known)" : ""}`);
  unusualOf(name, value);
  return value;
}

/** The first unusual value of each column. */
function warnOfUnusual(
  folder: InputFolder,
  file: string,
  numbers: ReadonlyMap<string, Float64Array>,
  lines: readonly number[],
): void {
  for (const [name, values] of numbers) {
    const first = values.findIndex((value) => unusualOf(name, value) !== undefined);
    if (first >= 0)
      folder.warn?.({ message: unusualOf(name, values[first]!)!, file, line: lines[first], parameter: name });
  }
}

function readCsvSiteModel(folder: InputFolder, table: CsvTable, options: SiteModelOptions): SiteModel {
  const { file, fields, rows, lines } = table;
  const problems = new ProblemList();
  for (const name of ["lon", "lat"]) {
    if (!fields.includes(name))
      problems.add(`no field of name ${name}`, {
        file,
        line: 1,
        parameter: name,
        suggestion: nearestName(name, fields),
      });
  }
  for (const name of fields) {
    if (name === "lon" || name === "lat" || name === "site_id" || SITE_MODEL_COLUMNS.has(name)) continue;
    problems.add(`missing dtype for field '${name}': unknown column`, {
      file,
      line: 1,
      parameter: name,
      suggestion: nearestName(name, SITE_MODEL_COLUMNS.keys()),
    });
  }
  problems.throwIfAny();
  if (rows.length === 0) throw new InputError(`${file} has a header but no sites`, { file, line: 1 });

  const read = (name: string, parse: (text: string) => number): Float64Array => {
    const column = fields.indexOf(name);
    const values = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
      try {
        values[i] = parse(rows[i]![column]!);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        problems.add(error.problems[0].message, {
          file,
          line: lines[i],
          parameter: name,
          allowed: error.problems[0].allowed,
        });
        if (problems.problems.length > 100) problems.throwIfAny();
      }
    }
    return values;
  };
  // Rounded as NumPy does: the other reading, as Python does, differs in the last digit for 4 % of numbers of six decimals.
  const rounded = (parse: (text: string) => number) => (text: string) => {
    parse(text);
    return roundEven(parseFinite(text), 5);
  };
  const lon = read("lon", rounded(parseLongitude));
  const lat = read("lat", rounded(parseLatitude));
  const numbers = new Map<string, Float64Array>();
  const texts = new Map<string, readonly string[]>();
  for (const name of fields) {
    const type = SITE_MODEL_COLUMNS.get(name);
    if (type === undefined) continue;
    if (typeof type === "number") {
      const column = fields.indexOf(name);
      texts.set(
        name,
        rows.map((row) => row[column]!.slice(0, type)),
      );
    } else
      numbers.set(
        name,
        read(name, (text) => parseNumber(name, type, text, options)),
      );
  }
  refuseDuplicates(file, lon, lat, lines, problems);
  problems.throwIfAny();
  warnOfUnusual(folder, file, numbers, lines);
  return { file, count: rows.length, lon, lat, numbers, texts, bare: false };
}

function refuseDuplicates(
  file: string,
  lon: Float64Array,
  lat: Float64Array,
  lines: readonly number[],
  problems: ProblemList,
): void {
  const seen = new Map<string, number>();
  for (let i = 0; i < lon.length; i++) {
    const key = `${lon[i]} ${lat[i]}`;
    const before = seen.get(key);
    if (before === undefined) seen.set(key, i);
    else problems.add(`the site ${key} stands also on line ${lines[before]}`, { file, line: lines[i] });
    if (problems.problems.length > 100) return;
  }
}

function readXmlSiteModel(folder: InputFolder, file: string, options: SiteModelOptions): SiteModel {
  const root = readNrmlDocument(folder, file);
  if (root.name !== "siteModel")
    throw new InputError(`a site model is expected, got <${root.name}>`, {
      file,
      line: root.line,
      allowed: "siteModel",
    });
  const problems = new ProblemList();
  const sites = root.children;
  const [first] = sites;
  if (first === undefined) throw new InputError("the site model has no sites", { file, line: root.line });
  // vs30Type, measured or inferred, is the older way to say vs30measured.
  const nameOf = (attribute: string) => (attribute === "vs30Type" ? "vs30measured" : attribute);
  const names = Object.keys(first.attributes).filter(
    (name) => !name.startsWith("xmlns") && name !== "lon" && name !== "lat",
  );
  for (const name of names) {
    if (!SITE_MODEL_COLUMNS.has(nameOf(name)))
      problems.add(`Unrecognized parameter ${name}`, {
        file,
        line: first.line,
        parameter: name,
        suggestion: nearestName(name, SITE_MODEL_COLUMNS.keys()),
      });
  }
  problems.throwIfAny();
  const value = (i: number, attribute: string): string => {
    const text = sites[i]!.attributes[attribute];
    if (text === undefined) throw new InputError(`${attribute} is missing in <${sites[i]!.name}>`);
    return text;
  };
  const read = (attribute: string, parse: (text: string) => number): Float64Array => {
    const values = new Float64Array(sites.length);
    for (let i = 0; i < sites.length; i++) {
      try {
        values[i] = parse(value(i, attribute));
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        problems.add(error.problems[0].message, { file, line: sites[i]!.line, parameter: attribute });
        if (problems.problems.length > 100) problems.throwIfAny();
      }
    }
    return values;
  };
  const lon = read("lon", parseLongitude);
  const lat = read("lat", parseLatitude);
  const numbers = new Map<string, Float64Array>();
  const texts = new Map<string, readonly string[]>();
  for (const attribute of names) {
    const name = nameOf(attribute);
    const type = SITE_MODEL_COLUMNS.get(name)!;
    if (isTextColumn(name))
      texts.set(
        name,
        Array.from(sites, (_site, i) => value(i, attribute).slice(0, Number(type))),
      );
    else if (attribute === "vs30Type")
      numbers.set(
        name,
        read(attribute, (text) => (text === "measured" ? 1 : 0)),
      );
    else
      numbers.set(
        name,
        read(attribute, (text) => parseNumber(name, type, text, options)),
      );
  }
  refuseDuplicates(
    file,
    lon,
    lat,
    sites.map(({ line }) => line),
    problems,
  );
  problems.throwIfAny();
  warnOfUnusual(
    folder,
    file,
    numbers,
    sites.map(({ line }) => line),
  );
  return { file, count: sites.length, lon, lat, numbers, texts, bare: false };
}

/** Several files one after the other; they must have the same columns. */
export function joinSiteModels(models: readonly SiteModel[]): SiteModel {
  const [first, ...rest] = models;
  if (first === undefined) throw new InputError("no site model");
  for (const other of rest) {
    const missing = [...first.numbers.keys(), ...first.texts.keys()].filter(
      (name) => !other.numbers.has(name) && !other.texts.has(name),
    );
    const extra = [...other.numbers.keys(), ...other.texts.keys()].filter(
      (name) => !first.numbers.has(name) && !first.texts.has(name),
    );
    if (missing.length > 0)
      throw new InputError(`Fields {${missing.join(", ")}} present in ${first.file} were not found in ${other.file}`, {
        file: other.file,
      });
    if (extra.length > 0)
      throw new InputError(`Fields {${extra.join(", ")}} present in ${other.file} were not found in ${first.file}`, {
        file: first.file,
      });
  }
  if (rest.length === 0) return first;
  const join = (columns: readonly Float64Array[]) => Float64Array.from(columns.flatMap((column) => [...column]));
  return {
    file: first.file,
    count: models.reduce((sum, model) => sum + model.count, 0),
    lon: join(models.map(({ lon }) => lon)),
    lat: join(models.map(({ lat }) => lat)),
    numbers: new Map(
      [...first.numbers.keys()].map((name) => [name, join(models.map(({ numbers }) => numbers.get(name)!))]),
    ),
    texts: new Map([...first.texts.keys()].map((name) => [name, models.flatMap(({ texts }) => [...texts.get(name)!])])),
    bare: models.every(({ bare }) => bare),
  };
}
