/** Small plots of differences as SVG, coloured by the report's style sheet. */
import { escapeXml } from "../formats/xml.ts";
import type { TableComparison, Tolerance } from "./comparison.ts";

const HEIGHT = 90;
const BASE = 70;
const BAR = 18;
/** Columns drawn; of more, the worst. */
const MOST_COLUMNS = 40;

function bar(index: number, height: number, kind: string, title: string): string {
  const x = 8 + index * (BAR + 4);
  return `<rect class="${kind}" x="${x}" y="${(BASE - height).toFixed(1)}" width="${BAR}" height="${height.toFixed(1)}"><title>${escapeXml(title)}</title></rect>`;
}

const svg = (width: number, label: string, inside: string) =>
  `<svg viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}" role="img" aria-label="${escapeXml(label)}"><line x1="4" y1="${BASE}" x2="${width - 4}" y2="${BASE}"/>${inside}</svg>`;

const text = (index: number, label: string) =>
  `<text x="${8 + index * (BAR + 4) + BAR / 2}" y="${BASE + 13}">${escapeXml(label)}</text>`;

/** Numbers of cells by decade of their relative difference; heights grow with the logarithm of the number. */
export function histogramPlot({ histogram, output }: TableComparison, { rtol }: Tolerance): string {
  const counts = [histogram.none, ...histogram.decades];
  const top = Math.log10(1 + Math.max(1, ...counts));
  const bars = counts.map((count, index) => {
    const [from, to] = [index - 13, index - 12];
    const range = index === 0 ? "no difference" : `1e${from} to 1e${to}`;
    const isBeyond = index > 0 && 10 ** to > rtol * 1.0001;
    return count === 0
      ? ""
      : bar(index, (60 * Math.log10(1 + count)) / top, isBeyond ? "bad" : "good", `${count} cells: ${range}`);
  });
  const labels = counts.map((_, index) =>
    index === 0 ? text(0, "0") : index % 3 === 1 ? text(index, `1e${index - 13}`) : "",
  );
  return svg(
    16 + counts.length * (BAR + 4),
    `Cells of ${output} by relative difference`,
    bars.join("") + labels.join(""),
  );
}

/** Worst relative difference of each column on a logarithmic scale from 1e-8 to 1. */
export function columnsPlot({ columns, output }: TableComparison): string {
  const shown = columns
    .map((column, index) => ({ ...column, index }))
    .filter(({ worst }) => worst > 0)
    .sort((first, second) => second.worst - first.worst)
    .slice(0, MOST_COLUMNS)
    .sort((first, second) => first.index - second.index);
  if (shown.length === 0) return "";
  const height = (worst: number) => Math.min(60, Math.max(2, (60 * (Math.log10(worst) + 8)) / 8));
  const bars = shown.map(({ column, worst, differing }, index) =>
    bar(
      index,
      height(worst),
      differing > 0 ? "bad" : "good",
      `${column}: worst ${worst.toExponential(1)}, ${differing} cells differ`,
    ),
  );
  return svg(16 + shown.length * (BAR + 4), `Worst relative difference by column of ${output}`, bars.join(""));
}
