/** Curves on two logarithmic axes: probability over motion, motion over period. */
import { text } from "./number-text.ts";
import uPlot from "./uplot.js";

export interface Curve {
  readonly name: string;
  readonly y: readonly number[];
}

export interface ChartOptions {
  readonly title: string;
  readonly x: { readonly label: string; readonly values: readonly number[] };
  readonly y: { readonly label: string; readonly log: boolean };
  readonly curves: readonly Curve[];
}

/** Colours that differ in lightness, too (Okabe and Ito 2008). */
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

const LINEAR = 1;
const LOGARITHMIC = 3;

/** Values that a logarithmic axis cannot show are gaps. */
function shown(values: readonly number[], log: boolean): (number | null)[] {
  return values.map((value) => (log && !(value > 0) ? null : value));
}

export function curveChart(
  parent: HTMLElement,
  { title, x, y, curves }: ChartOptions,
): { readonly destroy: () => void } {
  const style = getComputedStyle(parent);
  const axis = {
    stroke: style.getPropertyValue("--ink"),
    grid: { stroke: style.getPropertyValue("--rule"), width: 1 },
    ticks: { stroke: style.getPropertyValue("--rule"), width: 1 },
  };
  const chart = new uPlot(
    {
      title,
      width: Math.max(260, parent.clientWidth),
      height: 280,
      scales: {
        x: { time: false, distr: x.values.every((value) => value > 0) ? LOGARITHMIC : LINEAR },
        y: { distr: y.log ? LOGARITHMIC : LINEAR },
      },
      axes: [
        { ...axis, label: x.label },
        {
          ...axis,
          label: y.label,
          size: 70,
          values: (_, ticks) => ticks.map((tick) => (tick === null ? "" : text(tick))),
        },
      ],
      series: [
        { label: x.label, value: (_, value) => (value === null ? "" : text(value)) },
        ...curves.map(({ name }, i) => ({
          label: name,
          stroke: COLOURS[i % COLOURS.length]!,
          width: i === 0 ? 3 : 1.5,
          ...(i === 0 ? {} : { dash: [6, 3] }),
          value: (_: uPlot, value: number | null) => (value === null ? "" : text(value)),
        })),
      ],
    },
    [[...x.values], ...curves.map((curve) => shown(curve.y, y.log))],
    parent,
  );
  const watcher = new ResizeObserver(() => chart.setSize({ width: Math.max(260, parent.clientWidth), height: 280 }));
  watcher.observe(parent);
  return {
    destroy() {
      watcher.disconnect();
      chart.destroy();
    },
  };
}
