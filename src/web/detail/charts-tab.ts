/** Charts of results that are not of places: loss curves in sum and of single assets, losses and damages in sum and by tag, rates of events. */
import { barsAsCsv, drawBars } from "../../drawing/bar-chart.ts";
import { columnOf, type ResultTable, tagColumns } from "../../drawing/result-table.ts";
import { RISK_CHARTS } from "../../drawing/risk-charts.ts";
import { type DescribedOutput, outputTables } from "../api-client.ts";
import { choice, element, fileName, say, textOfError } from "../element.ts";
import { choose, parseRoute } from "../route.ts";
import { curveView } from "../views/curve-view.ts";
import { pictureView } from "../views/picture-view.ts";
import type { ShownCalculation } from "./shown-calculation.ts";

export function chartedOutputs(described: readonly DescribedOutput[]): readonly DescribedOutput[] {
  return described.filter(({ key }) => Object.hasOwn(RISK_CHARTS, key));
}

/** Tables above this many rows are downloads, not charts. */
const MOST_ROWS = 300_000;
/** Assets that are offered while one types; any may be typed. */
const MOST_OFFERED = 1000;

function assetsOf(tables: readonly ResultTable[]): string[] {
  return [
    ...new Set(tables.flatMap((table) => table.rows.map((row) => String(row[columnOf(table, "asset_id")] ?? "")))),
  ];
}

function assetField(asset: string, onChange: (asset: string) => void): HTMLElement {
  const input = element("input", { type: "text", list: "chart-assets", value: asset, size: "12", id: "chart-asset" });
  input.addEventListener("change", () => onChange(input.value.trim()));
  return element("label", { class: "field" }, "Asset ", input);
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
  const ids = element("datalist", { id: "chart-assets" });
  const charts = element("div", { class: "charts" });
  panel.replaceChildren(tools, ids, message, charts);
  let turn = 0;

  async function show(): Promise<void> {
    const now = ++turn;
    const chosen = offered.find(({ key }) => key === query().get("output")) ?? offered[0]!;
    const output = outputs.find(({ type }) => type === chosen.key)!;
    try {
      const kinds = chosen.tables[0]?.kinds ?? [];
      const kind = kinds?.find((each) => each === query().get("kind")) ?? kinds?.[0];
      const rows = chosen.tables[0]?.rows ?? 0;
      if (rows > MOST_ROWS) throw new Error(`${rows} rows are too many to draw: take them from the downloads.`);
      const tables = await outputTables(output.id, kind === undefined ? {} : { kind });
      if (isOver() || now !== turn) return;
      const assets = chosen.key.startsWith("loss_curves") ? assetsOf(tables) : [];
      const asset = query().get("asset") ?? assets[0];
      if (assets.length > 0 && !assets.includes(asset!)) throw new Error(`there is no asset ${asset}`);
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
          (key) => set({ output: key, tag: undefined, kind: undefined, asset: undefined }),
        ),
        ...(assets.length > 1 ? [assetField(asset!, (each) => set({ asset: each }))] : []),
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
      ids.replaceChildren(...assets.slice(0, MOST_OFFERED).map((each) => element("option", { value: each })));
      charts.replaceChildren();
      for (const table of tables)
        for (const [i, drawn] of RISK_CHARTS[chosen.key]!(table, assets.length > 0 ? asset : tag).entries()) {
          const name = fileName(chosen.key, id, table.name, ...(assets.length > 0 ? [asset!] : []), i);
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
      if (!isOver() && now === turn) say(message, textOfError(error), true);
    }
  }
  await show();
}
