/** A table of any result: sorted by a column, searched, a page of rows at a time. */
import { numberText } from "../../drawing/number-text.ts";
import type { ResultTable } from "../../drawing/result-table.ts";
import { button, element } from "../element.ts";

const ROWS = 50;

type Cell = ResultTable["rows"][number][number];

/** Six digits, and exponents only where zeros would fill the cell: losses are read as they are. */
function shown(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "number" || Number.isInteger(cell)) return String(cell);
  const size = Math.abs(cell);
  return size >= 1e-3 && size < 1e12 ? String(Number(cell.toPrecision(6))) : numberText(cell);
}

export function tableView(parent: HTMLElement, table: ResultTable): void {
  let sorted: { column: number; up: boolean } | undefined;
  let wanted = "";
  let first = 0;
  const search = element("input", { type: "search", "aria-label": "Search the rows", placeholder: "Search the rows" });
  const head = element("tr");
  const body = element("tbody");
  const place = element("span", { role: "status" });
  const back = button("Previous", "quiet small", () => turn(-ROWS));
  const on = button("Next", "quiet small", () => turn(ROWS));
  const caption = element("caption", { class: "visually-hidden" }, table.name);
  parent.append(
    element("p", { class: "choices" }, search, back, on, place),
    element(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": `Table ${table.name}` },
      element("table", { class: "numbers" }, caption, element("thead", {}, head), body),
    ),
  );

  function rows(): ResultTable["rows"] {
    const kept =
      wanted === ""
        ? [...table.rows]
        : table.rows.filter((row) => row.some((cell) => String(cell).toLowerCase().includes(wanted)));
    if (sorted !== undefined) {
      const { column, up } = sorted;
      const sign = up ? 1 : -1;
      kept.sort((a, b) => sign * compare(a[column], b[column]));
    }
    return kept;
  }

  function turn(by: number): void {
    first = Math.max(0, first + by);
    fill();
  }

  function fill(): void {
    const all = rows();
    if (first >= all.length) first = Math.max(0, Math.floor((all.length - 1) / ROWS) * ROWS);
    const some = all.slice(first, first + ROWS);
    body.replaceChildren(
      ...some.map((row) =>
        element(
          "tr",
          {},
          ...row.map((cell) => element("td", typeof cell === "number" ? { class: "number" } : {}, shown(cell))),
        ),
      ),
    );
    place.textContent = all.length === 0 ? "No rows" : `Rows ${first + 1} to ${first + some.length} of ${all.length}`;
    back.disabled = first === 0;
    on.disabled = first + ROWS >= all.length;
    for (const [i, cell] of [...head.children].entries())
      cell.setAttribute("aria-sort", sorted?.column === i ? (sorted.up ? "ascending" : "descending") : "none");
  }

  head.append(
    ...table.columns.map(({ name, unit, meaning }, column) => {
      const sort = button(name, "heading", () => {
        sorted = { column, up: sorted?.column === column ? !sorted.up : true };
        fill();
      });
      if (meaning !== undefined) sort.title = meaning;
      return element(
        "th",
        { scope: "col" },
        sort,
        ...(unit === undefined || unit === "1" ? [] : [element("small", {}, ` ${unit}`)]),
      );
    }),
  );
  search.addEventListener("input", () => {
    wanted = search.value.trim().toLowerCase();
    first = 0;
    fill();
  });
  fill();
}

function compare(a: Cell | undefined, b: Cell | undefined): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a ?? "").localeCompare(String(b ?? ""), "en", { numeric: true });
}
