/** For probes: the server answers, and who it is. Open to everybody. */
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import { VERSION } from "../../version.ts";
import type { ServerContext } from "../context.ts";
import { json, named } from "../openapi/answers.ts";

export function healthRoutes({ settings, jobs, startedAt }: ServerContext) {
  return new Elysia({ name: "health" }).get(
    "/healthz",
    () => ({
      status: "ok",
      name: "quakewright",
      version: VERSION,
      engine_version: settings.engineVersion,
      uptime_seconds: Math.floor((Date.now() - startedAt) / 1000),
      running: jobs.count({ isRunning: true }),
      accounts: settings.accounts,
    }),
    {
      response: {
        200: json(
          named(
            "Health",
            t.Object({
              status: t.String({ example: "ok" }),
              name: t.String({ example: "quakewright" }),
              version: t.String({ description: "Our own version", example: VERSION }),
              engine_version: t.String({
                description: "The reference engine's, as engine_version answers",
                example: "3.26.2",
              }),
              uptime_seconds: Type.Integer({ example: 86400 }),
              running: Type.Integer({ description: "Calculations waiting or running", example: 1 }),
              accounts: Type.Boolean({ description: "Whether a login is needed", example: false }),
            }),
          ),
          "It is well",
        ),
      },
      detail: {
        tags: ["Service"],
        operationId: "getHealth",
        security: [],
        summary: "Health",
        description: "200 while the server answers and its job database can be read.",
      },
    },
  );
}
