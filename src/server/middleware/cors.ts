/** Cross-origin headers, as the reference server sends them with every answer of its API, and which headers pages may read. */
export const CORS_HEADERS: readonly (readonly [string, string])[] = [
  ["access-control-allow-origin", "*"],
  ["access-control-allow-methods", "GET, POST, OPTIONS"],
  ["access-control-max-age", "1000"],
  ["access-control-allow-headers", "*"],
  [
    "access-control-expose-headers",
    "Content-Disposition, Content-Encoding, Content-Length, Content-Range, Accept-Ranges, ETag, Location, Retry-After",
  ],
];

/** Whether a path belongs to the API, whose answers any page may read; the page of outputs counts as such. */
export function isApiPath(path: string): boolean {
  if (path.startsWith("/engine/") && path.endsWith("/outputs")) return true;
  return path.startsWith("/v1/") || path === "/v1" || path.startsWith("/accounts/ajax_");
}

export function addCorsHeaders(headers: Headers): void {
  for (const [name, value] of CORS_HEADERS) headers.set(name, value);
}

/** Answer to OPTIONS on any path of the API. */
export function preflightResponse(): Response {
  const response = new Response(null, { status: 200 });
  addCorsHeaders(response.headers);
  return response;
}
