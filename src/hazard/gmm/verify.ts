/**
 * Comparing models with tables of reference values: a folder with `index.json` and one CSV an entry, a row a context and measure,
 * columns of parameters followed by `imt, mean, sigma, tau, phi`.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../input-error.ts";
import {
  type ContextBlock,
  DISTANCE_COLUMNS,
  makeContextBlock,
  type NumericColumn,
  RUPTURE_COLUMNS,
  SITE_COLUMNS,
  TEXT_COLUMNS,
  type TextColumn,
} from "../context-block.ts";
import { parseIntensityMeasure } from "../intensity-measure.ts";
import { type GroundMotionModel, makeGroundMotionBlock } from "./model.ts";
import { buildModelFromText } from "./model-text.ts";
import { buildModel, UnknownModelError } from "./registry.ts";

/** Relative (and, for the mean, absolute below 1) tolerance on every number. */
export const TOLERANCE = 1e-6;
/** Models of 32-bit networks and trees, whose reference values have seven digits; the trees here are rounded to 6e-5 besides. */
const LOOSE_TOLERANCE = 1e-4;
const LOOSE_MODULES = new Set([
  "mohammadi_turkiye_2023",
  "karimzadeh_azores_islands_2023",
  "taherian_2024_inland",
  "taherian_2024_offshore",
]);
/** Below this a standard deviation counts as equal whatever its relative difference. */
const DEVIATION_FLOOR = 1e-9;

export type Verdict = "passed" | "failed" | "unimplemented";

export interface VerifiedEntry {
  readonly name: string;
  readonly file: string;
  readonly class: string;
  readonly verdict: Verdict;
  /** Largest difference relative to max(1, |wanted|) for means and to the wanted value for standard deviations; null if none was computed. */
  readonly worst: number | null;
  /** Where the worst difference is: line of the file (1-based, with its header), measure and column. */
  readonly row?: number;
  readonly column?: string;
  readonly imt?: string;
  /** Why it failed, when not by a number. */
  readonly reason?: string;
}

export interface Verification {
  readonly entries: readonly VerifiedEntry[];
  readonly totals: { readonly [verdict in Verdict]: number };
  /** Classes no entry of which could be built. */
  readonly unimplementedClasses: readonly string[];
}

interface IndexEntry {
  readonly name: string;
  readonly kind: string;
  readonly cls: string;
  readonly module?: string;
  readonly toml?: string;
  readonly file?: string;
  readonly trt?: string;
  readonly std_types?: readonly string[];
  readonly rupture_params?: readonly string[];
  readonly site_params?: readonly string[];
  readonly distances?: readonly string[];
  readonly undeclared_params_needed?: readonly string[];
  readonly columns?: readonly string[];
  readonly imt_errors?: { readonly [imt: string]: string };
  readonly sa_period_probe?: { readonly [period: string]: string };
}

/** Which entries to check; all when left out. */
export interface VerifyOptions {
  readonly only?: (entry: { readonly name: string; readonly class: string }) => boolean;
}

/** Checks every entry of the index of `folder` that has a table. @throws InputError when there is no readable index. */
export function verifyFolder(folder: string, options: VerifyOptions = {}): Verification {
  const entries: VerifiedEntry[] = [];
  for (const entry of readIndex(folder)) {
    if (entry.file === undefined) continue;
    if (options.only !== undefined && !options.only({ name: entry.name, class: entry.cls })) continue;
    entries.push(verifyEntry(folder, { ...entry, file: entry.file }));
  }
  const totals = { passed: 0, failed: 0, unimplemented: 0 };
  for (const entry of entries) totals[entry.verdict]++;
  const done = new Set(entries.filter((entry) => entry.verdict !== "unimplemented").map((entry) => entry.class));
  const missing = new Set(entries.map((entry) => entry.class).filter((name) => !done.has(name)));
  return { entries, totals, unimplementedClasses: [...missing].sort() };
}

function readIndex(folder: string): IndexEntry[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(join(folder, "index.json"), "utf8"));
  } catch (error) {
    throw new InputError(`cannot read the index of the tables: ${(error as Error).message.replace(folder, ".")}`, {
      file: "index.json",
    });
  }
  const entries = (parsed as { entries?: unknown } | null)?.entries;
  if (typeof entries !== "object" || entries === null)
    throw new InputError("the index of the tables has no entries", { file: "index.json" });
  return Object.values(entries) as IndexEntry[];
}

function verifyEntry(folder: string, entry: IndexEntry & { readonly file: string }): VerifiedEntry {
  const base = { name: entry.name, file: entry.file, class: entry.cls };
  try {
    let worst: Difference = { size: 0 };
    const table = readTable(join(folder, entry.file), entry.file);
    for (const model of buildAll(folder, entry, table.measures)) {
      const wrongFact = checkFacts(model, entry);
      if (wrongFact !== undefined) return { ...base, verdict: "failed", worst: null, reason: wrongFact };
      const difference = compare(model, table);
      if (!(difference.size <= worst.size)) worst = difference;
    }
    const tolerance = LOOSE_MODULES.has(entry.module ?? "") ? LOOSE_TOLERANCE : TOLERANCE;
    const { size, ...place } = worst;
    return { ...base, verdict: size <= tolerance ? "passed" : "failed", worst: size, ...place };
  } catch (error) {
    if (error instanceof UnknownModelError) return { ...base, verdict: "unimplemented", worst: null };
    return { ...base, verdict: "failed", worst: null, reason: (error as Error).message };
  }
}

/** The model by every way of writing it: by name for classes and aliases, and by its TOML where the index has one. */
function buildAll(folder: string, entry: IndexEntry, measures: readonly string[]): GroundMotionModel[] {
  const environment = { folder: join(folder, "data"), measures: measures.map(parseIntensityMeasure) };
  const models: GroundMotionModel[] = [];
  if (entry.kind !== "variant") models.push(buildModel(entry.name, {}, environment));
  if (entry.toml !== undefined) models.push(buildModelFromText(entry.toml, environment));
  return models;
}

/** What is declared differently from the index, if anything. */
function checkFacts(model: GroundMotionModel, entry: IndexEntry): string | undefined {
  const undeclared = entry.undeclared_params_needed ?? [];
  const columns = new Set([...model.ruptureColumns, ...model.distanceColumns, ...model.siteColumns] as string[]);
  const wanted = new Set([
    ...(entry.rupture_params ?? []),
    ...(entry.distances ?? []),
    ...(entry.site_params ?? []),
    ...undeclared,
  ]);
  // The reference reads some columns without declaring them; those are in the table.
  const present = wanted.union(new Set(entry.columns ?? []));
  const difference = [...wanted.difference(columns), ...columns.difference(present)];
  if (difference.length > 0) return `declared columns differ by ${difference.join(", ")}`;
  if (entry.trt !== undefined && model.tectonicRegionType !== entry.trt)
    return `tectonic region is ${model.tectonicRegionType}`;
  if (
    new Set(entry.std_types as readonly string[]).symmetricDifference(new Set<string>(model.standardDeviations)).size >
    0
  )
    return `standard deviations are ${model.standardDeviations.join(", ")}`;
  // An AttributeError is a crash of the reference, not a refusal.
  const errors = Object.entries(entry.imt_errors ?? {}).filter(([, error]) => !error.startsWith("AttributeError"));
  const refused = [
    ...errors.map(([name]) => name),
    ...Object.entries(entry.sa_period_probe ?? {})
      .filter(([, outcome]) => outcome === "KeyError")
      .map(([period]) => `SA(${period})`),
  ];
  for (const name of refused) if (!refuses(model, name)) return `${name} is accepted, the reference refuses it`;
  return undefined;
}

function refuses(model: GroundMotionModel, measure: string): boolean {
  try {
    model.forMeasure(parseIntensityMeasure(measure));
    return false;
  } catch (error) {
    if (error instanceof InputError) return true;
    throw error;
  }
}

interface ReferenceTable {
  readonly measures: readonly string[];
  readonly header: readonly string[];
  /** Cells and line number (1-based) of the rows of each measure. */
  readonly rows: ReadonlyMap<string, readonly { readonly line: number; readonly cells: readonly string[] }[]>;
}

function readTable(path: string, name: string): ReferenceTable {
  const lines = readFileSync(path, "utf8").split("\n");
  const header = (lines[0] ?? "").trim().split(",");
  const measureColumn = header.indexOf("imt");
  if (measureColumn < 0) throw new InputError("the table has no column imt", { file: name, line: 1 });
  const rows = new Map<string, { line: number; cells: string[] }[]>();
  lines.slice(1).forEach((line, index) => {
    if (line.trim() === "") return;
    const cells = splitCells(line.trim());
    const measure = cells[measureColumn] ?? "";
    const list = rows.get(measure) ?? [];
    list.push({ line: index + 2, cells });
    rows.set(measure, list);
  });
  return { measures: [...rows.keys()], header, rows };
}

/** Cells of a line; commas inside quotes or brackets do not separate (`SDi(1.0,2.0)`). */
function splitCells(line: string): string[] {
  if (!/["(]/.test(line)) return line.split(",");
  return line.split(/,(?![^(]*\))/).map((cell) => cell.replace(/^"|"$/g, ""));
}

interface Difference {
  readonly size: number;
  readonly row?: number;
  readonly column?: string;
  readonly imt?: string;
}

const NUMERIC = new Set<string>([...RUPTURE_COLUMNS, ...DISTANCE_COLUMNS, ...SITE_COLUMNS]);
const TEXT = new Set<string>(TEXT_COLUMNS);

function compare(model: GroundMotionModel, table: ReferenceTable): Difference {
  let worst: Difference = { size: 0 };
  for (const [imt, rows] of table.rows) {
    const block = fillBlock(table.header, rows);
    const out = makeGroundMotionBlock(rows.length);
    model.forMeasure(parseIntensityMeasure(imt))(block, out);
    for (const column of ["mean", "sigma", "tau", "phi"] as const) {
      const cell = table.header.indexOf(column);
      rows.forEach((row, index) => {
        const size = differenceOf(column, out[column][index] ?? Number.NaN, Number(row.cells[cell]));
        if (!(size <= worst.size)) worst = { size, row: row.line, column, imt };
      });
    }
  }
  return worst;
}

function differenceOf(column: string, got: number, want: number): number {
  if (Number.isNaN(got) || Number.isNaN(want)) return Number.POSITIVE_INFINITY;
  if (got === want) return 0;
  if (column === "mean") return Math.abs(got - want) / Math.max(1, Math.abs(want));
  if (want === 0 || got === 0) return Number.POSITIVE_INFINITY;
  return Math.abs(got - want) <= DEVIATION_FLOOR ? 0 : Math.abs(got - want) / Math.abs(want);
}

function fillBlock(header: readonly string[], rows: readonly { readonly cells: readonly string[] }[]): ContextBlock {
  const names = header.slice(0, header.indexOf("imt"));
  const unknown = names.find((name) => !NUMERIC.has(name) && !TEXT.has(name));
  if (unknown !== undefined) throw new InputError(`unknown column ${unknown}`, { line: 1 });
  const block = makeContextBlock(names as (NumericColumn | TextColumn)[], rows.length);
  block.length = rows.length;
  names.forEach((name, column) => {
    rows.forEach((row, index) => {
      const cell = row.cells[column] ?? "";
      if (TEXT.has(name)) block[name as TextColumn][index] = cell;
      else block[name as NumericColumn][index] = Number(cell);
    });
  });
  return block;
}
