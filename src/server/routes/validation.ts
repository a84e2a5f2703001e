/** Checks of files without making a calculation. */

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import { calculationMemory } from "../../engines/machine-memory.ts";
import { formatProblem, InputError } from "../../input-error.ts";
import { type CheckProblem, type CheckResult, places, type Submission } from "../../jobs/index.ts";
import { maySee } from "../accounts/permissions.ts";
import { allowedPath } from "../allowed-path.ts";
import { ApiError, textError } from "../api-error.ts";
import { callerOf } from "../caller.ts";
import { checkDocument } from "../check-document.ts";
import type { ServerContext } from "../context.ts";
import { FILES, formBody } from "../forms/form-schema.ts";
import { parentOf } from "../forms/parent-field.ts";
import { type Form, type Pace, readForm } from "../forms/read-form.ts";
import { requireRoom, uploadGuard } from "../forms/upload-guard.ts";
import { JOB_PARAMETERS_TEXT } from "../job-parameters-schema.ts";
import { ErrorObject, json, named, ProblemObject, text } from "../openapi/answers.ts";

const ValidityObject = named(
  "Validity",
  t.Object({
    error_msg: t.Union([t.String(), t.Null()], {
      description: "The first problem",
      example: "job.ini:12: truncation_level: expected a number >= 0, found -3.0",
    }),
    error_line: t.Union([Type.Integer(), t.Null()], { example: 12 }),
    valid: Type.Boolean({ example: false }),
    runnable: t.Optional(
      Type.Boolean({ description: "Whether this server computes the job: a valid one may need another engine" }),
    ),
    errors: t.Array(ProblemObject, { description: "All problems found" }),
    warnings: t.Optional(t.Array(t.String(), { description: "What is accepted but may not be meant" })),
  }),
);

type Validity = typeof ValidityObject.static;

const EstimateObject = named(
  "Estimate",
  t.Object({
    calculation_mode: t.String({ example: "classical" }),
    ini: t.String({ description: "The job file that was taken", example: "job.ini" }),
    sites: Type.Integer({ example: 1000 }),
    sources: Type.Integer({ example: 87 }),
    ruptures: Type.Integer({ example: 250_000 }),
    realizations: Type.Integer({ example: 12 }),
    measures: Type.Integer({ example: 3 }),
    levels: Type.Integer({ description: "Of each measure", example: 20 }),
    tasks: Type.Integer({ example: 16 }),
    threads: Type.Integer({ example: 4 }),
    memory_bytes: Type.Integer({ description: "Most memory at a time", example: 350_000_000 }),
    output_bytes: Type.Integer({ description: "Results on disk", example: 2_400_000 }),
    seconds: t.Number({
      description: "On this machine when it has nothing else to do, from a sample that was computed",
      example: 42,
    }),
    seconds_low: t.Number({ description: "At the least, by what the sample leaves open", example: 27 }),
    seconds_high: t.Number({ description: "At the most, by the same", example: 65 }),
    time_class: t.Union([t.Literal("seconds"), t.Literal("minutes"), t.Literal("hours"), t.Literal("days")]),
    fits: Type.Boolean({ description: "False: the server would refuse the calculation for its memory" }),
  }),
);

const ValidForm = t.Object({ xml_text: t.String({ description: "A model document", example: "<nrml/>" }) });
const ZipForm = t.Object({
  archive: t.Any({ ...FILES, description: "A zip with a job file, or the files themselves" }),
  job_ini: t.Optional(
    t.String({
      description: "Ending of the name of the job file to look at, where there are several",
      example: "job.ini",
    }),
  ),
  hazard_job_id: t.Optional(t.String({ description: "The calculation that the job is to continue", example: "6" })),
});
const IniForm = t.Object({
  job_ini: t.Any({
    type: "string",
    format: "binary",
    description: "A job file, or the path of one below a folder given with --allow-path",
  }),
});

/** A model document in a form field. */
const XML_BYTES = 64 * 2 ** 20;
const LARGE_DOCUMENT_BYTES = 2 ** 20;
const LARGE_DOCUMENTS_AT_A_TIME = 4;
/** Others wait for the turn of one that comes slowly. */
const LARGE_DOCUMENT_PACE: Pace = { idleMs: 10_000, graceMs: 10_000, bytesPerS: 20_000 };
const FIELD_BYTES = 64 * 1024;
/** Problems that are told. */
const MOST_PROBLEMS = 1000;

/** Clients compare this text with the reference's. */
function inReferenceWords(problem: CheckProblem): CheckProblem {
  return { ...problem, message: problem.reference ?? problem.message };
}

function validityOf(result: CheckResult): Validity {
  const { warnings } = result;
  if (result.ok)
    return {
      error_msg: null,
      error_line: null,
      valid: true,
      runnable: result.runnable,
      errors: [],
      warnings: [...warnings],
    };
  const told = result.problems.slice(0, MOST_PROBLEMS);
  const errors = told.map(({ reference: _words, ...problem }) => ({ ...problem }) as Validity["errors"][0]);
  const [first] = told;
  return {
    error_msg: first === undefined ? result.message : formatProblem(inReferenceWords(first)),
    error_line: first?.line ?? null,
    valid: false,
    runnable: false,
    errors,
    warnings: [...warnings],
  };
}

/** @param parent the calculation that the form says to continue */
function archiveOf(form: Form, parent: string | number | undefined): Submission {
  const files = form.files.filter(({ field }) => field === "archive");
  if (files.length === 0) throw textError(400, "Missing archive file");
  const ini = form.fields.get("job_ini");
  return {
    files: files.map(({ filename, path }) => ({ name: filename, path })),
    ...(ini === undefined || ini === "" ? {} : { iniSuffix: ini }),
    ...(parent === undefined ? {} : { hazardJobId: parent }),
  };
}

/** A time with two digits. @param round which way: the bounds of a range are rounded outwards. */
function twoDigits(seconds: number, round: (value: number) => number): number {
  if (!(seconds > 0)) return 0;
  const unit = 10 ** (Math.floor(Math.log10(seconds)) - 1);
  return Number((round(seconds / unit) * unit).toPrecision(2));
}

export function validationRoutes({ jobs, settings }: ServerContext) {
  const tags = ["Validation"];

  /** Streams the files to a scratch folder and hands them over. */
  async function takeUpload<Answer>(
    request: Request,
    submissionOf: (form: Form) => Submission,
    look: (scratch: string, submission: Submission) => Promise<Answer>,
  ): Promise<Answer> {
    requireRoom(jobs, callerOf(request).original);
    const scratch = jobs.scratchFolder();
    try {
      const form = await readForm(callerOf(request).original, {
        place: (index) => join(scratch, `part-${index}`),
        guard: uploadGuard(jobs),
        fieldBytes: FIELD_BYTES,
        bodyBytes: settings.uploadLimit,
      });
      return await look(scratch, submissionOf(form));
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }

  async function checkUpload(request: Request, submissionOf: (form: Form) => Submission): Promise<Validity> {
    try {
      return await takeUpload(request, submissionOf, async (scratch, submission) =>
        validityOf(
          await jobs.check(
            scratch,
            { ...submission, mayContinue: (parent) => maySee(callerOf(request).principal, parent) },
            callerOf(request).asker,
          ),
        ),
      );
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const { message, problems } = error;
      return validityOf({ ok: false, message, problems, warnings: [], traceback: [message] });
    }
  }

  /** With the calculation that it is to continue. */
  function archiveFor(request: Request): (form: Form) => Submission {
    return (form) => {
      const { hazard_job_id } = Object.fromEntries(form.fields);
      return archiveOf(form, parentOf(jobs, callerOf(request), { hazard_job_id: hazard_job_id || undefined }));
    };
  }

  async function estimate({ request }: { request: Request }) {
    const result = await takeUpload(request, archiveFor(request), async (scratch, submission) =>
      jobs.estimate(scratch, submission, callerOf(request).asker),
    ).catch((error: unknown): never => {
      if (!(error instanceof InputError)) throw error;
      throw new ApiError(400, error.message, { details: { problems: error.problems } });
    });
    if (!result.ok)
      throw new ApiError(400, result.message, { details: { problems: result.problems.slice(0, MOST_PROBLEMS) } });
    const { memoryBytes, outputBytes, timeClass, seconds, secondsLow, secondsHigh, ...counts } = result.estimate;
    const share = jobs.settings.memoryShare;
    const allowed = share === null ? Number.POSITIVE_INFINITY : calculationMemory(share, jobs.settings.maxRunning);
    return {
      calculation_mode: result.calculationMode,
      ini: result.ini,
      ...counts,
      memory_bytes: Math.round(memoryBytes),
      output_bytes: outputBytes,
      seconds: twoDigits(seconds, Math.round),
      seconds_low: twoDigits(secondsLow, Math.floor),
      seconds_high: twoDigits(secondsHigh, Math.ceil),
      time_class: timeClass,
      fits: memoryBytes <= allowed,
    };
  }

  const largeDocuments = places({ atATime: LARGE_DOCUMENTS_AT_A_TIME });

  /** A document is held in memory while it comes in; of large ones only a few at a time. */
  async function validXml({ request }: { request: Request }): Promise<Validity> {
    const stated = callerOf(request).original.headers.get("content-length");
    if (stated !== null && Number(stated) < LARGE_DOCUMENT_BYTES) return validXmlOf(request);
    const done = await largeDocuments.take(callerOf(request).asker);
    try {
      return await validXmlOf(request, LARGE_DOCUMENT_PACE);
    } finally {
      done();
    }
  }

  async function validXmlOf(request: Request, pace?: Pace): Promise<Validity> {
    const missing = textError(400, 'Please provide the "xml_text" parameter');
    const limits = { fieldBytes: XML_BYTES, bodyBytes: XML_BYTES, ...(pace === undefined ? {} : { pace }) };
    const form = await readForm(callerOf(request).original, limits).catch((error: unknown): never => {
      // A body that is no form, a file in place of the field: clients know the engine's text.
      throw error instanceof ApiError && (error.status === 400 || error.status === 415) ? missing : error;
    });
    const xml = form.fields.get("xml_text");
    if (xml === undefined || xml === "") throw missing;
    return { ...(await checkDocument(jobs, xml, callerOf(request).asker)) } as Validity;
  }

  const valid = {
    parse: "none",
    response: {
      200: json(ValidityObject, "Whether it is valid"),
      400: text("Nothing to check", 'Please provide the "xml_text" parameter'),
    },
    detail: {
      tags,
      operationId: "checkDocument",
      summary: "Check a model document",
      description:
        "A document of any kind of model, as text. `valid` false comes with the reason and, where known, its line.",
      requestBody: formBody(ValidForm, "application/x-www-form-urlencoded", "multipart/form-data"),
    },
  } as const;

  return new Elysia({ name: "validation" })
    .post("/v1/valid", validXml, valid)
    .post("/v1/valid/*", validXml, { ...valid, detail: { hide: true } })
    .post("/v1/calc/validate_zip", ({ request }) => checkUpload(request, archiveFor(request)), {
      parse: "none",
      response: {
        200: json(ValidityObject, "Whether it is valid"),
        400: text("Nothing to check", "Missing archive file"),
      },
      detail: {
        tags,
        operationId: "checkArchive",
        summary: "Check an archive",
        description: `Unpacks and checks it as a submission would, without making a calculation. ${JOB_PARAMETERS_TEXT}`,
        requestBody: formBody(ZipForm, "multipart/form-data"),
      },
    })
    .post("/v1/calc/estimate", estimate, {
      parse: "none",
      response: {
        200: json(EstimateObject, "What it will take"),
        400: json(ErrorObject, "The job is wrong or not computed here"),
      },
      detail: {
        tags,
        operationId: "estimateCalculation",
        summary: "What a calculation will take",
        description: `Reads the job, makes its plan, computes a small sample, and tells counts, memory and time; nothing is stored. ${JOB_PARAMETERS_TEXT}`,
        requestBody: formBody(ZipForm, "multipart/form-data"),
      },
    })
    .post(
      "/v1/calc/validate_ini",
      ({ request }) =>
        checkUpload(request, (form) => {
          const [file] = form.files;
          if (file !== undefined) return { files: [{ name: file.filename, path: file.path, isJobFile: true }] };
          const named = form.fields.get("job_ini");
          if (named === undefined) throw textError(400, "Missing job_ini");
          const path = allowedPath(named, settings.allowPath);
          if (path === undefined)
            throw new InputError(`File not found: ${named} (it must lie below a folder given with --allow-path)`);
          return { serverIni: path };
        }),
      {
        parse: "none",
        response: {
          200: json(ValidityObject, "Whether it is valid"),
          400: text("Nothing to check", "Missing job_ini"),
        },
        detail: {
          tags,
          operationId: "checkJobFile",
          summary: "Check a job file",
          description: `A job file sent along, or one below a folder given with --allow-path. The files it names must be there. ${JOB_PARAMETERS_TEXT}`,
          requestBody: formBody(IniForm, "multipart/form-data", "application/x-www-form-urlencoded"),
        },
      },
    );
}
