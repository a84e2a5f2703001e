/** What happens, as it happens: Server-Sent Events of all calculations or of one. */
import { Elysia, t } from "elysia";
import { isPending, type Job, type JobEvent, type JobService } from "../../jobs/index.ts";
import { maySee, visibleJob } from "../accounts/permissions.ts";
import { badRequest } from "../api-error.ts";
import { callerOf } from "../caller.ts";
import type { ServerContext } from "../context.ts";
import { eventQueue } from "../events/event-queue.ts";
import { eventStreamResponse, formatEvent } from "../events/event-stream.ts";
import { JobId } from "../job-objects.ts";
import { empty, FOREIGN, text, UNKNOWN, WRONG_REQUEST } from "../openapi/answers.ts";
import { WholeNumber } from "../whole-number.ts";

/** Events that may wait for a slow reader before it is dropped; it comes back with Last-Event-ID. */
const MOST_WAITING = 2000;

const LastId = t.Object({
  last_event_id: t.Optional(
    WholeNumber(0, { description: "Where to go on, for clients that cannot send Last-Event-ID" }),
  ),
});

const EVENT_EXAMPLE =
  'id: 12\nevent: log\ndata: {"calc_id":7,"index":11,"row":["2026-11-23T16:13:58.61","INFO","calculation/22609","Read 52 sources"]}\n\n';

/** Number of log rows the client has. */
function lastEventId(request: Request, query: typeof LastId.static): number {
  const header = request.headers.get("last-event-id");
  if (header === null || header === "") return query.last_event_id ?? 0;
  const rows = /^(\d{1,15})(?:-end)?$/.exec(header)?.[1];
  if (rows === undefined)
    throw badRequest(`Last-Event-ID: expected a number, found ${header}`, { parameter: "Last-Event-ID" });
  return Number(rows);
}

/** Whether a browser that reconnects by itself was told everything there is: 204 makes it stop. */
async function hasAll(jobs: JobService, request: Request, job: Job): Promise<boolean> {
  const header = request.headers.get("last-event-id");
  if (header === null || isPending(job.status) || job.pid !== 0) return false;
  return Number.parseInt(header, 10) >= (await jobs.logSize(job.id));
}

async function jobStream(
  jobs: JobService,
  request: Request,
  id: number,
  query: typeof LastId.static,
): Promise<Response> {
  const job = visibleJob(jobs, request, id);
  if (await hasAll(jobs, request, job)) return new Response(null, { status: 204 });
  const leaving = new AbortController();
  const events = jobs.follow(id, {
    lastEventId: lastEventId(request, query),
    signal: leaving.signal,
    maxWaiting: MOST_WAITING,
  });
  async function* texts() {
    for await (const event of events) yield formatEvent(event);
  }
  return eventStreamResponse(texts(), () => leaving.abort(), { stillAdmitted: callerOf(request).stillAdmitted });
}

/** Status and progress of every calculation the caller may see. Log rows come only in a calculation's own stream. */
function streamOfAll(jobs: JobService, request: Request): Response {
  const { principal } = callerOf(request);
  const queue = eventQueue<string>(MOST_WAITING);
  const seen = new Map<number, boolean>();
  const isVisible = (event: JobEvent): boolean => {
    if (principal.superuser) return true;
    const job = event.kind === "removed" ? null : jobs.get(event.jobId);
    const visible = job === null ? (seen.get(event.jobId) ?? false) : maySee(principal, job);
    if (event.kind === "removed") seen.delete(event.jobId);
    else seen.set(event.jobId, visible);
    return visible;
  };
  const unsubscribe = jobs.subscribe((event) => {
    if (event.kind !== "log" && isVisible(event)) queue.push(formatEvent(event));
  });
  return eventStreamResponse(
    queue,
    () => {
      unsubscribe();
      queue.end();
    },
    { stillAdmitted: callerOf(request).stillAdmitted },
  );
}

export function eventRoutes({ jobs }: ServerContext) {
  const tags = ["Events"];
  const responses = {
    200: text("Server-Sent Events", EVENT_EXAMPLE, "text/event-stream"),
    204: empty("Everything was told already: a reconnecting reader stops"),
    400: WRONG_REQUEST,
    403: FOREIGN,
    404: UNKNOWN,
  };
  return new Elysia({ name: "events" })
    .get(
      "/v1/events",
      // Elysia waits for promises of functions that are called async only.
      async ({ request, query }) =>
        query.calc === undefined ? streamOfAll(jobs, request) : jobStream(jobs, request, query.calc, query),
      {
        query: t.Composite([
          t.Object({ calc: t.Optional(WholeNumber(0, { description: "Only this calculation", example: 7 })) }),
          LastId,
        ]),
        response: responses,
        detail: {
          tags,
          operationId: "streamEvents",
          summary: "Events of all calculations, or of one",
          description:
            "Server-Sent Events `status`, `progress` and `removed`, with `calc` also `log` and at last `end`. A heartbeat comment every 15 s. " +
            "The stream of one calculation tells its present status first, then the log from Last-Event-ID on, and ends when everything was told; who comes back then with Last-Event-ID gets 204.",
        },
      },
    )
    .get("/v1/calc/:id/events", async ({ request, params, query }) => jobStream(jobs, request, params.id, query), {
      params: JobId,
      query: LastId,
      response: responses,
      detail: {
        tags,
        operationId: "streamCalculationEvents",
        summary: "Events of one calculation",
        description: "Same as `/v1/events?calc=ID`.",
      },
    });
}
