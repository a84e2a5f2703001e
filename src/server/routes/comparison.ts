/** How two finished calculations differ, and where. */
import { existsSync } from "node:fs";
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import { engineResults } from "../../engines/openquake/engine-folder.ts";
import { comparisonAnswer } from "../../jobs/comparisons.ts";
import type { Job, JobService } from "../../jobs/index.ts";
import { DEFAULT_TOLERANCE } from "../../outputs/compare/comparison.ts";
import { visibleJob } from "../accounts/permissions.ts";
import { ApiError, badRequest } from "../api-error.ts";
import { callerOf } from "../caller.ts";
import type { ServerContext } from "../context.ts";
import { hasDatastore } from "../downloads/output-response.ts";
import { splitUrl } from "../middleware/paths.ts";
import { ErrorObject, FOREIGN, json, named, UNKNOWN } from "../openapi/answers.ts";
import { onePreference } from "../prefer.ts";
import { WholeNumber } from "../whole-number.ts";

/** Longest wait that `Prefer: wait` can ask for, s. */
const LONGEST_WAIT = 600;

const ComparisonQuery = t.Object(
  {
    a: WholeNumber(0, { description: "Number of the calculation that is measured against", example: 7 }),
    b: WholeNumber(0, { description: "Number of the calculation that is compared with it", example: 8 }),
    rtol: t.Optional(t.String({ description: "Relative tolerance; 1e-3 unless given", example: "1e-6" })),
    atol: t.Optional(t.String({ description: "Absolute tolerance; 1e-8 unless given" })),
    common: t.Optional(t.String({ description: "true: what one of them only has is no difference" })),
  },
  { additionalProperties: true },
);

const Cell = named(
  "CellDifference",
  t.Object({
    row: t.Object(
      {},
      { additionalProperties: t.String(), description: "What identifies the row: site, event, asset ..." },
    ),
    column: t.String({ example: "poe-0.1000000" }),
    a: t.String({ example: "0.25" }),
    b: t.String({ example: "0.26" }),
    relative: t.Union([t.Number(), t.Null()], { description: "|a - b| / |a|; null where there is none" }),
  }),
);

const Table = named(
  "OutputComparison",
  t.Object(
    {
      output: t.String({ example: "hazard_curve-mean-PGA.csv" }),
      equal: t.Boolean(),
      rows: Type.Integer(),
      cells: Type.Integer({ description: "Cells that were compared" }),
      differing: Type.Integer({ description: "Of these, those outside the tolerance" }),
      worst: t.Optional(Cell),
      typical: t.Union([t.Number(), t.Null()], { description: "Median relative difference" }),
      largest: t.Array(Cell, { description: "The ten largest differences" }),
    },
    { additionalProperties: true },
  ),
);

const ComparisonObject = named(
  "Comparison",
  t.Object(
    {
      equal: t.Boolean({ description: "All outputs agree within the tolerance, and none is missing" }),
      tolerance: t.Object({ rtol: t.Number(), atol: t.Number() }),
      tables: t.Array(Table),
      onlyInA: t.Array(t.String()),
      onlyInB: t.Array(t.String()),
    },
    { additionalProperties: true },
  ),
);

const Comparing = named(
  "ComparingAnswer",
  t.Object({
    status: t.String({ example: "computing" }),
    location: t.String({ description: "Ask there again; the answer is kept" }),
  }),
);

export function comparisonRoutes({ jobs }: ServerContext) {
  return new Elysia({ name: "comparison" }).get(
    "/v1/calc/compare",
    ({ request, query }) =>
      comparison(jobs, request, visibleJob(jobs, request, query.a), visibleJob(jobs, request, query.b)),
    {
      query: ComparisonQuery,
      response: {
        200: json(ComparisonObject, "What differs, output by output, and where"),
        202: json(Comparing, "They are being compared"),
        400: json(ErrorObject, "What is wrong with the request"),
        403: FOREIGN,
        404: UNKNOWN,
        500: json(ErrorObject, "They could not be compared"),
      },
      detail: {
        tags: ["Results"],
        operationId: "getComparison",
        summary: "How two calculations differ",
        description:
          "Worst and typical relative difference of every output that csv can hold, and where. The caller must be allowed to see both calculations. Compared once and kept: " +
          "202 until it is there, or `Prefer: wait`.",
      },
    },
  );
}

function hasResults(jobs: JobService, { id, engine }: Job): boolean {
  return engine === "openquake" ? existsSync(engineResults(jobs.folder(id), id)) : hasDatastore(jobs, id);
}

async function comparison(jobs: JobService, request: Request, a: Job, b: Job): Promise<Response> {
  const { path, search } = splitUrl(request.url);
  const query = new URLSearchParams(search);
  const tolerance = {
    rtol: toleranceOf(query, "rtol", DEFAULT_TOLERANCE.rtol),
    atol: toleranceOf(query, "atol", DEFAULT_TOLERANCE.atol),
  };
  const common = query.get("common") ?? "false";
  if (common !== "true" && common !== "false")
    throw badRequest(`common = ${common}`, { parameter: "common", allowed: "true, false" });
  for (const job of [a, b]) {
    if (!hasResults(jobs, job)) throw new ApiError(404, `Calculation ${job.id} has no results`);
  }
  const caller = callerOf(request);
  const of = ({ id, hazardCalculationId: parent }: Job) => ({
    id,
    place: {
      folder: jobs.folder(id),
      ...(parent !== null && hasDatastore(jobs, parent) ? { parentFolder: jobs.folder(parent) } : {}),
    },
  });
  const task = { a: of(a), b: of(b), tolerance, commonOnly: common === "true", level: caller.principal.level };
  let answer = comparisonAnswer(jobs, task, caller.asker);
  const wait = Math.min(onePreference(request, "wait", LONGEST_WAIT) ?? 0, LONGEST_WAIT);
  if (answer.kind === "computing" && wait > 0)
    answer = await Promise.race([
      answer.done,
      Bun.sleep(wait * 1000).then(() => comparisonAnswer(jobs, task, caller.asker)),
    ]);
  switch (answer.kind) {
    case "complete":
      return new Response(Bun.file(answer.path), { headers: { "Content-Type": "application/json" } });
    case "failed":
      throw new ApiError(500, answer.message);
    case "no-room":
      throw new ApiError(507, "the disk of the server has no room for the answer");
    case "computing": {
      // A failure is told to the one who waits; nobody may be waiting.
      answer.done.catch(() => {});
      const location = `${caller.baseUrl}${path}${search}`;
      return Response.json(
        { status: "computing", location },
        { status: 202, headers: { Location: location, "Retry-After": "1" } },
      );
    }
  }
}

function toleranceOf(query: URLSearchParams, name: string, usual: number): number {
  const text = query.get(name);
  if (text === null) return usual;
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0)
    throw badRequest(`${name} = ${text}`, { parameter: name, allowed: "a number of at least 0" });
  return value;
}
