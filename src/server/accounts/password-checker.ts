/** Checks passwords without letting a crowd of logins take all memory: argon2id needs 64 MB a check. */

/** Checks at a time. */
const AT_A_TIME = 2;
/** Checks that wait at most, in all and of one network: a right password is never more than a second or two behind. */
const MOST_WAITING = 16;
const MOST_WAITING_OF_ONE = 4;

/**
 * `checkPassword(password, hash, network)`; undefined when too many wait already. Without a hash (no such user) the same
 * work is done, so that the time does not tell which names exist. The hashing itself runs off the server's thread.
 */
export function passwordChecker(
  verify: (password: string, hash: string) => Promise<boolean> = Bun.password.verify,
): (password: string, hash: string | undefined, network: string) => Promise<boolean | undefined> {
  let running = 0;
  /** Those who wait, network by network: each network has its turn. */
  const waiting = new Map<string, (() => void)[]>();
  let waitingInAll = 0;
  let decoy: Promise<string> | undefined;

  const next = () => {
    const [first] = waiting;
    if (first === undefined) return;
    const [network, line] = first;
    const wake = line.shift();
    waiting.delete(network);
    if (line.length > 0) waiting.set(network, line);
    waitingInAll--;
    wake?.();
  };

  return async (password, hash, network) => {
    if (running >= AT_A_TIME) {
      const line = waiting.get(network) ?? [];
      if (waitingInAll >= MOST_WAITING || line.length >= MOST_WAITING_OF_ONE) return undefined;
      waiting.set(network, line);
      waitingInAll++;
      await new Promise<void>((resolve) => line.push(resolve));
    } else running++;
    try {
      decoy ??= Bun.password.hash(crypto.randomUUID(), { algorithm: "argon2id" });
      const matches = await verify(password, hash ?? (await decoy));
      return matches && hash !== undefined;
    } catch {
      return false; // a hash of an unknown kind
    } finally {
      if (waitingInAll > 0) next();
      else running--;
    }
  };
}
