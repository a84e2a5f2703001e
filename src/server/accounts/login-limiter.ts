/**
 * Slows guessing of passwords. An attempt counts when it begins, so that a crowd of guesses at once is no way round; a right
 * password takes its attempt back. Counted per name and network, per network, and per name from everywhere, the last not for
 * networks from which the name has logged in.
 */
import ipaddr from "ipaddr.js";

export interface LoginLimits {
  /** Attempts for one name from one network before it has to wait. */
  readonly perName: number;
  /** Attempts from one network, whatever the names. */
  readonly perNetwork: number;
  /** Attempts for one name from all networks it is not known from. */
  readonly perNameEverywhere: number;
  /** Attempts older than this are forgotten; also the longest wait. */
  readonly windowMs: number;
}

export const DEFAULT_LOGIN_LIMITS: LoginLimits = {
  perName: 5,
  perNetwork: 50,
  perNameEverywhere: 100,
  windowMs: 15 * 60_000,
};

/** Keys remembered at most; beyond it the oldest are forgotten. */
const MOST_KEYS = 10_000;

export interface LoginAttempt {
  /** The password was right: the attempt does not count, and the failures for this name from this network are forgotten. */
  succeeded(): void;
  /** It was not looked at (the server was too busy): it does not count. */
  dropped(): void;
}

export interface LoginLimiter {
  /** Begins an attempt, or says how many milliseconds to wait. */
  begin(name: string, address: string): LoginAttempt | { readonly waitMs: number };
}

/** What one person can have many addresses of: a /64 of IPv6, one address of IPv4. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return `${(parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(":")}::/64`;
}

export function loginLimiter(limits: LoginLimits = DEFAULT_LOGIN_LIMITS, now: () => number = Date.now): LoginLimiter {
  const attempts = new Map<string, number[]>();
  const knownFrom = new Set<string>();

  const recent = (key: string): number[] => {
    const since = now() - limits.windowMs;
    const times = (attempts.get(key) ?? []).filter((time) => time > since);
    if (times.length === 0) attempts.delete(key);
    else attempts.set(key, times);
    return times;
  };
  const forgetOldest = () => {
    const [oldest] = attempts.keys();
    if (attempts.size > MOST_KEYS && oldest !== undefined) attempts.delete(oldest);
    const [known] = knownFrom;
    if (knownFrom.size > MOST_KEYS && known !== undefined) knownFrom.delete(known);
  };
  const takeBack = (keys: readonly string[], time: number) => {
    for (const key of keys) {
      const times = recent(key);
      const index = times.indexOf(time);
      if (index !== -1) times.splice(index, 1);
    }
  };

  return {
    begin(name, address) {
      const network = networkOf(address);
      const pair = `${network} ${name}`;
      const counted: readonly (readonly [string, number])[] = [
        [pair, limits.perName],
        [network, limits.perNetwork],
        ...(knownFrom.has(pair) ? [] : [[`* ${name}`, limits.perNameEverywhere] as const]),
      ];
      const waitMs = Math.max(
        ...counted.map(([key, allowed]) => {
          const times = recent(key);
          return times.length < allowed ? 0 : times[times.length - allowed]! + limits.windowMs - now();
        }),
      );
      if (waitMs > 0) return { waitMs };
      const time = now();
      const keys = counted.map(([key]) => key);
      for (const key of keys) attempts.set(key, [...recent(key), time]);
      forgetOldest();
      return {
        succeeded() {
          takeBack(keys, time);
          attempts.delete(pair);
          knownFrom.delete(pair);
          knownFrom.add(pair);
          forgetOldest();
        },
        dropped: () => takeBack(keys, time),
      };
    },
  };
}
