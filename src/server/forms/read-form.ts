/**
 * Request bodies, read as they come: form fields into memory within limits, files straight to disk. A body of any size
 * passes through a few buffers only (busboy over the request's stream), which `request.formData()` does not do.
 */
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as WebStream } from "node:stream/web";
import busboy from "busboy";
import { isDiskFull } from "../../jobs/index.ts";
import { ApiError, badRequest } from "../api-error.ts";

export interface UploadedFile {
  /** Name of the form field. */
  readonly field: string;
  /** Name the client gave the file, folders taken off. */
  readonly filename: string;
  /** Where it lies. */
  readonly path: string;
  readonly bytes: number;
}

export interface Form {
  /** Last value of each field. */
  readonly fields: ReadonlyMap<string, string>;
  /** In the order they came. */
  readonly files: readonly UploadedFile[];
}

export interface FormOptions {
  /** Where the n-th file goes; its folder must exist. Without it files are refused. */
  readonly place?: (index: number) => string;
  /** Most bytes of one text field. */
  readonly fieldBytes: number;
  /** Most bytes of the whole body. */
  readonly bodyBytes: number;
  /** Called as bytes come in; throws when no more are wanted (a full disk, an aborted job). */
  readonly guard?: () => void;
  /** How slowly a body may come. */
  readonly pace?: Pace;
}

export interface Pace {
  /** Longest silence. */
  readonly idleMs: number;
  /** From then on the body must have come at `bytesPerS` on average. */
  readonly graceMs: number;
  readonly bytesPerS: number;
}

/** Any real connection is faster; a body that is fed in drops holds a connection and a job. */
const DEFAULT_PACE: Pace = { idleMs: 60_000, graceMs: 120_000, bytesPerS: 1000 };

const EMPTY: Form = { fields: new Map(), files: [] };

function tooLarge(bytes: number): ApiError {
  return new ApiError(413, `the request is larger than ${bytes} bytes`, { details: { allowed: "see --upload-limit" } });
}

/** The body as a stream. Fails with 408 when it comes too slowly, and with what `guard` throws. */
function bodyOf(request: Request, { guard, pace = DEFAULT_PACE }: FormOptions): Readable {
  return Readable.from(paced(request.body as unknown as WebStream<Uint8Array>, pace, guard), { objectMode: false });
}

async function* paced(body: WebStream<Uint8Array>, pace: Pace, guard?: () => void): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  const begun = Date.now();
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await withinTime(reader.read(), pace.idleMs);
      if (done) return;
      bytes += value.byteLength;
      const elapsed = Date.now() - begun;
      if (elapsed > pace.graceMs && bytes < (elapsed / 1000) * pace.bytesPerS) throw tooSlow();
      guard?.();
      yield value;
    }
  } finally {
    // What still comes is not wanted; the answer goes out meanwhile.
    reader.cancel().catch(() => undefined);
  }
}

async function withinTime<Value>(promise: Promise<Value>, ms: number): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow()), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function tooSlow(): ApiError {
  return new ApiError(408, "the request comes too slowly", { headers: { connection: "close" } });
}

/** What the system says of a file that cannot be written, as an answer. */
function storeError(error: unknown): unknown {
  return isDiskFull(error) ? new ApiError(507, "the disk of the server has no room for the upload") : error;
}

/** Passes chunks on and fails once there are too many (a chunked body states no length beforehand). */
function limitedTo(bytes: number) {
  return async function* (source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let seen = 0;
    for await (const chunk of source) {
      seen += chunk.byteLength;
      if (seen > bytes) throw tooLarge(bytes);
      yield chunk;
    }
  };
}

/** File name without the folders some clients send along. */
function baseName(name: string): string {
  return name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1);
}

/** Writes one part to the next free place of the folder. */
async function storeFile(stream: Readable, limit: number, field: string, name: string, path: string) {
  const file = createWriteStream(path);
  await pipeline(stream, limitedTo(limit), file);
  return { field, filename: baseName(name), path, bytes: file.bytesWritten } satisfies UploadedFile;
}

/** A part that ends because the whole form did says nothing of its own. */
function isBrokenOff(error: unknown): boolean {
  return error instanceof Error && !(error instanceof ApiError) && !("syscall" in error);
}

async function readParts(request: Request, options: FormOptions): Promise<Form> {
  const { place, fieldBytes, bodyBytes } = options;
  const fields = new Map<string, string>();
  const stored: Promise<UploadedFile>[] = [];
  let refused: ApiError | undefined;
  const giveUp = new AbortController();
  let failure: unknown;
  let parser: busboy.Busboy;
  try {
    parser = busboy({
      headers: Object.fromEntries(request.headers),
      defParamCharset: "utf8",
      limits: { fieldSize: fieldBytes, fields: 1000, files: 1000, parts: 2000, headerPairs: 100 },
    });
  } catch (error) {
    throw badRequest(error instanceof Error ? error.message : String(error), { parameter: "Content-Type" });
  }
  parser.on("field", (name, value, { valueTruncated }) => {
    if (valueTruncated) refused ??= new ApiError(413, `the field ${name} is longer than ${fieldBytes} bytes`);
    fields.set(name, value);
  });
  parser.on("file", (name, stream, { filename }) => {
    if (place === undefined) {
      refused ??= badRequest("a file is not expected here", { parameter: name });
      stream.resume();
      return;
    }
    const stores = storeFile(stream, bodyBytes, name, filename ?? "", place(stored.length));
    // Without its reader the parser would wait for ever.
    stores.catch((error) => {
      failure ??= storeError(error);
      giveUp.abort();
    });
    stored.push(stores);
  });
  for (const limit of ["fieldsLimit", "filesLimit", "partsLimit"] as const) {
    parser.on(limit, () => {
      refused ??= new ApiError(413, "the form has too many parts");
    });
  }
  try {
    await pipeline(bodyOf(request, options), limitedTo(bodyBytes), parser, { signal: giveUp.signal });
  } catch (error) {
    await Promise.allSettled(stored);
    if (failure !== undefined && !isBrokenOff(failure)) throw failure;
    if (error instanceof ApiError) throw error;
    throw badRequest(`the form cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const files = await Promise.all(stored);
  if (refused !== undefined) throw refused;
  return { fields, files };
}

/** A body that is one file, as `curl --data-binary @job.zip` sends it: taken as the field `archive`. */
async function readRaw(request: Request, options: FormOptions): Promise<Form> {
  if (options.place === undefined) throw badRequest("a file is not expected here");
  const path = options.place(0);
  const said = /filename="?([^";]+)"?/i.exec(request.headers.get("content-disposition") ?? "")?.[1];
  const file = await storeFile(
    bodyOf(request, options),
    options.bodyBytes,
    "archive",
    said ?? "archive.zip",
    path,
  ).catch((error) => {
    throw storeError(error);
  });
  return { fields: new Map(), files: [file] };
}

/** A flat JSON object of texts, numbers and booleans. */
async function readJson(request: Request, options: FormOptions): Promise<Form> {
  const chunks: Uint8Array[] = [];
  const limit = limitedTo(Math.min(options.bodyBytes, options.fieldBytes));
  for await (const chunk of limit(bodyOf(request, options))) chunks.push(chunk);
  let value: unknown;
  try {
    value = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch (error) {
    throw badRequest(`the body is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw badRequest("expected a JSON object");
  const fields = new Map<string, string>();
  for (const [name, field] of Object.entries(value)) {
    if (field !== null && typeof field !== "object") fields.set(name, String(field));
  }
  return { fields, files: [] };
}

/**
 * Reads the body of a request, whatever its kind: multipart or urlencoded form, JSON object, or (where files are
 * expected) the file itself. A request without a body is an empty form.
 * @throws ApiError 400 or 413
 */
export async function readForm(request: Request, options: FormOptions): Promise<Form> {
  if (request.body === null) return EMPTY;
  const stated = Number(request.headers.get("content-length") ?? "0");
  if (stated > options.bodyBytes) throw tooLarge(options.bodyBytes);
  const type = (request.headers.get("content-type") ?? "").split(";", 1)[0]!.trim().toLowerCase();
  switch (type) {
    case "multipart/form-data":
    case "application/x-www-form-urlencoded":
      return readParts(request, options);
    case "application/json":
      return readJson(request, options);
    case "application/zip":
    case "application/x-zip":
    case "application/x-zip-compressed":
    case "application/octet-stream":
      return readRaw(request, options);
    default:
      if (stated === 0 && request.headers.get("transfer-encoding") === null) return EMPTY;
      throw new ApiError(415, `a body of type ${type === "" ? "(none)" : type} is not understood`, {
        details: {
          parameter: "Content-Type",
          allowed: "multipart/form-data, application/x-www-form-urlencoded, application/json",
        },
      });
  }
}
