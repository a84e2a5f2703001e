/** Downloads: exact length, ranges, ETag, and the file name in the form the QGIS plug-in cuts it out of the header. */
import { stat } from "node:fs/promises";

export interface DownloadHeaders {
  /** Goes after `filename=` without quotes and with nothing behind it. */
  readonly filename: string;
  readonly type: string;
  /** `inline` lets a browser show it. */
  readonly disposition?: "attachment" | "inline";
}

/** File name that is safe in an unquoted header: no control characters, no separators, ASCII only. */
export function headerFilename(name: string): string {
  return name.replace(/[^\x20-\x7e]/g, "_").replace(/[\\/;,"]/g, "-");
}

interface Range {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** One byte range of the header; `undefined` when it is to be ignored (several ranges, another unit), `null` when it cannot be met. */
export function parseRange(header: string, size: number): Range | null | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (match === null || (match[1] === "" && match[2] === "")) return undefined;
  if (match[1] === "") {
    const length = Number(match[2]);
    return length === 0 || size === 0 ? null : { start: Math.max(0, size - length), end: size };
  }
  const start = Number(match[1]);
  const end = match[2] === "" ? size : Math.min(size, Number(match[2]) + 1);
  if (match[2] !== "" && Number(match[2]) < start) return undefined;
  return start >= size ? null : { start, end };
}

/** Whether a list of entity tags names this one (weak comparison, RFC 9110 section 8.8.3.2). */
export function matchesEtag(header: string | null, etag: string): boolean {
  if (header === null) return false;
  if (header.trim() === "*") return true;
  const strip = (tag: string) => tag.trim().replace(/^W\//, "");
  return header.split(",").some((tag) => strip(tag) === strip(etag));
}

/** Sends `size` bytes, of which `slice` gives any part. Answers 304 to If-None-Match, 206 or 416 to Range. */
function send(
  request: Request,
  { filename, type, disposition = "attachment" }: DownloadHeaders,
  { size, etag, slice }: { size: number; etag: string; slice: (range: Range) => BodyInit },
): Response {
  const headers: Record<string, string> = {
    "content-type": type,
    "content-disposition": `${disposition}; filename=${headerFilename(filename)}`,
    "accept-ranges": "bytes",
    etag,
    "cache-control": "private, no-cache",
    vary: "Accept, Cookie, Authorization",
    "x-content-type-options": "nosniff",
    // What a job's author wrote into a report must not act as a page of ours.
    "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
  };
  if (matchesEtag(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  const wanted = request.headers.get("range");
  const condition = request.headers.get("if-range");
  if (wanted !== null && (condition === null || condition.trim() === etag)) {
    const range = parseRange(wanted, size);
    if (range === null) {
      return new Response(null, { status: 416, headers: { ...headers, "content-range": `bytes */${size}` } });
    }
    if (range !== undefined) {
      headers["content-range"] = `bytes ${range.start}-${range.end - 1}/${size}`;
      headers["content-length"] = String(range.end - range.start);
      return new Response(slice(range), { status: 206, headers });
    }
  }
  headers["content-length"] = String(size);
  return new Response(slice({ start: 0, end: size }), { headers });
}

export async function sendFile(request: Request, path: string, download: DownloadHeaders): Promise<Response> {
  const { size, mtimeMs } = await stat(path);
  const etag = `"${size.toString(36)}-${Math.round(mtimeMs * 1000).toString(36)}"`;
  const file = Bun.file(path);
  return send(request, download, { size, etag, slice: ({ start, end }) => file.slice(start, end) });
}

/** A small result that was made on the spot. */
export function sendBytes(request: Request, bytes: Uint8Array, download: DownloadHeaders): Response {
  const etag = `"${bytes.length.toString(36)}-${Bun.hash(bytes).toString(36)}"`;
  const slice = ({ start, end }: Range) => bytes.slice(start, end);
  return send(request, download, { size: bytes.length, etag, slice });
}
