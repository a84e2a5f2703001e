/** The checksum of a job's inputs that csv files show. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { InputFolder } from "./input-folder.ts";

/**
 * 32 bits over the names and contents of the files, in the order of the names: the same inputs give the same number
 * wherever the job lies. (The reference's own number depends on its internals; this one is not meant to equal it.)
 *
 * @param files relative to the root, existing.
 */
export function checksumOf(folder: InputFolder, files: Iterable<string>): number {
  let sum = 0;
  for (const file of [...new Set(files)].sort()) {
    sum = Bun.hash.crc32(file, sum);
    sum = Bun.hash.crc32(readFileSync(join(folder.root, file)), sum);
  }
  return sum >>> 0;
}
