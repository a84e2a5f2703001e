/** The path a request means, whatever slashes and prefixes it was typed with. */

/**
 * Path below the base path: the base is taken off when present (a proxy may have done so already), doubled slashes
 * at the front count as one, a trailing slash is dropped. `/` stays `/`.
 */
export function canonicalPath(path: string, basePath: string): string {
  let start = 0;
  while (path.charCodeAt(start + 1) === 47 && path.charCodeAt(start) === 47) start++;
  let canonical = start === 0 ? path : path.slice(start);
  if (basePath !== "" && canonical.startsWith(basePath)) {
    const rest = canonical.slice(basePath.length);
    if (rest === "") return "/";
    if (rest.startsWith("/")) return canonicalPath(rest, "");
  }
  let end = canonical.length;
  while (end > 1 && canonical.charCodeAt(end - 1) === 47) end--;
  if (end < canonical.length) canonical = canonical.slice(0, end);
  return canonical;
}

/** Splits an absolute URL into its origin, its path as sent and its query with the question mark ("" without one). */
export function splitUrl(url: string): { readonly origin: string; readonly path: string; readonly search: string } {
  const start = url.indexOf("/", url.indexOf("://") + 3);
  if (start < 0) return { origin: url, path: "/", search: "" };
  const hash = url.indexOf("#", start);
  const end = hash < 0 ? url.length : hash;
  const question = url.indexOf("?", start);
  const pathEnd = question < 0 || question > end ? end : question;
  return { origin: url.slice(0, start), path: url.slice(start, pathEnd), search: url.slice(pathEnd, end) };
}
