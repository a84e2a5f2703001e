/** Exports and extracts of a calculation of the engine: made once by the helper, kept in the calculation's cache. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { contentType, isFormat, OutputError, type OutputRequest, type WrittenOutput } from "../../outputs/index.ts";
import { folderPart } from "../calculation-folder.ts";
import { withoutPaths } from "../traceback.ts";
import { engineResults } from "./engine-folder.ts";
import type { HelperRequest, ResidentHelper } from "./resident-helper.ts";

const underWay = new Map<string, Promise<WrittenOutput>>();

/**
 * The answer, from the cache when it was made before. Equal requests at the same time share one question.
 * @throws OutputError for what the engine does not have or does not write
 */
export async function serveEngineOutput(
  place: { readonly folder: string; readonly id: number },
  request: OutputRequest,
  helper: ResidentHelper,
): Promise<WrittenOutput> {
  const results = engineResults(place.folder, place.id);
  if (!existsSync(results)) throw new OutputError("not-found", `Calculation ${place.id} has no results`);
  if (request.kind === "datastore")
    return { path: results, name: `calc_${place.id}.hdf5`, type: "application/x-hdf", size: statSync(results).size };
  const base = cachePath(place.folder, results, request);
  const known = findMade(base);
  if (known !== undefined) return known;
  const running =
    underWay.get(base) ?? make(place.folder, results, base, request, helper).finally(() => underWay.delete(base));
  underWay.set(base, running);
  return running;
}

function cachePath(folder: string, results: string, request: OutputRequest): string {
  const { mtimeNs, size } = statSync(results, { bigint: true });
  const hash = createHash("sha256").update(JSON.stringify([request, String(mtimeNs), String(size)]));
  return join(folderPart(folder, "cache"), `engine-${hash.digest("hex").slice(0, 32)}`);
}

function findMade(base: string): WrittenOutput | undefined {
  if (!existsSync(`${base}.json`)) return undefined;
  const { name, type, size } = JSON.parse(readFileSync(`${base}.json`, "utf8")) as Omit<WrittenOutput, "path">;
  const path = `${base}.bin`;
  return existsSync(path) && statSync(path).size === size ? { path, name, type, size } : undefined;
}

async function make(
  folder: string,
  results: string,
  base: string,
  request: OutputRequest,
  helper: ResidentHelper,
): Promise<WrittenOutput> {
  mkdirSync(folderPart(folder, "cache"), { recursive: true });
  const out = `${base}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
  try {
    const answer = await helper.ask(questionOf(request, results, out));
    if ("error" in answer) {
      const text = withoutPaths(answer.error, folder);
      throw new OutputError(answer.kind === "not-found" ? "not-found" : "bad-request", text);
    }
    const { size } = statSync(out);
    const type = request.kind === "extract" ? "application/x-zip" : typeOf(answer.name);
    renameSync(out, `${base}.bin`);
    writeFileSync(`${out}.json`, JSON.stringify({ name: answer.name, type, size }));
    renameSync(`${out}.json`, `${base}.json`);
    return { path: `${base}.bin`, name: answer.name, type, size };
  } finally {
    for (const left of [out, `${out}.json`, `${out}.npz`]) rmSync(left, { force: true });
  }
}

function questionOf(request: OutputRequest, path: string, out: string): HelperRequest {
  if (request.kind === "extract") {
    const what =
      request.query === "" ? request.spec : `${request.spec}?${decodeURIComponent(request.query.replaceAll("+", " "))}`;
    return { action: "extract", path, what, out };
  }
  if (request.kind !== "export")
    throw new OutputError("not-found", `a calculation of the OpenQuake Engine has no ${request.kind}`);
  if (Object.keys(request.filters ?? {}).length > 0)
    throw new OutputError("bad-request", "exports of the OpenQuake Engine hold everything: they cannot be filtered");
  return { action: "export", path, key: request.key, type: request.type, out };
}

function typeOf(name: string): string {
  const extension = name.split(".").at(-1) ?? "";
  return isFormat(extension) ? contentType(extension) : "application/octet-stream";
}
