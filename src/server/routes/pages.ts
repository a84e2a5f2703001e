/** The browser pages. Their files are in src/web; addresses below them carry the base path. */
import { Elysia, t } from "elysia";
import { assetsTag, pageAsset, scriptsOf } from "../../web/assets.ts";
import { visibleJob } from "../accounts/permissions.ts";
import { ApiError, emptyNotFound } from "../api-error.ts";
import type { ServerContext } from "../context.ts";
import { staticText } from "../downloads/static-file.ts";
import { WholeNumber } from "../whole-number.ts";

/** Our own scripts and styles only; no other page may frame ours. */
const POLICY =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** All scripts of the first view, so that a browser asks for them at once. */
async function preloadLinks(): Promise<string> {
  const [, ...others] = await scriptsOf("web/main.ts");
  return others.map((script) => `<link rel="modulepreload" href="ASSETS/${script}">`).join("\n");
}

export function pageRoutes({ settings, jobs }: ServerContext) {
  const hidden = { detail: { hide: true } };
  let preloads: Promise<string> | undefined;

  async function page(request: Request, name: string): Promise<Response> {
    const asset = await pageAsset(`web/${name}`);
    if (asset === undefined) throw emptyNotFound();
    preloads ??= preloadLinks();
    const links = await preloads;
    const assets = `${settings.basePath}/engine/assets/${await assetsTag()}`;
    const text = asset.text
      .replace("PRELOADS", links)
      .replaceAll("ASSETS", assets)
      .replaceAll("BASE", settings.basePath);
    return guarded(staticText(request, text, asset.type));
  }

  /** With the tag of the present contents a file never changes; without it a browser asks whether it has. */
  async function file(request: Request, path: string): Promise<Response> {
    const tag = `${await assetsTag()}/`;
    const isTagged = path.startsWith(tag);
    const asset = await (isTagged ? pageAsset(path.slice(tag.length)) : pageAsset(`web/${path}`));
    if (asset === undefined || path.endsWith(".html")) throw emptyNotFound();
    const response = guarded(staticText(request, asset.text, asset.type));
    if (isTagged) response.headers.set("cache-control", "public, max-age=31536000, immutable");
    return response;
  }

  function guarded(response: Response): Response {
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
    .get("/engine/assets/*", ({ request, params }) => file(request, params["*"]), hidden)
    .get("/favicon.ico", ({ request }) => file(request, "icon.svg"), hidden)
    .get(
      "/accounts/login",
      ({ request }) => {
        if (!settings.accounts) throw new ApiError(404, "this server asks for no login");
        return page(request, "login.html");
      },
      hidden,
    );
}
