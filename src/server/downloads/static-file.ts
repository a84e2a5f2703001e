/** Files that come with the program and do not change while it runs: the browser asks whether they are still the same. */
import { VERSION } from "../../version.ts";
import { matchesEtag } from "./send-file.ts";

function staticResponse(request: Request, body: string | Blob, tag: string, type: string): Response {
  const etag = `"${VERSION}-${tag}"`;
  const headers = { "content-type": type, etag, "cache-control": "no-cache", "x-content-type-options": "nosniff" };
  if (matchesEtag(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers });
}

/** `path` is on disk or inside the single executable. */
export function staticFile(request: Request, path: string, type: string): Response {
  const file = Bun.file(path);
  return staticResponse(request, file, `${file.size.toString(36)}-${Bun.hash(path).toString(36)}`, type);
}

export function staticText(request: Request, text: string, type: string): Response {
  return staticResponse(request, text, Bun.hash(text).toString(36), type);
}
