/** Checks passwords without letting a crowd of logins take all memory: argon2id needs 64 MB a check. */

/** Checks at a time. */
const AT_A_TIME = 2;

/**
 * `checkPassword(password, hash)`. Without a hash (no such user) the same work is done, so that the time does not tell
 * which names exist. The hashing itself runs off the server's thread.
 */
export function passwordChecker(): (password: string, hash: string | undefined) => Promise<boolean> {
  let running = 0;
  const waiting: (() => void)[] = [];
  let decoy: Promise<string> | undefined;
  return async (password, hash) => {
    if (running >= AT_A_TIME) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      decoy ??= Bun.password.hash(crypto.randomUUID(), { algorithm: "argon2id" });
      const matches = await Bun.password.verify(password, hash ?? (await decoy));
      return matches && hash !== undefined;
    } catch {
      return false; // a hash of an unknown kind
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}
