/**
 * `datastore.json`: which arrays and tables count, with how many rows, and in which file each lies. A file or a
 * row that it does not name does not exist. JSON has no NaN and no infinity; they are written as `{"$number": "NaN"}`.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ArrayDescription, Attributes, JsonValue, Provenance, TableDescription } from "./datastore.ts";

export const INDEX_FILE = "datastore.json";
export const FORMAT = "quakewright-datastore";
export const FORMAT_VERSION = 1;

/** Where an entry's data lie: one file for an array, one a column for a table. Relative, with `/`. */
export type IndexEntry =
  | (ArrayDescription & { readonly file: string })
  | (TableDescription & { readonly files: readonly string[] });

export interface Index {
  readonly provenance: Provenance;
  readonly attributes: Attributes;
  readonly entries: { readonly [name: string]: IndexEntry };
}

export function encodeIndex(index: Index): string {
  const encoded = JSON.stringify({ format: FORMAT, version: FORMAT_VERSION, ...index }, (_key, value: unknown) =>
    typeof value === "number" && !Number.isFinite(value) ? { $number: String(value) } : value,
  );
  return `${encoded}\n`;
}

/** Reads the index of `folder`. @throws when there is none or it was written by a newer version. */
export function readIndex(folder: string): Index {
  const text = readFileSync(join(folder, INDEX_FILE), "utf8");
  const index = JSON.parse(text, (_key, value: unknown) =>
    value !== null && typeof value === "object" && "$number" in value ? Number(value.$number) : value,
  ) as Index & { format: string; version: number };
  if (index.format !== FORMAT) throw new Error(`${INDEX_FILE} is not the index of a datastore`);
  if (index.version > FORMAT_VERSION)
    throw new Error(`the datastore was written by a newer version (${index.version})`);
  return { provenance: index.provenance, attributes: index.attributes, entries: index.entries };
}

/** Attributes may be changed by their owner after they were given: keep a copy of our own. */
export function copyJson<T extends JsonValue | Attributes>(value: T): T {
  return structuredClone(value) as T;
}

/** A name as a path: `/` makes folders; what a file system might not take is percent-encoded. */
export function pathOfName(name: string): string {
  if (name === "") throw new Error("a name must not be empty");
  return name
    .split("/")
    .map((part) => {
      if (part === "") throw new Error(`empty part in the name ${name}`);
      const encoded = part.replace(/[^A-Za-z0-9 ()+,\-._=@!~]+/g, (run) =>
        [...new TextEncoder().encode(run)]
          .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
          .join(""),
      );
      return /^\.+$/.test(encoded) ? encoded.replaceAll(".", "%2E") : encoded;
    })
    .join("/");
}
