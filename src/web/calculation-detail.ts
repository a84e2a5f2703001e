/** One calculation: its facts and what can be done with it, and tabs for its results. */

import { sizeText } from "../drawing/number-text.ts";
import { tablesOf } from "../drawing/result-table.ts";
import {
  act,
  type Calculation,
  calculationOutputs,
  calculationRecord,
  calculationStatus,
  calculationTraceback,
  changeTag,
  type DescribedOutput,
  describedOutputs,
  type LogRow,
  type Output,
  resultTables,
  ServerError,
} from "./api-client.ts";
import type { ShownCalculation } from "./detail/shown-calculation.ts";
import { button, byId, element, say, textOfError } from "./element.ts";
import { type LogFeed, logFeed } from "./log-feed.ts";
import { hashOf, parseRoute, TABS, type TabName } from "./route.ts";

export interface CalculationDetail {
  show(id: number | undefined, tab: TabName | undefined): void;
  /** Something changed on the server. */
  changed(id: number): void;
  progress(id: number, fraction: number, stage: string, eta: number | null): void;
  /** Anything may have changed. */
  refresh(): void;
  /** What stands above it has grown. */
  reveal(): void;
}

/** Rows kept in the page; the whole log can be downloaded. */
const MOST_ROWS = 2000;

function formatEta(seconds: number | null): string {
  if (seconds === null) return "";
  if (seconds < 90) return `, about ${Math.max(1, Math.round(seconds))} s to go`;
  if (seconds < 5400) return `, about ${Math.round(seconds / 60)} min to go`;
  return `, about ${Math.round(seconds / 3600)} h to go`;
}

export function formatDuration(seconds: number): string {
  if (seconds < 100) return `${seconds.toPrecision(2)} s`;
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

/** Refused ones say so: nothing was computed. */
export function statusWord({ status, refused }: Pick<Calculation, "status" | "refused">): string {
  return refused ? "refused" : status;
}

const hasEnded = ({ status }: Calculation) => status === "complete" || status === "shared";

export interface DetailEvents {
  readonly onChange: () => void;
  readonly onRunAgain: (id: number, changed: boolean) => void;
  readonly onContinue: (id: number) => void;
}

type FillTab = (panel: HTMLElement, facts: ShownCalculation, isOver: () => boolean) => Promise<void>;

/** Loaded when they are first opened: the list is there before. */
const FILL: { readonly [tab in Exclude<TabName, "overview">]: () => Promise<FillTab> } = {
  map: async () => (await import("./detail/map-tab.ts")).mapTab,
  charts: async () => (await import("./detail/charts-tab.ts")).chartsTab,
  tables: async () => (await import("./detail/tables-tab.ts")).tablesTab,
  model: async () => (await import("./detail/model-tab.ts")).modelTab,
  downloads: async () => (await import("./detail/downloads-tab.ts")).downloadsTab,
};

export function calculationDetail({ onChange, onRunAgain, onContinue }: DetailEvents): CalculationDetail {
  const section = byId("detail");
  const log = byId("log");
  const message = byId("action-message");
  let current: number | undefined;
  let calculation: Calculation | undefined;
  let wantedTab: TabName | undefined;
  let feed: LogFeed | undefined;
  let warnings = 0;
  /** What is on the page: the same again would only take the focus away. */
  let shownActions = "";
  let shownTab = "";
  let turn = 0;

  function appendRow(row: LogRow): void {
    const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
    const [time, level, , text] = row;
    const line = () =>
      element(
        "div",
        { class: level },
        element("time", {}, time.slice(11)),
        ` ${level === "INFO" ? "" : `${level} `}${text}`,
      );
    log.append(line());
    // The line that begins a log says who runs what; it is of this level as in the engine.
    if (level === "WARNING" && !/^\S+@\S+ running /.test(text)) {
      warnings++;
      byId("warnings").hidden = false;
      byId("warnings-title").textContent = `Warnings (${warnings})`;
      byId("warning-rows").append(element("li", {}, text));
    }
    while (log.childElementCount > MOST_ROWS) log.firstElementChild?.remove();
    if (atEnd) log.scrollTop = log.scrollHeight;
  }

  function showProgress(fraction: number, stage: string, eta: number | null): void {
    const bar = byId("detail-progress").querySelector("progress");
    if (bar !== null) bar.value = fraction;
    byId("detail-stage").textContent =
      `${Math.round(fraction * 100)} %${stage === "" ? "" : ` · ${stage}`}${formatEta(eta)}`;
    if (current !== undefined && calculation?.is_running === true)
      document.title = `${Math.round(fraction * 100)} % · ${current} · Quakewright`;
  }

  async function perform(action: () => Promise<unknown>, isGone = false): Promise<void> {
    try {
      await action();
      say(message, "");
      if (isGone) location.hash = "";
      else refresh();
      onChange();
    } catch (error) {
      say(message, textOfError(error), true);
    }
  }

  function showActions(shown: Calculation): void {
    const { id, tags } = shown;
    const text = JSON.stringify([id, shown.abortable, shown.status, tags]);
    if (text === shownActions) return;
    shownActions = text;
    const actions: HTMLElement[] = [];
    if (shown.abortable) actions.push(button("Abort", "danger", () => void perform(() => act(id, "abort"))));
    if (!shown.is_running) {
      actions.push(
        button("Run again", "quiet", () => onRunAgain(id, false)),
        button("Run again with changes", "quiet", () => onRunAgain(id, true)),
      );
      if (hasEnded(shown)) actions.push(button("Continue from it", "quiet", () => onContinue(id)));
      if (shown.status === "complete")
        actions.push(button("Share", "quiet", () => void perform(() => act(id, "share"))));
      if (shown.status === "shared")
        actions.push(button("End sharing", "quiet", () => void perform(() => act(id, "unshare"))));
      const remove = () => {
        if (shown.refused || confirm(`Remove calculation ${id} with its inputs, log and results?`))
          void perform(() => act(id, "remove"), true);
      };
      actions.push(button(shown.refused ? "Clear" : "Remove", "danger", remove));
    }
    if (hasEnded(shown)) actions.push(element("a", { class: "button quiet", href: `#compare?a=${id}` }, "Compare"));
    byId("actions").replaceChildren(...actions);
    showTags(id, tags);
  }

  function showTags(id: number, tags: string | null): void {
    const names = (tags ?? "").split(", ").filter((name) => name !== "");
    const input = element("input", { type: "text", "aria-label": "New tag", placeholder: "New tag", size: "10" });
    const form = element(
      "form",
      { "aria-label": "Tag the calculation" },
      input,
      " ",
      element("button", { type: "submit", class: "quiet small" }, "Add tag"),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = input.value.trim();
      if (name !== "") void perform(() => changeTag(id, "add_tag", name));
    });
    const chips = names.map((name) => {
      const remove = button(
        "✕",
        "chip-remove",
        () => void perform(() => changeTag(id, "remove_tag", name.replace(/★$/, ""))),
      );
      remove.setAttribute("aria-label", `Take off the tag ${name}`);
      return element("span", { class: "chip" }, name, " ", remove);
    });
    byId("tags").replaceChildren(...chips, form);
  }

  function showTabs(shown: Calculation, tab: TabName): void {
    const results = hasEnded(shown);
    for (const name of TABS) {
      const each = byId(`tab-${name}`);
      each.hidden = !results && !["overview", "model", "downloads"].includes(name);
      each.setAttribute("aria-selected", String(name === tab));
      each.tabIndex = name === tab ? 0 : -1;
      byId(`panel-${name}`).hidden = name !== tab;
    }
  }

  function tabOf(shown: Calculation): TabName {
    const usual = hasEnded(shown) ? "map" : "overview";
    const tab = wantedTab ?? usual;
    return hasEnded(shown) || ["overview", "model", "downloads"].includes(tab) ? tab : "overview";
  }

  async function fillTab(shown: Calculation, tab: TabName, refill: boolean): Promise<void> {
    const key = `${shown.id}/${tab}/${shown.status}`;
    if (key === shownTab && !refill) return;
    shownTab = key;
    const mine = ++turn;
    const isOver = () => mine !== turn;
    if (tab === "overview") return;
    const panel = byId(`panel-${tab}`);
    panel.replaceChildren(element("p", { class: "quiet-text" }, "Loading…"));
    panel.setAttribute("aria-busy", "true");
    try {
      const [facts, fill] = await Promise.all([known(shown), FILL[tab]()]);
      if (isOver()) return;
      if (facts.outputs.length === 0 && ["map", "charts", "tables"].includes(tab))
        panel.replaceChildren(element("p", {}, "There are no results."));
      else await fill(panel, facts, isOver);
    } catch (error) {
      if (!isOver()) panel.replaceChildren(element("div", { role: "alert", class: "bad" }, textOfError(error)));
    } finally {
      if (!isOver()) panel.removeAttribute("aria-busy");
    }
  }

  let asked: { readonly key: string; readonly facts: Promise<ShownCalculation> } | undefined;

  /** What all tabs need, asked for once. */
  function known(shown: Calculation): Promise<ShownCalculation> {
    const key = `${shown.id}/${shown.status}`;
    if (asked?.key === key) return asked.facts;
    const facts = Promise.all([calculationOutputs(shown.id), describedOutputs(shown.id)]).then(
      ([outputs, described]: [Output[], readonly DescribedOutput[]]): ShownCalculation => {
        let count: Promise<number> | undefined;
        return {
          id: shown.id,
          description: shown.description,
          mode: shown.calculation_mode,
          outputs,
          described,
          mayHaveInputs: true,
          realizations: () => {
            count ??= resultTables(shown.id, "realizations").then(
              (answer) => tablesOf(answer)[0]?.rows.length ?? 1,
              () => 1,
            );
            return count;
          },
        };
      },
    );
    asked = { key, facts };
    facts.catch(() => {
      asked = undefined;
    });
    return facts;
  }

  async function showFacts(shown: Calculation): Promise<void> {
    const facts = [statusWord(shown), shown.calculation_mode, shown.owner, shown.start_time];
    if (shown.size_mb !== null) facts.push(sizeText(shown.size_mb));
    if (shown.engine === "openquake") facts.push("computed by the OpenQuake Engine");
    if (shown.parent_id !== null) facts.push(`continues ${shown.parent_id}`);
    byId("detail-facts").textContent = facts.join(" · ");
    if (shown.is_running) return;
    const { start_time: start, stop_time: stop } = await calculationRecord(shown.id);
    const time = (text: unknown) => Date.parse(String(text).replace(" ", "T"));
    const seconds = (time(stop) - time(start)) / 1000;
    if (shown.id === current && seconds >= 0 && !shown.refused)
      byId("detail-facts").textContent = [...facts, `took ${formatDuration(seconds)}`].join(" · ");
  }

  async function load(id: number): Promise<void> {
    let shown: Calculation;
    try {
      shown = await calculationStatus(id);
    } catch (error) {
      if (id !== current) return;
      const isGone = error instanceof ServerError && error.status === 404;
      say(
        byId("list-message"),
        isGone ? `Calculation ${id} is not there: it was removed, or never was.` : textOfError(error),
        !isGone,
      );
      if (isGone) location.hash = "";
      return;
    }
    if (id !== current) return;
    calculation = shown;
    say(byId("list-message"), "");
    const isNew = section.hidden;
    section.hidden = false;
    byId("detail-title").textContent = `${id} · ${shown.description}`;
    document.title = `${shown.is_running ? `${Math.round(shown.progress * 100)} % · ` : ""}${id} · ${shown.description} · Quakewright`;
    byId("detail-progress").hidden = !shown.is_running;
    showProgress(shown.progress, shown.stage, shown.eta);
    showActions(shown);
    const tab = tabOf(shown);
    showTabs(shown, tab);
    if (!shown.is_running) feed?.end();
    if (isNew) reveal();
    void showFacts(shown).catch(() => {});
    void fillTab(shown, tab, false);
    const lines = shown.status === "failed" ? await calculationTraceback(id) : [];
    if (id !== current) return;
    byId("failure").hidden = lines.length === 0;
    byId("failure-title").textContent = shown.refused ? "Why it was refused" : "Why it failed";
    byId("traceback").textContent = lines.join("\n");
  }

  /** On a phone the details are below the list: go there, and tell screen readers. */
  function reveal(): void {
    const title = byId("detail-title");
    title.focus({ preventScroll: true });
    section.scrollIntoView({
      block: "start",
      behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
    });
  }

  function refresh(): void {
    if (current !== undefined) void load(current);
  }

  // What scrolls can be scrolled with the keyboard.
  for (const id of ["log", "traceback"]) byId(id).tabIndex = 0;
  byId("close").addEventListener("click", () => {
    location.hash = "";
  });
  const tabs = TABS.map((name) => byId(`tab-${name}`));
  for (const [i, name] of TABS.entries()) {
    const tab = byId(`tab-${name}`);
    tab.addEventListener("click", () => {
      if (current !== undefined)
        location.hash = hashOf({ page: "calculations", id: current, tab: name, query: new URLSearchParams() });
    });
    tab.addEventListener("keydown", (event) => {
      const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (step === 0) return;
      event.preventDefault();
      for (let at = (i + step + tabs.length) % tabs.length; at !== i; at = (at + step + tabs.length) % tabs.length)
        if (!tabs[at]!.hidden) {
          tabs[at]!.focus();
          tabs[at]!.click();
          return;
        }
    });
  }

  return {
    show(id, tab) {
      wantedTab = tab;
      if (id === current) {
        if (calculation !== undefined && id !== undefined) {
          const wanted = tabOf(calculation);
          showTabs(calculation, wanted);
          // The address was changed by hand or by the browser's history: the view follows it.
          void fillTab(calculation, wanted, parseRoute(location.hash).query.size > 0);
        }
        return;
      }
      current = id;
      calculation = undefined;
      turn++;
      shownTab = "";
      shownActions = "";
      feed?.close();
      feed = undefined;
      log.replaceChildren();
      warnings = 0;
      byId("warnings").hidden = true;
      byId("warning-rows").replaceChildren();
      for (const name of TABS) if (name !== "overview") byId(`panel-${name}`).replaceChildren();
      say(message, "");
      section.hidden = true;
      if (id === undefined) document.title = "Quakewright";
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
    refresh,
    reveal() {
      if (!section.hidden) reveal();
    },
  };
}
