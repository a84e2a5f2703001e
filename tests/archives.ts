/** Zip archives in tests: written by JSZip, read by yauzl. */
import { Buffer } from "node:buffer";
import JSZip from "jszip";
import { fromBufferPromise } from "yauzl";

export type Files = Readonly<Record<string, string | Uint8Array>>;

export function zipOf(files: Files): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new JSZip();
  for (const [name, content] of Object.entries(files)) zip.file(name, content, { createFolders: false });
  return zip.generateAsync({ type: "uint8array", compression: "DEFLATE" }) as Promise<Uint8Array<ArrayBuffer>>;
}

/** The members by name, in their order. */
export async function unzip(archive: Uint8Array): Promise<Record<string, Uint8Array>> {
  const file = await fromBufferPromise(Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength));
  const members: Record<string, Uint8Array> = {};
  for await (const entry of file.eachEntry()) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of await file.openReadStreamPromise(entry)) chunks.push(chunk as Uint8Array);
    members[entry.fileName] = new Uint8Array(Buffer.concat(chunks));
  }
  return members;
}
