/** What is wrong with a request for an output. The server answers 404, 400 or 413 with the message as one line of text. */
export class OutputError extends Error {
  override readonly name = "OutputError";
  readonly kind: "not-found" | "bad-request" | "too-large";

  constructor(kind: OutputError["kind"], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** There is no such output, export type, extract or datastore key. */
export function notFound(message: string): OutputError {
  return new OutputError("not-found", message);
}

/** The query is missing something or holds a value that is not allowed. */
export function badRequest(message: string): OutputError {
  return new OutputError("bad-request", message);
}
