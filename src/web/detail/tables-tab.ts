/** Every output that is a table, as a table; values of assets also added up by tag. */

import { summedBy, tableAsCsv, tagColumns, valueColumns } from "../../drawing/result-table.ts";
import { outputTables } from "../api-client.ts";
import { button, choice, element, fileName, say, textOfError } from "../element.ts";
import { choose, parseRoute } from "../route.ts";
import { saveText } from "../save-file.ts";
import { tableView } from "../views/table-view.ts";
import type { ShownCalculation } from "./shown-calculation.ts";

/** Tables above this many rows are downloads, not pages. */
const MOST_ROWS = 300_000;

export async function tablesTab(
  panel: HTMLElement,
  { id, described, outputs }: ShownCalculation,
  isOver: () => boolean,
): Promise<void> {
  const offered = described.filter(({ tables, all_types }) => tables.length > 0 && all_types.includes("json"));
  if (offered.length === 0) {
    panel.replaceChildren(element("p", {}, "This calculation has no tables."));
    return;
  }
  const query = () => parseRoute(location.hash).query;
  const tools = element("p", { class: "choices" });
  const message = element("div", { role: "alert" });
  const place = element("div");
  panel.replaceChildren(tools, message, place);
  let turn = 0;

  async function show(): Promise<void> {
    const now = ++turn;
    const chosen = offered.find(({ key }) => key === query().get("output")) ?? offered[0]!;
    const output = outputs.find(({ type }) => type === chosen.key);
    const described = chosen.tables.find(({ name }) => name === query().get("table")) ?? chosen.tables[0]!;
    const kinds = described.kinds ?? [];
    const kind = kinds.find((each) => each === query().get("kind")) ?? kinds[0];
    const set = (values: Readonly<Record<string, string | undefined>>) => {
      choose(values);
      void show();
    };
    const parts: HTMLElement[] = [
      choice(
        "Output",
        offered.map(({ key, name }) => ({ value: key, label: name })),
        chosen.key,
        (key) => set({ output: key, table: undefined, kind: undefined, tag: undefined }),
      ),
    ];
    if (chosen.tables.length > 1)
      parts.push(
        choice(
          "Table",
          chosen.tables.map(({ name }) => ({ value: name, label: name })),
          described.name,
          (table) => set({ table, tag: undefined }),
        ),
      );
    if (kinds.length > 1)
      parts.push(
        choice(
          "Statistic",
          kinds.map((each) => ({ value: each, label: each })),
          kind,
          (each) => set({ kind: each }),
        ),
      );
    try {
      if (output === undefined) throw new Error(`${chosen.name} is not there any more`);
      if (described.rows > MOST_ROWS)
        throw new Error(`${described.rows} rows are too many for a page: take them from the downloads.`);
      place.replaceChildren(element("p", {}, "Loading…"));
      const tables = await outputTables(output.id, { ...(kind === undefined ? {} : { kind }) });
      if (isOver() || now !== turn) return;
      const at = chosen.tables.indexOf(described);
      const whole =
        tables.find(({ name }) => name === described.name) ??
        tables.find(
          ({ columns }) => columns.map(({ name }) => name).join() === described.columns.map(({ name }) => name).join(),
        ) ??
        tables[at] ??
        tables[0]!;
      const tags = valueColumns(whole).length > 0 ? tagColumns(whole) : [];
      const tag = tags.find((name) => name === query().get("tag"));
      if (tags.length > 0)
        parts.push(
          choice(
            "Sum by",
            [{ value: "", label: "nothing" }, ...tags.map((name) => ({ value: name, label: name }))],
            tag ?? "",
            (name) => set({ tag: name || undefined }),
          ),
        );
      const table = tag === undefined ? whole : summedBy(whole, tag);
      parts.push(
        button("Save as csv", "quiet small", () => saveText(tableAsCsv(table), `${fileName(table.name, id)}.csv`)),
      );
      tools.replaceChildren(...parts);
      place.replaceChildren();
      tableView(place, table);
      say(message, "");
    } catch (error) {
      if (isOver() || now !== turn) return;
      tools.replaceChildren(...parts);
      place.replaceChildren();
      say(message, textOfError(error), true);
    }
  }
  await show();
}
