/** Hazard curves, maps and uniform hazard spectra as NRML 0.5 documents, the form both API documents promise for `xml`. */
import { pythonFloat } from "../../inputs/python-float.ts";
import { spectrumNames } from "../hazard/spectral-measures.ts";
import type { Results } from "../results.ts";
import type { Cells, OutputTable, TableColumn } from "../tables/table.ts";
import { formatExponent, formatFixed } from "./number-format.ts";

export interface XmlDocument {
  /** File name without calculation id and extension. */
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}

const encoder = new TextEncoder();
const ROWS = 1024;

/** Text that is safe between tags and inside quotes. */
export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "?");
}

type Pairs = readonly (readonly [name: string, value: string])[];

function tag(name: string, attributes: Pairs): string {
  return `<${name}${attributes.map(([key, value]) => ` ${key}="${escapeXml(value)}"`).join("")}>`;
}

/** Which statistic or which branches of the logic trees the values belong to. */
async function kindAttributes(results: Results, kind: string): Promise<Pairs> {
  const realization = /^rlz-(\d+)$/.exec(kind);
  if (realization !== null) {
    const { reader } = results;
    if (reader.describe("realizations")?.kind !== "table") return [];
    const paths = (await reader.readColumn("realizations", "branch_path")) as readonly string[];
    const [sources = "", models = ""] = (paths[Number(realization[1])] ?? "").split("~");
    return [
      ["sourceModelTreePath", sources],
      ["gsimTreePath", models],
    ];
  }
  if (kind.startsWith("quantile-")) {
    return [
      ["statistics", "quantile"],
      ["quantileValue", kind.slice("quantile-".length)],
    ];
  }
  return [["statistics", kind]];
}

/** `IMT="SA" saPeriod="0.1" saDamping="5.0"`, or the name of another measure. */
function measureAttributes(measure: string): Pairs {
  const spectral = /^SA\((.*)\)$/.exec(measure);
  if (spectral === null) return [["IMT", measure]];
  return [
    ["IMT", "SA"],
    ["saPeriod", spectral[1]!],
    ["saDamping", "5.0"],
  ];
}

function timeAttributes(table: OutputTable): Pairs {
  const time = table.layer?.investigationTime;
  return time === undefined ? [] : [["investigationTime", pythonFloat(time)]];
}

type ReadValue = (column: number, row: number) => number;

async function* nrml(
  table: OutputTable,
  opening: string,
  before: readonly string[],
  row: (value: ReadValue, row: number) => string,
  closing: string,
): AsyncGenerator<Uint8Array> {
  const head = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<nrml xmlns:gml="http://www.opengis.net/gml" xmlns="http://openquake.org/xmlns/nrml/0.5">',
    `    ${opening}`,
    ...before.map((line) => `        ${line}`),
  ];
  yield encoder.encode(`${head.join("\n")}\n`);
  for (let start = 0; start < table.rows; start += ROWS) {
    const count = Math.min(ROWS, table.rows - start);
    const cells = await table.read(start, start + count);
    const value: ReadValue = (column, at) => {
      const cell = cells[column] as Exclude<Cells, { texts: unknown }>;
      return Number(cell.data[cell.offset + at * cell.stride]);
    };
    let text = "";
    for (let at = 0; at < count; at++) text += row(value, at);
    yield encoder.encode(text);
  }
  yield encoder.encode(`    ${closing}\n</nrml>\n`);
}

/** The documents of one table: one for a table of curves, one a measure and probability of maps, one a probability of spectra. */
export async function nrmlDocuments(results: Results, table: OutputTable): Promise<XmlDocument[]> {
  const { layer } = table;
  if (layer === undefined) return [];
  const kind = await kindAttributes(results, layer.kind);
  const lon = table.columns.findIndex(({ name }) => name === "lon");
  const lat = table.columns.findIndex(({ name }) => name === "lat");
  const valued = [...table.columns.keys()].filter((c) => table.columns[c]!.of !== undefined);
  const of = (c: number) => table.columns[c]!.of as NonNullable<TableColumn["of"]>;
  const position = (value: ReadValue, row: number) =>
    `<gml:Point><gml:pos>${formatFixed(value(lon, row), 5)} ${formatFixed(value(lat, row), 5)}</gml:pos></gml:Point>`;
  const numbers = (value: ReadValue, row: number, columns: readonly number[]) =>
    columns.map((c) => formatExponent(value(c, row), 7)).join(" ");

  if (layer.type === "curves") {
    const measure = of(valued[0]!).measure ?? "";
    const opening = tag("hazardCurves", [...kind, ...measureAttributes(measure), ...timeAttributes(table)]);
    const levels = `<IMLs>${valued.map((c) => formatExponent(of(c).level ?? 0, 7)).join(" ")}</IMLs>`;
    const row = (value: ReadValue, at: number) =>
      `        <hazardCurve>\n            ${position(value, at)}\n            <poEs>${numbers(value, at, valued)}</poEs>\n        </hazardCurve>\n`;
    return [{ name: table.name, content: nrml(table, opening, [levels], row, "</hazardCurves>") }];
  }
  if (layer.type === "maps") {
    return valued.map((c): XmlDocument => {
      const { measure = "", poe = 0 } = of(c);
      const opening = tag("hazardMap", [
        ...kind,
        ...measureAttributes(measure),
        ...timeAttributes(table),
        ["poE", pythonFloat(poe)],
      ]);
      const row = (value: ReadValue, at: number) =>
        `        <node lon="${formatFixed(value(lon, at), 5)}" lat="${formatFixed(value(lat, at), 5)}" iml="${formatExponent(value(c, at), 7)}"/>\n`;
      return {
        name: `${table.name}-${table.columns[c]!.name}`,
        content: nrml(table, opening, [], row, "</hazardMap>"),
      };
    });
  }
  const poes = [...new Set(valued.map((c) => of(c).poe ?? 0))];
  const names = spectrumNames(poes);
  return poes.map((poe, p): XmlDocument => {
    const columns = valued.filter((c) => of(c).poe === poe);
    const opening = tag("uniformHazardSpectra", [...kind, ...timeAttributes(table), ["poE", pythonFloat(poe)]]);
    const periods = columns.map((c) => /\((.*)\)/.exec(of(c).measure ?? "")?.[1] ?? "0.0").join(" ");
    const row = (value: ReadValue, at: number) =>
      `        <uhs>\n            ${position(value, at)}\n            <IMLs>${numbers(value, at, columns)}</IMLs>\n        </uhs>\n`;
    const name = `${table.name}-${names[p]}`;
    return {
      name,
      content: nrml(table, opening, [`<periods>${periods}</periods>`], row, "</uniformHazardSpectra>"),
    };
  });
}
