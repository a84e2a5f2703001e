/** Checks one model document; a large one in a thread of its own, so that nobody else has to wait. */
import { workerUrl } from "../parallel/worker-url.ts";
import { ApiError } from "./api-error.ts";

export interface DocumentValidity {
  readonly error_msg: string | null;
  readonly error_line: number | null;
  readonly valid: boolean;
}

/** Documents up to this many characters take a few milliseconds. */
const ON_THE_SPOT = 50_000;
const TIMEOUT_MS = 60_000;
/** Threads at a time; each holds a whole document. */
const AT_A_TIME = 2;

let running = 0;
const waiting: (() => void)[] = [];

function checkInThread(xml: string): Promise<DocumentValidity> {
  const worker = new Worker(workerUrl("server/document-worker.ts"));
  const { promise, resolve, reject } = Promise.withResolvers<DocumentValidity>();
  const timer = setTimeout(() => reject(new ApiError(413, "the document takes too long to check")), TIMEOUT_MS);
  worker.onmessage = ({ data }: MessageEvent<DocumentValidity>) => resolve(data);
  worker.onerror = (event) => reject(new Error(event.message));
  worker.postMessage(xml);
  return promise.finally(() => {
    clearTimeout(timer);
    worker.terminate();
  });
}

export async function checkDocument(xml: string): Promise<DocumentValidity> {
  if (xml.length <= ON_THE_SPOT) {
    const { validateNrml } = await import("../inputs/nrml/validate-nrml.ts");
    const { valid, error_msg, error_line } = validateNrml(xml);
    return { error_msg, error_line, valid };
  }
  if (running >= AT_A_TIME) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
  try {
    const { valid, error_msg, error_line } = await checkInThread(xml);
    return { error_msg, error_line, valid };
  } finally {
    running--;
    waiting.shift()?.();
  }
}
