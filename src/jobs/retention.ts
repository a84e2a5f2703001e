/** Finished jobs go after the days the operator has set. */
import type { JobTable } from "./database/jobs.ts";
import type { JobSettings } from "./settings.ts";

const DAY_MS = 24 * 3600 * 1000;
const LOOK_EVERY_MS = 3600 * 1000;

/**
 * Removes now and every hour. Shared jobs and jobs that others continue are kept.
 * @returns the function that ends it.
 */
export function retention(
  settings: JobSettings,
  table: JobTable,
  remove: (id: number) => Promise<unknown>,
): { stop(): void; look(): Promise<number> } {
  const { complete, failed } = settings.keepDays;
  const look = async () => {
    const now = Date.now();
    const ids = [
      ...(complete === null ? [] : table.expired(["complete"], now - complete * DAY_MS)),
      ...(failed === null ? [] : table.expired(["failed", "aborted"], now - failed * DAY_MS)),
    ];
    for (const id of ids) await remove(id);
    return ids.length;
  };
  const lookSafely = () => look().catch((error) => console.error(`retention: ${error}`));
  if (complete === null && failed === null) return { stop() {}, look };
  const timer = setInterval(lookSafely, LOOK_EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer), look };
}
