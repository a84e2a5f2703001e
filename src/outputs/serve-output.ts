/** Answers a request for an output: small ones as bytes on the spot, large ones as a file that a child process makes once. */
import type { OutputRequest } from "./contract.ts";
import { estimateBytes } from "./estimate.ts";
import { concatenate } from "./formats/zip.ts";
import { openOutput } from "./open-output.ts";
import { OutputError } from "./output-error.ts";
import { type CalculationPlace, findWritten, openResults, type WrittenOutput } from "./write-to-cache.ts";

/** What a child has left. */
export interface ChildOutput {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it was ended, if it was. */
  readonly ended?: "time" | "memory" | undefined;
}

export interface ServeSettings {
  /** Starts this program as a child: the sub-command `write-output` and its argument; few at a time. */
  readonly runChild: (subCommand: string, args: readonly string[]) => Promise<ChildOutput>;
  /** Answers above this many bytes are made by a child; 1 MiB unless told otherwise. */
  readonly onTheSpot?: number;
}

export type Served =
  | { readonly kind: "bytes"; readonly name: string; readonly type: string; readonly bytes: Uint8Array }
  | ({ readonly kind: "file" } & WrittenOutput);

const MEBIBYTE = 1048576;
/** What children print as their last line. */
export type WriteAnswer =
  | { readonly written: WrittenOutput }
  | { readonly error: { readonly kind: OutputError["kind"]; readonly message: string } };

const underWay = new Map<string, Promise<WrittenOutput>>();

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
    if (
      request.kind !== "datastore" &&
      request.kind !== "picture" &&
      estimateBytes(results, request) <= (settings.onTheSpot ?? MEBIBYTE)
    ) {
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
  { runChild }: ServeSettings,
): Promise<WrittenOutput> {
  const { exitCode, stdout, stderr, ended } = await runChild("write-output", [JSON.stringify({ place, request })]);
  if (ended !== undefined)
    throw new OutputError("too-large", `this output takes too ${ended === "time" ? "long" : "much memory"} to write`);
  const last = stdout.trim().split("\n").at(-1) ?? "";
  if (!last.startsWith("{")) throw new Error(`writing ended with code ${exitCode}: ${stderr.trim()}`);
  const answer = JSON.parse(last) as WriteAnswer;
  if ("error" in answer) throw new OutputError(answer.error.kind, answer.error.message);
  return answer.written;
}
