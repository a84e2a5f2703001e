/** The inputs of a job as a zip that can be submitted again. */
import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { PassThrough, Readable } from "node:stream";
import JSZip from "jszip";

/**
 * Streams every input file; other job files than the one that was run are left out, so that running the archive again runs
 * the same job without naming it.
 * @returns null when the job has no inputs.
 */
export function zipInputs(inputs: string, ini: string | null): Readable | null {
  if (!existsSync(inputs)) return null;
  const names = filesBelow(inputs).map((path) => relative(inputs, path).split(sep).join("/"));
  const chosen = names.filter((name) => ini === null || name === ini || !name.endsWith(".ini"));
  if (chosen.length === 0) return null;
  const zip = new JSZip();
  for (const name of chosen.sort()) {
    const path = join(inputs, name);
    zip.file(name, lazyFile(path), { date: statSync(path).mtime, createFolders: false });
  }
  const stream = zip.generateNodeStream({
    streamFiles: true,
    compression: "DEFLATE",
    compressionOptions: { level: 3 },
  });
  const out = new PassThrough();
  stream.on("error", (error) => out.destroy(error));
  stream.pipe(out);
  return out;
}

/** Opened when its turn comes, so that thousands of files do not need as many descriptors. */
function lazyFile(path: string): NodeJS.ReadableStream {
  return Readable.from(
    (async function* () {
      yield* createReadStream(path);
    })(),
    { objectMode: false },
  );
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });
}
