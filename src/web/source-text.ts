/** Macro (Bun): the text of a source file where the call stands, put there when the calling module is built. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** @param name below `src/` */
export function sourceText(name: string): string {
  return readFileSync(join(import.meta.dir, "..", name), "utf8");
}
