/** Bytes below a folder. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { folderPart } from "../../engines/calculation-folder.ts";

/** Sum of the sizes of all files below a folder; 0 when it does not exist. Files that vanish meanwhile do not count. */
export async function folderBytes(folder: string): Promise<number> {
  let entries: Awaited<ReturnType<typeof readEntries>>;
  try {
    entries = await readEntries(folder);
  } catch {
    return 0;
  }
  let bytes = 0;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += await folderBytes(path);
    else if (entry.isFile())
      bytes += await stat(path).then(
        ({ size }) => size,
        () => 0,
      );
  }
  return bytes;
}

function readEntries(folder: string) {
  return readdir(folder, { withFileTypes: true });
}

/** Mebibytes of a calculation's datastore (null without one) and bytes of all its files. */
export async function calculationSize(folder: string): Promise<{ sizeMb: number | null; diskBytes: number }> {
  const datastore = await folderBytes(folderPart(folder, "datastore"));
  return { sizeMb: datastore === 0 ? null : datastore / 1024 ** 2, diskBytes: await folderBytes(folder) };
}
