/** The log of a calculation and the lines of its failure. */
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import type { JobService } from "../../jobs/index.ts";
import { maySee } from "../accounts/permissions.ts";
import { ApiError, emptyForbidden } from "../api-error.ts";
import { callerOf } from "../caller.ts";
import type { ServerContext } from "../context.ts";
import { JobId } from "../job-objects.ts";
import { ErrorObject, FOREIGN, json, named } from "../openapi/answers.ts";

const LogRowObject = named(
  "LogRow",
  t.Array(t.String(), {
    minItems: 4,
    maxItems: 4,
    description: "Time (UTC, hundredths of a second), level, process, message",
    example: ["2026-11-23T16:13:58.61", "INFO", "calculation/22609", "Read 52 sources"],
  }),
);

/** Whether a log may be read; unknown jobs have an empty one. */
function isKnown(jobs: JobService, request: Request, id: number): boolean {
  const job = jobs.get(id);
  if (job === null) return false;
  if (!maySee(callerOf(request).principal, job)) throw emptyForbidden();
  return true;
}

/** `START:STOP`, digits or empty. */
function parseSlice(text: string): readonly [start: number, stop: number] | undefined {
  const match = /^(\d{0,15}):(\d{0,15})$/.exec(text);
  return match === null ? undefined : [Number(match[1]), Number(match[2])];
}

export function logRoutes({ jobs }: ServerContext) {
  const tags = ["Log"];
  return new Elysia({ name: "log" })
    .get(
      "/v1/calc/:id/log/size",
      async ({ request, params }) =>
        Response.json(isKnown(jobs, request, params.id) ? await jobs.logSize(params.id) : 0),
      {
        params: JobId,
        response: { 200: json(Type.Integer({ example: 67 }), "Their number"), 403: FOREIGN },
        detail: {
          tags,
          operationId: "countLogRows",
          summary: "Number of log rows",
          description: "0 for unknown calculations.",
        },
      },
    )
    .get(
      "/v1/calc/:id/log/:slice",
      async ({ request, params }) => {
        const slice = parseSlice(params.slice);
        if (slice === undefined)
          throw new ApiError(404, `no such slice of a log: ${params.slice}`, { details: { allowed: "START:STOP" } });
        return Response.json(isKnown(jobs, request, params.id) ? await jobs.log(params.id, ...slice) : []);
      },
      {
        params: t.Composite([
          JobId,
          t.Object({ slice: t.String({ description: "START:STOP, each may be empty", example: "0:" }) }),
        ]),
        response: { 200: json(t.Array(LogRowObject), "Rows"), 403: FOREIGN, 404: json(ErrorObject, "No such slice") },
        detail: {
          tags,
          operationId: "listLogRows",
          summary: "Rows of the log",
          description:
            "Rows START to STOP-1, counted from 0. An empty STOP, 0 or one below START means to the end; beyond the end and for unknown ids the list is empty. " +
            "The log only grows: ask again from the number of rows read so far.",
        },
      },
    )
    .get(
      "/v1/calc/:id/traceback",
      ({ request, params }) => Response.json(isKnown(jobs, request, params.id) ? jobs.traceback(params.id) : []),
      {
        params: JobId,
        response: { 200: json(t.Array(t.String(), { example: [] }), "Lines"), 403: FOREIGN },
        detail: {
          tags,
          operationId: "getTraceback",
          summary: "Why it failed",
          description: "Lines of the error; empty when there is none.",
        },
      },
    );
}
