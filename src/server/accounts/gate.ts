/**
 * Lets requests in. Open server: everybody. Locked server: session cookie or API token; without one `/v1/*` answers an
 * empty 403, which clients act upon by logging in, and every other path leads to the login page.
 */
import type { AccountStore, User } from "../../jobs/index.ts";
import { emptyForbidden, errorResponse } from "../api-error.ts";
import type { Principal } from "../caller.ts";
import type { Gate } from "../middleware/gateway.ts";
import { openPrincipal } from "./permissions.ts";

export const SESSION_COOKIE = "sessionid";

/** Value of one cookie of a Cookie header. */
export function cookieValue(header: string | null, name: string): string | undefined {
  for (const part of (header ?? "").split(";")) {
    const equals = part.indexOf("=");
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return undefined;
}

/** Everybody is admitted as the same user. */
export function openGate(): Gate {
  const admitted = { principal: openPrincipal(), stillAdmitted: () => true };
  return () => admitted;
}

/** Reachable without a login: the login itself, what its page is made of, and the probe of a container. */
function isPublic(path: string): boolean {
  return (
    path === "/accounts/ajax_login" ||
    path === "/accounts/login" ||
    path === "/healthz" ||
    path === "/favicon.ico" ||
    path.startsWith("/engine/assets/")
  );
}

const NOBODY: Principal = { name: "", level: 0, superuser: false, mates: [] };

function userOf(request: Request, accounts: AccountStore): { user: User; session?: string } | undefined {
  const authorization = /^(?:Bearer|Token)\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (authorization !== undefined) {
    const user = accounts.tokenUser(authorization);
    return user === null ? undefined : { user };
  }
  const session = cookieValue(request.headers.get("cookie"), SESSION_COOKIE);
  if (session === undefined || session === "") return undefined;
  const user = accounts.sessionUser(session);
  return user === null ? undefined : { user, session };
}

function principalOf(user: User, accounts: AccountStore): Principal {
  return {
    name: user.name,
    level: user.isSuperUser ? 2 : user.level,
    superuser: user.isSuperUser,
    mates: accounts.matesOf(user.name),
  };
}

/** Sessions and tokens also end by themselves. */
const LOOK_AGAIN_MS = 30_000;

/** Looks again only when something about accounts has changed, or after a while. */
function admissionWatch(request: Request, accounts: AccountStore, principal: Principal): () => boolean {
  const before = JSON.stringify(principal);
  let revision = accounts.revision();
  let lookAt = Date.now() + LOOK_AGAIN_MS;
  let admitted = true;
  return () => {
    const present = accounts.revision();
    if (!admitted || (present === revision && Date.now() < lookAt)) return admitted;
    revision = present;
    lookAt = Date.now() + LOOK_AGAIN_MS;
    const found = userOf(request, accounts);
    admitted = found !== undefined && JSON.stringify(principalOf(found.user, accounts)) === before;
    return admitted;
  };
}

/** `loginPath` is the address of the login page, base path included. */
export function lockedGate(accounts: AccountStore, loginPath: string): Gate {
  return (request, path) => {
    const found = userOf(request, accounts);
    if (found !== undefined) {
      const principal = principalOf(found.user, accounts);
      return { principal, session: found.session, stillAdmitted: admissionWatch(request, accounts, principal) };
    }
    if (isPublic(path)) return { principal: NOBODY, stillAdmitted: () => true };
    if (path === "/v1" || path.startsWith("/v1/")) return errorResponse(emptyForbidden());
    return new Response(null, { status: 302, headers: { location: loginPath, vary: "Cookie" } });
  };
}
