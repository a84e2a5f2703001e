/** Lists of any length as JSON: page by page, few at a time, the other requests in between. */
import { asStream } from "../middleware/compression.ts";
import { turns } from "../turns.ts";

/** Lists that are sent at a time; others wait. */
const AT_A_TIME = 2;

const STALLED_AFTER_MS = 30_000;

const encoder = new TextEncoder();
const sending = turns(AT_A_TIME);

async function* texts(pages: () => Iterable<readonly unknown[]>): AsyncGenerator<Uint8Array> {
  const leave = await sending.take();
  try {
    let separator = "[";
    for (const page of pages()) {
      if (page.length === 0) continue;
      yield encoder.encode(separator + JSON.stringify(page).slice(1, -1));
      separator = ",";
      // The thread is free for others between two pages.
      await new Promise((resolve) => setImmediate(resolve));
    }
    yield encoder.encode(separator === "[" ? "[]" : "]");
  } finally {
    leave();
  }
}

/** @param pages called when it is this list's turn; a reader that takes nothing for half a minute loses it */
export function listResponse(pages: () => Iterable<readonly unknown[]>, headers: Record<string, string>): Response {
  const source = texts(pages);
  let stalled: ReturnType<typeof setTimeout> | undefined;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      clearTimeout(stalled);
      const { done, value } = await source.next();
      if (done === true) {
        controller.close();
        return;
      }
      controller.enqueue(value);
      // Others wait for the place of a reader that takes nothing more.
      stalled = setTimeout(() => {
        controller.error(new Error("the reader takes nothing any more"));
        void source.return(undefined);
      }, STALLED_AFTER_MS);
    },
    async cancel() {
      clearTimeout(stalled);
      await source.return(undefined);
    },
  });
  return asStream(new Response(body, { headers: { "content-type": "application/json", ...headers } }));
}
