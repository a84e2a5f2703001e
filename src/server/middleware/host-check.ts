/**
 * Two defences of a server that trusts whoever reaches it: the Host header must be a name of ours (a page of a
 * stranger whose name was rebound to our address cannot read or write), and writes that a browser sends from a page
 * elsewhere are refused unless that page's origin is allowed.
 */
import { hostname } from "node:os";
import ipaddr from "ipaddr.js";

const LOOPBACK_NAMES = ["localhost", "localhost.localdomain", "ip6-localhost"];

/** Host name of a Host header: without the port, lower case, without the brackets of IPv6. */
export function hostNameOf(host: string): string {
  const name = host.startsWith("[") ? host.slice(1, Math.max(1, host.indexOf("]"))) : host.replace(/:\d*$/, "");
  return name.toLowerCase();
}

/**
 * Whether a Host header names this server. Numeric addresses are always ours (rebinding needs a name), as are the
 * loopback names, the machine's own name, the address listened on and the names allowed by the operator (`*`: any).
 */
export function hostChecker(listen: string, allowed: readonly string[]): (host: string) => boolean {
  if (allowed.includes("*")) return () => true;
  const names = new Set([...LOOPBACK_NAMES, hostname(), listen, ...allowed].map((name) => name.toLowerCase()));
  const known = new Set<string>();
  return (host) => {
    if (known.has(host)) return true;
    const name = hostNameOf(host);
    const ours = names.has(name) || name.endsWith(".localhost") || ipaddr.isValid(name);
    if (ours && known.size < 1000) known.add(host);
    return ours;
  };
}

/** GET requests of the tag calls change data; they are the only ones that do. */
const WRITING_GET =
  /^\/v1\/calc\/(?:(?:create|delete)_tag|unset_preferred_job_for_tag|\d+\/(?:add|remove)_tag|\d+\/set_preferred_job_for_tag)\//;

/** Whether a request changes something. */
export function isWrite(method: string, path: string): boolean {
  return method === "GET" || method === "HEAD" || method === "OPTIONS" ? WRITING_GET.test(path) : true;
}

/**
 * Whether a write comes from our own pages, from no browser page at all, or from an allowed origin. Browsers send
 * `Origin` with every cross-origin POST, and `Sec-Fetch-Site` with every request.
 */
export function writeOriginChecker(
  allowed: readonly string[],
): (headers: Headers, own: { readonly scheme: string; readonly host: string }) => boolean {
  const origins = new Set(allowed.map((origin) => origin.toLowerCase()));
  if (origins.has("*")) return () => true;
  return (headers, own) => {
    const origin = headers.get("origin");
    if (origin !== null) {
      if (origins.has(origin.toLowerCase())) return true;
      return origin.toLowerCase().replace(/^https?:\/\//, "") === own.host.toLowerCase() && origin !== "null";
    }
    return headers.get("sec-fetch-site") !== "cross-site";
  };
}
