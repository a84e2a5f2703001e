/** Charts of tables of risk: loss exceedance curves, losses and damages in sum and by tag, rates of events. */
import type { BarChart } from "./bar-chart.ts";
import type { CurveChart } from "./curve-chart.ts";
import { columnOf, numbers, type ResultTable, summedBy, valueColumns } from "./result-table.ts";

export type Chart =
  | { readonly kind: "curves"; readonly chart: CurveChart }
  | { readonly kind: "bars"; readonly chart: BarChart };

const text = (cell: number | string | null | undefined) => String(cell ?? "");

/** Rows by the texts of some columns, in the order in which they come. */
function groupsOf(table: ResultTable, columns: readonly string[]): Map<string, ResultTable["rows"][number][]> {
  const places = columns.map((name) => columnOf(table, name)).filter((at) => at >= 0);
  const groups = new Map<string, ResultTable["rows"][number][]>();
  for (const row of table.rows) {
    const key = places.map((at) => text(row[at])).join(", ");
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}

const LOSSES: readonly { readonly column: string; readonly meaning: string; readonly stroke?: "dashed" | "dotted" }[] =
  [
    { column: "loss", meaning: "" },
    { column: "loss_aep", meaning: "aggregate (AEP)", stroke: "dashed" },
    { column: "loss_oep", meaning: "occurrence (OEP)", stroke: "dotted" },
  ];

const NOT_TAGS = new Set([
  "return_period",
  "loss_type",
  "stat",
  "rlz_id",
  "rlz",
  "loss",
  "loss_aep",
  "loss_oep",
  "losses",
  "value",
  "loss_ratio",
]);

/** Loss exceedance curves: one chart a loss type, one curve a statistic or realization and tag. */
export function lossCurves(table: ResultTable): Chart[] {
  const tags = table.columns
    .filter(({ name, type }) => (type === "text" || type === "string") && !NOT_TAGS.has(name))
    .map(({ name }) => name);
  const period = columnOf(table, "return_period");
  return Array.from(groupsOf(table, ["loss_type"]), ([type, rows]): Chart => {
    const part = { ...table, rows };
    const series = Array.from(groupsOf(part, [...tags, "stat", "rlz_id"]));
    const curves = series.flatMap(([name, members], colour) =>
      LOSSES.flatMap(({ column, meaning, ...look }, i) => {
        const at = columnOf(table, column);
        if (at < 0 || (i > 0 && series.length > 4)) return [];
        const ordered = members.toSorted((a, b) => Number(a[period]) - Number(b[period]));
        return [
          {
            name: [name || "loss", meaning].filter(Boolean).join(", "),
            x: ordered.map((row) => Number(row[period])),
            y: ordered.map((row) => Number(row[at] ?? Number.NaN)),
            colour,
            ...look,
          },
        ];
      }),
    );
    const values = [...new Set(rows.map((row) => Number(row[period])))].sort((a, b) => a - b);
    const unit = table.columns[columnOf(table, "loss")]?.unit;
    return {
      kind: "curves",
      chart: {
        title: `Loss exceedance${type === "" ? "" : `, ${type}`}`,
        x: { label: "return period (years)", values, log: true },
        y: { label: unit === undefined ? "loss" : `loss (${unit})`, fromZero: true },
        curves: curves.map((curve) => ({ ...curve, faint: series.length > 30 })),
      },
    };
  });
}

/** Loss curves of one asset, the first unless told: a chart a loss type. */
export function assetLossCurves(table: ResultTable, asset: string | undefined): Chart[] {
  const [id, type, loss, poe] = ["asset_id", "loss_type", "loss_value", "poe"].map((name) => columnOf(table, name));
  const shown = asset ?? text(table.rows[0]?.[id!]);
  const rows = table.rows.filter((row) => text(row[id!]) === shown);
  return Array.from(
    Map.groupBy(rows, (row) => text(row[type!])),
    ([lossType, points]): Chart => {
      // On logarithmic axes there is no 0: curves end where nothing is exceeded any more.
      const drawn = points.filter((row) => Number(row[loss!]) > 0 && Number(row[poe!]) > 0);
      const unit = table.columns[loss!]?.unit;
      return {
        kind: "curves",
        chart: {
          title: `Loss curve of ${shown}, ${lossType}`,
          x: {
            label: unit === undefined ? "loss" : `loss (${unit})`,
            values: drawn.map((row) => Number(row[loss!])),
            log: true,
          },
          y: { label: "probability of exceedance", log: true },
          curves: [{ name: String(table.attributes["kind"] ?? "loss"), y: drawn.map((row) => Number(row[poe!])) }],
        },
      };
    },
  );
}

/** Losses, damages, consequences in sum: a bar a value column, or a bar a tag. */
export function sums(table: ResultTable): Chart[] {
  const tag = table.columns.find(
    ({ name, type }) => (type === "text" || type === "string") && !NOT_TAGS.has(name),
  )?.name;
  const values = valueColumns(table).filter(
    ({ name }) => !name.endsWith("_ratio") && name !== "rlz_id" && name !== "number",
  );
  // What has no unit is of its own kind each: losses, injured ...
  const units = Map.groupBy(values, ({ name, unit }) => unit ?? name);
  return Array.from(groupsOf(table, ["loss_type"])).flatMap(([type, rows]) =>
    Array.from(units, ([unit, columns]): Chart => {
      const others = groupsOf({ ...table, rows }, [...(tag === undefined ? [] : [tag]), "stat", "rlz_id"]);
      const byRow = columns.length === 1 && others.size > 1;
      const names = columns.map(({ name }) => name);
      const value = (row: ResultTable["rows"][number] | undefined, name: string) =>
        Number(row?.[columnOf(table, name)] ?? Number.NaN);
      const chart: BarChart = {
        title: [table.name.replace(/-$/, ""), type].filter(Boolean).join(", "),
        x: byRow ? (tag ?? "statistic") : "",
        y: unit === "1" ? "value" : unit,
        groups: byRow ? [...others.keys()] : names,
        series: byRow
          ? [{ name: names[0]!, values: Array.from(others.values(), ([row]) => value(row, names[0]!)) }]
          : Array.from(others, ([name, [row]]) => ({
              name: name || "all",
              values: names.map((each) => value(row, each)),
            })).slice(0, 8),
      };
      return { kind: "bars", chart };
    }),
  );
}

/** What follows from damage, beside the states themselves. */
const CONSEQUENCES: ReadonlySet<string> = new Set([
  "losses",
  "collapsed",
  "injured",
  "fatalities",
  "homeless",
  "non_operational",
  "affectedpop",
  "affectedunits",
  "embodied_carbon",
]);

/** Rows of assets added up: the distribution of damage, or losses, of all of them or by a tag. */
export function ofAssets(table: ResultTable, tag: string | undefined): Chart[] {
  const whole: ResultTable = {
    ...table,
    columns: [...table.columns, { name: "all assets", type: "text" }],
    rows: table.rows.map((row) => [...row, "all assets"]),
  };
  const summed = summedBy(tag === undefined ? whole : table, tag ?? "all assets");
  const values = valueColumns(summed);
  // `structural-slight`: states of a loss type are one chart, each of its consequences another.
  const types = Map.groupBy(values, ({ name, unit }) => {
    const at = name.indexOf("-");
    const [type, what] = at < 0 ? ["", name] : [name.slice(0, at), name.slice(at + 1)];
    return [type, unit ?? "", CONSEQUENCES.has(what) ? what : ""].join("|");
  });
  return Array.from(types, ([key, columns]): Chart => {
    const [type = "", unit = "", consequence = ""] = key.split("|");
    const names = columns.map(({ name }) => name);
    return {
      kind: "bars",
      chart: {
        title: [table.name, type, consequence, tag === undefined ? "all assets" : `by ${tag}`]
          .filter(Boolean)
          .join(", "),
        x: type === "" ? "" : consequence === "" ? "damage state" : "consequence",
        y: consequence || unit || "value",
        groups: names.map((name) => (type === "" ? name : name.slice(type.length + 1))),
        series: summed.rows.slice(0, 8).map((row) => ({
          name: text(row[0]),
          values: names.map((name) => Number(row[columnOf(summed, name)] ?? 0)),
        })),
      },
    };
  });
}

/** Numbers over numbers: rates by magnitude, spectra of a table. */
function plainCurve(table: ResultTable, log: boolean): Chart[] {
  const [x, ...ys] = table.columns.filter(({ type }) => type !== "text" && type !== "string");
  if (x === undefined || ys.length === 0) return [];
  return [
    {
      kind: "curves",
      chart: {
        title: table.name,
        x: {
          label: x.unit === undefined || x.unit === "1" ? x.name : `${x.name} (${x.unit})`,
          values: [...numbers(table, x.name)],
        },
        y: { label: ys[0]!.unit ?? ys[0]!.name, log },
        curves: ys.map(({ name }) => ({ name, y: [...numbers(table, name)] })),
      },
    },
  ];
}

/** By the key of the output. `chosen` is the tag that assets are added up by, or the asset whose curves are drawn. */
export const RISK_CHARTS: { readonly [key: string]: (table: ResultTable, chosen: string | undefined) => Chart[] } = {
  aggcurves: lossCurves,
  "aggcurves-stats": lossCurves,
  reinsurance_curves: lossCurves,
  "reinsurance-aggcurves": lossCurves,
  "loss_curves-rlzs": assetLossCurves,
  "loss_curves-stats": assetLossCurves,
  aggrisk: sums,
  "aggrisk-stats": sums,
  "damages-rlzs": ofAssets,
  "damages-stats": ofAssets,
  "avg_losses-rlzs": ofAssets,
  "avg_losses-stats": ofAssets,
  src_loss_table: (table) => [
    {
      kind: "bars",
      chart: {
        title: table.name,
        x: "source",
        y: table.columns[1]?.unit ?? "loss",
        groups: table.rows.map((row) => text(row[0])),
        series: [{ name: "loss", values: [...numbers(table, table.columns[1]?.name ?? "")] }],
      },
    },
  ],
  event_based_mfd: (table) => plainCurve(table, true),
};
