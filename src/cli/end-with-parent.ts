/** Children that work for one request of a server end with it: nobody waits for what they make. */

const LOOK_EVERY_MS = 500;

/** Ends this process when the one that has started it is gone. Calculations outlive their server and do not call this. */
export function endWithParent(): void {
  const parent = process.ppid;
  if (parent <= 1) return; // started by the first process of a container, which does not end before us
  const timer = setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, LOOK_EVERY_MS);
  timer.unref();
}
