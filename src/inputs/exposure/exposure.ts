/** Exposures: the document with what it declares, its assets inline or in csv files beside it. */
import { roundEven } from "../../geo/rounding.ts";
import { InputError, type InputProblem, ProblemList } from "../../input-error.ts";
import { nearestName } from "../../nearest-name.ts";
import { type Assets, type CostType, tagTexts } from "../../risk/exposure/assets.ts";
import { type CsvRows, scanCsv } from "../csv.ts";
import { warnOfUnreadColumns } from "../csv-columns.ts";
import { folderOf, type InputFolder, nameInside, readWhole } from "../input-folder.ts";
import { parseLatitude, parseLongitude } from "../job-ini/value-types.ts";
import { requiredChild } from "../nrml/element.ts";
import { readXmlFile } from "../nrml/read-xml.ts";
import type { XmlElement, XmlVisitor } from "../nrml/xml.ts";
import { isFiniteText } from "../python-float.ts";
import { AssetColumns, type AssetPlace, joinAssets } from "./asset-columns.ts";

export interface Exposure {
  readonly assets: Assets;
  readonly ids: readonly string[];
  readonly taxonomies: readonly string[];
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly costTypes: readonly CostType[];
  /** day, night, transit */
  readonly periods: ReadonlySet<string>;
  /** Names by which losses can be aggregated: tags and other columns. */
  readonly fields: ReadonlySet<string>;
  /** Insurance policies of the assets (tag `policy`), "?" left out. */
  readonly policies: ReadonlySet<string>;
  /** Where an asset is written, by its ordinal. */
  readonly placeOf: (asset: number) => AssetPlace;
}

interface Declared {
  kind: string;
  costTypes: CostType[];
  areaKind: CostType["kind"] | undefined;
  periods: string[];
  tagNames: string[];
  /** Name of the engine -> name in the csv files. */
  inputs: Map<string, string[]>;
  assets: string;
}

/** What is gathered of one file. */
interface Gathered {
  readonly columns: AssetColumns;
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
  const all = { fields: new Set<string>(), periods: new Set<string>(), policies: new Set<string>() };
  const columns: AssetColumns[] = [];
  const tagNames: (readonly string[])[] = [];
  for (const file of files) {
    const gathered: Gathered = { ...all, columns: new AssetColumns() };
    const declared = await problems.attemptAsync(() => readDocument(folder, file, options, gathered, problems));
    if (declared === undefined) continue;
    for (const cost of declared.costTypes) costTypes.set(cost.name, cost);
    for (const tag of declared.tagNames) all.fields.add(tag);
    for (const period of declared.periods) all.periods.add(period);
    problems.attempt(() => readTables(folder, file, declared, options, gathered, problems));
    refuseDoubled(file, gathered.columns.ids, problems);
    gathered.columns.costTypes = declared.costTypes;
    gathered.columns.areaKind = declared.areaKind;
    columns.push(gathered.columns);
    tagNames.push(declared.tagNames);
  }
  problems.throwIfAny();
  const assets = joinAssets(columns, tagNames);
  if (assets.count === 0) throw new InputError("the exposure has no assets", { file: files[0] });
  const { ids, lon, lat } = assets;
  const taxonomies = tagTexts(assets.tags[0]!);
  return { assets, ids, lon, lat, taxonomies, ...all, costTypes: [...costTypes.values()], placeOf: placesOf(columns) };
}

/** Places of the assets of all files, one behind the other. */
function placesOf(files: readonly AssetColumns[]): (asset: number) => AssetPlace {
  return (asset) => {
    let first = 0;
    for (const columns of files) {
      if (asset - first < columns.ids.length) return columns.placeOf(asset - first);
      first += columns.ids.length;
    }
    throw new RangeError(`no asset ${asset}`);
  };
}

function refuseDoubled(file: string, ids: readonly string[], problems: ProblemList): void {
  const seen = new Set<string>();
  const doubled = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) doubled.add(id);
    seen.add(id);
  }
  if (doubled.size > 0)
    problems.add(`ids stand for several assets: ${[...doubled].slice(0, 10).join(", ")}`, {
      file,
      parameter: "id",
      allowed: "every id once",
    });
}

/** Thrown where the assets begin. */
class AssetsReached extends Error {}

/** What is wrong with an exposure down to its assets, which are not read. */
export async function exposureHeadProblems(folder: InputFolder, file: string): Promise<readonly InputProblem[]> {
  const problems = new ProblemList();
  const visitor: XmlVisitor = {
    open: (element) => {
      if (element.name === "assets") throw new AssetsReached();
    },
    isRecord: ({ name }, parents) => parents.length === 2 && name !== "assets",
    record: () => {},
  };
  try {
    await problems.attemptAsync(() => readXmlFile(folder, file, visitor, problems));
  } catch (error) {
    if (!(error instanceof AssetsReached)) throw error;
  }
  return problems.problems;
}

/** Declarations above the assets, and the assets if they are inline. */
async function readDocument(
  folder: InputFolder,
  file: string,
  { ignoredCosts = [] }: ExposureOptions,
  assets: Gathered,
  problems: ProblemList,
): Promise<Declared> {
  const declared: Declared = {
    kind: "",
    costTypes: [],
    areaKind: undefined,
    periods: [],
    tagNames: [],
    inputs: new Map(),
    assets: "",
  };
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
          if (!element.broken) problems.attempt(() => addAsset(file, element, declared, assets, ignoredCosts));
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
    if (child.name === "area" && !child.broken) declared.areaKind = child.attributes["type"] as CostType["kind"];
    if (child.name !== "costTypes") continue;
    for (const { attributes, line, broken } of child.children) {
      const { name, type } = attributes;
      for (const needed of ["name", "type", "unit"]) {
        if (attributes[needed] === undefined)
          throw new InputError(`${needed}: the attribute is missing in <costType>`, { file, line, parameter: needed });
      }
      if (!broken) declared.costTypes.push({ name: name!, kind: type as CostType["kind"], unit: attributes["unit"]! });
    }
  }
}

function addAsset(
  file: string,
  element: XmlElement,
  declared: Declared,
  gathered: Gathered,
  ignoredCosts: readonly string[],
): void {
  const place = { file, line: element.line };
  const { attributes } = element;
  const { id, taxonomy } = attributes;
  if (id === undefined || taxonomy === undefined)
    throw new InputError(`${id === undefined ? "id" : "taxonomy"}: the attribute is missing in <asset>`, place);
  const location = element.children.find(({ name }) => name === "location")?.attributes;
  if (location?.["lon"] === undefined || location["lat"] === undefined)
    throw new InputError(`asset ${id} has no location`, place);
  const perArea = declared.costTypes.some(({ kind }) => kind === "per_area") || declared.areaKind !== undefined;
  const numbers = new Map([["number", Number(attributes["number"] ?? 1)]]);
  if (perArea) numbers.set("area", Number(attributes["area"] ?? 1));
  const tags = new Map([["taxonomy", taxonomy]]);
  const addTags = (values: XmlElement["attributes"]): void => {
    for (const name of declared.tagNames) if (values[name] !== undefined) tags.set(name, values[name]);
  };
  addTags(attributes);
  for (const name of Object.keys(attributes)) gathered.fields.add(name);
  for (const child of element.children) {
    if (child.name === "tags") {
      for (const name of Object.keys(child.attributes)) gathered.fields.add(name);
      addPolicy(child.attributes["policy"], gathered);
      addTags(child.attributes);
    }
    if (child.name === "costs")
      for (const cost of child.children) {
        const { type, value, retrofitted } = cost.attributes;
        if (type !== undefined && value !== undefined) numbers.set(type, Number(value));
        if (retrofitted !== undefined) numbers.set("retrofitted", Number(retrofitted));
      }
    if (child.name !== "occupancies") continue;
    for (const { attributes: occupancy } of child.children) {
      const period = occupancy["period"]?.toLowerCase() ?? "";
      gathered.periods.add(period);
      numbers.set(`occupants_${period}`, Number(occupancy["occupants"]));
    }
  }
  const lacking = declared.costTypes.filter(({ name }) => !(numbers.has(name) || ignoredCosts.includes(name)));
  if (lacking.length > 0)
    throw new InputError(`asset ${id} has no cost of type ${lacking.map(({ name }) => name).join(", ")}`, {
      ...place,
      allowed: "a cost of every declared type, or ignore_missing_costs",
      reference: `Missing type="${lacking[0]!.name}" for asset ${id}`,
    });
  const [lon, lat] = [parseLongitude(location["lon"]), parseLatitude(location["lat"])];
  gathered.columns.add({ id, lon, lat, numbers, tags, place });
}

function addPolicy(policy: string | undefined, assets: Gathered): void {
  const name = policy?.trim() ?? "";
  if (name !== "" && name !== "?") assets.policies.add(name);
}

/** The csv files named in `<assets>`. */
function readTables(
  folder: InputFolder,
  file: string,
  declared: Declared,
  options: ExposureOptions,
  assets: Gathered,
  problems: ProblemList,
): void {
  for (const name of declared.assets.split(/\s+/).filter(Boolean)) {
    const csv = nameInside(folderOf(file), name, { file, parameter: "assets" });
    const table = scanCsv(readWhole(folder, csv, { file, parameter: "assets" }), csv);
    if (table.count === 0) throw new InputError(`${csv} is empty`, { file: csv, allowed: "a header and rows" });
    checkColumns(table, declared, options.ignoredCosts ?? [], problems);
    if (options.infrastructure) checkNetwork(table, problems);
    else warnOfUnread(folder, table, declared);
    addRows(table, declared, assets, problems);
  }
}

/** What the assets of a network say of it. */
function checkNetwork({ file, fields, rows: each }: CsvRows, problems: ProblemList): void {
  const missing = ["purpose", "start_node", "end_node"].filter((field) => !fields.includes(field));
  if (missing.length > 0) {
    problems.add(`columns that a network needs are missing: ${missing.join(", ")}`, {
      file,
      line: 1,
    });
    return;
  }
  const graph = fields.indexOf("graphtype");
  const purpose = fields.indexOf("purpose");
  const purposes = new Set<string>();
  let first: string | undefined;
  let other: number | undefined;
  for (const { row, line } of each()) {
    first ??= row[graph];
    if (graph >= 0 && row[graph] !== first) other ??= line;
    purposes.add(row[purpose]!.toLowerCase());
  }
  if (other !== undefined)
    problems.add(`The column "graphtype" of "${file}" must contain all equal values.`, {
      file,
      line: other,
      parameter: "graphtype",
    });
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

function columnOf(table: CsvRows, field: string, declared: Declared): number {
  for (const name of namesOf(field, declared)) {
    const index = table.fields.indexOf(name);
    if (index >= 0) return index;
  }
  return -1;
}

function checkColumns(
  table: CsvRows,
  declared: Declared,
  ignoredCosts: readonly string[],
  problems: ProblemList,
): void {
  const { file, fields } = table;
  for (const [field, inputs] of declared.inputs) {
    for (const input of field === "ideductible" ? [] : inputs) {
      if (!fields.includes(input))
        problems.add(`the column ${input}, which the exposure declares, is missing`, {
          file,
          line: 1,
          parameter: input,
          suggestion: nearestName(input, fields),
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
    problems.add(`the column ${field} is missing`, {
      file,
      line: 1,
      parameter: field,
      suggestion: nearestName(field, fields),
    });
  }
}

/** Columns that stand in a table for nothing; any of them may be what assets are summed by. */
function warnOfUnread(folder: InputFolder, table: CsvRows, declared: Declared): void {
  const facts = ["id", "lon", "lat", "taxonomy", "policy", "site_id", "exposure", ...declared.tagNames];
  const known = [...facts, ...NUMBERS, ...PERIODS, ...declared.periods, ...declared.costTypes.map(({ name }) => name)];
  const names = known.flatMap((field) => namesOf(field, declared));
  warnOfUnreadColumns(folder, table, names);
}

/** Columns of numbers that need no declaration. */
const NUMBERS = ["number", "area", "residents", "occupants_avg", "ideductible", "retrofitted"];

/** Columns of numbers: name here -> name in the engine's tables. */
function numberColumns(table: CsvRows, declared: Declared): { readonly name: string; readonly index: number }[] {
  const costs = declared.costTypes.map(({ name }) => name);
  const fields = [
    ...["number", "area", "residents", ...costs].map((field) => ({ field, name: field })),
    ...[...PERIODS].map((period) => ({ field: period, name: `occupants_${period}` })),
    ...["occupants_avg", "ideductible", "retrofitted"].map((field) => ({ field, name: field })),
  ];
  return fields
    .map(({ field, name }) => ({ name, index: columnOf(table, field, declared) }))
    .filter(({ index }) => index >= 0)
    .sort((a, b) => a.index - b.index);
}

function addRows(table: CsvRows, declared: Declared, gathered: Gathered, problems: ProblemList): void {
  const column = (field: string) => columnOf(table, field, declared);
  const [id, taxonomy, lon, lat] = [column("id"), column("taxonomy"), column("lon"), column("lat")];
  const policy = column("policy");
  if (id < 0 || taxonomy < 0 || lon < 0 || lat < 0) return;
  const numeric = numberColumns(table, declared);
  const tagColumns = declared.tagNames.map((name) => ({ name, index: column(name) })).filter(({ index }) => index >= 0);
  const before = problems.problems.length;
  // Equal tags are one text.
  const known = new Map<string, string>();
  const same = (text: string): string => {
    const found = known.get(text);
    if (found !== undefined) return found;
    known.set(text, text);
    return text;
  };
  for (const { row, line } of table.rows()) {
    const place = { file: table.file, line };
    const point = problems.attempt(() => placeOfAsset(row[lon]!, row[lat]!, place));
    const numbers = new Map<string, number>();
    for (const { name, index } of numeric) {
      if (isFiniteText(row[index]!)) numbers.set(name, Number(row[index]));
      else
        problems.add(`${JSON.stringify(row[index])} is no number`, {
          ...place,
          parameter: table.fields[index]!,
          allowed: "a number",
        });
    }
    if (policy >= 0) addPolicy(row[policy], gathered);
    const tags = new Map([["taxonomy", same(row[taxonomy]!.trim())]]);
    for (const { name, index } of tagColumns) tags.set(name, same(row[index]!));
    gathered.columns.add({ id: row[id]!, ...(point ?? { lon: 0, lat: 0 }), numbers, tags, place });
    if (problems.problems.length - before > MAX_ROW_PROBLEMS) return;
  }
  for (const field of table.fields) gathered.fields.add(field);
  for (const field of declared.inputs.keys()) gathered.fields.add(field);
  for (const period of PERIODS) if (column(period) >= 0) gathered.periods.add(period);
}

/** Coordinates of csv rows are rounded to five digits as numpy rounds, those of documents as Python does. */
function placeOfAsset(
  lon: string,
  lat: string,
  place: { readonly file: string; readonly line: number | undefined },
): { readonly lon: number; readonly lat: number } {
  try {
    parseLongitude(lon);
    parseLatitude(lat);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.problems[0].message, place);
  }
  return { lon: roundEven(Number(lon), 5), lat: roundEven(Number(lat), 5) };
}
