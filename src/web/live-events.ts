/** What happens on the server, as it happens: from the stream that all tabs share, or from one of our own where that cannot be had. */
import { BASE } from "./api-client.ts";
import type { StreamMessage, TabMessage } from "./events-worker.ts";

export type Listener = (message: StreamMessage) => void;

/** Calls `listener` while the page is visible; `open` also when it becomes so, because things were missed meanwhile. */
export function watchEvents(listener: Listener): void {
  if (typeof SharedWorker === "undefined") ownStream(listener);
  else sharedStream(listener);
}

function sharedStream(listener: Listener): void {
  const address = new URL("./events-worker.ts", import.meta.url);
  const { port } = new SharedWorker(address, { type: "module", name: "quakewright-events" });
  const say = (message: TabMessage) => port.postMessage(message);
  const show = () => {
    say(document.hidden ? "hidden" : "visible");
    if (!document.hidden) listener({ kind: "open" });
  };
  port.onmessage = ({ data }: MessageEvent<StreamMessage>) => {
    if (!document.hidden) listener(data);
  };
  document.addEventListener("visibilitychange", show);
  window.addEventListener("pagehide", () => say("gone"));
  window.addEventListener("pageshow", show);
  show();
}

function ownStream(listener: Listener): void {
  let source: EventSource | undefined;
  const show = () => {
    source?.close();
    source = undefined;
    if (document.hidden) return;
    source = new EventSource(`${BASE}/v1/events`);
    source.addEventListener("open", () => listener({ kind: "open" }));
    source.addEventListener("error", () => listener({ kind: "lost" }));
    for (const kind of ["status", "progress", "removed"] as const)
      source.addEventListener(kind, ({ data }) => listener({ kind, data }));
  };
  document.addEventListener("visibilitychange", show);
  show();
}
