/** What trusted proxies say about a request: the client's address, and the scheme and host it asked for. */
import ipaddr from "ipaddr.js";

export interface Origin {
  /** Address of the client as far as it is known. */
  readonly address: string;
  /** `http` or `https`. */
  readonly scheme: string;
  /** Host and port the client asked for. */
  readonly host: string;
}

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number];

function parseNetwork(text: string): Network {
  if (text.includes("/")) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address.kind() === "ipv4" ? 32 : 128];
}

function isWithin(address: string, networks: readonly Network[]): boolean {
  if (networks.length === 0 || !ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return networks.some(([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits));
}

/** Last element of a comma-separated header, which is the one the nearest proxy added. */
function lastOf(header: string): string {
  return header.slice(header.lastIndexOf(",") + 1).trim();
}

/**
 * Reader of the origin of a request. `trusted` are addresses or networks of proxies; headers of others are ignored.
 * The client is the right-most address of X-Forwarded-For that is no trusted proxy.
 */
export function originReader(trusted: readonly string[]): (request: Request, peer: string) => Origin {
  const networks = trusted.map(parseNetwork);
  return (request, peer) => {
    const headers = request.headers;
    const url = request.url;
    const scheme = url.slice(0, url.indexOf(":"));
    const host = headers.get("host") ?? "localhost";
    if (!isWithin(peer, networks)) return { address: peer, scheme, host };
    let address = peer;
    for (const hop of (headers.get("x-forwarded-for") ?? "").split(",").reverse()) {
      const candidate = hop.trim();
      if (!ipaddr.isValid(candidate)) break;
      address = candidate;
      if (!isWithin(candidate, networks)) break;
    }
    const said = headers.get("x-forwarded-proto");
    const forwardedScheme = said === null ? scheme : lastOf(said).toLowerCase();
    const forwardedHost = headers.get("x-forwarded-host");
    return {
      address,
      scheme: forwardedScheme === "https" || forwardedScheme === "http" ? forwardedScheme : scheme,
      host: forwardedHost === null ? host : lastOf(forwardedHost),
    };
  };
}
