/** Checks of files without making a calculation. */

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import { InputError } from "../../input-error.ts";
import type { CheckResult, Submission } from "../../jobs/index.ts";
import { allowedPath } from "../allowed-path.ts";
import { textError } from "../api-error.ts";
import { callerOf } from "../caller.ts";
import type { ServerContext } from "../context.ts";
import { FILES, formBody } from "../forms/form-schema.ts";
import { type Form, readForm } from "../forms/read-form.ts";

const ValidityObject = t.Object({
  error_msg: t.Union([t.String(), t.Null()], {
    example: "job.ini:12: truncation_level: expected a number >= 0, found -3.0",
  }),
  error_line: t.Union([Type.Integer(), t.Null()], { example: 12 }),
  valid: Type.Boolean({ example: false }),
});

type Validity = typeof ValidityObject.static;

const ValidForm = t.Object({ xml_text: t.String({ description: "A model document", example: "<nrml/>" }) });
const ZipForm = t.Object({
  archive: t.Any({ ...FILES, description: "A zip with a job file, or the files themselves" }),
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
const FIELD_BYTES = 64 * 1024;

function validityOf(result: CheckResult): Validity {
  if (result.ok) return { error_msg: null, error_line: null, valid: true };
  return { error_msg: result.message, error_line: result.problems[0]?.line ?? null, valid: false };
}

export function validationRoutes({ jobs, settings }: ServerContext) {
  const tags = ["Validation"];

  /** Streams the files to a scratch folder and checks them there, as a submission would. */
  async function checkUpload(request: Request, submissionOf: (form: Form) => Submission): Promise<Validity> {
    const scratch = jobs.scratchFolder();
    try {
      const form = await readForm(callerOf(request).original, {
        place: (index) => join(scratch, `part-${index}`),
        fieldBytes: FIELD_BYTES,
        bodyBytes: settings.uploadLimit,
      });
      return validityOf(await jobs.check(scratch, submissionOf(form)));
    } catch (error) {
      if (error instanceof InputError) return { error_msg: error.message, error_line: null, valid: false };
      throw error;
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }

  async function validXml({ request }: { request: Request }): Promise<Validity> {
    const form = await readForm(callerOf(request).original, { fieldBytes: XML_BYTES, bodyBytes: XML_BYTES });
    const xml = form.fields.get("xml_text");
    if (xml === undefined || xml === "") throw textError(400, 'Please provide the "xml_text" parameter');
    const { checkDocument } = await import("../check-document.ts");
    return checkDocument(xml);
  }

  const valid = {
    parse: "none",
    response: { 200: ValidityObject, 400: t.String({ example: 'Please provide the "xml_text" parameter' }) },
    detail: {
      tags,
      summary: "Check a model document",
      description:
        "A document of any kind of model, as text. `valid` false comes with the reason and, where known, its line.",
      requestBody: formBody(ValidForm, "application/x-www-form-urlencoded", "multipart/form-data"),
    },
  } as const;

  return new Elysia({ name: "validation" })
    .post("/v1/valid", validXml, valid)
    .post("/v1/valid/*", validXml, { ...valid, detail: { hide: true } })
    .post(
      "/v1/calc/validate_zip",
      ({ request }) =>
        checkUpload(request, (form) => {
          const files = form.files.filter(({ field }) => field === "archive");
          if (files.length === 0) throw textError(400, "Missing archive file");
          return { files: files.map(({ filename, path }) => ({ name: filename, path })) };
        }),
      {
        parse: "none",
        response: { 200: ValidityObject, 400: t.String({ example: "Missing archive file" }) },
        detail: {
          tags,
          summary: "Check an archive",
          description: "Unpacks and checks it as a submission would, without making a calculation.",
          requestBody: formBody(ZipForm, "multipart/form-data"),
        },
      },
    )
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
        response: { 200: ValidityObject, 400: t.String({ example: "Missing job_ini" }) },
        detail: {
          tags,
          summary: "Check a job file",
          description:
            "A job file sent along, or one below a folder given with --allow-path. The files it names must be there.",
          requestBody: formBody(IniForm, "multipart/form-data", "application/x-www-form-urlencoded"),
        },
      },
    );
}
