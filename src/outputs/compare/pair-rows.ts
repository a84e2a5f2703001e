/** Which row of one table is which row of another. */
import { compareCells, numberOf } from "./compare-cells.ts";
import { DEFAULT_TOLERANCE } from "./comparison.ts";
import type { TextTable } from "./csv-table.ts";

/** Columns that identify rows in exports of the engine, in the order in which they are tried. */
const KEY_NAMES = [
  ...["site_id", "custom_site_id", "lon", "lat", "depth", "asset_id", "asset", "event_id", "eid", "rup_id", "ses_id"],
  ...["rlz_id", "rlz", "branch_path", "agg_id", "loss_type", "loss_id", "stat", "kind", "imt", "poe", "iml", "period"],
  ...["return_period", "year", "mag", "dist", "eps", "trt", "src_id", "source_id", "source", "group_id", "grp_id"],
  ...["policy", "policy_id", "dmg_state", "taxonomy", "peril", "id", "ordinal", "node"],
];

export interface RowPairs {
  /** Columns that identify a row. */
  readonly keys: readonly string[];
  /** Rows of the first and of the second table, pair by pair. */
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly onlyInA: readonly number[];
  readonly onlyInB: readonly number[];
  readonly isAmbiguous: boolean;
}

/** Columns that say where a row is even when it is the only one. */
const PLACE_NAMES: ReadonlySet<string> = new Set([...KEY_NAMES.slice(0, 11), "rlz_id", "branch_path"]);

/** Columns that tell rows apart, but are computed in some tables: the probabilities of a loss curve. */
const COMPUTED_NAMES: ReadonlySet<string> = new Set(["poe", "iml", "mag", "dist", "eps"]);

type KeyPart = (text: string) => string;

const exactPart: KeyPart = (text) => String(numberOf(text) ?? text);

/** Of sides that write a number with other precisions. */
const roundedPart: KeyPart = (text) => {
  const value = numberOf(text);
  return value === undefined || Number.isInteger(value) ? exactPart(text) : String(Number(value.toPrecision(5)));
};

function keyReader(table: TextTable, columns: readonly string[], part: KeyPart): (row: number) => string {
  const indices = columns.map((column) => table.columns.indexOf(column));
  return (row) => indices.map((index) => part(table.rows[row]![index]!)).join("\u0000");
}

/** Columns that may identify rows: those with a known name, then those of texts. */
function candidates(a: TextTable, b: TextTable): string[] {
  const shared = new Set(a.columns.filter((column) => b.columns.includes(column)));
  const named = KEY_NAMES.flatMap((name) => [...shared].filter((column) => column.toLowerCase() === name));
  const texts = [...shared].filter((column) => {
    const index = a.columns.indexOf(column);
    return !named.includes(column) && a.rows.length > 0 && a.rows.every((row) => numberOf(row[index]!) === undefined);
  });
  return [...named, ...texts];
}

/** The fewest first candidates that tell all rows of the table apart; all that help, when none do. */
function identifying(table: TextTable, columns: readonly string[]): { keys: string[]; isUnique: boolean } {
  const { length } = table.rows;
  if (length <= 1) return { keys: columns.filter((name) => PLACE_NAMES.has(name.toLowerCase())), isUnique: true };
  const chosen: string[] = [];
  let most = 1;
  for (const column of columns) {
    if (most === length) break;
    const key = keyReader(table, [...chosen, column], exactPart);
    const distinct = new Set(table.rows.map((_, row) => key(row))).size;
    if (distinct <= most) continue;
    chosen.push(column);
    most = distinct;
  }
  // A longitude alone may do, but the place of a site is both.
  for (const other of ["lon", "lat"]) if (columns.includes(other) && !chosen.includes(other)) chosen.push(other);
  const keys = chosen.sort((first, second) => table.columns.indexOf(first) - table.columns.indexOf(second));
  return { keys, isUnique: most === length };
}

interface Sides {
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/** Rows of equal keys in their order, and what is left of both sides. */
function match(rows: Sides, keyA: (row: number) => string, keyB: (row: number) => string) {
  const byKey = new Map<string, number[]>();
  for (const row of rows.b) {
    const key = keyB(row);
    const found = byKey.get(key);
    if (found === undefined) byKey.set(key, [row]);
    else found.push(row);
  }
  const used = new Map<string, number>();
  const taken = new Set<number>();
  const pairs: [a: number, b: number][] = [];
  const left: number[] = [];
  for (const row of rows.a) {
    const key = keyA(row);
    const count = used.get(key) ?? 0;
    const partner = byKey.get(key)?.[count];
    if (partner === undefined) {
      left.push(row);
      continue;
    }
    used.set(key, count + 1);
    taken.add(partner);
    pairs.push([row, partner]);
  }
  return { pairs, left: { a: left, b: rows.b.filter((row) => !taken.has(row)) } };
}

/**
 * Rows stand in one order on both sides: what is fixed is equal row by row, and so is what is computed, nearly. Where that
 * does not tell rows apart either (equal probabilities along a loss curve), the fixed ones decide.
 */
function isInOrder(
  a: TextTable,
  b: TextTable,
  fixed: readonly string[],
  computed: readonly string[],
  isUnique: boolean,
) {
  if (a.rows.length !== b.rows.length) return false;
  const [keyA, keyB] = [keyReader(a, fixed, roundedPart), keyReader(b, fixed, roundedPart)];
  if (!a.rows.every((_, row) => keyA(row) === keyB(row))) return false;
  if (!isUnique && fixed.length > 0) return true;
  return computed.every((column) => {
    const [inA, inB] = [a.columns.indexOf(column), b.columns.indexOf(column)];
    return a.rows.every((row, i) => compareCells(row[inA]!, b.rows[i]![inB]!, DEFAULT_TOLERANCE).isWithin);
  });
}

/** Pairs rows by their keys; rows of equal keys in their order; rows of tables without any key column by position. */
export function pairRows(a: TextTable, b: TextTable): RowPairs {
  const { keys, isUnique } = identifying(a, candidates(a, b));
  const all = { a: [...a.rows.keys()], b: [...b.rows.keys()] };
  const fixed = keys.filter((name) => !COMPUTED_NAMES.has(name.toLowerCase()));
  const computed = keys.filter((name) => !fixed.includes(name));
  if (isInOrder(a, b, fixed, computed, isUnique))
    return { keys, a: all.a, b: all.b, onlyInA: [], onlyInB: [], isAmbiguous: !isUnique };
  const exact = match(all, keyReader(a, keys, exactPart), keyReader(b, keys, exactPart));
  const rounded = match(exact.left, keyReader(a, keys, roundedPart), keyReader(b, keys, roundedPart));
  // What differs in a computed column only is the same row with another value.
  const isTried = fixed.length > 0 && fixed.length < keys.length;
  const other = isTried
    ? match(rounded.left, keyReader(a, fixed, exactPart), keyReader(b, fixed, exactPart))
    : { pairs: [], left: rounded.left };
  const pairs = [...exact.pairs, ...rounded.pairs, ...other.pairs].sort(([first], [second]) => first - second);
  return {
    keys,
    a: pairs.map(([row]) => row),
    b: pairs.map(([, row]) => row),
    onlyInA: other.left.a,
    onlyInB: other.left.b,
    isAmbiguous: !isUnique,
  };
}
