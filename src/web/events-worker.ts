/**
 * The one stream of events of a browser, shared by all its tabs: a host gives a browser six connections, and every stream keeps
 * one. Open while a tab is visible.
 */

interface Port {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent<TabMessage>) => void) | null;
}

export type TabMessage = "visible" | "hidden" | "gone";
/** `open` and `lost` are about the connection; the others are events of the server with their data as JSON. */
export type StreamMessage =
  | { readonly kind: "open" | "lost" }
  | { readonly kind: "status" | "progress" | "removed"; readonly data: string };

const EVENTS = ["status", "progress", "removed"] as const;
/** A tab that is left for a moment does not cost a new connection. */
const CLOSE_AFTER_MS = 3000;

const address = location.pathname.replace(/\/engine\/assets\/.*$/, "/v1/events");
const tabs = new Map<Port, boolean>();
let source: EventSource | undefined;
let closing: ReturnType<typeof setTimeout> | undefined;

function tell(message: StreamMessage): void {
  for (const port of tabs.keys()) port.postMessage(message);
}

function open(): void {
  clearTimeout(closing);
  closing = undefined;
  if (source !== undefined && source.readyState !== EventSource.CLOSED) return;
  const stream = new EventSource(address);
  source = stream;
  stream.addEventListener("open", () => tell({ kind: "open" }));
  stream.addEventListener("error", () => tell({ kind: "lost" }));
  for (const kind of EVENTS) stream.addEventListener(kind, ({ data }) => tell({ kind, data }));
}

function adjust(): void {
  if ([...tabs.values()].some((visible) => visible)) {
    open();
    return;
  }
  closing ??= setTimeout(() => {
    closing = undefined;
    source?.close();
    source = undefined;
  }, CLOSE_AFTER_MS);
}

self.addEventListener("connect", (event) => {
  const [port] = (event as MessageEvent).ports as unknown as readonly Port[];
  if (port === undefined) return;
  tabs.set(port, false);
  port.onmessage = ({ data }) => {
    if (data === "gone") tabs.delete(port);
    else tabs.set(port, data === "visible");
    adjust();
  };
});
