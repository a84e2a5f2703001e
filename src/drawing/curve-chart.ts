/** Curves over one axis, each axis plain or logarithmic, with a band behind them and parts of the axis shaded. */
import { type Axis, axisOf, placeOn } from "./axis.ts";
import { escapeXml, label, type Picture, picture, short, tag, textWidth } from "./svg.ts";
import { LIGHT, type Theme } from "./theme.ts";

export interface Curve {
  readonly name: string;
  readonly y: readonly number[];
  /** Its own places, where they are not those of the chart. */
  readonly x?: readonly number[];
  /** One of many, drawn thin and without a line of the legend: realizations. */
  readonly faint?: boolean;
  /** Number of its colour; its own place among the curves unless told otherwise. */
  readonly colour?: number;
  /** Drawn through unless told. */
  readonly stroke?: "dashed" | "dotted";
}

export interface CurveChart {
  readonly title: string;
  readonly x: { readonly label: string; readonly values: readonly number[]; readonly log?: boolean };
  readonly y: { readonly label: string; readonly log?: boolean; readonly fromZero?: boolean };
  readonly curves: readonly Curve[];
  /** Between two quantiles. */
  readonly band?: { readonly name: string; readonly low: readonly number[]; readonly high: readonly number[] };
  /** Only this part of the x axis is what curves are made for; the rest is shaded. */
  readonly valid?: readonly {
    readonly from: number;
    readonly to: number;
    readonly name: string;
    readonly colour: number;
  }[];
}

export interface DrawnChart extends Picture {
  /** Of the part between the axes, in pixels. */
  readonly frame: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly x: Axis;
  readonly y: Axis;
}

export interface DrawOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: Theme;
}

const [TOP, RIGHT, BOTTOM, LEFT] = [34, 26, 48, 78];
const LEGEND_ROW = 18;

/** Curves that the legend names. */
export function namedCurves({ curves }: CurveChart): readonly Curve[] {
  return curves.filter(({ faint }) => faint !== true);
}

export function drawCurves(chart: CurveChart, options: DrawOptions = {}): DrawnChart {
  const { width = 560, height = 360, theme = LIGHT } = options;
  const { title, curves, band } = chart;
  const isLog = chart.x.log ?? false;
  const x = axisOf(chart.x.label, [...chart.x.values, ...curves.flatMap((curve) => curve.x ?? [])], {
    log: isLog,
    decades: 12,
    exact: true,
  });
  const all = [...curves.flatMap((curve) => curve.y), ...(band === undefined ? [] : [...band.low, ...band.high])];
  const y = axisOf(chart.y.label, all, { log: chart.y.log ?? false, fromZero: chart.y.fromZero ?? false });
  const legend = legendOf(chart, theme, width);
  const frame = {
    left: LEFT,
    top: TOP,
    width: width - LEFT - RIGHT,
    height: height - TOP - BOTTOM - legend.rows * LEGEND_ROW,
  };
  const at = (vx: number, vy: number): [number, number] => [
    frame.left + placeOn(x, vx) * frame.width,
    frame.top + (1 - Math.max(-0.01, Math.min(1.01, placeOn(y, vy)))) * frame.height,
  ];
  const lines = curves.map((curve, i) => {
    const path = pathOf(curve.x ?? chart.x.values, curve.y, at, y);
    const colour = theme.series[(curve.colour ?? i) % theme.series.length]!;
    const many = { "stroke-width": 1, "stroke-opacity": 0.3 };
    const one = { "stroke-width": 2.2, "stroke-dasharray": dashesOf(curve.stroke) };
    return tag("path", {
      d: path,
      fill: "none",
      stroke: curve.faint === true ? theme.faint : colour,
      ...(curve.faint === true ? many : one),
    });
  });
  const drawn = picture(
    width,
    height,
    { title, description: descriptionOf(chart, x, y), ground: theme.ground },
    label(width / 2, 20, title, { fill: theme.ink, size: 14, anchor: "middle", bold: true }),
    ...validity(chart, x, frame, theme),
    ...axes(x, y, frame, theme),
    ...(band === undefined ? [] : [bandShape(band, chart.x.values, at, theme, y.log)]),
    ...lines,
    ...legend.shapes(height - legend.rows * LEGEND_ROW),
  );
  return { ...drawn, frame, x, y };
}

function descriptionOf(chart: CurveChart, x: Axis, y: Axis): string {
  const names = namedCurves(chart).map(({ name }) => name);
  return `${y.label} over ${x.label}: ${names.slice(0, 8).join(", ")}${names.length > 8 ? ` and ${names.length - 8} more` : ""}`;
}

/** Lines where there are values; what a logarithmic axis cannot show is a gap. */
function pathOf(
  xs: readonly number[],
  ys: readonly number[],
  at: (x: number, y: number) => [number, number],
  axis: Axis,
): string {
  let path = "";
  let pen = false;
  let below = false;
  for (const [i, x] of xs.entries()) {
    const y = ys[i] ?? Number.NaN;
    const [px, py] = at(x, y);
    // A tail under the axis is left after the point where it goes under.
    const wasBelow = below;
    below = y < axis.least;
    if (!Number.isFinite(px) || !Number.isFinite(y) || (axis.log && y <= 0) || (below && wasBelow)) {
      pen = false;
      continue;
    }
    path += `${pen ? "L" : "M"}${short(px)} ${short(py)}`;
    pen = true;
  }
  return path;
}

function bandShape(
  { low, high }: NonNullable<CurveChart["band"]>,
  xs: readonly number[],
  at: (x: number, y: number) => [number, number],
  theme: Theme,
  log: boolean,
): string {
  const least = Math.min(...high.filter((value) => !log || value > 0));
  const shown = xs
    .map((x, i) => ({ x, low: low[i]!, high: high[i]! }))
    .filter((each) => Number.isFinite(each.high) && (!log || each.high > 0));
  const floor = (value: number) => (log && !(value > 0) ? least / 1e6 : value);
  const upper = shown.map((each) => at(each.x, each.high));
  const lower = shown.map((each) => at(each.x, floor(each.low))).reverse();
  const points = [...upper, ...lower].map(([px, py]) => `${short(px)},${short(py)}`).join(" ");
  return tag("polygon", { points, fill: theme.series[0]!, "fill-opacity": 0.18 });
}

type Frame = DrawnChart["frame"];

function axes(x: Axis, y: Axis, frame: Frame, theme: Theme): string[] {
  const { left, top, width, height } = frame;
  const bottom = top + height;
  const shapes: string[] = [];
  const line = (x1: number, y1: number, x2: number, y2: number) =>
    tag("line", { x1, y1, x2, y2, stroke: theme.rule, "stroke-width": 1 });
  let free = Number.NEGATIVE_INFINITY;
  for (const { value, text } of x.ticks) {
    const place = left + placeOn(x, value) * width;
    shapes.push(line(place, top, place, bottom));
    const half = textWidth(text) / 2;
    if (place - half < free) continue;
    free = place + half + 8;
    shapes.push(label(place, bottom + 16, text, { fill: theme.ink, anchor: "middle" }));
  }
  for (const { value, text } of y.ticks) {
    const place = top + (1 - placeOn(y, value)) * height;
    shapes.push(line(left, place, left + width, place));
    shapes.push(label(left - 7, place + 4, text, { fill: theme.ink, anchor: "end" }));
  }
  shapes.push(label(left + width / 2, bottom + 36, x.label, { fill: theme.ink, anchor: "middle", size: 13 }));
  shapes.push(label(16, top + height / 2, y.label, { fill: theme.ink, anchor: "middle", size: 13, turned: -90 }));
  return shapes;
}

function validity({ valid = [] }: CurveChart, x: Axis, { left, top, width, height }: Frame, theme: Theme): string[] {
  if (valid.length === 0) return [];
  // What no curve is made for is shaded; the range of each one is a bar at the top.
  const from = Math.min(...valid.map((range) => range.from));
  const to = Math.max(...valid.map((range) => range.to));
  const place = (value: number) => left + Math.max(0, Math.min(1, value <= 0 && x.log ? 0 : placeOn(x, value))) * width;
  const shade = (start: number, end: number) =>
    end - start > 0.5 ? [tag("rect", { x: start, y: top, width: end - start, height, fill: theme.shade })] : [];
  const bars = valid.map(({ from: start, to: end, colour, name }, i) =>
    tag(
      "rect",
      {
        x: place(start),
        y: top + i * 4,
        width: Math.max(1, place(end) - place(start)),
        height: 3,
        fill: theme.series[colour % theme.series.length]!,
      },
      tag("title", {}, escapeXml(name)),
    ),
  );
  return [...shade(left, place(from)), ...shade(place(to), left + width), ...bars];
}

/** Dashes and gaps in pixels; undefined for a line drawn through. */
function dashesOf(kind: string | undefined): string | undefined {
  return kind === "dashed" ? "7 4" : kind === "dotted" ? "2 3" : undefined;
}

function legendOf(chart: CurveChart, theme: Theme, width: number) {
  const entries = chart.curves.flatMap((curve, i) =>
    curve.faint === true
      ? []
      : [
          {
            name: curve.name,
            colour: theme.series[(curve.colour ?? i) % theme.series.length]!,
            kind: curve.stroke ?? "line",
          },
        ],
  );
  const many = chart.curves.filter(({ faint }) => faint === true).length;
  const all = [
    ...entries,
    ...(chart.band === undefined ? [] : [{ name: chart.band.name, colour: theme.series[0]!, kind: "band" }]),
    ...(many === 0 ? [] : [{ name: `${many} realizations`, colour: theme.faint, kind: "line" }]),
    ...(chart.valid === undefined || chart.valid.length === 0
      ? []
      : [{ name: "outside the models' range", colour: theme.shade, kind: "shade" }]),
  ];
  const placed: { x: number; row: number; entry: (typeof all)[number] }[] = [];
  let [x, row] = [LEFT, 0];
  for (const entry of all) {
    const size = 34 + textWidth(entry.name);
    if (x > LEFT && x + size > width - 8) [x, row] = [LEFT, row + 1];
    placed.push({ x, row, entry });
    x += size + 12;
  }
  return {
    rows: all.length === 0 ? 0 : row + 1,
    shapes: (top: number): string[] =>
      placed.flatMap(({ x: left, row: line, entry }) => {
        const y = top + line * LEGEND_ROW + 4;
        const mark =
          entry.kind === "band" || entry.kind === "shade"
            ? tag("rect", {
                x: left,
                y: y - 5,
                width: 24,
                height: 10,
                fill: entry.colour,
                "fill-opacity": entry.kind === "band" ? 0.18 : 1,
              })
            : tag("line", {
                x1: left,
                y1: y,
                x2: left + 24,
                y2: y,
                stroke: entry.colour,
                "stroke-width": 2.2,
                "stroke-dasharray": dashesOf(entry.kind),
              });
        return [mark, label(left + 30, y + 4, entry.name, { fill: theme.ink })];
      }),
  };
}

/** The numbers of a chart as csv: a column a curve, places of all in one column where they are the same. */
export function curvesAsCsv(chart: CurveChart): string {
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const shared = chart.curves.every(({ x }) => x === undefined);
  if (shared) {
    const extra =
      chart.band === undefined
        ? []
        : [
            { name: `${chart.band.name} low`, y: chart.band.low },
            { name: `${chart.band.name} high`, y: chart.band.high },
          ];
    const series = [...chart.curves, ...extra];
    const rows = chart.x.values.map((value, i) => [value, ...series.map(({ y }) => y[i] ?? "")].join(","));
    return `${[chart.x.label, ...series.map(({ name }) => name)].map(quoted).join(",")}\r\n${rows.join("\r\n")}\r\n`;
  }
  const rows = chart.curves.flatMap(({ name, x = chart.x.values, y }) =>
    x.map((value, i) => `${quoted(name)},${value},${y[i] ?? ""}`),
  );
  return `${["curve", chart.x.label, chart.y.label].map(quoted).join(",")}\r\n${rows.join("\r\n")}\r\n`;
}
