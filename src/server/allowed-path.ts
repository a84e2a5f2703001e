/** Files of the server that clients may name: only those below a folder the operator allowed. */
import { realpathSync } from "node:fs";
import { isAbsolute, sep } from "node:path";

/**
 * The real path of a file or folder below one of the allowed folders; undefined when it is elsewhere or does not exist.
 * Links are followed before looking, so that none leads out.
 */
export function allowedPath(path: string, allowed: readonly string[]): string | undefined {
  if (allowed.length === 0 || !isAbsolute(path) || path.includes("\0")) return undefined;
  try {
    const real = realpathSync(path);
    const isBelow = (folder: string) => {
      const root = realpathSync(folder);
      return real === root || real.startsWith(root.endsWith(sep) ? root : root + sep);
    };
    return allowed.some(isBelow) ? real : undefined;
  } catch {
    return undefined;
  }
}
