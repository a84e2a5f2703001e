/** One calculation: progress, log as it grows, outputs to download, what can be done with it. */

import {
  act,
  BASE,
  type Calculation,
  calculationOutputs,
  calculationStatus,
  calculationTraceback,
  type LogRow,
  ServerError,
} from "./api-client.ts";
import { button, byId, element, say } from "./element.ts";
import { type LogFeed, logFeed } from "./log-feed.ts";
import { resultMap } from "./pages/result-map.ts";

export interface CalculationDetail {
  show(id: number | undefined): void;
  /** Something changed on the server. */
  changed(id: number): void;
  progress(id: number, fraction: number, stage: string, eta: number | null): void;
  /** Anything may have changed. */
  refresh(): void;
}

/** Rows kept in the page; the whole log can be downloaded. */
const MOST_ROWS = 2000;

function formatEta(seconds: number | null): string {
  if (seconds === null) return "";
  if (seconds < 90) return `, about ${Math.max(1, Math.round(seconds))} s to go`;
  if (seconds < 5400) return `, about ${Math.round(seconds / 60)} min to go`;
  return `, about ${Math.round(seconds / 3600)} h to go`;
}

function formatSize(mb: number | null): string {
  if (mb === null || mb < 0) return "";
  return mb < 0.1 ? `${Math.max(1, Math.round(mb * 1024))} KB` : `${mb.toFixed(1)} MB`;
}

export function calculationDetail(onChange: () => void): CalculationDetail {
  const section = byId("detail");
  const log = byId("log");
  const message = byId("action-message");
  const map = resultMap();
  let current: number | undefined;
  let feed: LogFeed | undefined;
  /** What is on the page: the same again would only take the focus away. */
  let shownOutputs = "";
  let shownActions = "";

  function appendRow(row: LogRow): void {
    const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
    const [time, level, , text] = row;
    log.append(
      element(
        "div",
        { class: level },
        element("time", {}, time.slice(11)),
        ` ${level === "INFO" ? "" : `${level} `}${text}`,
      ),
    );
    while (log.childElementCount > MOST_ROWS) log.firstElementChild?.remove();
    if (atEnd) log.scrollTop = log.scrollHeight;
  }

  function showProgress(fraction: number, stage: string, eta: number | null): void {
    const bar = byId("detail-progress").querySelector("progress");
    if (bar !== null) bar.value = fraction;
    byId("detail-stage").textContent =
      `${Math.round(fraction * 100)} %${stage === "" ? "" : ` · ${stage}`}${formatEta(eta)}`;
  }

  async function perform(id: number, action: "abort" | "remove"): Promise<void> {
    try {
      await act(id, action);
      say(message, "");
      if (action === "remove") location.hash = "";
      onChange();
    } catch (error) {
      say(message, error instanceof Error ? error.message : String(error), true);
    }
  }

  function showActions(calculation: Calculation): void {
    const { id } = calculation;
    const text = JSON.stringify([id, calculation.abortable, calculation.size_mb, calculation.is_running]);
    if (text === shownActions) return;
    shownActions = text;
    const actions: HTMLElement[] = [];
    if (calculation.abortable) actions.push(button("Abort", "danger", () => void perform(id, "abort")));
    if (calculation.size_mb !== null) {
      const size = formatSize(calculation.size_mb);
      actions.push(
        element("a", { class: "button quiet", href: `${BASE}/v1/calc/${id}/datastore` }, `All results, HDF5 (${size})`),
      );
    }
    actions.push(element("a", { class: "button quiet", href: `${BASE}/v1/calc/${id}/job_zip` }, "Inputs, zip"));
    if (!calculation.is_running) {
      actions.push(
        button("Remove", "danger", () => {
          if (confirm(`Remove calculation ${id} with its inputs, log and results?`)) void perform(id, "remove");
        }),
      );
    }
    byId("actions").replaceChildren(...actions);
  }

  function hideOutputs(): void {
    shownOutputs = "";
    byId("outputs").hidden = true;
    map.hide();
  }

  async function showOutputs(id: number): Promise<void> {
    const outputs = await calculationOutputs(id);
    const text = JSON.stringify(outputs);
    if (id !== current || text === shownOutputs) return;
    shownOutputs = text;
    byId("outputs").hidden = outputs.length === 0;
    void map.show(id, new Set(outputs.map(({ type }) => type)));
    byId("output-rows").replaceChildren(
      ...outputs.map((output) =>
        element(
          "tr",
          {},
          element("td", {}, output.name),
          element("td", {}, formatSize(output.size_mb)),
          element(
            "td",
            {},
            ...output.outtypes.map((type) =>
              element(
                "a",
                {
                  href: `${BASE}/v1/calc/result/${output.id}?export_type=${type}&dload=true`,
                  "aria-label": `${output.name} as ${type}`,
                },
                type,
              ),
            ),
          ),
        ),
      ),
    );
  }

  async function load(id: number): Promise<void> {
    let calculation: Calculation;
    try {
      calculation = await calculationStatus(id);
    } catch (error) {
      if (error instanceof ServerError && error.status === 404 && id === current) location.hash = "";
      return;
    }
    if (id !== current) return;
    section.hidden = false;
    byId("detail-title").textContent = `${id} · ${calculation.description}`;
    const facts = [calculation.status, calculation.calculation_mode, calculation.owner, calculation.start_time];
    if (calculation.parent_id !== null) facts.push(`continues ${calculation.parent_id}`);
    if (calculation.tags !== null) facts.push(calculation.tags);
    byId("detail-facts").textContent = facts.join(" · ");
    byId("detail-progress").hidden = !calculation.is_running;
    showProgress(calculation.progress, calculation.stage, calculation.eta);
    showActions(calculation);
    if (!calculation.is_running) feed?.end();
    if (calculation.status === "complete" || calculation.status === "shared") await showOutputs(id);
    else hideOutputs();
    const lines = calculation.status === "failed" ? await calculationTraceback(id) : [];
    if (id !== current) return;
    byId("failure").hidden = lines.length === 0;
    byId("traceback").textContent = lines.join("\n");
  }

  byId("close").addEventListener("click", () => {
    location.hash = "";
  });

  return {
    show(id) {
      if (id === current) return;
      current = id;
      feed?.close();
      feed = undefined;
      log.replaceChildren();
      hideOutputs();
      say(message, "");
      if (id === undefined) section.hidden = true;
      else {
        feed = logFeed(id, appendRow);
        void load(id);
      }
    },
    changed(id) {
      if (id === current) void load(id);
    },
    progress(id, fraction, stage, eta) {
      if (id !== current) return;
      showProgress(fraction, stage, eta);
      feed?.ask();
    },
    refresh() {
      if (current !== undefined) void load(current);
    },
  };
}
