/** The page of calculations. The address after `#` is the calculation that is shown. */

import { logOut, whoAmI } from "./api-client.ts";
import { calculationDetail } from "./calculation-detail.ts";
import { calculationList } from "./calculation-list.ts";
import { byId } from "./element.ts";
import type { StreamMessage } from "./events-worker.ts";
import { watchEvents } from "./live-events.ts";
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

watchSubmission((id) => {
  location.hash = String(id);
  void list.refresh();
});
window.addEventListener("hashchange", showChosen);
void list.refresh();
void showAccount();
showChosen();
watchEvents(onEvent);
