/** Everything a calculation has, in every format: single tables, and all of an output as one file or zip. */
import { sizeText } from "../../drawing/number-text.ts";
import { BASE, type DescribedOutput, type Output } from "../api-client.ts";
import { element } from "../element.ts";
import type { ShownCalculation } from "./shown-calculation.ts";

function link(
  output: Output,
  type: string,
  label: string,
  query: Readonly<Record<string, string>> = {},
  what = output.name,
): HTMLElement {
  const search = new URLSearchParams({ export_type: type, ...query, dload: "true" });
  return element(
    "a",
    { href: `${BASE}/v1/calc/result/${output.id}?${search}`, "aria-label": `${what} as ${label}` },
    label,
  );
}

/** Formats that hold single tables. */
const TABLES = new Set(["csv", "json", "geojson", "parquet"]);
/** Formats that are one document whatever the number of tables. */
const DOCUMENTS = new Set(["json", "geojson", "npz", "hdf5", "rst", "html", "zip"]);

function singleTables(output: Output, described: DescribedOutput): HTMLElement | undefined {
  const files = described.tables.flatMap(({ name, kinds }) =>
    kinds === null
      ? [{ name, query: { table: name } }]
      : kinds.map((kind) => ({
          name: tableOfKind(name, kinds, kind),
          query: { table: tableOfKind(name, kinds, kind), kind },
        })),
  );
  if (files.length < 2) return undefined;
  const types = described.all_types.filter((type) => TABLES.has(type));
  const rows = files.map(({ name, query }) =>
    element("li", {}, `${name}: `, ...types.flatMap((type) => [link(output, type, type, query, name), " "])),
  );
  return element("details", {}, element("summary", {}, `One table (${files.length})`), element("ul", {}, ...rows));
}

/** `hazard_curve-mean-PGA` of another kind. */
function tableOfKind(name: string, kinds: readonly string[], kind: string): string {
  return name.replace(`-${kinds[0]}`, `-${kind}`);
}

export async function downloadsTab(
  panel: HTMLElement,
  { outputs, described, id, mayHaveInputs }: ShownCalculation,
): Promise<void> {
  const rows = outputs.map((output) => {
    const known = described.find(({ key }) => key === output.type);
    const types = known?.all_types ?? output.outtypes;
    const several = (known?.tables.reduce((sum, { files }) => sum + files, 0) ?? 0) > 1;
    const single = known === undefined ? undefined : singleTables(output, known);
    return element(
      "tr",
      {},
      element("td", {}, output.name, ...(single === undefined ? [] : [single])),
      element("td", {}, sizeText(output.size_mb)),
      element(
        "td",
        {},
        ...types.flatMap((type) => [
          link(output, type, several && !DOCUMENTS.has(type) ? `${type}, all as zip` : type),
          " ",
        ]),
      ),
    );
  });
  const head = element(
    "tr",
    {},
    ...["Output", "Size", "Download"].map((name) => element("th", { scope: "col" }, name)),
  );
  panel.replaceChildren(
    element(
      "p",
      { class: "choices" },
      element("a", { class: "button quiet", href: `${BASE}/v1/calc/${id}/datastore` }, "All results, HDF5"),
      ...(mayHaveInputs
        ? [element("a", { class: "button quiet", href: `${BASE}/v1/calc/${id}/job_zip` }, "Inputs, zip")]
        : []),
    ),
    element(
      "div",
      { id: "outputs", class: "scroll", tabindex: "0", role: "region", "aria-label": "Outputs" },
      element(
        "table",
        { "aria-label": "Downloads" },
        element("thead", {}, head),
        element("tbody", { id: "output-rows" }, ...rows),
      ),
    ),
  );
  if (outputs.length === 0) panel.append(element("p", {}, "There are no outputs yet."));
}
