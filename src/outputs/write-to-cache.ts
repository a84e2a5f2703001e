/**
 * Answers that are made once and kept: an output is written to a temporary file in the calculation's cache, then renamed. The
 * cache may be emptied at any time, and a datastore that was written anew makes new files.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { openDatastore } from "../datastore/index.ts";
import type { OutputRequest } from "./contract.ts";
import { writeHdf5 } from "./formats/hdf5/write-hdf5.ts";
import { openOutput } from "./open-output.ts";
import { type Results, readResults } from "./results.ts";

/** Folders of the calculation (with `datastore/` and `cache/` in it) and of the one it continues. */
export interface CalculationPlace {
  readonly folder: string;
  readonly parentFolder?: string | undefined;
}

/** A file in the cache. */
export interface WrittenOutput {
  readonly path: string;
  /** Name for the one who downloads it. */
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

/** Opens the results of a calculation. Close `reader` when done. @throws when there is no datastore. */
export function openResults({ folder, parentFolder }: CalculationPlace): Results {
  const parent = parentFolder === undefined ? undefined : openDatastore(join(parentFolder, "datastore"));
  return readResults(openDatastore(join(folder, "datastore"), parent));
}

/** Where the answer to a request lies or will lie, without extension. */
function cachePath({ folder }: CalculationPlace, request: OutputRequest): string {
  const index = statSync(join(folder, "datastore", "datastore.json"), { bigint: true });
  const hash = createHash("sha256");
  hash.update(JSON.stringify([request, String(index.mtimeNs), String(index.size)]));
  return join(folder, "cache", hash.digest("hex").slice(0, 32));
}

/** The answer if it was made before. */
export function findWritten(place: CalculationPlace, request: OutputRequest): WrittenOutput | undefined {
  const base = cachePath(place, request);
  if (!existsSync(`${base}.json`)) return undefined;
  const { name, type, size } = JSON.parse(readFileSync(`${base}.json`, "utf8")) as Omit<WrittenOutput, "path">;
  if (!existsSync(`${base}.bin`) || statSync(`${base}.bin`).size !== size) return undefined;
  return { path: `${base}.bin`, name, type, size };
}

/**
 * Makes the answer, in this process, and keeps it. Memory does not grow with its size.
 * @throws OutputError for what does not exist or cannot be asked for.
 */
export async function writeToCache(place: CalculationPlace, request: OutputRequest): Promise<WrittenOutput> {
  const known = findWritten(place, request);
  if (known !== undefined) return known;
  const base = cachePath(place, request);
  mkdirSync(join(place.folder, "cache"), { recursive: true });
  const temporary = `${base}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
  const results = openResults(place);
  try {
    const { name, type } = await writeAnswer(results, request, temporary);
    const { size } = statSync(temporary);
    renameSync(temporary, `${base}.bin`);
    writeFileSync(`${temporary}.json`, JSON.stringify({ name, type, size }));
    renameSync(`${temporary}.json`, `${base}.json`);
    return { path: `${base}.bin`, name, type, size };
  } finally {
    results.reader.close();
    rmSync(temporary, { force: true });
    rmSync(`${temporary}.json`, { force: true });
  }
}

async function writeAnswer(
  results: Results,
  request: OutputRequest,
  path: string,
): Promise<{ name: string; type: string }> {
  if (request.kind === "datastore") {
    await writeHdf5(results, path);
    return { name: `calc_${request.calculationId}.hdf5`, type: "application/x-hdf" };
  }
  const { name, type, content } = await openOutput(results, request);
  const handle = await open(path, "w");
  try {
    for await (const chunk of content) await handle.write(chunk);
  } finally {
    await handle.close();
  }
  return { name, type };
}
