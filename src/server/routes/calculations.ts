/** Calculations: list, status, record, and what can be done with one. */
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import {
  type ActionAnswer,
  type JobFilters,
  type JobService,
  SORT_COLUMNS,
  type SortColumn,
} from "../../jobs/index.ts";
import { mayChange, maySee, requireLevel2, visibleJob, visibleOwners } from "../accounts/permissions.ts";
import { badRequest, emptyForbidden, emptyNotFound } from "../api-error.ts";
import { callerOf, type Principal } from "../caller.ts";
import type { ServerContext } from "../context.ts";
import { listResponse } from "../downloads/long-list.ts";
import { matchesEtag } from "../downloads/send-file.ts";
import { ActionObject, JobId, JobObject, JobRecordObject, jobObject, jobRecordObject } from "../job-objects.ts";
import { jobParameters } from "../job-parameters.ts";
import { empty, FOREIGN, json, UNKNOWN, WRITTEN_AS, WRONG_REQUEST } from "../openapi/answers.ts";
import { WholeNumber } from "../whole-number.ts";

const TruthWord = (description: string) =>
  t.Optional(
    t.Union([t.Literal("true"), t.Literal("false"), t.Literal("1"), t.Literal("0")], {
      description,
      [WRITTEN_AS]: { type: "boolean" },
    }),
  );

const STATUSES = ["created", "submitted", "executing", "complete", "shared", "failed", "refused", "aborted"] as const;
type Status = (typeof STATUSES)[number];

function statusOf(text: string): Status {
  const status = STATUSES.find((each) => each === text);
  if (status === undefined) throw badRequest(`status = ${text}`, { parameter: "status", allowed: STATUSES.join(", ") });
  return status;
}

/** Filters shared by the list, its count and (as the reference server does) the status of one job. */
const FilterQuery = t.Object(
  {
    calculation_mode: t.Optional(t.String({ description: "Exactly this mode", example: "classical" })),
    is_running: TruthWord("Only running, or only ended ones"),
    user_name_like: t.Optional(t.String({ description: "SQL pattern of the owner: % and _", example: "an%" })),
    start_time: t.Optional(t.String({ description: "Started then or later, ISO date (UTC)", example: "2026-01-31" })),
    include_shared: TruthWord("0 leaves out the shared ones"),
    preferred_only: TruthWord("1: only those preferred for some tag"),
    filter_by_tag: t.Optional(t.String({ description: "Only those with this tag" })),
    status: t.Optional(
      t.String({
        description: `Only those: ${STATUSES.join(", ")}; refused ones are failed ones that were never accepted`,
        example: "complete",
      }),
    ),
    search: t.Optional(t.String({ description: "Text within the description, whatever its case", example: "island" })),
  },
  { additionalProperties: true },
);

const PageQuery = t.Object({
  limit: t.Optional(WholeNumber(-1, { description: "At most so many; -1 = all", default: 100 })),
  offset: t.Optional(WholeNumber(0, { description: "Leaves out so many", default: 0 })),
  order_by: t.Optional(
    t.String({ description: `${SORT_COLUMNS.join(", ")}; anything else is id`, example: "start_time" }),
  ),
  order_dir: t.Optional(t.String({ description: "DESC or ASC", example: "DESC" })),
});

const DONE = json(ActionObject, "What was done, or why not");
const NOT_ALLOWED = json(ActionObject, "It may not be done");
const NOT_THERE = json(ActionObject, "There is no such calculation");

const ListQuery = t.Composite([FilterQuery, PageQuery], { additionalProperties: true });

const isTrue = (word: string | undefined): boolean | undefined =>
  word === undefined ? undefined : word === "true" || word === "1";

function isoTime(text: string): number {
  const zoned = /[zZ]|[+-]\d\d:?\d\d$/.test(text) || /^\d{4}(-\d\d(-\d\d)?)?$/.test(text) ? text : `${text}Z`;
  const time = Date.parse(zoned);
  if (Number.isNaN(time)) {
    throw badRequest(`start_time: expected an ISO date such as 2026-01-31 or 2026-01-31T10:20:30, found ${text}`, {
      parameter: "start_time",
    });
  }
  return time;
}

/** Filters of a query, restricted to what the caller may see. */
function filtersOf(request: Request, query: typeof FilterQuery.static): JobFilters {
  const isRunning = isTrue(query.is_running);
  return {
    ...visibleOwners(callerOf(request).principal),
    ...(query.calculation_mode === undefined ? {} : { calculationMode: query.calculation_mode }),
    ...(isRunning === undefined ? {} : { isRunning }),
    ...(query.user_name_like === undefined ? {} : { userNameLike: query.user_name_like }),
    ...(query.start_time === undefined ? {} : { startedSince: isoTime(query.start_time) }),
    includeShared: isTrue(query.include_shared) ?? true,
    preferredOnly: isTrue(query.preferred_only) ?? false,
    ...(query.filter_by_tag === undefined ? {} : { tag: query.filter_by_tag }),
    ...(query.status === undefined ? {} : { status: statusOf(query.status) }),
    ...(query.search === undefined ? {} : { search: query.search }),
  };
}

function isSortColumn(name: string): name is SortColumn {
  return (SORT_COLUMNS as readonly string[]).includes(name);
}

function pageOf(query: typeof PageQuery.static): Pick<JobFilters, "limit" | "offset" | "orderBy" | "orderDir"> {
  return {
    limit: query.limit ?? 100,
    offset: query.offset ?? 0,
    orderBy: query.order_by !== undefined && isSortColumn(query.order_by) ? query.order_by : "id",
    orderDir: query.order_dir?.toUpperCase() === "ASC" ? "ASC" : "DESC",
  };
}

/** 200 also for an `error` (clients look at the status only to see that the call arrived); 403 where they expect it. */
function actionResponse(answer: ActionAnswer, statusOfError: number): Response {
  return Response.json(answer, { status: "error" in answer ? statusOfError : 200 });
}

/** Who may see a job only because it is shared, or because of the level, may not share it or end its sharing. */
function requireSharable(jobs: JobService, request: Request, id: number): void {
  const caller = callerOf(request);
  requireLevel2(caller);
  const job = jobs.get(id);
  if (job !== null && !mayChange(caller.principal, job)) throw emptyForbidden();
}

/** `hdf5paths` named the files that were deleted; paths of the server are told to nobody. */
async function remove(jobs: JobService, id: number, principal: Principal): Promise<Response> {
  const known = jobs.get(id) !== null;
  const answer = await jobs.remove(id, principal.superuser ? null : principal.name);
  if ("success" in answer) return Response.json({ ...answer, hdf5paths: [] });
  return actionResponse(answer, known ? 403 : 404);
}

/** Longer lists are sent page by page. */
const LONG_LIST = 1000;
const ROWS_OF_PAGE = 100;

function* objectPages(jobs: JobService, filters: JobFilters, baseUrl: string) {
  for (const page of jobs.pages(filters, ROWS_OF_PAGE)) yield page.map((job) => jobObject(job, baseUrl));
}

export function calculationRoutes({ jobs }: ServerContext) {
  const tags = ["Calculations"];
  return new Elysia({ name: "calculations" })
    .get(
      "/v1/calc/list",
      // Elysia waits for promises of functions that are called async only.
      async ({ request, query }) => {
        const { principal, baseUrl, asker } = callerOf(request);
        const seen = `${request.url} ${baseUrl} ${principal.name} ${principal.mates.join()}`;
        const etag = `W/"${jobs.revision()}-${Bun.hash(seen).toString(36)}"`;
        const headers = { etag, "cache-control": "private, no-cache" };
        if (matchesEtag(request.headers.get("if-none-match"), etag))
          return new Response(null, { status: 304, headers });
        const filters = { ...filtersOf(request, query), ...pageOf(query) };
        if (query.limit === -1 || (query.limit ?? 0) > LONG_LIST)
          return listResponse(asker, () => objectPages(jobs, filters, baseUrl), headers);
        const found = jobs.list(filters);
        return Response.json(
          found.map((job) => jobObject(job, baseUrl)),
          { headers },
        );
      },
      {
        query: ListQuery,
        response: {
          200: json(t.Array(JobObject), "Calculations"),
          304: empty("Not changed since the ETag sent along"),
          400: WRONG_REQUEST,
        },
        detail: {
          tags,
          operationId: "listCalculations",
          summary: "List calculations",
          description:
            "Newest first. In a locked server: own ones, those of members of the same groups and shared ones. Unknown parameters are ignored. " +
            "Send the ETag of the last answer as If-None-Match and an unchanged list answers 304 without a body.",
        },
      },
    )
    .get("/v1/calc/list/count", ({ request, query }) => ({ count: jobs.count(filtersOf(request, query)) }), {
      query: FilterQuery,
      response: { 200: json(t.Object({ count: Type.Integer({ example: 42 }) }), "Their number"), 400: WRONG_REQUEST },
      detail: {
        tags,
        operationId: "countCalculations",
        summary: "Count calculations",
        description: "How many the list holds with the same filters, whatever its limit.",
      },
    })
    .get(
      "/v1/calc/:id",
      async ({ request, params }) => {
        const job = visibleJob(jobs, request, params.id);
        return { ...(await jobParameters(jobs, job)), ...jobRecordObject(job) };
      },
      {
        params: JobId,
        response: { 200: json(JobRecordObject, "The record"), 403: FOREIGN, 404: UNKNOWN },
        detail: {
          tags,
          operationId: "getCalculation",
          summary: "Record of a calculation",
          description:
            "The record and, beside it, the parameters of the job under their own names. 404 and 403 have no body.",
        },
      },
    )
    .get(
      "/v1/calc/:id/status",
      ({ request, params, query }) => {
        const [job] = jobs.list({ ...filtersOf(request, query), id: params.id });
        if (job === undefined || !maySee(callerOf(request).principal, job)) throw emptyNotFound();
        return jobObject(job, callerOf(request).baseUrl);
      },
      {
        params: JobId,
        query: FilterQuery,
        response: { 200: json(JobObject, "The calculation"), 400: WRONG_REQUEST, 404: UNKNOWN },
        detail: {
          tags,
          operationId: "getCalculationStatus",
          summary: "Status of a calculation",
          description:
            "The item of the list. 404 without a body when it is unknown, somebody else's or left out by a filter.",
        },
      },
    )
    .post(
      "/v1/calc/:id/abort",
      ({ request, params }) => {
        const { principal } = callerOf(request);
        const job = jobs.get(params.id);
        if (job !== null && !mayChange(principal, job)) {
          return Response.json(
            { error: `User ${principal.name} has no permission to abort job ${params.id}` },
            { status: 403 },
          );
        }
        return actionResponse(jobs.abort(params.id), 200);
      },
      {
        parse: "none",
        params: JobId,
        response: { 200: DONE, 403: NOT_ALLOWED },
        detail: {
          tags,
          operationId: "abortCalculation",
          summary: "Abort a calculation",
          description: "The status is `aborted` at once. 200 with `error` when it is unknown or not running.",
        },
      },
    )
    .post("/v1/calc/:id/remove", ({ request, params }) => remove(jobs, params.id, callerOf(request).principal), {
      parse: "none",
      params: JobId,
      response: { 200: DONE, 403: NOT_ALLOWED, 404: NOT_THERE },
      detail: {
        tags,
        operationId: "removeCalculation",
        summary: "Remove a calculation",
        description:
          "Its row, log, outputs, inputs and results, at once. Only by its owner or an administrator, and not while another calculation depends on it.",
      },
    })
    .post(
      "/v1/calc/:id/share",
      ({ request, params }) => {
        requireSharable(jobs, request, params.id);
        return actionResponse(jobs.share(params.id), jobs.get(params.id) === null ? 404 : 403);
      },
      {
        parse: "none",
        params: JobId,
        response: { 200: DONE, 403: NOT_ALLOWED, 404: NOT_THERE },
        detail: {
          tags,
          operationId: "shareCalculation",
          summary: "Share a calculation",
          description:
            "Everybody may then see it. For its owner, members of the same groups and administrators, of user level 2.",
        },
      },
    )
    .post(
      "/v1/calc/:id/unshare",
      ({ request, params }) => {
        requireSharable(jobs, request, params.id);
        return actionResponse(jobs.unshare(params.id), jobs.get(params.id) === null ? 404 : 403);
      },
      {
        parse: "none",
        params: JobId,
        response: { 200: DONE, 403: NOT_ALLOWED, 404: NOT_THERE },
        detail: {
          tags,
          operationId: "unshareCalculation",
          summary: "Stop sharing a calculation",
          description:
            "Only its owner, members of the same groups and administrators see it again; they may, from user level 2 on.",
        },
      },
    );
}
