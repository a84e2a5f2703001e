import { expect, test } from "bun:test";
import { RISK_CHARTS } from "../../src/drawing/risk-charts.ts";

const table = {
  name: "loss_curves-mean",
  attributes: { kind: "mean" },
  columns: [
    { name: "asset_id", type: "text" },
    { name: "loss_type", type: "text" },
    { name: "loss_value", type: "number" },
    { name: "loss_ratio", type: "number" },
    { name: "poe", type: "number" },
  ],
  rows: [
    ["a", "structural", 0, 0, 1],
    ["a", "structural", 10, 0.1, 0.5],
    ["a", "structural", 20, 0.2, 0],
    ["b", "structural", 1, 0.1, 0.25],
    ["b", "structural", 2, 0.2, 0.125],
    ["b", "contents", 3, 0.3, 0.5],
  ],
};

function curves(asset: string | undefined) {
  return RISK_CHARTS["loss_curves-stats"]!(table, asset).map((drawn) => {
    if (drawn.kind !== "curves") throw new Error("not curves");
    const { title, x, curves } = drawn.chart;
    return { title, x: x.values, y: curves.map(({ name, y }) => [name, y]) };
  });
}

test("loss curves are those of one asset, a chart a loss type, without the zeros that logarithmic axes lack", () => {
  expect(curves("b")).toEqual([
    { title: "Loss curve of b, structural", x: [1, 2], y: [["mean", [0.25, 0.125]]] },
    { title: "Loss curve of b, contents", x: [3], y: [["mean", [0.5]]] },
  ]);
  expect(curves(undefined)).toEqual([{ title: "Loss curve of a, structural", x: [10], y: [["mean", [0.5]]] }]);
  expect(curves("c")).toEqual([]);
});

test("losses of years and of events are told apart from those of all events, and consequences from states", () => {
  const [drawn] = RISK_CHARTS["aggcurves-stats"]!(
    {
      name: "aggcurves-stats",
      attributes: {},
      columns: [
        { name: "return_period", type: "number" },
        { name: "loss_type", type: "text" },
        ...["loss", "loss_aep", "loss_oep"].map((name) => ({ name, type: "number" })),
      ],
      rows: [
        [50, "structural", 1, 2, 3],
        [100, "structural", 4, 5, 6],
      ],
    },
    undefined,
  );
  if (drawn?.kind !== "curves") throw new Error("not curves");
  expect(drawn.chart.curves.map(({ name, stroke }) => [name, stroke])).toEqual([
    ["loss", undefined],
    ["loss, aggregate (AEP)", "dashed"],
    ["loss, occurrence (OEP)", "dotted"],
  ]);
  const titles = RISK_CHARTS["damages-rlzs"]!(
    {
      name: "damage",
      attributes: {},
      columns: [
        { name: "asset_id", type: "text" },
        ...["structural-no_damage", "structural-complete", "structural-losses"].map((name) => ({
          name,
          type: "number",
        })),
      ],
      rows: [["a", 1, 2, 3]],
    },
    undefined,
  ).map(({ chart }) => chart.title);
  expect(titles).toEqual(["damage, structural, all assets", "damage, structural, losses, all assets"]);
});
