/** Answers a request for an output: small ones as bytes on the spot, large ones as a file that a child process makes once. */
import type { OutputRequest } from "./contract.ts";
import { estimateBytes } from "./estimate.ts";
import { concatenate } from "./formats/zip.ts";
import { openOutput } from "./open-output.ts";
import { OutputError } from "./output-error.ts";
import { type CalculationPlace, findWritten, openResults, type WrittenOutput } from "./write-to-cache.ts";

export interface ServeSettings {
  /** How this program starts itself: `[executable, ...]`; `write-output` and its arguments are added. */
  readonly command: readonly string[];
  /** Answers above this many bytes are made by a child; 1 MiB unless told otherwise. */
  readonly onTheSpot?: number;
}

export type Served =
  | { readonly kind: "bytes"; readonly name: string; readonly type: string; readonly bytes: Uint8Array }
  | ({ readonly kind: "file" } & WrittenOutput);

const MEBIBYTE = 1048576;
/** Children at work at once, whatever the number of clients. */
const MOST_CHILDREN = 2;

/** What children print as their last line. */
export type WriteAnswer =
  | { readonly written: WrittenOutput }
  | { readonly error: { readonly kind: OutputError["kind"]; readonly message: string } };

const underWay = new Map<string, Promise<WrittenOutput>>();
const waiting: (() => void)[] = [];
let children = 0;

/**
 * Makes or finds the answer. Equal requests at the same time share one child.
 * @throws OutputError for what does not exist or cannot be asked for.
 */
export async function serveOutput(
  place: CalculationPlace,
  request: OutputRequest,
  settings: ServeSettings,
): Promise<Served> {
  const known = findWritten(place, request);
  if (known !== undefined) return { kind: "file", ...known };
  const results = openResults(place);
  try {
    if (request.kind !== "datastore" && estimateBytes(results, request) <= (settings.onTheSpot ?? MEBIBYTE)) {
      const { name, type, content } = await openOutput(results, request);
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of content) {
        chunks.push(chunk);
        size += chunk.length;
      }
      return { kind: "bytes", name, type, bytes: concatenate(chunks, size) };
    }
  } finally {
    results.reader.close();
  }
  const key = JSON.stringify([place, request]);
  const running = underWay.get(key) ?? writeInChild(place, request, settings).finally(() => underWay.delete(key));
  underWay.set(key, running);
  return { kind: "file", ...(await running) };
}

async function writeInChild(
  place: CalculationPlace,
  request: OutputRequest,
  { command }: ServeSettings,
): Promise<WrittenOutput> {
  if (children >= MOST_CHILDREN) await new Promise<void>((resolve) => waiting.push(resolve));
  else children++;
  try {
    const child = Bun.spawn([...command, "write-output", JSON.stringify({ place, request })], {
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
    });
    const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
    const code = await child.exited;
    const last = out.trim().split("\n").at(-1) ?? "";
    if (!last.startsWith("{")) throw new Error(`writing ended with code ${code}: ${err.trim()}`);
    const answer = JSON.parse(last) as WriteAnswer;
    if ("error" in answer) throw new OutputError(answer.error.kind, answer.error.message);
    return answer.written;
  } finally {
    const next = waiting.shift();
    if (next === undefined) children--;
    else next();
  }
}
