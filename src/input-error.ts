/**
 * What is wrong with an input, told to the person who wrote it.
 *
 * Everything below the server throws `InputError` for a mistake in a user's file or parameter; the server
 * alone turns it into an HTTP answer. A reader that can go on collects problems in a `ProblemList` and reports
 * them together.
 */
export interface InputProblem {
  /** One sentence: what was found and what is wrong with it. Never holds a path of the server. */
  readonly message: string;
  /** File as the user knows it: relative to the job's folder, or the name inside the archive. */
  readonly file?: string | undefined;
  /** 1-based. */
  readonly line?: number | undefined;
  /** 1-based. */
  readonly column?: number | undefined;
  /** Name of the job parameter, element or attribute. */
  readonly parameter?: string | undefined;
  /** What would have been accepted. */
  readonly allowed?: string | undefined;
  /** "Did you mean" candidate. */
  readonly suggestion?: string | undefined;
  /** The reference engine's words for it, for the answers whose text its clients compare. */
  readonly reference?: string | undefined;
  /** Name of the rule about parameters that was broken (`job-ini/*-rules.ts`). */
  readonly rule?: string | undefined;
}

export type ProblemPlace = Omit<InputProblem, "message">;

/** `file:line:column: message (allowed: ...; did you mean ...?)`, the form compilers use. */
export function formatProblem(problem: InputProblem): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(":");
  const hints = [
    problem.allowed === undefined ? "" : `allowed: ${problem.allowed}`,
    problem.suggestion === undefined ? "" : `did you mean ${problem.suggestion}?`,
  ].filter((hint) => hint !== "");
  return `${place === "" ? "" : `${place}: `}${problem.message}${hints.length === 0 ? "" : ` (${hints.join("; ")})`}`;
}

/** One or more mistakes in the user's input. `message` is the first problem's text, formatted. */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly problems: readonly [InputProblem, ...InputProblem[]];

  constructor(message: string, place?: ProblemPlace);
  constructor(problems: readonly [InputProblem, ...InputProblem[]]);
  constructor(what: string | readonly [InputProblem, ...InputProblem[]], place: ProblemPlace = {}) {
    const problems: readonly [InputProblem, ...InputProblem[]] =
      typeof what === "string" ? [{ message: what, ...place }] : what;
    super(problems.map(formatProblem).join("\n"));
    this.problems = problems;
  }
}

/** A job that is right, but asks for what is not computed here: another engine may do it. */
export class NotComputedError extends InputError {}

/** Collects problems so that a user sees all of them at once. */
export class ProblemList {
  readonly problems: InputProblem[] = [];

  add(message: string, place: ProblemPlace = {}): void {
    this.problems.push({ message, ...place });
  }

  /** Runs `read`; an `InputError` it throws is collected and `undefined` returned. Other errors pass through. */
  attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.problems.push(...error.problems);
      return undefined;
    }
  }

  /** As `attempt`, for what reads files in chunks. */
  async attemptAsync<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.problems.push(...error.problems);
      return undefined;
    }
  }

  /** Throws one `InputError` with everything collected; does nothing when the list is empty. */
  throwIfAny(): void {
    const [first, ...rest] = this.problems;
    if (first !== undefined) throw new InputError([first, ...rest]);
  }
}
