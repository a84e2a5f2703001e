/** Bars side by side in groups: damage states by loss type, losses by tag, sums over one axis of a disaggregation. */
import { axisOf, placeOn } from "./axis.ts";
import type { DrawOptions } from "./curve-chart.ts";
import { numberText } from "./number-text.ts";
import { escapeXml, label, type Picture, picture, tag, textWidth } from "./svg.ts";
import { LIGHT } from "./theme.ts";

export interface BarChart {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  /** Names along the x axis. */
  readonly groups: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** Groups that fit; others are left out and told. */
const MOST_GROUPS = 60;
const WIDEST_BAR = 90;

export function drawBars(chart: BarChart, options: DrawOptions = {}): Picture {
  const { width = 560, height = 360, theme = LIGHT } = options;
  const groups = chart.groups.slice(0, MOST_GROUPS);
  const y = axisOf(
    chart.y,
    chart.series.flatMap(({ values }) => values),
    { fromZero: true },
  );
  const slot = (width - 74 - 16) / Math.max(1, groups.length);
  const widest = Math.max(...groups.map((name) => textWidth(name, 11)), 0);
  const slanted = widest > slot - 4;
  const below = 38 + (slanted ? Math.min(90, widest * 0.72) : 14) + (chart.series.length > 1 ? 20 : 0);
  const frame = { left: 74, top: 34, width: width - 74 - 16, height: height - 34 - below };
  const bottom = frame.top + frame.height;
  const zero = frame.top + (1 - placeOn(y, 0)) * frame.height;
  const shapes: string[] = [
    label(width / 2, 20, chart.title, { fill: theme.ink, size: 14, anchor: "middle", bold: true }),
  ];
  for (const { value, text } of y.ticks) {
    const place = frame.top + (1 - placeOn(y, value)) * frame.height;
    shapes.push(
      tag("line", { x1: frame.left, y1: place, x2: frame.left + frame.width, y2: place, stroke: theme.rule }),
    );
    shapes.push(label(frame.left - 7, place + 4, text, { fill: theme.ink, anchor: "end" }));
  }
  const thick = Math.min(WIDEST_BAR, (slot * 0.8) / Math.max(1, chart.series.length));
  for (const [g, name] of groups.entries()) {
    const start = frame.left + (g + 0.5) * slot - (thick * chart.series.length) / 2;
    for (const [s, { name: series, values }] of chart.series.entries()) {
      const value = values[g] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      const top = frame.top + (1 - placeOn(y, value)) * frame.height;
      shapes.push(
        tag(
          "rect",
          {
            x: start + s * thick,
            y: Math.min(top, zero),
            width: Math.max(1, thick - 1),
            height: Math.max(0.5, Math.abs(zero - top)),
            fill: theme.series[s % theme.series.length]!,
          },
          tag("title", {}, escapeXml(`${name}${chart.series.length > 1 ? `, ${series}` : ""}: ${numberText(value)}`)),
        ),
      );
    }
    const middle = frame.left + (g + 0.5) * slot;
    const shown = name.length > 22 ? `${name.slice(0, 21)}…` : name;
    if (slanted && (slot >= 10 || g % Math.ceil(10 / slot) === 0))
      shapes.push(label(middle + 4, bottom + 14, shown, { fill: theme.ink, size: 11, anchor: "end", turned: -40 }));
    else if (!slanted) shapes.push(label(middle, bottom + 16, shown, { fill: theme.ink, size: 11, anchor: "middle" }));
  }
  const legendTop = height - 8;
  if (chart.series.length > 1) {
    let x = frame.left;
    for (const [s, { name }] of chart.series.entries()) {
      shapes.push(
        tag("rect", { x, y: legendTop - 10, width: 12, height: 12, fill: theme.series[s % theme.series.length]! }),
      );
      shapes.push(label(x + 17, legendTop, name, { fill: theme.ink }));
      x += 30 + textWidth(name);
    }
  }
  shapes.push(
    label(frame.left + frame.width / 2, height - (chart.series.length > 1 ? 28 : 8), chart.x, {
      fill: theme.ink,
      anchor: "middle",
      size: 13,
    }),
  );
  shapes.push(
    label(16, frame.top + frame.height / 2, chart.y, { fill: theme.ink, anchor: "middle", size: 13, turned: -90 }),
  );
  const left = chart.groups.length - groups.length;
  const description = `${chart.y} by ${chart.x}${left > 0 ? `; the first ${groups.length} of ${chart.groups.length}` : ""}`;
  return picture(width, height, { title: chart.title, description, ground: theme.ground }, ...shapes);
}

export function barsAsCsv({ x, groups, series }: BarChart): string {
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = groups.map((group, g) => [quoted(group), ...series.map(({ values }) => values[g] ?? "")].join(","));
  return `${[x, ...series.map(({ name }) => name)].map(quoted).join(",")}\r\n${rows.join("\r\n")}\r\n`;
}
