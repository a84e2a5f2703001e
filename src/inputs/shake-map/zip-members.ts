/** Files of a zip archive that holds a ShakeMap. */
import { Readable } from "node:stream";
import { fromBufferPromise } from "yauzl";
import { InputError } from "../../input-error.ts";
import type { GridFile } from "./read-grid.ts";

/** Unpacked, all together. */
const MOST_BYTES = 512 * 2 ** 20;

/**
 * The first file that ends in each of the names; undefined where there is none.
 * @throws InputError for what is no archive, and for files that unpack to more than 512 MB
 */
export async function zipMembers(
  archive: GridFile,
  ends: readonly string[],
): Promise<readonly (GridFile | undefined)[]> {
  const place = { file: archive.name };
  const found = new Map<string, GridFile>();
  try {
    const zip = await fromBufferPromise(Buffer.from(archive.bytes));
    let bytes = 0;
    for await (const entry of zip.eachEntry()) {
      const end = ends.find((name) => entry.fileName.endsWith(name) && !found.has(name));
      if (end === undefined) continue;
      bytes += entry.uncompressedSize;
      if (bytes > MOST_BYTES)
        throw new InputError(`the archive unpacks to more than ${MOST_BYTES / 2 ** 20} MB`, place);
      const stream = await zip.openReadStreamPromise(entry);
      const content = await new Response(Readable.toWeb(stream) as unknown as BodyInit).bytes();
      found.set(end, { name: `${archive.name}/${entry.fileName}`, bytes: content });
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(
      `the archive cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      place,
    );
  }
  return ends.map((name) => found.get(name));
}
