/** Charts of results that are not of places: loss curves, losses and damages in sum and by tag, rates of events. */
import { type BarChart, barsAsCsv, drawBars } from "../../drawing/bar-chart.ts";
import type { CurveChart } from "../../drawing/curve-chart.ts";
import { type DescribedOutput, outputTables } from "../api-client.ts";
import { choice, element, fileName, say, textOfError } from "../element.ts";
import { columnOf, numbers, type ResultTable, summedBy, tagColumns, valueColumns } from "../result-tables.ts";
import { choose, parseRoute } from "../route.ts";
import { curveView } from "../views/curve-view.ts";
import { pictureView } from "../views/picture-view.ts";
import type { ShownCalculation } from "./shown-calculation.ts";

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

const LOSSES: readonly (readonly [column: string, name: string])[] = [
  ["loss", ""],
  ["loss_aep", "aggregate (AEP)"],
  ["loss_oep", "occurrence (OEP)"],
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
      LOSSES.flatMap(([column, meaning], i) => {
        const at = columnOf(table, column);
        if (at < 0 || (i > 0 && series.length > 4)) return [];
        const ordered = members.toSorted((a, b) => Number(a[period]) - Number(b[period]));
        return [
          {
            name: [name || "loss", meaning].filter(Boolean).join(", "),
            x: ordered.map((row) => Number(row[period])),
            y: ordered.map((row) => Number(row[at] ?? Number.NaN)),
            colour,
            dashed: i > 0,
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

/** Losses, damages, consequences in sum: a bar a value column, or a bar a tag. */
export function sums(table: ResultTable): Chart[] {
  const tag = table.columns.find(
    ({ name, type }) => (type === "text" || type === "string") && !NOT_TAGS.has(name),
  )?.name;
  const values = valueColumns(table).filter(
    ({ name }) => !name.endsWith("_ratio") && name !== "rlz_id" && name !== "number",
  );
  const units = Map.groupBy(values, ({ unit }) => unit ?? "");
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
        y: unit === "" || unit === "1" ? "value" : unit,
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

/** Rows of assets added up: the distribution of damage, or losses, of all of them or by a tag. */
function ofAssets(table: ResultTable, tag: string | undefined): Chart[] {
  const whole: ResultTable = {
    ...table,
    columns: [...table.columns, { name: "all assets", type: "text" }],
    rows: table.rows.map((row) => [...row, "all assets"]),
  };
  const summed = summedBy(tag === undefined ? whole : table, tag ?? "all assets");
  const values = valueColumns(summed);
  // `structural-slight`: columns of a loss type are one chart.
  const types = Map.groupBy(
    values,
    ({ name, unit }) => `${name.includes("-") ? name.slice(0, name.indexOf("-")) : ""}|${unit ?? ""}`,
  );
  return Array.from(types, ([key, columns]): Chart => {
    const [type = "", unit = ""] = key.split("|");
    const names = columns.map(({ name }) => name);
    return {
      kind: "bars",
      chart: {
        title: [table.name, type, tag === undefined ? "all assets" : `by ${tag}`].filter(Boolean).join(", "),
        x: type === "" ? "" : "damage state, consequence",
        y: unit || "value",
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

const CHARTS: { readonly [key: string]: (table: ResultTable, tag: string | undefined) => Chart[] } = {
  aggcurves: lossCurves,
  "aggcurves-stats": lossCurves,
  reinsurance_curves: lossCurves,
  "reinsurance-aggcurves": lossCurves,
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

export function chartedOutputs(described: readonly DescribedOutput[]): readonly DescribedOutput[] {
  return described.filter(({ key }) => Object.hasOwn(CHARTS, key));
}

export async function chartsTab(
  panel: HTMLElement,
  { id, described, outputs }: ShownCalculation,
  isOver: () => boolean,
): Promise<void> {
  const offered = chartedOutputs(described);
  if (offered.length === 0) {
    panel.replaceChildren(
      element(
        "p",
        {},
        "This calculation has no losses, damages or rates to chart. Hazard curves and spectra of a site are on its map.",
      ),
    );
    return;
  }
  const query = () => parseRoute(location.hash).query;
  const tools = element("p", { class: "choices" });
  const message = element("div", { role: "alert" });
  const charts = element("div", { class: "charts" });
  panel.replaceChildren(tools, message, charts);
  let turn = 0;

  async function show(): Promise<void> {
    const now = ++turn;
    const chosen = offered.find(({ key }) => key === query().get("output")) ?? offered[0]!;
    const output = outputs.find(({ type }) => type === chosen.key)!;
    try {
      const kinds = chosen.tables[0]?.kinds ?? [];
      const kind = kinds?.find((each) => each === query().get("kind")) ?? kinds?.[0];
      const tables = await outputTables(output.id, kind === undefined ? {} : { kind });
      if (isOver() || now !== turn) return;
      const byAsset = chosen.key.startsWith("damages") || chosen.key.startsWith("avg_losses");
      const tags = byAsset ? [...new Set(tables.flatMap(tagColumns))] : [];
      const tag = tags.find((name) => name === query().get("tag"));
      const set = (values: Readonly<Record<string, string | undefined>>) => {
        choose(values);
        void show();
      };
      tools.replaceChildren(
        choice(
          "Shown",
          offered.map(({ key, name }) => ({ value: key, label: name })),
          chosen.key,
          (key) => set({ output: key, tag: undefined, kind: undefined }),
        ),
        ...((kinds ?? []).length > 1
          ? [
              choice(
                "Statistic",
                kinds!.map((each) => ({ value: each, label: each })),
                kind,
                (each) => set({ kind: each }),
              ),
            ]
          : []),
        ...(tags.length > 0
          ? [
              choice(
                "By",
                [{ value: "", label: "all assets" }, ...tags.map((each) => ({ value: each, label: each }))],
                tag ?? "",
                (each) => set({ tag: each || undefined }),
              ),
            ]
          : []),
      );
      charts.replaceChildren();
      for (const table of tables)
        for (const [i, drawn] of CHARTS[chosen.key]!(table, tag).entries()) {
          const name = fileName(chosen.key, id, table.name, i);
          if (drawn.kind === "curves") curveView(charts, drawn.chart, name);
          else
            pictureView(charts, {
              name,
              draw: (options) => drawBars(drawn.chart, options),
              csv: () => barsAsCsv(drawn.chart),
            });
        }
      say(message, "");
    } catch (error) {
      if (!isOver()) say(message, textOfError(error), true);
    }
  }
  await show();
}
