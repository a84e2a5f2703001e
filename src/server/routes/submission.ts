/** Submitting a calculation: uploads, job files on the server, and the form of the older API. */
import { basename } from "node:path";
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import { ENGINE_CHOICES } from "../../engines/engine.ts";
import {
  BusyError,
  isDiskFull,
  type Job,
  type JobService,
  type NewJob,
  QuotaError,
  type Submission,
  type SubmissionResult,
  type UploadedFile,
} from "../../jobs/index.ts";
import { maySee, requireLevel1 } from "../accounts/permissions.ts";
import { allowedPath } from "../allowed-path.ts";
import { ApiError, badRequest } from "../api-error.ts";
import { type Caller, callerOf } from "../caller.ts";
import type { ServerContext } from "../context.ts";
import { checkedFields, FILES, formBody } from "../forms/form-schema.ts";
import { parentOf } from "../forms/parent-field.ts";
import { type Form, readForm } from "../forms/read-form.ts";
import { requireRoom, uploadGuard } from "../forms/upload-guard.ts";
import { NewJobObject, newJobObject } from "../job-objects.ts";
import { JOB_PARAMETERS_TEXT } from "../job-parameters-schema.ts";
import { ErrorObject, json, named, WRITTEN_AS, WRONG_REQUEST } from "../openapi/answers.ts";

const HttpUrl = (description: string) => t.Optional(t.String({ pattern: "^https?://", description }));

const COMMON_FIELDS = {
  hazard_job_id: t.Optional(t.String({ description: "The calculation to continue", example: "6" })),
  notify_to: HttpUrl("Gets the record of the job as JSON when it has ended"),
  engine: t.Optional(
    t.String({
      pattern: `^(${ENGINE_CHOICES.join("|")})$`,
      description:
        "native, openquake, or auto: native where it computes everything the job asks, else openquake. The server's setting when absent",
      example: "native",
    }),
  ),
  job_owner: t.Optional(t.String({ description: "Recorded owner; ignored when accounts are on" })),
};

const RunForm = t.Object({
  archive: t.Optional(t.Any({ ...FILES, description: "One zip, or the files themselves" })),
  job_ini: t.Optional(t.String({ description: "Ending of the name of the job file to take", example: "job.ini" })),
  ...COMMON_FIELDS,
  calculation_type: t.Optional(t.String({ description: "Ignored" })),
  job_config: t.Optional(t.Any({ type: "string", format: "binary", description: "Older form: the job file" })),
  input_model_1: t.Optional(
    t.Any({
      type: "string",
      format: "binary",
      description: "Older form: the files it names, input_model_1 ... input_model_N",
    }),
  ),
  hazard_calc: t.Optional(t.String({ description: "Older name of hazard_job_id" })),
  hazard_result: t.Optional(
    t.String({ description: "An output of the calculation to continue; not together with hazard_calc" }),
  ),
  migration_callback_url: HttpUrl(
    "Older form of notify_to: gets a form with calculation_id, foreign_calculation_id, status, url",
  ),
  foreign_calculation_id: t.Optional(
    t.String({ description: "What the callback calls the calculation; needed with it" }),
  ),
});

const RunIniForm = t.Object({
  job_ini: t.String({
    description: "Path of a job file on the server, below a folder given with --allow-path",
    example: "/models/job.ini",
  }),
  ...COMMON_FIELDS,
});

const RefusalObject = named(
  "Refusal",
  t.Object({
    traceback: t.Array(t.String(), { example: ["There are no .ini files in the archive"] }),
    job_id: Type.Integer({ example: 8 }),
  }),
);

/** Bytes of a text field: a path, a name, an address. */
const FIELD_BYTES = 64 * 1024;

function refusalResponse(result: Extract<SubmissionResult, { ok: false }>): Response {
  return Response.json({ traceback: result.traceback, job_id: result.jobId }, { status: 500 });
}

/** Inserts the row before anything is read: what a client sends can be seen and aborted while it comes in. */
function createJob(jobs: JobService, userName: string): Job {
  try {
    return jobs.create({ userName });
  } catch (error) {
    if (error instanceof QuotaError) throw new ApiError(403, error.message);
    if (isDiskFull(error)) throw new ApiError(507, "the disk of the server is full");
    throw error;
  }
}

type Fields = typeof RunForm.static;

/** What the form says about owner and callbacks. */
function amendments(fields: Partial<Fields>, caller: Caller, accounts: boolean): Parameters<JobService["amend"]>[1] {
  const change: { -readonly [Key in "userName" | "notifyTo" | "migrationCallback"]?: NewJob[Key] } = {};
  if (fields.job_owner !== undefined && !accounts) change.userName = fields.job_owner;
  if (fields.notify_to !== undefined) change.notifyTo = fields.notify_to;
  if (fields.migration_callback_url !== undefined) {
    if (fields.foreign_calculation_id === undefined) {
      throw badRequest("migration_callback_url needs foreign_calculation_id", { parameter: "foreign_calculation_id" });
    }
    change.migrationCallback = {
      url: fields.migration_callback_url,
      foreignCalculationId: fields.foreign_calculation_id,
      publicUrl: caller.baseUrl,
    };
  }
  return change;
}

/**
 * Files of a form as the job service takes them. With a `job_config` every other file part belongs to it (older form);
 * otherwise only the parts named `archive` count.
 */
function submittedFiles(form: Form): { files: UploadedFile[]; older: boolean } {
  const older = form.files.some(({ field }) => field === "job_config");
  const files = form.files
    .filter(({ field }) => older || field === "archive")
    .map(({ field, filename, path }) => ({
      name: filename === "" ? (field === "job_config" ? "job.ini" : field) : filename,
      path,
      ...(field === "job_config" ? { isJobFile: true } : {}),
    }));
  return { files, older };
}

/** The engine that the form names. */
function engineOf({ engine }: Partial<Fields>): Pick<Submission, "engine"> {
  const choice = ENGINE_CHOICES.find((name) => name === engine);
  return choice === undefined ? {} : { engine: choice };
}

export function submissionRoutes({ jobs, settings }: ServerContext) {
  const tags = ["Submission"];

  /** Runs `read` on a new row. A mistake in the form leaves no row, a broken upload a failed one. */
  async function submitNew(
    request: Request,
    read: (
      job: Job,
      caller: Caller,
    ) => Promise<{ submission: Submission; older: boolean } | { refused: string; sent: string }>,
    recordPath = "/v1/calc",
  ): Promise<Response> {
    const caller = callerOf(request);
    requireLevel1(caller);
    requireRoom(jobs, caller.original);
    const job = createJob(jobs, caller.principal.name);
    let result: SubmissionResult;
    let older = false;
    try {
      const found = await read(job, caller);
      if ("refused" in found) result = jobs.refuse(job.id, found.refused, [basename(found.sent)]);
      else {
        older = found.older;
        result = await jobs.submit(job.id, found.submission, caller.asker);
      }
    } catch (error) {
      const isNoJob = error instanceof ApiError || error instanceof BusyError;
      if (jobs.get(job.id)?.status === "created" && isNoJob && !request.signal.aborted) await jobs.remove(job.id, null);
      else if (jobs.get(job.id)?.status === "created") jobs.refuse(job.id, "The upload broke off");
      throw error;
    }
    if (!result.ok) return refusalResponse(result);
    const location = `${caller.baseUrl}${recordPath}/${result.job.id}`;
    return Response.json(newJobObject(result.job), { status: older ? 303 : 200, headers: { location } });
  }

  const runUpload = (recordPath?: string) => (context: { request: Request }) =>
    submitNew(
      context.request,
      async (job, caller) => {
        const form = await readForm(caller.original, {
          place: (index) => jobs.uploadPath(job.id, index),
          guard: uploadGuard(jobs, job.id),
          fieldBytes: FIELD_BYTES,
          bodyBytes: settings.uploadLimit,
        });
        const fields = checkedFields(RunForm, form);
        const hazardJobId = parentOf(jobs, caller, fields);
        jobs.amend(job.id, amendments(fields, caller, settings.accounts));
        const { files, older } = submittedFiles(form);
        return {
          submission: {
            files,
            ...engineOf(fields),
            ...(fields.job_ini === undefined ? {} : { iniSuffix: fields.job_ini }),
            ...(hazardJobId === undefined ? {} : { hazardJobId }),
            mayContinue: (parent) => maySee(caller.principal, parent),
          },
          older,
        };
      },
      recordPath,
    );

  const run = {
    parse: "none",
    response: {
      200: json(NewJobObject, "Accepted"),
      303: json(NewJobObject, "Accepted, for the older form: Location names it"),
      400: WRONG_REQUEST,
      403: json(ErrorObject, "Not allowed, or the quota is used up"),
      413: json(ErrorObject, "Larger than this server takes"),
      500: json(RefusalObject, "Refused: the job is kept as a failed one"),
      408: json(ErrorObject, "The upload comes too slowly"),
      409: json(ErrorObject, "The calculation was ended while its files came in"),
      503: json(ErrorObject, "Too many uploads wait already: Retry-After"),
      507: json(ErrorObject, "The disk of the server has no room for it"),
    },
  } as const;

  return new Elysia({ name: "submission" })
    .post("/v1/calc/run", runUpload(), {
      ...run,
      detail: {
        tags,
        operationId: "submitCalculation",
        summary: "Submit a calculation",
        description:
          "The upload is streamed to disk, unpacked and checked; the answer comes within seconds, before the calculation starts. " +
          "One zip (folders kept) or the files themselves, all in parts named `archive`. The job file is the first whose name ends with `job_ini`, by full path. " +
          "A refused job is kept as a failed one and answers 500 with `traceback` and `job_id`. With `job_config` (older form) a success answers 303. " +
          JOB_PARAMETERS_TEXT,
        requestBody: formBody(RunForm, "multipart/form-data"),
      },
    })
    .post("/v1/calc/hazard", runUpload("/v1/calc/hazard"), {
      ...run,
      detail: {
        tags: ["Older API"],
        operationId: "submitHazardCalculation",
        summary: "Submit a hazard calculation",
        description: "As `run`.",
        requestBody: formBody(RunForm, "multipart/form-data"),
      },
    })
    .post("/v1/calc/risk", runUpload("/v1/calc/risk"), {
      ...run,
      detail: {
        tags: ["Older API"],
        operationId: "submitRiskCalculation",
        summary: "Submit a risk calculation",
        description: "As `run`.",
        requestBody: formBody(RunForm, "multipart/form-data"),
      },
    })
    .post(
      "/v1/calc/run_ini",
      ({ request }) =>
        submitNew(request, async (job, caller) => {
          const form = await readForm(caller.original, { fieldBytes: FIELD_BYTES, bodyBytes: 1_000_000 });
          const fields = checkedFields(RunIniForm, form);
          const hazardJobId = parentOf(jobs, caller, fields);
          jobs.amend(job.id, amendments(fields, caller, settings.accounts));
          const path = allowedPath(fields.job_ini, settings.allowPath);
          if (path === undefined) {
            const refused = `File not found: ${fields.job_ini} (job files must lie below a folder given with --allow-path)`;
            return { refused, sent: fields.job_ini };
          }
          return {
            submission: {
              serverIni: path,
              ...engineOf(fields),
              ...(hazardJobId === undefined ? {} : { hazardJobId }),
              mayContinue: (parent) => maySee(caller.principal, parent),
            },
            older: false,
          };
        }),
      {
        ...run,
        detail: {
          tags,
          operationId: "submitServerJobFile",
          summary: "Submit a job file that lies on the server",
          description: `Only below a folder given with --allow-path. Answers as \`run\`. ${JOB_PARAMETERS_TEXT}`,
          requestBody: formBody(RunIniForm, "application/x-www-form-urlencoded", "multipart/form-data"),
        },
      },
    )
    .get(
      "/v1/calc/jobs_from_inis",
      async ({ request }) => {
        const inis = new URL(request.url).searchParams.getAll("ini");
        const paths = inis.map((ini) => allowedPath(ini, settings.allowPath));
        const missing = inis.filter((_, index) => paths[index] === undefined);
        if (missing.length > 0) {
          const error = `File not found: ${missing.join(", ")} (job files must lie below a folder given with --allow-path)`;
          return Response.json({ success: [], error }, { status: 500 });
        }
        const { jobsFromInis } = await import("../jobs-from-inis.ts");
        const success = await jobsFromInis(
          jobs,
          paths.filter((path) => path !== undefined),
          (job) => maySee(callerOf(request).principal, job),
        );
        return Response.json({ success, error: "" });
      },
      {
        query: t.Object({
          ini: t.Optional(
            t.Union([t.String(), t.Array(t.String())], {
              description: "Path on the server; may be repeated",
              [WRITTEN_AS]: { type: "array", items: { type: "string" } },
            }),
          ),
        }),
        response: {
          200: json(
            t.Object({ success: t.Array(Type.Integer(), { example: [7, 0] }), error: t.String({ example: "" }) }),
            "Their numbers",
          ),
          500: json(t.Object({ success: t.Array(Type.Integer()), error: t.String() }), "A job file is not there"),
        },
        detail: {
          tags,
          operationId: "findCalculationsOfJobFiles",
          summary: "Calculations made from job files",
          description: "For each job file the newest complete calculation with the same inputs, 0 when there is none.",
        },
      },
    );
}
