/** Ending a child together with everything it started: children are leaders of their own process group. */

/** Sends a signal to the group; false when nobody is left in it. */
export function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  if (leader <= 1) return false;
  try {
    process.kill(-leader, signal);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** SIGTERM, then SIGKILL after `killAfterMs`; resolves when the group is empty. */
export async function endGroup(leader: number, killAfterMs: number): Promise<void> {
  if (!signalGroup(leader, "SIGTERM")) return;
  const killAt = Date.now() + killAfterMs;
  const giveUpAt = killAt + GIVE_UP_AFTER_MS;
  let killed = false;
  while (signalGroup(leader, 0)) {
    const now = Date.now();
    if (now >= killAt && !killed) {
      signalGroup(leader, "SIGKILL");
      killed = true;
    }
    // Only a process in uninterruptible sleep (a dead network disk) or an unreaped zombie stays so long.
    if (now > giveUpAt) return;
    await Bun.sleep(POLL_MS);
  }
}

const POLL_MS = 20;
const GIVE_UP_AFTER_MS = 5_000;
