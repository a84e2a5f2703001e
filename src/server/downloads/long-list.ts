/** Lists of any length as JSON: page by page, few at a time, the other requests in between. */
import { places } from "../../jobs/index.ts";
import { asStream } from "../middleware/compression.ts";

/** Lists that are sent at a time; others wait. */
const AT_A_TIME = 3;

const STALLED_AFTER_MS = 30_000;

const encoder = new TextEncoder();
const sending = places({ atATime: AT_A_TIME });

function* texts(pages: Iterable<readonly unknown[]>): Generator<Uint8Array> {
  let separator = "[";
  for (const page of pages) {
    if (page.length === 0) continue;
    yield encoder.encode(separator + JSON.stringify(page).slice(1, -1));
    separator = ",";
  }
  yield encoder.encode(separator === "[" ? "[]" : "]");
}

/**
 * @param pages called when it is this list's turn; a reader that takes nothing for half a minute loses it
 * @throws BusyError when too many lists wait
 */
export async function listResponse(
  asker: string,
  pages: () => Iterable<readonly unknown[]>,
  headers: Record<string, string>,
): Promise<Response> {
  const leave = await sending.take(asker);
  const source = texts(pages());
  let stalled: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    clearTimeout(stalled);
    source.return(undefined);
    leave();
  };
  // Others wait for the place of a reader that takes nothing, or has gone before the answer began.
  const watch = (onStall: () => void) => {
    stalled = setTimeout(() => {
      end();
      onStall();
    }, STALLED_AFTER_MS);
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => watch(() => controller.error(new Error("the reader takes nothing any more"))),
      async pull(controller) {
        clearTimeout(stalled);
        // The thread is free for others between two pages.
        await new Promise((resolve) => setImmediate(resolve));
        try {
          const { done, value } = source.next();
          if (done === true) {
            end();
            controller.close();
            return;
          }
          controller.enqueue(value);
          watch(() => controller.error(new Error("the reader takes nothing any more")));
        } catch (error) {
          end();
          throw error;
        }
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
  return asStream(new Response(body, { headers: { "content-type": "application/json", ...headers } }));
}
