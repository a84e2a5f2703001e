/** Exposures: the document with what it declares, its assets inline or in csv files beside it (nrml.md section 5). */
import { InputError, ProblemList } from "../../input-error.ts";
import { type CsvTable, readCsv } from "../csv.ts";
import { didYouMean } from "../did-you-mean.ts";
import { folderOf, type InputFolder, nameInside, readWhole } from "../input-folder.ts";
import { parseLatitude, parseLongitude } from "../job-ini/value-types.ts";
import { requiredChild } from "../nrml/element.ts";
import { readXmlFile } from "../nrml/read-xml.ts";
import type { XmlElement } from "../nrml/xml.ts";
import { isFiniteText } from "../python-float.ts";

export interface CostType {
  readonly name: string;
  readonly kind: "aggregated" | "per_asset" | "per_area";
}

/** Assets as columns. */
export interface Exposure {
  readonly ids: readonly string[];
  readonly taxonomies: readonly string[];
  readonly lon: readonly number[];
  readonly lat: readonly number[];
  readonly costTypes: readonly CostType[];
  /** day, night, transit */
  readonly periods: ReadonlySet<string>;
  /** Names by which losses can be aggregated: tags and other columns. */
  readonly fields: ReadonlySet<string>;
  /** Insurance policies of the assets (tag `policy`), "?" left out. */
  readonly policies: ReadonlySet<string>;
}

interface Declared {
  kind: string;
  costTypes: CostType[];
  periods: string[];
  tagNames: string[];
  /** Name of the engine -> name in the csv files. */
  inputs: Map<string, string[]>;
  assets: string;
}

interface Assets {
  readonly ids: string[];
  readonly taxonomies: string[];
  readonly lon: number[];
  readonly lat: number[];
  readonly fields: Set<string>;
  readonly periods: Set<string>;
  readonly policies: Set<string>;
}

const PERIODS: ReadonlySet<string> = new Set(["day", "night", "transit"]);
const RESERVED_TAGS: ReadonlySet<string> = new Set(["taxonomy", "exposure"]);
/** Problems of rows that are collected in one file. */
const MAX_ROW_PROBLEMS = 100;

export interface ExposureOptions {
  /** Cost types that assets may lack (`ignore_missing_costs`). */
  readonly ignoredCosts?: readonly string[];
  /** The assets are nodes and edges of a network. */
  readonly infrastructure?: boolean;
}

/**
 * Reads the exposures of a job.
 * @throws InputError with everything wrong.
 */
export async function readExposure(
  folder: InputFolder,
  files: readonly string[],
  options: ExposureOptions = {},
): Promise<Exposure> {
  const problems = new ProblemList();
  const costTypes = new Map<string, CostType>();
  const assets: Assets = {
    ids: [],
    taxonomies: [],
    lon: [],
    lat: [],
    fields: new Set(),
    periods: new Set(),
    policies: new Set(),
  };
  for (const file of files) {
    const count = assets.ids.length;
    const declared = await problems.attemptAsync(() => readDocument(folder, file, assets, problems));
    if (declared === undefined) continue;
    for (const cost of declared.costTypes) costTypes.set(cost.name, cost);
    for (const tag of declared.tagNames) assets.fields.add(tag);
    for (const period of declared.periods) assets.periods.add(period);
    problems.attempt(() => readTables(folder, file, declared, options, assets, problems));
    refuseDoubled(file, assets.ids.slice(count), problems);
  }
  problems.throwIfAny();
  if (assets.ids.length === 0) throw new InputError("the exposure has no assets", { file: files[0] });
  return { ...assets, costTypes: [...costTypes.values()] };
}

function refuseDoubled(file: string, ids: readonly string[], problems: ProblemList): void {
  const seen = new Set<string>();
  const doubled = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) doubled.add(id);
    seen.add(id);
  }
  if (doubled.size > 0)
    problems.add(`duplicated asset ids: ['${[...doubled].slice(0, 10).join("', '")}']`, {
      file,
      parameter: "id",
      allowed: "every id once",
    });
}

/** Declarations above the assets, and the assets if they are inline. */
async function readDocument(
  folder: InputFolder,
  file: string,
  assets: Assets,
  problems: ProblemList,
): Promise<Declared> {
  const declared: Declared = { kind: "", costTypes: [], periods: [], tagNames: [], inputs: new Map(), assets: "" };
  const values = new ProblemList();
  await readXmlFile(
    folder,
    file,
    {
      open: (element, parents) => {
        if (parents.length === 1) declared.kind = element.name;
      },
      isRecord: (element, parents) =>
        (parents.length === 3 && parents[2]?.name === "assets") || (parents.length === 2 && element.name !== "assets"),
      record: (element, parents) => {
        if (parents[2]?.name === "assets") {
          if (!element.broken) problems.attempt(() => addAsset(file, element, assets));
        } else problems.attempt(() => declare(file, element, declared));
      },
      close: (element) => {
        if (element.name === "assets") declared.assets = element.text;
      },
    },
    values,
  );
  problems.problems.push(...values.problems);
  if (declared.kind !== "exposureModel")
    throw new InputError(`an exposure is expected, got <${declared.kind}>`, { file, allowed: "exposureModel" });
  return declared;
}

function declare(file: string, element: XmlElement, declared: Declared): void {
  const place = { file, line: element.line };
  const words = element.text.split(/\s+/).filter(Boolean);
  if (element.name === "occupancyPeriods") declared.periods = words;
  else if (element.name === "tagNames") {
    const reserved = words.find((name) => RESERVED_TAGS.has(name));
    if (reserved !== undefined)
      throw new InputError("taxonomy and exposure are reserved names you cannot use it in <tagNames>", place);
    declared.tagNames = words;
  } else if (element.name === "exposureFields") {
    for (const { attributes } of element.children) {
      const { oq, input } = attributes;
      if (oq === undefined || input === undefined) continue;
      declared.inputs.set(oq, [...(declared.inputs.get(oq) ?? []), input]);
    }
  } else if (element.name === "conversions") declareCosts(file, element, declared);
}

function declareCosts(file: string, conversions: XmlElement, declared: Declared): void {
  requiredChild({ file }, conversions, "costTypes");
  for (const child of conversions.children) {
    if (child.name === "area" && child.attributes["unit"] === undefined)
      throw new InputError("The 'unit' property of the <area> tag is missing", {
        file,
        line: child.line,
        parameter: "unit",
      });
    if (child.name !== "costTypes") continue;
    for (const { attributes, line, broken } of child.children) {
      const { name, type } = attributes;
      for (const needed of ["name", "type", "unit"]) {
        if (attributes[needed] === undefined)
          throw new InputError(`${needed}: the attribute is missing in <costType>`, { file, line, parameter: needed });
      }
      if (!broken) declared.costTypes.push({ name: name!, kind: type as CostType["kind"] });
    }
  }
}

function addAsset(file: string, element: XmlElement, assets: Assets): void {
  const place = { file, line: element.line };
  const id = element.attributes["id"];
  const taxonomy = element.attributes["taxonomy"];
  if (id === undefined || taxonomy === undefined)
    throw new InputError(`${id === undefined ? "id" : "taxonomy"}: the attribute is missing in <asset>`, place);
  const location = element.children.find(({ name }) => name === "location")?.attributes;
  if (location?.["lon"] === undefined || location["lat"] === undefined)
    throw new InputError(`asset ${id} has no location`, place);
  assets.ids.push(id);
  assets.taxonomies.push(taxonomy);
  assets.lon.push(parseLongitude(location["lon"]));
  assets.lat.push(parseLatitude(location["lat"]));
  for (const name of Object.keys(element.attributes)) assets.fields.add(name);
  for (const child of element.children) {
    if (child.name === "tags") {
      for (const name of Object.keys(child.attributes)) assets.fields.add(name);
      addPolicy(child.attributes["policy"], assets);
    }
    if (child.name !== "occupancies") continue;
    for (const { attributes } of child.children) assets.periods.add(attributes["period"]?.toLowerCase() ?? "");
  }
}

function addPolicy(policy: string | undefined, assets: Assets): void {
  const name = policy?.trim() ?? "";
  if (name !== "" && name !== "?") assets.policies.add(name);
}

/** The csv files named in `<assets>`. */
function readTables(
  folder: InputFolder,
  file: string,
  declared: Declared,
  options: ExposureOptions,
  assets: Assets,
  problems: ProblemList,
): void {
  for (const name of declared.assets.split(/\s+/).filter(Boolean)) {
    const csv = nameInside(folderOf(file), name, { file, parameter: "assets" });
    const table = readCsv(readWhole(folder, csv, { file, parameter: "assets" }), csv);
    if (table.rows.length === 0) throw new InputError(`${csv} is empty`, { file: csv, allowed: "a header and rows" });
    checkColumns(table, declared, options.ignoredCosts ?? [], problems);
    if (options.infrastructure) checkNetwork(table, problems);
    addRows(table, declared, assets, problems);
  }
}

/** What the assets of a network say of it (nrml.md section 9). */
function checkNetwork({ file, fields, rows, lines }: CsvTable, problems: ProblemList): void {
  const missing = ["purpose", "start_node", "end_node"].filter((field) => !fields.includes(field));
  if (missing.length > 0) {
    problems.add(`The following mandatory columns are missing in the exposure "${file}": ['${missing.join("', '")}']`, {
      file,
      line: 1,
    });
    return;
  }
  const graph = fields.indexOf("graphtype");
  const other = rows.findIndex((row) => graph >= 0 && row[graph] !== rows[0]![graph]);
  if (other >= 0)
    problems.add(`The column "graphtype" of "${file}" must contain all equal values.`, {
      file,
      line: lines[other],
      parameter: "graphtype",
    });
  const purposes = new Set(rows.map((row) => row[fields.indexOf("purpose")]!.toLowerCase()));
  if (purposes.has("taz") && (purposes.has("source") || purposes.has("demand")))
    problems.add(
      `Column "purpose" of ${file} can not contain at the same time the value "TAZ" and either "source" or "demand".`,
      { file, parameter: "purpose" },
    );
}

/** Names under which a field of the engine may stand in a csv file. */
function namesOf(field: string, declared: Declared): readonly string[] {
  return [...(declared.inputs.get(field) ?? []), field];
}

function columnOf(table: CsvTable, field: string, declared: Declared): number {
  for (const name of namesOf(field, declared)) {
    const index = table.fields.indexOf(name);
    if (index >= 0) return index;
  }
  return -1;
}

function checkColumns(
  table: CsvTable,
  declared: Declared,
  ignoredCosts: readonly string[],
  problems: ProblemList,
): void {
  const { file, fields } = table;
  for (const [field, inputs] of declared.inputs) {
    for (const input of field === "ideductible" ? [] : inputs) {
      if (!fields.includes(input))
        problems.add(`missing field ${input}, declared in the XML file`, {
          file,
          line: 1,
          parameter: input,
          suggestion: didYouMean(input, fields),
        });
    }
  }
  const costs = declared.costTypes.filter(({ name }) => !ignoredCosts.includes(name));
  const needed = [
    ...["id", "number", "taxonomy", "lon", "lat"],
    ...costs.map(({ name }) => name),
    ...(costs.some(({ kind }) => kind === "per_area") ? ["area"] : []),
    ...declared.periods,
    ...declared.tagNames,
  ];
  for (const field of new Set(needed)) {
    if (columnOf(table, field, declared) >= 0) continue;
    problems.add(`missing {'${field}'}`, { file, line: 1, parameter: field, suggestion: didYouMean(field, fields) });
  }
}

function addRows(table: CsvTable, declared: Declared, assets: Assets, problems: ProblemList): void {
  const column = (field: string) => columnOf(table, field, declared);
  const [id, taxonomy, lon, lat] = [column("id"), column("taxonomy"), column("lon"), column("lat")];
  const policy = column("policy");
  if (id < 0 || taxonomy < 0 || lon < 0 || lat < 0) return;
  const numeric = [...["number", "area"], ...declared.costTypes.map(({ name }) => name), ...declared.periods]
    .map((field) => ({ field, index: column(field) }))
    .filter(({ index }) => index >= 0);
  const before = problems.problems.length;
  for (const [i, row] of table.rows.entries()) {
    const place = { file: table.file, line: table.lines[i] };
    try {
      assets.lon.push(parseLongitude(row[lon]!));
      assets.lat.push(parseLatitude(row[lat]!));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.add(error.problems[0].message, place);
    }
    assets.ids.push(row[id]!);
    assets.taxonomies.push(row[taxonomy]!.trim());
    if (policy >= 0) addPolicy(row[policy], assets);
    for (const { field, index } of numeric) {
      if (!isFiniteText(row[index]!))
        problems.add(`could not convert string to float: '${row[index]}'`, {
          ...place,
          parameter: field,
          allowed: "a number",
        });
    }
    if (problems.problems.length - before > MAX_ROW_PROBLEMS) return;
  }
  for (const field of table.fields) assets.fields.add(field);
  for (const field of declared.inputs.keys()) assets.fields.add(field);
  for (const period of PERIODS) if (column(period) >= 0) assets.periods.add(period);
}
