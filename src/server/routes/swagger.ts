/** Swagger UI and the OpenAPI description, without the internet. Both are made when first asked for. */
import { type AnyElysia, Elysia } from "elysia";
import type { ServerContext } from "../context.ts";
import { staticFile } from "../downloads/static-file.ts";
import { openApiDocument } from "../openapi/describe.ts";

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Quakewright API</title>
<link rel="stylesheet" href="BASE/swagger/swagger-ui.css">
<link rel="icon" href="BASE/engine/assets/icon.svg">
</head>
<body>
<div id="swagger-ui"></div>
<script src="BASE/swagger/swagger-ui-bundle.js"></script>
<script>
const dark = matchMedia("(prefers-color-scheme: dark)");
const adjust = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", adjust);
adjust();
SwaggerUIBundle({ url: "BASE/openapi.json", dom_id: "#swagger-ui", deepLinking: true, tryItOutEnabled: true, displayRequestDuration: true, validatorUrl: null });
</script>
</body>
</html>
`;

export function swaggerRoutes({ settings }: ServerContext, groups: () => AnyElysia[]) {
  const hidden = { detail: { hide: true } };
  let description: Promise<string> | undefined;
  return new Elysia({ name: "swagger" })
    .get(
      "/swagger",
      () =>
        new Response(PAGE.replaceAll("BASE", settings.basePath), {
          headers: { "content-type": "text/html; charset=utf-8" },
        }),
      hidden,
    )
    .get(
      "/openapi.json",
      async () => {
        description ??= openApiDocument({
          groups,
          url: settings.basePath === "" ? "/" : settings.basePath,
          accounts: settings.accounts,
        });
        return new Response(await description, { headers: { "content-type": "application/json" } });
      },
      hidden,
    )
    .get(
      "/swagger/swagger-ui.css",
      async ({ request }) => {
        const file = await import("swagger-ui-dist/swagger-ui.css", { with: { type: "file" } });
        return staticFile(request, file.default, "text/css; charset=utf-8");
      },
      hidden,
    )
    .get(
      "/swagger/swagger-ui-bundle.js",
      async ({ request }) => {
        const file = await import("swagger-ui-dist/swagger-ui-bundle.js", { with: { type: "file" } });
        return staticFile(request, file.default, "text/javascript; charset=utf-8");
      },
      hidden,
    );
}
