/** What of a calculation can be put on a map: outputs whose rows have a place, and fields of single events. */
import type { ScaleKind } from "../../drawing/colour-scale.ts";
import {
  columnOf,
  mapLayers,
  numbers,
  placeColumns,
  type ResultTable,
  summedBy,
  tablesOf,
  valueColumns,
} from "../../drawing/result-table.ts";
import { type DescribedOutput, type Output, outputTables, resultTables } from "../api-client.ts";

export interface MapSet {
  /** Of the address: `hmaps`, `avg_losses-stats/avg_losses-mean`. */
  readonly key: string;
  readonly label: string;
  readonly output: Output;
  /** Name of its table among those of the output. */
  readonly table: string;
  /** Statistics and realizations; empty where it has none. */
  readonly kinds: readonly string[];
  /** Rows are the sites of the calculation, in their order. */
  readonly bySite: boolean;
  /** The field of one event is shown at a time. */
  readonly byEvent: boolean;
}

/** Outputs whose rows have places but whose values are of a site's curve, or shown by another output as well. */
const NOT_ON_MAPS = new Set(["hcurves", "uhs", "hmaps-stats"]);
const NO_VALUES = new Set(["disagg-rlzs", "disagg-stats"]);

const SITES = "sites";
const NO_OUTPUT: Output = { id: -1, name: "Sites", type: SITES, outtypes: [], size_mb: null };

/** @param realizations of the calculation, for outputs that have kinds */
export function mapSets(
  described: readonly DescribedOutput[],
  outputs: readonly Output[],
  realizations: number,
): MapSet[] {
  const sets = described.flatMap((each): MapSet[] => {
    const output = outputs.find(({ type }) => type === each.key);
    if (output === undefined || NOT_ON_MAPS.has(each.key) || NO_VALUES.has(each.key)) return [];
    if (each.key === "gmf_data")
      return [
        {
          key: "gmf_data",
          label: "Ground motion field of an event",
          output,
          table: "gmf-data",
          kinds: [],
          bySite: true,
          byEvent: true,
        },
      ];
    const tables = each.tables.filter(({ columns }) => placeColumns(columns) !== undefined);
    return tables.map((table) => ({
      key: each.tables.length === 1 ? each.key : `${each.key}/${table.name}`,
      label: tables.length === 1 ? each.name : `${each.name}: ${table.name}`,
      output,
      table: table.name,
      kinds: table.kinds === null ? [] : kindsOf(table.kinds, realizations),
      bySite: table.by_site || each.key === "avg_gmf" || each.key === "site_model",
      byEvent: false,
    }));
  });
  // The sites are always there to be clicked, also where no output has a value at them.
  const hasSites = sets.some(({ key }) => key === "site_model") || described.length === 0;
  if (!hasSites)
    sets.push({
      key: SITES,
      label: "Sites",
      output: NO_OUTPUT,
      table: "sitecol",
      kinds: [],
      bySite: true,
      byEvent: false,
    });
  // What most people look for first.
  const first = [
    "hmaps",
    "avg_losses-stats",
    "damages-stats",
    "damages-rlzs",
    "avg_losses-rlzs",
    "avg_gmf",
    "gmf_data",
  ];
  const rank = ({ output }: MapSet) => (first.indexOf(output.type) + first.length + 1) % (first.length + 1);
  return sets.toSorted((a, b) => rank(a) - rank(b));
}

/** Realizations that are offered one by one. */
const MOST_REALIZATIONS = 200;

function kindsOf(kinds: readonly string[], realizations: number): string[] {
  const single = realizations > 1 && realizations <= MOST_REALIZATIONS && !kinds.some((kind) => kind.startsWith("rlz"));
  return [...kinds, ...(single ? Array.from({ length: realizations }, (_, r) => `rlz-${r}`) : [])];
}

export interface MapChoice {
  readonly kind: string | undefined;
  readonly event: number;
  /** Text column whose groups are added up: every place shows the sum of its group. */
  readonly tag: string | undefined;
}

/** The rows of a set, with their places. */
export async function loadSet(id: number, set: MapSet, { kind, event }: MapChoice): Promise<ResultTable> {
  if (set.byEvent) return fieldOfEvent(id, set, event);
  if (set.key === SITES) return tablesOf(await resultTables(id, "sitecol"))[0]!;
  const tables = await outputTables(set.output.id, kind === undefined ? {} : { kind });
  const found =
    tables.find(({ name }) => name === set.table) ?? tables.find((table) => placeColumns(table.columns) !== undefined);
  if (found === undefined) throw new Error(`${set.label} has no table with places`);
  return found;
}

/** Fields are stored without places: joined with the sites here. Sites without a row have 0. */
async function fieldOfEvent(id: number, set: MapSet, event: number): Promise<ResultTable> {
  const [fields, sites] = await Promise.all([
    outputTables(set.output.id, { event_id: String(event) }),
    resultTables(id, "sitecol").then((answer) => tablesOf(answer)[0]!),
  ]);
  const field = fields.find(({ name }) => name === "gmf-data");
  if (field === undefined) throw new Error("the calculation has no ground-motion fields");
  const key = columnOf(field, "custom_site_id") >= 0 ? "custom_site_id" : "site_id";
  const [keyAt, siteKeyAt] = [columnOf(field, key), columnOf(sites, key === "site_id" ? "sids" : key)];
  const values = field.columns.flatMap((column, at) =>
    ["event_id", key].includes(column.name) ? [] : [{ column, at }],
  );
  const rows = new Map(field.rows.map((row) => [row[keyAt], row]));
  return {
    name: `gmf-event-${event}`,
    attributes: field.attributes,
    columns: [
      ...["lon", "lat"].map((name) => sites.columns[columnOf(sites, name)]!),
      ...values.map(({ column }) => ({ ...column, name: column.name.replace(/^gmv_/, "") })),
    ],
    rows: sites.rows.map((site) => [
      site[columnOf(sites, "lon")]!,
      site[columnOf(sites, "lat")]!,
      ...values.map(({ at }) => rows.get(site[siteKeyAt]!)?.[at] ?? 0),
    ]),
  };
}

export interface Layer {
  readonly column: string;
  readonly label: string;
}

/** Columns that can be coloured, those with the hazard's words first. */
export function layersOf(set: MapSet, table: ResultTable): Layer[] {
  const time = Number(table.attributes["investigation_time"] ?? 0);
  if (set.output.type === "hmaps") return mapLayers(table, time);
  if (set.key === SITES) return siteLayers(table);
  return valueColumns(table).map(({ name, unit }) => ({
    column: name,
    label: unit === undefined || unit === "1" ? name : `${name} (${unit})`,
  }));
}

/** Parameters of the sites, what they are asked for most first. */
function siteLayers(table: ResultTable): Layer[] {
  const names = table.columns
    .filter(({ name, type }) => type !== "text" && !["sids", "lon", "lat"].includes(name))
    .map(({ name }) => name);
  return names
    .toSorted((a, b) => Number(b === "vs30") - Number(a === "vs30"))
    .map((name) => ({ column: name, label: name }));
}

export interface LayerValues {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly values: Float64Array;
  readonly unit: string;
  readonly kind: ScaleKind;
}

/** Values that spread over less than a decade, or have both signs, are shown by the value. */
function scaleKindOf(values: Float64Array): ScaleKind {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < 0) return "linear";
    if (value > 0) [least, greatest] = [Math.min(least, value), Math.max(greatest, value)];
  }
  return greatest / least > 4 ? "logarithmic" : "linear";
}

export function layerValues(table: ResultTable, column: string, tag: string | undefined): LayerValues {
  const [lonName, latName] = placeColumns(table.columns) ?? ["lon", "lat"];
  let values = numbers(table, column);
  if (tag !== undefined) {
    const sums = summedBy(table, tag);
    const at = columnOf(sums, column);
    const byName = new Map(sums.rows.map((row) => [row[0], Number(row[at])]));
    const tagAt = columnOf(table, tag);
    values = Float64Array.from(table.rows, (row) => byName.get(String(row[tagAt] ?? "")) ?? Number.NaN);
  }
  const unit = table.columns[columnOf(table, column)]?.unit ?? "";
  return {
    lon: numbers(table, lonName),
    lat: numbers(table, latName),
    values,
    unit: unit === "1" ? "" : unit,
    kind: scaleKindOf(values),
  };
}
