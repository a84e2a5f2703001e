/** Addresses that notifications may go to: never into the operator's own network unless allowed. */
import { lookup } from "node:dns/promises";
import { parse as parseAddress } from "ipaddr.js";

export interface Target {
  readonly url: URL;
  /** The address that was checked; the connection goes there and nowhere else. */
  readonly address: string;
  readonly family: 4 | 6;
}

export class TargetError extends Error {
  override readonly name = "TargetError";
}

/**
 * Resolves and checks a notification address.
 * @throws TargetError for other schemes than http(s), names that do not resolve, and private addresses.
 */
export async function resolveTarget(text: string, allowPrivate: boolean): Promise<Target> {
  const url = notificationUrl(text);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const found = await lookup(host, { all: true }).catch((error: NodeJS.ErrnoException) => {
    throw new TargetError(`${host} cannot be resolved (${error.code ?? error.message})`);
  });
  const first = found[0];
  if (first === undefined) throw new TargetError(`${host} has no address`);
  // One private address among public ones is enough to refuse: which is used is not up to the caller.
  if (!allowPrivate)
    for (const { address } of found)
      if (!isPublicAddress(address)) throw new TargetError(`${host} is not a public address (${address})`);
  return { url, address: first.address, family: first.family === 6 ? 6 : 4 };
}

/** @throws TargetError unless it is an http(s) address without user name. */
export function notificationUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new TargetError(`${text} is not an address`);
  }
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw new TargetError(`notifications go to http and https addresses only, not ${url.protocol}`);
  if (url.username !== "" || url.password !== "") throw new TargetError("addresses with a user name are not allowed");
  return url;
}

/** Globally reachable; an IPv4 address wrapped in IPv6 is judged as what it is. */
export function isPublicAddress(text: string): boolean {
  try {
    const address = parseAddress(text.split("%")[0] as string);
    if (address.kind() === "ipv6") {
      const ipv6 = address as import("ipaddr.js").IPv6;
      if (ipv6.isIPv4MappedAddress()) return ipv6.toIPv4Address().range() === "unicast";
    }
    return address.range() === "unicast";
  } catch {
    return false;
  }
}
