/** The live table of calculations, with its filters, its order and its empty state. */
import { act, type Calculation, countCalculations, type ListQuery, listCalculations, tagNames } from "./api-client.ts";
import { statusWord } from "./calculation-detail.ts";
import { button, byId, element } from "./element.ts";

const PAGE = 50;

export interface CalculationList {
  refresh(): Promise<void>;
  /** New progress of one calculation, without asking the server again. */
  progress(id: number, fraction: number, stage: string): void;
  choose(id: number | undefined): void;
}

function statusCell(calculation: Calculation): HTMLTableCellElement {
  const word = statusWord(calculation);
  const cell = element("td", {}, element("span", { class: `status ${word}` }, word));
  if (calculation.is_running)
    cell.append(
      element("progress", {
        class: "bar",
        max: "1",
        value: String(calculation.progress),
        "aria-label": `Progress of calculation ${calculation.id}`,
      }),
    );
  return cell;
}

function rowOf(calculation: Calculation, onClear: (id: number) => void): HTMLTableRowElement {
  const link = element("a", { href: `#${calculation.id}` }, calculation.description);
  const tags = (calculation.tags ?? "").split(", ").filter((name) => name !== "");
  const status = statusCell(calculation);
  if (calculation.refused) {
    const clear = button("Clear", "quiet small", () => onClear(calculation.id));
    clear.setAttribute("aria-label", `Clear the refused submission ${calculation.id}`);
    status.append(" ", clear);
  }
  const row = element(
    "tr",
    { "data-id": String(calculation.id) },
    element("td", {}, String(calculation.id)),
    element("td", {}, link, ...tags.map((name) => element("span", { class: "chip" }, name))),
    element(
      "td",
      {},
      calculation.calculation_mode,
      ...(calculation.engine === "openquake" ? [element("span", { class: "chip" }, "OpenQuake Engine")] : []),
    ),
    element("td", {}, calculation.owner),
    element("td", {}, calculation.start_time.replace(", ", " ").replace(" UTC", "")),
    status,
  );
  row.addEventListener("click", (event) => {
    if ((event.target as Element).closest("button") === null) location.hash = String(calculation.id);
  });
  return row;
}

/** Fields of the form of filters and what they are called in the query of the list. */
const FILTERS: readonly (readonly [id: string, name: string])[] = [
  ["filter-search", "search"],
  ["filter-status", "status"],
  ["filter-mode", "calculation_mode"],
  ["filter-owner", "user_name_like"],
  ["filter-since", "start_time"],
  ["filter-tag", "filter_by_tag"],
];

export function calculationList(): CalculationList {
  const rows = byId("rows");
  const more = byId<HTMLButtonElement>("more");
  let limit = PAGE;
  let order = { by: "id", dir: "DESC" };
  let chosen: number | undefined;
  let shown = "";
  let asking: Promise<void> | undefined;
  let again = false;
  const modes = new Set<string>();

  const mark = () => {
    for (const row of rows.children) row.classList.toggle("chosen", row.getAttribute("data-id") === String(chosen));
  };

  function filters(): ListQuery {
    const query: Record<string, string> = {};
    for (const [id, name] of FILTERS) {
      const value = byId<HTMLInputElement>(id).value.trim();
      if (value === "") continue;
      query[name] = name === "user_name_like" ? `%${value}%` : value;
      // Shared ones of others would pass the filter by owner.
      if (name === "user_name_like") query["include_shared"] = "0";
    }
    return query;
  }

  async function load(): Promise<void> {
    const query = filters();
    const isFiltered = Object.keys(query).length > 0;
    const [calculations, count, all, tags] = await Promise.all([
      listCalculations({ ...query, limit: String(limit), order_by: order.by, order_dir: order.dir }),
      countCalculations(query),
      isFiltered ? countCalculations({}) : undefined,
      tagNames(),
    ]);
    const total = all ?? count;
    byId("empty").hidden = total > 0;
    byId("no-match").hidden = !(isFiltered && calculations.length === 0 && total > 0);
    byId("list-table").hidden = calculations.length === 0;
    byId("filter-box").hidden = total === 0;
    byId("count").textContent = total === 0 ? "" : isFiltered ? `(${count} of ${total})` : `(${count})`;
    more.hidden = calculations.length >= count;
    offer("filter-tag", "any tag", tags);
    for (const { calculation_mode } of calculations) modes.add(calculation_mode);
    offer("filter-mode", "any mode", [...modes].sort());
    const text = JSON.stringify(calculations);
    if (text === shown) return;
    shown = text;
    const focused = document.activeElement?.closest("tr")?.getAttribute("data-id");
    rows.replaceChildren(...calculations.map((calculation) => rowOf(calculation, (id) => void clear(id))));
    if (focused) rows.querySelector<HTMLAnchorElement>(`tr[data-id="${focused}"] a`)?.focus();
    mark();
  }

  async function clear(id: number): Promise<void> {
    await act(id, "remove").catch(() => {});
    if (chosen === id) location.hash = "";
    await refresh();
  }

  function offer(id: string, all: string, values: readonly string[]): void {
    const select = byId<HTMLSelectElement>(id);
    const known = [...select.options].slice(1).map(({ value }) => value);
    if (known.join("\n") === values.join("\n")) return;
    const before = select.value;
    select.replaceChildren(
      element("option", { value: "" }, all),
      ...values.map((value) => element("option", { value }, value)),
    );
    select.value = values.includes(before) ? before : "";
  }

  /** One request at a time; calls meanwhile lead to one more. */
  function refresh(): Promise<void> {
    if (asking !== undefined) {
      again = true;
      return asking;
    }
    asking = load()
      .catch(() => {
        // The stream of events tells that the connection is lost.
      })
      .finally(() => {
        asking = undefined;
        if (again) {
          again = false;
          void refresh();
        }
      });
    return asking;
  }

  more.addEventListener("click", () => {
    limit += PAGE;
    void refresh();
  });
  let pause: ReturnType<typeof setTimeout> | undefined;
  byId("filters").addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      limit = PAGE;
      void refresh();
    }, 200);
  });
  byId<HTMLFormElement>("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", () => setTimeout(() => void refresh()));
  for (const heading of document.querySelectorAll<HTMLElement>("#list th[data-order]"))
    heading.querySelector("button")?.addEventListener("click", () => {
      const by = heading.dataset["order"]!;
      order = { by, dir: order.by === by && order.dir === "DESC" ? "ASC" : "DESC" };
      for (const each of document.querySelectorAll("#list th[data-order]"))
        each.setAttribute("aria-sort", each === heading ? (order.dir === "ASC" ? "ascending" : "descending") : "none");
      void refresh();
    });

  return {
    refresh,
    progress(id, fraction) {
      const bar = rows.querySelector<HTMLProgressElement>(`tr[data-id="${id}"] progress`);
      if (bar !== null) bar.value = fraction;
    },
    choose(id) {
      chosen = id;
      mark();
    },
  };
}
