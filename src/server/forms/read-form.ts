/**
 * Request bodies, read as they come: form fields into memory within limits, files straight to disk. A body of any size
 * passes through a few buffers only (busboy over the request's stream), which `request.formData()` does not do.
 */
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as WebStream } from "node:stream/web";
import busboy from "busboy";
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
}

const EMPTY: Form = { fields: new Map(), files: [] };

function tooLarge(bytes: number): ApiError {
  return new ApiError(413, `the request is larger than ${bytes} bytes`, { details: { allowed: "see --upload-limit" } });
}

/** The body as a stream. */
function bodyOf(request: Request): Readable {
  return Readable.fromWeb(request.body as unknown as WebStream<Uint8Array>);
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

async function readParts(request: Request, options: FormOptions): Promise<Form> {
  const { place, fieldBytes, bodyBytes } = options;
  const fields = new Map<string, string>();
  const stored: Promise<UploadedFile>[] = [];
  let refused: ApiError | undefined;
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
    stores.catch(() => undefined); // reported below; not an unhandled rejection meanwhile
    stored.push(stores);
  });
  for (const limit of ["fieldsLimit", "filesLimit", "partsLimit"] as const) {
    parser.on(limit, () => {
      refused ??= new ApiError(413, "the form has too many parts");
    });
  }
  try {
    await pipeline(bodyOf(request), limitedTo(bodyBytes), parser);
  } catch (error) {
    await Promise.allSettled(stored);
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
  const file = await storeFile(bodyOf(request), options.bodyBytes, "archive", said ?? "archive.zip", path);
  return { fields: new Map(), files: [file] };
}

/** A flat JSON object of texts, numbers and booleans. */
async function readJson(request: Request, options: FormOptions): Promise<Form> {
  const chunks: Uint8Array[] = [];
  const limit = limitedTo(Math.min(options.bodyBytes, options.fieldBytes));
  for await (const chunk of limit(bodyOf(request))) chunks.push(chunk);
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
