/** Texts of some length are sent compressed to those who take it. The work is done on Bun's threads, not on the server's. */
import { promisify } from "node:util";
import { gzip } from "node:zlib";

/** Shorter texts are sent as they are. */
const FROM_BYTES = 1024;
/** Longer ones pass through in pieces. */
const AT_ONCE_BYTES = 2 ** 20;

const TEXTS = /^(?:text\/(?!event-stream)|application\/(?:[\w.]+\+)?(?:json|xml)\b|image\/svg\+xml)/;

/** In the order of our liking. */
const ENCODINGS = ["zstd", "gzip"] as const;
type Encoding = (typeof ENCODINGS)[number];

const gzipped = promisify(gzip);

/** The encoding an Accept-Encoding header likes best (RFC 9110 section 12.5.3). */
export function acceptedEncoding(header: string | null): Encoding | undefined {
  if (header === null) return undefined;
  const qualities = new Map<string, number>();
  for (const part of header.toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim());
    const quality = parameters.find((text) => text.startsWith("q="))?.slice(2);
    qualities.set(name, quality === undefined ? 1 : Number(quality));
  }
  const liking = (encoding: Encoding) => qualities.get(encoding) ?? qualities.get("*") ?? 0;
  const [best] = [...ENCODINGS].sort((a, b) => liking(b) - liking(a));
  return best !== undefined && liking(best) > 0 ? best : undefined;
}

/** Answers whose body is not in memory although they state no length. */
const streamed = new WeakSet<Response>();

/** Marks an answer whose body is made while it is sent. */
export function asStream(response: Response): Response {
  streamed.add(response);
  return response;
}

/** The answer as it goes out to this request: compressed, or as it is. */
export async function compressed(request: Request, response: Response): Promise<Response> {
  const { headers, status } = response;
  if (request.method === "HEAD" || response.body === null || status === 206 || headers.has("content-encoding"))
    return response;
  if (!TEXTS.test(headers.get("content-type") ?? "")) return response;
  appendVary(headers, "Accept-Encoding");
  const encoding = request.headers.has("range") ? undefined : acceptedEncoding(request.headers.get("accept-encoding"));
  if (encoding === undefined) return response;
  const stated = headers.get("content-length");
  if (stated !== null && Number(stated) < FROM_BYTES) return response;
  const isStream = streamed.has(response) || (stated !== null && Number(stated) > AT_ONCE_BYTES);
  if (isStream) return encoded(response, response.body.pipeThrough(compressor(encoding)), encoding);
  const bytes = await response.bytes();
  if (bytes.length < FROM_BYTES) return new Response(bytes, { status, headers });
  return encoded(
    response,
    new Uint8Array(encoding === "zstd" ? await Bun.zstdCompress(bytes) : await gzipped(bytes)),
    encoding,
  );
}

/** Bun knows zstd here; its types do not yet. */
function compressor(encoding: Encoding) {
  return new CompressionStream(encoding as CompressionFormat) as unknown as ReadableWritablePair<
    Uint8Array,
    Uint8Array
  >;
}

function encoded({ status, headers: own }: Response, body: BodyInit, encoding: Encoding): Response {
  const headers = new Headers(own);
  headers.set("content-encoding", encoding);
  headers.delete("content-length");
  headers.delete("accept-ranges");
  // Other bytes than those of the strong tag; If-None-Match compares weakly anyway.
  const etag = headers.get("etag");
  if (etag !== null && !etag.startsWith("W/")) headers.set("etag", `W/${etag}`);
  return new Response(body, { status, headers });
}

function appendVary(headers: Headers, name: string): void {
  const known = headers.get("vary");
  if (known === null) headers.set("vary", name);
  else if (!known.toLowerCase().includes(name.toLowerCase())) headers.set("vary", `${known}, ${name}`);
}
