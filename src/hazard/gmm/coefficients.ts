/**
 * Coefficient tables: one row an intensity measure, as the papers print them.
 *
 * A row for a period between two rows is interpolated coefficient by coefficient, linear in the logarithm of period; nothing
 * is extrapolated, and rows without a period (PGA, PGV) take no part.
 */
import { InputError } from "../../input-error.ts";
import { type IntensityMeasure, parseIntensityMeasure } from "../intensity-measure.ts";

type Columns<Text extends string, Found = never> = Text extends `${infer First} ${infer Rest}`
  ? Columns<Rest, Found | First>
  : Found | Text;

/** Coefficients of one measure by name. All rows of a table have the same shape. */
export type Coefficients<Text extends string> = { readonly [column in Columns<Text> & string]: number };

export type Interpolation =
  /** Linear in ln(period), between neighbours. */
  | "logarithmic"
  /** Linear in period, between neighbours. */
  | "linear"
  /** Not-a-knot cubic spline in log10(period) through all rows, those without a period counting as period 0. */
  | "cubic";

export interface CoefficientTable<Text extends string> {
  /**
   * The row of a measure, interpolated where the table has none for its period.
   * @throws InputError naming the periods or measures of the table.
   */
  readonly at: (imt: IntensityMeasure) => Coefficients<Text>;
  readonly has: (imt: IntensityMeasure) => boolean;
  /** Periods of the spectral rows, ascending. */
  readonly periods: () => readonly number[];
  /**
   * The same table with some values replaced, by canonical name of the measure and column. Rows interpolated between those of the
   * table stay those of the original, as in the reference when the model without replacements is used beside.
   * @throws InputError for measures that have no row of their own and for unknown columns.
   */
  readonly override: (values: CoefficientOverrides) => CoefficientTable<Text>;
  /** The same table with some values replaced, interpolation included: a revised table. */
  readonly revise: (values: CoefficientOverrides) => CoefficientTable<Text>;
  /** All rows in the order of the table, by canonical name of the measure. */
  readonly rows: () => ReadonlyMap<string, Coefficients<Text>>;
}

export type CoefficientOverrides = { readonly [measure: string]: { readonly [column: string]: number } };

interface SpectralRow {
  readonly kind: string;
  readonly period: number;
  readonly values: readonly number[];
}

/**
 * Makes a table. `columns`: names separated by one space. `text`: a line a measure, its name (a bare number is a period
 * of spectral acceleration) and the values, separated by spaces; or a function that gives it. Parsed when first used, so that a program with
 * hundreds of tables starts quickly.
 */
export function coefficientTable<const Text extends string>(
  columns: Text,
  text: string | (() => string),
  options: { readonly interpolation?: Interpolation } = {},
): CoefficientTable<Text> {
  const names = columns.split(" ");
  const rowMaker = makeRowMaker<Text>(names);
  let parsed: Map<string, Coefficients<Text>> | undefined;
  const spectral: SpectralRow[] = [];
  const interpolated = new Map<string, Coefficients<Text>>();

  function rows(): Map<string, Coefficients<Text>> {
    if (parsed !== undefined) return parsed;
    parsed = new Map();
    for (const line of (typeof text === "string" ? text : text()).trim().split("\n")) {
      const [name = "", ...cells] = line.trim().split(/\s+/);
      const values = cells.map(Number);
      if (values.length !== names.length || values.some(Number.isNaN))
        throw new Error(`coefficient table: row ${name} has ${values.length} numbers for ${names.length} columns`);
      const imt = parseIntensityMeasure(name);
      parsed.set(imt.name, rowMaker(values));
    }
    for (const [name, row] of parsed) {
      const { kind, period } = parseIntensityMeasure(name);
      if (period > 0) spectral.push({ kind, period, values: Object.values<number>(row) });
    }
    spectral.sort((a, b) => a.period - b.period);
    return parsed;
  }

  function find(imt: IntensityMeasure): Coefficients<Text> | undefined {
    const exact = rows().get(imt.name);
    if (exact !== undefined || imt.period === 0) return exact;
    let row = interpolated.get(imt.name);
    if (row === undefined) {
      const values = interpolate(
        spectral.filter((candidate) => candidate.kind === imt.kind),
        imt.period,
        options.interpolation ?? "logarithmic",
      );
      if (values === undefined) return undefined;
      row = rowMaker(values);
      interpolated.set(imt.name, row);
    }
    return row;
  }

  /** Rows of `values` with the other columns as they are. */
  function replaceValues(values: CoefficientOverrides): Map<string, Coefficients<Text>> {
    const replaced = new Map<string, Coefficients<Text>>();
    for (const [measure, columnValues] of Object.entries(values)) {
      const name = parseIntensityMeasure(measure).name;
      const row = rows().get(name);
      if (row === undefined)
        throw new InputError(`no row ${measure} in the coefficients`, { allowed: describe(rows()) });
      const unknown = Object.keys(columnValues).find((column) => !names.includes(column));
      if (unknown !== undefined)
        throw new InputError(`no column ${unknown} in the coefficients`, { allowed: names.join(", ") });
      replaced.set(name, { ...row, ...columnValues });
    }
    return replaced;
  }

  const table: CoefficientTable<Text> = {
    at(imt) {
      const row = find(imt);
      if (row === undefined) throw new InputError(`no coefficients for ${imt.name}`, { allowed: describe(rows()) });
      return row;
    },
    has: (imt) => find(imt) !== undefined,
    periods() {
      rows();
      return spectral.map((row) => row.period);
    },
    override(values) {
      const replaced = replaceValues(values);
      return { ...table, at: (imt) => replaced.get(imt.name) ?? table.at(imt) };
    },
    revise(values) {
      const lines = [...rows(), ...replaceValues(values)].map(([name, row]) =>
        [name, ...Object.values<number>(row)].join(" "),
      );
      return coefficientTable(columns, lines.join("\n"), options);
    },
    rows,
  };
  return table;
}

/**
 * A table of a file beside the model. `csv`: a heading `imt,name,name,...`, then a line a measure as above, with commas. `columns`: those wanted,
 * in any order; `headings`: what a column is called in the file where that is not its name, so that tables which differ in a column share a file;
 * `where`: a column and the text of it in the lines that belong to the table, so that tables of the same shape share a file.
 */
export function tableFromCsv<const Text extends string>(
  columns: Text,
  csv: string,
  options: {
    readonly interpolation?: Interpolation;
    readonly headings?: { readonly [column: string]: string };
    readonly where?: { readonly column: string; readonly is: string };
  } = {},
): CoefficientTable<Text> {
  return coefficientTable(
    columns,
    () => {
      const [heading = "", ...lines] = csv.trim().split("\n");
      const found = heading.split(",");
      const placeOf = (name: string) => {
        const place = found.indexOf(name);
        if (place < 1) throw new Error(`coefficient table: no column ${name} in ${heading}`);
        return place;
      };
      const places = columns.split(" ").map((name) => placeOf(options.headings?.[name] ?? name));
      const { where } = options;
      const chooser = where === undefined ? -1 : placeOf(where.column);
      return lines
        .map((line) => line.split(","))
        .filter((cells) => where === undefined || cells[chooser] === where.is)
        .map((cells) => [cells[0], ...places.map((place) => cells[place])].join(" "))
        .join("\n");
    },
    options,
  );
}

/** The tables of one shape in a file, by what stands in `column`: see {@link tableFromCsv}. */
export function tablesFromCsv<const Text extends string, const Name extends string>(
  columns: Text,
  csv: string,
  column: string,
  names: readonly Name[],
): { readonly [name in Name]: CoefficientTable<Text> } {
  const entries = names.map((is) => [is, tableFromCsv(columns, csv, { where: { column, is } })] as const);
  return Object.fromEntries(entries) as { [name in Name]: CoefficientTable<Text> };
}

/**
 * A table in a user's file: a heading `IMT name name ...`, then a line a measure.
 * @throws InputError naming the first column that is missing.
 */
export function coefficientsFromText<const Text extends string>(
  text: string,
  columns: Text,
  file: string,
): CoefficientTable<Text> {
  const [heading = "", ...lines] = text.trim().split("\n");
  const found = heading.trim().split(/\s+/);
  const places = columns.split(" ").map((name) => {
    const place = found.indexOf(name);
    if (place < 1) throw new InputError(`the table has no column ${name}`, { file, line: 1 });
    return place;
  });
  const rows = lines.map((line) => line.trim().split(/\s+/));
  return coefficientTable(
    columns,
    rows.map((cells) => [cells[0], ...places.map((place) => cells[place])].join(" ")).join("\n"),
  );
}

/** What a table covers: `PGA, PGV, SA(0.01) to SA(10.0)`. */
function describe(rows: ReadonlyMap<string, unknown>): string {
  const plain: string[] = [];
  const byKind = new Map<string, IntensityMeasure[]>();
  for (const name of rows.keys()) {
    const imt = parseIntensityMeasure(name);
    if (imt.period === 0) plain.push(name);
    else byKind.set(imt.kind, [...(byKind.get(imt.kind) ?? []), imt]);
  }
  for (const measures of byKind.values()) {
    measures.sort((a, b) => a.period - b.period);
    plain.push(measures.length === 1 ? `${measures[0]?.name}` : `${measures[0]?.name} to ${measures.at(-1)?.name}`);
  }
  return plain.join(", ");
}

/** Rows made by one function have one hidden class, which keeps the evaluators monomorphic. */
function makeRowMaker<Text extends string>(names: readonly string[]) {
  return (values: readonly number[]): Coefficients<Text> => {
    const row: Record<string, number> = {};
    names.forEach((name, index) => {
      row[name] = values[index] ?? Number.NaN;
    });
    return row as Coefficients<Text>;
  };
}

/** `rows` ascending by period; undefined outside their range. */
function interpolate(rows: readonly SpectralRow[], period: number, how: Interpolation): readonly number[] | undefined {
  const next = rows.findIndex((row) => row.period > period);
  const above = rows[next];
  const below = rows[next - 1];
  if (above === undefined || below === undefined) return undefined;
  if (how === "cubic") return splineAt(rows, Math.log10(period));
  const ratio =
    how === "linear"
      ? (period - below.period) / (above.period - below.period)
      : (Math.log(period) - Math.log(below.period)) / (Math.log(above.period) - Math.log(below.period));
  return below.values.map((low, column) => ((above.values[column] ?? Number.NaN) - low) * ratio + low);
}

function splineAt(rows: readonly SpectralRow[], x: number): readonly number[] {
  const knots = rows.map((row) => Math.log10(row.period));
  return (rows[0]?.values ?? []).map((_, column) =>
    notAKnotSpline(
      knots,
      rows.map((row) => row.values[column] ?? Number.NaN),
      x,
    ),
  );
}

/**
 * Value at `x` of the cubic spline through (knots, values) whose third derivative is continuous at the second and the
 * last but one knot. At least four ascending knots.
 * @example notAKnotSpline([0, 1, 2, 3], [0, 1, 8, 27], 1.5) = 3.375
 */
export function notAKnotSpline(knots: readonly number[], values: readonly number[], x: number): number {
  const n = knots.length;
  if (n < 4) throw new Error("a not-a-knot spline needs four knots");
  const at = (array: readonly number[], index: number) => array[index] ?? Number.NaN;
  const h = (i: number) => at(knots, i + 1) - at(knots, i);
  const slope = (i: number) => (at(values, i + 1) - at(values, i)) / h(i);
  // Second derivatives m: interior rows h[i-1] m[i-1] + 2(h[i-1]+h[i]) m[i] + h[i] m[i+1] = 6 (slope[i]-slope[i-1]),
  // with m[0] and m[n-1] eliminated by the end conditions.
  const size = n - 2;
  const lower = new Array<number>(size).fill(0);
  const diagonal = new Array<number>(size).fill(0);
  const upper = new Array<number>(size).fill(0);
  const right = new Array<number>(size).fill(0);
  for (let i = 1; i <= size; i++) {
    lower[i - 1] = h(i - 1);
    diagonal[i - 1] = 2 * (h(i - 1) + h(i));
    upper[i - 1] = h(i);
    right[i - 1] = 6 * (slope(i) - slope(i - 1));
  }
  const first = h(0) / h(1);
  diagonal[0] = at(diagonal, 0) + h(0) * (1 + first);
  upper[0] = at(upper, 0) - h(0) * first;
  const last = h(n - 2) / h(n - 3);
  diagonal[size - 1] = at(diagonal, size - 1) + h(n - 2) * (1 + last);
  lower[size - 1] = at(lower, size - 1) - h(n - 2) * last;
  for (let i = 1; i < size; i++) {
    const factor = at(lower, i) / at(diagonal, i - 1);
    diagonal[i] = at(diagonal, i) - factor * at(upper, i - 1);
    right[i] = at(right, i) - factor * at(right, i - 1);
  }
  const m = new Array<number>(n).fill(0);
  for (let i = size - 1; i >= 0; i--)
    m[i + 1] = (at(right, i) - (i === size - 1 ? 0 : at(upper, i) * at(m, i + 2))) / at(diagonal, i);
  m[0] = at(m, 1) * (1 + first) - at(m, 2) * first;
  m[n - 1] = at(m, n - 2) * (1 + last) - at(m, n - 3) * last;
  let i = 0;
  while (i < n - 2 && x > at(knots, i + 1)) i++;
  const a = (at(knots, i + 1) - x) / h(i);
  const b = (x - at(knots, i)) / h(i);
  return (
    a * at(values, i) +
    b * at(values, i + 1) +
    (((a ** 3 - a) * at(m, i) + (b ** 3 - b) * at(m, i + 1)) * h(i) ** 2) / 6
  );
}
