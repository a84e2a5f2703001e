/** Login, logout, who am I, API tokens. Only in a locked server; an open one has none of these paths. */
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import { SESSION_COOKIE } from "../accounts/gate.ts";
import { DEFAULT_LOGIN_LIMITS, type LoginLimits, loginLimiter, networkOf } from "../accounts/login-limiter.ts";
import { passwordChecker } from "../accounts/password-checker.ts";
import { ApiError, textError } from "../api-error.ts";
import { callerOf } from "../caller.ts";
import type { ServerContext } from "../context.ts";
import { checkedFields, formBody } from "../forms/form-schema.ts";
import { readForm } from "../forms/read-form.ts";
import { ErrorObject, json, named, text, WRONG_REQUEST } from "../openapi/answers.ts";
import { WholeNumber } from "../whole-number.ts";

const LoginForm = t.Object({
  username: t.String({ maxLength: 200, example: "anna" }),
  password: t.String({ maxLength: 1000, format: "password" }),
});

const TokenForm = t.Object({
  label: t.String({ maxLength: 100, description: "What it is for", example: "nightly runs" }),
  days: t.Optional(
    t.String({ pattern: "^\\d{1,5}$", description: "Days it is valid; without it until revoked", example: "90" }),
  ),
});

const TokenObject = named(
  "Token",
  t.Object({
    id: Type.Integer({ example: 1 }),
    label: t.String({ example: "nightly runs" }),
    created: t.String({ example: "2026-11-23T16:13:58.000Z" }),
    last_used: t.Union([t.String(), t.Null()], { example: null }),
    expires: t.Union([t.String(), t.Null()], { example: null }),
  }),
);

const NO_ACCOUNT = json(ErrorObject, "Not logged in");

const FORM_LIMITS = { fieldBytes: 2000, bodyBytes: 20_000 };
const DAY_MS = 86_400_000;

const isoOrNull = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

function cookie(value: string, options: { path: string; maxAgeS: number; secure: boolean }): string {
  const secure = options.secure ? "; Secure" : "";
  return `${SESSION_COOKIE}=${value}; HttpOnly; SameSite=Lax; Path=${options.path}; Max-Age=${options.maxAgeS}${secure}`;
}

function tooMany(message: string, waitMs: number): ApiError {
  return new ApiError(429, message, { form: "text", headers: { "retry-after": String(Math.ceil(waitMs / 1000)) } });
}

export function accountRoutes({ jobs, settings }: ServerContext, limits: LoginLimits = DEFAULT_LOGIN_LIMITS) {
  const tags = ["Accounts"];
  const { accounts } = jobs;
  const limiter = loginLimiter(limits);
  const checkPassword = passwordChecker();
  const path = settings.basePath === "" ? "/" : settings.basePath;
  const lifetimeMs = settings.sessionHours * 3_600_000;

  const currentUser = (request: Request) => {
    const user = accounts.findUser(callerOf(request).principal.name);
    if (user === null) throw new ApiError(403, "not logged in");
    return user;
  };

  return new Elysia({ name: "accounts" })
    .post(
      "/accounts/ajax_login",
      async ({ request }) => {
        const caller = callerOf(request);
        const form = await readForm(caller.original, FORM_LIMITS);
        const { username, password } = checkedFields(LoginForm, form);
        const attempt = limiter.begin(username, caller.address);
        if ("waitMs" in attempt) throw tooMany("Too many failed logins, try again later", attempt.waitMs);
        const user = accounts.findUser(username);
        const isRight = await checkPassword(password, user?.passwordHash, networkOf(caller.address));
        if (isRight === undefined) {
          attempt.dropped();
          throw tooMany("Too many logins at the same time, try again", 1000);
        }
        // Looked up anew: the password may have been changed while it was checked.
        const present = accounts.findUser(username);
        if (!isRight || user === null || present?.passwordHash !== user.passwordHash || !present.isActive)
          throw textError(403, "Invalid login");
        attempt.succeeded();
        const session = accounts.startSession(user.id, lifetimeMs);
        const secure = caller.baseUrl.startsWith("https:");
        return new Response("Successful login", {
          headers: {
            "content-type": "text/plain",
            vary: "Cookie",
            "set-cookie": cookie(session, { path, maxAgeS: Math.floor(lifetimeMs / 1000), secure }),
          },
        });
      },
      {
        parse: "none",
        response: {
          200: text("Logged in", "Successful login"),
          400: WRONG_REQUEST,
          403: text("Wrong name or password", "Invalid login"),
          429: text("Too many attempts", "Too many failed logins, try again later"),
        },
        detail: {
          tags,
          operationId: "logIn",
          security: [],
          summary: "Log in",
          description: "Sets the cookie `sessionid`. Repeated failures have to wait (429 with Retry-After).",
          requestBody: formBody(LoginForm, "application/x-www-form-urlencoded", "multipart/form-data"),
        },
      },
    )
    .post(
      "/accounts/ajax_logout",
      ({ request }) => {
        const { session, baseUrl } = callerOf(request);
        if (session !== undefined) accounts.endSession(session);
        return new Response("Successful logout", {
          headers: {
            "content-type": "text/plain",
            vary: "Cookie",
            "set-cookie": cookie("", { path, maxAgeS: 0, secure: baseUrl.startsWith("https:") }),
          },
        });
      },
      {
        parse: "none",
        response: { 200: text("Logged out", "Successful logout") },
        detail: {
          tags,
          operationId: "logOut",
          summary: "Log out",
          description: "Ends the session of the cookie.",
        },
      },
    )
    .get(
      "/v1/accounts/me",
      ({ request }) => {
        const { principal } = callerOf(request);
        return {
          name: principal.name,
          level: principal.level,
          superuser: principal.superuser,
          groups: [...accounts.groupsOf(principal.name)],
        };
      },
      {
        response: {
          200: json(
            named(
              "User",
              t.Object({
                name: t.String({ example: "anna" }),
                level: Type.Integer({ example: 2 }),
                superuser: Type.Boolean({ example: false }),
                groups: t.Array(t.String(), { example: ["hazard"] }),
              }),
            ),
            "The caller",
          ),
        },
        detail: {
          tags,
          operationId: "getCurrentUser",
          summary: "Who am I",
          description: "Name, level and groups of the account the request acts for.",
        },
      },
    )
    .get(
      "/v1/accounts/tokens",
      ({ request }) =>
        accounts.tokens(currentUser(request).id).map((token) => ({
          id: token.id,
          label: token.label,
          created: new Date(token.created).toISOString(),
          last_used: isoOrNull(token.lastUsed),
          expires: isoOrNull(token.expires),
        })),
      {
        response: { 200: json(t.Array(TokenObject), "Tokens"), 403: NO_ACCOUNT },
        detail: {
          tags,
          operationId: "listTokens",
          summary: "My API tokens",
          description: "Without their secrets, which are shown only once.",
        },
      },
    )
    .post(
      "/v1/accounts/tokens",
      async ({ request }) => {
        const user = currentUser(request);
        const { label, days } = checkedFields(TokenForm, await readForm(callerOf(request).original, FORM_LIMITS));
        const { token, secret } = accounts.addToken(user.id, label, days === undefined ? null : Number(days) * DAY_MS);
        return { id: token.id, label: token.label, secret };
      },
      {
        parse: "none",
        response: {
          200: json(
            named(
              "NewToken",
              t.Object({
                id: Type.Integer({ example: 1 }),
                label: t.String(),
                secret: t.String({ description: "Shown this once" }),
              }),
            ),
            "The token",
          ),
          400: WRONG_REQUEST,
          403: NO_ACCOUNT,
        },
        detail: {
          tags,
          operationId: "createToken",
          summary: "Make an API token",
          description: "Sent as `Authorization: Bearer SECRET` it stands for a login.",
          requestBody: formBody(TokenForm, "application/x-www-form-urlencoded", "multipart/form-data"),
        },
      },
    )
    .post(
      "/v1/accounts/tokens/:id/revoke",
      ({ request, params }) => {
        if (!accounts.revokeToken(currentUser(request).id, params.id))
          throw new ApiError(404, `there is no token ${params.id}`);
        return { success: `Token ${params.id} was revoked` };
      },
      {
        parse: "none",
        params: t.Object({ id: WholeNumber(0, { description: "Number of the token" }) }),
        response: {
          200: json(t.Object({ success: t.String() }), "It is revoked"),
          403: NO_ACCOUNT,
          404: json(ErrorObject, "There is no such token of yours"),
        },
        detail: {
          tags,
          operationId: "revokeToken",
          summary: "Revoke an API token",
          description: "It is not accepted from then on.",
        },
      },
    );
}
