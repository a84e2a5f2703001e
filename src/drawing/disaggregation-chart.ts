/** What makes the hazard: bars over one axis, or over two seen from above the corner, in layers of a third (epsilon). */

import { drawBars } from "./bar-chart.ts";
import type { DrawOptions } from "./curve-chart.ts";
import { numberText } from "./number-text.ts";
import { escapeXml, label, type Picture, picture, tag, textWidth } from "./svg.ts";
import { LIGHT } from "./theme.ts";

export type AxisName = "trt" | "mag" | "dist" | "lon" | "lat" | "eps";

export interface DisaggregationBin {
  readonly mag?: number;
  readonly dist?: number;
  readonly lon?: number;
  readonly lat?: number;
  readonly eps?: number;
  readonly trt?: string;
  readonly fraction: number;
}

export interface Disaggregation {
  readonly imt: string;
  readonly iml: number;
  readonly poe: number;
  readonly mean: { readonly [axis: string]: number };
  readonly mode: DisaggregationBin;
  readonly by: readonly AxisName[];
  readonly axes: {
    readonly [axis: string]: { readonly edges?: readonly number[]; readonly names?: readonly string[] };
  };
  readonly bins: readonly DisaggregationBin[];
}

const LABELS: { readonly [axis in AxisName]: string } = {
  trt: "tectonic region type",
  mag: "magnitude",
  dist: "distance (km)",
  lon: "longitude",
  lat: "latitude",
  eps: "epsilon",
};

/** One sentence: the level, mean and modal values. */
export function summaryOf({ imt, iml, mean, mode }: Disaggregation): string {
  const parts = (["mag", "dist", "eps"] as const).flatMap((axis) =>
    mean[axis] === undefined ? [] : [valueText(axis, mean[axis])],
  );
  const modal = Object.entries(mode).flatMap(([axis, value]) =>
    axis in LABELS ? [valueText(axis as AxisName, value as number | string)] : [],
  );
  return `${imt} of ${numberText(iml)}: mean ${parts.join(", ")}; most from ${modal.join(", ")} (${numberText(100 * mode.fraction)} %)`;
}

/** `magnitude 6.5`, `distance 12 km`. */
function valueText(axis: AxisName, value: number | string): string {
  const text = typeof value === "number" ? numberText(value) : value;
  return axis === "dist" ? `distance ${text} km` : `${LABELS[axis]} ${text}`;
}

/** Names of the bins of an axis: from and to, or the names themselves. */
function binNames({ edges, names }: Disaggregation["axes"][string]): string[] {
  if (names !== undefined) return [...names];
  return (edges ?? []).slice(0, -1).map((edge, i) => numberText((edge + edges![i + 1]!) / 2));
}

function placeIn(axis: Disaggregation["axes"][string], value: number | string | undefined): number {
  if (typeof value === "string" || value === undefined) return axis.names?.indexOf(value ?? "") ?? -1;
  const edges = axis.edges ?? [];
  return edges.findIndex((edge, i) => i + 1 < edges.length && value >= edge - 1e-9 && value < edges[i + 1]!);
}

export function drawDisaggregation(found: Disaggregation, options: DrawOptions = {}): Picture {
  const [first, second] = found.by;
  if (first === undefined) throw new Error("a disaggregation has at least one axis");
  if (second === undefined || found.by.length > 3) return alongOneAxis(found, first, options);
  return standingBars(found, first, second, found.by[2], options);
}

function alongOneAxis(found: Disaggregation, axis: AxisName, options: DrawOptions): Picture {
  const facts = found.axes[axis] ?? {};
  const groups = binNames(facts);
  const values = new Array<number>(groups.length).fill(0);
  for (const bin of found.bins) {
    const place = placeIn(facts, bin[axis]);
    if (place >= 0) values[place]! += 100 * bin.fraction;
  }
  return drawBars(
    {
      title: `What makes the hazard: ${found.imt} of ${numberText(found.iml)}`,
      x: LABELS[axis],
      y: "share of the hazard (%)",
      groups,
      series: [{ name: "share", values }],
    },
    options,
  );
}

/** Colours of layers from below to above, violet to green (PuOr-like, lightness apart). */
const LAYERS = [
  "#40004b",
  "#762a83",
  "#9970ab",
  "#c2a5cf",
  "#d9cfe0",
  "#c9dcc6",
  "#a6dba0",
  "#5aae61",
  "#1b7837",
  "#00582b",
  "#003d1d",
  "#00280f",
];

interface Column {
  readonly column: number;
  readonly row: number;
  readonly layers: number[];
}

function standingBars(
  found: Disaggregation,
  byRow: AxisName,
  byColumn: AxisName,
  byLayer: AxisName | undefined,
  options: DrawOptions,
): Picture {
  const { width = 560, height = 400, theme = LIGHT } = options;
  const [rowAxis, columnAxis] = [found.axes[byRow] ?? {}, found.axes[byColumn] ?? {}];
  const [rowNames, columnNames] = [binNames(rowAxis), binNames(columnAxis)];
  const layerAxis = byLayer === undefined ? undefined : (found.axes[byLayer] ?? {});
  const layerNames = layerAxis === undefined ? [""] : binNames(layerAxis);
  const columns = new Map<number, Column>();
  for (const bin of found.bins) {
    const row = placeIn(rowAxis, bin[byRow]);
    const column = placeIn(columnAxis, bin[byColumn]);
    const layer = layerAxis === undefined ? 0 : placeIn(layerAxis, bin[byLayer!]);
    if (row < 0 || column < 0 || layer < 0) continue;
    const key = row * columnNames.length + column;
    const known = columns.get(key) ?? { row, column, layers: new Array<number>(layerNames.length).fill(0) };
    columns.set(key, known);
    known.layers[layer]! += bin.fraction;
  }
  // Axes end where there is something, with one empty bin behind.
  const used = [...columns.values()].filter(({ layers }) => layers.some((share) => share > 1e-5));
  const rows = Math.min(rowNames.length, Math.max(1, ...used.map(({ row }) => row + 2)));
  const columnCount = Math.min(columnNames.length, Math.max(1, ...used.map(({ column }) => column + 2)));
  const tallest = Math.max(...used.map(({ layers }) => layers.reduce((a, b) => a + b, 0)), 1e-9);
  const up = height * 0.42;
  const ground = { left: 70, right: width - 60, bottom: height - 74, depth: height * 0.26 };
  const skew = (ground.right - ground.left) * 0.3;
  const across = ground.right - ground.left - skew;
  /** From the front left corner: columns go right, rows go back. */
  const at = (column: number, row: number, tall: number): [number, number] => [
    ground.left + (column / columnCount) * across + (row / rows) * skew,
    ground.bottom - (row / rows) * ground.depth - (tall / tallest) * up,
  ];
  const face = (points: readonly (readonly [number, number])[], fill: string, opacity = 1, title?: string) =>
    tag(
      "polygon",
      {
        points: points.map(([x, y]) => `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`).join(" "),
        fill,
        "fill-opacity": opacity,
        stroke: theme.ground,
        "stroke-width": 0.5,
      },
      ...(title === undefined ? [] : [tag("title", {}, escapeXml(title))]),
    );
  const shapes: string[] = [
    label(width / 2, 20, `What makes the hazard: ${found.imt} of ${numberText(found.iml)}`, {
      fill: theme.ink,
      size: 14,
      anchor: "middle",
      bold: true,
    }),
  ];
  shapes.push(
    tag("polygon", {
      points: [at(0, 0, 0), at(columnCount, 0, 0), at(columnCount, rows, 0), at(0, rows, 0)]
        .map((place) => place.join(","))
        .join(" "),
      fill: theme.shade,
      stroke: theme.faint,
    }),
  );
  for (const share of [0.25, 0.5, 0.75, 1]) {
    const [x0, y0] = at(0, rows, tallest * share);
    const [x1, y1] = at(columnCount, rows, tallest * share);
    shapes.push(tag("line", { x1: x0, y1: y0, x2: x1, y2: y1, stroke: theme.rule }));
    shapes.push(label(x1 + 6, y1 + 4, `${numberText(100 * tallest * share)} %`, { fill: theme.ink, size: 11 }));
  }
  used.sort((a, b) => b.row - a.row || a.column - b.column);
  for (const { row, column, layers } of used) {
    const [c0, c1, r0, r1] = [column + 0.12, column + 0.88, row + 0.12, row + 0.88];
    let low = 0;
    for (const [layer, share] of layers.entries()) {
      if (share <= 0) continue;
      const high = low + share;
      const fill =
        layerAxis === undefined
          ? theme.series[0]!
          : LAYERS[Math.round((layer / Math.max(1, layerNames.length - 1)) * (LAYERS.length - 1))]!;
      const name = `${LABELS[byRow]} ${rowNames[row]}, ${LABELS[byColumn]} ${columnNames[column]}${layerAxis === undefined ? "" : `, ${LABELS[byLayer!]} ${layerNames[layer]}`}: ${numberText(100 * share)} %`;
      shapes.push(face([at(c0, r0, low), at(c1, r0, low), at(c1, r0, high), at(c0, r0, high)], fill, 1, name));
      const side = [at(c1, r0, low), at(c1, r1, low), at(c1, r1, high), at(c1, r0, high)];
      shapes.push(face(side, fill, 1, name), face(side, "#000000", 0.22));
      low = high;
    }
    const topLayer = layers.findLastIndex((share) => share > 0);
    const fill =
      layerAxis === undefined
        ? theme.series[0]!
        : LAYERS[Math.round((topLayer / Math.max(1, layerNames.length - 1)) * (LAYERS.length - 1))]!;
    shapes.push(face([at(c0, r0, low), at(c1, r0, low), at(c1, r1, low), at(c0, r1, low)], fill, 0.9));
  }
  let free = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < columnCount; c++) {
    const [x, y] = at(c + 0.5, 0, 0);
    const name = columnNames[c]!;
    if (x - textWidth(name, 11) / 2 < free) continue;
    free = x + textWidth(name, 11) / 2 + 6;
    shapes.push(label(x, y + 15, name, { fill: theme.ink, size: 11, anchor: "middle" }));
  }
  // Names of the rows stand at the right end, where no bar in front hides them.
  const step = Math.max(1, Math.ceil((13 * rows) / ground.depth));
  for (let r = 0; r < rows; r += step) {
    const [x, y] = at(columnCount, r + 0.5, 0);
    shapes.push(label(x + 7, y + 4, rowNames[r]!, { fill: theme.ink, size: 11 }));
  }
  const [middleX, middleY] = at(columnCount / 2, 0, 0);
  shapes.push(label(middleX, middleY + 33, LABELS[byColumn], { fill: theme.ink, size: 13, anchor: "middle" }));
  const [sideX, sideY] = at(columnCount, rows / 2, 0);
  shapes.push(label(sideX + 42, sideY + 26, LABELS[byRow], { fill: theme.ink, size: 13 }));
  if (layerAxis !== undefined) {
    const present = layerNames.map((_, layer) => used.some(({ layers }) => layers[layer]! > 0));
    const [first, last] = [present.indexOf(true), present.lastIndexOf(true)];
    shapes.push(label(12, height - 12, LABELS[byLayer!], { fill: theme.ink, size: 12 }));
    let x = 12 + textWidth(LABELS[byLayer!]) + 12;
    for (let layer = Math.max(0, first); layer <= last; layer++) {
      const fill = LAYERS[Math.round((layer / Math.max(1, layerNames.length - 1)) * (LAYERS.length - 1))]!;
      shapes.push(tag("rect", { x, y: height - 22, width: 11, height: 11, fill }));
      shapes.push(label(x + 14, height - 12, layerNames[layer]!, { fill: theme.ink, size: 11 }));
      x += 24 + textWidth(layerNames[layer]!, 11);
    }
  }
  return picture(
    width,
    height,
    { title: "Disaggregation", description: summaryOf(found), ground: theme.ground },
    ...shapes,
  );
}

export function disaggregationAsCsv({ by, bins }: Disaggregation): string {
  const rows = bins.map((bin) => [...by.map((axis) => bin[axis] ?? ""), bin.fraction].join(","));
  return `${[...by, "fraction"].join(",")}\r\n${rows.join("\r\n")}\r\n`;
}
