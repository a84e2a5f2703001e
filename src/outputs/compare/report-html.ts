/** A comparison as one HTML page that needs nothing else: tables and plots, dark or light as the reader's system. */

import { escapeXml } from "../formats/xml.ts";
import type { CellDifference, Comparison, TableComparison, Tolerance } from "./comparison.ts";
import { columnsPlot, histogramPlot } from "./report-plots.ts";
import { shownDifference, structureNotes, verdict } from "./report-text.ts";

const STYLE = `:root{color-scheme:light dark;--ink:#1c2430;--paper:#fff;--line:#d5dae2;--good:#2f7d5b;--bad:#b3392f;--quiet:#5c6675}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ee;--paper:#14181f;--line:#333b47;--good:#59b88d;--bad:#f0786b;--quiet:#9aa4b2}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:75rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;margin:.5rem 0;display:block;overflow-x:auto}th,td{border-bottom:1px solid var(--line);padding:.25rem .75rem .25rem 0;text-align:left}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}.good{color:var(--good)}.bad{color:var(--bad)}.quiet{color:var(--quiet)}
a{color:inherit}svg{display:block;margin:.25rem 0}svg line{stroke:var(--quiet)}svg text{font-size:10px;fill:var(--quiet);text-anchor:middle}
rect.good{fill:var(--good)}rect.bad{fill:var(--bad)}figure{margin:0;display:inline-block;vertical-align:top;max-width:100%;overflow-x:auto;margin-right:2rem}figcaption{color:var(--quiet);font-size:.85em}
.verdict{font-size:1.2em;font-weight:600}`;

const cell = (text: string, kind = "") => `<td${kind === "" ? "" : ` class="${kind}"`}>${escapeXml(text)}</td>`;
const word = (isEqual: boolean) =>
  `<span class="${isEqual ? "good" : "bad"}">${isEqual ? "equal" : "different"}</span>`;
const rowText = (row: Readonly<Record<string, string>>) =>
  Object.entries(row)
    .map(([key, value]) => `${key}=${value}`)
    .join(" ");

function overview(tables: readonly TableComparison[]): string {
  const rows = tables.map(
    ({ output, equal, rows: count, cells, differing, worst, typical }, index) =>
      `<tr><td><a href="#output-${index}">${escapeXml(output)}</a></td><td>${word(equal)}</td>${cell(String(count), "number")}${cell(String(cells), "number")}${cell(String(differing), "number")}${cell(
        worst === undefined ? "0" : shownDifference(worst.relative),
        "number",
      )}${cell(typical === null ? "-" : shownDifference(typical), "number")}</tr>`,
  );
  return `<table><thead><tr><th>output</th><th>verdict</th><th class="number">rows</th><th class="number">cells</th><th class="number">differ</th><th class="number">worst</th><th class="number">typical</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function largest(differences: readonly CellDifference[]): string {
  if (differences.length === 0) return '<p class="quiet">No cell differs by more than atol.</p>';
  const rows = differences.map(
    ({ row, column, a, b, relative }) =>
      `<tr>${cell(rowText(row))}${cell(column)}${cell(a, "number")}${cell(b, "number")}${cell(shownDifference(relative), "number")}</tr>`,
  );
  return `<table><thead><tr><th>where</th><th>column</th><th class="number">A</th><th class="number">B</th><th class="number">relative difference</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function section(table: TableComparison, index: number, tolerance: Tolerance): string {
  const notes = structureNotes(table).map((note) => `<li>${escapeXml(note)}</li>`);
  const columns = columnsPlot(table);
  return `<section id="output-${index}"><h2>${escapeXml(table.output)} ${word(table.equal)}</h2>${notes.length === 0 ? "" : `<ul>${notes.join("")}</ul>`}<figure>${histogramPlot(table, tolerance)}<figcaption>Cells by decade of relative difference (0: none above atol); red: a decade beyond rtol</figcaption></figure>${
    columns === ""
      ? ""
      : `<figure>${columns}<figcaption>Worst by column, logarithmic from 1e-8 to 1; red: beyond the tolerance</figcaption></figure>`
  }${largest(table.largest)}</section>`;
}

export function htmlReport(comparison: Comparison): string {
  const { a, b, tables, onlyInA, onlyInB, notCompared, tolerance, equal } = comparison;
  const list = (title: string, names: readonly string[]) =>
    names.length === 0
      ? ""
      : `<h2>${title}</h2><ul>${names.map((name) => `<li>${escapeXml(name)}</li>`).join("")}</ul>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Comparison</title><style>${STYLE}</style></head><body>
<h1>Comparison</h1><p class="verdict ${equal ? "good" : "bad"}">${escapeXml(verdict(comparison))}</p>
<p>A: ${escapeXml(a)}<br>B: ${escapeXml(b)}</p><p class="quiet">Numbers agree when |A − B| ≤ atol + rtol |A|. Typical is the median over all numbers.</p>
${overview(tables)}${list("Only in A", onlyInA)}${list("Only in B", onlyInB)}${list("Not compared (no csv)", notCompared)}
${tables.map((table, index) => section(table, index, tolerance)).join("\n")}
</body></html>
`;
}
