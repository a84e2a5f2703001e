/**
 * The one error of the HTTP edge, and the forms in which clients expect to read it: JSON everywhere, one text line
 * from extract and export and accounts, nothing at all where the reference server answers an empty 403 or 404.
 */
import { InputError, type InputProblem } from "../input-error.ts";
import { BusyError } from "../jobs/index.ts";

export type ErrorForm = "json" | "text" | "empty";

export interface ErrorDetails {
  /** Query parameter, form field or header that is wrong. */
  readonly parameter?: string;
  /** What would have been accepted. */
  readonly allowed?: string;
  /** Every mistake found in the user's files. */
  readonly problems?: readonly InputProblem[];
  /** Names the line of the server's own log that says more. */
  readonly incident?: string;
}

export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly form: ErrorForm;
  readonly details: ErrorDetails;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    options: { form?: ErrorForm; details?: ErrorDetails; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.status = status;
    this.form = options.form ?? "json";
    this.details = options.details ?? {};
    this.headers = options.headers ?? {};
  }
}

/** 404 without a body: what clients get for an id that does not exist. */
export function emptyNotFound(): ApiError {
  return new ApiError(404, "", { form: "empty" });
}

/** 403 without a body: what clients of a locked server get, and act upon by logging in. */
export function emptyForbidden(): ApiError {
  return new ApiError(403, "", { form: "empty" });
}

/** Error as one line of text: the form of extract, export and accounts. */
export function textError(status: number, message: string): ApiError {
  return new ApiError(status, message, { form: "text" });
}

/** A parameter of the request is wrong. */
export function badRequest(message: string, details: ErrorDetails = {}): ApiError {
  return new ApiError(400, message, { details });
}

/** The answer that carries an error to the client. */
export function errorResponse(error: ApiError): Response {
  switch (error.form) {
    case "empty":
      return new Response(null, { status: error.status, headers: error.headers });
    case "text":
      return new Response(error.message, {
        status: error.status,
        headers: { "content-type": "text/plain; charset=utf-8", ...error.headers },
      });
    case "json":
      return Response.json(
        { error: error.message, ...error.details },
        { status: error.status, headers: error.headers },
      );
  }
}

/** Turns what a handler threw into an `ApiError`; `undefined` for a defect of ours. */
export function asApiError(error: unknown, form: ErrorForm = "json"): ApiError | undefined {
  if (error instanceof ApiError) return error;
  if (error instanceof BusyError) return new ApiError(503, error.message, { form, headers: { "retry-after": "5" } });
  if (error instanceof InputError)
    return new ApiError(400, error.message, { form, details: { problems: error.problems } });
  return undefined;
}
