/** The app: every route group, behind the same error handling. */
import { type AnyElysia, Elysia } from "elysia";
import type { ServerContext } from "./context.ts";
import { addErrorHandling } from "./errors-plugin.ts";
import { type MethodTable, methodTable } from "./middleware/method-table.ts";
import { accountRoutes } from "./routes/accounts.ts";
import { calculationRoutes } from "./routes/calculations.ts";
import { comparisonRoutes } from "./routes/comparison.ts";
import { eventRoutes } from "./routes/events.ts";
import { extractRoutes } from "./routes/extract.ts";
import { groundMotionRoutes } from "./routes/ground-motion.ts";
import { healthRoutes } from "./routes/health.ts";
import { logRoutes } from "./routes/log.ts";
import { olderApiRoutes } from "./routes/older-api.ts";
import { pageRoutes } from "./routes/pages.ts";
import { placeRoutes } from "./routes/places.ts";
import { resultRoutes } from "./routes/results.ts";
import { serviceRoutes } from "./routes/service.ts";
import { submissionRoutes } from "./routes/submission.ts";
import { swaggerRoutes } from "./routes/swagger.ts";
import { tagRoutes } from "./routes/tags.ts";
import { validationRoutes } from "./routes/validation.ts";

/** Routes of the API, without the pages. `all` names also those that this server's settings leave out. */
export function apiGroups(context: ServerContext, all = false): AnyElysia[] {
  return [
    serviceRoutes(context),
    groundMotionRoutes(context),
    calculationRoutes(context),
    submissionRoutes(context),
    resultRoutes(context),
    extractRoutes(context),
    placeRoutes(context),
    comparisonRoutes(context),
    logRoutes(context),
    eventRoutes(context),
    tagRoutes(context),
    validationRoutes(context),
    olderApiRoutes(context),
    healthRoutes(context),
    ...(all || context.settings.accounts ? [accountRoutes(context)] : []),
  ];
}

/** Every route a server can have, those included that settings leave out: what the matrix of permissions must name. */
export function serverRoutes(context: ServerContext): readonly { readonly method: string; readonly path: string }[] {
  const groups = [...apiGroups(context, true), pageRoutes(context), swaggerRoutes(context, () => [])];
  return groups.flatMap(({ routes }) => routes).map(({ method, path }) => ({ method, path }));
}

/** Answers requests whose caller is known (see the gateway). */
export function createApi(context: ServerContext): (request: Request) => Response | Promise<Response> {
  // Without `normalize` answers are sent as they are made; with it every one would be copied to fit its schema.
  const app = new Elysia({ normalize: false });
  let methods: MethodTable | undefined;
  addErrorHandling(app, () => {
    methods ??= methodTable(app.routes);
    return methods;
  });
  for (const group of apiGroups(context)) app.use(group);
  app.use(pageRoutes(context));
  app.use(swaggerRoutes(context, () => apiGroups(context, true)));
  return app.fetch;
}
