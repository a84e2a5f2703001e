/** The page of calculations. The address after `#` is the calculation that is shown. */

import { BASE, logOut, whoAmI } from "./api-client.ts";
import { calculationDetail } from "./calculation-detail.ts";
import { calculationList } from "./calculation-list.ts";
import { byId } from "./element.ts";
import { watchSubmission } from "./submission.ts";

const list = calculationList();
const detail = calculationDetail(() => void list.refresh());

function showChosen(): void {
  const fromPath = /\/engine\/(\d+)\/outputs/.exec(location.pathname)?.[1];
  const text = location.hash.slice(1) || (location.hash === "" && !location.href.endsWith("#") ? (fromPath ?? "") : "");
  const id = /^\d+$/.test(text) ? Number(text) : undefined;
  detail.show(id);
  list.choose(id);
}

function watchEvents(): void {
  const events = new EventSource(`${BASE}/v1/events`);
  const connection = byId("connection");
  events.addEventListener("open", () => {
    connection.textContent = "";
    void list.refresh();
  });
  events.addEventListener("error", () => {
    connection.textContent = "Connection lost, trying again…";
  });
  events.addEventListener("progress", (event) => {
    const { calc_id, progress, stage } = JSON.parse(event.data);
    list.progress(calc_id, progress, stage);
  });
  for (const name of ["status", "removed"]) {
    events.addEventListener(name, (event) => {
      void list.refresh();
      detail.changed(JSON.parse((event as MessageEvent<string>).data).calc_id);
    });
  }
}

async function showAccount(): Promise<void> {
  const name = await whoAmI();
  if (name === undefined) return;
  byId("account").hidden = false;
  byId("user").textContent = name;
  byId("logout").addEventListener("click", () => void logOut());
}

watchSubmission((id) => {
  location.hash = String(id);
  void list.refresh();
});
window.addEventListener("hashchange", showChosen);
void list.refresh();
void showAccount();
showChosen();
watchEvents();
