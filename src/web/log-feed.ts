/** The log of one calculation as it grows: asked for row by row from where the page is, without a stream of its own. */
import { type LogRow, logRows } from "./api-client.ts";

const ASK_EVERY_MS = 1000;

export interface LogFeed {
  /** Something may have been written. */
  ask(): void;
  /** The calculation has ended: asks once more, also for what comes a moment after its end, then rests. */
  end(): void;
  close(): void;
}

export function logFeed(id: number, append: (row: LogRow) => void): LogFeed {
  let next = 0;
  let closed = false;
  let asking = false;
  let again = false;

  const ask = async () => {
    if (closed) return;
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    try {
      const rows = await logRows(id, next);
      if (closed) return;
      next += rows.length;
      for (const row of rows) append(row);
    } catch {
      // The next time, or the page says that the connection is lost.
    } finally {
      asking = false;
    }
    if (again) {
      again = false;
      await ask();
    }
  };

  let timer: ReturnType<typeof setInterval> | undefined = setInterval(() => {
    if (!document.hidden) void ask();
  }, ASK_EVERY_MS);
  const rest = () => {
    clearInterval(timer);
    timer = undefined;
  };
  void ask();
  return {
    ask: () => void ask(),
    end() {
      if (timer === undefined) return;
      rest();
      void ask();
      // The last row of an aborted calculation is written when its processes have gone.
      for (const pause of [1500, 4000]) setTimeout(() => void ask(), pause);
    },
    close() {
      closed = true;
      rest();
    },
  };
}
