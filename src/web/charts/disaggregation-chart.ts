/** Which magnitudes at which distances make the hazard: shares as the area of squares on a grid, readable without colours. */
import { text } from "./number-text.ts";

export interface Disaggregation {
  readonly imt: string;
  readonly iml: number;
  readonly poe: number;
  readonly mean: { readonly mag: number; readonly dist: number; readonly eps?: number };
  readonly mode: { readonly mag: number; readonly dist: number; readonly fraction: number };
  readonly axes: {
    readonly mag: { readonly edges: readonly number[] };
    readonly dist: { readonly edges: readonly number[] };
  };
  readonly bins: readonly { readonly mag: number; readonly dist: number; readonly fraction: number }[];
}

export interface Square {
  /** Of the bin's middle, 0..1 of the width from the left and of the height from the bottom. */
  readonly x: number;
  readonly y: number;
  /** Side, as a share of the largest. */
  readonly side: number;
  readonly label: string;
}

/** Squares whose areas are as the shares of the bins. */
export function squares({ axes, bins }: Pick<Disaggregation, "axes" | "bins">): Square[] {
  const place = (edges: readonly number[], value: number): number => {
    const [first, last] = [edges[0]!, edges.at(-1)!];
    return (value - first) / (last - first || 1);
  };
  const most = bins.reduce((largest, { fraction }) => Math.max(largest, fraction), 0) || 1;
  return bins
    .filter(({ fraction }) => fraction > 0)
    .map(({ mag, dist, fraction }) => ({
      x: place(axes.dist.edges, dist),
      y: place(axes.mag.edges, mag),
      side: Math.sqrt(fraction / most),
      label: `M ${text(mag)} at ${text(dist)} km: ${text(100 * fraction)} %`,
    }));
}

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, LEFT, BOTTOM] = [480, 280, 44, 40];

function shape(name: string, attributes: Readonly<Record<string, string | number>>, content = ""): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.textContent = content;
  return made;
}

export function disaggregationChart(parent: HTMLElement, found: Disaggregation): void {
  const { imt, iml, mean, mode, axes } = found;
  const chart = shape("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", class: "bins" });
  const summary =
    `${imt} of ${text(iml)}: mean magnitude ${text(mean.mag)} at ${text(mean.dist)} km` +
    `${mean.eps === undefined ? "" : `, epsilon ${text(mean.eps)}`}; most from magnitude ${text(mode.mag)} at ${text(mode.dist)} km (${text(100 * mode.fraction)} %)`;
  chart.setAttribute("aria-label", summary);
  const [across, up] = [WIDTH - LEFT - 10, HEIGHT - BOTTOM - 10];
  const columns = axes.dist.edges.length - 1;
  const rows = axes.mag.edges.length - 1;
  const largest = Math.max(3, Math.min(across / columns, up / rows));
  for (const { x, y, side, label } of squares(found)) {
    const size = Math.max(1, side * largest);
    const square = shape("rect", {
      x: LEFT + x * across - size / 2,
      y: 10 + (1 - y) * up - size / 2,
      width: size,
      height: size,
    });
    square.append(shape("title", {}, label));
    chart.append(square);
  }
  const tick = (value: number, x: number, y: number, anchor: string) =>
    shape("text", { x, y, "text-anchor": anchor }, text(value));
  for (const share of [0, 0.5, 1]) {
    const at = (edges: readonly number[]) => edges[0]! + share * (edges.at(-1)! - edges[0]!);
    chart.append(tick(at(axes.dist.edges), LEFT + share * across, HEIGHT - BOTTOM + 18, "middle"));
    chart.append(tick(at(axes.mag.edges), LEFT - 6, 14 + (1 - share) * up, "end"));
  }
  chart.append(shape("text", { x: LEFT + across / 2, y: HEIGHT - 6, "text-anchor": "middle" }, "distance (km)"));
  chart.append(
    shape(
      "text",
      { x: 12, y: 10 + up / 2, "text-anchor": "middle", transform: `rotate(-90 12 ${10 + up / 2})` },
      "magnitude",
    ),
  );
  const caption = document.createElement("p");
  caption.textContent = summary;
  parent.append(chart, caption);
}
