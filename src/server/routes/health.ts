/** For probes: the server answers, and who it is. Open to everybody. */
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import type { JobService } from "../../jobs/index.ts";
import { VERSION } from "../../version.ts";
import type { ServerContext } from "../context.ts";
import { json, named } from "../openapi/answers.ts";

const HealthObject = named(
  "Health",
  t.Object({
    status: t.String({ description: "`ok`, or `degraded` with the problems", example: "ok" }),
    problems: t.Array(t.String(), {
      description: "A full disk, a database that cannot be read",
      example: [],
    }),
    disk_free_mb: t.Union([Type.Number(), t.Null()], {
      description: "MiB that may still be stored, without the reserve",
    }),
    name: t.String({ example: "quakewright" }),
    version: t.String({ description: "Our own version", example: VERSION }),
    engine_version: t.String({
      description: "The reference engine's, as engine_version answers",
      example: "3.26.2",
    }),
    uptime_seconds: Type.Integer({ example: 86400 }),
    running: t.Union([Type.Integer(), t.Null()], {
      description: "Calculations waiting or running",
      example: 1,
    }),
    accounts: Type.Boolean({ description: "Whether a login is needed", example: false }),
  }),
);

const DATABASE_PROBLEM = "the job database cannot be read";

/** Calculations waiting or running; null when the database cannot be read. */
function running(jobs: JobService): number | null {
  try {
    return jobs.count({ isRunning: true });
  } catch {
    return null;
  }
}

function problemsOf(jobs: JobService): string[] {
  return [
    ...(running(jobs) === null ? [DATABASE_PROBLEM] : []),
    ...(jobs.room() < 0 ? ["the disk is full: no calculation is accepted"] : []),
  ];
}

export function healthRoutes({ settings, jobs, startedAt }: ServerContext) {
  return new Elysia({ name: "health" }).get(
    "/healthz",
    () => {
      const problems = problemsOf(jobs);
      const body = {
        status: problems.length === 0 ? "ok" : "degraded",
        problems,
        disk_free_mb: Number.isFinite(jobs.room()) ? Math.max(0, Math.floor(jobs.room() / 2 ** 20)) : null,
        name: "quakewright",
        version: VERSION,
        engine_version: settings.engineVersion,
        uptime_seconds: Math.floor((Date.now() - startedAt) / 1000),
        running: running(jobs),
        accounts: settings.accounts,
      };
      return Response.json(body, { status: problems.includes(DATABASE_PROBLEM) ? 503 : 200 });
    },
    {
      response: {
        200: json(HealthObject, "It is well"),
        503: json(HealthObject, "The job database cannot be read"),
      },
      detail: {
        tags: ["Service"],
        operationId: "getHealth",
        security: [],
        summary: "Health",
        description:
          "200 while the server answers and its job database can be read, else 503. A full disk is told as a problem: it needs no restart.",
      },
    },
  );
}
