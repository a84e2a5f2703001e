/** What a calculation was asked: its parameters, its ground-motion models and what each of them needs. */

import { numberText } from "../../drawing/number-text.ts";
import { columnOf, numbers, type ResultTable, tablesOf } from "../../drawing/result-table.ts";
import { calculationRecord, type ModelFacts, modelFacts, resultTables, ServerError } from "../api-client.ts";
import { element, textOfError } from "../element.ts";
import type { ShownCalculation } from "./shown-calculation.ts";

/** Names of the record that are no parameters of the job. */
const RECORD = new Set([
  "id",
  "job_id",
  "user_name",
  "status",
  "is_running",
  "start_time",
  "stop_time",
  "relevant",
  "size_mb",
  "host",
  "workflow_id",
  "progress",
  "stage",
  "eta",
  "pid",
  "ds_calc_dir",
  "url",
]);

export function parametersOf(record: { readonly [name: string]: unknown }): readonly (readonly [string, string])[] {
  return Object.entries(record)
    .filter(([name, value]) => !RECORD.has(name) && value !== null && value !== undefined)
    .map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)] as const);
}

export function parametersTable(rows: readonly (readonly [string, string])[]): HTMLElement {
  return element(
    "table",
    { class: "parameters", "aria-label": "Parameters" },
    element(
      "thead",
      {},
      element("tr", {}, element("th", { scope: "col" }, "Parameter"), element("th", { scope: "col" }, "Value")),
    ),
    element(
      "tbody",
      {},
      ...rows.map(([name, value]) =>
        element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, value)),
      ),
    ),
  );
}

const range = (values: readonly [number, number] | null, unit = "") =>
  values === null ? "not stated" : `${values[0]} to ${values[1]}${unit}`;

/** What does this model need? @param sites parameters that the sites of a calculation have */
export function needsSheet(facts: ModelFacts, sites?: ReadonlyMap<string, readonly [number, number]>): HTMLElement {
  const rows: (readonly [string, string])[] = [
    ["Tectonic region", facts.tectonic_region],
    ["Of the rupture", facts.rupture_parameters.join(", ") || "nothing"],
    ["Distances", facts.distances.join(", ") || "none"],
    [
      "Of the site",
      facts.site_parameters.map((name) => siteText(name, facts, sites?.get(name))).join(", ") || "nothing",
    ],
    ["Gives", facts.measures.join(", ")],
    ["Standard deviations", facts.standard_deviations.join(", ")],
    ["Component", facts.component],
    ["Made for magnitudes", range(facts.magnitudes)],
    ["Made for distances up to", facts.longest_distance === null ? "not stated" : `${facts.longest_distance} km`],
    ["Made for vs30", range(facts.vs30, " m/s")],
    ["Periods", range(facts.periods, " s")],
  ];
  const list = element(
    "dl",
    { class: "facts" },
    ...rows.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]),
  );
  if (facts.doi !== null)
    list.append(
      element("dt", {}, "Published"),
      element("dd", {}, element("a", { href: `https://doi.org/${facts.doi}`, rel: "noreferrer" }, facts.doi)),
    );
  return list;
}

function siteText(name: string, { vs30 }: ModelFacts, given: readonly [number, number] | undefined): string {
  if (given === undefined) return name;
  const [least, greatest] = given;
  const outside = name === "vs30" && vs30 !== null && (least < vs30[0] || greatest > vs30[1]);
  const values = least === greatest ? numberText(least) : `${numberText(least)} to ${numberText(greatest)}`;
  return `${name} (here ${values}${outside ? ", outside what it was made for" : ""})`;
}

export async function modelTab(panel: HTMLElement, { id }: ShownCalculation, isOver: () => boolean): Promise<void> {
  const record = await calculationRecord(id);
  if (isOver()) return;
  const models = element("div", { class: "sheets" });
  panel.replaceChildren(
    element("h3", {}, "What its ground-motion models need"),
    models,
    element("h3", {}, "Parameters"),
    element(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "Parameters" },
      parametersTable(parametersOf(record)),
    ),
  );
  try {
    const [branches, sites] = await Promise.all([
      resultTables(id, "full_lt/gsim_lt").then((answer) => tablesOf(answer)[0]),
      siteParameters(id),
    ]);
    if (isOver()) return;
    if (branches === undefined) throw new Error("The calculation has no ground-motion models.");
    await showModels(models, branches, sites, isOver);
  } catch (error) {
    if (isOver()) return;
    const told =
      error instanceof ServerError && error.status === 404
        ? "This calculation uses no ground-motion models of its own."
        : textOfError(error);
    models.replaceChildren(element("p", {}, told));
  }
}

/** Least and greatest of each parameter of the sites. */
async function siteParameters(id: number): Promise<ReadonlyMap<string, readonly [number, number]>> {
  try {
    const [table] = tablesOf(await resultTables(id, "sitecol"));
    if (table === undefined) return new Map();
    return new Map(
      table.columns
        .filter(({ type }) => type !== "text")
        .map(({ name }) => {
          const values = [...numbers(table, name)].filter((value) => !Number.isNaN(value));
          return [
            name,
            [
              values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
              values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
            ] as const,
          ];
        }),
    );
  } catch {
    return new Map();
  }
}

async function showModels(
  parent: HTMLElement,
  table: ResultTable,
  sites: ReadonlyMap<string, readonly [number, number]>,
  isOver: () => boolean,
): Promise<void> {
  const at = (name: string) => columnOf(table, name);
  for (const row of table.rows) {
    const model = String(row[at("uncertainty")] ?? "");
    const title = `${String(row[at("trt")] ?? "")}: ${model.replace(/^\[|\]$/g, "")} (weight ${numberText(Number(row[at("weight")] ?? 1))})`;
    const sheet = element("details", { open: "" }, element("summary", {}, title), element("p", {}, "Loading…"));
    parent.append(sheet);
    try {
      const facts = await modelFacts(model);
      if (isOver()) return;
      sheet.lastChild?.replaceWith(needsSheet(facts, sites));
    } catch (error) {
      sheet.lastChild?.replaceWith(element("p", {}, textOfError(error)));
    }
  }
}
