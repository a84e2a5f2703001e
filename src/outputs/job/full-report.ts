/** The full report of a calculation, as reStructuredText and as HTML: what went in, what was done, how long it took. */
import type { JsonValue } from "../../datastore/index.ts";
import { REFERENCE_ENGINE_VERSION } from "../../version.ts";
import type { ListedOutput } from "../contract.ts";
import { escapeXml } from "../formats/xml.ts";
import { measureUnit } from "../measure-unit.ts";
import type { Output } from "../output.ts";
import { outputFile, textContent } from "../output-file.ts";
import type { Results } from "../results.ts";
import { SITE_PARAMETERS } from "../site-parameters.ts";
import { makerOf } from "../tables/comment.ts";

export const fullReport: Output = {
  key: "fullreport",
  title: "Full Report",
  formats: ["rst"],
  further: ["html"],
  offered: () => true,
  files: {
    rst: async (results, { calculationId, listed }) => [
      outputFile("report", calculationId, "rst", textContent(await reportAsRst(results, listed()))),
    ],
    html: async (results, { calculationId, listed }) => [
      outputFile("report", calculationId, "html", textContent(await reportAsHtml(results, listed()))),
    ],
  },
  size: { reads: ["realizations", "source_info", "task_info", "full_lt"], listed: null },
};

interface ReportTable {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Said below the table. */
  readonly note?: string;
}

/** Rows of long tables that are shown. */
const MOST_ROWS = 50;

function shown(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((item) => item === null || typeof item !== "object")) {
    const list = value.map(String).join(", ");
    return list.length > 100 ? `${list.slice(0, 100)} ... (${value.length} in all)` : list;
  }
  const text = JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 100)} ...` : text;
}

async function columns(results: Results, table: string, names: readonly string[]): Promise<string[][]> {
  const read = await Promise.all(names.map((name) => results.reader.readColumn(table, name)));
  const rows = read[0]?.length ?? 0;
  return Array.from({ length: rows }, (_, row) =>
    read.map((column) => {
      const value = column[row];
      return typeof value === "number" ? String(Number(value.toPrecision(7))) : String(value ?? "");
    }),
  );
}

/** The table as stored, its first rows only; undefined when there is none. */
async function storedTable(
  results: Results,
  table: string,
  title: string,
  order?: { readonly column: string },
): Promise<ReportTable | undefined> {
  const entry = results.reader.describe(table);
  if (entry?.kind !== "table" || entry.rows === 0) return undefined;
  const header = entry.columns.filter((column) => column.shape.length === 0).map(({ name }) => name);
  const rows = await columns(results, table, header);
  const key = order === undefined ? -1 : header.indexOf(order.column);
  if (key >= 0) rows.sort((a, b) => Number(b[key]) - Number(a[key]));
  return {
    title,
    header,
    rows: rows.slice(0, MOST_ROWS),
    ...(rows.length > MOST_ROWS ? { note: `${MOST_ROWS} of ${rows.length} rows` } : {}),
  };
}

const rounded = (value: number): string => String(Number(value.toPrecision(7)));

/** The measures with their levels; the lists themselves would fill pages. */
function measureTable({ measures, levels }: Results): ReportTable {
  const rows = measures.map((measure, m) => {
    const own = levels[m] ?? [];
    const ends = own.length === 0 ? ["", ""] : [rounded(own[0]!), rounded(own.at(-1)!)];
    return [measure, measureUnit(measure), String(own.length), ...ends];
  });
  return { title: "Intensity measures", header: ["measure", "unit", "levels", "lowest", "highest"], rows };
}

/** Where the sites are, and the range of each of their parameters. */
async function siteTable(results: Results): Promise<ReportTable | undefined> {
  const { reader } = results;
  const entry = reader.describe("sitecol");
  if (entry?.kind !== "table" || entry.rows === 0) return undefined;
  const rows: string[][] = [];
  for (const { name, dtype, unit } of entry.columns) {
    if (name === "sids" || dtype.startsWith("|S")) continue;
    let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of await reader.readColumn("sitecol", name)) {
      lowest = Math.min(lowest, Number(value));
      highest = Math.max(highest, Number(value));
    }
    rows.push([name, SITE_PARAMETERS[name]?.unit ?? unit ?? "", rounded(lowest), rounded(highest)]);
  }
  return { title: "Sites", header: ["parameter", "unit", "lowest", "highest"], rows };
}

/** Tasks and seconds of each stage, the longest first. */
async function timingTable(results: Results): Promise<ReportTable | undefined> {
  const entry = results.reader.describe("task_info");
  const names = entry?.kind === "table" ? entry.columns.map(({ name }) => name) : [];
  if (!names.includes("stage") || !names.includes("seconds")) return undefined;
  const stages = new Map<string, { tasks: number; total: number; longest: number }>();
  for (const [stage = "", text] of await columns(results, "task_info", ["stage", "seconds"])) {
    const sum = stages.get(stage) ?? { tasks: 0, total: 0, longest: 0 };
    const seconds = Number(text);
    stages.set(stage, {
      tasks: sum.tasks + 1,
      total: sum.total + seconds,
      longest: Math.max(sum.longest, seconds),
    });
  }
  const rows = [...stages]
    .sort(([, a], [, b]) => b.total - a.total)
    .map(([stage, { tasks, total, longest }]) => [
      stage,
      String(tasks),
      total.toFixed(3),
      (total / tasks).toFixed(3),
      longest.toFixed(3),
    ]);
  const wall = results.reader.attributes["seconds"];
  return {
    title: "Timings",
    header: ["stage", "tasks", "seconds of all", "on average", "longest"],
    rows,
    ...(typeof wall === "number"
      ? { note: `${wall.toFixed(2)} seconds from reading the job to the stored results` }
      : {}),
  };
}

async function reportTables(results: Results, outputs: readonly ListedOutput[]): Promise<ReportTable[]> {
  const { parameters, reader } = results;
  const { inputs, hazard_imtls: _levels, ...rest } = parameters;
  const files = typeof inputs === "object" && inputs !== null ? Object.entries(inputs) : [];
  const size = (mb: number | null) => (mb === null ? "on request" : `${mb.toPrecision(3)} MB`);
  const tables: (ReportTable | undefined)[] = [
    {
      title: "Parameters",
      header: ["parameter", "value"],
      rows: Object.entries(rest)
        .filter(([, value]) => value !== null)
        .map(([name, value]) => [name, shown(value)]),
    },
    {
      title: "Random seeds",
      header: ["seed", "value"],
      rows: Object.entries(reader.provenance.seeds).map(([name, value]) => [name, String(value)]),
    },
    { title: "Input files", header: ["input", "file"], rows: files.map(([name, value]) => [name, shown(value)]) },
    measureTable(results),
    await siteTable(results),
    await storedTable(results, "full_lt/source_model_lt", "Source-model logic tree"),
    await storedTable(results, "full_lt/gsim_lt", "Ground-motion logic tree"),
    await storedTable(results, "realizations", "Realizations"),
    await storedTable(results, "source_info", "Sources", { column: "num_ruptures" }),
    await timingTable(results),
    await storedTable(results, "task_info", "Slowest tasks", { column: "seconds" }),
    {
      title: "Outputs",
      header: ["output", "name", "types", "size"],
      rows: outputs.map(({ key, name, allTypes, sizeMb }) => [key, name, allTypes.join(", "), size(sizeMb)]),
    },
  ];
  return tables.filter((table) => table !== undefined && table.rows.length > 0) as ReportTable[];
}

function facts(results: Results): (readonly [string, string])[] {
  const { provenance, attributes } = results.reader;
  const size = attributes["input_size"];
  return [
    ["checksum32", String(provenance.checksum)],
    ["date", provenance.startDate],
    ["engine_version", REFERENCE_ENGINE_VERSION],
    ["generated_by", makerOf(results)],
    ...(typeof size === "number" ? ([["input_size", `${size} bytes`]] as const) : []),
    ["calculation_mode", results.calculationMode],
  ];
}

function sizes(results: Results): string {
  const sites = results.reader.describe("sitecol");
  const levels = results.levels.reduce((sum, list) => sum + list.length, 0);
  const count = sites?.kind === "table" ? sites.rows : 0;
  return `num_sites = ${count}, num_levels = ${levels}, num_rlzs = ${results.realizationCount}`;
}

/** A grid table; cells are one line each. */
function gridTable(header: readonly string[] | undefined, rows: readonly (readonly string[])[]): string {
  const clean = (cell: string) => cell.replace(/\s*[\r\n]+\s*/g, " ");
  const all = [...(header === undefined ? [] : [header]), ...rows].map((row) => row.map(clean));
  const widths = (all[0] ?? []).map((_, c) => Math.max(1, ...all.map((row) => (row[c] ?? "").length)));
  const rule = (mark: string) => `+${widths.map((width) => mark.repeat(width + 2)).join("+")}+`;
  const line = (row: readonly string[]) => `| ${widths.map((width, c) => (row[c] ?? "").padEnd(width)).join(" | ")} |`;
  const lines = [rule("-")];
  for (const [i, row] of all.entries()) lines.push(line(row), rule(header !== undefined && i === 0 ? "=" : "-"));
  return lines.join("\n");
}

/** reStructuredText with grid tables, LF line ends. */
async function reportAsRst(results: Results, outputs: readonly ListedOutput[]): Promise<string> {
  const title = (results.description === "" ? "Calculation" : results.description).replace(/\s+/g, " ");
  const parts = [
    `${title}\n${"=".repeat(Math.max(4, [...title].length))}`,
    gridTable(undefined, facts(results)),
    sizes(results),
  ];
  for (const { title: heading, header, rows, note } of await reportTables(results, outputs)) {
    parts.push(
      `${heading}\n${"-".repeat(heading.length)}\n${gridTable(header, rows)}${note === undefined ? "" : `\n\n${note}`}`,
    );
  }
  return `${parts.join("\n\n")}\n`;
}

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1c2430;background:#fff}
table{border-collapse:collapse;margin:.5rem 0 1.5rem}td,th{border:1px solid #cfd6df;padding:.25rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#eef2f6}caption,p.note{color:#5a6675;text-align:left}
@media(prefers-color-scheme:dark){body{color:#dfe6ee;background:#11161d}td,th{border-color:#34404e}th{background:#1c2530}}`;

/** One HTML page that needs nothing from anywhere. */
async function reportAsHtml(results: Results, outputs: readonly ListedOutput[]): Promise<string> {
  const cells = (row: readonly string[], kind: "td" | "th") =>
    `<tr>${row.map((cell) => `<${kind}>${escapeXml(cell)}</${kind}>`).join("")}</tr>`;
  const title = escapeXml(results.description === "" ? "Calculation" : results.description);
  const sections = (await reportTables(results, outputs)).map(
    ({ title: heading, header, rows, note }) =>
      `<h2>${escapeXml(heading)}</h2>\n<table>\n<thead>${cells(header, "th")}</thead>\n<tbody>\n${rows
        .map((row) => cells(row, "td"))
        .join("\n")}\n</tbody>\n</table>${note === undefined ? "" : `\n<p class="note">${escapeXml(note)}</p>`}`,
  );
  const head = `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>${title}</title>\n<style>${STYLE}</style>\n</head>`;
  const intro = `<h1>${title}</h1>\n<table>\n${facts(results)
    .map((row) => cells(row, "td"))
    .join("\n")}\n</table>\n<p>${sizes(results)}</p>`;
  return `${head}\n<body>\n${intro}\n${sections.join("\n")}\n</body>\n</html>\n`;
}
