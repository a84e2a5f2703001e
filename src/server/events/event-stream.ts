/** Server-Sent Events: a stream that sends what an iteration yields, and a heartbeat in between. */
import type { JobEvent } from "../../jobs/index.ts";

/** Between heartbeats; below the idle limits of common proxies (60 s) and of browsers. */
const HEARTBEAT_MS = 15_000;

const encoder = new TextEncoder();

/** An event goes to a thousand readers as the same text. */
const formatted = new WeakMap<JobEvent, string>();

/** One event in the words of the HTTP API. The `id` of log rows is what the client sends back as Last-Event-ID. */
export function formatEvent(event: JobEvent): string {
  const known = formatted.get(event);
  if (known !== undefined) return known;
  const text = textOf(event);
  formatted.set(event, text);
  return text;
}

function textOf(event: JobEvent): string {
  const id = event.kind === "log" ? `id: ${event.id}\n` : event.kind === "end" ? `id: ${endId(event.rows)}\n` : "";
  return `${id}event: ${event.kind}\ndata: ${JSON.stringify(eventData(event))}\n\n`;
}

/** What a reader that was told everything sends back as Last-Event-ID. */
export function endId(rows: number): string {
  return `${rows}-end`;
}

function eventData(event: JobEvent): object {
  switch (event.kind) {
    case "status":
      return { calc_id: event.jobId, status: event.status, is_running: event.isRunning };
    case "progress":
      return { calc_id: event.jobId, progress: event.progress, stage: event.stage, eta: event.eta };
    case "log":
      return { calc_id: event.jobId, index: event.index, row: event.row };
    case "end":
    case "removed":
      return { calc_id: event.jobId };
  }
}

export interface StreamOptions {
  readonly heartbeatMs?: number;
  /** False ends the stream: the login that opened it has ended or means something else now. */
  readonly stillAdmitted?: () => boolean;
}

/** How often it is asked whether the reader may go on. */
const LOOK_EVERY_MS = 1000;

/** What comes first; `over` when the reader may not go on, looked at before anything is sent and every second. */
async function nextOrHeartbeat<Value>(
  next: Promise<Value>,
  heartbeatMs: number,
  isOver: () => boolean,
): Promise<Value | "heartbeat" | "over"> {
  for (const until = Date.now() + heartbeatMs; ; ) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const pause = new Promise<"pause">((resolve) => {
      timer = setTimeout(() => resolve("pause"), Math.min(LOOK_EVERY_MS, Math.max(0, until - Date.now())));
    });
    const result = await Promise.race([next, pause]);
    clearTimeout(timer);
    if (isOver()) return "over";
    if (result !== "pause") return result;
    if (Date.now() >= until) return "heartbeat";
  }
}

/**
 * Answer that streams texts as they come. A reader that does not take them stops the pulling; whatever yields the texts
 * decides how many may wait. `close` is called once when the client leaves or the texts end.
 */
export function eventStreamResponse(
  texts: AsyncIterable<string>,
  close: () => void,
  { heartbeatMs = HEARTBEAT_MS, stillAdmitted = () => true }: StreamOptions = {},
): Response {
  const iterator = texts[Symbol.asyncIterator]();
  let next: Promise<IteratorResult<string>> | undefined;
  let closed = false;
  const finish = () => {
    if (closed) return;
    closed = true;
    close();
    iterator.return?.().catch(() => undefined);
  };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode("retry: 3000\n\n"));
    },
    async pull(controller) {
      next ??= iterator.next();
      const result = await nextOrHeartbeat(next, heartbeatMs, () => closed || !stillAdmitted());
      if (closed) return;
      if (result === "over") {
        finish();
        controller.close();
        return;
      }
      if (result === "heartbeat") {
        controller.enqueue(encoder.encode(": still here\n\n"));
        return;
      }
      next = undefined;
      if (result.done === true) {
        finish();
        controller.close();
      } else controller.enqueue(encoder.encode(result.value));
    },
    cancel: finish,
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
