/** Tables as the server answers them in JSON, and what hazard pages read out of them. */

export interface ResultTable {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string | number };
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly unit?: string;
    readonly meaning?: string;
  }[];
  readonly rows: readonly (readonly (number | string | null)[])[];
}

/** One answer may hold one table or several. */
export type TableAnswer = ResultTable | { readonly tables: readonly ResultTable[] };

export function tablesOf(answer: TableAnswer): readonly ResultTable[] {
  return "tables" in answer ? answer.tables : [answer];
}

/** A column as numbers; empty cells are NaN. */
export function numbers(table: ResultTable, name: string): Float64Array {
  const place = table.columns.findIndex((column) => column.name === name);
  return Float64Array.from(table.rows, (row) => Number(row[place] ?? Number.NaN));
}

export interface MapLayer {
  /** Column of the table. */
  readonly column: string;
  readonly label: string;
}

const PLACES = new Set(["site_id", "custom_site_id", "lon", "lat", "depth", "vs30"]);

/** Columns of a map that can be coloured. @param time years of the probabilities */
export function mapLayers(table: ResultTable, time: number): MapLayer[] {
  return table.columns
    .filter(({ name, type }) => !PLACES.has(name) && type !== "string")
    .map(({ name }) => ({ column: name, label: layerLabel(name, time) }));
}

function layerLabel(name: string, time: number): string {
  const parts = /^(.*)-([0-9.e-]+)$/.exec(name);
  if (parts === null) return name.replace(/^gmv_/, "");
  const poe = Number(parts[2]);
  if (!(time > 0)) return name;
  const period = -time / Math.log1p(-poe);
  return `${parts[1]}, ${Number((100 * poe).toPrecision(3))} % in ${time} years (every ${Math.round(period)} years)`;
}

export interface HazardCurve {
  readonly imt: string;
  readonly levels: readonly number[];
  /** By statistic: `mean`, `quantile-0.15` ... */
  readonly poes: readonly { readonly name: string; readonly y: readonly number[] }[];
}

/** Curves of one site, joined by measure. */
export function hazardCurves(tables: readonly ResultTable[]): HazardCurve[] {
  const byMeasure = new Map<string, { levels: number[]; poes: { name: string; y: number[] }[] }>();
  for (const table of tables) {
    const imt = String(table.attributes["imt"] ?? "");
    const [row] = table.rows;
    if (row === undefined) continue;
    const cells = table.columns.flatMap(({ name }, i) =>
      name.startsWith("poe-") ? [{ level: Number(name.slice(4)), i }] : [],
    );
    const known = byMeasure.get(imt) ?? { levels: cells.map(({ level }) => level), poes: [] };
    byMeasure.set(imt, known);
    known.poes.push({ name: String(table.attributes["kind"] ?? "curve"), y: cells.map(({ i }) => Number(row[i])) });
  }
  return Array.from(byMeasure, ([imt, curve]) => ({ imt, ...curve }));
}

export interface Spectrum {
  readonly periods: readonly number[];
  readonly motions: readonly number[];
}

/** Motion by period at a probability, read off a row of a map: PGA counts as 0.01 s. */
export function uniformHazardSpectrum(table: ResultTable, site: number, poe: string): Spectrum {
  const points = table.columns.flatMap(({ name }, i) => {
    const parts = /^(PGA|SA\(([0-9.]+)\))-(.*)$/.exec(name);
    const value = Number(table.rows[site]?.[i]);
    if (parts === null || parts[3] !== poe || !(value > 0)) return [];
    return [{ period: parts[2] === undefined ? 0.01 : Number(parts[2]), value }];
  });
  points.sort((a, b) => a.period - b.period);
  return { periods: points.map(({ period }) => period), motions: points.map(({ value }) => value) };
}

/** Place of a column, -1 where there is none. */
export function columnOf(table: ResultTable, name: string): number {
  return table.columns.findIndex((column) => column.name === name);
}

const LONGITUDES = ["lon", "centroid_lon"];
const LATITUDES = ["lat", "centroid_lat"];

/** Names of the columns of longitude and latitude, undefined where rows have no place. */
export function placeColumns(
  columns: readonly { readonly name: string }[],
): readonly [lon: string, lat: string] | undefined {
  const names = columns.map(({ name }) => name);
  const lon = LONGITUDES.find((name) => names.includes(name));
  const lat = LATITUDES.find((name) => names.includes(name));
  return lon === undefined || lat === undefined ? undefined : [lon, lat];
}

/** Columns that name what a row is about, not a value of it. */
export function isIdentifier(name: string): boolean {
  return /(^|_)(id|ids|sids)$/.test(name) || ["asset", "taxonomy"].includes(name);
}

/** Columns whose values are sums when rows are added up. */
export function valueColumns(table: ResultTable): ResultTable["columns"] {
  return table.columns.filter(
    ({ name, type }) =>
      type !== "text" &&
      type !== "string" &&
      !isIdentifier(name) &&
      !PLACES.has(name) &&
      !LONGITUDES.includes(name) &&
      !LATITUDES.includes(name),
  );
}

/** Columns of texts that rows can be grouped by. */
export function tagColumns(table: ResultTable): readonly string[] {
  return table.columns
    .filter(
      ({ name, type }) =>
        (type === "text" || type === "string") && !["asset_id", "custom_site_id", "id"].includes(name),
    )
    .map(({ name }) => name)
    .filter(
      (name) => new Set(table.rows.map((row) => row[columnOf(table, name)])).size < Math.max(2, table.rows.length),
    );
}

/** Rows added up by a text column: losses and damages by tag. */
export function summedBy(table: ResultTable, tag: string): ResultTable {
  const at = columnOf(table, tag);
  const values = valueColumns(table);
  const places = values.map(({ name }) => columnOf(table, name));
  const groups = new Map<string, number[]>();
  for (const row of table.rows) {
    const name = String(row[at] ?? "");
    const sums = groups.get(name) ?? new Array<number>(values.length).fill(0);
    groups.set(name, sums);
    for (const [i, place] of places.entries()) sums[i]! += Number(row[place] ?? 0);
  }
  return {
    name: `${table.name} by ${tag}`,
    attributes: table.attributes,
    columns: [{ name: tag, type: "text" }, ...values],
    rows: Array.from(groups, ([name, sums]) => [name, ...sums]),
  };
}

/** A table as csv. */
export function tableAsCsv(table: ResultTable): string {
  const quoted = (cell: number | string | null | undefined) => {
    const text = cell === null || cell === undefined ? "" : String(cell);
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const rows = table.rows.map((row) => row.map(quoted).join(","));
  return `${[table.columns.map(({ name }) => quoted(name)).join(","), ...rows].join("\r\n")}\r\n`;
}
