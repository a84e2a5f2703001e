/** Notifications waiting in the database, so that a restart does not lose them. */
import type { Database } from "bun:sqlite";
import type { CallbackSettings } from "../settings.ts";
import { deliver, type Message } from "./deliver.ts";

interface Row {
  readonly id: number;
  readonly job_id: number;
  readonly url: string;
  readonly content_type: string;
  readonly body: string;
  readonly attempts: number;
  readonly next_attempt: number;
}

export interface Outbox {
  /** Call inside the transaction that ends the job, then `wake()`. */
  add(jobId: number, message: Message): void;
  wake(): void;
  /** Ends sending; what is not delivered stays. */
  close(): Promise<void>;
}

/** The longest a timer sleeps: clocks may be set. */
const LONGEST_SLEEP_MS = 60_000;
const AT_A_TIME = 8;

/** @param report told what could not be delivered. */
export function outbox(
  db: Database,
  settings: CallbackSettings,
  report: (jobId: number, text: string) => void,
): Outbox {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let sending: Promise<void> | null = null;
  let closed = false;

  const due = () =>
    db
      .query<Row, [number, number]>("SELECT * FROM notifications WHERE next_attempt <= ? ORDER BY next_attempt LIMIT ?")
      .all(Date.now(), AT_A_TIME);

  const attempt = async (row: Row) => {
    const message = { url: row.url, contentType: row.content_type, body: row.body };
    const failure = await deliver(message, settings).then(
      () => null,
      (error: Error) => error.message,
    );
    if (closed) return;
    const pause = settings.retryAfterMs[row.attempts];
    if (failure === null || pause === undefined) {
      db.query("DELETE FROM notifications WHERE id = ?").run(row.id);
      if (failure !== null)
        report(row.job_id, `The notification was given up after ${row.attempts + 1} attempts: ${failure}`);
    } else {
      db.query("UPDATE notifications SET attempts = attempts + 1, next_attempt = ? WHERE id = ?").run(
        Date.now() + pause,
        row.id,
      );
    }
  };

  const sendAll = async () => {
    for (let rows = due(); rows.length > 0 && !closed; rows = due()) await Promise.all(rows.map(attempt));
  };

  const wake = () => {
    if (closed || sending !== null) return;
    if (timer !== null) clearTimeout(timer);
    timer = null;
    sending = sendAll()
      .catch((error) => console.error(`notifications: ${error}`))
      .finally(() => {
        sending = null;
        sleep();
      });
  };

  const sleep = () => {
    if (closed) return;
    const next = db.query<{ at: number | null }, []>("SELECT min(next_attempt) AS at FROM notifications").get()?.at;
    if (next == null) return;
    timer = setTimeout(wake, Math.max(50, Math.min(LONGEST_SLEEP_MS, next - Date.now())));
    timer.unref();
  };

  return {
    add(jobId, { url, contentType, body }) {
      db.query("INSERT INTO notifications (job_id, url, content_type, body, next_attempt) VALUES (?, ?, ?, ?, ?)").run(
        jobId,
        url,
        contentType,
        body,
        Date.now(),
      );
    },
    wake,
    async close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      await Promise.race([sending, Bun.sleep(200)]);
    },
  };
}
