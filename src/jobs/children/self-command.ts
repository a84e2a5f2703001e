/** How this program starts itself again as a child. */
import { join } from "node:path";

/** `[executable]` in the single executable, `[bun, main.ts]` otherwise. */
export function selfCommand(): readonly string[] {
  return Bun.isStandaloneExecutable
    ? [process.execPath]
    : [process.execPath, join(import.meta.dir, "..", "..", "main.ts")];
}
