/** What tests share: where the golden data are, temporary folders. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export const PROJECT = resolve(import.meta.dir, "..");
export const SHARED = resolve(PROJECT, "..", "shared");

/** Path below `../shared/golden`; golden tests call `hasGolden()` first and say so when it is absent. */
export function goldenPath(...parts: string[]): string {
  return join(SHARED, "golden", ...parts);
}

export function hasGolden(): boolean {
  const present = existsSync(join(SHARED, "golden", "README.md"));
  if (!present)
    console.warn("golden data absent: ../shared/golden is not beside the project, golden tests are skipped");
  return present;
}

/** A temporary folder that removes itself: `using folder = tempFolder()`. */
export function tempFolder(prefix = "quakewright-"): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), prefix));
  return {
    path,
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}
