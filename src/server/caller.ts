/** Who sent a request and how it reached us: found out once at the gateway, read by every handler. */

/** The account a request acts for. In an open server everybody is the same, unlimited user. */
export interface Principal {
  readonly name: string;
  /** 0 sees results, 1 also submits, 2 also shares, tags and downloads inputs. */
  readonly level: number;
  readonly superuser: boolean;
  /** Names of the user and of everybody who shares a group with them. */
  readonly mates: readonly string[];
  /** Everybody who reaches an open server. */
  readonly everybody?: true;
}

export interface Caller {
  readonly principal: Principal;
  /** Start of absolute URLs in answers: scheme, host and base path, without a final slash. */
  readonly baseUrl: string;
  /** Address of the client, behind a trusted proxy the one it names. */
  readonly address: string;
  /** The request as it came; its body is read from here (a rewritten request has none). */
  readonly original: Request;
  /** Whether login and rights are still what they were: answers that go on for long ask now and then. */
  readonly stillAdmitted: () => boolean;
  /** Session the request came with, to end it at logout. */
  readonly session: string | undefined;
  /** Whose share of the server it takes: the account, or the network in an open server. */
  readonly asker: string;
}

const callers = new WeakMap<Request, Caller>();

export function rememberCaller(request: Request, caller: Caller): void {
  callers.set(request, caller);
}

/** The caller of a request that came through the gateway. */
export function callerOf(request: Request): Caller {
  const caller = callers.get(request);
  if (caller === undefined) throw new Error("request without a caller: it did not come through the gateway");
  return caller;
}
