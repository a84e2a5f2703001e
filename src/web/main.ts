/** The pages. What stands after `#` in the address says which one, and everything that is chosen on it. */

import { logOut, whoAmI } from "./api-client.ts";
import { calculationDetail } from "./calculation-detail.ts";
import { calculationList } from "./calculation-list.ts";
import { byId } from "./element.ts";
import type { StreamMessage } from "./events-worker.ts";
import { watchEvents } from "./live-events.ts";
import { type PageName, parseRoute } from "./route.ts";
import { watchSubmission } from "./submission.ts";

const list = calculationList();
const submission = watchSubmission((id) => {
  location.hash = String(id);
  void list.refresh();
});
const detail = calculationDetail({
  onChange: () => void list.refresh(),
  onRunAgain: (id, changed) => void submission.runAgain(id, changed),
  onContinue: (id) => submission.continueFrom(id),
});

interface LatePage {
  readonly show: () => void;
}

/** Loaded when they are first opened. */
const LATE: { readonly [page in Exclude<PageName, "calculations">]: () => Promise<LatePage> } = {
  compare: async () => (await import("./pages/compare-page.ts")).comparePage(),
  models: async () => (await import("./pages/models-page.ts")).modelsPage(),
  examples: async () => (await import("./pages/examples-page.ts")).examplesPage(),
};
const opened = new Map<PageName, Promise<LatePage>>();

function showPage(page: PageName): void {
  byId("calculations").hidden = page !== "calculations";
  for (const name of Object.keys(LATE)) byId(name).hidden = name !== page;
  for (const link of document.querySelectorAll<HTMLAnchorElement>("nav a[data-page]"))
    if (link.dataset["page"] === page) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  if (page === "calculations") return;
  const made = opened.get(page) ?? LATE[page]();
  opened.set(page, made);
  void made.then((each) => each.show());
}

let shownPage: PageName | undefined;

function showChosen(): void {
  // The older address of a calculation's outputs is that of a page of its own.
  const fromPath = /\/engine\/(\d+)\/outputs/.exec(location.pathname)?.[1];
  const hash =
    location.hash === "" && !location.href.endsWith("#") && fromPath !== undefined ? fromPath : location.hash;
  const { page, id, tab } = parseRoute(hash);
  showPage(page);
  if (page === "calculations") {
    detail.show(id, tab);
    list.choose(id);
    if (id === undefined) document.title = "Quakewright";
  }
  if (shownPage !== undefined && shownPage !== page) {
    window.scrollTo(0, 0);
    byId(page === "calculations" ? "list-title" : `${page}-title`).focus();
  }
  shownPage = page;
}

function onEvent(message: StreamMessage): void {
  const connection = byId("connection");
  switch (message.kind) {
    case "open":
      connection.textContent = "";
      void list.refresh();
      detail.refresh();
      return;
    case "lost":
      connection.textContent = "Connection lost, trying again…";
      return;
    case "progress": {
      const { calc_id, progress, stage, eta } = JSON.parse(message.data);
      list.progress(calc_id, progress, stage);
      detail.progress(calc_id, progress, stage, eta);
      return;
    }
    default:
      void list.refresh();
      detail.changed(JSON.parse(message.data).calc_id);
  }
}

async function showAccount(): Promise<void> {
  const name = await whoAmI();
  if (name === undefined) return;
  byId("account").hidden = false;
  byId("user").textContent = name;
  byId("logout").addEventListener("click", () => void logOut());
}

byId("run-example").addEventListener("click", () => void submission.runExample());
// The address is what is chosen: going to the content must not change it.
document.querySelector(".skip")?.addEventListener("click", (event) => {
  event.preventDefault();
  byId("content").focus();
});
window.addEventListener("hashchange", showChosen);
void list.refresh().then(() => detail.reveal());
void showAccount();
showChosen();
watchEvents(onEvent);
