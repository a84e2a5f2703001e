/**
 * Scripts of `drawing/` as texts. The server runs them as well, and a bundle holds a file either as code or as text: so their
 * texts are written here when this module is built, which is loaded when a browser first asks.
 */
import { sourceText } from "./source-text.ts" with { type: "macro" };

export const DRAWING_SCRIPTS: { readonly [name: string]: string } = {
  "drawing/axis.ts": sourceText("drawing/axis.ts"),
  "drawing/bar-chart.ts": sourceText("drawing/bar-chart.ts"),
  "drawing/colour-scale.ts": sourceText("drawing/colour-scale.ts"),
  "drawing/curve-chart.ts": sourceText("drawing/curve-chart.ts"),
  "drawing/disaggregation-chart.ts": sourceText("drawing/disaggregation-chart.ts"),
  "drawing/hazard-charts.ts": sourceText("drawing/hazard-charts.ts"),
  "drawing/map-picture.ts": sourceText("drawing/map-picture.ts"),
  "drawing/number-text.ts": sourceText("drawing/number-text.ts"),
  "drawing/projection.ts": sourceText("drawing/projection.ts"),
  "drawing/result-table.ts": sourceText("drawing/result-table.ts"),
  "drawing/risk-charts.ts": sourceText("drawing/risk-charts.ts"),
  "drawing/svg.ts": sourceText("drawing/svg.ts"),
  "drawing/theme.ts": sourceText("drawing/theme.ts"),
};
