/** The browser pages. Their files are in src/web; addresses below them carry the base path. */
import { Elysia, t } from "elysia";
import { pageAsset } from "../../web/assets.ts";
import { visibleJob } from "../accounts/permissions.ts";
import { ApiError, emptyNotFound } from "../api-error.ts";
import type { ServerContext } from "../context.ts";
import { staticText } from "../downloads/static-file.ts";
import { WholeNumber } from "../whole-number.ts";

/** Our own scripts and styles only; no other page may frame ours. */
const POLICY =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

export function pageRoutes({ settings, jobs }: ServerContext) {
  const hidden = { detail: { hide: true } };

  async function page(request: Request, name: string): Promise<Response> {
    const asset = await pageAsset(name);
    if (asset === undefined) throw emptyNotFound();
    const text = name.endsWith(".html") ? asset.text.replaceAll("BASE", settings.basePath) : asset.text;
    const response = staticText(request, text, asset.type);
    response.headers.set("content-security-policy", POLICY);
    response.headers.set("referrer-policy", "same-origin");
    return response;
  }

  return new Elysia({ name: "pages" })
    .get("/", ({ request }) => page(request, "index.html"), hidden)
    .get("/engine", ({ request }) => page(request, "index.html"), hidden)
    .get("/engine/license", ({ request }) => page(request, "license.html"), hidden)
    .get(
      "/engine/:id/outputs",
      ({ request, params }) => {
        visibleJob(jobs, request, params.id);
        return page(request, "index.html");
      },
      { ...hidden, params: t.Object({ id: WholeNumber(0) }) },
    )
    .get("/engine/assets/*", ({ request, params }) => page(request, params["*"]), hidden)
    .get("/favicon.ico", ({ request }) => page(request, "icon.svg"), hidden)
    .get(
      "/accounts/login",
      ({ request }) => {
        if (!settings.accounts) throw new ApiError(404, "this server asks for no login");
        return page(request, "login.html");
      },
      hidden,
    );
}
