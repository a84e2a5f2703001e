/** The live table of calculations. */

import { type Calculation, countCalculations, listCalculations } from "./api-client.ts";
import { byId, element } from "./element.ts";

const PAGE = 50;

export interface CalculationList {
  refresh(): Promise<void>;
  /** New progress of one calculation, without asking the server again. */
  progress(id: number, fraction: number, stage: string): void;
  choose(id: number | undefined): void;
}

function statusCell(calculation: Calculation): HTMLTableCellElement {
  const cell = element("td", {}, element("span", { class: `status ${calculation.status}` }, calculation.status));
  if (calculation.is_running) {
    cell.append(
      element("progress", { class: "bar", max: "1", value: String(calculation.progress), "aria-label": "Progress" }),
    );
  }
  return cell;
}

function rowOf(calculation: Calculation): HTMLTableRowElement {
  const link = element("a", { href: `#${calculation.id}` }, calculation.description);
  const row = element(
    "tr",
    { "data-id": String(calculation.id) },
    element("td", {}, String(calculation.id)),
    element("td", {}, link),
    element("td", {}, calculation.calculation_mode),
    element("td", {}, calculation.owner),
    element("td", {}, calculation.start_time.replace(", ", " ").replace(" UTC", "")),
    statusCell(calculation),
  );
  row.addEventListener("click", () => {
    location.hash = String(calculation.id);
  });
  return row;
}

export function calculationList(): CalculationList {
  const rows = byId("rows");
  const more = byId<HTMLButtonElement>("more");
  let limit = PAGE;
  let chosen: number | undefined;
  let shown = "";
  let asking: Promise<void> | undefined;
  let again = false;

  const mark = () => {
    for (const row of rows.children) row.classList.toggle("chosen", row.getAttribute("data-id") === String(chosen));
  };

  async function load(): Promise<void> {
    const [calculations, count] = await Promise.all([listCalculations(limit), countCalculations()]);
    byId("empty").hidden = calculations.length > 0;
    byId("count").textContent = count === 0 ? "" : `(${count})`;
    more.hidden = calculations.length >= count;
    const text = JSON.stringify(calculations);
    if (text === shown) return;
    shown = text;
    const focused = document.activeElement?.closest("tr")?.getAttribute("data-id");
    rows.replaceChildren(...calculations.map(rowOf));
    if (focused) rows.querySelector<HTMLAnchorElement>(`tr[data-id="${focused}"] a`)?.focus();
    mark();
  }

  /** One request at a time; calls meanwhile lead to one more. */
  function refresh(): Promise<void> {
    if (asking !== undefined) {
      again = true;
      return asking;
    }
    asking = load().finally(() => {
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
