/**
 * The way of a request into the app and of the answer out. Everything that holds for all paths alike is here, once:
 * base path and slashes, Host and cross-origin checks, who is calling, OPTIONS, HEAD, CORS headers, request errors.
 */
import type { Server } from "bun";
import { networkOf } from "../accounts/login-limiter.ts";
import { ApiError, errorResponse } from "../api-error.ts";
import { type Caller, type Principal, rememberCaller } from "../caller.ts";
import { compressed } from "./compression.ts";
import { addCorsHeaders, isApiPath, preflightResponse } from "./cors.ts";
import { hostChecker, isWrite, writeOriginChecker } from "./host-check.ts";
import { canonicalPath, splitUrl } from "./paths.ts";
import { asProblem, wantsProblem } from "./problem-details.ts";
import { originReader } from "./proxy.ts";

export interface Admission {
  readonly principal: Principal;
  readonly session?: string | undefined;
  /** See `Caller`. */
  readonly stillAdmitted: () => boolean;
}

/** Decides who a request acts for, or answers it at once (a login is needed). */
export type Gate = (request: Request, path: string) => Admission | Response;

/** What Bun and Elysia call JSON; clients of the reference server know it without the charset. */
const BUN_JSON = "application/json;charset=utf-8";

export interface GatewayOptions {
  readonly host: string;
  readonly basePath: string;
  readonly allowHost: readonly string[];
  readonly allowOrigin: readonly string[];
  readonly trustProxy: readonly string[];
  readonly gate: Gate;
  readonly app: (request: Request) => Response | Promise<Response>;
}

/**
 * Elysia looks for the path from the eleventh letter of the address on: with a shorter origin (`http://nas`) it finds no
 * route at all.
 */
const SHORTEST_ORIGIN = 11;

/**
 * HEAD: the headers of GET, no body. Bun leaves the body out and states its length by itself, except where the body is
 * a stream: there a stated length is kept, and a stream of events is not started.
 */
async function withoutBody(response: Response): Promise<Response> {
  const { status, headers } = response;
  const isEventStream = headers.get("content-type")?.startsWith("text/event-stream") === true;
  if (!isEventStream && !headers.has("content-length")) return response;
  await response.body?.cancel();
  return new Response(null, { status, headers });
}

/** `fetch` of the server. */
export function gateway(options: GatewayOptions): (request: Request, server: Server<unknown>) => Promise<Response> {
  const originOf = originReader(options.trustProxy);
  const isOurHost = hostChecker(options.host, options.allowHost);
  const mayWrite = writeOriginChecker(options.allowOrigin);
  const { basePath, gate, app } = options;

  const answer = async (request: Request, server: Server<unknown>): Promise<Response> => {
    const { origin: sentOrigin, path: sentPath, search } = splitUrl(request.url);
    const path = canonicalPath(sentPath, basePath);
    const method = request.method;
    const origin = originOf(request, server.requestIP(request)?.address ?? "");
    if (!isOurHost(origin.host)) {
      return errorResponse(
        new ApiError(421, `this server is not called ${origin.host}`, {
          details: { parameter: "Host", allowed: "the names given with --allow-host" },
        }),
      );
    }
    if (method === "OPTIONS") return preflightResponse();
    let response: Response;
    if (isWrite(method, path) && !mayWrite(request.headers, origin)) {
      response = errorResponse(
        new ApiError(403, "a page of another origin may not change anything here", {
          details: { parameter: "Origin", allowed: "the origins given with --allow-origin" },
        }),
      );
    } else {
      const admitted = gate(request, path);
      if (admitted instanceof Response) response = admitted;
      else {
        const caller: Caller = {
          principal: admitted.principal,
          session: admitted.session,
          stillAdmitted: admitted.stillAdmitted,
          baseUrl: `${origin.scheme}://${origin.host}${basePath}`,
          address: origin.address,
          asker: admitted.principal.everybody === true ? networkOf(origin.address) : admitted.principal.name,
          original: request,
        };
        // The body stays with the original: a Request made from another one would read all of it into memory.
        const routed =
          path === sentPath && method !== "HEAD" && sentOrigin.length >= SHORTEST_ORIGIN
            ? request
            : new Request(`${sentOrigin.length < SHORTEST_ORIGIN ? "http://localhost" : sentOrigin}${path}${search}`, {
                method: method === "HEAD" ? "GET" : method,
                headers: request.headers,
                signal: request.signal,
              });
        rememberCaller(routed, caller);
        response = await app(routed);
        if (method === "HEAD") response = await withoutBody(response);
      }
    }
    if (isApiPath(path)) addCorsHeaders(response.headers);
    if (response.headers.get("content-type") === BUN_JSON) response.headers.set("content-type", "application/json");
    return response;
  };

  return async (request, server) => {
    const response = await answer(request, server);
    const asked = response.status >= 400 && wantsProblem(request.headers.get("accept"));
    return compressed(request, asked ? await asProblem(response) : response);
  };
}
