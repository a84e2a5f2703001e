/** Slows guessing of passwords: after some failures a name or an address has to wait. */

export interface LoginLimits {
  /** Failures of one name from one address before it has to wait. */
  readonly perName: number;
  /** Failures of one address, whatever the names. */
  readonly perAddress: number;
  /** Failures older than this are forgotten; also the longest wait. */
  readonly windowMs: number;
}

export const DEFAULT_LOGIN_LIMITS: LoginLimits = { perName: 5, perAddress: 50, windowMs: 15 * 60_000 };

/** Addresses remembered at most; beyond it the oldest are forgotten. */
const MOST_KEYS = 10_000;

export interface LoginLimiter {
  /** Milliseconds to wait before the next attempt is looked at; 0 = now. */
  waitMs(name: string, address: string): number;
  failed(name: string, address: string): void;
  succeeded(name: string, address: string): void;
}

export function loginLimiter(limits: LoginLimits = DEFAULT_LOGIN_LIMITS, now: () => number = Date.now): LoginLimiter {
  const failures = new Map<string, number[]>();
  const recent = (key: string): number[] => {
    const since = now() - limits.windowMs;
    const times = (failures.get(key) ?? []).filter((time) => time > since);
    if (times.length === 0) failures.delete(key);
    else failures.set(key, times);
    return times;
  };
  const keysOf = (name: string, address: string) =>
    [
      [`${address} ${name}`, limits.perName],
      [address, limits.perAddress],
    ] as const;
  return {
    waitMs: (name, address) =>
      Math.max(
        ...keysOf(name, address).map(([key, allowed]) => {
          const times = recent(key);
          return times.length < allowed ? 0 : times[times.length - allowed]! + limits.windowMs - now();
        }),
      ),
    failed: (name, address) => {
      for (const [key] of keysOf(name, address)) {
        failures.set(key, [...recent(key), now()]);
        const oldest = failures.keys().next().value;
        if (failures.size > MOST_KEYS && oldest !== undefined) failures.delete(oldest);
      }
    },
    succeeded: (name, address) => {
      failures.delete(`${address} ${name}`);
    },
  };
}
