/** Writes archives of numeric arrays, as `src/hazard/gmm/tables/array-archive.ts` reads them. */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import type { ArchivedArray, ArchivedTable, ArchiveHeader } from "../src/hazard/gmm/tables/array-archive.ts";
import { filterDifferences } from "../src/hazard/gmm/tables/difference-filter.ts";

export interface TableToWrite {
  readonly name: string;
  /** Contents of the file it was made from. */
  readonly original: Uint8Array;
  readonly attributes: { readonly [name: string]: string };
  readonly arrays: readonly (ArchivedArray & { readonly values: ArrayLike<number> })[];
}

function bytesOf({ dtype, shape, values }: TableToWrite["arrays"][number]): Uint8Array {
  if (dtype === "u1") return Uint8Array.from(values);
  if (dtype === "f4") return filterDifferences(Float32Array.from(values), shape);
  return new Uint8Array(Float64Array.from(values).buffer);
}

export function writeArchive(path: string, source: string, contents: readonly TableToWrite[]): void {
  const tables: ArchivedTable[] = [];
  const segments: Buffer[] = [];
  let offset = 0;
  for (const { name, original, attributes, arrays } of contents) {
    const bytes = Buffer.concat(arrays.map(bytesOf));
    const segment = deflateRawSync(bytes, { level: 9 });
    tables.push({
      name,
      sha256: createHash("sha256").update(original).digest("hex"),
      attributes,
      offset,
      length: segment.length,
      arrays: arrays.map(({ name, dtype, shape }) =>
        dtype === "f4" ? { name, dtype, shape, differenced: true } : { name, dtype, shape },
      ),
    });
    segments.push(segment);
    offset += segment.length;
  }
  const header: ArchiveHeader = { source, version: "OpenQuake Engine 3.26.2", tables };
  const json = Buffer.from(JSON.stringify(header));
  const start = Buffer.alloc(8);
  start.write("QWT1", "latin1");
  start.writeUInt32LE(json.length, 4);
  const all = Buffer.concat([start, json, ...segments]);
  writeFileSync(path, all);
  console.log(`${path.replace(/^.*\//, "")}: ${tables.length} tables, ${all.length} bytes`);
}
